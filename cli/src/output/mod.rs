//! Writes findings in the chosen format. Each format has a file of its own.

mod concise;
pub(crate) mod diff;
mod github;
mod gitlab;
mod human;
mod json;
mod junit;
mod mask;
mod ndjson;
mod rdjson;
mod sarif;
mod summary;
mod text;
mod writer;

use std::{
    fmt,
    fs::File,
    io::{self, Write},
    mem,
    path::PathBuf,
};

use crate::{
    args::{Format, OutputArgs},
    display, input,
    status::Status,
    tally::{Summary, Tally},
    terminal::Terminal,
};
use writer::Writer;

pub(crate) use json::LintReport;
pub(crate) use ndjson::LintFinding;
pub(crate) use summary::LintSummary;
pub(crate) use writer::{Item, ItemText, Source};

/// The number of findings per file that people see by default.
pub(crate) const MAX_FOR_PEOPLE: usize = 1000;

/// Creates the file given by `--output-file`, if it is. Refuses to replace an input.
///
/// # Errors
/// Why the file cannot be written.
pub(crate) fn create_file(args: &OutputArgs, inputs: &[PathBuf]) -> Result<Option<File>, String> {
    let Some(path) = &args.output_file else { return Ok(None) };
    let failed = |error: &dyn fmt::Display| format!("{}: {error}", display::name(path));
    if inputs.iter().any(|input| input::is_same_file(input, path)) {
        return Err(failed(&"is an input, so the output cannot replace it"));
    }
    File::create(path).map(Some).map_err(|error| failed(&error))
}

/// Writes nothing.
struct NoWriter;

impl Writer for NoWriter {
    fn write_item(&mut self, _: &Item<'_>, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }
}

/// Writes findings in the chosen format, up to a number per file, and counts all of them.
pub(crate) struct Output<W> {
    writer: Box<dyn Writer>,
    out: W,
    max_findings: usize,
    /// The number of findings of the current file that have been written.
    written: usize,
    file: Tally,
    all: Tally,
    is_finished: bool,
}

impl<W: Write> Output<W> {
    pub(crate) fn new(args: &OutputArgs, shows_values: bool, terminal: &Terminal, out: W) -> Self {
        let writer: Box<dyn Writer> = match args.format {
            Format::Human => Box::new(human::HumanWriter::new(terminal, shows_values)),
            Format::Json => Box::new(json::JsonWriter::new(shows_values)),
            Format::Ndjson => Box::new(ndjson::NdjsonWriter::new(shows_values)),
            Format::Github => Box::new(github::GithubWriter),
            Format::Sarif => Box::new(sarif::SarifWriter::new(shows_values)),
            Format::Junit => Box::new(junit::JunitWriter::default()),
            Format::Gitlab => Box::new(gitlab::GitlabWriter::default()),
            Format::Rdjson => Box::new(rdjson::RdjsonWriter::new(shows_values)),
            Format::Concise => Box::new(concise::ConciseWriter),
        };
        let max_findings = match args.max_findings.unwrap_or(args.format.default_max_findings()) {
            0 => usize::MAX,
            max => max,
        };
        Self::of(writer, max_findings, out)
    }

    /// Writes statistics instead of findings.
    pub(crate) fn summary_only(format: Format, out: W) -> Self {
        let writer: Box<dyn Writer> = match format {
            Format::Human => Box::new(summary::SummaryTableWriter::default()),
            _ => Box::new(summary::SummaryJsonWriter::default()),
        };
        Self::of(writer, usize::MAX, out)
    }

    /// Only counts.
    pub(crate) fn none(out: W) -> Self {
        Self::of(Box::new(NoWriter), usize::MAX, out)
    }

    fn of(writer: Box<dyn Writer>, max_findings: usize, out: W) -> Self {
        let (file, all) = (Tally::default(), Tally::default());
        Self { writer, out, max_findings, written: 0, file, all, is_finished: false }
    }

    pub(crate) fn write_item(&mut self, item: &Item<'_>) -> io::Result<()> {
        let count = item.findings.len().min(self.max_findings - self.written);
        let (shown, omitted) = item.findings.split_at(count);
        self.written += count;
        self.file.summary.omitted += omitted.len() + item.omitted;
        self.writer.write_item(&Item { findings: shown, ..*item }, &mut self.out)
    }

    /// Counts items of the current file.
    pub(crate) fn add(&mut self, tally: &Tally) {
        self.file.merge(tally);
    }

    /// Ends the current file.
    pub(crate) fn end_file(&mut self, source: Source<'_>) -> io::Result<()> {
        let file = mem::take(&mut self.file);
        self.writer.end_file(source, &file, &mut self.out)?;
        self.all.merge(&file);
        self.written = 0;
        Ok(())
    }

    /// Completes the output. Further calls do nothing.
    pub(crate) fn finish(&mut self, status: Status) -> io::Result<()> {
        if mem::replace(&mut self.is_finished, true) {
            return Ok(());
        }
        self.writer.finish(&self.all, status, &mut self.out)?;
        self.flush()
    }

    pub(crate) fn out(&self) -> &W {
        &self.out
    }

    /// The totals of all files that have ended.
    pub(crate) fn summary(&self) -> &Summary {
        &self.all.summary
    }

    /// The number of payloads and of findings so far.
    pub(crate) fn counts(&self) -> (usize, usize) {
        let [all, file] = [&self.all.summary, &self.file.summary];
        (all.payloads + file.payloads, all.errors + all.warnings + file.errors + file.warnings)
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.out.flush()
    }
}

impl Format {
    /// The default of `--max-findings`; 0 means all.
    fn default_max_findings(self) -> usize {
        match self {
            Self::Human | Self::Github => MAX_FOR_PEOPLE,
            _ => 0,
        }
    }
}
