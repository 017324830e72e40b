//! What `fuzz/` tries beside the public interface: parts of the program that read hostile input, without files and
//! streams of the process. Compiled with `--cfg fuzzing` only, as cargo-fuzz does.

use std::{
    io::{self, Write},
    path::Path,
    sync::{Arc, Mutex, PoisonError},
};

pub use lsp_types::TextDocumentContentChangeEvent as Change;

use crate::{config::Config, schema_diff, server};

/// What the language server answers to all that a client sends.
///
/// # Errors
/// None, as long as it reads from memory.
pub fn serve(mut input: &[u8]) -> io::Result<Vec<u8>> {
    let output = Output::default();
    server::serve(&mut input, output.clone())?;
    Ok(output.0.lock().unwrap_or_else(PoisonError::into_inner).clone())
}

/// The text of a document of the language server after changes. The positions are in `utf-8`, `utf-16` or `utf-32`.
#[must_use]
pub fn changed(text: &str, encoding: &str, changes: Vec<Change>) -> String {
    server::changed(text, encoding, changes)
}

/// The index of the entry of a configuration that lists a file; `None` if no entry does.
///
/// # Errors
/// The text is not a configuration: what `kyx` says about it.
pub fn entry_of(config: &str, file: &Path) -> Result<Option<usize>, String> {
    let config = Config::parse(config, ".kyx.toml").map_err(|error| error.to_string())?;
    Ok(config.entry_of(file))
}

/// The changes that `kyx schema diff` reports between two schemas.
///
/// # Errors
/// One is not a schema, or they have too many references.
pub fn schema_diff(schemas: [&[u8]; 2]) -> Result<Vec<String>, String> {
    schema_diff::changes_of(schemas)
}

/// Memory that a thread of the server writes to.
#[derive(Clone, Default)]
struct Output(Arc<Mutex<Vec<u8>>>);

impl Write for Output {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}
