//! Masks the parts of a line that may contain personal data or tokens.

use std::{borrow::Cow, ops::Range};

use kyx_schema::{
    MASK,
    lint::{Disclosure, Visibility},
};

use super::text::char_boundary;

/// Marks where a line was cut.
const CUT: &str = "...";
/// Stands for a C1 control, which terminals obey. It has the same length.
const C1_MARK: &str = "¿";
/// The number of bytes to show before and after the range of interest.
const MARGIN_BYTES: usize = 400;
/// The number of bytes to show of the range of interest.
const MAX_RANGE_BYTES: usize = 2000;

/// A line that is safe to show.
pub(super) struct MaskedLine {
    pub(super) text: String,
    /// Its parts, in order.
    pieces: Vec<Piece>,
}

/// A range of the original text, and its range in the masked line.
struct Piece {
    bytes: Range<usize>,
    shown: Range<usize>,
}

impl MaskedLine {
    /// Masks the line on which a range starts, cut to the surroundings of the range. Without a visibility, shows all.
    pub(super) fn around(text: &str, range: Range<usize>, visibility: Option<&Visibility>) -> Self {
        let mut masked = Self::of(text, &window(text, range), visibility);
        masked.text = masked.text.replace(is_c1_control, C1_MARK);
        masked
    }

    /// Masks a range without cutting it.
    pub(super) fn all(text: &str, bytes: Range<usize>, visibility: Option<&Visibility>) -> Self {
        Self::of(text, &Window { bytes, before: "", after: "" }, visibility)
    }

    fn of(text: &str, window: &Window, visibility: Option<&Visibility>) -> Self {
        let mut masked = Self { text: window.before.to_owned(), pieces: Vec::new() };
        match visibility {
            Some(visibility) => {
                for piece in visibility.pieces(text, window.bytes.clone()) {
                    masked.push(piece.bytes.clone(), &shown(&text[piece.bytes], piece.disclosure));
                }
            }
            None => masked.push(window.bytes.clone(), &text[window.bytes.clone()]),
        }
        let end = masked.text.len();
        masked.pieces.push(Piece { bytes: window.bytes.end..window.bytes.end, shown: end..end });
        masked.text.push_str(window.after);
        masked
    }

    fn push(&mut self, bytes: Range<usize>, shown: &str) {
        let start = self.text.len();
        self.text.push_str(shown);
        self.pieces.push(Piece { bytes, shown: start..self.text.len() });
    }

    /// Converts a range of the original text to a range of the masked line, clipped to it.
    pub(super) fn range(&self, bytes: Range<usize>) -> Range<usize> {
        let first = self.pieces.partition_point(|piece| piece.bytes.start <= bytes.start);
        let last = self.pieces.partition_point(|piece| piece.bytes.start < bytes.end);
        let start = self.pieces[first.saturating_sub(1)].start(&self.text, bytes.start);
        let end = last.checked_sub(1).map_or(0, |last| self.pieces[last].end(&self.text, bytes.end));
        start..end.max(start)
    }
}

impl Piece {
    /// Whether the text is shown unchanged.
    fn is_unmasked(&self) -> bool {
        self.bytes.len() == self.shown.len()
    }

    /// Converts the start of a range.
    fn start(&self, line: &str, position: usize) -> usize {
        match self.is_unmasked() {
            true => {
                let at = self.shown.start + position.saturating_sub(self.bytes.start);
                char_boundary(line, at.min(self.shown.end))
            }
            false => self.shown.start,
        }
    }

    /// Converts the end of a range.
    fn end(&self, line: &str, position: usize) -> usize {
        let at = self.shown.start + position.saturating_sub(self.bytes.start);
        let end = (at..self.shown.end).find(|at| line.is_char_boundary(*at));
        end.filter(|_| self.is_unmasked()).unwrap_or(self.shown.end)
    }
}

/// What is shown of a part of the text.
fn shown(text: &str, disclosure: Disclosure) -> Cow<'_, str> {
    match disclosure {
        Disclosure::Private { is_string: true } => format!("\"{MASK}\"").into(),
        shown if shown.is_shown() => text.into(),
        _ => MASK.into(),
    }
}

/// The part of a line to show, and the marks where it was cut.
struct Window {
    bytes: Range<usize>,
    before: &'static str,
    after: &'static str,
}

/// Finds the part of a line around a range. Looks no further than the margins, because a line may be as long as its file.
fn window(text: &str, range: Range<usize>) -> Window {
    let at = range.start.min(text.len());
    let first = char_boundary(text, at.saturating_sub(MARGIN_BYTES));
    let last = char_boundary(text, range.end.clamp(at, at + MAX_RANGE_BYTES) + MARGIN_BYTES);
    let start = text[first..at].rfind('\n').map(|end| first + end + 1);
    let end = text[at..last].find(['\r', '\n']).map(|length| at + length);
    Window {
        bytes: start.unwrap_or(first)..end.unwrap_or(last),
        before: if start.is_none() && first > 0 { CUT } else { "" },
        after: if end.is_none() && last < text.len() { CUT } else { "" },
    }
}

fn is_c1_control(c: char) -> bool {
    matches!(c, '\u{80}'..='\u{9F}')
}
