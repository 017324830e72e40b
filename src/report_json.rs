//! The report on a payload as JSON, for packages in other languages.

use serde::Serialize;

use crate::{finding_json::FindingJson, kind::Kind, report::Report};

/// The report on a payload.
#[derive(Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "Report"))]
pub struct ReportJson<'a> {
    /// Whether there are no errors. There may be warnings.
    ok: bool,
    /// The kind of the payload; null if it is unknown.
    #[cfg_attr(feature = "schemars", schemars(extend("enum" = kinds())))]
    kind: Option<&'static str>,
    /// The findings, in the order of the text.
    findings: Vec<FindingJson<'a>>,
    /// The number of findings that are too many to list.
    omitted: usize,
}

impl<'a> ReportJson<'a> {
    /// The report on a payload of this kind, if its kind is known. With `shows_values`, the edits of fixes contain text that
    /// may be personal.
    #[must_use]
    pub fn new(kind: Option<Kind>, report: &'a Report, shows_values: bool) -> Self {
        let findings = report.findings().iter();
        Self {
            ok: !report.has_errors(),
            kind: kind.map(Kind::name),
            findings: findings.map(|it| FindingJson::new(it, None, shows_values)).collect(),
            omitted: report.omitted(),
        }
    }
}

#[cfg(feature = "schemars")]
fn kinds() -> Vec<Option<&'static str>> {
    Kind::ALL.iter().map(|kind| Some(kind.name())).chain([None]).collect()
}
