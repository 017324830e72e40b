//! A position in a text that is being parsed.

use std::ops::Range;

use super::{
    decode::overlaps,
    error::{Error, ErrorKind, TextEdit},
    pointer::Path,
    stops::Stops,
};

pub(super) struct Cursor<'t, 'r> {
    pub(super) text: &'t str,
    pub(super) at: usize,
    /// The sorted ranges of the text that stand for invalid UTF-8. They have been reported.
    pub(super) invalid: &'r [Range<usize>],
    /// The path of the value that is being read.
    pub(super) path: Path<'t>,
    /// Whether the text ended too early; this is reported once.
    pub(super) has_ended: bool,
    pub(super) lookahead: Lookahead,
    pub(super) stops: Stops,
    /// The end of the last unterminated string and the whitespace after it.
    pub(super) unterminated: Option<usize>,
    report: &'r mut dyn FnMut(Error<'_>),
}

/// Whether a string that continues at a line end is unterminated, cached from one line end to the next.
#[derive(Default)]
pub(super) struct Lookahead {
    /// The range of the text for which the answer is valid.
    pub(super) range: Range<usize>,
    pub(super) is_unterminated: bool,
}

impl<'t, 'r> Cursor<'t, 'r> {
    pub(super) fn new(
        text: &'t str,
        at: usize,
        invalid: &'r [Range<usize>],
        report: &'r mut dyn FnMut(Error<'_>),
    ) -> Self {
        Self {
            text,
            at,
            invalid,
            path: Path::default(),
            has_ended: false,
            lookahead: Lookahead::default(),
            stops: Stops::default(),
            unterminated: None,
            report,
        }
    }

    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        match self.text.as_bytes().get(self.at) {
            Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
            _ => self.rest().chars().next(),
        }
    }

    /// The range of the next character.
    pub(super) fn here(&self) -> Range<usize> {
        self.at..self.at + self.peek().map_or(0, char::len_utf8)
    }

    pub(super) fn bump(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    pub(super) fn eat(&mut self, c: char) -> bool {
        let is_next = self.peek() == Some(c);
        if is_next {
            self.at += c.len_utf8();
        }
        is_next
    }

    pub(super) fn is_invalid(&self, bytes: &Range<usize>) -> bool {
        overlaps(self.invalid, bytes)
    }

    /// Whether the token missing here may be inside an unterminated string.
    pub(super) fn is_after_unterminated(&self) -> bool {
        self.unterminated == Some(self.at)
    }

    pub(super) fn report(&mut self, kind: ErrorKind, bytes: Range<usize>) {
        self.report_with_edits(kind, bytes, Vec::new());
    }

    /// Reports an error with the edits that fix it, since it is clear what was meant.
    pub(super) fn report_with_edits(&mut self, kind: ErrorKind, bytes: Range<usize>, edits: Vec<TextEdit>) {
        (self.report)(Error { kind, bytes, path: &self.path, edits });
    }
}
