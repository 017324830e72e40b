//! Text that is short enough to show.

use std::borrow::Cow;

/// The start and the end of a text that is longer than this.
pub(super) fn shortened(text: &str, max_bytes: usize) -> Cow<'_, str> {
    if text.len() <= max_bytes {
        return Cow::Borrowed(text);
    }
    let start = &text[..char_boundary(text, max_bytes / 2)];
    let end = &text[char_boundary(text, text.len() - max_bytes / 2)..];
    Cow::Owned(format!("{start}…{end}"))
}

/// The last character boundary up to this byte.
pub(super) fn char_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}
