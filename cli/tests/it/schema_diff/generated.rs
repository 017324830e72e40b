//! Schemas and edits made at random: what one of two schemas accepts and the other does not is a change that was named.

use jsonschema::Validator;
use proptest::{prelude::*, sample::Index};
use serde_json::{Map, Value, json};

use super::changes;
use crate::support::generated;

/// An edit of a schema in a document.
#[derive(Clone, Debug)]
enum Edit {
    Remove(Index),
    Add(Value),
    Replace(Value),
}

fn names() -> impl Strategy<Value = Value> {
    prop::sample::subsequence(vec!["a", "b", "c"], 0..3).prop_map(|names| json!(names))
}

fn value() -> impl Strategy<Value = Value> {
    prop::sample::select(values())
}

/// Values of all types, which the generated schemas tell apart.
fn values() -> Vec<Value> {
    let scalars = [
        json!(null),
        json!(true),
        json!(false),
        json!(0),
        json!(1),
        json!(1.5),
        json!(2.0),
        json!(-3),
        json!(6),
        json!(""),
        json!("a"),
        json!("b"),
        json!("ab"),
        json!("1.2.3.4"),
        json!("abcdef"),
    ];
    let mut values = scalars.to_vec();
    for scalar in &scalars {
        values.extend([
            json!([scalar]),
            json!({"a": scalar}),
            json!({"b": scalar}),
            json!({"c": scalar, "a": 1}),
        ]);
    }
    values.extend([
        json!([]),
        json!([1, 1]),
        json!([1, "a"]),
        json!(["a", 1, null]),
        json!([[], [1]]),
        json!([{"a": 1}, {}]),
        json!({}),
        json!({"a": 1, "b": "a"}),
        json!({"a": "a", "b": null, "c": []}),
        json!({"a": {"a": 1}}),
        json!({"a": {"b": {"a": "a"}}}),
        json!({"b": [1, "a"]}),
        json!({"ab": 1, "a": null}),
        json!({"d": "a"}),
    ]);
    values
}

/// One or two keywords that belong together; those with schemas within take them from here. The exporter does not write
/// the last ones.
fn keywords(schema: impl Strategy<Value = Value> + Clone + 'static) -> impl Strategy<Value = Value> {
    let types =
        || prop::sample::select(vec!["null", "boolean", "integer", "number", "string", "array", "object"]);
    let schemas = || prop::collection::vec(schema.clone(), 1..4);
    let one = |keyword: &'static str| schema.clone().prop_map(move |it| json!({ keyword: it }));
    let list = |keyword: &'static str| schemas().prop_map(move |it| json!({ keyword: it }));
    let map = |keyword: &'static str| {
        let map =
            prop::collection::btree_map(prop::sample::select(vec!["a", "b", "c"]), schema.clone(), 1..4);
        map.prop_map(move |it| json!({ keyword: it }))
    };
    let limits = ["minLength", "maxLength", "minItems", "maxItems", "minimum", "maximum"];
    let of_values = prop_oneof![
        types().prop_map(|it| json!({"type": it})),
        prop::collection::btree_set(types(), 1..4).prop_map(|it| json!({"type": it})),
        prop::collection::vec(value(), 1..4).prop_map(|it| json!({"enum": it})),
        value().prop_map(|it| json!({"const": it})),
        (prop::sample::select(limits.to_vec()), 0..4).prop_map(|(limit, it)| json!({ limit: it })),
        prop::sample::select(vec!["^a", "b", "^$"]).prop_map(|it| json!({"pattern": it})),
        Just(json!({"format": "ipv4"})),
        names().prop_map(|it| json!({"required": it})),
    ];
    let of_parts = prop_oneof![
        list("allOf"),
        list("anyOf"),
        list("anyOf"),
        one("not"),
        (schema.clone(), schema.clone()).prop_map(|(a, b)| json!({"if": a, "then": b})),
        map("dependentSchemas"),
        map("dependencies"),
    ];
    let of_values_within = prop_oneof![
        map("properties"),
        map("properties"),
        (map("properties"), schema.clone()).prop_map(|(mut it, rest)| {
            it["additionalProperties"] = rest;
            it
        }),
        one("additionalProperties"),
        one("items"),
        one("contains"),
    ];
    let others = prop_oneof![
        list("oneOf"),
        schemas().prop_map(|it| json!({"if": it[0], "else": it[it.len() - 1]})),
        list("items"),
        list("prefixItems"),
        (schema.clone(), 0..4).prop_map(|(it, count)| json!({"contains": it, "minContains": count})),
        (schema.clone(), 0..4).prop_map(|(it, count)| json!({"contains": it, "maxContains": count})),
        names().prop_map(|it| json!({"dependencies": {"a": it}})),
        names().prop_map(|it| json!({"dependentRequired": {"a": it}})),
        schema.clone().prop_map(|it| json!({"patternProperties": {"^a": it}})),
        one("propertyNames"),
        one("unevaluatedProperties"),
        Just(json!({"exclusiveMinimum": 1})),
    ];
    prop_oneof![8 => of_values, 4 => of_parts, 4 => of_values_within, 1 => others]
}

/// A schema. References stand where they lead to a value within, or else validators would not come to an end.
fn schema() -> impl Strategy<Value = Value> + Clone {
    let reference = prop::sample::select(vec!["#/$defs/A", "#/$defs/A", "#/$defs/B", "#"]);
    let referring =
        reference.prop_map(|it| json!({"properties": {"a": {"$ref": it}}, "items": {"$ref": it}}));
    let leaf = prop_oneof![8 => any::<bool>().prop_map(Value::from), 8 => Just(json!({})), 1 => referring];
    let schema = leaf.prop_recursive(4, 32, 4, |inner| {
        prop::collection::vec(keywords(inner), 1..4).prop_map(|parts| {
            let fields = parts.into_iter().filter_map(|part| part.as_object().cloned()).flatten();
            Value::Object(fields.collect::<Map<_, _>>())
        })
    });
    schema.boxed()
}

/// A document: all but `B` may refer to `B`, and the whole also to `A`.
fn document() -> impl Strategy<Value = Value> {
    let used = prop::sample::select(vec!["none", "alone", "beside", "allOf", "anyOf"]);
    (schema(), schema(), schema(), used.clone(), used, any::<bool>()).prop_map(
        |(whole, a, b, of_a, of_b, is_old)| {
            let mut whole = using(using(whole, "A", of_a), "B", of_b);
            if !whole.is_object() {
                whole = json!({"allOf": [whole]});
            }
            whole["$defs"] = json!({"A": using(a, "B", of_b), "B": b});
            if is_old {
                whole["$schema"] = json!("http://json-schema.org/draft-07/schema#");
            }
            whole
        },
    )
}

fn using(mut schema: Value, name: &str, how: &str) -> Value {
    let reference = json!({"$ref": format!("#/$defs/{name}")});
    match how {
        "alone" => return reference,
        "beside" if schema.is_object() => schema["$ref"] = reference["$ref"].clone(),
        "allOf" => return json!({"allOf": [schema, reference]}),
        "anyOf" => return json!({"anyOf": [reference, schema]}),
        _ => {}
    }
    schema
}

fn edit() -> impl Strategy<Value = Edit> {
    prop_oneof![
        any::<Index>().prop_map(Edit::Remove),
        keywords(schema()).prop_map(Edit::Add),
        schema().prop_map(Edit::Replace),
    ]
}

/// The pointers of all values that may be schemas.
fn places(value: &Value, pointer: &str, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            found.push(pointer.to_owned());
            for (name, value) in fields.iter().filter(|(name, _)| !["enum", "const"].contains(&name.as_str()))
            {
                places(value, &format!("{pointer}/{name}"), found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                places(value, &format!("{pointer}/{index}"), found);
            }
        }
        Value::Bool(_) => found.push(pointer.to_owned()),
        _ => {}
    }
}

fn edited(document: &Value, edits: &[(Index, Edit)]) -> Value {
    let mut document = document.clone();
    for (index, edit) in edits {
        let mut pointers = Vec::new();
        places(&document, "", &mut pointers);
        let place = document.pointer_mut(&pointers[index.index(pointers.len())]).unwrap();
        match (edit, place) {
            (Edit::Remove(index), Value::Object(fields)) if !fields.is_empty() => {
                let name = index.get(&fields.keys().cloned().collect::<Vec<_>>()).clone();
                // By these, the document shows that it is a schema.
                fields.retain(|it, _| *it != name || name == "$defs");
            }
            (Edit::Add(more), Value::Object(fields)) => fields.extend(more.as_object().unwrap().clone()),
            (Edit::Replace(schema), place) if place.get("$defs").is_none() => *place = schema.clone(),
            _ => {}
        }
    }
    document
}

pub(super) fn validator(schema: &Value) -> Option<Validator> {
    jsonschema::options().should_validate_formats(true).build(schema).ok()
}

/// Asserts that where only one of two schemas accepts a value, a change is named that breaks those whom that breaks.
pub(super) fn assert_sound(pairs: &[(Value, Value)], values: &[Value]) -> Result<(), TestCaseError> {
    let said = changes(pairs, &[]);
    for ((old, new), said) in pairs.iter().zip(said) {
        let (Some(old_validator), Some(new_validator)) = (validator(old), validator(new)) else { continue };
        for value in values {
            let broken = match (old_validator.is_valid(value), new_validator.is_valid(value)) {
                (true, false) => "senders",
                (false, true) => "readers",
                _ => continue,
            };
            let verdicts = said.lines().filter_map(|line| line.split_once(':'));
            let is_named = verdicts.into_iter().any(|(verdict, _)| verdict.contains(broken));
            prop_assert!(is_named, "{broken}: {value}\nold {old}\nnew {new}\n{said}");
        }
    }
    Ok(())
}

proptest! {
    #![proptest_config(generated(40))]

    #[test]
    fn edits_of_any_schema_are_judged_soundly(
        documents in prop::collection::vec((document(), prop::collection::vec((any::<Index>(), edit()), 1..4)), 32),
    ) {
        let pairs: Vec<_> = documents.iter().map(|(old, edits)| (old.clone(), edited(old, edits))).collect();
        assert_sound(&pairs, &values())?;
    }
}
