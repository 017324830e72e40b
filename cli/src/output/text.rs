//! Text that is safe and short enough to show.

use std::borrow::Cow;

/// The text without control characters, which a terminal would obey.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    if text.contains(char::is_control) {
        let shown = |c: char| match c.is_control() {
            true => c.escape_unicode().to_string(),
            false => c.to_string(),
        };
        Cow::Owned(text.chars().map(shown).collect())
    } else {
        Cow::Borrowed(text)
    }
}

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
