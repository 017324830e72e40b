//! Finds the objects of a PDF, within bounds of memory and of work that no file exceeds.

use std::{collections::HashSet, mem, ops::Range};

use lopdf::{Dictionary, EncryptionState, Object, ObjectId, Stream, encryption::decrypt_object};
use memchr::memmem;

use super::{
    password,
    syntax::{Parser, is_whitespace},
    xref::{Entry, MOST_SECTIONS, Section, binary_sections, text_sections},
};
use crate::upload::damage::Damage;

/// How many bytes may be parsed or unpacked in all.
const MOST_WORK: usize = 64 << 20;
/// How many bytes a stream may have, packed or unpacked.
const MOST_STREAM_BYTES: usize = 4 << 20;
/// How many object headers are noted where the cross-reference table is wrong.
const MOST_HEADERS: usize = 500_000;
const MOST_TRAILERS: usize = 16;
const MOST_REFERENCES: usize = 16;

const UNREADABLE_TABLE: Damage = Damage::Damaged("its cross-reference table cannot be read");
const TOO_COMPLEX: Damage = Damage::Damaged("its structure is too complex");
const MISSING_OBJECT: Damage = Damage::Damaged("a part is missing");
const UNREADABLE_OBJECT: Damage = Damage::Damaged("a part cannot be read");

/// The objects of a file.
pub(super) struct Objects<'a> {
    bytes: &'a [u8],
    sections: Vec<Section>,
    trailer: Dictionary,
    encryption: Option<EncryptionState>,
    /// The number and the offset of each object header, sorted; read only if the table is wrong.
    headers: Option<Vec<(u32, usize)>>,
    /// The object stream that was unpacked last.
    unpacked: Option<(u32, Dictionary, Vec<u8>)>,
    /// How many bytes of tables may still be unpacked. All of them are kept in memory.
    tables_left: usize,
    work_left: usize,
}

impl<'a> Objects<'a> {
    /// `table` is the offset of the newest cross-reference table.
    pub(super) fn open(bytes: &'a [u8], table: usize) -> Result<Self, Damage> {
        let mut objects = Self {
            bytes,
            sections: Vec::new(),
            trailer: Dictionary::new(),
            encryption: None,
            headers: None,
            unpacked: None,
            tables_left: MOST_STREAM_BYTES,
            work_left: MOST_WORK,
        };
        if objects.read_tables(table).is_none() {
            objects.trailer = objects.last_trailer().ok_or(UNREADABLE_TABLE)?;
        }
        if let Ok(encrypt) = objects.trailer.get(b"Encrypt").cloned() {
            let encrypt = objects.dictionary(encrypt)?;
            objects.encryption = Some(password::open(&objects.trailer, encrypt)?);
        }
        Ok(objects)
    }

    pub(super) fn trailer(&self) -> &Dictionary {
        &self.trailer
    }

    /// The object itself, or that to which it refers.
    pub(super) fn resolve(&mut self, mut object: Object) -> Result<Object, Damage> {
        for _ in 0..MOST_REFERENCES {
            match object {
                Object::Reference(id) => object = self.object(id)?,
                object => return Ok(object),
            }
        }
        Err(UNREADABLE_OBJECT)
    }

    pub(super) fn dictionary(&mut self, object: Object) -> Result<Dictionary, Damage> {
        match self.resolve(object)? {
            Object::Dictionary(dictionary) => Ok(dictionary),
            _ => Err(UNREADABLE_OBJECT),
        }
    }

    fn object(&mut self, id: ObjectId) -> Result<Object, Damage> {
        if let Some(Entry::In(container)) = self.entry(id.0)? {
            return self.packed_object(container, id.0);
        }
        let start = self.locate(id)?;
        let mut parser = Parser::at(self.bytes, start);
        let object = parser.object();
        self.spend(parser.work())?;
        object.ok_or(UNREADABLE_OBJECT)
    }

    /// Checks that a stream is there, up to its end.
    pub(super) fn check_stream(&mut self, id: ObjectId) -> Result<(), Damage> {
        self.stream(id).map(|_| ())
    }

    fn entry(&mut self, number: u32) -> Result<Option<Entry>, Damage> {
        self.spend(self.sections.len())?;
        Ok(self.sections.iter().find_map(|section| section.entry(number, self.bytes)))
    }

    /// Where an object begins, behind its header. If the table is wrong about it, the file is searched.
    fn locate(&mut self, id: ObjectId) -> Result<usize, Damage> {
        let listed = match self.entry(id.0)? {
            Some(Entry::At(offset)) => Some(offset),
            _ => None,
        };
        if let Some(offset) = listed
            && let (Some(found), position) = self.header_at(offset)?
            && found == id
        {
            return Ok(position);
        }
        if let Some(offset) = self.search(id.0)
            && let (Some(_), position) = self.header_at(offset)?
        {
            return Ok(position);
        }
        let is_beyond_end = listed.is_some_and(|offset| offset >= self.bytes.len());
        Err(if is_beyond_end { Damage::CutOff } else { MISSING_OBJECT })
    }

    /// The object header here, and where it ends.
    fn header_at(&mut self, offset: usize) -> Result<(Option<ObjectId>, usize), Damage> {
        let mut parser = Parser::at(self.bytes, offset);
        let header = parser.header();
        self.spend(parser.work())?;
        Ok((header, parser.position()))
    }

    /// The last object header with this number.
    fn search(&mut self, number: u32) -> Option<usize> {
        let headers = self.headers.get_or_insert_with(|| headers(self.bytes));
        let end = headers.partition_point(|(it, _)| *it <= number);
        let (found, offset) = *headers.get(end.checked_sub(1)?)?;
        (found == number).then_some(offset)
    }

    /// The dictionary of a stream, and where its content is.
    fn stream(&mut self, id: ObjectId) -> Result<(Dictionary, Range<usize>), Damage> {
        let start = self.locate(id)?;
        self.stream_at(start)
    }

    fn stream_at(&mut self, position: usize) -> Result<(Dictionary, Range<usize>), Damage> {
        let mut parser = Parser::at(self.bytes, position);
        let dictionary = parser.dictionary();
        let is_stream = parser.accept("stream");
        let mut start = parser.position();
        self.spend(parser.work())?;
        let dictionary = dictionary.filter(|_| is_stream).ok_or(UNREADABLE_OBJECT)?;
        start += match self.bytes.get(start..) {
            Some([b'\r', b'\n', ..]) => 2,
            Some([b'\r' | b'\n', ..]) => 1,
            _ => 0,
        };
        let length = self.length(&dictionary)?;
        let end = self.stream_end(start, length)?;
        Ok((dictionary, start..end))
    }

    /// The length of a stream, unless it is in an object stream, whose own length that might be.
    fn length(&mut self, dictionary: &Dictionary) -> Result<Option<usize>, Damage> {
        match dictionary.get(b"Length") {
            Ok(Object::Integer(length)) => Ok(usize::try_from(*length).ok()),
            Ok(Object::Reference(id)) if !matches!(self.entry(id.0)?, Some(Entry::In(_))) => {
                let position = self.locate(*id)?;
                let mut parser = Parser::at(self.bytes, position);
                let length = parser.natural();
                self.spend(parser.work())?;
                Ok(length)
            }
            _ => Ok(None),
        }
    }

    /// The end of a stream, by its length if `endstream` follows there.
    fn stream_end(&mut self, start: usize, length: Option<usize>) -> Result<usize, Damage> {
        let end = length.and_then(|length| start.checked_add(length)).filter(|it| *it <= self.bytes.len());
        if let Some(end) = end {
            let mut parser = Parser::at(self.bytes, end);
            let is_there = parser.accept("endstream");
            self.spend(parser.work())?;
            if is_there {
                return Ok(end);
            }
        }
        let found = memmem::find(&self.bytes[start..], b"endstream");
        self.spend(found.unwrap_or_default() / 8)?;
        found.map(|length| start + length).ok_or(Damage::CutOff)
    }

    fn unpack(
        &mut self,
        id: ObjectId,
        dictionary: Dictionary,
        range: Range<usize>,
    ) -> Result<(Dictionary, Vec<u8>), Damage> {
        if range.len() > MOST_STREAM_BYTES {
            return Err(TOO_COMPLEX);
        }
        self.spend(range.len())?;
        let mut object = Object::Stream(Stream::new(dictionary, self.bytes[range].to_vec()));
        if let Some(encryption) = &self.encryption {
            decrypt_object(encryption, id, &mut object).map_err(|_| UNREADABLE_OBJECT)?;
        }
        let Object::Stream(stream) = object else { return Err(UNREADABLE_OBJECT) };
        let content = stream.get_plain_content_with_limit(MOST_STREAM_BYTES);
        let content = content.map_err(|_| Damage::Damaged("a part cannot be unpacked"))?;
        self.spend(content.len())?;
        Ok((stream.dict, content))
    }

    /// An object in an object stream.
    fn packed_object(&mut self, container: u32, number: u32) -> Result<Object, Damage> {
        if self.unpacked.as_ref().is_none_or(|(unpacked, ..)| *unpacked != container) {
            self.unpacked = None;
            let id = (container, 0);
            if matches!(self.entry(container)?, Some(Entry::In(_))) {
                return Err(UNREADABLE_OBJECT);
            }
            let (dictionary, range) = self.stream(id)?;
            let (dictionary, content) = self.unpack(id, dictionary, range)?;
            self.unpacked = Some((container, dictionary, content));
        }
        let Some((_, dictionary, content)) = &self.unpacked else { return Err(UNREADABLE_OBJECT) };
        let (object, work) = unpacked_object(dictionary, content, number);
        self.spend(work)?;
        object.ok_or(MISSING_OBJECT)
    }

    /// Reads the tables from the newest to the oldest. The trailer is that of the newest.
    fn read_tables(&mut self, newest: usize) -> Option<()> {
        let mut seen = HashSet::new();
        let mut next = Some(newest);
        while let Some(offset) = next.filter(|offset| seen.insert(*offset)) {
            let (sections, trailer) = self.table(offset)?;
            if let Some(hybrid) = offset_of(&trailer, b"XRefStm").filter(|offset| seen.insert(*offset)) {
                // Its objects are listed as unused in the table itself.
                let (sections, _) = self.table(hybrid).unwrap_or_default();
                self.sections.extend(sections);
            }
            self.sections.extend(sections);
            next = offset_of(&trailer, b"Prev");
            if self.trailer.is_empty() {
                self.trailer = trailer;
            }
            if self.sections.len() > MOST_SECTIONS {
                return None;
            }
        }
        self.trailer.has(b"Root").then_some(())
    }

    fn table(&mut self, offset: usize) -> Option<(Vec<Section>, Dictionary)> {
        let mut parser = Parser::at(self.bytes, offset);
        if parser.accept("xref") {
            let sections = text_sections(&mut parser, self.bytes)?;
            self.spend(parser.position() - offset).ok()?;
            let trailer = parser.dictionary()?;
            self.spend(parser.work()).ok()?;
            return Some((sections, trailer));
        }
        let id = parser.header()?;
        let (dictionary, range) = self.stream_at(parser.position()).ok()?;
        if !dictionary.has_type(b"XRef") {
            return None;
        }
        let (dictionary, content) = self.unpack(id, dictionary, range).ok()?;
        self.tables_left = self.tables_left.checked_sub(content.len())?;
        Some((binary_sections(&dictionary, content)?, dictionary))
    }

    /// The last trailer in the file, wherever it is.
    fn last_trailer(&mut self) -> Option<Dictionary> {
        self.sections.clear();
        let mut end = self.bytes.len();
        for _ in 0..MOST_TRAILERS {
            end = memmem::rfind(&self.bytes[..end], b"trailer")?;
            let mut parser = Parser::at(self.bytes, end + b"trailer".len());
            let trailer = parser.dictionary().filter(|it| it.has(b"Root"));
            self.spend(parser.work()).ok()?;
            if trailer.is_some() {
                return trailer;
            }
        }
        None
    }

    fn spend(&mut self, work: usize) -> Result<(), Damage> {
        let left = self.work_left.checked_sub(work);
        self.work_left = left.unwrap_or_default();
        left.map(mem::drop).ok_or(TOO_COMPLEX)
    }
}

/// An object of an unpacked object stream, and the work to find it.
fn unpacked_object(dictionary: &Dictionary, content: &[u8], number: u32) -> (Option<Object>, usize) {
    let mut index = Parser::at(content, 0);
    let first = offset_of(dictionary, b"First").unwrap_or(content.len());
    while index.position() < first {
        let (Some(found), Some(offset)) = (index.natural::<u32>(), index.natural::<usize>()) else { break };
        if found == number {
            let mut parser = Parser::at(content, first.saturating_add(offset));
            let object = parser.object();
            return (object, index.work() + parser.work());
        }
    }
    (None, index.work())
}

/// The number and the offset of each object header, sorted.
fn headers(bytes: &[u8]) -> Vec<(u32, usize)> {
    let mut headers: Vec<_> = memmem::find_iter(bytes, b" obj")
        .filter_map(|end| header_before(bytes, end))
        .take(MOST_HEADERS)
        .collect();
    headers.sort_unstable();
    headers
}

/// The `12 0` before `obj`.
fn header_before(bytes: &[u8], end: usize) -> Option<(u32, usize)> {
    const LONGEST: usize = 24;
    let before = &bytes[end.saturating_sub(LONGEST)..end];
    let trimmed = |text: &'_ [u8]| text.iter().rposition(|it| !is_whitespace(*it)).map_or(0, |it| it + 1);
    let digits = |text: &[u8]| text.iter().rposition(|it| !it.is_ascii_digit()).map_or(0, |it| it + 1);
    let generation = digits(&before[..trimmed(before)]);
    let number_end = trimmed(&before[..generation]);
    let number_start = digits(&before[..number_end]);
    let number = str::from_utf8(&before[number_start..number_end]).ok()?.parse().ok()?;
    Some((number, end - before.len() + number_start))
}

fn offset_of(dictionary: &Dictionary, key: &[u8]) -> Option<usize> {
    dictionary.get(key).ok()?.as_i64().ok()?.try_into().ok()
}
