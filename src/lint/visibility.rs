//! The parts of a text that may be displayed.

use std::ops::Range;

/// Whether a character is a part of the syntax of JSON, and not of a value.
fn is_structure(c: char) -> bool {
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

/// A part of a text, by whether it may be displayed.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Piece {
    /// Its range in the text.
    pub bytes: Range<usize>,
    /// Whether it may be displayed.
    pub disclosure: Disclosure,
}

/// Whether a part of a text may be displayed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Disclosure {
    /// A key or a known value that reveals nothing about a person.
    Public,
    /// Brackets, commas, colons, quotes and whitespace between what was understood.
    Structure,
    /// A value or a key that may be personal data or a token.
    Private {
        /// Whether it is in double quotes.
        is_string: bool,
    },
    /// What was not understood, up to the next structure. It may be personal data or a token.
    Unknown,
}

impl Disclosure {
    /// Whether the part may be displayed.
    #[must_use]
    pub fn is_shown(self) -> bool {
        matches!(self, Self::Public | Self::Structure)
    }
}

impl Visibility {
    /// Divides a range of the text into what may be displayed and what may not.
    pub fn pieces<'t>(&'t self, text: &'t str, range: Range<usize>) -> impl Iterator<Item = Piece> + use<'t> {
        let Range { mut start, end } = range;
        std::iter::from_fn(move || {
            let piece = (start < end).then(|| self.piece(text, start, end))?;
            start = piece.bytes.end;
            Some(piece)
        })
    }

    /// The piece that starts at an offset.
    fn piece(&self, text: &str, at: usize, end: usize) -> Piece {
        let containing = |ranges: &[Range<usize>]| {
            let index = ranges.partition_point(|range| range.end <= at);
            ranges.get(index).filter(|range| range.start <= at).cloned()
        };
        let next = |ranges: &[Range<usize>]| {
            ranges.get(ranges.partition_point(|range| range.start <= at)).map_or(end, |range| range.start)
        };
        let until = |end: usize, disclosure| Piece { bytes: at..end, disclosure };
        if let Some(range) = containing(&self.public) {
            return until(range.end.min(end), Disclosure::Public);
        }
        if let Some(range) = containing(&self.private) {
            let value = &text[range.clone()];
            let is_string = value.starts_with('"') && value.ends_with('"');
            return until(range.end.min(end), Disclosure::Private { is_string });
        }
        let rest = &text[at..next(&self.public).min(next(&self.private)).min(end)];
        match rest.find(|c| !is_structure(c)).unwrap_or(rest.len()) {
            0 => until(at + rest.find(is_structure).unwrap_or(rest.len()).max(1), Disclosure::Unknown),
            length => until(at + length, Disclosure::Structure),
        }
    }

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
