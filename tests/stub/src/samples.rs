//! The payloads that clients must send and read.

use std::{env, fs, path::Path};

use kyx_schema::{Kind, Timestamp};
use serde_json::{Map, Value};

/// The sample of a kind, in the folder that was passed as argument.
pub(super) fn of(kind: Kind) -> Option<Value> {
    let schema: Value = serde_json::from_str(kind.schema()).ok()?;
    let name = schema["title"].as_str()?.split(' ').map(capitalized).collect::<String>();
    let path = Path::new(&env::args().nth(1)?).join(name + ".json");
    serde_json::from_slice(&fs::read(path).ok()?).ok()
}

fn capitalized(word: &str) -> String {
    let (first, rest) = word.split_at(1);
    first.to_uppercase() + rest
}

/// Whether a valid body has the values of the sample. A field that is `null` is absent, times have several forms, and
/// where the schema accepts a number or a boolean as a string, clients may choose.
pub(super) fn is_same(sample: &Value, body: &[u8]) -> bool {
    serde_json::from_slice::<Value>(body).is_ok_and(|body| normal(body) == normal(sample.clone()))
}

fn normal(value: Value) -> Value {
    match value {
        Value::Object(fields) => {
            let present = fields.into_iter().filter(|(_, value)| !value.is_null());
            Value::Object(present.map(|(name, value)| (name, normal(value))).collect::<Map<_, _>>())
        }
        Value::Array(items) => items.into_iter().map(normal).collect(),
        Value::String(text) => {
            let time = text.parse::<Timestamp>();
            Value::String(time.map_or(text, |time| time.instant().to_rfc3339()))
        }
        other => Value::String(other.to_string()),
    }
}
