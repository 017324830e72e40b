//! How findings are written: a format a file.

mod human;
mod json;
mod mask;

use std::{
    fmt,
    io::{self, Write},
    path::Path,
};

pub(crate) use kyx_schema::lint::Linted;
use serde::Serialize;

use crate::{args::Format, input::Payload};

/// What the output goes to.
pub(crate) struct Look {
    pub(crate) is_coloured: bool,
    /// The columns of the terminal, where it is one.
    pub(crate) width: Option<usize>,
}

/// What was found in all.
#[derive(Default, Serialize)]
pub(crate) struct Summary {
    pub(crate) payloads: usize,
    pub(crate) clean: usize,
    pub(crate) errors: usize,
    pub(crate) warnings: usize,
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { payloads, clean, errors, warnings } = self;
        let counted = |count: &usize, name: &str| match count {
            1 => format!("1 {name}"),
            count => format!("{count} {name}s"),
        };
        let (payloads, errors) = (counted(payloads, "payload"), counted(errors, "error"));
        write!(f, "{payloads}, {clean} clean: {errors}, {}", counted(warnings, "warning"))
    }
}

/// Writes findings, payload by payload.
pub(crate) trait Output {
    fn payload(&mut self, path: &Path, payload: &Payload, linted: &Linted) -> io::Result<()>;
    fn end(&mut self, summary: &Summary) -> io::Result<()>;
}

pub(crate) fn of<'w>(format: Format, look: &Look, out: &'w mut impl Write) -> Box<dyn Output + 'w> {
    match format {
        Format::Human => Box::new(human::Human::new(out, look)),
        Format::Json => Box::new(json::Json::new(out)),
    }
}
