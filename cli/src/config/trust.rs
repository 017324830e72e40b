//! Which `.kyx.toml` may be read: none that others could place to change what is reported.

use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// Which configurations are trusted.
pub(super) struct Trust {
    home: Option<PathBuf>,
}

impl Trust {
    pub(super) fn new() -> Self {
        Self { home: env::home_dir().and_then(|home| fs::canonicalize(home).ok()) }
    }

    /// Why a configuration is not read; `None` if it is. The files to lint are in or below `start`.
    pub(super) fn objection(&self, file: &Path, start: &Path) -> Option<&'static str> {
        let directory = file.parent()?;
        if self.home.as_deref().is_some_and(|home| home != directory && home.starts_with(directory)) {
            return Some("it is above your home directory");
        }
        is_foreign(file, start).then_some("it belongs to another user")
    }
}

/// Whether a file belongs neither to this user, nor to the superuser, nor to the owner of the files to lint.
#[cfg(unix)]
fn is_foreign(file: &Path, start: &Path) -> bool {
    use std::os::unix::fs::MetadataExt;
    let owner = |path: &Path| fs::metadata(path).ok().map(|metadata| metadata.uid());
    let user = rustix::process::geteuid().as_raw();
    owner(file).is_some_and(|uid| uid != user && uid != 0 && owner(start) != Some(uid))
}

#[cfg(not(unix))]
fn is_foreign(_: &Path, _: &Path) -> bool {
    false
}
