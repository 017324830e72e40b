//! The capabilities of standard output.

use std::io::{self, IsTerminal};

use anstream::{AutoStream, ColorChoice};

/// Colors and width of standard output.
pub(crate) struct Terminal {
    pub(crate) has_color: bool,
    /// The number of columns; `None` if it is unknown or output is not a terminal.
    pub(crate) width: Option<usize>,
}

impl Terminal {
    pub(crate) fn of_stdout() -> Self {
        let stdout = io::stdout();
        let columns = || std::env::var("COLUMNS").ok()?.parse().ok();
        Self {
            has_color: AutoStream::choice(&stdout) != ColorChoice::Never,
            width: if stdout.is_terminal() { columns() } else { None },
        }
    }
}
