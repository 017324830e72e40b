//! Every payload of the platform's documents, linted at a time when its consents were recent.

use std::{fs, path::PathBuf};

use kyx_schema::{
    AccountResponse, Callback, Context, FinalizeResponse, Finding, Kind, PartResponse, Payload, Problem,
    Report, RetrievalResponse, StatusResponse, StepsResponse, TokenError, TokenResponse, lint::Linter,
};
use serde_json::{Value, json};

use crate::support::{context, files, fixtures, time};

/// A time at which the consents of the samples were recent.
pub(crate) const NOW: &str = "2023-06-01T00:00:00Z";

fn lines(report: &Report) -> String {
    let line = |it: &Finding| {
        let start = it.range.unwrap().start;
        format!("  {}:{} {} {} {}\n", start.line, start.column, it.severity, it.rule.code, it.pointer)
    };
    match report.findings() {
        [] => "  clean\n".to_owned(),
        findings => findings.iter().map(line).collect(),
    }
}

/// The payloads whose name contains a word, each with its findings.
fn linted(word: &str) -> String {
    let mut text = String::new();
    for path in files(&fixtures("seeds")) {
        let name = path.strip_prefix(fixtures("seeds")).unwrap().to_str().unwrap();
        if name.contains(word) && name.ends_with(".json") {
            let linted = Linter::new(context(&path, time(NOW))).lint(&fs::read(&path).unwrap());
            assert_eq!(linted.kind, Some(word.parse::<Kind>().unwrap()), "{name}");
            text.push_str(&format!("{name}\n{}", lines(&linted.report)));
        }
    }
    text
}

#[test]
fn account_requests() {
    insta::assert_snapshot!(linted("account-request"));
}

#[test]
fn prepared_data() {
    insta::assert_snapshot!(linted("prepared-data"));
}

/// A fragment is part of a request; the rest of the request is minimal.
pub(crate) fn completed(name: &str, fragment: &str) -> String {
    match name.rsplit(['-', '.']).nth(1).unwrap() {
        "workflowDefinition" => format!("{{\"customerInternalReference\": \"x\",\n{fragment}}}"),
        "credentials" | "capabilities" => format!(
            "{{\"customerInternalReference\": \"x\", \"workflowDefinition\": {{\"key\": 4711,\n{fragment}}}}}"
        ),
        _ => format!(
            "{{\"customerInternalReference\": \"x\", \"workflowDefinition\": {{\"key\": 4711}},\n{fragment}}}"
        ),
    }
}

#[test]
fn fragments_of_requests() {
    let mut text = String::new();
    for path in files(&fixtures("seeds")) {
        let name = path.strip_prefix(fixtures("seeds")).unwrap().to_str().unwrap();
        if !name.contains("fragments") || name.contains("response") {
            continue;
        }
        let fragment = fs::read_to_string(&path).unwrap();
        let payload = completed(name, &fragment);
        let linted = Linter::new(context(&path, time(NOW))).lint(payload.as_bytes());
        text.push_str(&format!("{name}\n{}", lines(&linted.report)));
    }
    insta::assert_snapshot!(text);
}

fn responses() -> Vec<(String, String)> {
    let is_whole = |path: &PathBuf| {
        let name = path.to_str().unwrap();
        name.ends_with("response.json") || name.ends_with("problem.json")
    };
    let named = |path: PathBuf| {
        let name = path.strip_prefix(fixtures("seeds")).unwrap().to_str().unwrap().to_owned();
        (name, fs::read_to_string(&path).unwrap())
    };
    files(&fixtures("seeds")).into_iter().filter(is_whole).map(named).collect()
}

#[test]
fn responses_and_problems() {
    let mut text = String::new();
    for (name, payload) in responses() {
        let linted = Linter::new(Context::unknown().at(time(NOW))).with_news().lint(payload.as_bytes());
        text.push_str(&format!("{name} {}\n{}", linted.kind.unwrap(), lines(&linted.report)));
    }
    insta::assert_snapshot!(text);
}

/// Deserializes a response into its type, and serializes it again; with its `Debug` output.
fn written_back(kind: Kind, payload: &Value) -> (Value, String) {
    fn through<T: Payload + std::fmt::Debug>(payload: &Value) -> (Value, String) {
        let typed: T = serde_json::from_value(payload.clone()).unwrap();
        let shown = format!("{typed:?} {typed:#?}");
        assert!(!shown.contains("eyJ") && !shown.contains("xxx"), "{shown}");
        (serde_json::to_value(&typed).unwrap(), format!("{typed:?}"))
    }
    match kind {
        Kind::AccountResponse => through::<AccountResponse>(payload),
        Kind::PartResponse => through::<PartResponse>(payload),
        Kind::FinalizeResponse => through::<FinalizeResponse>(payload),
        Kind::Callback => through::<Callback>(payload),
        Kind::StatusResponse => through::<StatusResponse>(payload),
        Kind::Problem => through::<Problem>(payload),
        Kind::RetrievalResponse => through::<RetrievalResponse>(payload),
        Kind::StepsResponse => through::<StepsResponse>(payload),
        Kind::TokenResponse => through::<TokenResponse>(payload),
        Kind::TokenError => through::<TokenError>(payload),
        other => panic!("{other} is not a response"),
    }
}

#[test]
fn responses_round_trip_with_new_fields_and_values() {
    let linter = Linter::new(Context::unknown().at(time(NOW)));
    let mut count = 0;
    for (name, payload) in responses() {
        let kind = linter.lint(payload.as_bytes()).kind.unwrap();
        let mut value: Value = serde_json::from_str(&payload).unwrap();
        assert_eq!(written_back(kind, &value).0, value, "{name}");
        enrich(&mut value);
        assert_eq!(written_back(kind, &value).0, value, "{name}");
        count += 1;
    }
    assert_eq!(count, 30);
}

/// The shape of each response, with new fields and values, and none of its values.
#[test]
fn debug_output_shows_the_shape_of_responses() {
    let linter = Linter::new(Context::unknown().at(time(NOW)));
    let mut shown = String::new();
    for (name, payload) in responses() {
        let mut value: Value = serde_json::from_str(&payload).unwrap();
        let kind = linter.lint(payload.as_bytes()).kind.unwrap();
        enrich(&mut value);
        shown.push_str(&format!("{name}\n  {}\n", written_back(kind, &value).1));
    }
    insta::assert_snapshot!(shown);
}

/// Adds a field to every object and a name to every list of names.
fn enrich(value: &mut Value) {
    match value {
        Value::Object(fields) => {
            let is_map_of_urls =
                fields.values().any(|it| it.as_str().is_some_and(|it| it.contains("/parts/")));
            fields.values_mut().for_each(enrich);
            let new =
                if is_map_of_urls { json!("https://example.com") } else { json!({"a": [1, null, 2.5]}) };
            fields.insert("addedLater".to_owned(), new);
        }
        Value::Array(items) => {
            items.iter_mut().for_each(enrich);
            if items.iter().all(Value::is_string) {
                items.push(json!("ADDED_LATER"));
            }
        }
        _ => {}
    }
}

/// Truncated and garbled responses are reported, without a panic.
#[test]
fn broken_responses_are_handled() {
    let linter = Linter::new(Context::unknown().at(time(NOW)));
    for (_, payload) in responses() {
        for at in (0..payload.len()).step_by(41).filter(|at| payload.is_char_boundary(*at)) {
            let cut = linter.lint(&payload.as_bytes()[..at]);
            assert!(cut.report.has_errors());
            let garbled = format!("{}}}]\"{}", &payload[..at], &payload[at..]);
            assert!(linter.lint(garbled.as_bytes()).report.has_errors());
        }
    }
}
