//! Where payloads come from: files, directories, standard input; one a file, or one a line; compressed or not.

use std::{
    fs::{File, Metadata},
    io::{self, BufRead, Read},
    path::{Path, PathBuf},
    time::SystemTime,
};

use kyx_schema::{Place, lint::MAX_BYTES};
use walkdir::WalkDir;

use crate::decompress;

const ONE_A_LINE: [&str; 2] = ["ndjson", "jsonl"];
const ONE_A_FILE: &str = "json";
const COMPRESSED: [&str; 2] = ["gz", "zst"];
/// One byte more than is read, so that the reader of payloads can tell that there is too much.
const LIMIT: usize = MAX_BYTES + 1;

/// A payload as it stands in its file.
#[derive(Clone, Copy)]
pub(crate) struct Payload<'a> {
    pub(crate) bytes: &'a [u8],
    /// Where it begins; `None` when it is the whole file.
    pub(crate) line: Option<Place>,
    /// Whether a line feed follows, which is no part of it.
    pub(crate) ends_line: bool,
}

/// A file to lint, or why there is none.
pub(crate) type Found = Result<PathBuf, (PathBuf, io::Error)>;

/// The files that a path stands for: itself, or those in a directory that hold payloads, by name.
pub(crate) fn files(path: &Path) -> Box<dyn Iterator<Item = Found> + '_> {
    if is_stdin(path) || !path.is_dir() {
        return Box::new(std::iter::once(Ok(path.to_owned())));
    }
    let entries = WalkDir::new(path).sort_by_file_name().into_iter();
    Box::new(entries.filter_map(move |entry| match entry {
        Ok(entry) if entry.file_type().is_file() && has_payloads(entry.path()) => Some(Ok(entry.into_path())),
        Ok(_) => None,
        Err(error) => {
            let path = error.path().unwrap_or(path).to_owned();
            Some(Err((path, error.into())))
        }
    }))
}

fn has_payloads(path: &Path) -> bool {
    extension(path).is_some_and(|it| it == ONE_A_FILE || ONE_A_LINE.contains(&it.as_str()))
}

/// What a name says of the text; that it is compressed, the text says itself.
fn extension(path: &Path) -> Option<String> {
    let last = |path: &Path| Some(path.extension()?.to_str()?.to_lowercase());
    match last(path) {
        Some(name) if COMPRESSED.contains(&name.as_str()) => last(Path::new(path.file_stem()?)),
        name => name,
    }
}

pub(crate) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// How many bytes there are to read; `None` where that is not known.
pub(crate) fn size(path: &Path) -> Option<u64> {
    path.metadata().ok().filter(Metadata::is_file).map(|metadata| metadata.len())
}

/// How payloads stand in a text.
#[derive(Clone, Copy)]
pub(crate) enum Layout {
    Whole,
    OneALine,
    /// To be told by the text: two lines that each look like an object are one payload a line.
    Unknown,
}

impl Layout {
    pub(crate) fn of(path: &Path) -> Self {
        if is_stdin(path) {
            Self::Unknown
        } else if extension(path).is_some_and(|it| ONE_A_LINE.contains(&it.as_str())) {
            Self::OneALine
        } else {
            Self::Whole
        }
    }
}

/// A file that is open to be read.
pub(crate) struct Opened {
    reader: Box<dyn Read + Send>,
    layout: Layout,
    version: Version,
    /// How many bytes there are to read; `None` where that is not known.
    pub(crate) length: Option<u64>,
}

impl Opened {
    pub(crate) fn new(path: &Path) -> io::Result<Self> {
        if is_stdin(path) {
            return Ok(Self::in_place_of_stdin(io::stdin()));
        }
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        let length = metadata.is_file().then_some(metadata.len());
        let (layout, version) = (Layout::of(path), Version::of(&metadata));
        Ok(Self { reader: Box::new(file), layout, version, length })
    }

    /// What stands for standard input.
    pub(crate) fn in_place_of_stdin(reader: impl Read + Send + 'static) -> Self {
        Self { reader: Box::new(reader), layout: Layout::Unknown, version: Version(None), length: None }
    }

    /// Lets another reader see what is read, before it is decompressed.
    pub(crate) fn seen_by<R: Read + Send + 'static>(
        self,
        seer: impl FnOnce(Box<dyn Read + Send>) -> R,
    ) -> Self {
        Self { reader: Box::new(seer(self.reader)), ..self }
    }

    /// The payloads, and what tells whether the file is still what it was when they were read.
    pub(crate) fn payloads(self) -> (io::Result<Payloads>, Version) {
        let payloads = decompress::text(self.reader).and_then(|text| Payloads::of(text, self.layout));
        (payloads, self.version)
    }
}

/// Hands each payload of a file to `act`.
pub(crate) fn each_payload(
    path: &Path,
    act: &mut impl FnMut(Payload<'_>) -> io::Result<()>,
) -> Result<(), ReadOrWrite> {
    let (payloads, version) = Opened::new(path).map_err(ReadOrWrite::Read)?.payloads();
    payloads.map_err(ReadOrWrite::Read)?.each(act)?;
    version.assert_current(path).map_err(ReadOrWrite::Read)
}

/// Tells whether a file is still what it was.
#[derive(PartialEq)]
pub(crate) struct Version(Option<(u64, Option<SystemTime>)>);

impl Version {
    /// Pipes and devices have none.
    pub(crate) fn of(metadata: &Metadata) -> Self {
        Self(metadata.is_file().then(|| (metadata.len(), metadata.modified().ok())))
    }

    /// # Errors
    /// The file is another one now, or there is none any more: what was read of it may be neither.
    pub(crate) fn assert_current(&self, path: &Path) -> io::Result<()> {
        if self.0.is_none() || *self == Self::of(&path.metadata()?) {
            return Ok(());
        }
        Err(io::Error::other("the file changed while it was read"))
    }
}

/// An error of the input, which concerns one file, or of the output, which ends the run.
pub(crate) enum ReadOrWrite {
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
    pub(crate) fn of(text: Box<dyn BufRead + Send>, layout: Layout) -> io::Result<Self> {
        match layout {
            Layout::Whole => whole(Vec::new(), text),
            Layout::OneALine => Ok(Self::Lines(Chunks::new(text))),
            Layout::Unknown => whole_or_lines(text),
        }
    }

    /// Hands each payload to `act`.
    pub(crate) fn each(self, act: &mut impl FnMut(Payload<'_>) -> io::Result<()>) -> Result<(), ReadOrWrite> {
        match self {
            Self::One(bytes) => {
                act(Payload { bytes: &bytes, line: None, ends_line: false }).map_err(ReadOrWrite::Write)
            }
            Self::Lines(mut chunks) => {
                while let Some(chunk) = chunks.next().map_err(ReadOrWrite::Read)? {
                    chunk.payloads().try_for_each(&mut *act).map_err(ReadOrWrite::Write)?;
                }
                Ok(())
            }
        }
    }
}

fn whole(mut bytes: Vec<u8>, text: impl Read) -> io::Result<Payloads> {
    let rest = LIMIT.saturating_sub(bytes.len());
    text.take(rest as u64).read_to_end(&mut bytes)?;
    Ok(Payloads::One(bytes))
}

fn whole_or_lines(mut text: Box<dyn BufRead + Send>) -> io::Result<Payloads> {
    let mut bytes = Vec::new();
    read_blank(&mut text, &mut bytes)?;
    let first = bytes.len();
    read_line(&mut text, &mut bytes)?;
    let line = bytes[first..].trim_ascii();
    if line.starts_with(b"{") && line.ends_with(b"}") {
        read_blank(&mut text, &mut bytes)?;
        if text.fill_buf()?.starts_with(b"{") {
            return Ok(Payloads::Lines(Chunks { begun: bytes, ..Chunks::new(text) }));
        }
    }
    whole(bytes, text)
}

/// Reads a line, of which no more is kept than may be linted.
fn read_line(text: &mut impl BufRead, bytes: &mut Vec<u8>) -> io::Result<()> {
    let rest = LIMIT.saturating_sub(bytes.len());
    text.take(rest as u64).read_until(b'\n', bytes).map(|_| ())
}

/// Reads what is blank, of which no more is kept than may be linted.
fn read_blank(text: &mut impl BufRead, bytes: &mut Vec<u8>) -> io::Result<()> {
    while bytes.len() < LIMIT {
        let buffer = text.fill_buf()?;
        let blank = buffer.len() - buffer.trim_ascii_start().len();
        let ends = blank < buffer.len() || buffer.is_empty();
        bytes.extend_from_slice(&buffer[..blank]);
        text.consume(blank);
        if ends {
            break;
        }
    }
    Ok(())
}

/// A stretch of a text that ends where a line does, or the text.
pub(crate) struct Chunk {
    bytes: Vec<u8>,
    start: Place,
}

impl Chunk {
    /// The lines that are not blank.
    pub(crate) fn payloads(&self) -> impl Iterator<Item = Payload<'_>> {
        let mut place = self.start;
        let mut rest = self.bytes.as_slice();
        let lines = std::iter::from_fn(move || {
            let before = rest;
            // A slice can always be read, and a reader finds the end of a line sooner than `split_inclusive` does.
            let length = rest.skip_until(b'\n').unwrap_or_default();
            (length > 0).then(|| &before[..length])
        });
        lines.filter_map(move |line| {
            let origin = place;
            place = Place { offset: place.offset + line.len(), line: place.line + 1, column: 1 };
            let bytes = line.strip_suffix(b"\n");
            let payload =
                Payload { bytes: bytes.unwrap_or(line), line: Some(origin), ends_line: bytes.is_some() };
            (!line.trim_ascii().is_empty()).then_some(payload)
        })
    }
}

/// Reads a text in chunks: what there is to read, up to the end of its last line.
pub(crate) struct Chunks {
    text: Box<dyn BufRead + Send>,
    /// What was read already of the next chunk.
    begun: Vec<u8>,
    /// Where the next chunk begins.
    start: Place,
}

impl Chunks {
    fn new(text: Box<dyn BufRead + Send>) -> Self {
        Self { text, begun: Vec::new(), start: START }
    }

    /// The next chunk; none at the end. Of a line no more is kept than may be linted.
    pub(crate) fn next(&mut self) -> io::Result<Option<Chunk>> {
        let mut bytes = std::mem::take(&mut self.begun);
        let mut skipped = 0;
        if let Some(end) = end_of_last_line(&bytes) {
            self.begun = bytes.split_off(end);
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
        let breaks = line_feeds(&bytes) + usize::from(skipped > 0);
        self.start =
            Place { offset: start.offset + bytes.len() + skipped, line: start.line + breaks, column: 1 };
        Ok(Some(Chunk { bytes, start }))
    }

    /// Reads what there is, up to the end of a line. Says whether the line goes on.
    fn read(&mut self, bytes: &mut Vec<u8>) -> io::Result<bool> {
        let buffer = match self.text.fill_buf() {
            Err(error) if error.kind() == io::ErrorKind::Interrupted => return Ok(true),
            buffer => buffer?,
        };
        let end = end_of_last_line(buffer);
        let (length, is_last) = (end.unwrap_or(buffer.len()), end.is_some() || buffer.is_empty());
        bytes.extend_from_slice(&buffer[..length]);
        self.text.consume(length);
        Ok(!is_last)
    }
}

fn end_of_last_line(bytes: &[u8]) -> Option<usize> {
    bytes.iter().rposition(|byte| *byte == b'\n').map(|at| at + 1)
}

/// How many line feeds there are. A byte holds the count of a block, so that the compiler looks at many at once.
fn line_feeds(bytes: &[u8]) -> usize {
    let of_block = |block: &[u8]| block.iter().map(|byte| u8::from(*byte == b'\n')).sum::<u8>();
    bytes.chunks(usize::from(u8::MAX)).map(|block| usize::from(of_block(block))).sum()
}
