//! The JSON Schemas of the payloads: separate and combined, in draft 2020-12 and draft-07.

use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
};

use regex::Regex;
use schemars::{
    JsonSchema, Schema,
    generate::SchemaSettings,
    transform::{RecursiveTransform, RemoveRefSiblings, Transform},
};
use serde_json::{Map, Value, json};

use crate::{
    kind::{Kind, for_kind},
    model::no_line_feed,
    rule::{Fragment, Rule},
    rules::{self, structure::DUPLICATE_KEY},
    workflow::WORKFLOWS,
};

/// Incremented when a change to the schemas breaks senders that rely on them.
const EDITION: u32 = 1;

/// The name of the combined schema of all payloads.
pub(crate) const BUNDLE: &str = "kyx";

/// The schema of each type, by name.
pub(crate) type Definitions = BTreeMap<String, Schema>;

/// The name of the type of a kind.
pub(crate) fn type_name(kind: Kind) -> String {
    for_kind!(kind, T => T::schema_name().into_owned())
}

/// The types of all payloads and of their fields, with the schema fragments of the rules.
pub(crate) fn definitions() -> Result<Definitions, Box<dyn Error>> {
    let mut generator = SchemaSettings::draft2020_12()
        .with_transform(RecursiveTransform(drop_rust_examples))
        .with_transform(RecursiveTransform(drop_number_format))
        .with_transform(RecursiveTransform(unwrap_lines))
        .with_transform(RecursiveTransform(add_examples))
        .with_transform(RecursiveTransform(end_patterns))
        .into_generator();
    for kind in Kind::ALL {
        for_kind!(*kind, T => generator.subschema_for::<T>());
    }
    let mut definitions = Definitions::new();
    for (name, schema) in generator.take_definitions(true) {
        definitions.insert(name, schema.try_into()?);
    }
    for rule in rules::all() {
        for fragment in rule.schema.map_or_else(Vec::new, |fragments| fragments()) {
            add(rule, fragment, &mut definitions)?;
        }
    }
    name_workflows(&mut definitions)?;
    for kind in Kind::ALL {
        let name = type_name(*kind);
        let schema = definitions.get_mut(&name).ok_or_else(|| format!("{name} has no definition"))?;
        schema.insert("title".to_owned(), json!(title(&name)));
        describe_omissions(*kind, schema);
    }
    Ok(definitions)
}

/// The schema of each kind, in the order of `Kind::ALL`, and the combined schema; each with its name.
pub(crate) fn schemas(definitions: &Definitions) -> Result<Vec<(String, Schema)>, Box<dyn Error>> {
    let separate = |kind: &Kind| {
        let payload = type_name(*kind);
        let names = references(&payload, definitions);
        let mut schema = definitions[&payload].clone();
        if !names.is_empty() {
            let used = definitions.iter().filter(|(name, _)| names.contains(*name));
            schema.insert(
                "$defs".to_owned(),
                used.map(|(name, schema)| (name.clone(), json!(schema))).collect(),
            );
        }
        (kind.to_string(), schema)
    };
    let mut schemas: Vec<_> = Kind::ALL.iter().map(separate).collect();
    schemas.push((BUNDLE.to_owned(), bundle(definitions)?));
    schemas.iter_mut().for_each(|(name, schema)| identify(schema, name));
    Ok(schemas)
}

/// Adds the draft and the ID of a schema.
pub(crate) fn identify(schema: &mut Schema, name: &str) {
    schema.insert("$schema".to_owned(), json!("https://json-schema.org/draft/2020-12/schema"));
    schema.insert("$id".to_owned(), json!(format!("urn:kyx-schema:{name}:{EDITION}")));
}

fn bundle(definitions: &Definitions) -> Result<Schema, Box<dyn Error>> {
    let payloads = Kind::ALL.iter().map(|kind| json!({"$ref": format!("#/$defs/{}", type_name(*kind))}));
    let description = "A payload of any kind. To validate one specific kind, refer to its definition, such as `AccountRequest`.";
    let schema = json!({
        "title": "Payload",
        "description": description,
        "anyOf": payloads.collect::<Value>(),
        "$defs": definitions,
    });
    Ok(schema.try_into()?)
}

/// Whether a definition is that of a struct, rather than of a list of values or a map.
pub(crate) fn is_struct(definition: &Schema) -> bool {
    definition.get("type").is_some_and(|it| it == "object")
        && !definition.get("additionalProperties").is_some_and(Value::is_object)
}

/// Whether an object may have fields that its definition does not name.
pub(crate) fn is_open(definition: &Value) -> bool {
    definition["additionalProperties"] != false
}

/// The names of all types of requests.
pub(crate) fn of_requests(definitions: &Definitions) -> BTreeSet<String> {
    let requests = Kind::ALL.iter().filter(|kind| !kind.is_response()).map(|kind| type_name(*kind));
    requests
        .flat_map(|name| {
            let mut names = references(&name, definitions);
            names.insert(name);
            names
        })
        .collect()
}

/// The definitions to which a definition refers, directly and indirectly.
pub(crate) fn references(name: &str, definitions: &Definitions) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    collect_references(definitions[name].as_value(), definitions, &mut names);
    names
}

fn collect_references(schema: &Value, definitions: &Definitions, names: &mut BTreeSet<String>) {
    match schema {
        Value::Object(fields) => {
            let name = fields.get("$ref").and_then(Value::as_str).and_then(|it| it.strip_prefix("#/$defs/"));
            if let Some(name) = name
                && names.insert(name.to_owned())
            {
                collect_references(definitions[name].as_value(), definitions, names);
            }
            fields.values().for_each(|value| collect_references(value, definitions, names));
        }
        Value::Array(items) => items.iter().for_each(|item| collect_references(item, definitions, names)),
        _ => {}
    }
}

/// The same schema in draft-07, for editors and generators that do not support later drafts.
pub(crate) fn in_draft_07(mut schema: Schema) -> Schema {
    RemoveRefSiblings::default().transform(&mut schema);
    RecursiveTransform(|schema: &mut Schema| {
        rename(schema, "$defs", "definitions");
        rename(schema, "dependentSchemas", "dependencies");
        move_reference(schema, "#/definitions/");
    })
    .transform(&mut schema);
    let id = schema.get("$id").and_then(Value::as_str).map(|id| format!("{id}:draft-07"));
    schema.insert("$id".to_owned(), json!(id));
    schema.insert("$schema".to_owned(), json!("http://json-schema.org/draft-07/schema#"));
    schema
}

fn rename(schema: &mut Schema, from: &str, to: &str) {
    if let Some(value) = schema.remove(from) {
        schema.insert(to.to_owned(), value);
    }
}

/// Makes a reference to a definition point to the place of the definitions.
pub(crate) fn move_reference(schema: &mut Schema, definitions: &str) {
    let name = schema.get("$ref").and_then(Value::as_str).and_then(|it| it.strip_prefix("#/$defs/"));
    if let Some(moved) = name.map(|name| format!("{definitions}{name}")) {
        schema.insert("$ref".to_owned(), json!(moved));
    }
}

/// Lists the rules that the schema cannot express.
fn describe_omissions(kind: Kind, schema: &mut Schema) {
    let names: Vec<_> = rules::all()
        .into_iter()
        // Every kind has keys; a schema takes it for granted that they are unique.
        .filter(|rule| *rule == &DUPLICATE_KEY || rule.is_left_to_the_linter(kind))
        .map(|rule| format!("{} {}", rule.code, rule.name))
        .collect();
    let names = names.join(", ");
    describe(
        schema,
        &format!(
            "Rules that this schema cannot express and leaves to `kyx lint`: {names}; all warnings; and rules that depend on \
             the channel."
        ),
    );
}

/// Lists the documented workflows where a request names one.
fn name_workflows(definitions: &mut Definitions) -> Result<(), Box<dyn Error>> {
    let definition = definitions.get_mut("WorkflowDefinition").and_then(Schema::as_object_mut);
    let key = definition.and_then(|it| it.get_mut("properties")?.get_mut("key"));
    let key = key.ok_or("WorkflowDefinition has no key")?;
    let mut schema: Schema = std::mem::take(key).try_into()?;
    let lines = WORKFLOWS.iter().map(|it| format!("\n- {}: {}", it.key, it.name));
    describe(&mut schema, &format!("Documented workflows:\n{}", lines.collect::<String>()));
    *key = schema.into();
    Ok(())
}

/// Adds a paragraph to a description.
fn describe(schema: &mut Schema, paragraph: &str) {
    let description = schema.get("description").and_then(Value::as_str).unwrap_or_default();
    let text = format!("{description}\n\n{paragraph}");
    schema.insert("description".to_owned(), json!(text.trim_start()));
}

/// Adds the schema fragment of a rule to a type.
fn add(rule: &Rule, fragment: Fragment, definitions: &mut Definitions) -> Result<(), Box<dyn Error>> {
    let mut schema: Schema = fragment.schema.try_into()?;
    schema.insert("$comment".to_owned(), json!(format!("{} {}", rule.code, rule.name)));
    RecursiveTransform(name_items).transform(&mut schema);
    let name = fragment.definition.map_or_else(|| type_name(fragment.kind), str::to_owned);
    let object = definitions.get_mut(&name).and_then(Schema::as_object_mut);
    let object = object.ok_or_else(|| format!("{rule:?} refers to {name}, which does not exist"))?;
    // Not in an `allOf` of the object itself, which type generators take for a second type.
    let rules = object.entry("dependentSchemas").or_insert_with(|| json!({}));
    let rules = &mut rules[fragment.field];
    if rules.is_null() {
        *rules = json!({"type": "object", "allOf": []});
    }
    rules["allOf"].as_array_mut().into_iter().for_each(|rules| rules.push(json!(schema)));
    Ok(())
}

/// OpenAPI linters require `items` for every array.
fn name_items(schema: &mut Schema) {
    if schema.get("type").and_then(Value::as_str) == Some("array") && schema.get("items").is_none() {
        schema.insert("items".to_owned(), json!({}));
    }
}

/// A type name as words: `Account request`.
fn title(name: &str) -> String {
    let mut title = String::new();
    for letter in name.chars() {
        if letter.is_uppercase() && !title.is_empty() {
            title.push(' ');
            title.extend(letter.to_lowercase());
        } else {
            title.push(letter);
        }
    }
    title
}

/// Joins the lines of each paragraph, which break where the source code does. Those of a list remain.
fn unwrap_lines(schema: &mut Schema) {
    let Some(description) = schema.get("description").and_then(Value::as_str) else { return };
    let mut text = String::new();
    for line in description.split('\n') {
        let continues =
            !line.is_empty() && !line.starts_with("- ") && !text.is_empty() && !text.ends_with('\n');
        text.push_str(if text.is_empty() {
            ""
        } else if continues {
            " "
        } else {
            "\n"
        });
        text.push_str(line);
    }
    schema.insert("description".to_owned(), json!(text));
}

/// Takes the examples of fields from their documentation, the only place that has them.
fn add_examples(schema: &mut Schema) {
    let Some(fields) = schema.get_mut("properties").and_then(Value::as_object_mut) else { return };
    for field in fields.values_mut().filter_map(Value::as_object_mut) {
        let example = field.get("description").and_then(Value::as_str).and_then(example).map(str::to_owned);
        if let Some(text) = example {
            let example = if is_string(field) { json!(text) } else { json_or_string(&text) };
            field.insert("examples".to_owned(), json!([example]));
        }
    }
}

/// The example in a description: ``Example: `USA`.``
fn example(description: &str) -> Option<&str> {
    let (_, after) = description.split_once("Example: `")?;
    after.split_once('`').map(|(example, _)| example)
}

fn is_string(schema: &Map<String, Value>) -> bool {
    match schema.get("type") {
        Some(Value::Array(types)) => types.iter().any(|it| it == "string"),
        Some(one) => one == "string",
        None => false,
    }
}

fn json_or_string(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|_| json!(text))
}

/// Some regex engines let `$` match before a final line feed. If the pattern excludes a line feed, this adds a
/// constraint that all engines interpret alike.
fn end_patterns(schema: &mut Schema) {
    let Some(pattern) = schema.get("pattern").and_then(Value::as_str) else { return };
    let example = schema.get("examples").and_then(|it| it.get(0)).and_then(Value::as_str);
    let excludes_line_feed = match (Regex::new(pattern), example) {
        (Ok(pattern), Some(example)) => !pattern.is_match(&format!("{example}\n")),
        _ => false,
    };
    if excludes_line_feed && schema.get("not").is_none() {
        schema.insert("not".to_owned(), no_line_feed());
    }
}

/// Removes examples in Rust, which end a description and are useless in other languages.
fn drop_rust_examples(schema: &mut Schema) {
    let description = schema.get("description").and_then(Value::as_str).unwrap_or_default();
    if let Some((prose, _)) = description.split_once("\n\n```") {
        let prose = json!(prose);
        schema.insert("description".to_owned(), prose);
    }
}

/// Removes the formats of numbers in Rust (`uint64`), which other languages do not know.
pub(crate) fn drop_number_format(schema: &mut Schema) {
    let is_number = |it: &Value| it == "integer" || it == "number";
    let is_of_numbers = match schema.get("type") {
        Some(Value::Array(types)) => types.iter().any(is_number),
        Some(one) => is_number(one),
        None => false,
    };
    if is_of_numbers {
        schema.remove("format");
    }
}
