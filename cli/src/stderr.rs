//! Writes to standard error. Nobody can be told if that fails, so the run goes on.

use std::{
    fmt,
    io::{self, Write},
};

/// Writes a line.
pub(crate) fn line(text: impl fmt::Display) {
    _ = writeln!(io::stderr(), "{text}");
}

/// Writes a message of the program.
pub(crate) fn message(text: impl fmt::Display) {
    line(format_args!("kyx: {text}"));
}
