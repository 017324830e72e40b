//! Finds the configuration of each file: the nearest `.kyx.toml`, or the one given by `--config`.

use std::{
    collections::{HashMap, HashSet},
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

use super::{
    file::{ConfigError, FILE_NAME, LoadedConfig},
    trust::Trust,
};
use crate::{display, input::directory_of, stderr};

/// The configurations of a run, each read once.
pub(crate) struct ConfigSearch {
    is_enabled: bool,
    /// The configuration of every file, if it was given by `--config`.
    given: Option<Arc<LoadedConfig>>,
    /// The configuration of each directory searched so far.
    nearest: HashMap<PathBuf, Option<Arc<LoadedConfig>>>,
    trust: Trust,
    /// The configurations that were found and are not read.
    distrusted: HashSet<PathBuf>,
    /// The configurations that were read.
    loaded: HashMap<PathBuf, Arc<LoadedConfig>>,
}

impl Default for ConfigSearch {
    fn default() -> Self {
        Self {
            is_enabled: true,
            given: None,
            nearest: HashMap::new(),
            trust: Trust::new(),
            distrusted: HashSet::new(),
            loaded: HashMap::new(),
        }
    }
}

impl ConfigSearch {
    /// # Errors
    /// The given file cannot be used.
    pub(crate) fn new(given: Option<&Path>, no_config: bool) -> Result<Self, ConfigError> {
        let given = given.map(LoadedConfig::read).transpose()?.map(Arc::new);
        Ok(Self { is_enabled: given.is_none() && !no_config, given, ..Self::default() })
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

    /// Describes what the configurations ignore and no linted file has.
    pub(crate) fn unused(&self) -> Vec<String> {
        let configs = self.loaded.values().chain(&self.given);
        let mut unused: Vec<_> = configs.flat_map(|config| config.unused()).collect();
        unused.sort();
        unused
    }

    /// Searches a directory and those above it, up to the root of its Git repository.
    fn nearest_to(&mut self, start: &Path) -> Result<Option<Arc<LoadedConfig>>, ConfigError> {
        for directory in start.ancestors() {
            let file = directory.join(FILE_NAME);
            if file.is_file() && self.is_trusted(&file, start) {
                return self.load(file).map(Some);
            }
            if directory.join(".git").exists() {
                break;
            }
        }
        Ok(None)
    }

    fn is_trusted(&mut self, file: &Path, start: &Path) -> bool {
        let objection = self.trust.objection(file, start);
        if let Some(why) = objection
            && self.distrusted.insert(file.to_owned())
        {
            let name = display::name(file);
            stderr::message(format_args!("{name} is not read: {why}; `--config` reads it all the same"));
        }
        objection.is_none()
    }

    fn load(&mut self, file: PathBuf) -> Result<Arc<LoadedConfig>, ConfigError> {
        if let Some(known) = self.loaded.get(&file) {
            return Ok(Arc::clone(known));
        }
        let config = Arc::new(LoadedConfig::read(&file)?);
        self.loaded.insert(file, Arc::clone(&config));
        Ok(config)
    }
}
