//! Writes to standard error. Nobody can be told if that fails, so the run goes on.

use std::{
    fmt,
    io::{self, Write},
};

/// Writes a line, at once: what other programs write at the same time does not end up within it.
pub(crate) fn line(text: impl fmt::Display) {
    _ = io::stderr().write_all(format!("{text}\n").as_bytes());
}

/// Writes a message of the program.
pub(crate) fn message(text: impl fmt::Display) {
    line(format_args!("kyx: {text}"));
}
