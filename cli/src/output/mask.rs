//! A line of a text with everything masked that may hold personal data or tokens.

use std::{borrow::Cow, ops::Range};

use kyx_schema::lint::Visibility;

use super::char_boundary;

const MASK: &str = "•••";
/// Stands where a line goes on.
const CUT: &str = "...";
/// How many bytes of a line are looked at, before a stretch and after it.
const NEAR: usize = 400;
/// How many bytes of a stretch are looked at.
const LONG: usize = 2000;

/// A line that may be shown.
pub(super) struct Masked {
    pub(super) text: String,
    /// Pairs of a place in the whole text, and where it stands in `text`.
    places: Vec<(usize, usize)>,
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
        let mut masked = Self { text: window.before.to_owned(), places: Vec::new() };
        let mut position = window.bytes.start;
        while position < window.bytes.end {
            let (length, shown) = match visibility {
                Some(visibility) => piece(text, position, window.bytes.end, visibility),
                None => (window.bytes.len(), Cow::Borrowed(&text[window.bytes.clone()])),
            };
            masked.places.push((position, masked.text.len()));
            if shown.len() == length {
                // Shown as it is: every character keeps its place.
                let offset = masked.text.len();
                masked.places.extend(shown.char_indices().map(|(at, _)| (position + at, offset + at)));
            }
            masked.text.push_str(&shown);
            position += length;
        }
        masked.places.push((window.bytes.end, masked.text.len()));
        masked.text.push_str(window.after);
        masked
    }

    /// Where a stretch of the whole text stands in the line; what lies beyond its end is cut.
    pub(super) fn range(&self, bytes: Range<usize>) -> Range<usize> {
        let start = self.places.partition_point(|(place, _)| *place <= bytes.start);
        let start = self.places[start.saturating_sub(1)].1;
        let end = self.places.partition_point(|(place, _)| *place < bytes.end);
        let end = self.places.get(end).or(self.places.last()).map_or(0, |(_, shown)| *shown);
        start..end.max(start)
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
fn piece<'t>(text: &'t str, at: usize, end: usize, visibility: &Visibility) -> (usize, Cow<'t, str>) {
    let containing = |places: &[Range<usize>]| {
        let index = places.partition_point(|place| place.end <= at);
        places.get(index).filter(|place| place.start <= at).cloned()
    };
    if let Some(place) = containing(&visibility.public) {
        let end = place.end.min(end);
        return (end - at, Cow::Borrowed(&text[at..end]));
    }
    if let Some(place) = containing(&visibility.private) {
        let value = &text[place.clone()];
        let is_text = value.starts_with('"') && value.ends_with('"');
        let mask = if is_text { format!("\"{MASK}\"").into() } else { MASK.into() };
        return (place.end.min(end) - at, mask);
    }
    let next = |places: &[Range<usize>]| {
        places.get(places.partition_point(|place| place.start <= at)).map_or(end, |place| place.start)
    };
    let rest = &text[at..next(&visibility.public).min(next(&visibility.private)).min(end)];
    let is_structure = |c: char| c.is_whitespace() || "{}[],:\"".contains(c);
    let shown = rest.find(|c| !is_structure(c)).unwrap_or(rest.len());
    if shown > 0 {
        return (shown, Cow::Borrowed(&rest[..shown]));
    }
    (rest.find(is_structure).unwrap_or(rest.len()).max(1), MASK.into())
}
