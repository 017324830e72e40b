//! Writes whole files, and names the file in errors.

use std::{
    fs::{self, File},
    io::{self, Write},
    path::Path,
};

use crate::{display, replace::replace, temporary::TemporaryFile};

/// Writes a file, and the directories above it. A file that exists is replaced as a whole or not at all.
pub(crate) fn write_file(path: &Path, text: &str) -> io::Result<()> {
    let write = || match path.metadata() {
        Ok(existing) if existing.is_file() => rewrite(&path.canonicalize()?, text),
        _ => {
            path.parent().map_or(Ok(()), fs::create_dir_all)?;
            fs::write(path, text)
        }
    };
    write().map_err(|error| at(path, &error))
}

fn rewrite(path: &Path, text: &str) -> io::Result<()> {
    let original = File::options().read(true).write(true).open(path)?;
    let new = TemporaryFile::new_in(path.parent().unwrap_or(Path::new(".")))?;
    new.as_file().write_all(text.as_bytes())?;
    new.as_file().sync_all()?;
    replace(path, &original, new)
}

/// An error that names the file.
pub(crate) fn at(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", display::name(path)))
}
