//! Writes whole files, and names the file in errors.

use std::{fs, io, path::Path};

use crate::display;

/// Writes a file, and the directories above it.
pub(crate) fn write_file(path: &Path, text: &str) -> io::Result<()> {
    let created = path.parent().map_or(Ok(()), fs::create_dir_all);
    created.and_then(|()| fs::write(path, text)).map_err(|error| at(path, &error))
}

/// An error that names the file.
pub(crate) fn at(path: &Path, error: &io::Error) -> io::Error {
    io::Error::new(error.kind(), format!("{}: {error}", display::name(path)))
}
