//! A progress bar for long runs.

use std::{
    io::{self, IsTerminal, Read},
    path::Path,
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::input;

const WITH_SIZE: &str = "{bar:30} {bytes}/{total_bytes} {binary_bytes_per_sec} {msg}, {eta} left";
const WITHOUT_SIZE: &str = "{spinner} {bytes} {binary_bytes_per_sec} {msg}";
const REDRAWS_PER_SECOND: u8 = 5;

/// A progress bar on standard error; nothing if that is not a terminal.
#[derive(Clone, Default)]
pub(super) struct Progress(Option<ProgressBar>);

impl Progress {
    /// The progress of reading these paths.
    pub(super) fn new(paths: &[impl AsRef<Path>]) -> Self {
        if !io::stderr().is_terminal() {
            return Self(None);
        }
        let files = paths.iter().flat_map(|path| input::files(path.as_ref()));
        let size = files.filter_map(Result::ok).map(|file| input::size(&file.path)).sum::<Option<u64>>();
        let target = ProgressDrawTarget::stderr_with_hz(REDRAWS_PER_SECOND);
        let bar = ProgressBar::with_draw_target(size, target);
        let template = if size.is_some() { WITH_SIZE } else { WITHOUT_SIZE };
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        Self(Some(bar.with_style(style)))
    }

    /// Counts the bytes that are read.
    pub(super) fn wrap_reader(&self, reader: Box<dyn Read + Send>) -> Box<dyn Read + Send> {
        match &self.0 {
            Some(bar) => Box::new(bar.wrap_read(reader)),
            None => reader,
        }
    }

    /// Shows the number of payloads and findings so far.
    pub(super) fn show_counts(&self, (payloads, findings): (usize, usize)) {
        if let Some(bar) = &self.0 {
            bar.set_message(format!("{payloads} payloads, {findings} findings"));
        }
    }

    /// Hides the bar while `write` may write to the same terminal.
    pub(super) fn suspend<T>(&self, write: impl FnOnce() -> T) -> T {
        match &self.0 {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    pub(super) fn clear(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
