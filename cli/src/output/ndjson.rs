//! For programs that read line by line: one finding per line.

use std::io::{self, Write};

use kyx_schema::FindingJson;
use schemars::JsonSchema;
use serde::Serialize;

use super::writer::{Item, Source, Writer, report_omission};
use crate::tally::Tally;

pub(super) struct NdjsonWriter {
    shows_values: bool,
    /// The current line, which is written at once: it is made of many small pieces.
    line: Vec<u8>,
}

impl NdjsonWriter {
    pub(super) fn new(shows_values: bool) -> Self {
        Self { shows_values, line: Vec::new() }
    }
}

/// One line of `kyx lint --format ndjson`: a finding and its position. Later releases may add fields.
#[derive(Serialize, JsonSchema)]
pub(crate) struct LintFinding<'a> {
    /// The file; `-` is standard input.
    path: &'a str,
    /// The line of the payload, from 1, if its file may have several.
    line: Option<usize>,
    /// The kind of the payload, such as `account-request`; null if it is unknown, and for uploads.
    kind: Option<&'static str>,
    #[serde(flatten)]
    finding: FindingJson<'a>,
}

impl Writer for NdjsonWriter {
    fn write_item(&mut self, item: &Item<'_>, out: &mut dyn Write) -> io::Result<()> {
        if item.findings.is_empty() {
            return Ok(());
        }
        let path = item.source.path();
        for finding in item.findings {
            let line = LintFinding {
                path: &path,
                line: item.line,
                kind: item.kind.map(kyx_schema::Kind::name),
                finding: item.finding_json(finding, self.shows_values),
            };
            self.line.clear();
            serde_json::to_writer(&mut self.line, &line)?;
            self.line.push(b'\n');
            out.write_all(&self.line)?;
        }
        Ok(())
    }

    fn end_file(&mut self, source: Source<'_>, file: &Tally, _: &mut dyn Write) -> io::Result<()> {
        report_omission(source, file);
        Ok(())
    }
}
