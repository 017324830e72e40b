//! How payloads are told apart, and what is said about texts of no known kind.

use kyx_schema::{Context, Kind, lint::Linter};
use serde_json::{Value, json};

use crate::support::fixture_time;

fn kind(text: &str) -> Option<Kind> {
    Linter::new(Context::unknown().at(fixture_time())).lint(text.as_bytes()).kind
}

/// Whether the schema of a kind names the field at a pointer.
fn has_field(kind: Kind, pointer: &str) -> bool {
    let schema: Value = serde_json::from_str(kind.schema()).unwrap();
    let field = pointer.split('/').skip(1).try_fold(&schema, |at, key| {
        let reference = at["$ref"].as_str().and_then(|it| it.strip_prefix("#/$defs/"));
        reference.map_or(at, |name| &schema["$defs"][name])["properties"].get(key)
    });
    field.is_some()
}

#[test]
fn each_mark_is_in_the_schema_of_its_kind_alone() {
    for kind in Kind::ALL {
        let Some(mark) = kind.mark() else { continue };
        for other in Kind::ALL {
            assert_eq!(has_field(*other, mark), other == kind, "{mark} of {kind} in {other}");
        }
    }
}

/// The example of each payload in its schema is of its kind.
#[test]
fn each_kind_is_told_by_its_keys() {
    for expected in Kind::ALL {
        let schema: Value = serde_json::from_str(expected.schema()).unwrap();
        let example = schema["examples"][0].to_string();
        assert_eq!(kind(&example), Some(*expected), "{example}");
    }
}

#[test]
fn kinds_are_told_by_what_only_they_have() {
    let link = json!({"id": "x", "href": "x"});
    let outcome = json!({"id": "x", "href": "x", "definitionKey": "2", "status": "PROCESSED"});
    let told = |mut fields: Value, added: Value| {
        fields.as_object_mut().unwrap().extend(added.as_object().unwrap().clone());
        kind(&fields.to_string())
    };
    let status = || json!({"account": link, "workflowExecution": outcome});
    assert_eq!(told(status(), json!({})), Some(Kind::StatusResponse));
    assert_eq!(told(status(), json!({"new": 1})), Some(Kind::StatusResponse));
    assert_eq!(told(status(), json!({"callbackSentAt": "x"})), Some(Kind::Callback));
    for field in ["timestamp", "status", "title", "capabilities", "decision", "workflow", "credentials"] {
        assert_eq!(told(status(), json!({field: {}})), None, "{field}");
    }

    let finalized = || json!({"timestamp": "x", "account": link, "workflowExecution": {"id": "x"}});
    assert_eq!(told(finalized(), json!({})), Some(Kind::FinalizeResponse));
    assert_eq!(told(finalized(), json!({"new": 1})), Some(Kind::FinalizeResponse));
    assert_eq!(told(finalized(), json!({"api": {}})), Some(Kind::PartResponse));
    assert_eq!(told(finalized(), json!({"capabilities": {}})), None);
    let started = json!({"id": "x", "credentials": [], "status": "new"});
    assert_eq!(told(finalized(), json!({"workflowExecution": started})), Some(Kind::AccountResponse));

    let retrieval = json!({"workflow": {"id": "x"}, "account": link, "credentials": [], "decision": {}});
    for other in [json!({}), status(), finalized()] {
        assert_eq!(told(retrieval.clone(), other.clone()), Some(Kind::RetrievalResponse), "{other}");
    }
    assert_eq!(told(retrieval, json!({"callbackSentAt": "x"})), None);
}

/// The message and the help of the only finding.
fn said(text: &str) -> String {
    let linted = Linter::new(Context::unknown().at(fixture_time())).lint(text.as_bytes());
    let [finding] = linted.report.findings() else { panic!("{text}: {}", linted.report) };
    format!("{}; {}", finding.message, finding.help)
}

/// One required field tells a request, or half of the keys. What is of two kinds is of none.
#[test]
fn requests_are_told_by_their_keys() {
    for (text, expected) in [
        (r#"{"firstName": "x", "a": 1}"#, Some(Kind::PreparedData)),
        (r#"{"firstName": "x", "a": 1, "b": 2}"#, None),
        (r#"{"city": "x"}"#, None),
        (r#"{"customerInternalReference": "x", "a": 1, "b": 2}"#, Some(Kind::AccountRequest)),
        (r#"{"customerInternalReference": "x", "firstName": "y"}"#, None),
    ] {
        assert_eq!(kind(text), expected, "{text}");
    }
    let ambiguous = said(r#"{"customerInternalReference": "x", "firstName": "y"}"#);
    assert!(ambiguous.contains("account-request, but `workflowDefinition` is missing"), "{ambiguous}");
    let unlike = said(r#"{"timestamp": "x", "a": 1, "b": 2, "c": 3}"#);
    assert!(unlike.contains("check that the file is a payload"), "{unlike}");
}

#[test]
fn help_names_only_kinds_that_exist() {
    let ids = r#""account": {"id": "x"}, "workflowExecution": {"id": "x", "status": "x"}"#;
    for text in [
        "{}",
        r#"{"a": 1}"#,
        r#"{"status": "ok"}"#,
        r#"{"account": {"id": "x"}}"#,
        r#"{"firstName": "x", "a": 1, "b": 2, "c": 3}"#,
        r#"{"timestamp": "x", "api": {}}"#,
        r#"{"workflow": {}, "decision": {}}"#,
        r#"{"callbackSentAt": "x", "title": "x", "status": "x"}"#,
        &format!(r#"{{{ids}, "timestamp": "x"}}"#),
        &format!(r#"{{{ids}, "status": "x", "capabilities": {{}}}}"#),
    ] {
        let said = said(text);
        for (at, _) in said.match_indices("--as ") {
            let name = said[at + 5..].split('`').next().unwrap();
            assert!(name.parse::<Kind>().is_ok(), "{said}");
        }
    }
}

/// The new places that the help on the older API names are in the schemas.
#[test]
fn the_new_place_of_each_field_of_the_older_api_exists() {
    let mut places = 0;
    for name in ["invalid", "invalid-document", "invalid-initiate"] {
        let path = crate::support::fixtures("KYX107").join(format!("{name}.json"));
        let said = said(&std::fs::read_to_string(path).unwrap());
        for change in said.split("; ").filter_map(|it| it.split_once(" is now ")) {
            let place = change.1.split('`').nth(1).unwrap_or_default();
            let (kind, is_part) = match change.1 {
                it if it.contains("uploaded as the part") => (None, true),
                it if it.ends_with("of the prepared data") => (Some(Kind::PreparedData), false),
                _ => (Some(Kind::AccountRequest), false),
            };
            assert!(!is_part || ["FRONT", "BACK", "FACE"].contains(&place), "{change:?}");
            assert!(kind.is_none_or(|kind| is_place(kind, place)), "{change:?}");
            places += 1;
        }
    }
    assert!(places > 20);
}

/// Whether a schema names the field at a path such as `workflowDefinition.credentials[].country`.
fn is_place(kind: Kind, path: &str) -> bool {
    let schema: Value = serde_json::from_str(kind.schema()).unwrap();
    let resolve = |at: &Value| {
        let alternative = at["anyOf"].as_array().and_then(|it| it.iter().find(|it| it["$ref"].is_string()));
        let reference = alternative.unwrap_or(at)["$ref"].as_str().map(str::to_owned);
        reference.map_or(at.clone(), |it| schema["$defs"][it.trim_start_matches("#/$defs/")].clone())
    };
    let mut at = schema.clone();
    for step in path.split('.') {
        let (key, is_array) = step.strip_suffix("[]").map_or((step, false), |key| (key, true));
        at = resolve(&resolve(&at)["properties"][key]);
        if is_array {
            at = resolve(&at["items"]);
        }
    }
    !at.is_null()
}

/// Each form of a workflow key that is not valid gives one finding that says why; the valid ones none.
#[test]
fn workflow_keys_are_explained() {
    let said = |key: &str| {
        let text = format!(r#"{{"customerInternalReference": "x", "workflowDefinition": {{"key": {key}}}}}"#);
        let linted = Linter::new(Context::unknown().at(fixture_time())).lint(text.as_bytes());
        linted.report.findings().iter().map(|it| it.message.clone()).collect::<Vec<_>>().join("\n")
    };
    for (key, expected) in [
        ("777", ""),
        ("\"777\"", ""),
        ("777.0", ""),
        ("7e3", ""),
        ("123456789012345", ""),
        ("20000000000000000000", "not a workflow key: more than 15 digits"),
        ("\"20000000000000000000\"", "not a workflow key: more than 15 digits"),
        ("1e15", "not a workflow key: more than 15 digits"),
        ("1e400", "not a workflow key: more than 15 digits"),
        ("2.5", "not a workflow key: not a whole number"),
        ("\"2.0\"", "not a workflow key: not a whole number"),
        ("\"1e4\"", "not a workflow key: not a whole number"),
        ("\"DEFINITION_KEY\"", "not a workflow key: not a whole number"),
        ("\"٢\"", "not a workflow key: not a whole number"),
        ("0", "not a workflow key: zero"),
        ("-0", "not a workflow key: zero"),
        ("-0.0", "not a workflow key: zero"),
        ("\"0\"", "not a workflow key: zero"),
        ("-2", "not a workflow key: negative"),
        ("\"-2\"", "not a workflow key: negative"),
        ("\"02\"", "not a workflow key: a leading zero"),
        ("\"\"", "not a workflow key: empty"),
        ("\" 2\"", "not a workflow key: whitespace around it"),
        ("null", "`key` is required but null"),
        ("true", "expected a whole number or a string, found a boolean"),
        ("[2]", "expected a whole number or a string, found an array"),
    ] {
        assert_eq!(said(key), expected, "{key}");
    }
}

/// Steps of other programs have neither decisions nor capabilities.
#[test]
fn steps_are_told_by_their_decisions_or_capabilities() {
    for (step, expected) in [
        (json!({"id": "x", "capabilityIds": []}), Some(Kind::StepsResponse)),
        (json!({"id": "x", "decision": {"type": "PASSED"}}), Some(Kind::StepsResponse)),
        (json!({"id": "x", "name": "build", "run": "make"}), None),
    ] {
        assert_eq!(kind(&json!({"steps": [step]}).to_string()), expected, "{step}");
    }
}

/// The lost members may be the decisive ones.
#[test]
fn no_kind_is_missed_where_members_are_lost() {
    let linted = Linter::new(Context::unknown().at(fixture_time())).lint(br#"{"a": 1, KEY}"#);
    let codes: Vec<_> = linted.report.findings().iter().map(|it| it.rule.code).collect();
    assert_eq!((linted.kind, codes), (None, vec!["KYX008"]));
}

/// More than half of the keys must be those of a response, or else it resembles none.
#[test]
fn a_response_is_near_if_most_of_its_keys_are_known() {
    let near = |text: &str| Linter::new(Context::unknown()).lint(text.as_bytes()).nearest;
    assert_eq!(near(r#"{"account": {"id": "x"}, "x": 1}"#), Some(Kind::AccountResponse));
    assert_eq!(near(r#"{"account": {"id": "x"}, "x": 1, "y": 2}"#), None);
}

/// Only an account request has an older form.
#[test]
fn the_older_api_has_no_other_kinds() {
    let text = br#"{"merchantIdScanReference": "x", "idType": "PASSPORT", "country": "USA"}"#;
    let code = |kind| {
        let linted = Linter::new(Context::unknown()).kind(kind).lint(text);
        linted.report.findings()[0].rule.code
    };
    assert_eq!((code(Kind::AccountRequest), code(Kind::PreparedData)), ("KYX107", "KYX103"));
}
