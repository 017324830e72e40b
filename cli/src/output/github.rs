//! For GitHub Actions: workflow commands, which show findings beside the lines of a change.

use std::{
    fmt::Write as _,
    io::{self, Write},
};

use kyx_schema::{Finding, Severity};

use super::{Item, Source, Tally, Writer, omission, pointer};

pub(super) struct Github;

impl Writer for Github {
    fn item(&mut self, item: &Item<'_>, out: &mut dyn Write) -> io::Result<()> {
        for finding in item.findings {
            let (command, place) = (command(finding.severity), place(item, finding));
            let title = property(&format!("{} {}", finding.rule.code, finding.rule.name));
            writeln!(out, "::{command} {place}title={title}::{}", data(&message(finding)))?;
        }
        Ok(())
    }

    fn end_of(&mut self, source: Source<'_>, file: &Tally, out: &mut dyn Write) -> io::Result<()> {
        let Some(words) = omission(source, file.summary.omitted) else { return Ok(()) };
        let file = source.file().map(|path| format!(" file={}", property(&path.to_string_lossy())));
        writeln!(out, "::notice{}::{}", file.unwrap_or_default(), data(&words))
    }
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "notice",
    }
}

/// Where a finding stands, each property with a comma after it. What is in no file of the repository has no place.
fn place(item: &Item<'_>, finding: &Finding) -> String {
    let Some(path) = item.source.file() else { return String::new() };
    let mut place = format!("file={},", property(&path.to_string_lossy()));
    if let Some(range) = finding.range {
        let (start, end) = (item.in_file(range).start, item.in_file(range).end);
        _ = write!(place, "line={},endLine={},", start.line, end.line);
        // GitHub refuses columns where there is more than one line.
        if start.line == end.line {
            _ = write!(place, "col={},endColumn={},", start.column, end.column);
        }
    }
    place
}

fn message(finding: &Finding) -> String {
    let place = match finding.range {
        Some(_) => format!("\nat {}", pointer(finding)),
        None => String::new(),
    };
    format!("{}{place}\nhelp: {}", finding.message, finding.help)
}

fn data(text: &str) -> String {
    text.replace('%', "%25").replace('\r', "%0D").replace('\n', "%0A")
}

fn property(text: &str) -> String {
    data(text).replace(':', "%3A").replace(',', "%2C")
}
