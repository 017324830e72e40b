//! The model and the exported schema give the same verdict on structure and field values; the fast path and the full
//! analysis give the same verdict on everything.

use std::fs;

use jsonschema::Validator;
use kyx_schema::{
    AccountRequest, AccountResponse, Callback, Context, FinalizeResponse, Finding, Kind, PartResponse,
    Payload, PreparedData, Problem, Severity, StatusResponse, lint::Linter, rules,
};
use serde_json::{Value, json};
use validator::{ValidationErrors, ValidationErrorsKind};

use crate::support::{files, fixture_time, fixtures, validator};

/// The schemas of all kinds, ready for use.
struct Schemas(Vec<(Kind, Validator)>);

impl Schemas {
    fn new() -> Self {
        Self(Kind::ALL.iter().map(|kind| (*kind, validator(*kind))).collect())
    }

    /// serde and `validator` say of a value what the schema says of it.
    fn assert_agreement(&self, kind: Kind, value: &Value) {
        let (_, schema) = self.0.iter().find(|(it, _)| *it == kind).unwrap();
        let model = match kind {
            Kind::AccountRequest => holds::<AccountRequest>(value),
            Kind::PreparedData => holds::<PreparedData>(value),
            Kind::AccountResponse => holds::<AccountResponse>(value),
            Kind::PartResponse => holds::<PartResponse>(value),
            Kind::FinalizeResponse => holds::<FinalizeResponse>(value),
            Kind::Callback => holds::<Callback>(value),
            Kind::StatusResponse => holds::<StatusResponse>(value),
            Kind::Problem => holds::<Problem>(value),
            other => panic!("{other} is not covered"),
        };
        let found: Vec<_> = schema.iter_errors(value).map(|it| it.schema_path().to_string()).collect();
        assert_eq!(model, found.is_empty(), "{kind}: {value}\n{found:?}");
    }
}

fn holds<T: Payload>(value: &Value) -> bool {
    let Ok(payload) = serde_json::from_value::<T>(value.clone()) else { return false };
    let report = payload.check(&Context::unknown().at(fixture_time()));
    let Err(errors) = payload.validate() else {
        let is_in_schema = |it: &Finding| it.severity == Severity::Error && it.rule.is_in_schema();
        return !report.findings().iter().any(is_in_schema);
    };
    assert_codes_are_rules(&errors);
    assert!(report.has_errors(), "{value}");
    false
}

/// The codes of `#[validate(…)]` attributes are the names of rules.
fn assert_codes_are_rules(errors: &ValidationErrors) {
    for kind in errors.errors().values() {
        match kind {
            ValidationErrorsKind::Struct(errors) => assert_codes_are_rules(errors),
            ValidationErrorsKind::List(items) => items.values().for_each(|it| assert_codes_are_rules(it)),
            ValidationErrorsKind::Field(errors) => {
                for error in errors {
                    assert!(error.code == "length" || rules::find(&error.code).is_some(), "{}", error.code);
                }
            }
        }
    }
}

/// A byte order mark makes the linter read a text in full, and adds one finding of its own.
fn is_explained_as_clean(kind: Kind, text: &str) -> bool {
    let linter = Linter::new(Context::unknown().at(fixture_time())).kind(kind);
    let report = linter.lint(format!("\u{FEFF}{text}").as_bytes()).report;
    assert_eq!(report.findings()[0].rule.code, "KYX006");
    report.findings().len() == 1
}

fn assert_same_verdict(kind: Kind, value: &Value) {
    let text = value.to_string();
    let linter = Linter::new(Context::unknown().at(fixture_time())).kind(kind);
    let is_accepted = linter.lint(text.as_bytes()).report.is_clean();
    assert_eq!(is_accepted, is_explained_as_clean(kind, &text), "{kind}: {text}");
}

/// The payloads of all fixtures and documents that are JSON, each with the kind it is linted as.
fn payloads() -> Vec<(Kind, Value)> {
    let mut payloads = Vec::new();
    for path in files(&fixtures("")) {
        let Ok(value) = serde_json::from_slice::<Value>(&fs::read(&path).unwrap()) else { continue };
        let told = Linter::new(Context::unknown()).lint(value.to_string().as_bytes()).kind;
        payloads.push((told.unwrap_or(Kind::PreparedData), value));
    }
    for kind in Kind::ALL {
        let schema: Value = serde_json::from_str(kind.schema()).unwrap();
        payloads.extend(schema["examples"].as_array().unwrap().iter().map(|it| (*kind, it.clone())));
        payloads.push((*kind, with_every_field(&schema, &schema)));
    }
    payloads
}

/// A payload that has every field its schema names, so that no field goes without its mutants.
fn with_every_field(root: &Value, schema: &Value) -> Value {
    let reference = schema["$ref"].as_str().or(schema["anyOf"][0]["$ref"].as_str());
    let resolved = reference.map_or(schema, |it| root.pointer(&it[1..]).unwrap());
    if let Some(fields) = resolved["properties"].as_object() {
        let whole = |(name, field): (&String, &Value)| (name.clone(), with_every_field(root, field));
        return fields.iter().map(whole).collect();
    }
    match schema["items"].as_object() {
        Some(_) if schema["items"].get("$ref").is_some() => json!([with_every_field(root, &schema["items"])]),
        _ => schema["examples"].get(0).unwrap_or(&resolved["examples"][0]).clone(),
    }
}

/// Every value of a payload, changed in every way that might matter.
fn mutants(value: &Value) -> Vec<Value> {
    let mut mutants = Vec::new();
    for pointer in pointers(value, "") {
        let original = value.pointer(&pointer).unwrap();
        for replacement in replacements(original) {
            let mut mutant = value.clone();
            *mutant.pointer_mut(&pointer).unwrap() = replacement;
            mutants.push(mutant);
        }
        let mut without = value.clone();
        if remove(&mut without, &pointer) {
            mutants.push(without);
        }
    }
    mutants
}

fn pointers(value: &Value, pointer: &str) -> Vec<String> {
    let mut found = vec![pointer.to_owned()];
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                found.extend(pointers(
                    value,
                    &format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1")),
                ));
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                found.extend(pointers(value, &format!("{pointer}/{index}")));
            }
        }
        _ => {}
    }
    found
}

fn remove(value: &mut Value, pointer: &str) -> bool {
    let Some((parent, token)) = pointer.rsplit_once('/') else { return false };
    match value.pointer_mut(parent).unwrap() {
        Value::Object(fields) => drop(fields.remove(token)),
        Value::Array(items) => drop(items.remove(token.parse().unwrap())),
        _ => return false,
    }
    true
}

fn replacements(original: &Value) -> Vec<Value> {
    let mut replacements = vec![
        Value::Null,
        json!(true),
        json!(0),
        json!(-1),
        json!(2.5),
        json!(10011.0),
        json!(1e15),
        json!(1e300),
        json!(""),
        json!("x"),
        json!("true"),
        json!("USA"),
        json!("US"),
        json!("2024-02-29"),
        json!("2024-02-29t12:00:00.5z"),
        json!("2024-02-30T12:00:00Z"),
        json!("2024-02-29T23:59:60Z"),
        json!("2024-02-29 12:00:00Z"),
        json!("2024-02-29T24:00:00Z"),
        json!("::ffff:1.2.3.4"),
        json!("1.2.3.04"),
        json!("+123456789012345"),
        json!("+1234567890123456"),
        json!("0010"),
        json!("999999999999999"),
        json!("1000000000000000"),
        json!("٣٤"),
        json!("a@b"),
        json!("https://a"),
        json!("https:///a"),
        json!("a:b"),
        json!([]),
        json!([null]),
        json!({}),
    ];
    match original {
        Value::String(text) => {
            replacements.extend(
                [
                    format!("{text}<"),
                    format!("{text}\n"),
                    format!("{text}\u{00E4}"),
                    format!(" {text}"),
                    text.to_lowercase(),
                    text.to_uppercase(),
                    text.replace('-', ""),
                    text.repeat(60),
                    text.repeat(400),
                ]
                .map(Value::from),
            );
            replacements.push(json!({ text: null }));
        }
        Value::Object(fields) => {
            let mut more = fields.clone();
            more.insert("unknownField".to_owned(), json!(1));
            replacements.push(Value::Object(more.clone()));
            more.insert("unknownField".to_owned(), Value::Null);
            replacements.push(Value::Object(more));
            replacements.push(fields.values().cloned().collect());
        }
        Value::Array(items) => replacements.push(Value::Array([items.clone(), items.clone()].concat())),
        _ => {}
    }
    replacements
}

#[test]
fn model_and_schema_agree_on_payloads_and_their_mutants() {
    let schemas = Schemas::new();
    let mut count = 0;
    for (kind, value) in payloads() {
        for mutant in std::iter::once(value.clone()).chain(mutants(&value)) {
            schemas.assert_agreement(kind, &mutant);
            count += 1;
        }
    }
    assert!(count > 10_000, "only {count} payloads were compared");
}

/// With and without a byte order mark, which makes the linter read a text in full.
#[test]
fn fast_path_and_full_analysis_tell_the_same_kind() {
    let linter = Linter::new(Context::unknown().at(fixture_time()));
    for (_, value) in payloads() {
        for mutant in std::iter::once(value.clone()).chain(mutants(&value)).step_by(7) {
            let text = mutant.to_string();
            let explained = linter.lint(format!("\u{FEFF}{text}").as_bytes());
            assert_eq!(linter.lint(text.as_bytes()).kind, explained.kind, "{text}");
        }
    }
}

#[test]
fn fast_path_and_full_analysis_agree_on_payloads_and_their_mutants() {
    for (kind, value) in payloads() {
        for mutant in std::iter::once(value.clone()).chain(mutants(&value)) {
            assert_same_verdict(kind, &mutant);
        }
    }
}
