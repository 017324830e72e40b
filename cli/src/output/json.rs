//! For programs: one JSON document in a stable format.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use kyx_schema::FindingJson;
use schemars::JsonSchema;
use serde::Serialize;

use super::writer::{Item, Writer};
use crate::{
    status::Status,
    tally::{Summary, Tally},
};

const VERSION: u32 = 1;

pub(super) struct JsonWriter {
    shows_values: bool,
    has_begun: bool,
}

/// The output of `kyx lint --format json` and `kyx upload-check --format json`. Later releases may add fields.
#[derive(JsonSchema)]
#[expect(
    dead_code,
    reason = "written piece by piece, so that no report has to fit into memory; only its schema is used"
)]
pub(crate) struct LintReport<'a> {
    /// The version of this format.
    #[schemars(extend("const" = VERSION))]
    version: u32,
    /// The payloads, in the order in which they were checked. For files with one payload per line, only those with
    /// findings.
    payloads: Vec<PayloadEntry<'a>>,
    /// The totals of all payloads.
    summary: Summary,
}

/// A payload and its findings.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Payload")]
struct PayloadEntry<'a> {
    /// The file; `-` is standard input.
    path: Cow<'a, str>,
    /// The line of the payload, from 1, if its file may have several.
    line: Option<usize>,
    /// The kind of the payload, such as `account-request`; null if it is unknown, and for uploads.
    kind: Option<&'static str>,
    /// The findings, in the order of the text.
    findings: Vec<FindingJson<'a>>,
}

impl JsonWriter {
    pub(super) fn new(shows_values: bool) -> Self {
        Self { shows_values, has_begun: false }
    }

    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if !self.has_begun {
            self.has_begun = true;
            write!(out, "{{\"version\":{VERSION},\"payloads\":[")?;
        }
        Ok(())
    }
}

impl Writer for JsonWriter {
    fn write_item(&mut self, item: &Item<'_>, out: &mut dyn Write) -> io::Result<()> {
        if item.origin.is_some() && item.findings.is_empty() {
            return Ok(());
        }
        let separator = if self.has_begun { "," } else { "" };
        self.begin(out)?;
        writeln!(out, "{separator}")?;
        let finding = |finding| item.finding_json(finding, self.shows_values);
        let entry = PayloadEntry {
            path: item.source.path(),
            line: item.line,
            kind: item.kind.map(kyx_schema::Kind::name),
            findings: item.findings.iter().map(finding).collect(),
        };
        serde_json::to_writer(&mut *out, &entry)?;
        Ok(())
    }

    fn finish(&mut self, all: &Tally, _: Status, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        write!(out, "\n],\"summary\":")?;
        serde_json::to_writer(&mut *out, &all.summary)?;
        writeln!(out, "}}")
    }
}
