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
            has_color: AutoStream::choice(&stdout) != ColorChoice::Never
                && (is_forced() || stdout.is_terminal()),
            width: if stdout.is_terminal() { columns() } else { None },
        }
    }
}

/// Whether colors are wanted even if output is not a terminal: `CLICOLOR_FORCE` is set, and not to 0.
fn is_forced() -> bool {
    std::env::var_os("CLICOLOR_FORCE").is_some_and(|value| value != "0")
}
