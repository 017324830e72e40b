//! `ignore-findings`: findings that are not reported in some files.

use std::{
    fmt,
    str::FromStr,
    sync::atomic::{AtomicBool, Ordering},
};

use kyx_schema::{Finding, Rule};
use schemars::JsonSchema;
use serde::Deserialize;

use super::parsed::Parsed;
use crate::selector::RuleSelector;

/// Findings that are not reported.
#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "IgnoredFindings")]
#[serde(deny_unknown_fields)]
pub(super) struct IgnoredFindings {
    /// Their rules.
    code: RuleSelector,
    /// Their JSON Pointer, in which `*` stands for any one key or index, such as
    /// `/workflowDefinition/credentials/*/id`. Without it, the rule is ignored wherever it is broken.
    #[serde(default)]
    #[schemars(with = "String", extend("pattern" = "^/", "not" = { "pattern": "\\n" }))]
    pointer: Option<Parsed<PointerPattern>>,
    /// Whether there was such a finding in this run.
    #[serde(skip)]
    is_used: AtomicBool,
}

impl IgnoredFindings {
    /// Whether a finding is ignored, which is remembered.
    pub(super) fn matches(&self, finding: &Finding) -> bool {
        let is_here = self.pointer.as_ref().is_none_or(|Parsed(pattern)| pattern.matches(&finding.pointer));
        let is_match = is_here && self.may_match(finding.rule);
        if is_match {
            self.is_used.store(true, Ordering::Relaxed);
        }
        is_match
    }

    /// Whether findings of a rule may be ignored.
    pub(super) fn may_match(&self, rule: &Rule) -> bool {
        self.code.matches(rule)
    }

    pub(super) fn is_used(&self) -> bool {
        self.is_used.load(Ordering::Relaxed)
    }
}

impl fmt::Display for IgnoredFindings {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.pointer {
            Some(Parsed(pattern)) => write!(f, "{} at `{}`", self.code, pattern.0),
            None => write!(f, "{}", self.code),
        }
    }
}

/// A JSON Pointer in which `*` stands for any one key or index.
struct PointerPattern(String);

impl FromStr for PointerPattern {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        match text.starts_with('/') {
            true => Ok(Self(text.to_owned())),
            false => Err("not a JSON Pointer, which starts with `/`"),
        }
    }
}

impl PointerPattern {
    fn matches(&self, pointer: &str) -> bool {
        let (mut pattern, mut pointer) = (self.0.split('/'), pointer.split('/'));
        loop {
            match (pattern.next(), pointer.next()) {
                (None, None) => return true,
                (Some(pattern), Some(key)) if pattern == "*" || pattern == key => {}
                _ => return false,
            }
        }
    }
}
