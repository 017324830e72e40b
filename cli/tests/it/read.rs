//! `kyx read`: what a response means.

use kyx_schema::Kind;
use serde_json::Value;

use crate::support::{kyx, kyx_with_stdin, root};

const NOW: &str = "2025-06-01T12:00:00Z";
const CANARY: &str = "Zanzibar";

fn responses() -> Vec<String> {
    let samples = Kind::ALL.iter().filter(|it| it.is_response()).flat_map(|kind| {
        [&["--workflow", "3"][..], &["--workflow", "10113"], &["--workflow", "16"]]
            .map(|workflow| kyx(&[&["sample", kind.name(), "--now", NOW], workflow].concat()).stdout)
    });
    let seed = |name: &str| {
        let path = root().join("tests/fixtures/seeds/use-existing-credentials").join(name);
        std::fs::read_to_string(path).unwrap()
    };
    let problem = |status: u16| format!(r#"{{"title": "Some title", "status": {status}}}"#);
    samples
        .filter(|it| !it.is_empty())
        .chain(["03-response.json", "05-problem.json", "06-problem.json", "07-problem.json"].map(seed))
        .chain([401, 404, 429, 500].map(problem))
        .chain(
            ["INITIATED", "ACQUIRED", "SESSION_EXPIRED", "TOKEN_EXPIRED", "NEW"]
                .map(|status| kyx(&["sample", "status", "--now", NOW]).stdout.replace("PROCESSED", status)),
        )
        .collect()
}

fn read(text: &str, options: &[&str]) -> String {
    let run = kyx_with_stdin(&[&["read", "-"], options].concat(), text.as_bytes());
    assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{text}");
    run.stdout
}

#[test]
fn responses_are_read() {
    let masked: Vec<_> = responses().iter().map(|it| read(it, &[])).collect();
    insta::assert_snapshot!("masked", masked.join("\n"));
    let shown: Vec<_> = responses().iter().map(|it| read(it, &["--show-values"])).collect();
    insta::assert_snapshot!("shown", shown.join("\n"));
}

#[test]
fn json_is_for_programs() {
    let text = &responses()[0];
    let json: Value = serde_json::from_str(&read(text, &["--format", "json"])).unwrap();
    assert_eq!(json["kind"], "account-response");
    assert!(json["actions"].as_array().unwrap().len() > 3, "{json}");
}

/// Each string that the reader tolerates is replaced, one by one.
#[test]
fn no_value_is_shown() {
    let mut count = 0;
    for text in responses() {
        let value: Value = serde_json::from_str(&text).unwrap();
        for pointer in strings(&value, String::new()) {
            let mut planted = value.clone();
            *planted.pointer_mut(&pointer).unwrap() = CANARY.into();
            for format in ["human", "json"] {
                let run = kyx_with_stdin(&["read", "-", "--format", format], planted.to_string().as_bytes());
                assert!(!(run.stdout + &run.stderr).contains(CANARY), "{pointer}: {planted}");
            }
            count += 1;
        }
    }
    assert!(count > 100, "{count}");
}

fn strings(value: &Value, at: String) -> Vec<String> {
    match value {
        Value::String(_) => vec![at],
        Value::Array(items) => {
            items.iter().enumerate().flat_map(|(index, it)| strings(it, format!("{at}/{index}"))).collect()
        }
        Value::Object(fields) => {
            fields.iter().flat_map(|(name, it)| strings(it, format!("{at}/{name}"))).collect()
        }
        _ => Vec::new(),
    }
}

#[test]
fn what_is_no_response_is_an_error() {
    for text in ["", "{}", "[]", "null", "{\"a\"", "<html>", "\u{0}", r#"{"title": 1, "status": []}"#] {
        let run = kyx_with_stdin(&["read", "-"], text.as_bytes());
        assert_eq!((run.status, run.stdout.as_str()), (1, ""), "{text}");
        assert!(!run.stderr.is_empty(), "{text}");
    }
    let request = kyx(&["read", "examples/document-verification.json"]);
    assert_eq!(request.status, 1);
    assert!(request.stderr.contains("account-request"), "{}", request.stderr);
    for args in [&["read", "no-such-file.json"][..], &["read"], &["read", "-", "--format", "yaml"]] {
        assert_eq!(kyx(args).status, 2, "{args:?}");
    }
}
