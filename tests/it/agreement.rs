//! The model and the exported schema give the same verdict on structure and field values; the fast path and the full
//! analysis give the same verdict on everything.

use std::{
    collections::HashSet,
    hash::{DefaultHasher, Hash, Hasher},
    sync::Mutex,
};

use kyx_schema::{AccountRequest, Context, Kind, lint::Linter};
use serde_json::Value;

use crate::{
    mutants::{mutants, payloads, requests},
    support::{fixture_time, is_accepted, on_all_cores, validator},
};

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

fn fingerprint(kind: Kind, value: &Value) -> u64 {
    let mut hasher = DefaultHasher::new();
    (kind, value.to_string()).hash(&mut hasher);
    hasher.finish()
}

/// Does something with all payloads and every nth of their mutants.
fn on_payloads(step: usize, act: impl Fn(Kind, &Value) + Sync) {
    on_all_cores(&payloads(), |(kind, value)| {
        act(*kind, value);
        mutants(value, step).for_each(|mutant| act(*kind, &mutant));
    });
    on_all_cores(&requests(), |request| act(Kind::AccountRequest, request));
}

/// serde, `validator` and the rules that the schema names say of a payload what the schema says of it.
#[test]
fn model_and_schema_agree_on_payloads_and_their_mutants() {
    let schemas: Vec<_> = Kind::ALL.iter().map(|kind| validator(*kind)).collect();
    let judged = Mutex::new(HashSet::new());
    on_payloads(5, |kind, value| {
        let fingerprint = fingerprint(kind, value);
        if !judged.lock().unwrap().insert(fingerprint) {
            return;
        }
        let schema = &schemas[kind as usize];
        if is_accepted(kind, value) != schema.is_valid(value) {
            let found: Vec<_> = schema.iter_errors(value).map(|it| it.schema_path().to_string()).collect();
            panic!("{kind}: {value}\nThe schema finds: {found:?}");
        }
    });
    let count = judged.lock().unwrap().len();
    assert!(count >= 100_000, "only {count} payloads were compared");
}

/// A number that no `Value` can hold is refused by our types as it is by the schema's reader.
#[test]
fn numbers_without_end_are_refused() {
    let request = r#"{"customerInternalReference": "x", "workflowDefinition": {"key": KEY}}"#;
    for (key, is_read) in [("1e400", false), ("-1e400", false), ("100000000000000000000e-16", true)] {
        let request = request.replace("KEY", key);
        assert_eq!(serde_json::from_str::<AccountRequest>(&request).is_ok(), is_read, "{request}");
        assert_eq!(serde_json::from_str::<Value>(&request).is_ok(), is_read, "{request}");
    }
}

/// With and without a byte order mark, which makes the linter read a text in full.
#[test]
fn fast_path_and_full_analysis_tell_the_same_kind() {
    let linter = Linter::new(Context::unknown().at(fixture_time()));
    on_payloads(53, |_, value| {
        let text = value.to_string();
        let explained = linter.lint(format!("\u{FEFF}{text}").as_bytes());
        assert_eq!(linter.lint(text.as_bytes()).kind, explained.kind, "{text}");
    });
}

#[test]
fn fast_path_and_full_analysis_agree_on_payloads_and_their_mutants() {
    on_payloads(7, assert_same_verdict);
}
