//! Converts between offsets in bytes and positions of the protocol.

use std::{iter, ops::Range};

use lsp_types::{Position, PositionEncodingKind, Range as LspRange};

/// How the columns of a position are counted.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Encoding {
    Utf8,
    Utf16,
    Utf32,
}

impl Encoding {
    /// Chooses among the encodings that a client offers. UTF-16 is what it expects if it offers none.
    pub(super) fn choose(offered: &[PositionEncodingKind]) -> Self {
        let offers = |kind: &PositionEncodingKind| offered.contains(kind);
        match () {
            () if offers(&PositionEncodingKind::UTF8) => Self::Utf8,
            () if offers(&PositionEncodingKind::UTF32) && !offers(&PositionEncodingKind::UTF16) => {
                Self::Utf32
            }
            () => Self::Utf16,
        }
    }

    pub(super) fn kind(self) -> PositionEncodingKind {
        match self {
            Self::Utf8 => PositionEncodingKind::UTF8,
            Self::Utf16 => PositionEncodingKind::UTF16,
            Self::Utf32 => PositionEncodingKind::UTF32,
        }
    }

    fn length(self, bytes: usize, count: Count) -> usize {
        match self {
            Self::Utf8 => bytes,
            Self::Utf16 => count.chars + count.pairs,
            Self::Utf32 => count.chars,
        }
    }
}

/// The characters of a text.
#[derive(Clone, Copy, Default)]
struct Count {
    chars: usize,
    /// Those that are a pair of surrogates in UTF-16.
    pairs: usize,
}

impl Count {
    /// Counts the first bytes of the characters.
    fn of(text: &[u8]) -> Self {
        let count = |is_counted: fn(u8) -> bool| text.iter().filter(|byte| is_counted(**byte)).count();
        Self { chars: count(|byte| byte & 0xC0 != 0x80), pairs: count(|byte| byte >= 0xF0) }
    }

    fn plus(self, other: Self) -> Self {
        Self { chars: self.chars + other.chars, pairs: self.pairs + other.pairs }
    }

    fn minus(self, other: Self) -> Self {
        Self { chars: self.chars - other.chars, pairs: self.pairs - other.pairs }
    }
}

/// Where the lines of a text start, and how many characters there are up to each of its blocks: a line may be a payload of
/// many megabytes and findings. A line ends with LF, CR LF or CR.
pub(super) struct Lines {
    starts: Vec<usize>,
    blocks: Vec<Count>,
}

/// The length of a block, in bytes.
const BLOCK: usize = 1 << 10;

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let ends_line = |at: &usize| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n');
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes).filter(ends_line);
        let starts = iter::once(0).chain(ends.map(|at| at + 1)).collect();
        let add = |total: &mut Count, block: &[u8]| {
            *total = total.plus(Count::of(block));
            Some(*total)
        };
        let totals = bytes.chunks(BLOCK).scan(Count::default(), add);
        Self { starts, blocks: iter::once(Count::default()).chain(totals).collect() }
    }

    /// The position of an offset. What lies within a character counts as its start.
    pub(super) fn position(&self, text: &str, offset: usize, encoding: Encoding) -> Position {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.starts.partition_point(|start| *start <= offset) - 1;
        let start = self.starts[line];
        let count = self.before(text, offset).minus(self.before(text, start));
        Position::new(number(line), number(encoding.length(offset - start, count)))
    }

    /// The characters before an offset.
    fn before(&self, text: &str, offset: usize) -> Count {
        let block = offset / BLOCK;
        self.blocks[block].plus(Count::of(&text.as_bytes()[block * BLOCK..offset]))
    }

    pub(super) fn range(&self, text: &str, bytes: &Range<usize>, encoding: Encoding) -> LspRange {
        let [start, end] = [bytes.start, bytes.end].map(|it| self.position(text, it, encoding));
        LspRange::new(start, end)
    }

    /// The offset of a position. One beyond the end of a line or of the text counts as that end.
    pub(super) fn offset(&self, text: &str, position: Position, encoding: Encoding) -> usize {
        let line = position.line as usize;
        let Some(start) = self.starts.get(line) else { return text.len() };
        let end = self.starts.get(line + 1).copied().unwrap_or(text.len());
        let mut column = 0;
        for (at, c) in text[*start..end].char_indices() {
            let pairs = c.len_utf16() - 1;
            column += encoding.length(c.len_utf8(), Count { chars: 1, pairs });
            if matches!(c, '\n' | '\r') || column > position.character as usize {
                return start + at;
            }
        }
        end
    }

    /// The offsets of a range, in their order.
    pub(super) fn bytes(&self, text: &str, range: LspRange, encoding: Encoding) -> Range<usize> {
        let [start, end] = [range.start, range.end].map(|it| self.offset(text, it, encoding));
        start..end.max(start)
    }
}

fn number(number: usize) -> u32 {
    u32::try_from(number).unwrap_or(u32::MAX)
}

/// The range of the old text that differs, and what replaces it.
pub(super) fn difference<'n>(old: &str, new: &'n str) -> (Range<usize>, &'n str) {
    let same = |pair: &(char, char)| pair.0 == pair.1;
    let start: usize = old.chars().zip(new.chars()).take_while(same).map(|(c, _)| c.len_utf8()).sum();
    let pairs = old[start..].chars().rev().zip(new[start..].chars().rev());
    let end: usize = pairs.take_while(same).map(|(c, _)| c.len_utf8()).sum();
    (start..old.len() - end, &new[start..new.len() - end])
}
