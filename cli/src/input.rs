//! Where payloads come from: files, directories, standard input; one a file, or one a line.

use std::{
    fs::{File, Metadata},
    io::{self, BufRead, BufReader, Read},
    path::{Path, PathBuf},
    time::SystemTime,
};

use kyx_schema::{Place, lint::MAX_BYTES};
use walkdir::WalkDir;

const ONE_A_LINE: [&str; 2] = ["ndjson", "jsonl"];
const ONE_A_FILE: &str = "json";
/// One byte more than is read, so that the reader of payloads can tell that there is too much.
const LIMIT: u64 = MAX_BYTES as u64 + 1;

/// A payload as it stands in its file.
pub(crate) struct Payload {
    pub(crate) bytes: Vec<u8>,
    /// Where it begins; `None` when it is the whole file.
    pub(crate) line: Option<Place>,
    /// Whether a line feed follows, which is no part of it.
    pub(crate) ends_line: bool,
}

/// A file to lint, or why there is none.
pub(crate) type Found = Result<PathBuf, (PathBuf, io::Error)>;

/// The files that a path stands for: itself, or those in a directory that hold payloads, by name.
pub(crate) fn files(path: &Path) -> Vec<Found> {
    if is_stdin(path) || !path.is_dir() {
        return vec![Ok(path.to_owned())];
    }
    let entries = WalkDir::new(path).sort_by_file_name().into_iter();
    entries
        .filter_map(|entry| match entry {
            Ok(entry) if entry.file_type().is_file() && has_payloads(entry.path()) => {
                Some(Ok(entry.into_path()))
            }
            Ok(_) => None,
            Err(error) => {
                let path = error.path().unwrap_or(path).to_owned();
                Some(Err((path, error.into())))
            }
        })
        .collect()
}

fn has_payloads(path: &Path) -> bool {
    extension(path).is_some_and(|it| it == ONE_A_FILE || ONE_A_LINE.contains(&it.as_str()))
}

fn extension(path: &Path) -> Option<String> {
    Some(path.extension()?.to_str()?.to_lowercase())
}

pub(crate) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
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

/// Hands each payload of a file to `lint`.
pub(crate) fn each_payload(
    path: &Path,
    lint: &mut impl FnMut(Payload) -> io::Result<()>,
) -> Result<(), ReadOrWrite> {
    if is_stdin(path) {
        return read(&mut io::stdin().lock(), Layout::Unknown, lint);
    }
    let file = File::open(path).map_err(ReadOrWrite::Read)?;
    let version = Version::of(&file.metadata().map_err(ReadOrWrite::Read)?);
    read(&mut BufReader::new(file), Layout::of(path), lint)?;
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

/// Hands each payload of a text to `lint`.
pub(crate) fn read(
    reader: &mut impl BufRead,
    layout: Layout,
    lint: &mut impl FnMut(Payload) -> io::Result<()>,
) -> Result<(), ReadOrWrite> {
    match layout {
        Layout::Whole => whole(Vec::new(), reader, lint),
        Layout::OneALine => lines(reader, START, lint),
        Layout::Unknown => whole_or_lines(reader, lint),
    }
}

fn whole_or_lines(
    reader: &mut impl BufRead,
    lint: &mut impl FnMut(Payload) -> io::Result<()>,
) -> Result<(), ReadOrWrite> {
    let mut bytes = Vec::new();
    let mut place = START;
    let mut length = line(reader, &mut bytes).map_err(ReadOrWrite::Read)?;
    while length > 0 && bytes.trim_ascii().is_empty() && bytes.len() < MAX_BYTES {
        place = Place { offset: place.offset + length, line: place.line + 1, column: 1 };
        length = line(reader, &mut bytes).map_err(ReadOrWrite::Read)?;
    }
    let first = bytes.trim_ascii();
    let is_object = first.starts_with(b"{") && first.ends_with(b"}");
    let more = reader.fill_buf().map_err(ReadOrWrite::Read)?.trim_ascii_start();
    if !is_object || !more.starts_with(b"{") {
        return whole(bytes, reader, lint);
    }
    let next = Place { offset: place.offset + length, line: place.line + 1, column: 1 };
    let first = bytes.split_off(place.offset);
    lint(of_line(first, place)).map_err(ReadOrWrite::Write)?;
    lines(reader, next, lint)
}

fn whole(
    mut bytes: Vec<u8>,
    reader: &mut impl Read,
    lint: &mut impl FnMut(Payload) -> io::Result<()>,
) -> Result<(), ReadOrWrite> {
    reader.take(LIMIT).read_to_end(&mut bytes).map_err(ReadOrWrite::Read)?;
    lint(Payload { bytes, line: None, ends_line: false }).map_err(ReadOrWrite::Write)
}

fn lines(
    reader: &mut impl BufRead,
    mut place: Place,
    lint: &mut impl FnMut(Payload) -> io::Result<()>,
) -> Result<(), ReadOrWrite> {
    loop {
        let mut bytes = Vec::new();
        let length = line(reader, &mut bytes).map_err(ReadOrWrite::Read)?;
        if length == 0 {
            return Ok(());
        }
        if !bytes.trim_ascii().is_empty() {
            lint(of_line(bytes, place)).map_err(ReadOrWrite::Write)?;
        }
        place = Place { offset: place.offset + length, line: place.line + 1, column: 1 };
    }
}

/// Reads a line, of which no more is kept than may be linted. Gives its whole length; 0 at the end.
fn line(reader: &mut impl BufRead, bytes: &mut Vec<u8>) -> io::Result<usize> {
    let mut length = reader.by_ref().take(LIMIT).read_until(b'\n', bytes)?;
    if length as u64 == LIMIT && !bytes.ends_with(b"\n") {
        length += reader.skip_until(b'\n')?;
    }
    Ok(length)
}

fn of_line(mut bytes: Vec<u8>, place: Place) -> Payload {
    let ends_line = bytes.ends_with(b"\n");
    bytes.truncate(bytes.len() - usize::from(ends_line));
    Payload { bytes, line: Some(place), ends_line }
}
