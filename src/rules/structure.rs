//! Area 1: the structure of a payload.

use serde_json::Value;

use super::{
    nearest::{is_same_folded, nearest},
    wording::{all_of, any_of, either},
};
use crate::{
    defect::{Correction, Defect},
    kind::Kind,
};

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

    /// A request has a field that the platform does not know at this place.
    ///
    /// ## Why
    /// Usually the name is misspelled, or the field belongs in another object: the intended field is not set, and nobody
    /// notices.
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
    /// The field tables of *Creating or Updating Accounts* and *Credential Reference*. A table of the latter writes `id.Type`,
    /// its sample and the API write `id.type`, which is the name here.
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
    NULL_FIELD = "KYX106" "null-field" Warning [Shape] tag(Unnecessary)
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
        Value::String(_) if expected == "a boolean" => "write it without quotes".to_owned(),
        _ => format!("write {expected}"),
    };
    Defect::new(format!("expected {expected}, found {found_type}"), help)
        .correction(meant.map(|value| Correction::replace(value).unsafely()))
}

/// The same value as a string or a boolean, if one is expected and the conversion loses nothing.
fn converted(value: &Value, expected: &[&str]) -> Option<Value> {
    match value {
        Value::Number(number) if expected.contains(&"string") && !number.is_f64() => {
            Some(number.to_string().into())
        }
        Value::Bool(value) if expected.contains(&"string") => Some(value.to_string().into()),
        Value::String(text) if expected.contains(&"boolean") => text.parse().ok().map(Value::Bool),
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

/// The known field that differs from a name only in case and in how words are joined.
pub(crate) fn same_name<'a>(name: &str, known: &[&'a str]) -> Option<&'a str> {
    known.iter().copied().find(|option| is_same_folded(option, name))
}

/// `remark` is what the documentation of the field says about the name as it is written.
pub(crate) fn misspelled_field(meant: &str, remark: Option<&str>) -> Defect {
    let remark = remark.map_or_else(String::new, |remark| format!(" {}", remark.trim_end_matches('.')));
    Defect::new("unknown field", format!("did you mean `{meant}`?{remark}"))
}

/// A field that is spelled like another one that the object has.
pub(crate) fn superfluous_field(meant: &str) -> Defect {
    Defect::new("unknown field", format!("remove it; `{meant}` is there already"))
}

/// `known` lists the fields that the object may have, and `is_free` returns whether it lacks one: then that one may be
/// meant.
pub(crate) fn unknown_field(name: &str, known: &[&str], is_free: impl Fn(&str) -> bool) -> Defect {
    let help = match nearest(name, known.iter().copied()) {
        Some(option) if is_free(option) => format!("did you mean `{option}`?"),
        _ => format!("remove it; known fields are {}", all_of(known)),
    };
    Defect::new("unknown field", help)
}

/// A field that belongs elsewhere. `is_set` tells whether it has a value there already.
pub(crate) fn misplaced_field(places: &[&str], is_set: bool) -> Defect {
    let remark = if is_set { ", where it has a value already: remove it here" } else { "" };
    Defect::new("field in the wrong place", format!("it belongs at {}{remark}", any_of(places)))
}

/// A field that has another name here. `is_set` tells whether that one has a value already.
pub(crate) fn renamed_field(new: &str, is_set: bool) -> Defect {
    let remark = if is_set { ", which has a value already: remove it here" } else { "" };
    Defect::new("unknown field", format!("its name here is `{new}`{remark}"))
}

pub(crate) fn duplicate_key() -> Defect {
    Defect::new("repeated key", "keep one of them: readers differ on which one counts")
}

/// A kind that a payload of unknown kind resembles, and why it is not of this kind.
pub(crate) struct Near {
    pub(crate) kind: Kind,
    /// The decisive fields that the payload lacks.
    pub(crate) missing: Vec<&'static str>,
    /// The decisive fields of the payload that the kind does not have.
    pub(crate) foreign: Vec<&'static str>,
}

impl Near {
    /// The kind, and the fields that decide.
    fn describe(&self) -> String {
        let dotted = |pointers: &[&str]| -> Vec<_> {
            pointers.iter().map(|it| it.trim_start_matches('/').replace('/', ".")).collect()
        };
        let mut text = self.kind.to_string();
        if !self.missing.is_empty() {
            text += &format!(", but {} is missing", any_of(&dotted(&self.missing)));
        } else if !self.foreign.is_empty() {
            text += &format!(", which does not have {}", any_of(&dotted(&self.foreign)));
        }
        text
    }
}

/// `nearest` lists the nearest kinds.
pub(crate) fn unknown_kind(nearest: &[Near]) -> Defect {
    let message = "unknown kind of payload";
    let described: Vec<_> = nearest.iter().map(Near::describe).collect();
    let options: Vec<_> = nearest.iter().map(|near| format!("--as {}", near.kind)).collect();
    let help = format!("complete the payload, or name its kind with {}", any_of(&options));
    match described.as_slice() {
        [] => {
            let kinds: Vec<_> = Kind::ALL.iter().map(|kind| kind.name()).collect();
            Defect::new(message, format!("check that the file is a payload; kinds are {}", all_of(&kinds)))
        }
        [one] => Defect::new(format!("{message}; the nearest is {one}"), help),
        several => Defect::new(format!("{message}; the nearest are {}", several.join("; and ")), help),
    }
}

/// An object without members.
pub(crate) fn empty_object() -> Defect {
    let help = "the platform answers a deletion with it, which needs no check; prepared data may be empty, too: name it with \
                `--as prepared-data`";
    Defect::new("an empty object: its kind is unknown", help)
}

/// The text is an array or a single value. `found` is its type, such as "an array".
pub(crate) fn not_an_object(found: &str) -> Defect {
    let help = match found {
        "an array" => "lint its elements one by one, for example with `jq -c '.[]' FILE | kyx lint -`",
        "JSON in a string" => "it was encoded twice: decode it, for example with `jq -r . FILE | kyx lint -`",
        _ => "a payload is a JSON object",
    };
    Defect::new(format!("{found}, not a payload"), help)
}

pub(crate) fn null_field() -> Defect {
    Defect::new("null is read as absent", "remove the field").correction(Some(Correction::remove()))
}
