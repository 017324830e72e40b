//! Points in time and calendar dates.

use chrono::{Datelike, SecondsFormat};

use crate::{
    defect::{Correction, Defect, Fault, Severity},
    model::{Timestamp, date},
    rule::Form,
};

declare_rules! {
    /// A string is not a time in RFC 3339 format; as a warning, it is one but not in UTC with `Z`.
    ///
    /// ## Why
    /// The platform documents `YYYY-MM-DDThh:mm:ss.SSSZ`; readers may not support other offsets. The first year is
    /// 0001: not all readers support the year 0000.
    ///
    /// ## Example
    /// This is reported at `/userConsent/consent/obtainedAt`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2},
    ///   "userConsent": {
    ///     "userIp": "203.0.113.7",
    ///     "userLocation": {"country": "USA", "state": "IL"},
    ///     "consent": {"obtained": "yes", "obtainedAt": "20/07/2024 17:20"}
    ///   }
    /// }
    /// ```
    /// On 2025-01-01, this is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2},
    ///   "userConsent": {
    ///     "userIp": "203.0.113.7",
    ///     "userLocation": {"country": "USA", "state": "IL"},
    ///     "consent": {"obtained": "yes", "obtainedAt": "2024-07-20T17:20:00.000Z"}
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    /// Inferred from the example of *Creating or Updating Accounts*, `userConsent`; the vendor's guide on end-user consent.
    INVALID_TIMESTAMP = "KYX211" "invalid-timestamp" Error [Value(invalid_timestamp), String(Form::Time, not_utc)]

    /// A string is not a calendar date in the form `YYYY-MM-DD`; for the dates of a document, this is a warning.
    ///
    /// ## Why
    /// Risk signals compare it with their data about the person. The first year is 0001: not all readers support the
    /// year 0000.
    ///
    /// ## Example
    /// This is reported at `/dateOfBirth`:
    /// ```json invalid
    /// {"dateOfBirth": "1973-02-29"}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"dateOfBirth": "1972-02-29"}
    /// ```
    ///
    /// ## Source
    /// *Credential Reference*, Supported Fields, and *Jumio Platform API – Credentials*, Upload prepared data,
    /// `dateOfBirth`: "Date of birth in ISO 8601 date format". For the dates of a document, inferred from examples, hence
    /// the warning.
    INVALID_DATE = "KYX212" "invalid-date" Error [Value(invalid_date), String(Form::Date, unexpected_date)]
}

fn invalid_timestamp(_: &Fault<'_>) -> Defect {
    Defect::new("not an RFC 3339 time", "write it in UTC, such as `2025-06-01T12:00:00.000Z`")
}

fn not_utc(text: &str) -> Option<Defect> {
    let time = if text.ends_with('Z') { None } else { text.parse::<Timestamp>().ok() }?;
    let help = "write the same time in UTC, such as `2025-06-01T12:00:00.000Z`";
    let defect = Defect::new("not in UTC with `Z`", help).severity(Severity::Warning);
    Some(defect.correction(in_utc(&time).map(Correction::replace)))
}

/// The same instant in UTC, with the same fraction of a second. `None` for years that are not supported.
fn in_utc(time: &Timestamp) -> Option<String> {
    const TO_THE_SECOND: usize = "YYYY-MM-DDThh:mm:ss".len();
    let instant = time.instant();
    let fraction = time.as_str().get(TO_THE_SECOND..)?.split(['+', '-', 'z']).next()?;
    let seconds = instant.to_rfc3339_opts(SecondsFormat::Secs, true);
    (1..=9999).contains(&instant.year()).then(|| format!("{}{fraction}Z", seconds.trim_end_matches('Z')))
}

fn invalid_date(fault: &Fault<'_>) -> Defect {
    let looks_right = fault.text().split('-').map(str::len).eq([4, 2, 2]);
    let message = if looks_right { "not a calendar date" } else { "not a date in the form `YYYY-MM-DD`" };
    Defect::new(message, "write year, month and day, such as `1972-11-16`")
}

/// The documents show ISO dates in some fields, but do not require them there. Where they do, the error comes first.
fn unexpected_date(text: &str) -> Option<Defect> {
    let is_expected = text.is_empty() || date(text).is_some();
    (!is_expected).then(|| invalid_date(&Fault::of(&text.into())).severity(Severity::Warning).yielding())
}
