//! How findings are written: a format a file.

pub(crate) mod diff;
mod github;
mod human;
mod json;
mod mask;
mod sarif;

use std::{
    borrow::Cow,
    io::{self, Write},
    path::Path,
};

use kyx_schema::{Finding, Kind, Place, Report, Severity, Span, lint::Visibility};
use serde::Serialize;

use crate::{
    Status,
    args::{Format, OutputArgs},
    input,
};

pub(crate) use json::LintReport;

/// How many findings of a file people are shown, unless they ask for more.
const MOST_FOR_PEOPLE: usize = 1000;
/// How many bytes of a pointer people are shown.
const LONG_POINTER: usize = 300;

/// What the output goes to.
pub(crate) struct Look {
    pub(crate) is_coloured: bool,
    /// The columns of the terminal, where it is one.
    pub(crate) width: Option<usize>,
}

/// What was found in all.
#[derive(Clone, Copy, Default, Serialize, schemars::JsonSchema)]
pub(crate) struct Summary {
    /// How many payloads were linted; files, of uploads.
    pub(crate) payloads: usize,
    /// In how many of them nothing was found.
    pub(crate) clean: usize,
    /// How many findings are errors.
    pub(crate) errors: usize,
    /// How many findings are warnings.
    pub(crate) warnings: usize,
    /// How many findings are counted here and not written: more than `--max-findings`, or than are kept of a payload.
    #[serde(skip_serializing_if = "is_zero")]
    pub(crate) omitted: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

impl Summary {
    pub(crate) fn add(&mut self, report: &Report) {
        self.payloads += 1;
        self.clean += usize::from(report.is_clean());
        self.errors += report.count(Severity::Error);
        self.warnings += report.count(Severity::Warning);
    }

    /// The summary in words; `name` says what was looked into.
    pub(crate) fn of(&self, name: &str) -> String {
        let Self { payloads, clean, errors, warnings, .. } = self;
        let counted = |count: &usize, name: &str| match count {
            1 => format!("1 {name}"),
            count => format!("{count} {name}s"),
        };
        let (payloads, errors) = (counted(payloads, name), counted(errors, "error"));
        format!("{payloads}, {clean} clean: {errors}, {}", counted(warnings, "warning"))
    }
}

/// A payload or a file, and what was found in it.
#[derive(Clone, Copy)]
pub(crate) struct Item<'a> {
    pub(crate) source: Source<'a>,
    /// Where it begins, when it is one of several in its file.
    pub(crate) origin: Option<Place>,
    pub(crate) kind: Option<Kind>,
    pub(crate) findings: &'a [Finding],
    /// How many more there are, which were only counted.
    pub(crate) omitted: usize,
    /// Its text, and what of it may be shown; files to upload have none.
    pub(crate) text: Option<(&'a [u8], &'a Visibility)>,
}

impl Item<'_> {
    /// Where a stretch of the payload stands in its file.
    fn in_file(&self, range: Span) -> Span {
        self.origin.map_or(range, |origin| range.moved_to(origin))
    }
}

/// What findings are about.
#[derive(Clone, Copy)]
pub(crate) enum Source<'a> {
    /// A file, or standard input.
    Path(&'a Path),
    /// No file by itself.
    AllFiles,
}

impl<'a> Source<'a> {
    /// The file, where it is one.
    fn file(self) -> Option<&'a Path> {
        match self {
            Self::Path(path) if !input::is_stdin(path) => Some(path.strip_prefix("./").unwrap_or(path)),
            Self::Path(_) | Self::AllFiles => None,
        }
    }

    /// What people call it.
    fn name(self) -> String {
        match self {
            Self::Path(path) if input::is_stdin(path) => "<stdin>".to_owned(),
            Self::Path(path) => printable(&path.to_string_lossy()).into_owned(),
            Self::AllFiles => ALL_FILES.to_owned(),
        }
    }
}

const ALL_FILES: &str = "all files together";

/// Writes findings, item by item.
trait Writer {
    fn item(&mut self, item: &Item<'_>) -> io::Result<()>;
    /// All items of a file were written, but for so many findings.
    fn end_of(&mut self, source: Source<'_>, omitted: usize) -> io::Result<()>;
    fn end(&mut self, summary: &Summary, status: Status) -> io::Result<()>;
}

/// Findings on their way out, in the format of choice; of each file no more than were asked for.
pub(crate) struct Output<'w> {
    writer: Box<dyn Writer + 'w>,
    most: usize,
    /// How many findings of this file were written, and how many were not.
    written: usize,
    omitted: usize,
    omitted_in_all: usize,
}

impl<'w> Output<'w> {
    pub(crate) fn new(args: &OutputArgs, shows_values: bool, look: &Look, out: &'w mut impl Write) -> Self {
        let writer: Box<dyn Writer + 'w> = match args.format {
            Format::Human => Box::new(human::Human::new(out, look, shows_values)),
            Format::Json => Box::new(json::Json::new(out, shows_values)),
            Format::Github => Box::new(github::Github::new(out)),
            Format::Sarif => Box::new(sarif::Sarif::new(out, shows_values)),
        };
        let most = match args.max_findings.unwrap_or(args.format.most_findings()) {
            0 => usize::MAX,
            most => most,
        };
        Self { writer, most, written: 0, omitted: 0, omitted_in_all: 0 }
    }

    pub(crate) fn item(&mut self, item: &Item<'_>) -> io::Result<()> {
        let count = item.findings.len().min(self.most - self.written);
        let (shown, omitted) = item.findings.split_at(count);
        self.written += count;
        self.omitted += omitted.len() + item.omitted;
        self.writer.item(&Item { findings: shown, ..*item })
    }

    /// Every item of this file was written.
    pub(crate) fn end_of(&mut self, source: Source<'_>) -> io::Result<()> {
        self.writer.end_of(source, self.omitted)?;
        self.omitted_in_all += self.omitted;
        (self.written, self.omitted) = (0, 0);
        Ok(())
    }

    pub(crate) fn end(&mut self, summary: &Summary, status: Status) -> io::Result<()> {
        self.writer.end(&Summary { omitted: self.omitted_in_all, ..*summary }, status)
    }
}

impl Format {
    /// How many findings of a file are written unless told otherwise; 0 is all.
    fn most_findings(self) -> usize {
        match self {
            Self::Human | Self::Github => MOST_FOR_PEOPLE,
            Self::Json | Self::Sarif => 0,
        }
    }
}

/// That findings were left out, in words.
fn omission(source: Source<'_>, omitted: usize) -> Option<String> {
    let findings = if omitted == 1 { "finding" } else { "findings" };
    let name = source.name();
    (omitted > 0).then(|| format!("… and {omitted} more {findings} in {name} (--max-findings 0 shows all)"))
}

/// Where a finding points at, in words.
fn pointer(finding: &Finding) -> String {
    match finding.pointer.as_str() {
        "" => "the whole payload".to_owned(),
        pointer => printable(&shortened(pointer)).into_owned(),
    }
}

/// A text without what makes it too long to be read.
fn shortened(text: &str) -> Cow<'_, str> {
    if text.len() <= LONG_POINTER {
        return Cow::Borrowed(text);
    }
    let start = &text[..char_boundary(text, LONG_POINTER / 2)];
    let end = &text[char_boundary(text, text.len() - LONG_POINTER / 2)..];
    Cow::Owned(format!("{start}…{end}"))
}

/// The last place up to this one where a text can be cut.
fn char_boundary(text: &str, at: usize) -> usize {
    (0..=at.min(text.len())).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default()
}

/// A text without control characters, which a terminal would obey.
fn printable(text: &str) -> Cow<'_, str> {
    if text.contains(char::is_control) {
        let shown = |c: char| match c.is_control() {
            true => c.escape_unicode().to_string(),
            false => c.to_string(),
        };
        Cow::Owned(text.chars().map(shown).collect())
    } else {
        Cow::Borrowed(text)
    }
}
