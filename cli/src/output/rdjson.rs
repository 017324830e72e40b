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

    fn diagnostic(&self, item: &Item<'_>, finding: &Finding, lines: &Lines<'_>) -> Value {
        let range = |range| lines.range(item, range);
        let mut diagnostic = json!({
            "message": format!("{}; {}", finding.message, finding.help),
            "location": {"path": item.source.repository_path()},
            "severity": severity(finding.severity),
            "code": {"value": format!("{} {}", finding.rule.code, finding.rule.name)},
        });
        if let Some(page) = item.page(finding) {
            diagnostic["code"]["url"] = json!(page);
        }
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

/// The text of a payload, or of the lines around it, and where its lines start.
struct Lines<'a> {
    text: &'a [u8],
    /// The offset of the text in what the findings refer to.
    offset: usize,
    /// The number of its first line there.
    first: usize,
    starts: Vec<usize>,
}

impl<'a> Lines<'a> {
    fn of(item: &Item<'a>) -> Self {
        let (text, offset) = item.text.map_or((&b""[..], 0), |text| (text.bytes, text.start));
        let first = item.line.filter(|_| item.origin.is_none()).unwrap_or(1);
        let starts = [0].into_iter().chain(memchr_iter(b'\n', text).map(|at| at + 1)).collect();
        Self { text, offset, first, starts }
    }

    /// A range in the file, with columns in bytes.
    fn range(&self, item: &Item<'_>, range: Span) -> Value {
        let position = |place: Place, in_file: Place| {
            let (line, at) =
                (place.line.saturating_sub(self.first), place.offset.saturating_sub(self.offset));
            let column = match line {
                // The text may begin within its first line.
                0 => in_file.column + self.text.get(..at).map_or(0, continuation_bytes),
                _ => at - self.starts.get(line).copied().unwrap_or_default() + 1,
            };
            json!({"line": in_file.line, "column": column})
        };
        let in_file = item.in_file(range);
        json!({"start": position(range.start, in_file.start), "end": position(range.end, in_file.end)})
    }
}

/// How many more bytes than characters there are.
fn continuation_bytes(text: &[u8]) -> usize {
    text.iter().filter(|byte| *byte & 0xC0 == 0x80).count()
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
