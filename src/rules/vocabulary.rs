//! Values out of a closed list.

use super::{Advice, Fault, Remedy, advice, all_of, any_of, is_same_folded, nearest};

declare_rules! {
    /// A value is not one of those that its field knows.
    ///
    /// ## Why
    /// The platform refuses it. Case, spaces and underscores count.
    ///
    /// ## Example
    /// This is reported, at `/workflowDefinition/credentials/0/type/values/0`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {
    ///     "key": 2,
    ///     "credentials": [{"category": "ID", "type": {"values": ["DRIVING LICENSE"]}}]
    ///   }
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {
    ///     "key": 2,
    ///     "credentials": [{"category": "ID", "type": {"values": ["DRIVING_LICENSE"]}}]
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    /// The field's own list; for types of `ID` and `FACEMAP` *Creating or Updating Accounts* and the vendor's guides.
    /// The prose of the former once writes `DRIVING LICENSE`; its samples and the API take `DRIVING_LICENSE`.
    UNKNOWN_VALUE = "KYX205" "unknown-value" Error {
        advice: unknown_value,
        account_request: super::credential_type::unknown_types,
        schema: super::credential_type::known_types,
    }
}

/// `options` holds the values that the field knows.
pub(super) fn unknown_value(fault: &Fault<'_>) -> Advice {
    let options: Vec<&str> =
        fault.options.iter().map(String::as_str).filter(|option| !option.is_empty()).collect();
    let text = fault.text();
    let same = options.iter().copied().find(|option| is_same_folded(option, text));
    let meant = same.or_else(|| nearest(text, options.iter().copied())).filter(|_| !fault.personal);
    let help = match meant {
        Some(option) => format!("did you mean `{option}`? There are {}", all_of(&options)),
        None => format!("write {}", any_of(&options)),
    };
    advice("not a value that this field knows", help).remedy(same.map(Remedy::replace))
}
