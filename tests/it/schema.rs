//! The exported schemas are valid and documented, and accept their own examples.

use std::{collections::BTreeSet, fs, path::Path};

use kyx_schema::{Kind, rules, schema::FILES};
use serde_json::{Value, json};

use crate::support::{codes as codes_of, validator};

fn schema(kind: Kind) -> Value {
    serde_json::from_str(kind.schema()).unwrap()
}

/// The text of an exported file.
pub(crate) fn file(path: &str) -> &'static str {
    FILES.iter().find(|file| file.path == path).unwrap().text
}

/// Every object of a document, with its pointer.
pub(crate) fn objects<'a>(value: &'a Value, pointer: &str, found: &mut Vec<(String, &'a Value)>) {
    match value {
        Value::Object(fields) => {
            found.push((pointer.to_owned(), value));
            for (key, value) in fields {
                objects(value, &format!("{pointer}/{key}"), found);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                objects(value, &format!("{pointer}/{index}"), found);
            }
        }
        _ => {}
    }
}

/// The schemas of all fields, without the fragments of rules, which are in `allOf`.
fn fields(schema: &Value) -> Vec<(String, &Value)> {
    let mut found = Vec::new();
    objects(schema, "", &mut found);
    found.retain(|(pointer, _)| {
        pointer.rsplit('/').nth(1) == Some("properties") && !pointer.contains("/allOf/")
    });
    found
}

#[test]
fn each_schema_is_valid() {
    for kind in Kind::ALL {
        let schema = schema(*kind);
        jsonschema::meta::validate(&schema).unwrap();
        assert_eq!(schema["$schema"], "https://json-schema.org/draft/2020-12/schema");
        for keyword in ["$id", "title", "description", "examples"] {
            assert!(schema.get(keyword).is_some(), "{kind} has no {keyword}");
        }
    }
}

#[test]
fn each_schema_accepts_its_examples() {
    for kind in Kind::ALL {
        let schema = schema(*kind);
        let validator = validator(*kind);
        for example in schema["examples"].as_array().unwrap() {
            assert!(validator.is_valid(example), "{kind}: {example}");
        }
        let mut inner = Vec::new();
        objects(&schema, "", &mut inner);
        for (pointer, field) in inner.into_iter().filter(|(pointer, _)| !pointer.is_empty()) {
            let mut alone = field.clone();
            alone["$defs"] = schema.get("$defs").cloned().unwrap_or_else(|| serde_json::json!({}));
            for example in field["examples"].as_array().into_iter().flatten() {
                let validator = jsonschema::options().should_validate_formats(true).build(&alone).unwrap();
                assert!(validator.is_valid(example), "{kind} {pointer}: {example}");
            }
        }
    }
}

/// Recovery replaces invalid values with the example, so every field needs one.
#[test]
fn each_field_has_an_example() {
    for kind in Kind::ALL {
        let schema = schema(*kind);
        for (pointer, field) in fields(&schema) {
            let reference = field["$ref"].as_str().or(field["anyOf"][0]["$ref"].as_str());
            let target = reference.map(|it| schema.pointer(&it[1..]).unwrap());
            let has_example = |it: &Value| it["examples"].get(0).is_some();
            assert!(has_example(field) || target.is_some_and(has_example), "{kind} {pointer}");
        }
    }
}

#[test]
fn each_field_is_documented_with_its_limits_its_example_and_its_source() {
    for kind in Kind::ALL {
        let schema = schema(*kind);
        for (pointer, field) in fields(&schema) {
            let description = field["description"].as_str().unwrap_or_default();
            assert!(description.contains("Source: "), "{kind} {pointer} has no source");
            for limit in ["minLength", "maxLength", "minItems", "maxItems"] {
                let Some(limit) = field[limit].as_u64().map(|it| it.to_string()) else { continue };
                let mut words = description.split(|c: char| !c.is_ascii_digit());
                assert!(
                    words.any(|word| word == limit),
                    "{kind} {pointer} does not mention its limit {limit}"
                );
            }
            if let Some(example) = field["examples"].get(0).filter(|_| field.get("$ref").is_none()) {
                let plain = example.as_str().map_or_else(|| example.to_string(), str::to_owned);
                let shown = [format!("Example: `{plain}`"), format!("Example: `{example}`")];
                assert!(
                    shown.iter().any(|it| description.contains(it)),
                    "{kind} {pointer} does not show its example {example}"
                );
            }
        }
    }
}

#[test]
fn schemas_contain_nothing_specific_to_rust() {
    for kind in Kind::ALL {
        let text = kind.schema();
        let formats = text.lines().filter_map(|line| line.trim().strip_prefix("\"format\": "));
        for format in formats {
            let known = ["uuid", "ipv4", "ipv6", "date", "date-time"];
            assert!(known.contains(&format.trim_matches(['"', ','])), "{kind} has the format {format}");
        }
        assert!(
            !text.contains("\\\\d") && !text.contains("\\\\w"),
            "{kind} has a pattern that readers interpret differently"
        );
        assert!(!text.contains("```"), "{kind} has Rust in a description");
    }
}

/// The committed files must be those that the build generates.
#[test]
fn committed_schemas_are_current() {
    let schemas = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    for file in FILES {
        assert_eq!(fs::read_to_string(schemas.join(file.path)).unwrap(), file.text, "{}", file.path);
    }
    for kind in Kind::ALL {
        assert_eq!(kind.schema(), file(&format!("{kind}.schema.json")));
    }
}

/// Generators name types after titles, and write `Credential1` if two are equal.
#[test]
fn types_have_unique_names() {
    let bundle: Value = serde_json::from_str(file("kyx.schema.json")).unwrap();
    let names = bundle["$defs"].as_object().unwrap().keys();
    assert!(names.clone().all(|name| name.chars().all(|c| c.is_ascii_alphabetic())), "{names:?}");
    for kind in Kind::ALL {
        let title = schema(*kind)["title"].as_str().unwrap().to_owned();
        let of_title = bundle["$defs"].as_object().unwrap().iter().find(|(_, it)| it["title"] == title);
        let name = of_title.unwrap().0.to_lowercase();
        assert_eq!(name, title.to_lowercase().replace(' ', ""));
    }
}

#[test]
fn the_bundle_contains_each_schema() {
    let bundle: Value = serde_json::from_str(file("kyx.schema.json")).unwrap();
    for kind in Kind::ALL {
        let mut schema = schema(*kind);
        let definitions = schema.as_object_mut().unwrap().remove("$defs").unwrap_or_default();
        for (name, definition) in definitions.as_object().into_iter().flatten() {
            assert_eq!(&bundle["$defs"][name], definition, "{kind} {name}");
        }
        schema.as_object_mut().unwrap().retain(|keyword, _| !["$id", "$schema"].contains(&keyword.as_str()));
        assert!(bundle["$defs"].as_object().unwrap().values().any(|it| *it == schema), "{kind}");
    }
}

#[test]
fn each_value_of_an_enum_is_described() {
    let bundle: Value = serde_json::from_str(file("kyx.schema.json")).unwrap();
    let definitions = bundle["$defs"].as_object().unwrap();
    for (name, definition) in definitions.iter().filter(|(_, it)| it["type"] == "string") {
        let description = definition["description"].as_str().unwrap_or_default();
        let is_of_a_standard = description.contains("ISO 3166");
        let values = definition["enum"].as_array().filter(|_| !is_of_a_standard).into_iter().flatten();
        for value in values.filter_map(Value::as_str) {
            let line = format!("- `{value}`: ");
            assert!(description.contains(&line), "{name} {value}");
        }
    }
}

#[test]
fn each_schema_has_an_edition_in_draft_07() {
    for name in Kind::ALL.iter().map(|kind| kind.name()).chain(["kyx"]) {
        let schema: Value = serde_json::from_str(file(&format!("{name}.schema.json"))).unwrap();
        let older: Value = serde_json::from_str(file(&format!("draft-07/{name}.schema.json"))).unwrap();
        jsonschema::meta::validate(&older).unwrap();
        let (mut newer_objects, mut older_objects) = (Vec::new(), Vec::new());
        objects(&schema, "", &mut newer_objects);
        objects(&older, "", &mut older_objects);
        for (pointer, object) in &older_objects {
            let is_schema = object.get("$ref").is_some_and(Value::is_string);
            assert!(!is_schema || object.as_object().unwrap().len() == 1, "{name} {pointer}");
            for keyword in ["$defs", "dependentSchemas", "dependentRequired", "minContains", "maxContains"] {
                assert!(object.get(keyword).is_none(), "{name} {pointer} has {keyword}");
            }
        }
        let rules = |objects: &[(String, &Value)]| -> Vec<_> {
            objects.iter().filter_map(|(_, it)| Some(it.get("$comment")?.to_string())).collect()
        };
        assert_eq!(rules(&older_objects).len(), rules(&newer_objects).len(), "{name}");
    }
}

#[test]
fn token_lifetimes_are_limited_to_the_second() {
    let schema = schema(Kind::AccountRequest);
    let validator = jsonschema::options().build(&schema["properties"]["tokenLifetime"]).unwrap();
    for (least, most, unit) in [(300, 5_184_000, 's'), (5, 86_400, 'm'), (1, 1440, 'h'), (1, 60, 'd')] {
        for (count, is_valid) in [(least - 1, false), (least, true), (most, true), (most + 1, false)] {
            let text = format!("{count}{unit}");
            assert_eq!(validator.is_valid(&text.clone().into()), is_valid, "{text}");
        }
        for count in (least..=most).step_by(997) {
            assert!(validator.is_valid(&format!("{count}{unit}").into()), "{count}{unit}");
        }
        assert!(validator.is_valid(&format!("000{least}{unit}").into()));
    }
}

/// Each constraint on a whole payload names its rule, and no rule is both in the schema and listed as missing from it.
#[test]
fn rules_in_schemas_are_named() {
    let mut in_schemas = BTreeSet::new();
    for kind in Kind::ALL {
        let schema = schema(*kind);
        let mut found = Vec::new();
        objects(&schema, "", &mut found);
        for (pointer, fragment) in
            found.iter().filter(|(pointer, _)| pointer.rsplit('/').nth(1) == Some("allOf"))
        {
            let Some(comment) = fragment["$comment"].as_str() else {
                assert!(pointer.matches("/allOf/").count() > 1, "{kind} {pointer} does not name a rule");
                continue;
            };
            let rule = rules::find(comment.split(' ').next().unwrap()).unwrap();
            assert!(rule.is_in_schema() && comment == format!("{} {}", rule.code, rule.name), "{comment}");
            in_schemas.insert(rule.code);
        }
        let description = schema["description"].as_str().unwrap();
        assert!(in_schemas.iter().all(|code| !description.contains(code)), "{description}");
    }
    let meant = rules::all().into_iter().filter(|rule| rule.is_in_schema()).map(|rule| rule.code);
    assert_eq!(in_schemas, meant.collect());
}

/// Editors show what the codes mean, from the description; KYX404 knows the same codes.
#[test]
fn the_schema_lists_the_codes_of_documents() {
    let schema = schema(Kind::AccountRequest);
    let description = schema["$defs"]["TypeChoice"]["properties"]["values"]["description"].as_str().unwrap();
    let listed = description.lines().filter_map(|line| line.strip_prefix("- `")?.split_once("`: "));
    let codes: Vec<_> = listed.map(|(code, _)| code).collect();
    assert_eq!(codes.len(), 25, "{description}");
    let unknown = |code: &str| {
        let credential = json!({"category": "DOCUMENT", "type": {"values": [code]}});
        let request = json!({
            "customerInternalReference": "order-4711",
            "workflowDefinition": {"key": 777, "credentials": [credential]},
        });
        codes_of(&request.to_string()).iter().any(|it| it.starts_with("KYX404"))
    };
    assert!(unknown("BSX"));
    assert!(codes.iter().all(|code| !unknown(code)), "{codes:?}");
}
