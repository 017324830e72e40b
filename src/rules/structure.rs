//! Area 1: the structure of a payload.

use serde_json::Value;

use super::{
    nearest::{is_same_folded, nearest},
    wording::{all_of, any_of, either},
};
use crate::defect::{Correction, Defect};

declare_rules! {
    /// A value has a different JSON type than its field.
    ///
    /// ## Why
    /// The platform cannot read it, or reads something other than what was meant.
    ///
    /// ## Example
    /// This is reported at `/overrideSettings/crossDeviceOnly`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2},
    ///   "overrideSettings": {"crossDeviceOnly": "true"}
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2},
    ///   "overrideSettings": {"crossDeviceOnly": true}
    /// }
    /// ```
    ///
    /// ## Source
    /// That of the field, as named in its documentation.
    WRONG_TYPE = "KYX101" "wrong-type" Error [Shape]

    /// A required field is missing.
    ///
    /// ## Why
    /// The platform rejects the payload.
    ///
    /// ## Example
    /// This is reported at `/customerInternalReference`:
    /// ```json invalid
    /// {"workflowDefinition": {"key": 2}}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2}}
    /// ```
    ///
    /// ## Source
    /// *Creating or Updating Accounts*, Required Fields; within an object, as named in the documentation of the object.
    MISSING_FIELD = "KYX102" "missing-field" Error [Shape]

    /// A request has a field that the platform does not know.
    ///
    /// ## Why
    /// Usually the name is misspelled: the intended field is not set, and nobody notices.
    ///
    /// ## Example
    /// This is reported at `/lastname`:
    /// ```json invalid
    /// {"firstName": "John", "lastname": "Smith"}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"firstName": "John", "lastName": "Smith"}
    /// ```
    ///
    /// ## Source
    /// The field tables of *Creating or Updating Accounts* and *Credential Reference*.
    UNKNOWN_FIELD = "KYX103" "unknown-field" Error [Shape]

    /// A key occurs twice in the same object.
    ///
    /// ## Why
    /// Readers differ on which one counts.
    ///
    /// ## Example
    /// This is reported at `/firstName`:
    /// ```json invalid
    /// {"firstName": "John", "firstName": "Jane", "lastName": "Smith"}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"firstName": "John", "lastName": "Smith"}
    /// ```
    ///
    /// ## Source
    /// RFC 8259, section 4.
    DUPLICATE_KEY = "KYX104" "duplicate-key" Error [Text]

    /// The text is JSON, but not a known kind of payload.
    ///
    /// ## Why
    /// A payload of unknown kind cannot be checked.
    ///
    /// ## Example
    /// This is reported:
    /// ```json invalid
    /// {}
    /// ```
    /// With `--as prepared-data`, this is not:
    /// ```json valid --as prepared-data
    /// {}
    /// ```
    ///
    /// ## Source
    /// The payloads of *Creating or Updating Accounts* and *Credential Reference*.
    UNKNOWN_KIND = "KYX105" "unknown-kind" Error [Text]

    /// A field is `null`, which is read as absent.
    ///
    /// ## Why
    /// The documents do not say what the platform does with `null`; an absent field is safe.
    ///
    /// ## Example
    /// This is reported at `/firstName`:
    /// ```json invalid
    /// {"firstName": null, "lastName": "Smith"}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"lastName": "Smith"}
    /// ```
    ///
    /// ## Source
    /// No sample in the documents contains `null`.
    NULL_FIELD = "KYX106" "null-field" Warning [Shape]
}

/// `expected` lists the JSON types that the field may have.
pub(crate) fn wrong_type(found: &Value, expected: &[&str]) -> Defect {
    let found_type = match found {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    };
    let meant = converted(found, expected);
    let expected: Vec<_> = expected.iter().map(|name| type_name(name)).collect();
    let expected = either(&expected);
    let help = match found {
        Value::Number(_) | Value::Bool(_) if expected == "a string" => "write it in double quotes".to_owned(),
        Value::String(_) if matches!(expected.as_str(), "a boolean" | "a number") => {
            "write it without quotes".to_owned()
        }
        _ => format!("write {expected}"),
    };
    Defect::new(format!("expected {expected}, found {found_type}"), help)
        .correction(meant.map(|value| Correction::replace(value).unsafely()))
}

/// The same value in an expected type, if the conversion loses nothing.
fn converted(value: &Value, expected: &[&str]) -> Option<Value> {
    let is_expected = |names: &[&str]| names.iter().any(|name| expected.contains(name));
    match value {
        Value::Number(number) if is_expected(&["string"]) && !number.is_f64() => {
            Some(number.to_string().into())
        }
        Value::Bool(value) if is_expected(&["string"]) => Some(value.to_string().into()),
        Value::String(text) => {
            let meant = serde_json::from_str(text).ok()?;
            let is_meant = match &meant {
                Value::Bool(_) => is_expected(&["boolean"]),
                Value::Number(number) => !number.is_f64() && is_expected(&["integer", "number"]),
                _ => false,
            };
            let written = meant.to_string();
            (is_meant && written == *text).then_some(meant)
        }
        _ => None,
    }
}

fn type_name(name: &str) -> &'static str {
    match name {
        "string" => "a string",
        "boolean" => "a boolean",
        "integer" => "a whole number",
        "number" => "a number",
        "array" => "an array",
        _ => "an object",
    }
}

pub(crate) fn missing_field(name: &str) -> Defect {
    Defect::new(format!("`{name}` is missing"), format!("add `{name}`"))
}

/// A required field that is `null`.
pub(crate) fn missing_value(name: &str) -> Defect {
    Defect::new(format!("`{name}` is required but null"), format!("give `{name}` a value"))
}

/// `known` lists the fields that the object may have, and `is_free` returns whether it lacks one: then that one may be
/// meant.
pub(crate) fn unknown_field(name: &str, known: &[&str], is_free: impl Fn(&str) -> bool) -> Defect {
    let same = known.iter().copied().find(|option| is_same_folded(option, name));
    let help = match same.or_else(|| nearest(name, known.iter().copied())) {
        Some(option) if is_free(option) => format!("did you mean `{option}`?"),
        _ if known.is_empty() => "remove it".to_owned(),
        _ => match same {
            Some(option) => format!("remove it; `{option}` is there already"),
            None => format!("remove it; known fields are {}", all_of(known)),
        },
    };
    let free = same.filter(|name| is_free(name));
    Defect::new("unknown field", help).correction(free.map(|name| Correction::rename(name).unsafely()))
}

pub(crate) fn duplicate_key() -> Defect {
    Defect::new("repeated key", "keep one of them: readers differ on which one counts")
}

/// `nearest` is the nearest kind, `missing` the fields that the payload lacks for it.
pub(crate) fn unknown_kind(nearest: Option<&str>, missing: &[String]) -> Defect {
    let message = match nearest {
        Some(kind) if missing.is_empty() => format!("unknown kind of payload; the nearest is {kind}"),
        Some(kind) => {
            format!("unknown kind of payload; the nearest is {kind}, but {} is missing", any_of(missing))
        }
        None => "unknown kind of payload".to_owned(),
    };
    let help = match nearest {
        Some(_) => "complete the payload, or name its kind with `--as`",
        None => "check that the file is a payload; `--as` names the kind of one",
    };
    Defect::new(message, help)
}

/// The text is an array or a single value. `found` is its type, such as "an array".
pub(crate) fn not_an_object(found: &str) -> Defect {
    let help = match found {
        "an array" => "lint its elements one by one, for example with `jq -c '.[]' FILE | kyx lint -`",
        _ => "a payload is a JSON object",
    };
    Defect::new(format!("{found}, not a payload"), help)
}

pub(crate) fn null_field() -> Defect {
    Defect::new("null is read as absent", "remove the field").correction(Some(Correction::remove()))
}
