//! Fields that newer documents no longer have.

use crate::{defect::Defect, rule::Form};

declare_rules! {
    /// Only older pages of the documents have this field.
    ///
    /// ## Why
    /// The platform may ignore it.
    ///
    /// ## Example
    /// This is reported at `/address/line3`:
    /// ```json invalid
    /// {"address": {"line1": "12345 SW Address Ln", "line2": "Suite 707", "line3": "Building 3"}}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"address": {"line1": "12345 SW Address Ln", "line2": "Suite 707, Building 3"}}
    /// ```
    ///
    /// ## Source
    /// Older pages of the vendor's guides on prepared data; the table of *Credential Reference*, Supported Fields, ends
    /// with `address.line2`.
    OLDER_FIELD = "KYX108" "older-field" Warning [String(Form::Older, older_field)] tag(Deprecated)
}

fn older_field(_: &str) -> Option<Defect> {
    Some(Defect::new(
        "only older documents have this field",
        "write its value into a field of the newer ones, such as `line2`",
    ))
}
