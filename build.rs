//! Exports the JSON Schemas of `src/model/`, with what `src/rules/` says in them: always to `OUT_DIR`, and to `schemas/` in a source checkout.

use std::{env, error::Error, fs, path::Path};

use schemars::{JsonSchema, Schema, generate::SchemaSettings, transform::RecursiveTransform};
use serde_json::{Value, json};

/// The library, as far as the schemas come from it.
macro_rules! modules {
    ($($(#[$attribute:meta])* $name:ident = $path:literal;)+) => {$(
        #[allow(dead_code, missing_docs, unreachable_pub, unused_imports, unused_macros, reason = "only the schemas are used here")]
        $(#[$attribute])*
        #[path = $path]
        mod $name;
    )+};
}

modules! {
    #[macro_use]
    kind = "src/kind.rs";
    check = "src/check.rs";
    endpoint = "src/endpoint.rs";
    model = "src/model/mod.rs";
    rules = "src/rules/mod.rs";
    workflow = "src/workflow.rs";
}

#[allow(unused_imports, reason = "the modules name them as the library does")]
use {
    check::{Context, Finding, Safety},
    kind::Kind,
    model::*,
    rules::{Rule, Severity},
    workflow::{Channel, Operation},
};

/// Counts up when a change to the schemas breaks those who send by them.
const EDITION: u32 = 1;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    for path in ["src/kind.rs", "src/model", "src/rules", "src/workflow.rs"] {
        println!("cargo::rerun-if-changed={path}");
    }
    println!("cargo::rerun-if-changed=schemas");
    for kind in Kind::ALL {
        export(*kind, &for_kind!(*kind, T => schema::<T>(*kind))?)?;
    }
    let texts = Kind::ALL.iter().map(|kind| format!("include_str!(\"{kind}.schema.json\"),\n"));
    let list = format!("static SCHEMAS: [&str; {}] = [\n{}];\n", Kind::ALL.len(), texts.collect::<String>());
    fs::write(Path::new(&env::var("OUT_DIR")?).join("schemas.rs"), list)?;
    Ok(())
}

fn schema<T: JsonSchema>(kind: Kind) -> Result<Schema, Box<dyn Error>> {
    let settings = SchemaSettings::draft2020_12()
        .with_transform(RecursiveTransform(drop_rust_examples))
        .with_transform(RecursiveTransform(flatten_enum))
        .with_transform(RecursiveTransform(drop_integer_format));
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    schema.insert("$id".to_owned(), json!(format!("urn:kyx-schema:{kind}:{EDITION}")));
    schema.insert("title".to_owned(), json!(title(kind)));
    for rule in rules::all() {
        let fragments = rule.schema.map_or_else(Vec::new, |fragments| fragments());
        for fragment in fragments.into_iter().filter(|fragment| fragment.kind == kind) {
            add(rule, fragment, &mut schema)?;
        }
    }
    say_what_is_left(kind, &mut schema);
    Ok(schema)
}

/// Names the rules on whole payloads that JSON Schema cannot say, or not in full.
fn say_what_is_left(kind: Kind, schema: &mut Schema) {
    let names: Vec<_> = rules::all()
        .into_iter()
        .filter(|rule| rule.is_left_to_the_linter(kind))
        .map(|rule| format!("{} {}", rule.code, rule.name))
        .collect();
    let description = schema.get("description").and_then(Value::as_str).unwrap_or_default();
    let left = names.join(", ");
    let text = format!("{description}\n\nThis schema cannot say, and leaves to `kyx lint`: {left}.");
    schema.insert("description".to_owned(), json!(text));
}

/// Lets a rule speak in a schema.
fn add(rule: &Rule, mut fragment: rules::Fragment, schema: &mut Schema) -> Result<(), Box<dyn Error>> {
    fragment.schema["$comment"] = json!(format!("{} {}", rule.code, rule.name));
    let place = match fragment.definition {
        Some(name) => format!("/$defs/{name}"),
        None => String::new(),
    };
    let object = schema.pointer_mut(&place).and_then(Value::as_object_mut);
    let object = object.ok_or_else(|| format!("{rule:?} speaks of {place}, which there is not"))?;
    // Not in an `allOf` of the object itself, which generators of types take for a second type.
    let rules = object.entry("dependentSchemas").or_insert_with(|| json!({}));
    let rules = &mut rules[fragment.field];
    if rules.is_null() {
        *rules = json!({"type": "object", "allOf": []});
    }
    rules["allOf"].as_array_mut().into_iter().for_each(|rules| rules.push(fragment.schema.clone()));
    Ok(())
}

/// `account-request` in words.
fn title(kind: Kind) -> String {
    let words = kind.name().replace('-', " ");
    let (first, rest) = words.split_at(1);
    first.to_uppercase() + rest
}

/// `oneOf` of documented constants becomes `enum`, which generators understand; the words move to the description.
fn flatten_enum(schema: &mut Schema) {
    let Some(variants) = schema.get("oneOf").and_then(Value::as_array) else { return };
    let constants: Option<Vec<Value>> =
        variants.iter().map(|variant| variant.get("const").cloned()).collect();
    let Some(constants) = constants else { return };
    let lines = variants.iter().filter_map(|variant| {
        let meaning = variant.get("description")?.as_str()?;
        Some(format!("- `{}`: {meaning}", variant.get("const")?.as_str()?))
    });
    let meanings = lines.collect::<Vec<_>>().join("\n");
    let description = schema.get("description").and_then(Value::as_str).unwrap_or_default();
    let description = format!("{description}\n\n{meanings}");
    let example = constants.first().cloned();
    schema.remove("oneOf");
    schema.insert("type".to_owned(), json!("string"));
    schema.insert("enum".to_owned(), Value::Array(constants));
    schema.insert("description".to_owned(), json!(description));
    schema.insert("examples".to_owned(), example.into_iter().collect());
}

/// Examples in Rust stand last in a documentation; they say nothing to other teams.
fn drop_rust_examples(schema: &mut Schema) {
    let description = schema.get("description").and_then(Value::as_str).unwrap_or_default();
    if let Some((words, _)) = description.split_once("\n\n```") {
        let words = json!(words);
        schema.insert("description".to_owned(), words);
    }
}

/// Rust's integer formats (`uint64`) mean nothing to other readers.
fn drop_integer_format(schema: &mut Schema) {
    if schema.get("type").and_then(Value::as_str) == Some("integer") {
        schema.remove("format");
    }
}

fn export(kind: Kind, schema: &Schema) -> Result<(), Box<dyn Error>> {
    let file = format!("{kind}.schema.json");
    let mut text = serde_json::to_string_pretty(schema)?;
    text.push('\n');
    fs::write(Path::new(&env::var("OUT_DIR")?).join(&file), &text)?;

    let root = env::var("CARGO_MANIFEST_DIR")?;
    let root = Path::new(&root);
    let committed = root.join("schemas").join(&file);
    let is_checkout = root.join(".git").exists();
    if is_checkout && fs::read_to_string(&committed).ok().as_deref() != Some(&text) {
        fs::create_dir_all(root.join("schemas"))?;
        fs::write(committed, text)?;
    }
    Ok(())
}
