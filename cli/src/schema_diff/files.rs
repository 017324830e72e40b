//! Finds and reads the schema files to compare.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{self, Read},
    path::{Path, PathBuf},
};

use serde_json::Value;
use walkdir::WalkDir;

use super::schema_node::is_schema;
use crate::{display, input, os_error};

/// How the names of schema files in a directory end.
const SUFFIX: &str = ".schema.json";

/// The old and the new file of each schema by name. In two directories, files with the same name belong together.
pub(super) fn versions(old: &Path, new: &Path) -> Result<BTreeMap<String, [Option<PathBuf>; 2]>, String> {
    if old.is_dir() != new.is_dir() {
        return Err("a file cannot be compared with a directory".to_owned());
    }
    if input::is_stdin(old) && input::is_stdin(new) {
        return Err("standard input cannot be both schemas".to_owned());
    }
    if !old.is_dir() {
        return Ok(BTreeMap::from([(display::name(new), [Some(old.to_owned()), Some(new.to_owned())])]));
    }
    let (old_names, new_names) = (names(old)?, names(new)?);
    if old_names.is_empty() {
        return Err(format!("{}: the directory contains no *{SUFFIX} file", display::name(old)));
    }
    let file = |root: &Path, names: &BTreeSet<_>, name| names.contains(name).then(|| root.join(name));
    let files = |name| [file(old, &old_names, name), file(new, &new_names, name)];
    Ok(old_names.union(&new_names).map(|name| (display::name(name), files(name))).collect())
}

/// The schema files below a directory, relative to it.
fn names(directory: &Path) -> Result<BTreeSet<PathBuf>, String> {
    let entries: Result<Vec<_>, _> = WalkDir::new(directory).into_iter().collect();
    let failed = |error: walkdir::Error| {
        let name = display::name(error.path().unwrap_or(directory));
        os_error::cause(&error).map_or_else(|| error.to_string(), |cause| format!("{name}: {cause}"))
    };
    let files = entries.map_err(failed)?.into_iter().filter(|it| it.file_type().is_file());
    let names = files.filter_map(|it| Some(it.path().strip_prefix(directory).ok()?.to_owned()));
    Ok(names.filter(|it| it.to_string_lossy().ends_with(SUFFIX)).collect())
}

pub(super) fn read(path: &Path) -> Result<Value, String> {
    let failed = |error: &str| format!("{}: {error}", display::name(path));
    let stdin = || io::stdin().lock().bytes().collect();
    let bytes: io::Result<Vec<u8>> = if input::is_stdin(path) { stdin() } else { fs::read(path) };
    let bytes = bytes.map_err(|error| failed(&error.to_string()))?;
    parse(&bytes).map_err(|error| failed(&error))
}

/// The schema in the bytes of a file.
pub(super) fn parse(bytes: &[u8]) -> Result<Value, String> {
    let value: Value = serde_json::from_slice(bytes).map_err(|error| format!("not JSON: {error}"))?;
    match value.get("openapi") {
        Some(_) => Err("an OpenAPI document, not a JSON Schema: compare the files in schemas/".to_owned()),
        None if is_schema(&value) => Ok(value),
        None => Err("not a JSON Schema".to_owned()),
    }
}
