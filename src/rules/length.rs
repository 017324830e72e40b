//! The length of strings and arrays.

use std::{
    collections::{HashMap, HashSet},
    hash::Hash,
};

use serde_json::Value;

use super::credential;
use crate::{
    context::Context,
    defect::{Correction, Defect, Defects, Fault},
    model::view::AccountRequest,
};

declare_rules! {
    /// A string is longer than its field allows.
    ///
    /// ## Why
    /// The platform rejects it. The limit counts Unicode characters, not bytes.
    ///
    /// ## Example
    /// This is reported at `/customerInternalReference` (101 characters):
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711 of the shop in Portland, by way of the leaflet that was handed out in the spring campaigns",
    ///   "workflowDefinition": {"key": 2}
    /// }
    /// ```
    /// This is not (100 characters):
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711 of the shop in Portland, by way of the leaflet that was handed out in the spring campaign",
    ///   "workflowDefinition": {"key": 2}
    /// }
    /// ```
    ///
    /// ## Source
    /// *Creating or Updating Accounts*, the columns "Max. Length". For the state of a consent, the vendor's guide on
    /// end-user consent.
    TOO_LONG = "KYX201" "too-long" Error [Value(too_long)]

    /// A string is shorter than its field allows; usually it is empty.
    ///
    /// ## Why
    /// The platform expects a value, or no field at all.
    ///
    /// ## Example
    /// This is reported at `/customerInternalReference`:
    /// ```json invalid
    /// {"customerInternalReference": "", "workflowDefinition": {"key": 2}}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2}}
    /// ```
    ///
    /// ## Source
    /// Inferred: *Creating or Updating Accounts* has no least lengths, but a reference, URL or identifier without any
    /// character is none.
    TOO_SHORT = "KYX202" "too-short" Error [Value(too_short)]

    /// An array that must have an element is empty.
    ///
    /// ## Why
    /// An empty choice leaves the end user nothing to choose.
    ///
    /// ## Example
    /// This is reported at `/workflowDefinition/credentials/0/country/values`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {
    ///     "key": 2,
    ///     "credentials": [{"category": "ID", "country": {"values": []}}]
    ///   }
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {
    ///     "key": 2,
    ///     "credentials": [{"category": "ID", "country": {"values": ["USA"]}}]
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    /// *Creating or Updating Accounts*, `credentials`, `country`: "at least one"; `ruleset`: "one or more rulesets". For
    /// types, inferred from these.
    TOO_FEW_VALUES = "KYX217" "too-few-values" Error [Value(too_few_values)]

    /// A value is listed twice in a choice.
    ///
    /// ## Why
    /// The second one adds nothing; probably another value was meant.
    ///
    /// ## Example
    /// This is reported at `/workflowDefinition/credentials/0/country/values/2`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {
    ///     "key": 2,
    ///     "credentials": [{"category": "ID", "country": {"values": ["USA", "CAN", "USA"]}}]
    ///   }
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {
    ///     "key": 2,
    ///     "credentials": [{"category": "ID", "country": {"values": ["USA", "CAN"]}}]
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    /// This tool's own advice. No example of the documents repeats a value.
    REPEATED_VALUE = "KYX218" "repeated-value" Warning [Request(repeated_values)] tag(Unnecessary)
}

fn length(value: &Value) -> u64 {
    value.as_str().map_or(0, |string| string.chars().count() as u64)
}

fn too_long(fault: &Fault<'_>) -> Defect {
    let (length, limit) = (length(fault.value), fault.limit.unwrap_or_default());
    Defect::new(
        format!("{length} characters, at most {limit} are allowed"),
        "shorten it; Unicode characters are counted, not bytes",
    )
}

fn too_short(fault: &Fault<'_>) -> Defect {
    let (length, limit) = (length(fault.value), fault.limit.unwrap_or_default());
    let help = "write a value, or remove the field if it is optional";
    match length {
        0 => Defect::new("empty", help),
        _ => Defect::new(format!("{length} characters, at least {limit} are required"), help),
    }
}

fn too_few_values(_: &Fault<'_>) -> Defect {
    Defect::new("empty, at least one element is required", "add an element, or remove the choice")
}

fn repeated_values(request: &AccountRequest<'_>, _: &Context, defects: &mut Defects<'_>) {
    for (index, credential) in credential::listed(request) {
        let pointer = |field| format!("{}/{field}/values", credential::pointer(index));
        if let Some(country) = &credential.country {
            repeated(|| pointer("country"), country.values, defects);
        }
        if let Some(choice) = &credential.r#type {
            repeated(|| pointer("type"), choice.values, defects);
        }
    }
}

fn repeated<T: Eq + Hash>(pointer: impl Fn() -> String, values: &[T], defects: &mut Defects<'_>) {
    if !has_repeats(values) {
        return;
    }
    let mut seen = HashMap::new();
    for (index, value) in values.iter().enumerate() {
        let first = *seen.entry(value).or_insert(index);
        if first == index {
            continue;
        }
        let pointer_to = |index: usize| format!("{}/{index}", pointer());
        let message = format!("the same as element {first} of the array (counted from 0)");
        defects.push(
            Defect::at(pointer_to(index), message, "remove it, or write the intended value")
                .correction(Some(Correction::remove()))
                .because(pointer_to(first)),
        );
    }
}

fn has_repeats<T: Eq + Hash>(values: &[T]) -> bool {
    /// Up to this length, comparing all pairs is faster than hashing.
    const FEW: usize = 16;
    if values.len() <= FEW {
        return values.iter().enumerate().any(|(index, value)| values[..index].contains(value));
    }
    let mut seen = HashSet::new();
    !values.iter().all(|value| seen.insert(value))
}
