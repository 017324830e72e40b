//! Plausibility of a person's and a document's dates.

use chrono::{Datelike, Days, NaiveDate};

use super::sample::is_sample_date;
use crate::{
    context::Context,
    defect::{Defect, Defects, Severity},
    model::{date, view::PreparedData},
};

/// Nobody alive was born before this year.
const EARLIEST_BIRTH_YEAR: i32 = 1900;

const BIRTH: &str = "/dateOfBirth";
const ISSUE: &str = "/id/issuingDate";
const EXPIRY: &str = "/id/expiryDate";

declare_rules! {
    /// A date of birth or of issue is in the future; as a warning, a date of birth is before 1900.
    ///
    /// ## Why
    /// It cannot be right. One day ahead is allowed, because in some time zones it is already tomorrow.
    ///
    /// ## Example
    /// This is reported at `/dateOfBirth`:
    /// ```json invalid
    /// {"dateOfBirth": "2121-12-23"}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"dateOfBirth": "1972-11-16"}
    /// ```
    ///
    /// ## Source
    /// Inferred from what *Credential Reference*, Supported Fields, says of `dateOfBirth` and `id.issuingDate`.
    IMPLAUSIBLE_DATE = "KYX224" "implausible-date" Error [PreparedData(implausible_date)]

    /// A document expires before it is issued, or is issued before the person is born.
    ///
    /// ## Why
    /// It cannot be right: one of the dates is wrong, or two are swapped.
    ///
    /// ## Example
    /// This is reported at `/id/issuingDate`:
    /// ```json invalid
    /// {"dateOfBirth": "2021-01-22", "id": {"issuingDate": "1972-11-16"}}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"dateOfBirth": "1972-11-16", "id": {"issuingDate": "2021-01-22"}}
    /// ```
    ///
    /// ## Source
    /// Inferred from what *Credential Reference*, Supported Fields, says of `dateOfBirth`, `id.issuingDate` and
    /// `id.expiryDate`.
    DATES_OUT_OF_ORDER = "KYX225" "dates-out-of-order" Error [PreparedData(dates_out_of_order)]

    /// The document has expired.
    ///
    /// ## Why
    /// An expired document fails the checks.
    ///
    /// ## Example
    /// On 2025-01-01, this is reported at `/id/expiryDate`:
    /// ```json invalid
    /// {"id": {"expiryDate": "2024-01-22"}}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"id": {"expiryDate": "2026-01-22"}}
    /// ```
    ///
    /// ## Source
    /// This tool's own advice; *Credential Reference*, Supported Fields, `id.expiryDate`: "Date the document will expire".
    DOCUMENT_EXPIRED = "KYX226" "document-expired" Warning [PreparedData(document_expired)]
}

struct Dates {
    birth: Option<NaiveDate>,
    issue: Option<NaiveDate>,
    expiry: Option<NaiveDate>,
}

impl Dates {
    fn of(data: &PreparedData<'_>) -> Self {
        let parse = |text: Option<&str>| text.filter(|text| !is_sample_date(text)).and_then(date);
        let document = data.id.as_ref();
        Self {
            birth: parse(data.date_of_birth),
            issue: document.and_then(|document| parse(document.issuing_date)),
            expiry: document.and_then(|document| parse(document.expiry_date)),
        }
    }
}

fn implausible_date(data: &PreparedData<'_>, context: &Context, defects: &mut Defects<'_>) {
    let dates = Dates::of(data);
    for (pointer, date) in [(BIRTH, dates.birth), (ISSUE, dates.issue)] {
        if date.is_some_and(|date| date > latest(context)) {
            defects.push(Defect::at(pointer, "a date in the future", "check the date"));
        }
    }
    if dates.birth.is_some_and(|birth| birth.year() < EARLIEST_BIRTH_YEAR) {
        let message = format!("a date of birth before {EARLIEST_BIRTH_YEAR}");
        let defect = Defect::at(BIRTH, message, "check the date");
        defects.push(defect.severity(Severity::Warning));
    }
}

/// The latest possible date of today: somewhere on Earth, tomorrow has begun.
fn latest(context: &Context) -> NaiveDate {
    context.now.date_naive() + Days::new(1)
}

fn dates_out_of_order(data: &PreparedData<'_>, context: &Context, defects: &mut Defects<'_>) {
    let dates = Dates::of(data);
    // A date of birth or issue in the future is itself wrong, so other dates are not compared with it.
    let possible = |date: Option<NaiveDate>| date.filter(|date| *date <= latest(context));
    let dates = Dates { birth: possible(dates.birth), issue: possible(dates.issue), ..dates };
    let is_before = |a: Option<NaiveDate>, b: Option<NaiveDate>| a.zip(b).is_some_and(|(a, b)| a < b);
    if is_before(dates.expiry, dates.issue) {
        let defect = Defect::at(EXPIRY, "before the date of issue", "check both dates");
        defects.push(defect.because(ISSUE));
    }
    if is_before(dates.issue, dates.birth) {
        let defect = Defect::at(ISSUE, "before the date of birth", "check both dates");
        defects.push(defect.because(BIRTH));
    }
}

fn document_expired(data: &PreparedData<'_>, context: &Context, defects: &mut Defects<'_>) {
    if Dates::of(data).expiry.is_some_and(|expiry| expiry < context.now.date_naive()) {
        defects.push(Defect::at(EXPIRY, "the document has expired", "ask for a valid one"));
    }
}
