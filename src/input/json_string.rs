//! Decodes JSON strings, and knows where each of their characters is.

use std::ops::Range;

use memchr::memchr;

use crate::excerpt::{Decoder, Excerpt, Quoting};

/// The text of a JSON string. `None` if the range is not that of a whole string.
pub(super) fn decode<'s>(source: &'s Excerpt<'_>, range: Range<usize>) -> Option<Excerpt<'s>> {
    let text: &str = &source.text;
    let inner = text.get(range.clone())?.strip_prefix('"')?.strip_suffix('"')?;
    let (mut at, end) = (range.start + 1, range.start + 1 + inner.len());
    let mut decoder = Decoder::new(source, at);
    while let Some(found) = memchr(b'\\', &text.as_bytes()[at..end]) {
        decoder.verbatim(at..at + found, Quoting::Json);
        at += found;
        let (length, meaning) = escape(&text[at..end])?;
        decoder.escape(at..at + length, meaning.encode_utf8(&mut [0; 4]), Quoting::Json);
        at += length;
    }
    decoder.verbatim(at..end, Quoting::Json);
    Some(decoder.finish())
}

/// The length of the escape that a text begins with, and the character that it means.
fn escape(text: &str) -> Option<(usize, char)> {
    let c = match text.as_bytes().get(1)? {
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'b' => '\u{8}',
        b'f' => '\u{C}',
        b'u' => return unicode_escape(text),
        c @ (b'"' | b'\\' | b'/') => char::from(*c),
        _ => return None,
    };
    Some((2, c))
}

/// One escape, or two of a surrogate pair; half of a pair means the replacement character.
fn unicode_escape(text: &str) -> Option<(usize, char)> {
    let code = |text: &str| u16::from_str_radix(text.strip_prefix("\\u")?.get(..4)?, 16).ok();
    let first = code(text)?;
    if let Some(c) = char::from_u32(first.into()) {
        return Some((6, c));
    }
    let second = text.get(6..).and_then(code);
    let pair = second.and_then(|second| char::decode_utf16([first, second]).next()?.ok());
    Some(pair.map_or((6, char::REPLACEMENT_CHARACTER), |c| (12, c)))
}
