//! Lints and fixes payloads, without the lock of the interpreter.

use chrono::{DateTime, Utc};
use kyx_schema::{Channel, Context, Kind, Operation, Report, Safety, input::Format, lint};
use pyo3::prelude::*;

use crate::{
    arguments::{Name, Text, json, named, time},
    detached::detached,
};

/// Kind, whether there is no error, the number of omitted findings, and the findings as JSON text.
pub(crate) type Found = (Option<&'static str>, bool, usize, String);

pub(crate) fn found_in(kind: Option<Kind>, report: &Report) -> PyResult<Found> {
    let findings = report.findings();
    let text = if findings.is_empty() { "[]".to_owned() } else { json(&findings)? };
    Ok((kind.map(Kind::name), !report.has_errors(), report.omitted(), text))
}

/// What is known about payloads and their call. Without a time, each payload is checked now.
#[pyclass(frozen)]
pub(crate) struct Linter {
    kind: Option<Kind>,
    operation: Option<Operation>,
    channel: Option<Channel>,
    now: Option<DateTime<Utc>>,
}

impl Linter {
    pub(crate) fn linter(&self) -> lint::Linter {
        let context = Context {
            now: self.now.unwrap_or_else(Utc::now),
            operation: self.operation,
            channel: self.channel,
        };
        let linter = lint::Linter::new(context);
        self.kind.map_or(linter, |kind| linter.kind(kind))
    }
}

fn found(linter: &lint::Linter, text: &Text) -> PyResult<Found> {
    let linted = linter.lint(text.bytes());
    found_in(linted.kind, &linted.report)
}

#[pymethods]
impl Linter {
    #[new]
    fn new(
        kind: Option<Name>,
        operation: Option<Name>,
        channel: Option<Name>,
        now: Option<Name>,
    ) -> PyResult<Self> {
        Ok(Self {
            kind: named("kind", kind)?,
            operation: named("operation", operation)?,
            channel: named("channel", channel)?,
            now: time(now)?,
        })
    }

    fn lint(&self, py: Python<'_>, data: Text) -> PyResult<Found> {
        detached(py, || found(&self.linter(), &data))
    }

    fn lint_batch(&self, py: Python<'_>, batch: Vec<Text>) -> PyResult<Vec<Found>> {
        detached(py, || {
            let linter = self.linter();
            batch.iter().map(|data| found(&linter, data)).collect()
        })
    }

    /// A payload, or a file with calls, without what may be personal.
    fn redact(&self, py: Python<'_>, data: Text) -> PyResult<String> {
        detached(py, || {
            let (linter, bytes) = (self.linter(), data.bytes());
            Ok(match Format::detect(&lint::same_length_text(bytes)) {
                Some(format) => linter.redact_file(bytes, format),
                None => linter.redact(bytes),
            })
        })
    }

    /// The fixed text, the number of fixed findings, and what is left.
    fn fix(&self, py: Python<'_>, data: Text, r#unsafe: bool) -> PyResult<(Vec<u8>, usize, Found)> {
        let safety = if r#unsafe { Safety::Unsafe } else { Safety::Safe };
        detached(py, || {
            let fixed = self.linter().fix(data.bytes(), safety, |_| true);
            let left = found_in(fixed.linted.kind, &fixed.linted.report)?;
            Ok((fixed.bytes, fixed.count, left))
        })
    }
}
