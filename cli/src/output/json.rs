//! For programs: one JSON document, whose shape is a contract.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use kyx_schema::{Finding, Fix, Place, Span};
use schemars::JsonSchema;
use serde::Serialize;

use super::{ALL_FILES, Item, Source, Summary, Tally, Writer};
use crate::Status;

const VERSION: u32 = 1;

pub(super) struct Json {
    shows_values: bool,
    is_begun: bool,
}

/// What `kyx lint --format json` and `kyx upload-check --format json` write. Later releases may add fields.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "written piece by piece, so that no report has to fit into memory")]
pub(crate) struct LintReport<'a> {
    /// The version of this shape.
    #[schemars(extend("const" = VERSION))]
    version: u32,
    /// The payloads, in the order in which they were linted. Of a file with one payload a line, those with findings.
    payloads: Vec<PayloadEntry<'a>>,
    /// What was found in all.
    summary: Summary,
}

/// A payload, and what was found in it.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Payload")]
struct PayloadEntry<'a> {
    /// The file; `-` is standard input.
    path: Cow<'a, str>,
    /// The line of the payload in a file with one payload a line, from 1.
    line: Option<usize>,
    /// The kind of the payload, such as `account-request`; null when it could not be told, and for uploads.
    kind: Option<&'static str>,
    /// The findings, in the order of the text.
    findings: Vec<FindingEntry<'a>>,
}

/// One defect. It never repeats a value of the payload.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Finding")]
pub(super) struct FindingEntry<'a> {
    /// The code of the rule, which is for ever.
    #[schemars(extend("pattern" = "^KYX[0-9]{3}$", "not" = { "pattern": "\\n" }))]
    code: &'static str,
    /// The name of the rule.
    name: &'static str,
    /// How bad it is.
    #[schemars(extend("enum" = ["info", "warning", "error"]))]
    severity: String,
    /// The JSON Pointer (RFC 6901) of the value at fault; of the field itself where one is missing.
    pointer: &'a str,
    /// What is wrong.
    message: &'a str,
    /// What to do about it.
    help: &'a str,
    /// Where it stands in the file; null for uploads.
    range: Option<RangeEntry>,
    /// How the text can be mended, where there is no doubt what was meant.
    fix: Option<FixEntry<'a>>,
}

/// A stretch of a file.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Range")]
struct RangeEntry {
    /// Where it begins.
    start: PlaceEntry,
    /// Where it ends: the place after its last character.
    end: PlaceEntry,
}

/// A place in a file.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Place")]
struct PlaceEntry {
    /// Bytes before it.
    offset: usize,
    /// The line, from 1.
    #[schemars(range(min = 1))]
    line: usize,
    /// The column in characters, from 1.
    #[schemars(range(min = 1))]
    column: usize,
}

/// Edits that mend a defect: all of them, or none.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Fix")]
struct FixEntry<'a> {
    /// Whether the payload means the same after it (`safe`), or may come to mean something else (`unsafe`).
    #[schemars(extend("enum" = ["safe", "unsafe"]))]
    safety: String,
    /// The edits, in the order of the text; none touches another.
    edits: Vec<EditEntry<'a>>,
}

/// One edit of a fix.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Edit")]
struct EditEntry<'a> {
    /// What is taken out of the file; where it is empty, the place to insert at.
    range: RangeEntry,
    /// What is put there; null when it may be personal, unless values are to be shown.
    text: Option<&'a str>,
}

impl Json {
    pub(super) fn new(shows_values: bool) -> Self {
        Self { shows_values, is_begun: false }
    }

    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if !self.is_begun {
            self.is_begun = true;
            write!(out, "{{\"version\":{VERSION},\"payloads\":[")?;
        }
        Ok(())
    }
}

/// The file that a program reads of.
pub(super) fn source_path(source: Source<'_>) -> Cow<'_, str> {
    match source {
        Source::Path(path) => path.to_string_lossy(),
        Source::AllFiles => ALL_FILES.into(),
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

impl Writer for Json {
    fn item(&mut self, item: &Item<'_>, out: &mut dyn Write) -> io::Result<()> {
        if item.origin.is_some() && item.findings.is_empty() {
            return Ok(());
        }
        let separator = if self.is_begun { "," } else { "" };
        self.begin(out)?;
        writeln!(out, "{separator}")?;
        let finding = |finding| FindingEntry::of(item, finding, self.shows_values);
        let entry = PayloadEntry {
            path: source_path(item.source),
            line: item.origin.map(|place| place.line),
            kind: item.kind.map(kyx_schema::Kind::name),
            findings: item.findings.iter().map(finding).collect(),
        };
        serde_json::to_writer(&mut *out, &entry)?;
        Ok(())
    }

    fn end(&mut self, all: &Tally, _: Status, out: &mut dyn Write) -> io::Result<()> {
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

impl From<Place> for PlaceEntry {
    fn from(Place { offset, line, column }: Place) -> Self {
        Self { offset, line, column }
    }
}
