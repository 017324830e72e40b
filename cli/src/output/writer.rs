//! The trait of all output formats, and the items they write.

use std::{
    borrow::Cow,
    io::{self, Write},
    path::{Path, is_separator},
};

use kyx_schema::{Finding, FindingJson, Kind, Place, Span, lint::Visibility};

use super::text::shortened;
use crate::{
    display::{self, printable},
    docs_url::DocsUrl,
    input::is_stdin,
    status::Status,
    stderr,
    tally::Tally,
};

/// The longest JSON Pointer that is shown to people in full.
const MAX_POINTER_BYTES: usize = 300;
const ALL_FILES: &str = "all files together";

/// Writes findings in some format.
pub(super) trait Writer: Send {
    fn write_item(&mut self, item: &Item<'_>, out: &mut dyn Write) -> io::Result<()>;

    /// All items of a file have been written.
    fn end_file(&mut self, _: Source<'_>, _: &Tally, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn finish(&mut self, _: &Tally, _: Status, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// A payload, or a file to upload, with its findings.
#[derive(Clone, Copy)]
pub(crate) struct Item<'a> {
    pub(crate) source: Source<'a>,
    /// Where it starts, if it is one of several in its file.
    pub(crate) origin: Option<Place>,
    /// The line that it starts on, if its file may have several.
    pub(crate) line: Option<usize>,
    pub(crate) kind: Option<Kind>,
    pub(crate) findings: &'a [Finding],
    /// The number of further findings, which were only counted.
    pub(crate) omitted: usize,
    /// Whether a warning fails the run.
    pub(crate) deny_warnings: bool,
    /// Where the pages of rules are.
    pub(crate) docs_url: Option<&'a DocsUrl>,
    /// The text to show; `None` for files to upload.
    pub(crate) text: Option<ItemText<'a>>,
}

/// A text to show findings in.
#[derive(Clone, Copy)]
pub(crate) struct ItemText<'a> {
    pub(crate) bytes: &'a [u8],
    /// The offset of its first byte in what the findings refer to.
    pub(crate) start: usize,
    /// The parts that may be shown.
    pub(crate) visibility: &'a Visibility,
}

impl Item<'_> {
    /// Converts a range in the payload to a range in the file.
    pub(super) fn in_file(&self, range: Span) -> Span {
        self.origin.map_or(range, |origin| range.moved_to(origin))
    }

    /// A finding of the payload, for programs.
    pub(super) fn finding_json<'f>(&self, finding: &'f Finding, shows_values: bool) -> FindingJson<'f> {
        FindingJson::new(finding, self.origin, shows_values).with_help_uri(self.page(finding))
    }

    /// The address of the page about the rule of a finding.
    pub(super) fn page(&self, finding: &Finding) -> Option<String> {
        self.docs_url.map(|site| site.of_rule(finding.rule))
    }

    /// A last line that names this page; empty without one.
    pub(super) fn see_page(&self, finding: &Finding) -> String {
        self.page(finding).map_or_else(String::new, |page| format!("\nsee {page}"))
    }

    /// The file of a finding, with its line and column, to show to people.
    pub(super) fn position(&self, finding: &Finding) -> String {
        let name = self.source.name();
        let name = name.strip_prefix("./").unwrap_or(&name);
        match finding.range.map(|range| self.in_file(range).start) {
            Some(Place { line, column, .. }) => format!("{name}:{line}:{column}"),
            None => name.to_owned(),
        }
    }
}

/// The file or files that findings refer to.
#[derive(Clone, Copy)]
pub(crate) enum Source<'a> {
    /// A file or standard input.
    Path(&'a Path),
    /// All files to upload together.
    AllFiles,
}

impl<'a> Source<'a> {
    /// The file, if the source is one.
    pub(super) fn file(self) -> Option<&'a Path> {
        match self {
            Self::Path(path) if !is_stdin(path) => Some(path.strip_prefix("./").unwrap_or(path)),
            Self::Path(_) | Self::AllFiles => None,
        }
    }

    /// The name to show to people.
    pub(super) fn name(self) -> String {
        match self {
            Self::Path(path) => display::name(path),
            Self::AllFiles => ALL_FILES.to_owned(),
        }
    }

    /// The path to give to programs; `-` is standard input.
    pub(super) fn path(self) -> Cow<'a, str> {
        match self {
            Self::Path(path) => path.to_string_lossy(),
            Self::AllFiles => ALL_FILES.into(),
        }
    }

    /// The path as a repository names it: with slashes, and without a leading `./`; `-` is standard input.
    pub(super) fn repository_path(self) -> String {
        let Some(path) = self.file() else { return self.path().into_owned() };
        path.to_string_lossy().replace(is_separator, "/")
    }
}

/// Reports on standard error that findings were omitted, for formats that have no place for it.
pub(super) fn report_omission(source: Source<'_>, file: &Tally) {
    if let Some(notice) = omission(source, file.summary.omitted) {
        stderr::line(notice);
    }
}

/// A notice that findings were omitted, if any were.
pub(super) fn omission(source: Source<'_>, omitted: usize) -> Option<String> {
    let findings = if omitted == 1 { "finding" } else { "findings" };
    let name = source.name();
    (omitted > 0).then(|| format!("… and {omitted} more {findings} in {name} (--max-findings 0 shows all)"))
}

/// The location of a finding in its payload, to show to people.
pub(super) fn pointer(finding: &Finding) -> String {
    match finding.pointer.as_str() {
        "" if finding.rule.code.starts_with("KYX8") => "the call".to_owned(),
        "" => "the whole payload".to_owned(),
        pointer => printable(&shortened(pointer, MAX_POINTER_BYTES)).into_owned(),
    }
}
