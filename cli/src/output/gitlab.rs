//! For GitLab: a report of code quality, which merge requests show.

use std::io::{self, Write};

use kyx_schema::{Finding, Severity};
use serde_json::{Value, json};

use super::writer::{Item, Source, Writer, report_omission};
use crate::{fingerprint::Occurrences, status::Status, tally::Tally};

#[derive(Default)]
pub(super) struct GitlabWriter {
    has_begun: bool,
    occurrences: Occurrences,
}

impl GitlabWriter {
    fn begin(&mut self, separator: &str, out: &mut dyn Write) -> io::Result<()> {
        let separator = if self.has_begun { separator } else { "[" };
        self.has_begun = true;
        out.write_all(separator.as_bytes())
    }

    fn issue(&mut self, item: &Item<'_>, finding: &Finding) -> Value {
        let path = item.source.repository_path();
        // Without a range, such as for a file to upload, the issue is shown at the first line.
        let range = finding.range.map(|range| item.in_file(range));
        let (begin, end) = range.map_or((1, 1), |range| (range.start.line, range.end.line));
        let fingerprint = self.occurrences.fingerprint(item.kind, finding);
        // A finding without a fingerprint is identified by its position, because GitLab requires one.
        let fingerprint = fingerprint.unwrap_or_else(|| {
            let start = range.map_or(0, |range| range.start.offset);
            format!("{} at byte {start}", finding.rule.code)
        });
        json!({
            "description": format!("{}; {}", finding.message, finding.help),
            "check_name": format!("{} {}", finding.rule.code, finding.rule.name),
            "fingerprint": format!("{path} {fingerprint}"),
            "severity": severity(finding.severity),
            "location": {"path": path, "lines": {"begin": begin, "end": end}},
        })
    }
}

fn severity(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "major",
        Severity::Warning => "minor",
        Severity::Info => "info",
    }
}

impl Writer for GitlabWriter {
    fn write_item(&mut self, item: &Item<'_>, out: &mut dyn Write) -> io::Result<()> {
        for finding in item.findings {
            self.begin(",", out)?;
            writeln!(out)?;
            let issue = self.issue(item, finding);
            serde_json::to_writer(&mut *out, &issue)?;
        }
        Ok(())
    }

    fn end_file(&mut self, source: Source<'_>, file: &Tally, _: &mut dyn Write) -> io::Result<()> {
        self.occurrences.clear();
        report_omission(source, file);
        Ok(())
    }

    fn finish(&mut self, _: &Tally, _: Status, out: &mut dyn Write) -> io::Result<()> {
        self.begin("", out)?;
        writeln!(out, "\n]")
    }
}
