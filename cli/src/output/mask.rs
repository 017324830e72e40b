//! A line of a text with everything masked that may hold personal data or tokens.

use std::ops::Range;

use kyx_schema::lint::Visibility;

use super::char_boundary;

const MASK: &str = "•••";
const MASKED_TEXT: &str = "\"•••\"";
/// Stands where a line goes on.
const CUT: &str = "...";
/// How many bytes of a line are looked at, before a stretch and after it.
const NEAR: usize = 400;
/// How many bytes of a stretch are looked at.
const LONG: usize = 2000;

/// A line that may be shown.
pub(super) struct Masked {
    pub(super) text: String,
    /// What it is made of, in order.
    pieces: Vec<Piece>,
}

/// A stretch of the whole text, and where it stands in the line.
struct Piece {
    bytes: Range<usize>,
    shown: Range<usize>,
}

impl Masked {
    /// Masks the line that holds the start of a stretch, as far as it is near; without a visibility, all is shown.
    pub(super) fn around(text: &str, stretch: Range<usize>, visibility: Option<&Visibility>) -> Self {
        Self::of(text, &window(text, stretch), visibility)
    }

    /// Masks a stretch in full.
    pub(super) fn all(text: &str, bytes: Range<usize>, visibility: Option<&Visibility>) -> Self {
        Self::of(text, &Window { bytes, before: "", after: "" }, visibility)
    }

    fn of(text: &str, window: &Window, visibility: Option<&Visibility>) -> Self {
        let mut masked = Self { text: window.before.to_owned(), pieces: Vec::new() };
        let mut position = window.bytes.start;
        while position < window.bytes.end {
            let (length, shown) = match visibility {
                Some(visibility) => piece(text, position, window.bytes.end, visibility),
                None => (window.bytes.len(), &text[window.bytes.clone()]),
            };
            let start = masked.text.len();
            masked.text.push_str(shown);
            masked.pieces.push(Piece { bytes: position..position + length, shown: start..masked.text.len() });
            position += length;
        }
        let end = masked.text.len();
        masked.pieces.push(Piece { bytes: window.bytes.end..window.bytes.end, shown: end..end });
        masked.text.push_str(window.after);
        masked
    }

    /// Where a stretch of the whole text stands in the line; what lies beyond its end is cut.
    pub(super) fn range(&self, bytes: Range<usize>) -> Range<usize> {
        let first = self.pieces.partition_point(|piece| piece.bytes.start <= bytes.start);
        let last = self.pieces.partition_point(|piece| piece.bytes.start < bytes.end);
        let start = self.pieces[first.saturating_sub(1)].start(&self.text, bytes.start);
        let end = last.checked_sub(1).map_or(0, |last| self.pieces[last].end(&self.text, bytes.end));
        start..end.max(start)
    }
}

impl Piece {
    /// Whether every character keeps its place.
    fn is_kept(&self) -> bool {
        self.bytes.len() == self.shown.len()
    }

    /// Where what begins at a place of the whole text begins in the line.
    fn start(&self, line: &str, place: usize) -> usize {
        match self.is_kept() {
            true => {
                let at = self.shown.start + place.saturating_sub(self.bytes.start);
                char_boundary(line, at.min(self.shown.end))
            }
            false => self.shown.start,
        }
    }

    /// Where what ends at a place of the whole text ends in the line.
    fn end(&self, line: &str, place: usize) -> usize {
        let at = self.shown.start + place.saturating_sub(self.bytes.start);
        let end = (at..self.shown.end).find(|at| line.is_char_boundary(*at));
        end.filter(|_| self.is_kept()).unwrap_or(self.shown.end)
    }
}

/// What is shown of a line, and whether it goes on.
struct Window {
    bytes: Range<usize>,
    before: &'static str,
    after: &'static str,
}

/// No more of a line is looked at than is near, since a line may be as long as its file.
fn window(text: &str, stretch: Range<usize>) -> Window {
    let at = stretch.start.min(text.len());
    let first = char_boundary(text, at.saturating_sub(NEAR));
    let last = char_boundary(text, stretch.end.clamp(at, at + LONG) + NEAR);
    let start = text[first..at].rfind('\n').map(|end| first + end + 1);
    let end = text[at..last].find(['\r', '\n']).map(|length| at + length);
    Window {
        bytes: start.unwrap_or(first)..end.unwrap_or(last),
        before: if start.is_none() && first > 0 { CUT } else { "" },
        after: if end.is_none() && last < text.len() { CUT } else { "" },
    }
}

/// The length of the next piece of a line, and what is shown of it.
fn piece<'t>(text: &'t str, at: usize, end: usize, visibility: &Visibility) -> (usize, &'t str) {
    let containing = |places: &[Range<usize>]| {
        let index = places.partition_point(|place| place.end <= at);
        places.get(index).filter(|place| place.start <= at).cloned()
    };
    if let Some(place) = containing(&visibility.public) {
        let end = place.end.min(end);
        return (end - at, &text[at..end]);
    }
    if let Some(place) = containing(&visibility.private) {
        let value = &text[place.clone()];
        let is_text = value.starts_with('"') && value.ends_with('"');
        return (place.end.min(end) - at, if is_text { MASKED_TEXT } else { MASK });
    }
    let next = |places: &[Range<usize>]| {
        places.get(places.partition_point(|place| place.start <= at)).map_or(end, |place| place.start)
    };
    let rest = &text[at..next(&visibility.public).min(next(&visibility.private)).min(end)];
    let is_structure = |c: char| matches!(c, '{' | '}' | '[' | ']' | ',' | ':' | '"') || c.is_whitespace();
    let shown = rest.find(|c| !is_structure(c)).unwrap_or(rest.len());
    if shown > 0 {
        return (shown, &rest[..shown]);
    }
    (rest.find(is_structure).unwrap_or(rest.len()).max(1), MASK)
}
