//! Payloads of every kind, and mutants of them with one value changed.

mod requests;
mod values;

use std::fs;

use kyx_schema::{
    Context, Kind,
    input::Format,
    lint::{Linter, same_length_text},
};
use serde_json::{Value, json};

pub(crate) use self::requests::requests;
use self::values::{
    ADDRESSES, COUNTRIES, DATES, EMAILS, FLAGS, HUGE_NUMBERS, IDS, KEYS, LIFETIMES, LOCALES, NAMES, NUMBERS,
    PHONES, PROFILES, TIMES, URLS, VALUES, numbers, of_other_types, texts,
};
use crate::support::{files, fixtures};
use crate::whole::resolved;
pub(crate) use crate::whole::with_every_field;

/// The payloads of all fixtures and documents that are JSON, each with the kind it is linted as.
pub(crate) fn of_fixtures() -> Vec<(Kind, Value)> {
    let read = |path| {
        let bytes = fs::read(path).unwrap();
        if Format::detect(&same_length_text(&bytes)).is_some_and(|format| format != Format::Array) {
            return None; // not a payload, but a file of calls
        }
        let value = serde_json::from_slice::<Value>(&bytes).ok()?;
        let detected = Linter::new(Context::unknown()).lint(value.to_string().as_bytes()).kind;
        Some((detected.unwrap_or(Kind::PreparedData), value))
    };
    files(&fixtures("")).into_iter().filter_map(read).collect()
}

/// The payloads of all fixtures, the examples of all schemas, and a payload of each kind with every field.
pub(crate) fn payloads() -> Vec<(Kind, Value)> {
    let mut payloads = of_fixtures();
    for kind in Kind::ALL {
        let schema: Value = serde_json::from_str(kind.schema()).unwrap();
        payloads.extend(schema["examples"].as_array().unwrap().iter().map(|it| (*kind, it.clone())));
        payloads.push((*kind, with_every_field(&schema, &schema)));
    }
    payloads
}

/// A field of a schema, and its pointer in the payload with every field.
pub(crate) struct Field<'a> {
    pub(crate) pointer: String,
    name: &'a str,
    schema: &'a Value,
    target: &'a Value,
}

/// Every field of a schema, and the first element of each array.
pub(crate) fn fields(schema: &Value) -> Vec<Field<'_>> {
    fields_below(schema, schema, "", "")
}

fn fields_below<'a>(root: &'a Value, schema: &'a Value, name: &'a str, pointer: &str) -> Vec<Field<'a>> {
    let target = resolved(root, schema);
    let mut found = vec![Field { pointer: pointer.to_owned(), name, schema, target }];
    for (name, field) in target["properties"].as_object().into_iter().flatten() {
        found.extend(fields_below(root, field, name, &format!("{pointer}/{name}")));
    }
    if let Some(item) = target.get("items") {
        found.extend(fields_below(root, item, name, &format!("{pointer}/0")));
    }
    found
}

impl Field<'_> {
    /// Whether every value is valid for the field.
    pub(crate) fn takes_anything(&self) -> bool {
        ["type", "anyOf", "enum"].iter().all(|keyword| self.target.get(keyword).is_none())
    }

    /// The values to try instead of its value: those that may matter for its format, its limits or its type.
    pub(crate) fn replacements(&self, original: &Value) -> Vec<Value> {
        let mut replacements = of_other_types();
        replacements.extend(self.forms().iter().copied().flat_map(texts));
        if ["key", "definitionKey", "status", "crossDeviceOnly", "enableExtraction"].contains(&self.name) {
            replacements.extend(numbers(NUMBERS));
        }
        for limit in ["minLength", "maxLength"].map(|limit| &self.schema[limit]) {
            let Some((limit, text)) = limit.as_u64().zip(original.as_str()) else { continue };
            replacements.extend(around(text, limit.try_into().unwrap()));
        }
        replacements.extend(changed(original));
        replacements
    }

    fn forms(&self) -> Vec<&'static [&'static str]> {
        let format = self.target.get("format").or(self.target["anyOf"][1].get("format"));
        let comment = self.schema["$comment"].as_str().unwrap_or_default();
        let of_format = match format.and_then(Value::as_str) {
            _ if comment.ends_with("invalid-date") => DATES,
            _ if comment.ends_with("invalid-uuid") => IDS,
            _ if comment.ends_with("invalid-country") => COUNTRIES,
            Some("date") => DATES,
            Some("date-time") => TIMES,
            Some("ipv4" | "ipv6") => ADDRESSES,
            Some("uuid") => IDS,
            _ => &[],
        };
        let of_name = match self.name {
            "callbackUrl" | "successUrl" | "errorUrl" => URLS,
            "tokenLifetime" => LIFETIMES,
            "locale" => LOCALES,
            "email" => EMAILS,
            "phoneNumber" | "phoneNumber2" => PHONES,
            "key" | "definitionKey" => KEYS,
            "enableExtraction" => FLAGS,
            "searchProfile" => PROFILES,
            "customerInternalReference"
            | "firstName"
            | "middleName"
            | "lastName"
            | "paternalSurname"
            | "maternalSurname" => NAMES,
            _ => &[],
        };
        let listed = self.target["enum"].as_array().or(self.target["anyOf"][0]["enum"].as_array());
        let of_list = match listed {
            Some(listed) if listed.contains(&json!("USA")) => COUNTRIES,
            Some(_) => VALUES,
            None => &[],
        };
        vec![of_format, of_name, of_list]
    }
}

/// A string padded or cut to lengths around a limit, with characters of one and of two UTF-16 units.
fn around(text: &str, limit: usize) -> Vec<Value> {
    let with_length = |length: usize, with: char| {
        let text: String = text.chars().chain(std::iter::repeat(with)).take(length).collect();
        Value::from(text)
    };
    let lengths = [limit.saturating_sub(1), limit, limit + 1];
    lengths.iter().flat_map(|length| ['a', '🙂'].map(|with| with_length(*length, with))).collect()
}

/// Slight changes of a value.
fn changed(original: &Value) -> Vec<Value> {
    match original {
        Value::String(text) => [
            format!("{text}<"),
            format!("{text}\n"),
            format!("{text}\u{2028}"),
            format!("{text}\u{E4}"),
            format!(" {text}"),
            text.to_lowercase(),
            text.to_uppercase(),
            text.replace('-', ""),
        ]
        .map(Value::from)
        .into(),
        Value::Object(fields) => {
            let with = |value: Value| {
                let mut more = fields.clone();
                more.insert("unknownField".to_owned(), value);
                Value::Object(more)
            };
            vec![with(json!(1)), with(Value::Null), fields.values().cloned().collect()]
        }
        Value::Array(items) => {
            let with = |item| Value::Array([items.as_slice(), &[item]].concat());
            let again = Value::Array([items.as_slice(), items].concat());
            vec![again, with(Value::Null), with(json!("x")), with(json!({}))]
        }
        _ => Vec::new(),
    }
}

/// As many values are changed in every way; of a larger payload, the mutants would be many and large.
const WHOLLY_CHANGED: usize = 30;

/// Mutants of a payload with one value changed: every nth of all changes that may matter in some field, in a large payload
/// fewer.
pub(crate) fn mutants(value: &Value, step: usize) -> impl Iterator<Item = Value> + '_ {
    let of_any_field = of_any_field();
    let pointers = pointers(value, "");
    let step = step * pointers.len().div_ceil(WHOLLY_CHANGED);
    let changes = pointers.into_iter().flat_map(move |pointer| {
        let original = value.pointer(&pointer).unwrap();
        let mut replacements = [changed(original), of_any_field.clone()].concat();
        if let Some(text) = original.as_str() {
            replacements.extend([60, 400].map(|times| Value::from(text.repeat(times))));
        }
        replacements
            .into_iter()
            .map(Some)
            .chain([None])
            .map(move |replacement| (pointer.clone(), replacement))
    });
    changes.step_by(step).filter_map(|(pointer, replacement)| match replacement {
        Some(replacement) => Some(with(value, &pointer, replacement)),
        None => without(value, &pointer),
    })
}

/// The values that may matter in some field; they are tried in all fields.
fn of_any_field() -> Vec<Value> {
    let forms = [
        DATES, TIMES, ADDRESSES, IDS, URLS, LIFETIMES, LOCALES, EMAILS, PHONES, KEYS, FLAGS, COUNTRIES,
        PROFILES, NAMES, VALUES,
    ];
    let numbers = numbers(NUMBERS).chain(numbers(HUGE_NUMBERS));
    forms.into_iter().flat_map(texts).chain(numbers).chain(of_other_types()).collect()
}

/// Returns a payload with another value at a pointer.
pub(crate) fn with(value: &Value, pointer: &str, replacement: Value) -> Value {
    let mut mutant = value.clone();
    *mutant.pointer_mut(pointer).unwrap() = replacement;
    mutant
}

/// The pointers of all values in a payload, beginning with the payload itself.
pub(crate) fn pointers(value: &Value, pointer: &str) -> Vec<String> {
    let mut found = vec![pointer.to_owned()];
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                let token = key.replace('~', "~0").replace('/', "~1");
                found.extend(pointers(value, &format!("{pointer}/{token}")));
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                found.extend(pointers(value, &format!("{pointer}/{index}")));
            }
        }
        _ => {}
    }
    found
}

/// Returns a payload without the value at a pointer, or `None` if there is no such value or it is the whole payload.
pub(crate) fn without(value: &Value, pointer: &str) -> Option<Value> {
    value.pointer(pointer)?;
    let (parent, token) = pointer.rsplit_once('/')?;
    let mut without = value.clone();
    match without.pointer_mut(parent)? {
        Value::Object(fields) => drop(fields.remove(&token.replace("~1", "/").replace("~0", "~"))),
        Value::Array(items) => drop(items.remove(token.parse().ok()?)),
        _ => return None,
    }
    Some(without)
}
