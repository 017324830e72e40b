//! Replaces what may not be displayed, so that a payload can be shared.

use std::collections::HashMap;

use serde::de::IgnoredAny;

use super::{
    linter::Linter,
    visibility::{Disclosure, Piece, Visibility},
};
use crate::{
    input::Format,
    json::{BYTE_ORDER_MARK, is_blank, same_length_text},
    model::MASK,
};

impl Linter {
    /// Replaces every value of a payload that may be personal data or a token, for sharing and for tests.
    ///
    /// A string becomes `"•••"`, a number `0`, a boolean `false`. What [`Linter::visibility`] lists as public stays: the
    /// keys of the schema, the known values of lists, whole numbers such as the key of a workflow, times. Keys that may be
    /// values become `"•••1"`, `"•••2"`, and so on: the same key has the same number. All else stays as it is, so JSON has
    /// the same members and items of the same types afterwards, and to redact it again changes nothing.
    ///
    /// Of a text that is not JSON, whatever cannot be understood is replaced, too. Of a payload of unknown kind, or larger
    /// than [`MAX_BYTES`](super::MAX_BYTES), all keys and values are.
    ///
    /// ```
    /// use kyx_schema::{Context, lint::Linter};
    ///
    /// let payload = br#"{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2}, "vip": true}"#;
    /// assert_eq!(
    ///     Linter::new(Context::unknown()).redact(payload),
    ///     r#"{"customerInternalReference": "•••", "workflowDefinition": {"key": 2}, "vip": false}"#,
    /// );
    /// ```
    #[must_use]
    pub fn redact(&self, bytes: &[u8]) -> String {
        redacted(&same_length_text(bytes), &self.visibility(bytes))
    }

    /// Replaces everything in a file with calls and payloads that may be personal data or a token.
    ///
    /// As [`Linter::redact`] for each payload. Of the calls, what all calls to the platform have in common stays.
    ///
    /// ```
    /// use kyx_schema::{Context, input::Format, lint::Linter};
    ///
    /// let file = br#"curl -X POST https://account.emea-1.jumio.ai/api/v1/accounts -d '{"userReference": "Jane"}'"#;
    /// let redacted = Linter::new(Context::unknown()).redact_file(file, Format::Curl);
    /// assert!(redacted.ends_with(r#"'{"userReference": "•••"}'"#));
    /// ```
    #[must_use]
    pub fn redact_file(&self, bytes: &[u8], format: Format) -> String {
        redacted(&same_length_text(bytes), &self.visibility_of_file(bytes, format))
    }
}

fn redacted(text: &str, visibility: &Visibility) -> String {
    let start = if text.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    let redacted = text[..start].to_owned();
    let mut redactor = Redactor { text, redacted, string: None, is_masked: false, keys: HashMap::new() };
    for piece in visibility.pieces(text, start..text.len()) {
        redactor.add(&piece);
    }
    redactor.redacted
}

/// Copies a text piece by piece, without what may not be displayed.
struct Redactor<'t> {
    text: &'t str,
    redacted: String,
    /// Where the content of a string starts that nothing is known about, while it is being read.
    string: Option<usize>,
    /// Whether a mask was written last, which stands for all of such a string.
    is_masked: bool,
    /// The number of each masked key.
    keys: HashMap<&'t str, usize>,
}

impl<'t> Redactor<'t> {
    fn add(&mut self, piece: &Piece) {
        let text = &self.text[piece.bytes.clone()];
        if matches!(piece.disclosure, Disclosure::Public | Disclosure::Private { .. })
            && text.starts_with('"')
        {
            self.string = None; // a quote before it had no partner
        }
        match piece.disclosure {
            Disclosure::Public => self.push(text),
            Disclosure::Private { .. } => self.private(text, piece.bytes.end),
            Disclosure::Structure => {
                for (at, c) in text.char_indices() {
                    self.structure(c, piece.bytes.start + at);
                }
            }
            Disclosure::Unknown if self.string.is_some() => self.mask(),
            Disclosure::Unknown => self.push(stand_in(text)),
        }
    }

    /// Replaces a value or a key, which may be a string in a string.
    fn private(&mut self, text: &'t str, end: usize) {
        let Some(length) = text.find(|c| c != '\\').filter(|at| text[*at..].starts_with('"')) else {
            return self.push(stand_in(text));
        };
        let (quote, rest) = text.split_at(length + 1);
        self.push(quote);
        self.mask();
        if let Some(content) = rest.strip_suffix(quote) {
            self.number(content, end);
            self.push(quote);
        }
    }

    fn structure(&mut self, c: char, at: usize) {
        match (c, self.string) {
            ('"', None) => self.string = Some(at + 1),
            ('"', Some(start)) if !is_escaped(&self.text[start..at]) => {
                self.string = None;
                if self.is_masked {
                    self.number(&self.text[start..at], at + 1);
                }
            }
            ('\n' | '\r', _) => self.string = None,
            (_, Some(_)) => return self.mask(),
            (_, None) => {}
        }
        self.redacted.push(c);
        self.is_masked = false;
    }

    fn push(&mut self, text: &str) {
        self.redacted.push_str(text);
        self.is_masked = false;
    }

    fn mask(&mut self) {
        if !self.is_masked {
            self.redacted.push_str(MASK);
        }
        self.is_masked = true;
    }

    /// Tells a masked key, which ends at an offset, from others.
    fn number(&mut self, key: &'t str, end: usize) {
        if self.text[end..].trim_start_matches(is_blank).starts_with(':') {
            let next = self.keys.len() + 1;
            self.redacted.push_str(&self.keys.entry(key).or_insert(next).to_string());
        }
    }
}

/// Whether a quote after this text is escaped.
fn is_escaped(text: &str) -> bool {
    text.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}

/// A value of the same type as one that is not a string.
fn stand_in(text: &str) -> &'static str {
    match text {
        "null" => "null",
        "true" | "false" => "false",
        _ if is_number(text) => "0",
        _ => MASK,
    }
}

/// Whether a text is a number in JSON, of any size.
fn is_number(text: &str) -> bool {
    text.starts_with(|c: char| c == '-' || c.is_ascii_digit())
        && serde_json::from_str::<IgnoredAny>(text).is_ok()
}
