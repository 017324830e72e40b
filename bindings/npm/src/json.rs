//! The JSON that crosses to JavaScript. Findings have the form that all programs share.

use kyx_schema::{
    Finding, Kind, Report, Rule, Severity,
    input::Format,
    lint::{Linted, Linter},
    rules,
};
use serde::Serialize;

/// Serialization fails for maps whose keys are not strings, and for writers; there are none.
pub(crate) fn text(value: &impl Serialize) -> String {
    serde_json::to_string(value).unwrap_or_default()
}

/// The report on a payload.
#[derive(Serialize)]
pub(crate) struct ReportJson<'a> {
    ok: bool,
    kind: Option<&'static str>,
    findings: &'a [Finding],
    omitted: usize,
    #[serde(skip_serializing_if = "Option::is_none")]
    count: Option<usize>,
}

impl<'a> ReportJson<'a> {
    pub(crate) fn new(kind: Option<Kind>, report: &'a Report) -> Self {
        let (ok, kind) = (!report.has_errors(), kind.map(Kind::name));
        Self { ok, kind, findings: report.findings(), omitted: report.omitted(), count: None }
    }

    /// The report on a payload of a kind that nothing can be told about.
    pub(crate) fn refused(kind: Option<Kind>) -> Self {
        Self { ok: false, kind: kind.map(Kind::name), findings: &[], omitted: 0, count: None }
    }

    /// The report on a payload after this number of findings has been fixed.
    pub(crate) fn with_count(self, count: usize) -> Self {
        Self { count: Some(count), ..self }
    }
}

/// The report on one payload of several.
#[derive(Serialize)]
pub(crate) struct PayloadJson {
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    offset: Option<usize>,
    ok: bool,
    kind: Option<&'static str>,
    findings: Vec<Finding>,
    omitted: usize,
}

impl PayloadJson {
    /// With `shows_values`, the edits of fixes contain text that may be personal.
    pub(crate) fn new(line: Option<usize>, linted: &Linted, shows_values: bool) -> Self {
        let report = &linted.report;
        let mut findings = report.findings().to_vec();
        if shows_values {
            let fixes = findings.iter_mut().filter_map(|finding| finding.fix.as_mut());
            fixes.flat_map(|fix| &mut fix.edits).for_each(|edit| edit.is_personal = false);
        }
        Self {
            line,
            offset: None,
            ok: !report.has_errors(),
            kind: linted.kind.map(Kind::name),
            findings,
            omitted: report.omitted(),
        }
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
        let ok = payloads.iter().all(|payload| payload.ok);
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
                let payload = PayloadJson::new(Some(self.lines), &linted, false);
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

/// A rule.
#[derive(Serialize)]
pub(crate) struct RuleJson {
    code: &'static str,
    name: &'static str,
    severity: Severity,
    summary: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    docs: Option<String>,
}

impl RuleJson {
    pub(crate) fn of(rule: &Rule) -> Self {
        let Rule { code, name, severity, .. } = *rule;
        Self { code, name, severity, summary: rule.summary(), docs: None }
    }

    pub(crate) fn with_docs(self, rule: &Rule) -> Self {
        Self { docs: Some(rules::markdown(rule)), ..self }
    }
}
