//! Temporary files, which are removed even if a signal ends the run.

use std::{
    collections::BTreeSet,
    fs::{self, File},
    io, mem,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use tempfile::{Builder, TempPath};

/// The temporary files that exist.
static EXISTING: Mutex<BTreeSet<PathBuf>> = Mutex::new(BTreeSet::new());

fn existing() -> MutexGuard<'static, BTreeSet<PathBuf>> {
    EXISTING.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Removes all temporary files, for good: none can be created afterwards. Waits for `uninterrupted` work.
pub(crate) fn remove_all() {
    let existing = existing();
    for path in existing.iter() {
        // A file that cannot be removed is left; there is no time for more.
        _ = fs::remove_file(path);
    }
    mem::forget(existing);
}

/// Does work that would leave files incomplete if a signal ended the run in the middle. If it fails, keeps a temporary
/// file, and returns the error and the path of that file.
pub(crate) fn uninterrupted(
    mut kept: TemporaryFile,
    work: impl FnOnce() -> io::Result<()>,
) -> Result<(), (io::Error, PathBuf)> {
    let mut existing = existing();
    let result = work();
    let Some(path) = kept.path.take() else { return Ok(()) };
    existing.remove(&path.to_path_buf());
    result.map_err(|error| {
        let shown = path.to_path_buf();
        // If it fails, there is still no better place to look.
        _ = path.keep();
        (error, shown)
    })
}

/// A file that only this user can read, and that is removed when it goes out of scope.
pub(crate) struct TemporaryFile {
    file: File,
    /// `None` if it was moved or kept.
    path: Option<TempPath>,
}

impl TemporaryFile {
    /// Creates an empty file.
    pub(crate) fn new_in(directory: &Path) -> io::Result<Self> {
        let mut existing = existing();
        let created = Builder::new().prefix(".kyx-").tempfile_in(directory);
        let failed = |kind| io::Error::new(kind, format!("cannot create a temporary file: {kind}"));
        let (file, path) = created.map_err(|error| failed(error.kind()))?.into_parts();
        existing.insert(path.to_path_buf());
        Ok(Self { file, path: Some(path) })
    }

    pub(crate) fn as_file(&self) -> &File {
        &self.file
    }

    pub(crate) fn path(&self) -> &Path {
        self.path.as_deref().unwrap_or(Path::new(""))
    }

    /// Moves the file to a path, and replaces the file there.
    pub(crate) fn persist(mut self, target: &Path) -> io::Result<()> {
        let mut existing = existing();
        let Some(path) = self.path.take() else { return Ok(()) };
        existing.remove(&path.to_path_buf());
        path.persist(target).map_err(|error| error.error)
    }
}

impl Drop for TemporaryFile {
    fn drop(&mut self) {
        if let Some(path) = self.path.take() {
            let mut existing = existing();
            existing.remove(&path.to_path_buf());
            drop(path);
        }
    }
}
