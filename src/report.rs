//! A report: all findings of a payload.

use std::fmt;

use crate::{defect::Severity, finding::Finding, rule::Rule};

/// The maximum number of findings in a [`Report`]; [`Report::omitted`] counts the rest.
pub const MAX_FINDINGS: usize = 100_000;

/// Findings that are counted but not kept.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Omitted(Vec<(&'static Rule, Severity, usize)>);

impl Omitted {
    pub(crate) fn add(&mut self, rule: &'static Rule, severity: Severity) {
        match self.0.iter_mut().find(|(other, its_severity, _)| *other == rule && *its_severity == severity) {
            Some((_, _, count)) => *count += 1,
            None => self.0.push((rule, severity, 1)),
        }
    }

    pub(crate) fn count(&self, severity: Severity) -> usize {
        self.0.iter().filter(|(_, other, _)| *other == severity).map(|(_, _, count)| count).sum()
    }
}

/// The findings of a payload, in the order of its text; by pointer and code if there is no text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Report {
    findings: Vec<Finding>,
    omitted: Omitted,
}

impl Report {
    pub(crate) fn new(mut findings: Vec<Finding>, omitted: Omitted) -> Self {
        let offset = |finding: &Finding| finding.range.map(|range| range.start.offset);
        findings
            .sort_by(|a, b| (offset(a), &a.pointer, a.rule.code).cmp(&(offset(b), &b.pointer, b.rule.code)));
        Self { findings, omitted }
    }

    /// The findings, and what was omitted.
    #[cfg(feature = "lint")]
    pub(crate) fn into_parts(self) -> (Vec<Finding>, Omitted) {
        (self.findings, self.omitted)
    }

    /// The findings, at most [`MAX_FINDINGS`] of them.
    #[must_use]
    pub fn findings(&self) -> &[Finding] {
        &self.findings
    }

    /// The number of findings that [`findings`](Self::findings) omits. This is a lower bound: a payload with so many
    /// findings is not analysed to its end.
    #[must_use]
    pub fn omitted(&self) -> usize {
        self.omitted.0.iter().map(|(_, _, count)| count).sum()
    }

    /// Whether nothing was found.
    #[must_use]
    pub fn is_clean(&self) -> bool {
        self.findings.is_empty() && self.omitted.0.is_empty()
    }

    /// Whether a finding is an error: the platform would reject the payload, or a documented rule is broken.
    #[must_use]
    pub fn has_errors(&self) -> bool {
        self.count(Severity::Error) > 0
    }

    /// The number of findings of this severity, including omitted ones.
    #[must_use]
    pub fn count(&self, severity: Severity) -> usize {
        let kept = self.findings.iter().filter(|finding| finding.severity == severity).count();
        kept + self.omitted.count(severity)
    }

    /// Keeps only the findings of the rules that `keep` accepts, and counts no others.
    pub fn retain(&mut self, keep: impl Fn(&'static Rule) -> bool) {
        self.findings.retain(|finding| keep(finding.rule));
        self.omitted.0.retain(|(rule, ..)| keep(rule));
    }

    /// Keeps only the findings that `keep` accepts. Omitted findings are still counted.
    pub fn retain_findings(&mut self, keep: impl FnMut(&Finding) -> bool) {
        self.findings.retain(keep);
    }
}

/// One finding per line.
impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, finding) in self.findings.iter().enumerate() {
            let separator = if index == 0 { "" } else { "\n" };
            write!(f, "{separator}{finding}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Report {}
