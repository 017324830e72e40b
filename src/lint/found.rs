//! What was found in a text, on its way into a report.

use std::ops::Range;

use super::{source::Lines, syntax::TextEdit};
use crate::{
    Edit, Finding, Fix, Report, Safety,
    rules::{Rule, Severity},
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
    omitted: Vec<(&'static Rule, Severity, usize)>,
}

/// The most findings of one payload that are kept; more are counted only.
pub(super) const MAX_FINDINGS: usize = 100_000;

impl Found {
    pub(super) fn push(&mut self, located: Located) {
        if !self.is_full() {
            self.located.push(located);
            return;
        }
        let Finding { rule, severity, .. } = located.finding;
        match self.omitted.iter_mut().find(|(other, as_bad, _)| *other == rule && *as_bad == severity) {
            Some((_, _, count)) => *count += 1,
            None => self.omitted.push((rule, severity, 1)),
        }
    }

    pub(super) fn is_full(&self) -> bool {
        self.located.len() >= MAX_FINDINGS
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.located.iter().map(|located| &located.finding)
    }

    pub(super) fn has_errors(&self) -> bool {
        self.iter().any(|finding| finding.severity == Severity::Error)
    }

    pub(super) fn into_report(self, text: &str) -> Report {
        let lines = Lines::of(text);
        let findings = self.located.into_iter().map(|located| located.placed(&lines)).collect();
        Report::with_omitted(findings, self.omitted)
    }
}
