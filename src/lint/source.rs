//! Bytes as text, and where in a text a byte stands.

use std::{borrow::Cow, ops::Range};

use serde_json::Value as Json;

use super::found::{Found, Located};
use crate::{
    check::{Place, Span},
    rules::{Fault, LIMIT_EXCEEDED, NOT_UTF8, Severity},
};

const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// The largest payload that is read, in bytes: 16 MiB.
pub const MAX_BYTES: usize = 16 << 20;

/// Turns byte offsets into lines and columns, each in constant time.
pub(super) struct Lines<'t> {
    text: &'t str,
    /// Where each line begins.
    starts: Vec<usize>,
    /// How many characters begin before each block; empty where every character is a byte.
    blocks: Vec<usize>,
}

/// The bytes of a block: as many as are counted to find a column, and as a byte can count.
const BLOCK: usize = 128;

impl<'t> Lines<'t> {
    pub(super) fn of(text: &'t str) -> Self {
        let after_breaks = text.match_indices('\n').map(|(at, _)| at + 1);
        let mut count = 0;
        let counted = |block: &[u8]| {
            let before = count;
            count += characters(block);
            before
        };
        let blocks = if text.is_ascii() { None } else { Some(text.as_bytes().chunks(BLOCK).map(counted)) };
        Self {
            text,
            starts: std::iter::once(0).chain(after_breaks).collect(),
            blocks: blocks.into_iter().flatten().collect(),
        }
    }

    pub(super) fn span(&self, bytes: &Range<usize>) -> Span {
        Span { start: self.place(bytes.start), end: self.place(bytes.end) }
    }

    fn place(&self, offset: usize) -> Place {
        let line = self.starts.partition_point(|start| *start <= offset);
        let start = self.starts[line - 1];
        Place { offset, line, column: self.characters_before(offset) - self.characters_before(start) + 1 }
    }

    fn characters_before(&self, offset: usize) -> usize {
        let block = (offset / BLOCK).min(self.blocks.len().saturating_sub(1));
        let Some(before) = self.blocks.get(block) else { return offset };
        before + characters(&self.text.as_bytes()[block * BLOCK..offset])
    }
}

/// How many characters begin in a stretch of UTF-8 that is no longer than a block.
fn characters(bytes: &[u8]) -> usize {
    let is_continued = |byte: u8| byte & 0xC0 == 0x80;
    usize::from(bytes.iter().map(|byte| u8::from(!is_continued(*byte))).sum::<u8>())
}

/// Bytes as text of the same length, and where they are no UTF-8.
pub(super) struct Decoded<'t> {
    pub(super) text: Cow<'t, str>,
    pub(super) invalid: Vec<Range<usize>>,
}

/// Reads bytes as UTF-8. `None` when there are too many.
pub(super) fn decode<'t>(bytes: &'t [u8], found: &mut Found) -> Option<Decoded<'t>> {
    if bytes.len() > MAX_BYTES {
        let options = vec![format!("{} MiB in one payload", MAX_BYTES >> 20)];
        let finding = LIMIT_EXCEEDED.at("", &Fault { options, ..Fault::of(&Json::Null) });
        found.push(Located::new(finding, 0..0));
        return None;
    }
    let text = same_length_text(bytes);
    let invalid = if matches!(text, Cow::Borrowed(_)) { Vec::new() } else { invalid(bytes) };
    for bytes in &invalid {
        let fault = Fault { limit: Some(bytes.len() as u64), ..Fault::of(&Json::Null) };
        found.push(Located::new(NOT_UTF8.at("", &fault), bytes.clone()));
    }
    Some(Decoded { text, invalid })
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

/// Where bytes are no UTF-8; those that follow each other are one stretch.
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

/// Whether a stretch has a byte in common with one of several, which are in order.
pub(super) fn overlaps(several: &[Range<usize>], bytes: &Range<usize>) -> bool {
    let index = several.partition_point(|it| it.end <= bytes.start);
    several.get(index).is_some_and(|it| it.start < bytes.end)
}

/// Where the payload begins: after a byte order mark, which is reported.
pub(super) fn skip_byte_order_mark(text: &str, found: &mut Found) -> usize {
    if !text.starts_with(BYTE_ORDER_MARK) {
        return 0;
    }
    let bytes = 0..BYTE_ORDER_MARK.len();
    let finding = NOT_UTF8.at("", &Fault::of(&Json::Null)).severity(Severity::Warning);
    found.push(Located { edits: vec![(bytes.clone(), String::new())], ..Located::new(finding, bytes) });
    BYTE_ORDER_MARK.len()
}
