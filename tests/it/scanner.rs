//! The scanner: what is found in a payload does not depend on how its JSON is written. These tests are small enough for
//! Miri, which looks into the `unsafe` code of the dependencies: `tests/miri/run`.

use std::fs;

use kyx_schema::{Context, Kind, lint::Linter};
use serde::Deserialize;
use serde_json::Value;

use crate::support::fixture_time;

/// The most payloads of a kind.
const MOST: usize = if cfg!(miri) { 4 } else { usize::MAX };

#[derive(Deserialize)]
struct Line {
    payload: Value,
}

/// Valid payloads from all parts of the corpus.
fn payloads(kind: Kind) -> Vec<Value> {
    let path = format!("{}/tests/corpus/{kind}.ndjson", env!("CARGO_MANIFEST_DIR"));
    let lines = fs::read_to_string(path).unwrap();
    let valid: Vec<_> = lines.lines().filter(|line| line.starts_with(r#"{"valid":true"#)).collect();
    let some = valid.iter().step_by(valid.len().div_ceil(MOST));
    some.map(|line| serde_json::from_str::<Line>(line).unwrap().payload).collect()
}

/// A payload with an escape for each character of its keys and strings, and whitespace around each token.
fn spelled_out(value: &Value) -> String {
    let string = |text: &str| {
        let escapes: String = text.encode_utf16().map(|unit| format!("\\u{unit:04x}")).collect();
        format!("\"{escapes}\"")
    };
    match value {
        Value::String(text) => string(text),
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(spelled_out).collect();
            format!("\t[ {} ]\r\n", items.join("\n,\t"))
        }
        Value::Object(fields) => {
            let fields: Vec<_> = fields
                .iter()
                .map(|(key, value)| format!("{} : {}", string(key), spelled_out(value)))
                .collect();
            format!(" {{\n{} }}\t", fields.join(" ,\r"))
        }
        other => other.to_string(),
    }
}

/// What is found, and whether a scan was enough.
fn linted(kind: Kind, text: &str) -> (Vec<String>, bool) {
    let linted = Linter::new(Context::unknown().at(fixture_time())).kind(kind).lint(text.as_bytes());
    let findings = linted.report.findings().iter();
    let findings = findings.map(|it| format!("{} {} {}", it.rule.code, it.pointer, it.message)).collect();
    (findings, linted.visibility.is_none())
}

#[test]
fn what_is_found_does_not_depend_on_the_writing() {
    for kind in Kind::ALL {
        let mut is_any_scanned = false;
        for payload in payloads(*kind) {
            let compact = payload.to_string();
            let (findings, is_scanned) = linted(*kind, &compact);
            for other in [format!("{payload:#}"), spelled_out(&payload)] {
                assert_eq!(linted(*kind, &other), (findings.clone(), is_scanned), "{compact}");
            }
            is_any_scanned |= is_scanned;
        }
        assert!(is_any_scanned, "{kind}");
    }
}
