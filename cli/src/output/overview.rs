//! `--summary`: what the findings come to, by rule and by file, and how long consents still hold.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use schemars::JsonSchema;
use serde::Serialize;

use super::{Item, Source, Summary, Tally, Writer, json::source_path};
use crate::{
    Status,
    tally::{Consents, counted},
};

const VERSION: u32 = 1;

/// What `kyx lint --summary` writes as JSON. Later releases may add fields.
#[derive(JsonSchema)]
#[expect(dead_code, reason = "written piece by piece, so that no list of files has to fit into memory")]
pub(crate) struct LintSummary<'a> {
    /// The version of this shape.
    #[schemars(extend("const" = VERSION))]
    version: u32,
    /// The files with findings, in the order in which they were linted.
    files: Vec<FileEntry<'a>>,
    /// What was found in all.
    summary: Summary,
    /// The rules of which there are findings, by code.
    rules: Vec<RuleEntry>,
    /// How long the consents of account requests still hold.
    consents: Consents,
}

/// A file with findings.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "File")]
struct FileEntry<'a> {
    /// The file; `-` is standard input.
    path: Cow<'a, str>,
    /// What was found in it.
    summary: Summary,
}

/// A rule of which there are findings.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Rule")]
struct RuleEntry {
    /// Its code, which is for ever.
    #[schemars(extend("pattern" = "^KYX[0-9]{3}$", "not" = { "pattern": "\\n" }))]
    code: &'static str,
    /// Its name.
    name: &'static str,
    /// How many findings there are.
    findings: usize,
}

/// For programs: one JSON document on one line.
#[derive(Default)]
pub(super) struct Json {
    is_begun: bool,
}

impl Json {
    fn begin(&mut self, separator: &str, out: &mut dyn Write) -> io::Result<()> {
        if std::mem::replace(&mut self.is_begun, true) {
            return write!(out, "{separator}");
        }
        write!(out, "{{\"version\":{VERSION},\"files\":[")
    }
}

impl Writer for Json {
    fn item(&mut self, _: &Item<'_>, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn end_of(&mut self, source: Source<'_>, file: &Tally, out: &mut dyn Write) -> io::Result<()> {
        if file.summary.is_clean() {
            return Ok(());
        }
        self.begin(",", out)?;
        let entry = FileEntry { path: source_path(source), summary: file.summary };
        Ok(serde_json::to_writer(out, &entry)?)
    }

    fn end(&mut self, all: &Tally, _: Status, out: &mut dyn Write) -> io::Result<()> {
        self.begin("", out)?;
        write!(out, "],\"summary\":")?;
        serde_json::to_writer(&mut *out, &all.summary)?;
        let rule = |(rule, findings): &(&'static kyx_schema::Rule, usize)| RuleEntry {
            code: rule.code,
            name: rule.name,
            findings: *findings,
        };
        write!(out, ",\"rules\":")?;
        serde_json::to_writer(&mut *out, &all.rules.values().map(rule).collect::<Vec<_>>())?;
        write!(out, ",\"consents\":")?;
        serde_json::to_writer(&mut *out, &all.consents)?;
        writeln!(out, "}}")
    }
}

/// For people: tables.
#[derive(Default)]
pub(super) struct Human {
    is_begun: bool,
}

impl Writer for Human {
    fn item(&mut self, _: &Item<'_>, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn end_of(&mut self, source: Source<'_>, file: &Tally, out: &mut dyn Write) -> io::Result<()> {
        if file.summary.is_clean() {
            return Ok(());
        }
        if !std::mem::replace(&mut self.is_begun, true) {
            writeln!(out, "files with findings\n{:>12} {:>12} {:>12}", "payloads", "errors", "warnings")?;
        }
        let Summary { payloads, errors, warnings, .. } = file.summary;
        writeln!(out, "{payloads:>12} {errors:>12} {warnings:>12}  {}", source.name())
    }

    fn end(&mut self, all: &Tally, _: Status, out: &mut dyn Write) -> io::Result<()> {
        let Summary { payloads, clean, errors, warnings, .. } = all.summary;
        if self.is_begun {
            writeln!(out)?;
        }
        row_of(out, "all", &[(payloads, "payloads"), (clean, "clean"), (payloads - clean, "with findings")])?;
        row_of(out, "\nfindings", &[(errors, "errors"), (warnings, "warnings")])?;
        if !all.rules.is_empty() {
            writeln!(out, "\nrules")?;
        }
        for (rule, count) in all.rules.values() {
            writeln!(out, "{count:>12}  {} {}", rule.code, rule.name)?;
        }
        let it = &all.consents;
        let consents = [
            (it.expired, "expired"),
            (it.within_30_days, "run out within 30 days"),
            (it.within_90_days, "run out in 31 to 90 days"),
            (it.within_180_days, "run out in 91 to 180 days"),
            (it.within_365_days, "run out in 181 to 365 days"),
            (it.later, "hold longer"),
            (it.none, "none, or given at no known time"),
            (it.unreadable, "cannot be read"),
        ];
        let count = consents.iter().map(|(count, _)| count).sum();
        if count > 0 {
            row_of(out, &format!("\nconsents of {}", counted(count, "account request")), &consents)?;
        }
        Ok(())
    }
}

fn row_of(out: &mut dyn Write, title: &str, rows: &[(usize, &str)]) -> io::Result<()> {
    writeln!(out, "{title}")?;
    rows.iter().try_for_each(|(count, what)| writeln!(out, "{count:>12}  {what}"))
}
