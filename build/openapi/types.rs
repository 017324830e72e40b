//! The types of the payloads, expressed so that client generators can read them.

use schemars::{
    Schema,
    transform::{RecursiveTransform, Transform},
};
use serde_json::{Value, json};

use super::super::json_schema::{Definitions, move_reference};

/// The place of the schemas in the document.
pub(super) const SCHEMAS: &str = "#/components/schemas/";

pub(super) fn adapt(schemas: &mut Definitions) {
    for schema in schemas.values_mut() {
        drop_examples(schema);
        RecursiveTransform(|schema: &mut Schema| move_reference(schema, SCHEMAS)).transform(schema);
        RecursiveTransform(simplify_strings).transform(schema);
        RecursiveTransform(widen_integers).transform(schema);
        RecursiveTransform(open_objects).transform(schema);
        RecursiveTransform(name_empty_string).transform(schema);
    }
}

/// Prism prefers the examples of a payload's type to those of the call, which belong to one journey.
fn drop_examples(schema: &mut Schema) {
    if schema.get("title").is_some() {
        schema.remove("examples");
    }
}

/// Without a format, client generators take 32 bits.
fn widen_integers(schema: &mut Schema) {
    if schema.get("type").and_then(Value::as_str) == Some("integer") {
        schema.insert("format".to_owned(), json!("int64"));
    }
}

/// Client generators turn alternatives into a class, even if all of them are strings. If one of them accepts any string,
/// this drops the alternatives: the known values are the examples. Otherwise, `if` and `else` say the same.
fn simplify_strings(schema: &mut Schema) {
    let Some(Value::Array(mut alternatives)) = schema.get("anyOf").cloned() else { return };
    let mut types: Vec<_> = alternatives.iter().map(|it| it["type"].clone()).collect();
    types.dedup();
    if !types.iter().all(|it| it == "string" || it == "null") {
        return;
    }
    if alternatives.contains(&json!({"type": "string"})) {
        alternatives.clear();
    }
    alternatives.retain(|it| it["type"] != "null");
    if alternatives.len() == 1 {
        return;
    }
    schema.remove("anyOf");
    schema.insert("type".to_owned(), if types.len() == 1 { types.remove(0) } else { json!(types) });
    alternatives.iter_mut().filter_map(Value::as_object_mut).for_each(|it| drop(it.remove("type")));
    let one_of_them = alternatives.into_iter().rev().reduce(|others, it| json!({"if": it, "else": others}));
    if let Some(Value::Object(conditions)) = one_of_them {
        conditions.into_iter().for_each(|(keyword, value)| drop(schema.insert(keyword, value)));
    }
}

/// The client generator for Kotlin has no name for the empty string.
fn name_empty_string(schema: &mut Schema) {
    let Some(Value::Array(values)) = schema.get("enum") else { return };
    if values.contains(&json!("")) {
        let name = |value: &Value| if value == "" { json!("EMPTY") } else { value.clone() };
        let names: Value = values.iter().map(name).collect();
        schema.insert("x-enum-varnames".to_owned(), names);
    }
}

/// Some client generators take an object without properties for an empty one.
fn open_objects(schema: &mut Schema) {
    let is_object = match schema.get("type") {
        Some(Value::Array(types)) => types.contains(&json!("object")),
        other => other == Some(&json!("object")),
    };
    let is_any = ["properties", "additionalProperties", "allOf", "required"]
        .iter()
        .all(|it| schema.get(*it).is_none());
    if is_object && is_any {
        schema.insert("additionalProperties".to_owned(), json!(true));
    }
}
