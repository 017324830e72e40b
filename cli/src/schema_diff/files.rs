//! Finds and reads the schema files to compare.

use std::{
    collections::BTreeSet,
    fs::File,
    io::{self, Read},
    path::{Path, PathBuf},
};

use serde_json::Value;
use walkdir::WalkDir;

use super::schema_node::is_schema;
use crate::input;

/// How the names of schema files in a directory end.
const SUFFIX: &str = ".schema.json";

/// The name of a schema, and its old and its new file.
pub(super) type Versions = (String, [Option<PathBuf>; 2]);

/// Two files are versions of one schema. In two directories, files with the same name are.
pub(super) fn versions(old: &Path, new: &Path) -> Result<Vec<Versions>, String> {
    match [old, new].map(Path::is_dir) {
        [false, false] if [old, new].into_iter().all(input::is_stdin) => {
            Err("standard input cannot be both schemas".to_owned())
        }
        [false, false] => {
            let name = if input::is_stdin(new) { "<stdin>".to_owned() } else { new.display().to_string() };
            Ok(vec![(name, [old, new].map(|path| Some(path.to_owned())))])
        }
        [true, true] => {
            let (old_names, new_names) = (names(old)?, names(new)?);
            if old_names.is_empty() {
                return Err(format!("{}: the directory contains no *{SUFFIX} file", old.display()));
            }
            let file = |root: &Path, names: &BTreeSet<_>, name| names.contains(name).then(|| root.join(name));
            let files = |name| [file(old, &old_names, name), file(new, &new_names, name)];
            let all = old_names.union(&new_names);
            Ok(all.map(|name| (name.display().to_string(), files(name))).collect())
        }
        _ => Err("a file cannot be compared with a directory".to_owned()),
    }
}

/// The schema files below a directory, relative to it.
fn names(directory: &Path) -> Result<BTreeSet<PathBuf>, String> {
    let entries: Result<Vec<_>, _> = WalkDir::new(directory).into_iter().collect();
    let files = entries.map_err(|error| error.to_string())?.into_iter().filter(|it| it.file_type().is_file());
    let names = files.filter_map(|it| Some(it.path().strip_prefix(directory).ok()?.to_owned()));
    Ok(names.filter(|it| it.to_string_lossy().ends_with(SUFFIX)).collect())
}

pub(super) fn read(path: &Path) -> Result<Value, String> {
    let mut bytes = Vec::new();
    let read = match input::is_stdin(path) {
        true => io::stdin().lock().read_to_end(&mut bytes),
        false => File::open(path).and_then(|mut file| file.read_to_end(&mut bytes)),
    };
    read.map_err(|error| error.to_string())?;
    let value = serde_json::from_slice(&bytes).map_err(|error| format!("not JSON: {error}"))?;
    if is_schema(&value) { Ok(value) } else { Err("not a JSON Schema".to_owned()) }
}
