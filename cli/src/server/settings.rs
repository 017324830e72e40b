//! How documents are linted: the settings of the editor, completed by `.kyx.toml`.

use std::{path::Path, sync::Arc};

use chrono::Utc;
use serde_json::Value;

use crate::{args::LintArgs, config::ConfigSearch, input::FoundFile, lint::Settings, stderr};

/// The settings of the editor, and the configurations that were read.
pub(super) struct Workspace {
    args: Arc<LintArgs>,
    configs: ConfigSearch,
}

impl Workspace {
    /// `settings` are those of the editor: `operation` is `create`, `update` or empty.
    pub(super) fn new(settings: &Value) -> Self {
        let operation = settings["operation"].as_str().and_then(|name| name.parse().ok());
        let args = LintArgs { operation, ..LintArgs::default() };
        Self { args: Arc::new(args), configs: ConfigSearch::default() }
    }

    /// The settings for a document. A configuration that cannot be used is left out, and told to standard error.
    pub(super) fn settings(&mut self, path: &Path) -> Settings {
        let config = self.configs.config_of(path).unwrap_or_else(|error| {
            stderr::message(error);
            None
        });
        Settings::new(Arc::clone(&self.args), Utc::now(), config, &FoundFile::named(path.to_owned()))
    }
}
