//! How far a run is, for those who wait at a terminal.

use std::{
    io::{self, IsTerminal, Read},
    path::Path,
};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::input;

const OF_KNOWN_SIZE: &str = "{bar:30} {bytes}/{total_bytes} {binary_bytes_per_sec} {msg}, {eta} left";
const OF_UNKNOWN_SIZE: &str = "{spinner} {bytes} {binary_bytes_per_sec} {msg}";
/// How often a second it is drawn.
const RATE: u8 = 5;

/// A line on standard error; nothing where that is no terminal.
#[derive(Clone, Default)]
pub(crate) struct Progress(Option<ProgressBar>);

impl Progress {
    /// Of a run over these paths.
    pub(crate) fn of(paths: &[impl AsRef<Path>]) -> Self {
        if !io::stderr().is_terminal() {
            return Self(None);
        }
        let files = paths.iter().flat_map(|path| input::files(path.as_ref()));
        let size = files.filter_map(Result::ok).map(|path| input::size(&path)).sum::<Option<u64>>();
        let target = ProgressDrawTarget::stderr_with_hz(RATE);
        let bar = ProgressBar::with_draw_target(size, target);
        let template = if size.is_some() { OF_KNOWN_SIZE } else { OF_UNKNOWN_SIZE };
        let style = ProgressStyle::with_template(template).unwrap_or_else(|_| ProgressStyle::default_bar());
        Self(Some(bar.with_style(style)))
    }

    /// Counts what is read.
    pub(crate) fn seeing(&self, reader: Box<dyn Read + Send>) -> Box<dyn Read + Send> {
        match &self.0 {
            Some(bar) => Box::new(bar.wrap_read(reader)),
            None => reader,
        }
    }

    /// Says what there was until now.
    pub(crate) fn says(&self, (payloads, findings): (usize, usize)) {
        if let Some(bar) = &self.0 {
            bar.set_message(format!("{payloads} payloads, {findings} findings"));
        }
    }

    /// Writes something that may go to the same terminal.
    pub(crate) fn suspended<T>(&self, write: impl FnOnce() -> T) -> T {
        match &self.0 {
            Some(bar) => bar.suspend(write),
            None => write(),
        }
    }

    pub(crate) fn end(&self) {
        if let Some(bar) = &self.0 {
            bar.finish_and_clear();
        }
    }
}
