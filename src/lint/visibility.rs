//! The parts of a text that may be displayed.

use std::ops::Range;

/// Whether a character is a part of the syntax of JSON, and not of a value.
#[must_use]
pub fn is_structure(c: char) -> bool {
    matches!(c, '{' | '}' | '[' | ']' | ',' | ':' | '"') || c.is_whitespace()
}

/// The parts of a text that may be displayed, as sorted byte ranges. Parts in neither list were not understood, and may
/// be personal data or tokens as well.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Visibility {
    /// Keys, and known values that reveal nothing about a person.
    pub public: Vec<Range<usize>>,
    /// All other values.
    pub private: Vec<Range<usize>>,
}

impl Visibility {
    pub(super) fn sort(&mut self) {
        self.public.sort_by_key(|range| range.start);
        self.private.sort_by_key(|range| range.start);
    }

    /// The sorted ranges of the syntax between what is listed.
    pub(super) fn structure(&self, text: &str) -> Vec<Range<usize>> {
        let mut listed: Vec<_> = self.public.iter().chain(&self.private).collect();
        listed.sort_by_key(|range| range.start);
        let (mut found, mut at) = (Vec::new(), 0);
        let end = text.len()..text.len();
        for range in listed.into_iter().chain([&end]) {
            let gap = text.get(at..range.start).unwrap_or_default();
            for (offset, run) in gap.match_indices(is_structure) {
                found.push(at + offset..at + offset + run.len());
            }
            at = range.end.max(at);
        }
        found
    }
}
