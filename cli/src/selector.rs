//! How users name rules: by code, by code prefix or by name.

use std::{borrow::Cow, str::FromStr};

use kyx_schema::{Rule, rules};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};

/// Every rule whose code starts with this text, or the rule with this name.
#[derive(Clone)]
pub(crate) struct RuleSelector(String);

impl RuleSelector {
    pub(crate) fn matches(&self, rule: &Rule) -> bool {
        rule.code.starts_with(&self.0.to_uppercase()) || rule.name == self.0
    }
}

impl FromStr for RuleSelector {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let selector = Self(text.to_owned());
        if text.is_empty() || !rules::all().iter().any(|rule| selector.matches(rule)) {
            return Err("no such rule; `kyx rules` lists them all".to_owned());
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
