//! The files of schemas: which are versions of the same, and what they hold.

use std::{
    collections::BTreeSet,
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use walkdir::WalkDir;

use super::schema::Schema;
use crate::{display, input, stderr};

/// How the names of schemas end, in a directory of them.
const SUFFIX: &str = ".schema.json";

/// A schema in the old and in the new files.
pub(super) struct Versions {
    pub(super) name: String,
    pub(super) old: Option<PathBuf>,
    pub(super) new: Option<PathBuf>,
}

/// Two files are versions of one schema; of two directories, those of the same name are.
pub(super) fn versions(old: &Path, new: &Path) -> Result<Vec<Versions>, String> {
    match (old.is_dir(), new.is_dir()) {
        (true, true) => in_directories(old, new),
        (false, false) if input::is_stdin(old) && input::is_stdin(new) => {
            Err("standard input cannot be both schemas".to_owned())
        }
        (false, false) => Ok(vec![Versions {
            name: display::name(new),
            old: Some(old.to_owned()),
            new: Some(new.to_owned()),
        }]),
        _ => Err("a file cannot be compared with a directory".to_owned()),
    }
}

fn in_directories(old: &Path, new: &Path) -> Result<Vec<Versions>, String> {
    let (old_names, new_names) = (names(old)?, names(new)?);
    if old_names.is_empty() {
        return Err(format!("{}: no file in it ends in {SUFFIX}", display::name(old)));
    }
    let version = |name: &PathBuf| Versions {
        name: name.to_string_lossy().into_owned(),
        old: old_names.contains(name).then(|| old.join(name)),
        new: new_names.contains(name).then(|| new.join(name)),
    };
    Ok(old_names.union(&new_names).map(version).collect())
}

/// The schemas in a directory and below, as named from there.
fn names(directory: &Path) -> Result<BTreeSet<PathBuf>, String> {
    let mut names = BTreeSet::new();
    for entry in WalkDir::new(directory) {
        let entry = entry.map_err(|error| error.to_string())?;
        let name = entry.path().strip_prefix(directory).unwrap_or(entry.path());
        if entry.file_type().is_file() && name.to_string_lossy().ends_with(SUFFIX) {
            names.insert(name.to_owned());
        }
    }
    Ok(names)
}

/// Reads a schema. References that lead out of it are named.
pub(super) fn read(path: &Path) -> Result<Schema, String> {
    let bytes = bytes(path).map_err(|error| error.to_string())?;
    let value = serde_json::from_slice(&bytes).map_err(|error| format!("no JSON: {error}"))?;
    let schema =
        Schema::new(value).ok_or("no JSON Schema, which is an object with keywords, or a boolean")?;
    for reference in schema.lost() {
        stderr::message(format_args!(
            "{}: not followed, since it is not in the file: {reference:?}",
            display::name(path)
        ));
    }
    Ok(schema)
}

fn bytes(path: &Path) -> io::Result<Vec<u8>> {
    if !input::is_stdin(path) {
        return fs::read(path);
    }
    let mut bytes = Vec::new();
    io::stdin().lock().read_to_end(&mut bytes)?;
    Ok(bytes)
}
