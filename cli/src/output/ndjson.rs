//! For programs that read line by line: one finding a line.

use std::io::{self, Write};

use schemars::JsonSchema;
use serde::Serialize;

use super::{
    Item, Source, Tally, Writer,
    json::{FindingEntry, source_path},
    omission,
};

pub(super) struct Ndjson {
    shows_values: bool,
}

impl Ndjson {
    pub(super) fn new(shows_values: bool) -> Self {
        Self { shows_values }
    }
}

/// What `kyx lint --format ndjson` writes on each line: a finding, and where it stands. Later releases may add fields.
#[derive(Serialize, JsonSchema)]
pub(crate) struct LintFinding<'a> {
    /// The file; `-` is standard input.
    path: &'a str,
    /// The line of the payload in a file with one payload a line, from 1.
    line: Option<usize>,
    /// The kind of the payload, such as `account-request`; null when it could not be told, and for uploads.
    kind: Option<&'static str>,
    #[serde(flatten)]
    finding: FindingEntry<'a>,
}

impl Writer for Ndjson {
    fn item(&mut self, item: &Item<'_>, out: &mut dyn Write) -> io::Result<()> {
        if item.findings.is_empty() {
            return Ok(());
        }
        let path = source_path(item.source);
        for finding in item.findings {
            let line = LintFinding {
                path: &path,
                line: item.origin.map(|place| place.line),
                kind: item.kind.map(kyx_schema::Kind::name),
                finding: FindingEntry::of(item, finding, self.shows_values),
            };
            serde_json::to_writer(&mut *out, &line)?;
            out.write_all(b"\n")?;
        }
        Ok(())
    }

    /// Every line is a finding, so that this goes elsewhere.
    fn end_of(&mut self, source: Source<'_>, file: &Tally, _: &mut dyn Write) -> io::Result<()> {
        if let Some(words) = omission(source, file.summary.omitted) {
            eprintln!("{words}");
        }
        Ok(())
    }
}
