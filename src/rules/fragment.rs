//! Building blocks for the schema fragments of rules.

use serde_json::{Value, json};

/// The schema of an object whose value at `path` exists and matches `schema`.
pub(super) fn required_at(path: &[&str], schema: Value) -> Value {
    path.iter().rev().fold(
        schema,
        |schema, name| json!({"type": "object", "properties": {*name: schema}, "required": [name]}),
    )
}

/// The schema of an object whose value at `path`, if any, matches `schema`.
pub(super) fn optional_at(path: &[&str], schema: Value) -> Value {
    let within = |schema, name: &&str| json!({"type": ["object", "null"], "properties": {*name: schema}});
    let mut schema = path.iter().rev().fold(schema, within);
    schema["type"] = json!("object"); // the object itself is present
    schema
}

/// The schema of any value except `null`, which is read as absent.
pub(super) fn present() -> Value {
    json!({"not": {"type": "null"}})
}
