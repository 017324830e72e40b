//! Finds the configuration of each file: the nearest `.kyx.toml`, or the one given by `--config`.

use std::{
    collections::HashMap,
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::file::{ConfigError, FILE_NAME, LoadedConfig, directory_of};

/// The configurations of a run, each read once.
pub(crate) struct ConfigSearch {
    is_enabled: bool,
    /// The configuration of every file, if it was given by `--config`.
    given: Option<Arc<LoadedConfig>>,
    /// The configuration of each directory searched so far.
    nearest: HashMap<PathBuf, Option<Arc<LoadedConfig>>>,
}

impl ConfigSearch {
    /// # Errors
    /// The given file cannot be used.
    pub(crate) fn new(given: Option<&Path>, no_config: bool) -> Result<Self, ConfigError> {
        let given = given.map(LoadedConfig::read).transpose()?.map(Arc::new);
        Ok(Self { is_enabled: given.is_none() && !no_config, given, nearest: HashMap::new() })
    }

    /// The configuration of a file.
    ///
    /// # Errors
    /// The nearest `.kyx.toml` cannot be used.
    pub(crate) fn config_of(&mut self, path: &Path) -> Result<Option<Arc<LoadedConfig>>, ConfigError> {
        if !self.is_enabled {
            return Ok(self.given.clone());
        }
        let directory = directory_of(path);
        if let Some(known) = self.nearest.get(directory) {
            return Ok(known.clone());
        }
        // If a directory cannot be resolved, its files cannot be read either.
        let config = fs::canonicalize(directory).map_or(Ok(None), |directory| self.nearest_to(&directory))?;
        self.nearest.insert(directory.to_owned(), config.clone());
        Ok(config)
    }

    fn nearest_to(&mut self, directory: &Path) -> Result<Option<Arc<LoadedConfig>>, ConfigError> {
        if let Some(known) = self.nearest.get(directory) {
            return Ok(known.clone());
        }
        let file = directory.join(FILE_NAME);
        let config = match directory.parent() {
            _ if file.is_file() => Some(Arc::new(LoadedConfig::read(&file)?)),
            Some(parent) => self.nearest_to(parent)?,
            None => None,
        };
        self.nearest.insert(directory.to_owned(), config.clone());
        Ok(config)
    }
}
