//! Writes plain code that reads clean requests and checks their fields in a fraction of the time, from their schemas.
//!
//! It may give up where the schema says yes; then `serde` and the model's own attributes are asked. It never says yes
//! where the schema says no.

mod automaton;
mod fields;
mod reader;

use std::{collections::BTreeSet, error::Error};

use serde_json::{Map, Value};

use crate::{
    Kind,
    json_schema::{Definitions, references, type_name},
};

/// A struct of requests: its name, and its fields by their names in JSON.
struct Struct<'a> {
    name: &'a str,
    fields: &'a Map<String, Value>,
    required: Vec<&'a str>,
}

/// What `src/fast/` includes: a file each.
pub(crate) fn files(definitions: &Definitions) -> Result<[(&'static str, String); 2], Box<dyn Error>> {
    let structs = structs(definitions);
    Ok([("fields.rs", fields::code(&structs)?), ("reader.rs", reader::code(&structs))])
}

fn structs(definitions: &Definitions) -> Vec<Struct<'_>> {
    let mut names = BTreeSet::new();
    for kind in Kind::ALL.iter().filter(|kind| !kind.is_response()) {
        let name = type_name(*kind);
        names.extend(references(&name, definitions));
        names.insert(name);
    }
    let used = definitions.iter().filter(|(name, _)| names.contains(*name));
    used.filter_map(|(name, schema)| {
        let required = schema.get("required").and_then(Value::as_array).into_iter().flatten();
        Some(Struct {
            name,
            fields: schema.get("properties")?.as_object()?,
            required: required.filter_map(Value::as_str).collect(),
        })
    })
    .collect()
}

/// The inverse of `#[serde(rename_all = "camelCase")]`.
fn rust_name(json_name: &str) -> String {
    let mut name = String::new();
    for letter in json_name.chars() {
        if letter.is_ascii_uppercase() {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
    }
    if name == "type" { format!("r#{name}") } else { name }
}
