//! Points in time and calendar dates.

use chrono::Datelike;

use crate::{
    context::Context,
    defect::{Correction, Defect, Defects, Fault, Severity},
    model::{AccountRequest, Timestamp},
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
    /// *Creating or Updating Accounts*, `consent.obtainedAt`.
    INVALID_TIMESTAMP = "KYX211" "invalid-timestamp" Error [Value(invalid_timestamp), Request(not_utc)]

    /// A string is not a calendar date in the form `YYYY-MM-DD`.
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
    /// *Jumio Platform API – Credentials*, "ISO 8601 date format".
    INVALID_DATE = "KYX212" "invalid-date" Error [Value(invalid_date)]
}

fn invalid_timestamp(_: &Fault<'_>) -> Defect {
    Defect::new("not an RFC 3339 time", "write it in UTC, such as `2025-06-01T12:00:00.000Z`")
}

fn not_utc(request: &AccountRequest, _: &Context, defects: &mut Defects<'_>) {
    let consent = request.user_consent.as_ref().and_then(|consent| consent.consent.as_ref());
    let Some(time) = consent.and_then(|consent| consent.obtained_at.as_ref()) else { return };
    if !time.is_utc() {
        let defect = Defect::at(
            "/userConsent/consent/obtainedAt",
            "not in UTC with `Z`",
            "write the same time in UTC, such as `2025-06-01T12:00:00.000Z`",
        );
        defects.push(defect.severity(Severity::Warning).correction(in_utc(time).map(Correction::replace)));
    }
}

/// The same instant in UTC, with the same fraction of a second. `None` for years that are not supported.
fn in_utc(time: &Timestamp) -> Option<String> {
    const TO_THE_SECOND: usize = "YYYY-MM-DDThh:mm:ss".len();
    let instant = time.instant();
    let fraction = time.as_str().get(TO_THE_SECOND..)?.split(['+', '-', 'z']).next()?;
    (1..=9999)
        .contains(&instant.year())
        .then(|| format!("{}{fraction}Z", instant.format("%Y-%m-%dT%H:%M:%S")))
}

fn invalid_date(fault: &Fault<'_>) -> Defect {
    let looks_right = fault.text().split('-').map(str::len).eq([4, 2, 2]);
    let message = if looks_right { "not a calendar date" } else { "not a date in the form `YYYY-MM-DD`" };
    Defect::new(message, "write year, month and day, such as `1972-11-16`")
}
