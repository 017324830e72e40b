//! A line of a text with everything masked that may hold personal data or tokens.

use std::{borrow::Cow, ops::Range};

use kyx_schema::lint::Visibility;

const MASK: &str = "•••";

/// A line that may be shown.
pub(super) struct Masked {
    pub(super) text: String,
    /// Pairs of a place in the whole text, and where it stands in `text`.
    places: Vec<(usize, usize)>,
}

impl Masked {
    /// Masks the line that holds a place. `text` may be cut anywhere outside the line.
    pub(super) fn line(text: &str, at: usize, visibility: &Visibility) -> Self {
        let at = at.min(text.len());
        let start = text[..at].rfind('\n').map_or(0, |end| end + 1);
        let end = text[at..].find(['\r', '\n']).map_or(text.len(), |length| at + length);
        let mut masked = Self { text: String::new(), places: Vec::new() };
        let mut position = start;
        while position < end {
            let (length, shown) = piece(text, position, end, visibility);
            masked.places.push((position, masked.text.len()));
            if shown.len() == length {
                // Shown as it is: every character keeps its place.
                let offset = masked.text.len();
                masked.places.extend(shown.char_indices().map(|(at, _)| (position + at, offset + at)));
            }
            masked.text.push_str(&shown);
            position += length;
        }
        masked.places.push((end, masked.text.len()));
        masked
    }

    /// Where a stretch of the whole text stands in the line; what lies beyond its end is cut.
    pub(super) fn range(&self, bytes: Range<usize>) -> Range<usize> {
        let start = self.places.partition_point(|(place, _)| *place <= bytes.start);
        let start = self.places[start.saturating_sub(1)].1;
        let end = self.places.partition_point(|(place, _)| *place < bytes.end);
        let end = self.places.get(end).map_or(self.text.len(), |(_, shown)| *shown);
        start..end.max(start)
    }
}

/// The length of the next piece of a line, and what is shown of it.
fn piece<'t>(text: &'t str, at: usize, end: usize, visibility: &Visibility) -> (usize, Cow<'t, str>) {
    let containing = |places: &[Range<usize>]| {
        let index = places.partition_point(|place| place.end <= at);
        places.get(index).filter(|place| place.start <= at).map(|place| place.end.min(end))
    };
    if let Some(end) = containing(&visibility.public) {
        return (end - at, Cow::Borrowed(&text[at..end]));
    }
    if let Some(end) = containing(&visibility.private) {
        let is_text = text[at..end].starts_with('"') && text[at..end].ends_with('"');
        let mask = if is_text { format!("\"{MASK}\"").into() } else { MASK.into() };
        return (end - at, mask);
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
