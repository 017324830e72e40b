//! Where in a text a byte stands, and what of the text may be shown.

use std::{borrow::Cow, ops::Range};

use crate::{
    check::{Place, Span},
    lint::Located,
    rules::{Fault, LIMIT_EXCEEDED, NOT_UTF8, Severity},
};

const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// The largest payload that is read, in bytes: 16 MiB.
pub const MAX_BYTES: usize = 16 << 20;

/// Turns byte offsets into lines and columns.
pub(super) struct Lines<'t> {
    text: &'t str,
    starts: Vec<usize>,
}

impl<'t> Lines<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let after_breaks = text.bytes().enumerate().filter(|(_, byte)| *byte == b'\n').map(|(at, _)| at + 1);
        Self { text, starts: std::iter::once(0).chain(after_breaks).collect() }
    }

    pub(super) fn span(&self, bytes: &Range<usize>) -> Span {
        Span { start: self.place(bytes.start), end: self.place(bytes.end) }
    }

    fn place(&self, offset: usize) -> Place {
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        Place { offset, line, column: self.text[start..offset].chars().count() + 1 }
    }
}

/// The bytes as text of the same length: what is no UTF-8 becomes `?`. `None` when there are too many.
pub(super) fn decode<'t>(bytes: &'t [u8], found: &mut Vec<Located>) -> Option<Cow<'t, str>> {
    let null = serde_json::Value::Null;
    if bytes.len() > MAX_BYTES {
        let options = vec![format!("{} MiB in one payload", MAX_BYTES >> 20)];
        let finding = LIMIT_EXCEEDED.at("", &Fault { options, ..Fault::of(&null) });
        found.push(Located { finding, bytes: 0..0 });
        return None;
    }
    let mut start = 0;
    for chunk in bytes.utf8_chunks() {
        start += chunk.valid().len();
        if !chunk.invalid().is_empty() {
            merge_or_push(start..start + chunk.invalid().len(), found);
        }
        start += chunk.invalid().len();
    }
    Some(same_length_text(bytes))
}

/// The bytes as text in which every place stays what it is: each byte that is no UTF-8 becomes `?`.
///
/// The places of findings in bytes that are no UTF-8 are places in this text.
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

/// Bytes that are no UTF-8 one after the other are one finding.
fn merge_or_push(bytes: Range<usize>, found: &mut Vec<Located>) {
    let start = match found.last() {
        Some(last) if last.bytes.end == bytes.start => found.pop().map_or(bytes.start, |it| it.bytes.start),
        _ => bytes.start,
    };
    let null = serde_json::Value::Null;
    let count = (bytes.end - start) as u64;
    let finding = NOT_UTF8.at("", &Fault { limit: Some(count), ..Fault::of(&null) });
    found.push(Located { finding, bytes: start..bytes.end });
}

/// Where the payload begins: after a byte order mark, which is reported.
pub(super) fn skip_byte_order_mark(text: &str, found: &mut Vec<Located>) -> usize {
    if !text.starts_with(BYTE_ORDER_MARK) {
        return 0;
    }
    let finding = NOT_UTF8.at("", &Fault::of(&serde_json::Value::Null)).severity(Severity::Warning);
    found.push(Located { finding, bytes: 0..BYTE_ORDER_MARK.len() });
    BYTE_ORDER_MARK.len()
}
