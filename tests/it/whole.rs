//! A payload with every field of its schema, and each string of a payload replaced.

use serde_json::{Value, json};

/// A schema with its reference resolved, if it is one.
pub(crate) fn resolved<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    let reference = schema["$ref"].as_str().or(schema["anyOf"][0]["$ref"].as_str());
    reference.map_or(schema, |it| root.pointer(&it[1..]).unwrap())
}

/// Returns a payload with every field of its schema, so that every field is mutated.
pub(crate) fn with_every_field(root: &Value, schema: &Value) -> Value {
    let target = resolved(root, schema);
    if let Some(fields) = target["properties"].as_object() {
        let whole = |(name, field): (&String, &Value)| (name.clone(), with_every_field(root, field));
        return fields.iter().map(whole).collect();
    }
    match schema["items"].as_object() {
        Some(_) if schema["items"].get("$ref").is_some() => json!([with_every_field(root, &schema["items"])]),
        _ => schema["examples"].get(0).unwrap_or(&target["examples"][0]).clone(),
    }
}

/// What a response may contain without that any schema knows it, at every place.
pub(crate) fn with_unknown_fields(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            fields.values_mut().for_each(with_unknown_fields);
            fields.insert("unknownField".to_owned(), json!({"name": "x", "names": ["x", {"name": "x"}]}));
        }
        Value::Array(items) => items.iter_mut().for_each(with_unknown_fields),
        _ => {}
    }
}

/// The payload once for each of its strings and numbers, with the canary in its place, and once with the canary in place of
/// all.
pub(crate) fn planted(payload: &Value, canary: &Value) -> Vec<Value> {
    let leaves = leaves(payload, String::new());
    let with = |pointers: &[String]| {
        let mut planted = payload.clone();
        pointers.iter().for_each(|it| *planted.pointer_mut(it).unwrap() = canary.clone());
        planted
    };
    let one_by_one = leaves.iter().map(|it| with(std::slice::from_ref(it)));
    one_by_one.chain([with(&leaves)]).collect()
}

/// The pointers of all strings and numbers.
fn leaves(value: &Value, at: String) -> Vec<String> {
    let below =
        |token: &str, it: &Value| leaves(it, format!("{at}/{}", token.replace('~', "~0").replace('/', "~1")));
    match value {
        Value::String(_) | Value::Number(_) => vec![at],
        Value::Array(items) => {
            items.iter().enumerate().flat_map(|(index, it)| below(&index.to_string(), it)).collect()
        }
        Value::Object(fields) => fields.iter().flat_map(|(name, it)| below(name, it)).collect(),
        _ => Vec::new(),
    }
}
