//! Area 1: the shape of a payload.

use serde_json::Value;

use super::{Advice, Fault, Remedy, advice, all_of, any_of, is_same_folded, nearest};

declare_rules! {
    /// A value is of another JSON type than its field.
    ///
    /// ## Why
    /// The platform cannot read it, or reads something else than was meant.
    ///
    /// ## Example
    /// This is reported, at `/overrideSettings/crossDeviceOnly`:
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
    /// The field's own, as its documentation names it.
    WRONG_TYPE = "KYX101" "wrong-type" Error { advice: wrong_type }

    /// A field that every such payload needs is missing.
    ///
    /// ## Why
    /// The platform refuses the payload.
    ///
    /// ## Example
    /// This is reported, at `/customerInternalReference`:
    /// ```json invalid
    /// {"workflowDefinition": {"key": 2}}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2}}
    /// ```
    ///
    /// ## Source
    /// *Creating or Updating Accounts*, required fields.
    MISSING_FIELD = "KYX102" "missing-field" Error { advice: missing_field }

    /// A request has a field that the platform does not know.
    ///
    /// ## Why
    /// Mostly a misspelled name: what was meant is not set, and nobody says so.
    ///
    /// ## Example
    /// This is reported, at `/lastname`:
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
    UNKNOWN_FIELD = "KYX103" "unknown-field" Error { advice: unknown_field }

    /// A key stands twice in the same object.
    ///
    /// ## Why
    /// Readers differ on which one counts.
    ///
    /// ## Example
    /// This is reported, at `/firstName`:
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
    DUPLICATE_KEY = "KYX104" "duplicate-key" Error { advice: duplicate_key }

    /// The text is JSON, but no kind of payload that is known.
    ///
    /// ## Why
    /// Without its kind, nothing can be said of it.
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
    UNKNOWN_KIND = "KYX105" "unknown-kind" Error { advice: unknown_kind }

    /// A field is `null`, which is read as absent.
    ///
    /// ## Why
    /// The documents do not say what the platform does with `null`; a field that is not there is safe.
    ///
    /// ## Example
    /// This is reported, at `/firstName`:
    /// ```json invalid
    /// {"firstName": null, "lastName": "Smith"}
    /// ```
    /// This is not:
    /// ```json valid
    /// {"lastName": "Smith"}
    /// ```
    ///
    /// ## Source
    /// None of the documents' samples has a `null`.
    NULL_FIELD = "KYX106" "null-field" Warning { advice: null_field }
}

/// `options` holds the JSON types that the field may have.
fn wrong_type(fault: &Fault<'_>) -> Advice {
    let found = match fault.value {
        Value::Null => "null",
        Value::Bool(_) => "a boolean",
        Value::Number(_) => "a number",
        Value::String(_) => "a string",
        Value::Array(_) => "an array",
        Value::Object(_) => "an object",
    };
    let expected: Vec<_> = fault.options.iter().map(|name| type_name(name)).collect();
    let expected = expected.join(" or ");
    let help = match fault.value {
        Value::Number(_) | Value::Bool(_) if expected == "a string" => "put it between `\"`".to_owned(),
        Value::String(_) if matches!(expected.as_str(), "a boolean" | "a number") => {
            "write it without `\"`".to_owned()
        }
        _ => format!("write {expected}"),
    };
    let meant = converted(fault.value, &fault.options);
    advice(format!("{found}, expected {expected}"), help)
        .remedy(meant.map(|value| Remedy::replace(value).unsafely()))
}

/// The same value in a type that the field may have, where nothing is lost.
fn converted(value: &Value, types: &[String]) -> Option<Value> {
    let is_expected = |names: &[&str]| names.iter().any(|name| types.iter().any(|it| it == name));
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

/// `options` holds the name of the field.
fn missing_field(fault: &Fault<'_>) -> Advice {
    let name = any_of(&fault.options);
    if fault.value.is_null() && fault.limit.is_some() {
        advice(format!("{name} is null, and needed"), format!("give {name} a value"))
    } else {
        advice(format!("{name} is missing"), format!("add {name}"))
    }
}

/// `value` holds the key, `options` the fields that there are.
fn unknown_field(fault: &Fault<'_>) -> Advice {
    let key = fault.text();
    let options = fault.options.iter().map(String::as_str);
    let same = options.clone().find(|option| is_same_folded(option, key));
    let help = match same.or_else(|| nearest(key, options)) {
        Some(option) => format!("did you mean `{option}`?"),
        None if fault.options.is_empty() => "remove it".to_owned(),
        None => format!("remove it; there are {}", all_of(&fault.options)),
    };
    advice("the platform does not know this field", help)
        .remedy(same.map(|name| Remedy::rename(name).unsafely()))
}

fn duplicate_key(_: &Fault<'_>) -> Advice {
    advice("the key stands here a second time", "keep one of them: readers differ on which one counts")
}

/// `options` holds the nearest kind and what the payload lacks for it.
fn unknown_kind(fault: &Fault<'_>) -> Advice {
    const HELP: &str = "name the kind with `--as`";
    match fault.options.split_first() {
        Some((kind, lacking)) if !lacking.is_empty() => advice(
            format!("no known kind of payload; the nearest is {kind}, but {} is missing", any_of(lacking)),
            HELP,
        ),
        Some((kind, _)) => advice(format!("no known kind of payload; the nearest is {kind}"), HELP),
        None => advice("no known kind of payload", HELP),
    }
}

fn null_field(_: &Fault<'_>) -> Advice {
    advice("null is read as absent", "leave the field out").remedy(Some(Remedy::remove()))
}
