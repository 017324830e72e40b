//! How findings are written: a format a file.

pub(crate) mod diff;
mod human;
mod json;
mod mask;

use std::{
    io::{self, Write},
    path::Path,
};

use kyx_schema::{Kind, Place, Report, Severity, lint::Visibility};
use serde::Serialize;

use crate::{Status, args::Format};

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

impl Summary {
    pub(crate) fn add(&mut self, report: &Report) {
        self.payloads += 1;
        self.clean += usize::from(report.is_clean());
        self.errors += report.count(Severity::Error);
        self.warnings += report.count(Severity::Warning);
    }

    pub(crate) fn status(&self, deny_warnings: bool) -> Status {
        let is_found = self.errors > 0 || (deny_warnings && self.warnings > 0);
        if is_found { Status::Found } else { Status::Clean }
    }
}

impl Summary {
    /// The summary in words; `name` says what was looked into.
    pub(crate) fn of(&self, name: &str) -> String {
        let Self { payloads, clean, errors, warnings } = self;
        let counted = |count: &usize, name: &str| match count {
            1 => format!("1 {name}"),
            count => format!("{count} {name}s"),
        };
        let (payloads, errors) = (counted(payloads, name), counted(errors, "error"));
        format!("{payloads}, {clean} clean: {errors}, {}", counted(warnings, "warning"))
    }
}

/// A payload or a file, and what was found in it.
pub(crate) struct Item<'a> {
    pub(crate) path: &'a Path,
    /// Where it begins, when it is one of several in its file.
    pub(crate) origin: Option<Place>,
    pub(crate) kind: Option<Kind>,
    pub(crate) report: &'a Report,
    /// Its text, and what of it may be shown; files to upload have none.
    pub(crate) text: Option<(&'a [u8], &'a Visibility)>,
}

/// Writes findings, item by item.
pub(crate) trait Output {
    fn item(&mut self, item: &Item<'_>) -> io::Result<()>;
    fn end(&mut self, summary: &Summary) -> io::Result<()>;
}

pub(crate) fn of<'w>(format: Format, look: &Look, out: &'w mut impl Write) -> Box<dyn Output + 'w> {
    match format {
        Format::Human => Box::new(human::Human::new(out, look)),
        Format::Json => Box::new(json::Json::new(out)),
    }
}
