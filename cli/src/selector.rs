//! How users name rules: by code, by code prefix or by name.

use std::{borrow::Cow, fmt, str::FromStr};

use kyx_schema::{Rule, rules};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

use crate::suggestion::did_you_mean;

/// Every rule whose code starts with this text, or the rule with this name.
#[derive(Clone)]
pub(crate) struct RuleSelector(String);

impl RuleSelector {
    pub(crate) fn matches(&self, rule: &Rule) -> bool {
        rule.is_selected_by(&self.0)
    }

    /// Whether this is the name or the whole code of a rule.
    pub(crate) fn names(&self, rule: &Rule) -> bool {
        [rule.code, rule.name].iter().any(|it| it.eq_ignore_ascii_case(&self.0))
    }

    /// The rules that match, by code.
    pub(crate) fn rules(&self) -> Vec<&'static Rule> {
        rules::selected(&self.0)
    }
}

impl fmt::Display for RuleSelector {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl FromStr for RuleSelector {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let selector = Self(text.to_owned());
        if text.is_empty() || selector.rules().is_empty() {
            let names = rules::all().into_iter().map(|rule| rule.name);
            return Err(format!("no such rule{}; `kyx rules` lists them all", did_you_mean(text, names)));
        }
        Ok(selector)
    }
}

/// Lists all selectors, so that editors can complete them.
impl JsonSchema for RuleSelector {
    fn schema_name() -> Cow<'static, str> {
        "Rules".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let all = rules::all();
        let mut selectors: Vec<_> = all.iter().flat_map(|it| [&it.code[..4], it.code, it.name]).collect();
        selectors.sort_unstable();
        selectors.dedup();
        json_schema!({
            "description": "A rule code, the start of several codes, or a rule name.",
            "type": "string",
            "enum": selectors,
        })
    }
}
