//! For programs: one JSON document, whose shape is a contract.

use std::io::{self, Write};

use kyx_schema::{Finding, Place, Span};
use serde::Serialize;

use super::{Item, Output, Summary};

const VERSION: u32 = 1;

pub(super) struct Json<'w, W> {
    out: &'w mut W,
    is_begun: bool,
}

#[derive(Serialize)]
struct PayloadEntry<'a> {
    path: String,
    line: Option<usize>,
    kind: Option<&'static str>,
    findings: Vec<FindingEntry<'a>>,
}

#[derive(Serialize)]
struct FindingEntry<'a> {
    code: &'static str,
    name: &'static str,
    severity: String,
    pointer: &'a str,
    message: &'a str,
    help: &'a str,
    range: Option<Span>,
    /// Edits that mend it; none are offered yet.
    fix: Option<()>,
}

impl<'w, W: Write> Json<'w, W> {
    pub(super) fn new(out: &'w mut W) -> Self {
        Self { out, is_begun: false }
    }

    fn begin(&mut self) -> io::Result<()> {
        if !self.is_begun {
            self.is_begun = true;
            write!(self.out, "{{\"version\":{VERSION},\"payloads\":[")?;
        }
        Ok(())
    }
}

impl<W: Write> Output for Json<'_, W> {
    fn item(&mut self, item: &Item<'_>) -> io::Result<()> {
        if item.origin.is_some() && item.report.is_clean() {
            return Ok(());
        }
        let separator = if self.is_begun { "," } else { "" };
        self.begin()?;
        writeln!(self.out, "{separator}")?;
        let entry = PayloadEntry {
            path: item.path.display().to_string(),
            line: item.origin.map(|place| place.line),
            kind: item.kind.map(kyx_schema::Kind::name),
            findings: item.report.findings().iter().map(|it| entry(it, item.origin)).collect(),
        };
        serde_json::to_writer(&mut *self.out, &entry)?;
        Ok(())
    }

    fn end(&mut self, summary: &Summary) -> io::Result<()> {
        self.begin()?;
        write!(self.out, "\n],\"summary\":")?;
        serde_json::to_writer(&mut *self.out, summary)?;
        writeln!(self.out, "}}")
    }
}

fn entry(finding: &Finding, origin: Option<Place>) -> FindingEntry<'_> {
    FindingEntry {
        code: finding.rule.code,
        name: finding.rule.name,
        severity: finding.severity.to_string(),
        pointer: &finding.pointer,
        message: &finding.message,
        help: &finding.help,
        range: finding.range.map(|span| origin.map_or(span, |origin| span.moved_to(origin))),
        fix: None,
    }
}
