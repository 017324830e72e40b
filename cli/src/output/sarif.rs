//! For code scanning: one SARIF 2.1.0 log.

use std::{
    io::{self, Write},
    path::{Path, is_separator},
};

use kyx_schema::{Finding, Fix, Related, Rule, Severity, Span, rules};
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_encode};
use serde_json::{Value, json};

use super::writer::{Item, Source, Writer, omission};
use crate::{fingerprint::Occurrences, status::Status, tally::Tally};

const SARIF_SCHEMA: &str = "https://json.schemastore.org/sarif-2.1.0.json";
/// The name and version of our fingerprints. Raise the version if existing findings get new fingerprints.
const FINGERPRINT_KEY: &str = "kyx/v2";
/// All characters that RFC 3986 reserves.
const RESERVED: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

pub(super) struct SarifWriter {
    shows_values: bool,
    has_begun: bool,
    /// The rules with results and their pages, written last. Results refer to them by index.
    rules: Vec<(&'static Rule, Option<String>)>,
    occurrences: Occurrences,
    notifications: Vec<Value>,
}

impl SarifWriter {
    pub(super) fn new(shows_values: bool) -> Self {
        Self {
            shows_values,
            has_begun: false,
            rules: Vec::new(),
            occurrences: Occurrences::default(),
            notifications: Vec::new(),
        }
    }

    fn begin(&mut self, out: &mut dyn Write) -> io::Result<()> {
        if !self.has_begun {
            self.has_begun = true;
            write!(out, "{{\"$schema\":\"{SARIF_SCHEMA}\",\"version\":\"2.1.0\",\"runs\":[{{")?;
            write!(out, "\"columnKind\":\"unicodeCodePoints\",\"results\":[")?;
        }
        Ok(())
    }

    fn result(&mut self, item: &Item<'_>, finding: &Finding) -> Value {
        let mut result = json!({
            "ruleId": finding.rule.code,
            "ruleIndex": self.rule_index(item, finding),
            "level": level(finding.severity),
            "message": {"text": format!("{}\n\n{}", finding.message, finding.help)},
        });
        if let Some(fingerprint) = self.occurrences.fingerprint(item.kind, finding) {
            result["partialFingerprints"] = json!({FINGERPRINT_KEY: fingerprint});
        }
        let location = location(item, &finding.pointer, finding.range);
        if location != json!({}) {
            result["locations"] = json!([location]);
        }
        if !finding.related.is_empty() {
            result["relatedLocations"] =
                finding.related.iter().map(|it| related_location(item, it)).collect();
        }
        if let Some(fix) = finding.fix.as_ref().filter(|fix| self.may_show(fix)) {
            result["fixes"] = json!([sarif_fix(item, finding, fix)]);
        }
        result
    }

    fn rule_index(&mut self, item: &Item<'_>, finding: &Finding) -> usize {
        self.rules.iter().position(|(rule, _)| *rule == finding.rule).unwrap_or_else(|| {
            self.rules.push((finding.rule, item.page(finding)));
            self.rules.len() - 1
        })
    }

    fn may_show(&self, fix: &Fix) -> bool {
        self.shows_values || !fix.edits.iter().any(|edit| edit.is_personal)
    }
}

impl Writer for SarifWriter {
    fn write_item(&mut self, item: &Item<'_>, out: &mut dyn Write) -> io::Result<()> {
        for finding in item.findings {
            let separator = if self.has_begun { "," } else { "" };
            self.begin(out)?;
            writeln!(out, "{separator}")?;
            let result = self.result(item, finding);
            serde_json::to_writer(&mut *out, &result)?;
        }
        Ok(())
    }

    fn end_file(&mut self, source: Source<'_>, file: &Tally, _: &mut dyn Write) -> io::Result<()> {
        self.occurrences.clear();
        let notice = omission(source, file.summary.omitted);
        self.notifications.extend(notice.map(|text| json!({"level": "note", "message": {"text": text}})));
        Ok(())
    }

    fn finish(&mut self, all: &Tally, status: Status, out: &mut dyn Write) -> io::Result<()> {
        self.begin(out)?;
        let mut invocation = json!({
            "executionSuccessful": status != Status::Failed,
            "exitCode": status.code(),
        });
        if !self.notifications.is_empty() {
            invocation["toolExecutionNotifications"] = json!(self.notifications);
        }
        let tool = json!({"driver": {
            "name": "kyx",
            "semanticVersion": env!("CARGO_PKG_VERSION"),
            "rules": self.rules.iter().map(|(rule, page)| descriptor(rule, page.as_deref())).collect::<Vec<_>>(),
        }});
        write!(out, "\n],\"invocations\":[{invocation}],\"properties\":{},", json!(all.summary))?;
        writeln!(out, "\"tool\":{tool}}}]}}")
    }
}

fn descriptor(rule: &Rule, page: Option<&str>) -> Value {
    let markdown = rules::markdown(rule);
    let why = rule.docs.split("\n ## ").find_map(|section| section.strip_prefix("Why\n"));
    let mut descriptor = json!({
        "id": rule.code,
        "name": rule.name,
        "shortDescription": {"text": rule.summary()},
        "fullDescription": {"text": why.map_or_else(|| rule.summary(), one_line)},
        "help": {"text": markdown, "markdown": markdown},
        "defaultConfiguration": {"level": level(rule.severity)},
        "properties": {"tags": [area(rule)]},
    });
    if let Some(page) = page {
        descriptor["helpUri"] = json!(page);
    }
    descriptor
}

fn one_line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The area that the first digit of the code stands for.
fn area(rule: &Rule) -> &'static str {
    match rule.code.as_bytes().get(3) {
        Some(b'0') => "syntax",
        Some(b'1') => "structure",
        Some(b'2') => "value",
        Some(b'3') => "consent",
        Some(b'4') => "workflow",
        Some(b'5') => "privacy",
        Some(b'6') => "upload",
        Some(b'8') => "call",
        _ => "response",
    }
}

fn level(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Info => "note",
    }
}

fn location(item: &Item<'_>, pointer: &str, range: Option<Span>) -> Value {
    let mut location = json!({});
    if let Some(file) = artifact(item.source) {
        location["physicalLocation"] = json!({"artifactLocation": file});
        if let Some(range) = range {
            location["physicalLocation"]["region"] = region(item.in_file(range));
        }
    }
    if !pointer.is_empty() {
        location["logicalLocations"] = json!([{"fullyQualifiedName": pointer}]);
    }
    location
}

fn related_location(item: &Item<'_>, related: &Related) -> Value {
    let mut location = location(item, &related.pointer, Some(related.range));
    location["message"] = json!({"text": related.message});
    location
}

fn artifact(source: Source<'_>) -> Option<Value> {
    match (source.file(), source) {
        (Some(path), _) if path.is_absolute() => Some(json!({"uri": uri(path)})),
        (Some(path), _) => Some(json!({"uri": uri(path), "uriBaseId": "%SRCROOT%"})),
        (None, Source::Path(_)) => Some(json!({"uri": "stdin"})),
        (None, Source::AllFiles) => None,
    }
}

/// Encodes a path as a URI (RFC 3986).
fn uri(path: &Path) -> String {
    let bytes = path.as_os_str().as_encoded_bytes();
    let names = bytes.split(|byte| is_separator(char::from(*byte)));
    let names: Vec<_> = names.map(|name| percent_encode(name, RESERVED).to_string()).collect();
    let encoded = names.join("/");
    match path.is_absolute() {
        true if encoded.starts_with('/') => format!("file://{encoded}"),
        true => format!("file:///{encoded}"), // a Windows drive
        false => encoded,
    }
}

fn region(Span { start, end }: Span) -> Value {
    json!({
        "startLine": start.line,
        "startColumn": start.column,
        "endLine": end.line,
        "endColumn": end.column,
        "byteOffset": start.offset,
        "byteLength": end.offset - start.offset,
    })
}

fn sarif_fix(item: &Item<'_>, finding: &Finding, fix: &Fix) -> Value {
    let replacements = fix.edits.iter().map(|edit| {
        json!({"deletedRegion": region(item.in_file(edit.range)), "insertedContent": {"text": edit.text}})
    });
    json!({
        "description": {"text": format!("{} ({} fix)", finding.help, fix.safety)},
        "artifactChanges": [{
            "artifactLocation": artifact(item.source),
            "replacements": replacements.collect::<Vec<_>>(),
        }],
    })
}
