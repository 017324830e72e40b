//! The lifetime of authorization tokens.

use crate::{
    defect::{Defect, Fault},
    model::{TOKEN_LIFETIME_MAX, TOKEN_LIFETIME_MIN},
};

declare_rules! {
    /// A token lifetime is not a number with one of the units `s`, `m`, `h` and `d`.
    ///
    /// ## Why
    /// The platform cannot read it.
    ///
    /// ## Example
    /// This is reported at `/tokenLifetime`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2},
    ///   "tokenLifetime": "30 minutes"
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2},
    ///   "tokenLifetime": "30m"
    /// }
    /// ```
    ///
    /// ## Source
    /// *Creating or Updating Accounts*, Optional Fields, `tokenLifetime`.
    INVALID_TOKEN_LIFETIME = "KYX208" "invalid-token-lifetime" Error [Value(invalid)]

    /// A token lifetime is shorter or longer than the platform allows.
    ///
    /// ## Why
    /// The platform rejects it.
    ///
    /// ## Example
    /// This is reported at `/tokenLifetime`:
    /// ```json invalid
    /// {"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2}, "tokenLifetime": "4m"}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2}, "tokenLifetime": "5m"}
    /// ```
    ///
    /// ## Source
    /// *Creating or Updating Accounts*, Optional Fields, `tokenLifetime`.
    TOKEN_LIFETIME_OUT_OF_RANGE = "KYX209" "token-lifetime-out-of-range" Error [Value(out_of_range)]
}

fn invalid(_: &Fault<'_>) -> Defect {
    Defect::new(
        "not a token lifetime",
        "write a whole number and one of `s`, `m`, `h` and `d`, such as `30m`",
    )
}

fn out_of_range(_: &Fault<'_>) -> Defect {
    let (minutes, days) = (TOKEN_LIFETIME_MIN / 60, TOKEN_LIFETIME_MAX / (24 * 60 * 60));
    Defect::new(
        format!("a token lifetime must be from {minutes} minutes to {days} days"),
        format!("write a lifetime from `{minutes}m` to `{days}d`"),
    )
}
