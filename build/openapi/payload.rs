//! The content of a body: a reference to the schema of a payload, and examples.

use serde_json::{Map, Value, json};

use super::{
    super::json_schema::{Definitions, type_name},
    example::{self, Example},
    types::SCHEMAS,
};
use crate::kind::Kind;

/// A reference to the schema of a payload, with its examples.
pub(super) fn payload(kind: Kind, schemas: &Definitions) -> Value {
    with_examples(kind, example::of_kind(kind, &schemas[&type_name(kind)]))
}

/// A reference to the schema of a payload, with these examples.
pub(super) fn with_examples(kind: Kind, examples: Vec<Example>) -> Value {
    let named = examples.into_iter().map(|Example { name, summary, value }| {
        let example = match summary {
            Some(summary) => json!({"summary": summary, "value": value}),
            None => json!({"value": value}),
        };
        (name, example)
    });
    json!({
        "schema": {"$ref": format!("{SCHEMAS}{}", type_name(kind))},
        "examples": named.collect::<Map<_, _>>(),
    })
}
