//! The cross-reference tables of a PDF: where each object is. They are not unpacked into a map, which bounds their size.

use std::rc::Rc;

use lopdf::{Dictionary, Object};

use super::syntax::{Parser, is_whitespace};

/// The most sections of a file.
pub(super) const MOST_SECTIONS: usize = 50_000;

/// Where an object is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Entry {
    At(usize),
    /// In an object stream with this number.
    In(u32),
}

/// Rows for objects with successive numbers.
pub(super) struct Section {
    first: u32,
    count: u32,
    start: usize,
    rows: Rows,
}

enum Rows {
    /// In the file. Each row has this many bytes.
    Text(usize),
    /// In an unpacked stream, with the widths of the fields.
    Binary(Rc<[u8]>, [usize; 3]),
}

impl Section {
    /// The entry of an object, if it is in use; `bytes` is the file.
    pub(super) fn entry(&self, number: u32, bytes: &[u8]) -> Option<Entry> {
        let index = number.checked_sub(self.first).filter(|index| *index < self.count)? as usize;
        match &self.rows {
            Rows::Text(width) => {
                let start = self.start + index * width;
                let mut row = Parser::at(bytes.get(start..start + width)?, 0);
                let offset = row.natural()?;
                row.integer()?;
                row.accept("n").then_some(Entry::At(offset))
            }
            Rows::Binary(content, widths) => {
                let mut rest = content.get(self.start + index * widths.iter().sum::<usize>()..)?;
                let mut field = |width: usize| {
                    let (field, after) = rest.split_at_checked(width)?;
                    rest = after;
                    Some(field.iter().fold(0, |value, byte| value << 8 | u64::from(*byte)))
                };
                let kind = if widths[0] == 0 { 1 } else { field(widths[0])? };
                let value = field(widths[1])?;
                match kind {
                    1 => usize::try_from(value).ok().map(Entry::At),
                    2 => u32::try_from(value).ok().map(Entry::In),
                    _ => None,
                }
            }
        }
    }
}

/// Reads the sections of a table in text, up to its trailer.
pub(super) fn text_sections<'a>(parser: &mut Parser<'a>, bytes: &'a [u8]) -> Option<Vec<Section>> {
    /// The length of a row without its line ending.
    const ROW: usize = 18;
    let mut sections = Vec::new();
    while !parser.accept("trailer") {
        let (first, count) = (parser.natural()?, parser.natural()?);
        parser.skip_whitespace();
        let start = parser.position();
        let ending = bytes.get(start + ROW..)?.iter().take(2).filter(|it| is_whitespace(**it)).count();
        let width = ROW + ending;
        let end = start.checked_add(width.checked_mul(count as usize)?)?;
        if sections.len() == MOST_SECTIONS {
            return None;
        }
        sections.push(Section { first, count, start, rows: Rows::Text(width) });
        *parser = Parser::at(bytes, end);
    }
    Some(sections)
}

/// Reads the sections of an unpacked stream.
pub(super) fn binary_sections(dictionary: &Dictionary, content: Vec<u8>) -> Option<Vec<Section>> {
    let widths = dictionary.get(b"W").ok()?.as_array().ok()?;
    let width = |index: usize| -> Option<usize> {
        widths.get(index)?.as_i64().ok()?.try_into().ok().filter(|it| *it <= 8)
    };
    let widths = [width(0)?, width(1)?, width(2)?];
    let row: usize = widths.iter().sum();
    let size = dictionary.get(b"Size").ok()?;
    let whole = [Object::Integer(0), size.clone()];
    let index = dictionary.get(b"Index").and_then(Object::as_array).map_or(&whole[..], Vec::as_slice);
    let content: Rc<[u8]> = content.into();
    let (mut sections, mut start) = (Vec::new(), 0_usize);
    for pair in index.chunks_exact(2) {
        let (first, count) = (natural(&pair[0])?, natural(&pair[1])?);
        sections.push(Section { first, count, start, rows: Rows::Binary(Rc::clone(&content), widths) });
        start = start.checked_add(row.checked_mul(count as usize)?)?;
    }
    Some(sections)
}

fn natural(object: &Object) -> Option<u32> {
    object.as_i64().ok()?.try_into().ok()
}
