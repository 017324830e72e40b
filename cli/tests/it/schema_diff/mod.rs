//! `kyx schema diff`: which change breaks whom.

mod exported;
mod generated;

use std::fs;

use serde_json::{Value, json};

use crate::support::{directory, kyx, kyx_with_stdin, text};

/// The changes between each two schemas, without the names of the files.
fn changes(pairs: &[(Value, Value)], args: &[&str]) -> Vec<String> {
    let name = |version, index| format!("{version}/{index:06}.schema.json");
    let files = pairs.iter().enumerate().flat_map(|(index, (old, new))| {
        [(name("old", index), old.to_string()), (name("new", index), new.to_string())]
    });
    let files: Vec<_> = files.collect();
    let files: Vec<_> = files.iter().map(|(name, text)| (name.as_str(), text.as_bytes())).collect();
    let directory = directory(&files);
    let paths = ["old", "new"].map(|it| directory.join(it));
    let run = kyx(&[&["schema", "diff", text(&paths[0]), text(&paths[1])], args].concat());
    fs::remove_dir_all(directory).unwrap();
    let is_breaking = run.stdout.contains(": breaks ");
    assert_eq!(run.status, i32::from(is_breaking), "{}{}", run.stdout, run.stderr);
    let mut changes = vec![String::new(); pairs.len()];
    for line in run.stdout.lines() {
        let (index, change) = line.split_once(".schema.json: ").unwrap();
        changes[index.parse::<usize>().unwrap()] += &format!("{change}\n");
    }
    changes
}

fn changes_of(old: &Value, new: &Value, args: &[&str]) -> String {
    changes(&[(old.clone(), new.clone())], args).concat()
}

/// Each change there and back, in a schema without an `$id`, so that either side may rely on it.
#[test]
fn each_keyword_breaks_whom_it_breaks() {
    let pairs = [
        (json!({"type": ["string", "null"]}), json!({"type": "string"})),
        (json!({"type": "number"}), json!({"type": "integer"})),
        (json!({"type": "string"}), json!({"type": "boolean"})),
        (json!({}), json!({"type": "object"})),
        (json!(true), json!(false)),
        (json!({"enum": ["a", "b", 1]}), json!({"enum": ["a"]})),
        (json!({"enum": ["a", null]}), json!({"type": "string", "enum": ["a"]})),
        (json!({"enum": [1, 2, 3, 4, 5, 6, 7, 8]}), json!({"enum": [9]})),
        (json!({"type": "string"}), json!({"const": "a"})),
        (json!({"enum": ["a"]}), json!({"const": "a"})),
        (json!({"type": "null"}), json!({"const": null})),
        (json!({"type": "string", "maxLength": 100}), json!({"type": "string", "maxLength": 50})),
        (json!({"type": "string", "maxLength": 100}), json!({"type": "string"})),
        (json!({"type": "string", "minLength": 1}), json!({"type": "string", "minLength": 2})),
        (json!({"type": "string", "pattern": "^a"}), json!({"type": "string"})),
        (json!({"type": "string", "pattern": "^a"}), json!({"type": "string", "pattern": "^b"})),
        (json!({"type": "string", "format": "uuid"}), json!({"type": "string"})),
        (json!({"type": "string", "format": "ipv4"}), json!({"type": "string", "format": "ipv6"})),
        (json!({"minimum": 1}), json!({"minimum": 1.5})),
        (
            json!({"maximum": 18_446_744_073_709_551_615_u64}),
            json!({"maximum": 18_446_744_073_709_551_614_u64}),
        ),
        (json!({"type": "string", "minimum": 1}), json!({"type": "string", "minimum": 2})),
        (json!({"minItems": 1}), json!({"minItems": 2})),
        (json!({"maxItems": 4}), json!({"maxItems": 3})),
        (json!({"items": {"type": "string"}}), json!({"items": {"type": "string", "maxLength": 5}})),
        (json!({"items": true}), json!({"items": false})),
        (json!({"contains": {"const": 1}}), json!({"contains": {"const": 2}})),
        (json!({"contains": {"const": 1}}), json!({})),
        (json!({"properties": {"a": {}}}), json!({"properties": {"a": {}}, "required": ["a"]})),
        (json!({"properties": {"a": {"type": "string"}}}), json!({})),
        (json!({"properties": {"a": {}}}), json!({})),
        (
            json!({"properties": {"a": {"type": "string"}}, "additionalProperties": false}),
            json!({"additionalProperties": false}),
        ),
        (
            json!({"properties": {"a": {"type": "string"}}, "additionalProperties": {"type": ["string", "null"]}}),
            json!({"additionalProperties": {"type": ["string", "null"]}}),
        ),
        (json!({"additionalProperties": true}), json!({"additionalProperties": false})),
        (
            json!({"additionalProperties": {"type": "string"}}),
            json!({"additionalProperties": {"maxLength": 9, "type": "string"}}),
        ),
        (json!({}), json!({"dependentSchemas": {"a": {"required": ["b"]}}})),
        (json!({"allOf": [{"minimum": 1}]}), json!({"allOf": [{"minimum": 1}, {"maximum": 9}]})),
        (json!({"anyOf": [{"type": "string"}, {"type": "null"}]}), json!({"anyOf": [{"type": "string"}]})),
        (json!({"anyOf": [{"type": "string"}, {"type": "null"}]}), json!({"type": ["null", "string"]})),
        (
            json!({"type": "string", "anyOf": [{"enum": ["a", "b"]}, {"type": "string"}]}),
            json!({"type": "string", "anyOf": [{"enum": ["b", "c"]}, {"type": "string"}]}),
        ),
        (
            json!({"type": "string", "anyOf": [{"enum": ["a"]}, {"type": "string"}]}),
            json!({"type": "string"}),
        ),
        (json!({"anyOf": [{"enum": ["a"]}, {"type": "string"}]}), json!({"type": "string", "enum": ["a"]})),
        (json!({"not": {"enum": ["a", "b"]}}), json!({"not": {"enum": ["a"]}})),
        (json!({"not": {"type": "null"}}), json!({})),
        (
            json!({"if": {"required": ["a"]}, "then": {"required": ["b"]}}),
            json!({"if": {"required": ["a", "c"]}, "then": {"required": ["b"]}}),
        ),
        (json!({"if": {"minimum": 1}, "then": {"maximum": 5}}), json!({})),
        (json!({"type": "null", "title": "a", "examples": [1]}), json!({"type": "null", "title": "b"})),
    ];
    insta::assert_snapshot!(there_and_back(&pairs));
}

/// Whatever the exporter does not write counts as breaking, unless one side rejects or accepts everything anyway.
#[test]
fn other_keywords_cannot_be_compared() {
    let pairs = [
        (
            json!({"type": "string", "multipleOf": 2}),
            json!({"type": "string", "multipleOf": 2, "maxLength": 3}),
        ),
        (json!({"type": "null", "x-mine": 1}), json!({"type": "null", "x-mine": 1, "title": "a"})),
        (json!({"type": "object"}), json!({"type": "object", "patternProperties": {"^a": {"minimum": 1}}})),
        (json!({"items": [{"type": "string"}]}), json!({"items": [{"type": "null"}]})),
        (json!({"enum": ["a", "b"], "const": "a"}), json!({"enum": ["a", "b"], "const": "b"})),
        (json!({"type": "string", "dependencies": {"a": {}}}), json!({"type": "string"})),
        (json!({"$schema": "https://json-schema.org/draft/2019-09/schema"}), json!({"type": "string"})),
        (
            json!({"properties": {"a": {"$id": "urn:a", "type": "string"}}}),
            json!({"properties": {"a": {"$id": "urn:a", "type": "string"}, "b": {"oneOf": [{}]}}}),
        ),
    ];
    for (schema, _) in &pairs {
        assert_eq!(changes_of(schema, schema, &[]), "");
    }
    insta::assert_snapshot!(there_and_back(&pairs));
}

fn there_and_back(pairs: &[(Value, Value)]) -> String {
    let back: Vec<_> = pairs.iter().map(|(old, new)| (new.clone(), old.clone())).collect();
    let mut table = String::new();
    for (((old, new), there), back) in pairs.iter().zip(changes(pairs, &[])).zip(changes(&back, &[])) {
        table += &format!(
            "{old}\n{new}\n-> {}\n<- {}\n\n",
            there.trim().replace('\n', "\n   "),
            back.trim().replace('\n', "\n   ")
        );
    }
    table
}

/// Edits of a schema: the text at a pointer, and what to put there; nothing takes it out.
fn edited(schema: &Value, edits: &[(&str, Value)]) -> Value {
    let mut schema = schema.clone();
    for (pointer, value) in edits {
        let (outer, name) = pointer.rsplit_once('/').unwrap();
        match schema.pointer_mut(outer).unwrap() {
            Value::Object(fields) if value.is_null() => drop(fields.remove(name).unwrap()),
            Value::Object(fields) => drop(fields.insert(name.to_owned(), value.clone())),
            Value::Array(items) if name == "-" => items.push(value.clone()),
            Value::Array(items) => drop(items.remove(name.parse().unwrap())),
            _ => panic!("nothing can be put at {pointer}"),
        }
    }
    schema
}

/// What is most likely to change in requests; it must not break those who send them.
#[test]
fn requests_break_senders() {
    let schema = exported::schema("account-request");
    let workflow_rules = "/dependentSchemas/workflowDefinition/allOf";
    let edits: [&[(&str, Value)]; 16] = [
        &[("/required/-", json!("userReference"))],
        &[("/$defs/Category/enum/3", json!(null))],
        &[("/$defs/Category/enum/-", json!("DATA"))],
        &[("/properties/customerInternalReference/maxLength", json!(50))],
        &[("/properties/customerInternalReference/pattern", json!("^[a-z]*$"))],
        &[("/properties/web", json!(null))],
        &[("/properties/tag", json!({"type": ["string", "null"]}))],
        &[("/properties/tag", json!({"type": "string"})), ("/required/-", json!("tag"))],
        &[("/properties/userReference/type", json!("string"))],
        &[(
            "/properties/workflowDefinition",
            json!({"anyOf": [{"$ref": "#/$defs/WorkflowDefinition"}, {"type": "null"}]}),
        )],
        &[("/properties/web", json!({"$ref": "#/$defs/WebSettings"}))],
        &[("/$defs/CountryCode/enum/0", json!(null)), ("/$defs/Timestamp/format", json!(null))],
        &[("/$defs/Credential/additionalProperties", json!(true))],
        &[(&format!("{workflow_rules}/1"), json!(null))],
        &[(&format!("{workflow_rules}/-"), json!({"$comment": "KYX999 no-monday", "required": ["web"]}))],
        &[
            (
                &format!("{workflow_rules}/2/if/properties/workflowDefinition/properties/key/enum/-"),
                json!(33),
            ),
            (&format!("{workflow_rules}/2/then/properties/userReference"), json!(null)),
        ],
    ];
    let pairs: Vec<_> = edits.iter().map(|edits| (schema.clone(), edited(&schema, edits))).collect();
    insta::assert_snapshot!(listed(&edits, &changes(&pairs, &[])));
}

/// What is most likely to change in responses; it must not break those who read them.
#[test]
fn responses_break_readers() {
    let schema = exported::schema("account-response");
    let edits: [&[(&str, Value)]; 8] = [
        &[("/required/1", json!(null))],
        &[("/properties/tag", json!({"type": "string"}))],
        &[("/properties/sdk", json!(null))],
        &[("/$defs/SdkAccess/properties/token/type", json!(["string", "null"]))],
        &[("/$defs/CredentialCategory/anyOf/0/enum/-", json!("VIDEO"))],
        &[("/$defs/CredentialCategory/anyOf/1", json!(null))],
        &[("/$defs/Timestamp/pattern", json!(null))],
        &[("/$defs/PartUrls/additionalProperties", json!({"type": ["string", "object"]}))],
    ];
    let pairs: Vec<_> = edits.iter().map(|edits| (schema.clone(), edited(&schema, edits))).collect();
    insta::assert_snapshot!(listed(&edits, &changes(&pairs, &[])));
}

fn listed(edits: &[&[(&str, Value)]], changes: &[String]) -> String {
    let mut text = String::new();
    for (edits, changes) in edits.iter().zip(changes) {
        for (pointer, value) in *edits {
            text += &format!("{pointer} = {value}\n");
        }
        text += &format!("  {}\n\n", changes.trim().replace('\n', "\n  "));
    }
    text
}

#[test]
fn the_side_can_be_named() {
    let (old, new) = (json!({"maxLength": 5}), json!({"maxLength": 4, "minLength": 0, "type": "string"}));
    let sides = |side: &str| changes_of(&old, &new, &["--side", side]);
    assert!(
        sides("senders").starts_with("breaks senders: the whole payload: `maxLength` changed from 5 to 4\n")
    );
    assert!(sides("readers").starts_with("compatible: the whole payload: `maxLength` changed from 5 to 4\n"));
    // Whose schema it is must be told by both.
    let of = |name: &str| edited(&old, &[("/$id", json!(format!("urn:kyx-schema:{name}:1")))]);
    let wider = |name: &str| edited(&of(name), &[("/maxLength", json!(6))]);
    let verdict = |old: &Value, new: &Value| changes_of(old, new, &[]).split_once(':').unwrap().0.to_owned();
    assert_eq!(verdict(&of("account-request"), &wider("account-request")), "compatible");
    assert_eq!(verdict(&of("kyx-toml"), &wider("kyx-toml:draft-07")), "compatible");
    assert_eq!(verdict(&of("lint-report"), &wider("lint-report")), "breaks readers");
    assert_eq!(verdict(&of("account-request"), &wider("letter")), "breaks readers");
    assert_eq!(
        changes_of(&of("account-request"), &wider("account-request"), &["--side", "readers"])
            .split_once(':')
            .unwrap()
            .0,
        "breaks readers"
    );
}

/// A file that holds all payloads has a side for each.
#[test]
fn a_bundle_breaks_whom_its_payloads_break() {
    let bundle = |length: u32, category: &[&str]| {
        json!({
            "$id": "urn:kyx-schema:kyx:1",
            "anyOf": [{"$ref": "#/$defs/AccountRequest"}, {"$ref": "#/$defs/Callback"}],
            "$defs": {
                "AccountRequest": {
                    "properties": {"a": {"$ref": "#/$defs/Text"}, "category": {"enum": category}},
                    "additionalProperties": false,
                },
                "Callback": {"properties": {"b": {"items": {"$ref": "#/$defs/Text"}}}},
                "Text": {"type": "string", "maxLength": length},
            },
        })
    };
    let changes = changes_of(&bundle(5, &["ID"]), &bundle(4, &["ID", "DATA"]), &[]);
    insta::assert_snapshot!(changes, @r#"
    breaks senders: AccountRequest.a: `maxLength` changed from 5 to 4
    compatible: AccountRequest.category: now also "DATA"
    compatible: Callback.b[]: `maxLength` changed from 5 to 4
    "#);
}

#[test]
fn references_to_definitions_are_followed() {
    let node = |more: Value| {
        json!({"$ref": "#/$defs/Node", "$defs": {"Node": {
            "properties": {"next": {"$ref": "#/$defs/Node"}, "value": more},
        }}})
    };
    insta::assert_snapshot!(changes_of(&node(json!({"type": "string"})), &node(json!({"type": "null"})), &[]), @r"
    breaks senders: value: no longer accepts string
    breaks readers: value: now also accepts null
    ");
    for loops in [
        json!({"$ref": "#"}),
        json!({"$ref": "#/$defs/A", "$defs": {"A": {"$ref": "#/$defs/A"}}}),
        json!({"allOf": [{"$ref": "#/$defs/A"}], "$defs": {"A": {"anyOf": [{"$ref": "#/$defs/A"}]}}}),
    ] {
        assert_eq!(changes_of(&loops, &loops, &[]), "");
        changes_of(&loops, &json!({"type": "string"}), &[]);
        changes_of(&json!({"items": {"minimum": 1}}), &loops, &[]);
    }
}

#[test]
fn other_references_cannot_be_compared() {
    let schema = |reference: &str, length: u32| {
        json!({
            "properties": {"a": {"$ref": reference}, "b": {"$ref": "#/$defs/A", "maxLength": 3}},
            "maxLength": length,
            "$defs": {"A": {"properties": {"b": {}}}},
        })
    };
    for reference in ["other.json", "#", "#/$defs/no", "#/$defs/A/properties/b", "#a", "urn:a#/$defs/A"] {
        let changes = changes_of(&schema(reference, 5), &schema(reference, 6), &[]);
        assert_eq!(changes.matches("`$ref` cannot be compared").count(), 2, "{changes}");
    }
}

#[test]
fn directories_are_compared_file_by_file() {
    let request =
        |length: u32| json!({"$id": "urn:kyx-schema:account-request:1", "maxLength": length}).to_string();
    let (short, long) = (request(4), request(5));
    let files = directory(&[
        ("old/a.schema.json", long.as_bytes()),
        ("old/deep/a.schema.json", short.as_bytes()),
        ("old/gone.schema.json", short.as_bytes()),
        ("old/notes.json", b"no schema"),
        ("new/a.schema.json", short.as_bytes()),
        ("new/deep/a.schema.json", long.as_bytes()),
        ("new/more.schema.json", short.as_bytes()),
        ("broken/a.schema.json", b"{"),
        ("broken/deep/a.schema.json", short.as_bytes()),
        ("empty/notes.json", b"{}"),
    ]);
    let diff =
        |old: &str, new: &str| kyx(&["schema", "diff", text(&files.join(old)), text(&files.join(new))]);
    let run = diff("old", "new");
    assert_eq!(run.status, 1);
    insta::assert_snapshot!(run.stdout + &run.stderr, @r"
    a.schema.json: breaks senders: the whole payload: `maxLength` changed from 5 to 4
    deep/a.schema.json: compatible: the whole payload: `maxLength` changed from 4 to 5
    gone.schema.json: breaks senders: schema removed
    more.schema.json: compatible: new schema
    4 schemas compared: 2 breaking changes, 2 compatible
    ");
    let run = diff("old", "broken");
    assert_eq!(run.status, 2);
    assert!(
        run.stderr.contains("broken/a.schema.json: not JSON: ") && run.stdout.contains("gone.schema.json"),
        "{}",
        run.stderr
    );
    for (old, new) in
        [("empty", "new"), ("old", "new/a.schema.json"), ("old/a.schema.json", "new"), ("old", "nowhere")]
    {
        let run = diff(old, new);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{old} {new} {}", run.stderr);
    }
    assert_eq!(diff("new", "empty").status, 1);
}

#[test]
fn what_is_no_schema_is_refused() {
    let files = directory(&[
        ("schema.json", b"{}"),
        ("text.json", b"\"text\""),
        ("broken.json", b"{\"type\": }"),
        ("deep.json", "[".repeat(100_000).as_bytes()),
        ("payload.json", crate::support::CLEAN.as_bytes()),
        ("binary.json", &[0, 159, 146, 150]),
    ]);
    let schema = files.join("schema.json");
    for name in ["text.json", "broken.json", "deep.json", "payload.json", "binary.json", "none.json"] {
        for (old, new) in [(files.join(name), schema.clone()), (schema.clone(), files.join(name))] {
            let run = kyx(&["schema", "diff", text(&old), text(&new)]);
            assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{name} {}", run.stderr);
            assert!(run.stderr.contains(name), "{}", run.stderr);
        }
    }
    let openapi = crate::support::root().join("schemas/openapi.json");
    let run = kyx(&["schema", "diff", text(&openapi), text(&openapi)]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""));
    assert!(run.stderr.contains("openapi.json: an OpenAPI document, not a JSON Schema: "), "{}", run.stderr);
    assert_eq!(kyx_with_stdin(&["schema", "diff", text(&schema), "-"], b"{\"type\": \"null\"}").status, 1);
    assert_eq!(kyx_with_stdin(&["schema", "diff", "-", text(&schema)], b"true").status, 0);
    assert_eq!(kyx_with_stdin(&["schema", "diff", "-", "-"], b"true").status, 2);
    assert_eq!(kyx(&["schema", "diff", text(&schema)]).status, 2);
    assert_eq!(kyx(&["schema", "diff", "--side", "both", text(&schema), text(&schema)]).status, 2);
}

/// Schemas that would keep a reader busy, or overflow its stack.
#[test]
fn hostile_schemas_end_in_a_verdict() {
    let ring = |count: usize| {
        let definition = |index: usize| {
            let next = format!("#/$defs/{}", (index + 1) % count);
            (index.to_string(), json!({"properties": {"a": {"$ref": next}}, "items": {"$ref": next}}))
        };
        json!({"$ref": "#/$defs/0", "$defs": (0..count).map(definition).collect::<Value>()})
    };
    let nested = |inner: Value| {
        (0..40).fold(inner, |inner, _| json!({"anyOf": [inner, {"type": "null"}, {"minimum": 1}]}))
    };
    let many =
        |from: u32| json!({"anyOf": (from..from + 5000).map(|it| json!({"const": it})).collect::<Value>()});
    assert_eq!(changes_of(&ring(5000), &ring(5000), &[]), "");
    assert!(
        changes_of(&nested(json!({"maximum": 2})), &nested(json!({"maximum": 1})), &[])
            .contains("breaks senders")
    );
    assert!(changes_of(&many(0), &many(1), &[]).contains("now also"));
    let files =
        directory(&[("old", ring(997).to_string().as_bytes()), ("new", ring(1009).to_string().as_bytes())]);
    let run = kyx(&["schema", "diff", text(&files.join("old")), text(&files.join("new"))]);
    assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{}", run.stderr);
    assert!(run.stderr.contains("too many"), "{}", run.stderr);
}
