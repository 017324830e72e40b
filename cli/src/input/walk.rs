//! Finds the files to read, and how each is divided into payloads.

use std::{
    fs::Metadata,
    io, iter,
    path::{Path, PathBuf},
};

use walkdir::WalkDir;

const ONE_PER_LINE: [&str; 2] = ["ndjson", "jsonl"];
const ONE_PER_FILE: &str = "json";
const COMPRESSED: [&str; 2] = ["gz", "zst"];

/// A file to read, or the path that could not be searched.
pub(crate) type WalkedPath = Result<PathBuf, (PathBuf, io::Error)>;

/// The files at a path: the path itself, or the files below this directory with an extension for payloads.
pub(crate) fn files(path: &Path) -> Box<dyn Iterator<Item = WalkedPath> + '_> {
    if is_stdin(path) || !path.is_dir() {
        return Box::new(iter::once(Ok(path.to_owned())));
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

pub(crate) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// The number of bytes to read; `None` if it is unknown.
pub(crate) fn size(path: &Path) -> Option<u64> {
    path.metadata().ok().filter(Metadata::is_file).map(|metadata| metadata.len())
}

/// How a text is divided into payloads.
#[derive(Clone, Copy)]
pub(crate) enum Layout {
    OnePerFile,
    OnePerLine,
    /// Detected from the text: one per line if the first two lines look like objects.
    Unknown,
}

impl Layout {
    pub(crate) fn of(path: &Path) -> Self {
        if is_stdin(path) {
            Self::Unknown
        } else if extension(path).is_some_and(|it| ONE_PER_LINE.contains(&it.as_str())) {
            Self::OnePerLine
        } else {
            Self::OnePerFile
        }
    }
}

fn has_payloads(path: &Path) -> bool {
    extension(path).is_some_and(|it| it == ONE_PER_FILE || ONE_PER_LINE.contains(&it.as_str()))
}

/// The extension in lower case, without the one for compression: compression is detected from the content.
fn extension(path: &Path) -> Option<String> {
    let last = |path: &Path| Some(path.extension()?.to_str()?.to_lowercase());
    match last(path) {
        Some(name) if COMPRESSED.contains(&name.as_str()) => last(Path::new(path.file_stem()?)),
        name => name,
    }
}
