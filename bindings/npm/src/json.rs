//! The JSON that crosses to JavaScript. Findings, reports and rules have the form that all packages share.

use kyx_schema::{
    Finding, Kind, ReportJson, Rule,
    input::Format,
    lint::{Linted, Linter},
    rules,
};
use serde::{Serialize, Serializer};

/// Serialization fails for maps whose keys are not strings, and for writers; there are none.
pub(crate) fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The report on a payload after this number of findings has been fixed.
#[derive(Serialize)]
pub(crate) struct FixedJson<'a> {
    pub(crate) count: usize,
    #[serde(flatten)]
    pub(crate) report: ReportJson<'a>,
}

/// The report on a payload of a kind that nothing can be told about.
#[derive(Serialize)]
pub(crate) struct RefusalJson {
    ok: bool,
    kind: Option<&'static str>,
    findings: [Finding; 0],
    omitted: usize,
}

impl RefusalJson {
    pub(crate) fn new(kind: Option<Kind>) -> Self {
        Self { ok: false, kind: kind.map(Kind::name), findings: [], omitted: 0 }
    }
}

/// The report on one payload of several.
#[derive(Serialize)]
pub(crate) struct PayloadJson {
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<usize>,
    #[serde(flatten)]
    report: OwnReport,
}

/// The report on a payload. With `shows_values`, the edits of fixes contain text that may be personal.
struct OwnReport {
    linted: Linted,
    shows_values: bool,
}

impl Serialize for OwnReport {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let Self { linted: Linted { kind, report, .. }, shows_values } = self;
        ReportJson::new(*kind, report, *shows_values).serialize(serializer)
    }
}

impl PayloadJson {
    pub(crate) fn new(line: Option<usize>, linted: Linted, shows_values: bool) -> Self {
        Self { line, offset: None, report: OwnReport { linted, shows_values } }
    }
}

/// The reports on the payloads of a file.
#[derive(Serialize)]
pub(crate) struct FileJson {
    ok: bool,
    format: Option<&'static str>,
    payloads: Vec<PayloadJson>,
}

impl FileJson {
    pub(crate) fn new(format: Option<Format>, payloads: Vec<PayloadJson>) -> Self {
        let ok = payloads.iter().all(|payload| !payload.report.linted.report.has_errors());
        Self { ok, format: format.map(Format::name), payloads }
    }
}

/// The reports on the lines that have findings, with the number and the place of each among these lines.
#[derive(Default, Serialize)]
pub(crate) struct LinesJson {
    lines: usize,
    payloads: usize,
    #[serde(skip)]
    bytes: usize,
    reports: Vec<PayloadJson>,
}

impl LinesJson {
    pub(crate) fn add(&mut self, line: &[u8], linter: &Linter) {
        if !line.trim_ascii().is_empty() {
            self.payloads += 1;
            let linted = linter.lint(line.strip_suffix(b"\n").unwrap_or(line));
            if !linted.report.is_clean() {
                let payload = PayloadJson::new(Some(self.lines), linted, false);
                self.reports.push(PayloadJson { offset: Some(self.bytes), ..payload });
            }
        }
        self.lines += 1;
        self.bytes += line.len();
    }
}

/// What was asked for, if the payload is valid.
#[derive(Serialize)]
pub(crate) struct Success<T> {
    ok: bool,
    #[serde(flatten)]
    value: T,
}

impl<T> Success<T> {
    pub(crate) fn new(value: T) -> Self {
        Self { ok: true, value }
    }
}

/// A rule with its documentation in Markdown.
#[derive(Serialize)]
pub(crate) struct ExplainedJson {
    #[serde(flatten)]
    rule: &'static Rule,
    docs: String,
}

impl ExplainedJson {
    pub(crate) fn new(rule: &'static Rule) -> Self {
        Self { rule, docs: rules::markdown(rule) }
    }
}
