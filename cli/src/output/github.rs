//! For GitHub Actions: workflow commands that annotate the lines of a change.

use std::{
    fmt::Write as _,
    io::{self, Write},
};

use kyx_schema::{Finding, Severity};

use super::writer::{Item, Source, Writer, omission, pointer};
use crate::{display, tally::Tally};

pub(super) struct GithubWriter;

impl Writer for GithubWriter {
    fn write_item(&mut self, item: &Item<'_>, out: &mut dyn Write) -> io::Result<()> {
        for finding in item.findings {
            let (command, position) = (command(finding.severity), position(item, finding));
            let title = property(&format!("{} {}", finding.rule.code, finding.rule.name));
            writeln!(out, "::{command} {position}title={title}::{}", data(&message(item, finding)))?;
        }
        Ok(())
    }

    fn end_file(&mut self, source: Source<'_>, file: &Tally, out: &mut dyn Write) -> io::Result<()> {
        let Some(notice) = omission(source, file.summary.omitted) else { return Ok(()) };
        let file = source
            .file()
            .map(|path| format!(" file={}", property(&display::printable(&path.to_string_lossy()))));
        writeln!(out, "::notice{}::{}", file.unwrap_or_default(), data(&notice))
    }
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}

/// The properties for the position of a finding, each followed by a comma; empty for standard input.
fn position(item: &Item<'_>, finding: &Finding) -> String {
    let Some(path) = item.source.file() else { return String::new() };
    let mut position = format!("file={},", property(&display::printable(&path.to_string_lossy())));
    if let Some(range) = finding.range {
        let (start, end) = (item.in_file(range).start, item.in_file(range).end);
        _ = write!(position, "line={},endLine={},", start.line, end.line);
        // GitHub rejects columns in annotations of several lines.
        if start.line == end.line {
            _ = write!(position, "col={},endColumn={},", start.column, end.column);
        }
    }
    position
}

fn message(item: &Item<'_>, finding: &Finding) -> String {
    let location = match finding.range {
        Some(_) => format!("\nat {}", pointer(finding)),
        None => String::new(),
    };
    format!("{}{location}\nhelp: {}{}", finding.message, finding.help, item.see_page(finding))
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
