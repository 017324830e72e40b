//! `.kyx.toml`: options for the payloads of a directory, so that nobody has to type them.

mod file;
mod ignore;
mod parsed;
mod search;
mod trust;

pub(crate) use file::{Config, ConfigError, FileOptions, LoadedConfig};
pub(crate) use search::ConfigSearch;
