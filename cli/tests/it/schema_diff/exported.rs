//! The exported schemas, edited at random: what only one version accepts of payloads as they are met is named.

use std::{fs, path::Path, sync::LazyLock};

use proptest::{prelude::*, sample::Index};
use serde_json::{Value, json};

use super::{changes_of, edited, generated::assert_sound};
use crate::support::{generated, root};

/// The schemas of payloads.
fn schemas() -> Vec<Value> {
    let names = [
        "account-request",
        "prepared-data",
        "account-response",
        "part-response",
        "finalize-response",
        "callback",
        "status",
        "problem",
    ];
    names.map(schema).into()
}

pub(super) fn schema(name: &str) -> Value {
    let path = root().join(format!("schemas/{name}.schema.json"));
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

/// A value for a schema, with every field that it names.
fn example(root: &Value, schema: &Value) -> Value {
    let reference = schema["$ref"].as_str().or(schema["anyOf"][0]["$ref"].as_str());
    let resolved = reference.map_or(schema, |it| root.pointer(&it[1..]).unwrap());
    if let Some(fields) = resolved["properties"].as_object() {
        return fields.iter().map(|(name, field)| (name.clone(), example(root, field))).collect();
    }
    match resolved.get("items") {
        Some(items) if items.get("$ref").is_some() => json!([example(root, items)]),
        _ => schema["examples"].get(0).unwrap_or(&resolved["examples"][0]).clone(),
    }
}

/// The example with each of its values left out, or another one.
fn payloads(schema: &Value) -> Vec<Value> {
    let whole = example(schema, schema);
    let mut pointers = Vec::new();
    each_pointer(&whole, "", &mut |pointer, _| pointers.push(pointer.to_owned()));
    let mut payloads = vec![whole.clone()];
    payloads.extend(schema["examples"].as_array().unwrap().iter().cloned());
    for pointer in &pointers {
        for other in others() {
            let mut payload = whole.clone();
            *payload.pointer_mut(pointer).unwrap() = other;
            payloads.push(payload);
        }
        let Some((outer, name)) = pointer.rsplit_once('/') else { continue };
        let mut payload = whole.clone();
        if let Some(fields) = payload.pointer_mut(outer).unwrap().as_object_mut() {
            fields.remove(name);
            fields.insert("unknown".to_owned(), json!(1));
        }
        payloads.push(payload.clone());
        payload.pointer_mut(outer).unwrap().as_object_mut().map(|fields| fields.remove("unknown"));
        payloads.push(payload);
    }
    let fits = super::generated::validator(schema).unwrap();
    payloads.extend(fixtures(&root().join("tests/fixtures")).into_iter().filter(|it| fits.is_valid(it)));
    payloads
}

fn fixtures(folder: &Path) -> Vec<Value> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            found.extend(fixtures(&path));
        } else {
            found.extend(serde_json::from_slice::<Value>(&fs::read(path).unwrap()));
        }
    }
    found
}

fn others() -> Vec<Value> {
    let texts =
        ["", "x", "ID", "DOCUMENT", "SELFIE", "USA", "yes", "no", "10011", "1.2.3.4", "2024-02-29", "a\nb"];
    let mut others: Vec<_> = texts.map(Value::from).into();
    others.extend([99, 100, 101, 255, 256].map(|count| json!("x".repeat(count))));
    others.extend([
        json!(null),
        json!(true),
        json!(0),
        json!(5),
        json!(2.5),
        json!([]),
        json!(["BS"]),
        json!({}),
    ]);
    others
}

fn each_pointer(value: &Value, pointer: &str, visit: &mut impl FnMut(&str, &Value)) {
    visit(pointer, value);
    match value {
        Value::Object(fields) => {
            for (name, value) in fields {
                each_pointer(
                    value,
                    &format!("{pointer}/{}", name.replace('~', "~0").replace('/', "~1")),
                    visit,
                );
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                each_pointer(value, &format!("{pointer}/{index}"), visit);
            }
        }
        _ => {}
    }
}

/// Changes something somewhere: takes a field or an item out, or puts another value in.
fn edit(schema: &mut Value, place: Index, choice: Index) {
    let mut pointers = Vec::new();
    each_pointer(schema, "", &mut |pointer, _| {
        let describes = ["/description", "/examples", "/title", "/$id", "/$schema", "/$comment"];
        if !describes.iter().any(|it| pointer.contains(it)) {
            pointers.push(pointer.to_owned());
        }
    });
    match schema.pointer_mut(&pointers[place.index(pointers.len())]).unwrap() {
        Value::Object(fields) if choice.index(3) == 0 => {
            let more = [
                json!({"maxLength": 3}),
                json!({"required": ["id", "key"]}),
                json!({"type": "null"}),
                json!({"additionalProperties": {"type": "string"}}),
                json!({"enum": ["ID", null]}),
                json!({"unknown": {"type": "integer"}}),
            ];
            fields.extend(more[choice.index(more.len())].as_object().unwrap().clone());
        }
        Value::Object(fields) if !fields.is_empty() => {
            let name = fields.keys().nth(choice.index(fields.len())).unwrap().clone();
            fields.remove(&name);
        }
        Value::Array(items) if !items.is_empty() => drop(items.remove(choice.index(items.len()))),
        Value::Bool(flag) => *flag = !*flag,
        Value::Number(number) => {
            *number = (number.as_u64().unwrap() + 1).saturating_sub(choice.index(3) as u64).into();
        }
        Value::String(text) => {
            let others = ["string", "null", "id", "key", "ID", "^x*$", "date", "#/$defs/Timestamp"];
            *text = others[choice.index(others.len())].to_owned();
        }
        _ => {}
    }
}

#[test]
fn both_drafts_say_the_same() {
    let read = |path: &Path| serde_json::from_str::<Value>(&fs::read_to_string(path).unwrap()).unwrap();
    let schemas = root().join("schemas");
    let mut count = 0;
    for entry in fs::read_dir(schemas.join("draft-07")).unwrap() {
        let (old, new) = (entry.as_ref().unwrap().path(), schemas.join(entry.unwrap().file_name()));
        assert_eq!(
            changes_of(&read(&old), &read(&new), &[]) + &changes_of(&read(&new), &read(&old), &[]),
            ""
        );
        count += 1;
    }
    assert!(count > 10);
}

#[test]
fn what_describes_is_no_change() {
    for schema in schemas() {
        assert_eq!(changes_of(&schema, &schema, &[]), "");
        let mut bare = schema.clone();
        undescribed(&mut bare);
        assert_ne!(schema, bare);
        assert_eq!(changes_of(&schema, &bare, &[]) + &changes_of(&bare, &schema, &[]), "");
    }
}

fn undescribed(value: &mut Value) {
    if let Some(fields) = value.as_object_mut() {
        fields.retain(|name, value| {
            value.is_object() || !["description", "examples", "title", "$comment"].contains(&name.as_str())
        });
        fields.values_mut().for_each(undescribed);
    }
    value.as_array_mut().into_iter().flatten().for_each(undescribed);
}

/// The schemas, each with payloads. Both sides are looked at where it is not known whose schema it is.
static POOLS: LazyLock<Vec<(Value, Vec<Value>)>> = LazyLock::new(|| {
    let pool = |schema: Value| {
        let payloads = payloads(&schema);
        let anonymous = edited(&schema, &[("/$id", Value::Null)]);
        (anonymous, payloads)
    };
    schemas().into_iter().map(pool).collect()
});

proptest! {
    #![proptest_config(generated(24))]

    #[test]
    fn edits_of_the_exported_schemas_are_judged_soundly(
        schema in any::<Index>(),
        edits in prop::collection::vec(prop::collection::vec((any::<Index>(), any::<Index>()), 1..4), 8),
    ) {
        let (schema, payloads) = schema.get(&POOLS);
        let pair = |edits: &Vec<(Index, Index)>| {
            let mut edited = schema.clone();
            edits.iter().for_each(|(place, choice)| edit(&mut edited, *place, *choice));
            (schema.clone(), edited)
        };
        assert_sound(&edits.iter().map(pair).collect::<Vec<_>>(), payloads)?;
    }
}
