//! Converts between offsets in bytes and positions of the protocol.

use std::ops::Range;

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

    /// The length of a text: counted by bytes, which is fast, since a line may be a whole payload of many findings.
    fn length(self, text: &str) -> usize {
        let count =
            |is_counted: fn(&u8) -> bool| text.as_bytes().iter().filter(|byte| is_counted(byte)).count();
        let chars = || count(|byte| *byte & 0xC0 != 0x80);
        match self {
            Self::Utf8 => text.len(),
            Self::Utf16 => chars() + count(|byte| *byte >= 0xF0),
            Self::Utf32 => chars(),
        }
    }
}

/// Where the lines of a text start. A line ends with LF, CR LF or CR.
pub(super) struct Lines(Vec<usize>);

impl Lines {
    pub(super) fn of(text: &str) -> Self {
        let bytes = text.as_bytes();
        let ends_line = |at: &usize| bytes[*at] == b'\n' || bytes.get(at + 1) != Some(&b'\n');
        let ends = memchr::memchr2_iter(b'\n', b'\r', bytes).filter(ends_line);
        Self(std::iter::once(0).chain(ends.map(|at| at + 1)).collect())
    }

    /// The position of an offset. What lies within a character counts as its start.
    pub(super) fn position(&self, text: &str, offset: usize, encoding: Encoding) -> Position {
        let mut offset = offset.min(text.len());
        while !text.is_char_boundary(offset) {
            offset -= 1;
        }
        let line = self.0.partition_point(|start| *start <= offset) - 1;
        Position::new(number(line), number(encoding.length(&text[self.0[line]..offset])))
    }

    pub(super) fn range(&self, text: &str, bytes: &Range<usize>, encoding: Encoding) -> LspRange {
        let [start, end] = [bytes.start, bytes.end].map(|it| self.position(text, it, encoding));
        LspRange::new(start, end)
    }

    /// The offset of a position. One beyond the end of a line or of the text counts as that end.
    pub(super) fn offset(&self, text: &str, position: Position, encoding: Encoding) -> usize {
        let line = position.line as usize;
        let Some(start) = self.0.get(line) else { return text.len() };
        let end = self.0.get(line + 1).copied().unwrap_or(text.len());
        let mut column = 0;
        for (at, c) in text[*start..end].char_indices() {
            column += encoding.length(&text[start + at..start + at + c.len_utf8()]);
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
