//! How findings are written: a format a file.

pub(crate) mod diff;
mod github;
mod human;
mod json;
mod mask;
mod ndjson;
mod overview;
mod sarif;

use std::{
    borrow::Cow,
    io::{self, Write},
    path::Path,
};

use kyx_schema::{Finding, Kind, Place, Span, lint::Visibility};

use crate::{
    Status,
    args::{Format, OutputArgs},
    input,
    tally::{Summary, Tally},
};

pub(crate) use json::LintReport;
pub(crate) use ndjson::LintFinding;
pub(crate) use overview::LintSummary;

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
trait Writer: Send {
    fn item(&mut self, item: &Item<'_>, out: &mut dyn Write) -> io::Result<()>;

    /// All items of a file were written.
    fn end_of(&mut self, _: Source<'_>, _: &Tally, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn end(&mut self, _: &Tally, _: Status, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// Writes nothing.
struct Nothing;

impl Writer for Nothing {
    fn item(&mut self, _: &Item<'_>, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// Findings on their way out, in the format of choice; of each file no more than were asked for.
pub(crate) struct Output<W> {
    writer: Box<dyn Writer>,
    out: W,
    most: usize,
    /// How many findings of this file were written.
    written: usize,
    file: Tally,
    all: Tally,
    is_ended: bool,
}

impl<W: Write> Output<W> {
    pub(crate) fn new(args: &OutputArgs, shows_values: bool, look: &Look, out: W) -> Self {
        let writer: Box<dyn Writer> = match args.format {
            Format::Human => Box::new(human::Human::new(look, shows_values)),
            Format::Json => Box::new(json::Json::new(shows_values)),
            Format::Ndjson => Box::new(ndjson::Ndjson::new(shows_values)),
            Format::Github => Box::new(github::Github),
            Format::Sarif => Box::new(sarif::Sarif::new(shows_values)),
        };
        let most = match args.max_findings.unwrap_or(args.format.most_findings()) {
            0 => usize::MAX,
            most => most,
        };
        Self::of(writer, most, out)
    }

    /// What findings come to, instead of findings.
    pub(crate) fn overview(format: Format, out: W) -> Self {
        let writer: Box<dyn Writer> = match format {
            Format::Human => Box::new(overview::Human::default()),
            _ => Box::new(overview::Json::default()),
        };
        Self::of(writer, usize::MAX, out)
    }

    /// Nothing.
    pub(crate) fn none(out: W) -> Self {
        Self::of(Box::new(Nothing), usize::MAX, out)
    }

    fn of(writer: Box<dyn Writer>, most: usize, out: W) -> Self {
        let (file, all) = (Tally::default(), Tally::default());
        Self { writer, out, most, written: 0, file, all, is_ended: false }
    }

    pub(crate) fn item(&mut self, item: &Item<'_>) -> io::Result<()> {
        let count = item.findings.len().min(self.most - self.written);
        let (shown, omitted) = item.findings.split_at(count);
        self.written += count;
        self.file.summary.omitted += omitted.len() + item.omitted;
        self.writer.item(&Item { findings: shown, ..*item }, &mut self.out)
    }

    /// Counts what the items of this file come to.
    pub(crate) fn add(&mut self, tally: &Tally) {
        self.file.merge(tally);
    }

    /// Every item of this file was written.
    pub(crate) fn end_of(&mut self, source: Source<'_>) -> io::Result<()> {
        let file = std::mem::take(&mut self.file);
        self.writer.end_of(source, &file, &mut self.out)?;
        self.all.merge(&file);
        self.written = 0;
        Ok(())
    }

    /// Nothing more is written, not even when this is called again.
    pub(crate) fn end(&mut self, status: Status) -> io::Result<()> {
        if std::mem::replace(&mut self.is_ended, true) {
            return Ok(());
        }
        self.writer.end(&self.all, status, &mut self.out)?;
        self.flush()
    }

    /// What was found in the files that were written.
    pub(crate) fn summary(&self) -> &Summary {
        &self.all.summary
    }

    /// How many payloads there were until now, and how many findings.
    pub(crate) fn counts(&self) -> (usize, usize) {
        let [all, file] = [&self.all.summary, &self.file.summary];
        (all.payloads + file.payloads, all.errors + all.warnings + file.errors + file.warnings)
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Format {
    /// How many findings of a file are written unless told otherwise; 0 is all.
    fn most_findings(self) -> usize {
        match self {
            Self::Human | Self::Github => MOST_FOR_PEOPLE,
            Self::Json | Self::Ndjson | Self::Sarif => 0,
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
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
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
