//! Finds the files to read. Directories are searched as people expect it of a linter: without what Git ignores, without
//! hidden, `node_modules` and `target` directories, and each file once, however many links lead to it.

use std::{
    collections::HashSet,
    fs::{self, Metadata},
    io, iter,
    path::{Path, PathBuf},
    sync::Mutex,
};

use ignore::{DirEntry, Error, WalkBuilder};

use super::layout::{has_payloads, is_mixed};
use crate::os_error;

/// Directories of other tools.
const FOREIGN: [&str; 2] = ["node_modules", "target"];

/// A file to read.
pub(crate) struct FoundFile {
    pub(crate) path: PathBuf,
    /// Whether the search of a directory found it; otherwise the user named it.
    pub(crate) is_searched: bool,
    /// Whether the search passes it over unless a configuration lists it.
    pub(crate) must_be_listed: bool,
}

impl FoundFile {
    /// A file that the user named.
    pub(crate) fn named(path: PathBuf) -> Self {
        Self { path, is_searched: false, must_be_listed: false }
    }

    fn searched(path: PathBuf) -> Self {
        let must_be_listed = is_mixed(&path);
        Self { path, is_searched: true, must_be_listed }
    }
}

/// A file to read, or the path that could not be searched.
pub(crate) type Found = Result<FoundFile, (PathBuf, io::Error)>;

/// The files at a path: the path itself, or the files below this directory that may contain payloads, by their names.
pub(crate) fn files(path: &Path) -> Box<dyn Iterator<Item = Found> + '_> {
    if is_stdin(path) || !path.is_dir() {
        return Box::new(iter::once(Ok(FoundFile::named(path.to_owned()))));
    }
    let visited = Mutex::new(HashSet::new());
    let is_new = move |path: &Path| {
        let Some(identity) = identity(path) else { return true };
        visited.lock().is_ok_and(|mut visited| visited.insert(identity))
    };
    let mut search = WalkBuilder::new(path);
    search.hidden(false).require_git(false).git_global(false).follow_links(true);
    search.sort_by_file_name(Ord::cmp);
    search.filter_entry(move |entry| match is_directory(entry) {
        true => !is_excluded(entry) && is_new(entry.path()),
        false => {
            let path = entry.path();
            is_file(entry) && (has_payloads(path) || is_mixed(path)) && is_new(path)
        }
    });
    let found = move |entry| match entry {
        Ok(entry) if is_file(&entry) => Some(Ok(FoundFile::searched(entry.into_path()))),
        Ok(_) => None,
        Err(error) => failed(error, path).map(Err),
    };
    Box::new(search.build().filter_map(found))
}

pub(crate) fn is_stdin(path: &Path) -> bool {
    path == Path::new("-")
}

/// The directory of a file; the current directory for standard input.
pub(crate) fn directory_of(path: &Path) -> &Path {
    match path.parent() {
        Some(directory) if !directory.as_os_str().is_empty() && !is_stdin(path) => directory,
        _ => Path::new("."),
    }
}

/// The number of bytes to read; `None` if it is unknown.
pub(crate) fn size(path: &Path) -> Option<u64> {
    path.metadata().ok().filter(Metadata::is_file).map(|metadata| metadata.len())
}

fn is_directory(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|it| it.is_dir())
}

fn is_file(entry: &DirEntry) -> bool {
    entry.file_type().is_some_and(|it| it.is_file())
}

fn is_excluded(directory: &DirEntry) -> bool {
    let name = directory.file_name().to_string_lossy();
    name.starts_with('.') || FOREIGN.contains(&&*name)
}

/// What all names of a file have in common.
#[cfg(unix)]
fn identity(path: &Path) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    fs::metadata(path).ok().map(|metadata| (metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn identity(path: &Path) -> Option<PathBuf> {
    fs::canonicalize(path).ok()
}

/// Whether two paths lead to the same file, which exists.
pub(crate) fn is_same_file(path: &Path, other: &Path) -> bool {
    identity(path).is_some_and(|it| identity(other) == Some(it))
}

/// The path that could not be searched, and why; `None` if it is a link to a directory above it or leads nowhere without
/// the extension of payloads.
fn failed(error: Error, root: &Path) -> Option<(PathBuf, io::Error)> {
    let mut path = root.to_owned();
    let mut cause = error;
    loop {
        cause = match cause {
            Error::WithPath { path: inner, err } => {
                path = inner;
                *err
            }
            Error::WithDepth { err, .. } => *err,
            Error::Loop { .. } => return None,
            Error::Io(error) => {
                let leads_nowhere = path.is_symlink() && !has_payloads(&path);
                return (!leads_nowhere).then(|| (path, os_error::cause(&error).unwrap_or(error)));
            }
            error => return Some((path, io::Error::other(error))),
        }
    }
}
