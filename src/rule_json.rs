//! A rule as JSON, the same in all packages.

use serde::{Serialize, Serializer};

use crate::{defect::Severity, rule::Rule};

/// A rule of the catalogue.
#[derive(Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "Rule"))]
pub struct RuleJson {
    /// The code, which never changes.
    code: &'static str,
    /// A name that reads as "deny *name*".
    name: &'static str,
    /// The severity of its findings; that of a single finding may differ.
    #[cfg_attr(feature = "schemars", schemars(with = "String", extend("enum" = ["info", "warning", "error"])))]
    severity: Severity,
    /// What the rule finds, in a sentence.
    summary: String,
}

/// Written as `rules.schema.json` describes it.
impl Serialize for Rule {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { code, name, severity, .. } = *self;
        RuleJson { code, name, severity, summary: self.summary() }.serialize(serializer)
    }
}
