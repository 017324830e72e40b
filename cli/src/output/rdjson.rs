//! For reviewdog: one document in the Reviewdog Diagnostic Format.

use std::io::{self, Write};

use kyx_schema::{Finding, Place, Safety, Severity, Span};
use memchr::memchr_iter;
use serde_json::{Value, json};

use super::writer::{Item, Source, Writer, report_omission};
use crate::{status::Status, tally::Tally};

pub(super) struct RdjsonWriter {
    shows_values: bool,
    has_begun: bool,
}

impl RdjsonWriter {
    pub(super) fn new(shows_values: bool) -> Self {
        Self { shows_values, has_begun: false }
    }

    fn begin(&mut self, separator: &str, out: &mut dyn Write) -> io::Result<()> {
        if self.has_begun {
            return out.write_all(separator.as_bytes());
        }
        self.has_begun = true;
        write!(out, r#"{{"source":{{"name":"kyx"}},"diagnostics":["#)
    }

    fn diagnostic(&self, item: &Item<'_>, finding: &Finding, lines: &Lines) -> Value {
        let range = |range| lines.range(item, range);
        let mut diagnostic = json!({
            "message": format!("{}; {}", finding.message, finding.help),
            "location": {"path": item.source.repository_path()},
            "severity": severity(finding.severity),
            "code": {"value": format!("{} {}", finding.rule.code, finding.rule.name)},
        });
        if let Some(span) = finding.range {
            diagnostic["location"]["range"] = range(span);
        }
        // A suggestion is applied by itself, so a fix that consists of several edits is none.
        if let Some(fix) = finding.fix.as_ref().filter(|fix| fix.safety == Safety::Safe)
            && let [edit] = &fix.edits[..]
            && (self.shows_values || !edit.is_personal)
        {
            diagnostic["suggestions"] = json!([{"range": range(edit.range), "text": edit.text}]);
        }
        diagnostic
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "ERROR",
        Severity::Warning => "WARNING",
        Severity::Info => "INFO",
    }
}

/// Where the lines of a payload start.
struct Lines(Vec<usize>);

impl Lines {
    fn of(item: &Item<'_>) -> Self {
        let text = item.text.map_or(&b""[..], |(text, _)| text);
        Self([0].into_iter().chain(memchr_iter(b'\n', text).map(|at| at + 1)).collect())
    }

    /// A range in the file, with columns in bytes.
    fn range(&self, item: &Item<'_>, range: Span) -> Value {
        let position = |place: Place, in_file: Place| {
            let start = self.0.get(place.line - 1).copied().unwrap_or_default();
            json!({"line": in_file.line, "column": place.offset - start + 1})
        };
        let in_file = item.in_file(range);
        json!({"start": position(range.start, in_file.start), "end": position(range.end, in_file.end)})
    }
}

impl Writer for RdjsonWriter {
    fn write_item(&mut self, item: &Item<'_>, out: &mut dyn Write) -> io::Result<()> {
        if item.findings.is_empty() {
            return Ok(());
        }
        let lines = Lines::of(item);
        for finding in item.findings {
            self.begin(",", out)?;
            writeln!(out)?;
            let diagnostic = self.diagnostic(item, finding, &lines);
            serde_json::to_writer(&mut *out, &diagnostic)?;
        }
        Ok(())
    }

    fn end_file(&mut self, source: Source<'_>, file: &Tally, _: &mut dyn Write) -> io::Result<()> {
        report_omission(source, file);
        Ok(())
    }

    fn finish(&mut self, _: &Tally, _: Status, out: &mut dyn Write) -> io::Result<()> {
        self.begin("", out)?;
        writeln!(out, "\n]}}")
    }
}
