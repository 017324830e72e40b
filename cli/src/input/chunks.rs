//! Divides a text into payloads, in bounded memory.

use std::{
    io::{self, BufRead, Read},
    iter, mem,
};

use kyx_schema::{
    Place,
    input::Format,
    lint::{MAX_BYTES, same_length_text},
};
use memchr::{memchr, memchr_iter, memrchr};

use super::{encoding, layout::Layout};

/// Read one byte more than the linter accepts, so that it can report an oversized payload.
const LIMIT: usize = MAX_BYTES + 1;
/// The largest file that contains many payloads, in bytes.
const MAX_FILE: u64 = 1 << 30;

/// A payload in its file.
#[derive(Clone, Copy)]
pub(crate) struct Payload<'a> {
    pub(crate) bytes: &'a [u8],
    /// Where it starts; `None` if it is the whole file.
    pub(crate) origin: Option<Place>,
    /// Whether a line feed follows, which is not part of the payload.
    pub(crate) ends_line: bool,
}

/// Failed to read the input, which concerns one file, or to write the output, which ends the run.
pub(crate) enum ReadOrWriteError {
    Read(io::Error),
    Write(io::Error),
}

const START: Place = Place { offset: 0, line: 1, column: 1 };

/// The payloads of a text.
pub(crate) enum Payloads {
    One(Vec<u8>),
    Lines(Chunks),
}

impl Payloads {
    pub(crate) fn of(mut text: Box<dyn BufRead + Send>, layout: Layout) -> io::Result<Self> {
        encoding::check(&mut text)?;
        match layout {
            Layout::OnePerLine => Ok(Self::Lines(Chunks::new(text))),
            Layout::Whole => whole(Vec::new(), text, true),
            Layout::Unknown => whole_or_lines(text),
        }
    }

    /// Calls `act` with each payload.
    pub(crate) fn each(
        self,
        act: &mut impl FnMut(Payload<'_>) -> io::Result<()>,
    ) -> Result<(), ReadOrWriteError> {
        match self {
            Self::One(bytes) => act(Payload { bytes: &bytes, origin: None, ends_line: false })
                .map_err(ReadOrWriteError::Write),
            Self::Lines(mut chunks) => {
                while let Some(chunk) = chunks.next().map_err(ReadOrWriteError::Read)? {
                    chunk.payloads().try_for_each(&mut *act).map_err(ReadOrWriteError::Write)?;
                }
                Ok(())
            }
        }
    }
}

/// Reads a text that is not divided into lines: up to the limit of a payload, unless it contains many.
fn whole(mut bytes: Vec<u8>, mut text: impl Read, has_parts: bool) -> io::Result<Payloads> {
    let rest = LIMIT.saturating_sub(bytes.len());
    text.by_ref().take(rest as u64).read_to_end(&mut bytes)?;
    if bytes.len() == LIMIT && (has_parts || Format::detect(&same_length_text(&bytes)).is_some()) {
        text.take(MAX_FILE).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > MAX_FILE {
            let why = format!("the file is larger than {} MiB", MAX_FILE >> 20);
            return Err(io::Error::new(io::ErrorKind::FileTooLarge, why));
        }
    }
    Ok(Payloads::One(bytes))
}

fn whole_or_lines(mut text: Box<dyn BufRead + Send>) -> io::Result<Payloads> {
    let mut bytes = Vec::new();
    read_whitespace(&mut text, &mut bytes)?;
    let first = bytes.len();
    read_line(&mut text, &mut bytes)?;
    let line = bytes[first..].trim_ascii();
    if line.starts_with(b"{") && line.ends_with(b"}") {
        read_whitespace(&mut text, &mut bytes)?;
        if text.fill_buf()?.starts_with(b"{") {
            return Ok(Payloads::Lines(Chunks { buffered: bytes, ..Chunks::new(text) }));
        }
    }
    whole(bytes, text, false)
}

/// Reads a line, up to the limit.
fn read_line(text: &mut impl BufRead, bytes: &mut Vec<u8>) -> io::Result<()> {
    let rest = LIMIT.saturating_sub(bytes.len());
    text.take(rest as u64).read_until(b'\n', bytes).map(|_| ())
}

/// Reads whitespace, up to the limit.
fn read_whitespace(text: &mut impl BufRead, bytes: &mut Vec<u8>) -> io::Result<()> {
    while bytes.len() < LIMIT {
        let buffer = text.fill_buf()?;
        let blank = buffer.len() - buffer.trim_ascii_start().len();
        let is_end = blank < buffer.len() || buffer.is_empty();
        bytes.extend_from_slice(&buffer[..blank]);
        text.consume(blank);
        if is_end {
            break;
        }
    }
    Ok(())
}

/// Some whole lines of a text.
pub(crate) struct Chunk {
    bytes: Vec<u8>,
    start: Place,
}

impl Chunk {
    /// The payloads: all lines that are not blank.
    pub(crate) fn payloads(&self) -> impl Iterator<Item = Payload<'_>> {
        let (mut rest, mut place) = (self.bytes.as_slice(), self.start);
        iter::from_fn(move || {
            loop {
                // Empty lines may be millions, so they are skipped together.
                let empty = rest.iter().take_while(|byte| **byte == b'\n').count();
                rest = &rest[empty..];
                let origin = Place { offset: place.offset + empty, line: place.line + empty, column: 1 };
                if rest.is_empty() {
                    return None;
                }
                let (line, after) = rest.split_at(memchr(b'\n', rest).map_or(rest.len(), |at| at + 1));
                rest = after;
                place = Place { offset: origin.offset + line.len(), line: origin.line + 1, column: 1 };
                if !line.trim_ascii().is_empty() {
                    let bytes = line.strip_suffix(b"\n");
                    let (ends_line, bytes) = (bytes.is_some(), bytes.unwrap_or(line));
                    return Some(Payload { bytes, origin: Some(origin), ends_line });
                }
            }
        })
    }
}

/// Reads a text in chunks: the bytes that are available, up to the end of the last line among them.
pub(crate) struct Chunks {
    text: Box<dyn BufRead + Send>,
    /// The bytes of the next chunk that have been read already.
    buffered: Vec<u8>,
    /// Where the next chunk starts.
    start: Place,
}

impl Chunks {
    fn new(text: Box<dyn BufRead + Send>) -> Self {
        Self { text, buffered: Vec::new(), start: START }
    }

    /// The next chunk; `None` at the end. Lines are cut off at the limit.
    pub(crate) fn next(&mut self) -> io::Result<Option<Chunk>> {
        let mut bytes = mem::take(&mut self.buffered);
        let mut skipped = 0;
        if let Some(end) = end_of_last_line(&bytes) {
            self.buffered = bytes.split_off(end);
        } else {
            while self.read(&mut bytes)? {
                if bytes.len() >= LIMIT {
                    skipped = bytes.len() - LIMIT + self.text.skip_until(b'\n')?;
                    bytes.truncate(LIMIT);
                    break;
                }
            }
        }
        if bytes.is_empty() {
            return Ok(None);
        }
        let start = self.start;
        let breaks = memchr_iter(b'\n', &bytes).count() + usize::from(skipped > 0);
        self.start =
            Place { offset: start.offset + bytes.len() + skipped, line: start.line + breaks, column: 1 };
        Ok(Some(Chunk { bytes, start }))
    }

    /// Reads the bytes that are available, up to the end of the last line among them. Returns whether that line goes on.
    fn read(&mut self, bytes: &mut Vec<u8>) -> io::Result<bool> {
        let buffer = match self.text.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Ok(true),
            buffer => buffer?,
        };
        let end = end_of_last_line(buffer);
        let (length, is_complete) = (end.unwrap_or(buffer.len()), end.is_some() || buffer.is_empty());
        bytes.extend_from_slice(&buffer[..length]);
        self.text.consume(length);
        Ok(!is_complete)
    }
}

fn end_of_last_line(bytes: &[u8]) -> Option<usize> {
    memrchr(b'\n', bytes).map(|at| at + 1)
}
