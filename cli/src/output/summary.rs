//! `--summary`: the number of findings per rule and per file, and when consents expire.

use std::{
    borrow::Cow,
    cmp::Reverse,
    io::{self, Write},
    mem,
};

use schemars::JsonSchema;
use serde::Serialize;

use super::writer::{Item, Source, Writer};
use crate::{
    status::Status,
    tally::{Consents, Summary, Tally, counted},
};

const VERSION: u32 = 1;

/// The output of `kyx lint --summary` as JSON. Later releases may add fields.
#[derive(JsonSchema)]
#[expect(
    dead_code,
    reason = "written piece by piece, so that no list of files has to fit into memory; only its schema is used"
)]
pub(crate) struct LintSummary<'a> {
    /// The version of this format.
    #[schemars(extend("const" = VERSION))]
    version: u32,
    /// The files with findings, in the order in which they were checked.
    files: Vec<FileEntry<'a>>,
    /// The totals of all files.
    summary: Summary,
    /// The rules with findings, ordered by code.
    rules: Vec<RuleEntry>,
    /// When the consents in account requests expire.
    consents: Consents,
}

/// A file with findings.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "File")]
struct FileEntry<'a> {
    /// The file; `-` is standard input.
    path: Cow<'a, str>,
    /// The totals of the file.
    summary: Summary,
}

/// A rule with findings.
#[derive(Serialize, JsonSchema)]
#[schemars(rename = "Rule")]
struct RuleEntry {
    /// The code of the rule, which never changes.
    #[schemars(extend("pattern" = "^KYX[0-9]{3}$", "not" = { "pattern": "\\n" }))]
    code: &'static str,
    /// The name of the rule.
    name: &'static str,
    /// The number of findings.
    findings: usize,
}

/// For programs: one JSON document on one line.
#[derive(Default)]
pub(super) struct SummaryJsonWriter {
    has_begun: bool,
}

impl SummaryJsonWriter {
    fn begin(&mut self, separator: &str, out: &mut dyn Write) -> io::Result<()> {
        if mem::replace(&mut self.has_begun, true) {
            return write!(out, "{separator}");
        }
        write!(out, "{{\"version\":{VERSION},\"files\":[")
    }
}

impl Writer for SummaryJsonWriter {
    fn write_item(&mut self, _: &Item<'_>, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn end_file(&mut self, source: Source<'_>, file: &Tally, out: &mut dyn Write) -> io::Result<()> {
        if file.summary.is_clean() {
            return Ok(());
        }
        self.begin(",", out)?;
        let entry = FileEntry { path: source.path(), summary: file.summary };
        Ok(serde_json::to_writer(out, &entry)?)
    }

    fn finish(&mut self, all: &Tally, _: Status, out: &mut dyn Write) -> io::Result<()> {
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
pub(super) struct SummaryTableWriter {
    has_begun: bool,
}

impl Writer for SummaryTableWriter {
    fn write_item(&mut self, _: &Item<'_>, _: &mut dyn Write) -> io::Result<()> {
        Ok(())
    }

    fn end_file(&mut self, source: Source<'_>, file: &Tally, out: &mut dyn Write) -> io::Result<()> {
        if file.summary.is_clean() {
            return Ok(());
        }
        if !mem::replace(&mut self.has_begun, true) {
            writeln!(out, "files with findings\n{:>12} {:>12} {:>12}", "payloads", "errors", "warnings")?;
        }
        let Summary { payloads, errors, warnings, .. } = file.summary;
        writeln!(out, "{payloads:>12} {errors:>12} {warnings:>12}  {}", source.name())
    }

    fn finish(&mut self, all: &Tally, _: Status, out: &mut dyn Write) -> io::Result<()> {
        let Summary { payloads, clean, errors, warnings, .. } = all.summary;
        if self.has_begun {
            writeln!(out)?;
        }
        write_rows(
            out,
            "total",
            &[(payloads, "payloads"), (clean, "clean"), (payloads - clean, "with findings")],
        )?;
        write_rows(out, "\nfindings", &[(errors, "errors"), (warnings, "warnings")])?;
        if !all.rules.is_empty() {
            writeln!(out, "\nrules")?;
        }
        let mut rules: Vec<_> = all.rules.values().collect();
        rules.sort_by_key(|(rule, count)| (Reverse(*count), rule.code));
        for (rule, count) in rules {
            writeln!(out, "{count:>12}  {} {}", rule.code, rule.name)?;
        }
        let it = &all.consents;
        let consents = [
            (it.expired, "expired"),
            (it.within_30_days, "expire within 30 days"),
            (it.within_90_days, "expire in 31 to 90 days"),
            (it.within_180_days, "expire in 91 to 180 days"),
            (it.within_365_days, "expire in 181 to 365 days"),
            (it.later, "expire later"),
            (it.none, "not given, or time unknown"),
            (it.unreadable, "unreadable"),
        ];
        let count = consents.iter().map(|(count, _)| count).sum();
        if count > 0 {
            write_rows(out, &format!("\nconsents in {}", counted(count, "account request")), &consents)?;
        }
        Ok(())
    }
}

fn write_rows(out: &mut dyn Write, title: &str, rows: &[(usize, &str)]) -> io::Result<()> {
    writeln!(out, "{title}")?;
    rows.iter().try_for_each(|(count, name)| writeln!(out, "{count:>12}  {name}"))
}
