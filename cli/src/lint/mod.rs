//! `kyx lint`: checks all payloads in all paths, fixes them if asked, and writes the findings in the chosen format.
//!
//! `run` goes through the files. `settings` lints one payload into a `batch`, `bulk` does so on several threads, and
//! batches go to the `sink`.

mod batch;
mod bulk;
mod fix;
mod interrupt;
mod progress;
mod run;
mod settings;
mod sink;

pub(crate) use fix::fixed;
pub(crate) use run::run;
pub(crate) use settings::Settings;
