//! Converts byte offsets to lines and columns.

use std::ops::Range;

use crate::finding::{Place, Span};

/// Converts byte offsets to lines and columns.
pub(super) struct Lines<'t> {
    text: &'t str,
    /// The offset at which each line begins.
    starts: Vec<usize>,
    /// The number of characters before each block; empty if every character is one byte.
    blocks: Vec<usize>,
}

/// The size of a block in bytes: the most that are counted to find a column. The count fits in a byte.
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

/// The number of characters that begin in `bytes`, which is at most one block of UTF-8.
fn characters(bytes: &[u8]) -> usize {
    let is_continued = |byte: u8| byte & 0xC0 == 0x80;
    usize::from(bytes.iter().map(|byte| u8::from(!is_continued(*byte))).sum::<u8>())
}
