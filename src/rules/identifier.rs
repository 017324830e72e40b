//! Identifiers: UUIDs and workflow keys.

use std::borrow::Cow;

use crate::{
    defect::{Defect, Defects, Fault, Severity},
    endpoint::AccountId,
    model::parse_uuid,
    response::Response,
    rule::Form,
};

const GROUPS: [usize; 5] = [8, 4, 4, 4, 12];

declare_rules! {
    /// A string is not a UUID in its 36-character form; for a ruleset, this is a warning.
    ///
    /// ## Why
    /// The platform answers with a JSON parse error. Samples often omit a group.
    ///
    /// ## Example
    /// This is reported at `/workflowDefinition/credentials/0/id`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {
    ///     "key": 2,
    ///     "credentials": [{"category": "ID", "id": "33333333-3333-3333-aaaaaaaaaaaa"}]
    ///   },
    ///   "userConsent": {"userIp": "203.0.113.7", "userLocation": {"country": "DEU"}}
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {
    ///     "key": 2,
    ///     "credentials": [{"category": "ID", "id": "33333333-3333-3333-3333-aaaaaaaaaaaa"}]
    ///   },
    ///   "userConsent": {
    ///     "userIp": "203.0.113.7",
    ///     "userLocation": {"country": "DEU"},
    ///     "consent": {"obtained": "yes", "obtainedAt": "2024-07-20T17:20:35.000Z"}
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    /// *Use Existing Credentials*, Sample Error Responses, error 3: "standard 36-char representation". For rulesets,
    /// inferred from the example of *Creating or Updating Accounts*, `workflowDecision`, hence the warning.
    INVALID_UUID = "KYX204" "invalid-uuid" Error [Value(invalid_uuid), Response(invalid_ids), String(Form::Uuid, unexpected_id)]

    /// A workflow key is neither a positive whole number nor a string of digits.
    ///
    /// ## Why
    /// The platform identifies workflows by number. The limit is 15 digits, which every JSON reader keeps exactly.
    ///
    /// ## Example
    /// This is reported at `/workflowDefinition/key`:
    /// ```json invalid
    /// {"customerInternalReference": "order-4711", "workflowDefinition": {"key": "ID Verification"}}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2}}
    /// ```
    ///
    /// ## Source
    /// *Creating or Updating Accounts*, Required Fields: "A key value is required". That it is a number is inferred from
    /// the examples of all documents; the limit of 15 digits is this tool's own.
    INVALID_WORKFLOW_KEY = "KYX219" "invalid-workflow-key" Error [Value(invalid_workflow_key)]
}

fn invalid_uuid(fault: &Fault<'_>) -> Defect {
    let text = fault.text();
    let groups: Vec<_> = text.split('-').map(|group| group.chars().count()).collect();
    let message: Cow<'static, str> = if text.is_empty() {
        "empty, expected a UUID".into()
    } else if groups.len() == 1 {
        "not a UUID: no hyphens".into()
    } else if groups.len() != GROUPS.len() {
        format!("not a UUID: {} groups instead of 5", groups.len()).into()
    } else if groups != GROUPS {
        "not a UUID: the groups do not have 8, 4, 4, 4 and 12 digits".into()
    } else {
        "not a UUID: a character is not a hexadecimal digit".into()
    };
    Defect::new(message, "write the ID as the platform returned it: 8-4-4-4-12 hexadecimal digits")
}

/// The documents show UUIDs in these fields, but do not require them.
fn unexpected_id(id: &str) -> Option<Defect> {
    let help = "write the whole ID: 8-4-4-4-12 hexadecimal digits".into();
    let unexpected = || Defect { help, ..invalid_uuid(&Fault::of(&id.into())) }.severity(Severity::Warning);
    parse_uuid(id).is_none().then(unexpected)
}

fn invalid_ids(response: &dyn Response, defects: &mut Defects<'_>) {
    response.each_id(&mut |at, id| {
        if id.parse::<AccountId>().is_err() {
            defects.push(invalid_uuid(&Fault::of(&id.into())).moved_to(at.pointer()));
        }
    });
}

fn invalid_workflow_key(fault: &Fault<'_>) -> Defect {
    let reason = match fault.value.as_f64() {
        Some(number) => number_at_fault(number),
        None => digits_at_fault(fault.text()),
    };
    let help = "write a positive whole number of at most 15 digits, such as `10011`";
    Defect::new(format!("not a workflow key: {reason}"), help)
}

fn number_at_fault(number: f64) -> &'static str {
    if number == 0.0 {
        "zero"
    } else if number < 0.0 {
        "negative"
    } else if number.fract() == 0.0 {
        "more than 15 digits"
    } else {
        "not a whole number"
    }
}

fn digits_at_fault(text: &str) -> &'static str {
    let digits = text.strip_prefix('-').unwrap_or(text);
    if text.is_empty() {
        "empty"
    } else if text != text.trim() {
        "whitespace around it"
    } else if digits.is_empty() || !digits.bytes().all(|digit| digit.is_ascii_digit()) {
        "not a whole number"
    } else if digits.bytes().all(|digit| digit == b'0') {
        "zero"
    } else if digits.len() < text.len() {
        "negative"
    } else if digits.starts_with('0') {
        "a leading zero"
    } else {
        "more than 15 digits"
    }
}
