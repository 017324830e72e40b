//! Collects the findings of a text for its report.

use std::ops::Range;

use super::lines::Lines;
use crate::{
    defect::{Safety, Severity},
    finding::{Edit, Finding, Fix, Move, Related},
    json::TextEdit,
    report::{MAX_FINDINGS, Omitted, Report},
    rule::Rule,
};

/// What a cause has to do with its finding.
const DEPENDS_ON_THIS: &str = "the finding depends on this value";

/// A finding with its byte range and its fix.
pub(super) struct PlacedFinding {
    pub(super) finding: Finding,
    pub(super) bytes: Range<usize>,
    /// The fix; empty if there is none.
    pub(super) edits: Vec<TextEdit>,
    pub(super) safety: Safety,
    /// The member that the edits move, if they move one.
    pub(super) moved: Option<Move>,
    /// Whether the edits are derived from a value that may be personal.
    pub(super) is_personal: bool,
    /// The pointers and ranges of other values that the finding depends on.
    pub(super) causes: Vec<(String, Range<usize>)>,
}

impl PlacedFinding {
    pub(super) fn new(finding: Finding, bytes: Range<usize>) -> Self {
        let (edits, causes) = Default::default();
        Self { finding, bytes, edits, safety: Safety::Safe, moved: None, is_personal: false, causes }
    }

    fn into_finding(self, lines: &Lines<'_>) -> Finding {
        let edit = |(bytes, text)| Edit { range: lines.span(&bytes), text, is_personal: self.is_personal };
        let edits: Vec<_> = self.edits.into_iter().map(edit).collect();
        let fix = (!edits.is_empty()).then_some(Fix { safety: self.safety, edits, moved: self.moved });
        let related =
            |(pointer, bytes)| Related { pointer, message: DEPENDS_ON_THIS, range: lines.span(&bytes) };
        let related = self.causes.into_iter().map(related).collect();
        Finding { range: Some(lines.span(&self.bytes)), fix, related, ..self.finding }
    }
}

/// The findings so far, up to the limit.
#[derive(Default)]
pub(super) struct Findings {
    placed: Vec<PlacedFinding>,
    omitted: Omitted,
}

impl Findings {
    pub(super) fn push(&mut self, placed: PlacedFinding) {
        if self.is_full() {
            self.omit(placed.finding.rule, placed.finding.severity);
        } else {
            self.placed.push(placed);
        }
    }

    pub(super) fn retain(&mut self, is_kept: impl Fn(&Finding) -> bool) {
        self.placed.retain(|placed| is_kept(&placed.finding));
    }

    /// Counts a finding that is not kept and need not be described.
    pub(super) fn omit(&mut self, rule: &'static Rule, severity: Severity) {
        self.omitted.add(rule, severity);
    }

    pub(super) fn is_full(&self) -> bool {
        self.placed.len() >= MAX_FINDINGS
    }

    pub(super) fn iter(&self) -> impl Iterator<Item = &Finding> {
        self.placed.iter().map(|placed| &placed.finding)
    }

    pub(super) fn has_errors(&self) -> bool {
        let is_error = |finding: &Finding| finding.severity == Severity::Error;
        self.omitted.count(Severity::Error) > 0 || self.iter().any(is_error)
    }

    pub(super) fn into_report(self, text: &str) -> Report {
        let lines = Lines::of(text);
        let findings = self.placed.into_iter().map(|placed| placed.into_finding(&lines)).collect();
        Report::new(findings, self.omitted)
    }
}
