//! The result as an Arrow array: a struct per payload.

use std::sync::Arc;

use arrow_array::{
    ArrayRef, ListArray, StructArray,
    builder::{BooleanBuilder, Int32Builder, StringBuilder, TimestampMicrosecondBuilder},
};
use arrow_buffer::{NullBufferBuilder, OffsetBufferBuilder};
use arrow_schema::{ArrowError, DataType, Field, Fields, TimeUnit};
use chrono::{DateTime, Datelike, Utc};
use kyx_schema::{CountryCode, Finding, Kind, Severity, lint::Linted};

use super::Detail;

const UTC: &str = "UTC";

/// Engines compare types field by field, and some of them drop what says that a field is never null.
fn nullable(fields: impl IntoIterator<Item = (&'static str, DataType)>) -> Fields {
    fields.into_iter().map(|(name, data_type)| Field::new(name, data_type, true)).collect()
}

fn fields(detail: Detail, has_country: bool) -> Fields {
    let mut fields = vec![("kind", DataType::Utf8)];
    match detail {
        Detail::Valid => fields.push(("valid", DataType::Boolean)),
        Detail::Counts | Detail::Findings => fields.extend([
            ("errors", DataType::Int32),
            ("warnings", DataType::Int32),
            ("consent_until", DataType::Timestamp(TimeUnit::Microsecond, Some(UTC.into()))),
        ]),
    }
    if has_country {
        fields.push(("country", DataType::Utf8));
    }
    if detail == Detail::Findings {
        let item = Field::new("item", DataType::Struct(finding_fields()), true);
        fields.push(("findings", DataType::List(item.into())));
    }
    nullable(fields)
}

fn finding_fields() -> Fields {
    nullable(["code", "severity", "pointer", "message"].map(|name| (name, DataType::Utf8)))
}

/// The rows so far, by column.
pub(super) struct Rows {
    detail: Detail,
    has_country: bool,
    present: NullBufferBuilder,
    kind: StringBuilder,
    valid: BooleanBuilder,
    errors: Int32Builder,
    warnings: Int32Builder,
    consent_until: TimestampMicrosecondBuilder,
    country: StringBuilder,
    findings: Findings,
}

impl Rows {
    pub(super) fn new(detail: Detail, has_country: bool) -> Self {
        Self {
            detail,
            has_country,
            present: NullBufferBuilder::new(0),
            kind: StringBuilder::new(),
            valid: BooleanBuilder::new(),
            errors: Int32Builder::new(),
            warnings: Int32Builder::new(),
            consent_until: TimestampMicrosecondBuilder::new().with_timezone(UTC),
            country: StringBuilder::new(),
            findings: Findings::new(),
        }
    }

    /// Appends what was found in a payload; a null if there is none.
    pub(super) fn push(&mut self, linted: Option<&Linted>) -> Result<(), ArrowError> {
        let count = |severity| linted.map(|it| i32::try_from(it.report.count(severity)).unwrap_or(i32::MAX));
        self.present.append(linted.is_some());
        self.kind.append_option(linted.and_then(|it| it.kind).map(Kind::name));
        if self.detail == Detail::Valid {
            self.valid.append_option(linted.map(|it| !it.report.has_errors()));
        } else {
            self.errors.append_option(count(Severity::Error));
            self.warnings.append_option(count(Severity::Warning));
            let until = linted.and_then(|it| it.consent.until).filter(is_representable);
            self.consent_until.append_option(until.map(|until| until.timestamp_micros()));
        }
        if self.has_country {
            self.country.append_option(linted.and_then(|it| it.consent.country).map(CountryCode::as_str));
        }
        if self.detail == Detail::Findings {
            self.findings.push(linted.map(|it| it.report.findings()))?;
        }
        Ok(())
    }

    pub(super) fn finish(mut self) -> Result<StructArray, ArrowError> {
        let mut columns: Vec<ArrayRef> = vec![Arc::new(self.kind.finish())];
        if self.detail == Detail::Valid {
            columns.push(Arc::new(self.valid.finish()));
        } else {
            columns.push(Arc::new(self.errors.finish()));
            columns.push(Arc::new(self.warnings.finish()));
            columns.push(Arc::new(self.consent_until.finish()));
        }
        if self.has_country {
            columns.push(Arc::new(self.country.finish()));
        }
        if self.detail == Detail::Findings {
            columns.push(self.findings.finish()?);
        }
        let (fields, present) = (fields(self.detail, self.has_country), self.present.finish());
        let length = columns[0].len();
        StructArray::try_new_with_length(fields, columns, present, length)
    }
}

/// Most engines, and Python, end with the year 9999. A consent until then is from the future, and has a finding.
fn is_representable(until: &DateTime<Utc>) -> bool {
    until.year() <= 9999
}

/// The findings of all rows, and where those of each row end.
struct Findings {
    present: NullBufferBuilder,
    lengths: OffsetBufferBuilder<i32>,
    code: StringBuilder,
    severity: StringBuilder,
    pointer: StringBuilder,
    message: StringBuilder,
}

impl Findings {
    fn new() -> Self {
        Self {
            present: NullBufferBuilder::new(0),
            lengths: OffsetBufferBuilder::new(0),
            code: StringBuilder::new(),
            severity: StringBuilder::new(),
            pointer: StringBuilder::new(),
            message: StringBuilder::new(),
        }
    }

    fn push(&mut self, findings: Option<&[Finding]>) -> Result<(), ArrowError> {
        self.present.append(findings.is_some());
        self.lengths.push_length(findings.map_or(0, <[Finding]>::len));
        for finding in findings.into_iter().flatten() {
            append(&mut self.code, finding.rule.code)?;
            append(&mut self.severity, &finding.severity.to_string())?;
            append(&mut self.pointer, &finding.pointer)?;
            append(&mut self.message, &finding.message)?;
        }
        Ok(())
    }

    fn finish(mut self) -> Result<ArrayRef, ArrowError> {
        let columns = [self.code, self.severity, self.pointer, self.message];
        let columns = columns.map(|mut column| Arc::new(column.finish()) as ArrayRef);
        let items = StructArray::try_new(finding_fields(), columns.to_vec(), None)?;
        let item = Field::new("item", DataType::Struct(finding_fields()), true);
        let present = self.present.finish();
        Ok(Arc::new(ListArray::try_new(item.into(), self.lengths.finish(), Arc::new(items), present)?))
    }
}

/// Appends a text, unless the offsets of the column overflow.
fn append(column: &mut StringBuilder, text: &str) -> Result<(), ArrowError> {
    if column.values_slice().len() + text.len() > i32::MAX as usize {
        let message = "the findings of one array exceed 2 GiB; pass it in chunks";
        return Err(ArrowError::ComputeError(message.to_owned()));
    }
    column.append_value(text);
    Ok(())
}
