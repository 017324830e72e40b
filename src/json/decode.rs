//! Decodes bytes as text.

use std::{borrow::Cow, ops::Range};

pub(crate) const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// Text of the same length as its bytes, and the ranges that are not UTF-8.
pub(crate) struct Decoded<'t> {
    pub(crate) text: Cow<'t, str>,
    pub(crate) invalid: Vec<Range<usize>>,
}

pub(crate) fn decode(bytes: &[u8]) -> Decoded<'_> {
    let text = same_length_text(bytes);
    let invalid = if matches!(text, Cow::Borrowed(_)) { Vec::new() } else { invalid(bytes) };
    Decoded { text, invalid }
}

/// Decodes bytes as text of the same length: each byte that is not UTF-8 becomes `?`.
///
/// The ranges of findings refer to this text.
#[must_use]
pub fn same_length_text(bytes: &[u8]) -> Cow<'_, str> {
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Cow::Borrowed(text);
    }
    let mut text = String::with_capacity(bytes.len());
    for chunk in bytes.utf8_chunks() {
        text.push_str(chunk.valid());
        text.extend(std::iter::repeat_n('?', chunk.invalid().len()));
    }
    Cow::Owned(text)
}

/// The sorted ranges of bytes that are not UTF-8; adjacent ones are joined.
fn invalid(bytes: &[u8]) -> Vec<Range<usize>> {
    let mut invalid: Vec<Range<usize>> = Vec::new();
    let mut end = 0;
    for chunk in bytes.utf8_chunks() {
        let start = end + chunk.valid().len();
        end = start + chunk.invalid().len();
        match invalid.last_mut().filter(|last| last.end == start) {
            Some(last) => last.end = end,
            None if start < end => invalid.push(start..end),
            None => {}
        }
    }
    invalid
}

/// Whether a range overlaps one of several sorted ranges.
pub(crate) fn overlaps(sorted: &[Range<usize>], bytes: &Range<usize>) -> bool {
    let index = sorted.partition_point(|it| it.end <= bytes.start);
    sorted.get(index).is_some_and(|it| it.start < bytes.end)
}
