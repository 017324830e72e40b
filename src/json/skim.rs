//! Finds values in a valid JSON text without parsing what is beside them.

use std::ops::Range;

use memchr::memchr2;

use super::pointer::{tokens, unescaped};

/// A value in a valid JSON text. In any other text, the results are meaningless, but the search ends, and each range is one of
/// the text.
#[derive(Clone, Copy)]
pub(crate) struct Skim<'t> {
    text: &'t str,
    start: usize,
}

impl<'t> Skim<'t> {
    /// The value that a text consists of.
    pub(crate) fn of(text: &'t str) -> Self {
        Self { text, start: skip_space(text.as_bytes(), 0) }
    }

    /// The range of the value.
    pub(crate) fn span(self) -> Range<usize> {
        self.start..skip_value(self.text.as_bytes(), self.start)
    }

    /// The members of an object, each with its key as it is written, without quotes.
    pub(crate) fn members(self) -> impl Iterator<Item = (&'t str, Self)> {
        let is_object = self.text.as_bytes().get(self.start) == Some(&b'{');
        let quoted = move |key: Range<usize>| self.text.get(key.start + 1..key.end - 1).unwrap_or_default();
        self.children().filter(move |_| is_object).map(move |(key, value)| (quoted(key), value))
    }

    /// The elements of an array.
    pub(crate) fn elements(self) -> impl Iterator<Item = Self> {
        let is_array = self.is_array();
        self.children().filter(move |_| is_array).map(|(_, value)| value)
    }

    /// Whether there is a value at a pointer.
    pub(crate) fn has(self, pointer: &str) -> bool {
        tokens(pointer).try_fold(self, |value, token| value.child(&unescaped(token))).is_some()
    }

    pub(crate) fn is_array(self) -> bool {
        self.text.as_bytes().get(self.start) == Some(&b'[')
    }

    /// The member or array element that a token of a pointer names. Keys are taken to be unique.
    pub(crate) fn child(self, token: &str) -> Option<Self> {
        match self.text.as_bytes().get(self.start)? {
            b'{' => {
                let is_named =
                    |key: &Range<usize>| self.text.get(key.clone()).is_some_and(|key| is_key(key, token));
                self.children().find(|(key, _)| is_named(key)).map(|(_, value)| value)
            }
            b'[' => self.children().nth(token.parse().ok()?).map(|(_, it)| it),
            _ => None,
        }
    }

    /// The members of an object, each with the range of its key, or the elements of an array.
    fn children(self) -> impl Iterator<Item = (Range<usize>, Self)> {
        let bytes = self.text.as_bytes();
        let has_keys = bytes.get(self.start) == Some(&b'{');
        let mut at = skip_space(bytes, self.start + 1);
        std::iter::from_fn(move || {
            if matches!(bytes.get(at), None | Some(b'}' | b']')) {
                return None;
            }
            let key = at..if has_keys { skip_string(bytes, at) } else { at };
            let colon = skip_space(bytes, key.end);
            if has_keys && bytes.get(colon) != Some(&b':') {
                return None;
            }
            let start = if has_keys { skip_space(bytes, colon + 1) } else { at };
            let end = skip_space(bytes, skip_value(bytes, start));
            // In a text that is not JSON, what follows may be anything: nothing is found there.
            at = if bytes.get(end) == Some(&b',') { skip_space(bytes, end + 1) } else { bytes.len() };
            Some((key, Self { start, ..self }))
        })
    }
}

/// Whether the text of a key, with its quotes, means this name.
fn is_key(quoted: &str, name: &str) -> bool {
    match quoted.contains('\\') {
        true => serde_json::from_str::<String>(quoted).is_ok_and(|key| key == name),
        false => quoted.get(1..quoted.len().saturating_sub(1)) == Some(name),
    }
}

fn skip_space(bytes: &[u8], at: usize) -> usize {
    let rest = bytes.get(at..).unwrap_or_default();
    let is_space = |byte: &&u8| matches!(byte, b' ' | b'\t' | b'\n' | b'\r');
    at + rest.iter().take_while(is_space).count()
}

/// The end of the value that begins at an offset.
fn skip_value(bytes: &[u8], start: usize) -> usize {
    let (mut at, mut depth) = (start, 0_usize);
    while let Some(byte) = bytes.get(at) {
        at = match byte {
            b'"' => skip_string(bytes, at),
            b'{' | b'[' | b'}' | b']' => at + 1,
            _ if depth == 0 => return skip_scalar(bytes, at),
            _ => at + 1,
        };
        depth = match byte {
            b'{' | b'[' => depth + 1,
            b'}' | b']' => depth.saturating_sub(1),
            _ => depth,
        };
        if depth == 0 {
            break;
        }
    }
    at
}

/// The end of the string whose opening quote is at an offset.
fn skip_string(bytes: &[u8], start: usize) -> usize {
    let mut at = start + 1;
    while let Some(found) = bytes.get(at..).and_then(|rest| memchr2(b'"', b'\\', rest)) {
        at += found;
        if bytes[at] == b'"' {
            return at + 1;
        }
        at += 2;
    }
    bytes.len()
}

/// The end of a number, `true`, `false` or `null`.
fn skip_scalar(bytes: &[u8], start: usize) -> usize {
    let is_part = |byte: &&u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'+' | b'.');
    start + bytes[start..].iter().take_while(is_part).count()
}
