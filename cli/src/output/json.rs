//! For programs: one JSON document in a stable format.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use kyx_schema::{Finding, Fix, Place, Span};
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
    findings: Vec<FindingEntry<'a>>,
}

/// One problem. It never repeats a value of the payload.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Finding")]
pub(super) struct FindingEntry<'a> {
    /// The code of the rule, which never changes.
    #[schemars(extend("pattern" = "^KYX[0-9]{3}$", "not" = { "pattern": "\\n" }))]
    code: &'static str,
    /// The name of the rule.
    name: &'static str,
    /// The severity of the problem.
    #[schemars(extend("enum" = ["info", "warning", "error"]))]
    severity: String,
    /// The JSON Pointer (RFC 6901) of the value at fault, or of the missing field.
    pointer: &'a str,
    /// The problem.
    message: &'a str,
    /// How to solve it.
    help: &'a str,
    /// The position in the file; null for uploads.
    range: Option<RangeEntry>,
    /// The fix, if the rule offers one.
    fix: Option<FixEntry<'a>>,
}

/// A range in a file.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Range")]
struct RangeEntry {
    /// Where it starts.
    start: PositionEntry,
    /// Where it ends: the position after its last character.
    end: PositionEntry,
}

/// A position in a file.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Place")]
struct PositionEntry {
    /// The number of bytes before it.
    offset: usize,
    /// The line, from 1.
    #[schemars(range(min = 1))]
    line: usize,
    /// The column in characters, from 1.
    #[schemars(range(min = 1))]
    column: usize,
}

/// Edits that solve the problem. Apply all of them or none.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Fix")]
struct FixEntry<'a> {
    /// Whether the fix keeps the meaning of the payload (`safe`), or may change it (`unsafe`).
    #[schemars(extend("enum" = ["safe", "unsafe"]))]
    safety: String,
    /// The edits, in the order of the text. They do not overlap.
    edits: Vec<EditEntry<'a>>,
}

/// One edit of a fix.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Edit")]
struct EditEntry<'a> {
    /// The range to replace; if it is empty, the position to insert at.
    range: RangeEntry,
    /// The replacement; null if it may be personal, unless `--show-values` is given.
    text: Option<&'a str>,
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

impl<'a> FindingEntry<'a> {
    pub(super) fn of(item: &Item<'_>, finding: &'a Finding, shows_values: bool) -> Self {
        Self {
            code: finding.rule.code,
            name: finding.rule.name,
            severity: finding.severity.to_string(),
            pointer: &finding.pointer,
            message: &finding.message,
            help: &finding.help,
            range: finding.range.map(|range| item.in_file(range).into()),
            fix: finding.fix.as_ref().map(|fix| FixEntry::of(item, fix, shows_values)),
        }
    }
}

impl<'a> FixEntry<'a> {
    fn of(item: &Item<'_>, fix: &'a Fix, shows_values: bool) -> Self {
        let edits = fix.edits.iter().map(|edit| EditEntry {
            range: item.in_file(edit.range).into(),
            text: (shows_values || !edit.is_personal).then_some(&edit.text),
        });
        Self { safety: fix.safety.to_string(), edits: edits.collect() }
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
        let finding = |finding| FindingEntry::of(item, finding, self.shows_values);
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

impl From<Span> for RangeEntry {
    fn from(Span { start, end }: Span) -> Self {
        Self { start: start.into(), end: end.into() }
    }
}

impl From<Place> for PositionEntry {
    fn from(Place { offset, line, column }: Place) -> Self {
        Self { offset, line, column }
    }
}
