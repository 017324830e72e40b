//! What was found in a text, on its way into a report.

use std::ops::Range;

use super::{source::Lines, syntax::TextEdit};
use crate::{
    Edit, Finding, Fix, Report, Rule, Safety, Severity,
    check::{MAX_FINDINGS, Omitted},
};

/// A finding on its way, with its place in bytes.
pub(super) struct Located {
    pub(super) finding: Finding,
    pub(super) bytes: Range<usize>,
    /// What mends it, if anything does.
    pub(super) edits: Vec<TextEdit>,
    pub(super) safety: Safety,
    /// Whether the edits are made of a value that may be personal.
    pub(super) is_personal: bool,
}

impl Located {
    pub(super) fn new(finding: Finding, bytes: Range<usize>) -> Self {
        Self { finding, bytes, edits: Vec::new(), safety: Safety::Safe, is_personal: false }
    }

    fn placed(self, lines: &Lines<'_>) -> Finding {
        let edit = |(bytes, text)| Edit { range: lines.span(&bytes), text, is_personal: self.is_personal };
        let edits: Vec<_> = self.edits.into_iter().map(edit).collect();
        let fix = (!edits.is_empty()).then_some(Fix { safety: self.safety, edits });
        Finding { range: Some(lines.span(&self.bytes)), fix, ..self.finding }
    }
}

/// All that was found, as far as it is kept.
#[derive(Default)]
pub(super) struct Found {
    located: Vec<Located>,
    omitted: Omitted,
}

impl Found {
    pub(super) fn push(&mut self, located: Located) {
        if self.is_full() {
            self.omit(located.finding.rule, located.finding.severity);
        } else {
            self.located.push(located);
        }
    }

    /// Counts a finding of which no more is kept: no words need be found for it.
    pub(super) fn omit(&mut self, rule: &'static Rule, severity: Severity) {
        self.omitted.add(rule, severity);
    }

    pub(super) fn is_full(&self) -> bool {
        self.located.len() >= MAX_FINDINGS
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.located.iter().map(|located| &located.finding)
    }

    pub(super) fn has_errors(&self) -> bool {
        let is_error = |finding: &Finding| finding.severity == Severity::Error;
        self.omitted.count(Severity::Error) > 0 || self.iter().any(is_error)
    }

    pub(super) fn into_report(self, text: &str) -> Report {
        let lines = Lines::of(text);
        let findings = self.located.into_iter().map(|located| located.placed(&lines)).collect();
        Report::new(findings, self.omitted)
    }
}
