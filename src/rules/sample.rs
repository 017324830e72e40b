//! Values from samples, sent as they are.

use crate::{defect::Defect, placeholder::is_sample, rule::Form};

/// What documentation tools write for any UUID.
const IDS: &[&str] = &["3fa85f64-5717-4562-b3fc-2c963f66afa6", "497f6eca-6276-4993-bfeb-53cbbbba6f08"];

/// The year of dates that were never set, in several languages.
const YEAR: &str = "0001-";

declare_rules! {
    /// A value is one from a sample: a placeholder, an ID of a documentation tool, or a date in the year 0001.
    ///
    /// ## Why
    /// The value that was meant is missing, and nobody notices.
    ///
    /// ## Example
    /// This is reported at `/userReference`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2},
    ///   "userReference": "YOUR_USER_REFERENCE"
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2},
    ///   "userReference": "customer-4711"
    /// }
    /// ```
    ///
    /// ## Source
    /// This tool's own advice. The placeholders are from the samples of *v3 Workflow Descriptions* and of *Jumio Platform
    /// API – Credentials*, Upload prepared data (`string`); the IDs are those that documentation tools generate.
    SAMPLE_VALUE = "KYX228" "sample-value" Warning [
        String(Form::Text, placeholder), String(Form::Personal, placeholder),
        String(Form::Code, placeholder), String(Form::Uuid, sample_id), String(Form::Date, sample_date),
        String(Form::Time, sample_date)
    ]
}

fn placeholder(text: &str) -> Option<Defect> {
    is_sample(text).then(|| sample("a placeholder from a sample", "write your own value"))
}

fn sample_id(id: &str) -> Option<Defect> {
    let is_found = IDS.iter().any(|sample| sample.eq_ignore_ascii_case(id));
    is_found.then(|| sample("an ID from a sample", "write the actual ID"))
}

fn sample_date(text: &str) -> Option<Defect> {
    is_sample_date(text).then(|| sample("a date in the year 0001", "write the actual date"))
}

pub(super) fn is_sample_date(text: &str) -> bool {
    text.starts_with(YEAR)
}

/// If the field also rejects the value, that finding says enough.
fn sample(message: &'static str, help: &'static str) -> Defect {
    Defect::new(message, help).yielding()
}
