//! The schemas of the requests for editors: messages and hints that people can read, in keywords of VS Code and Monaco.
//! Validators in strict mode refuse these keywords, so the other schemas lack them.

use serde_json::{Map, Value, json};

use crate::{
    model::no_line_feed,
    rules,
    workflow::{WORKFLOWS, Workflow},
};

/// Adapts a schema in draft-07, whose support in editors is best.
pub(crate) fn schema(mut schema: Value) -> Value {
    if let Some(id) = schema["$id"].as_str() {
        schema["$id"] = json!(format!("{id}:editor"));
    }
    adapt(&mut schema, None);
    if let Some(key) = schema.pointer_mut("/definitions/WorkflowKey") {
        let suggestion = |it: &Workflow| json!({"label": format!("{} {}", it.key, it.name), "body": it.key});
        key["defaultSnippets"] = WORKFLOWS.iter().map(suggestion).collect();
    }
    schema
}

/// Adapts a schema within another one. The message is that of the field or the rule that contains it.
fn adapt(schema: &mut Value, message: Option<&str>) {
    match schema {
        Value::Array(schemas) => schemas.iter_mut().for_each(|it| adapt(it, message)),
        Value::Object(fields) => {
            let message = own_message(fields).or_else(|| message.map(str::to_owned));
            describe(fields);
            explain(fields, message.as_deref());
            invert(fields);
            for (keyword, value) in fields {
                match (keyword.as_str(), value) {
                    ("properties" | "definitions" | "dependencies", Value::Object(members)) => {
                        members.values_mut().for_each(|it| adapt(it, message.as_deref()));
                    }
                    ("allOf" | "anyOf" | "then" | "else" | "items" | "contains", schema) => {
                        adapt(schema, message.as_deref());
                    }
                    _ => {}
                }
            }
        }
        _ => {}
    }
}

/// The message of a rule, from its summary; or of a field, from its description and its example.
fn own_message(schema: &Map<String, Value>) -> Option<String> {
    let rule = schema.get("$comment").and_then(Value::as_str).filter(|_| schema.contains_key("if"));
    if let Some(code) = rule.and_then(|comment| comment.split(' ').next()) {
        let rule = rules::all().into_iter().find(|rule| rule.code == code)?;
        return Some(format!("{code}: {}", rule.summary()));
    }
    let first = schema.get("description")?.as_str()?.split("\n\n").next()?;
    let example = schema.get("examples").and_then(|it| it.get(0)).filter(|it| !it.is_object());
    Some(match example {
        Some(example) => format!("Expected: {first} Example: {example}"),
        None => format!("Expected: {first}"),
    })
}

/// Replaces messages such as "Matches a schema that is not allowed." and those that repeat a pattern.
fn explain(schema: &mut Map<String, Value>, message: Option<&str>) {
    // A limit has a message of its own, a pattern has not.
    if schema.get("maxLength") == Some(&json!(0)) {
        schema.remove("maxLength");
        schema.insert("pattern".to_owned(), json!("^$"));
        schema.insert("not".to_owned(), no_line_feed());
    }
    let is_unclear = ["pattern", "format", "not", "maximum"].iter().any(|it| schema.contains_key(*it));
    if let (Some(message), true) = (message, is_unclear) {
        schema.insert("errorMessage".to_owned(), json!(message));
    }
}

/// Descriptions are Markdown. Their list of values describes those of the `enum`.
fn describe(schema: &mut Map<String, Value>) {
    let Some(Value::String(description)) = schema.get("description").cloned() else { return };
    if let Some(Value::Array(values)) = schema.get("enum") {
        let of_value = |value: &Value| {
            let start = format!("- `{}`: ", value.as_str()?);
            description.lines().find_map(|line| line.strip_prefix(&start))
        };
        let texts: Vec<_> = values.iter().map(|value| of_value(value).unwrap_or_default()).collect();
        if texts.iter().any(|text| !text.is_empty()) {
            let texts = json!(texts);
            schema.insert("enumDescriptions".to_owned(), texts);
        }
    }
    schema.insert("markdownDescription".to_owned(), json!(description));
}

/// Editors suggest the values of a condition, but not those of a negated one.
fn invert(schema: &mut Map<String, Value>) {
    if let (Some(condition), Some(then), None) = (schema.get("if"), schema.get("then"), schema.get("else")) {
        let (condition, then) = (json!({"not": condition}), then.clone());
        schema.remove("then");
        schema.insert("if".to_owned(), condition);
        schema.insert("else".to_owned(), then);
    }
}
