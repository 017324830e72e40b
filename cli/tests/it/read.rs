//! `kyx read`: what a response means.

use kyx_schema::{Kind, sample};
use serde_json::{Value, json};

use crate::{
    support::{directory, kyx, kyx_with_stdin, root, text},
    whole::planted,
};

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
        .chain(outcomes())
        .chain([r#"{"steps": []}"#, STEPS].map(str::to_owned))
        .chain(TOKEN_ERRORS.map(|code| format!(r#"{{"error": "{code}", "error_description": "Some text"}}"#)))
        .collect()
}

const TOKEN_ERRORS: [&str; 6] = [
    "invalid_grant",
    "unsupported_grant_type",
    "invalid_request",
    "invalid_scope",
    "unauthorized_client",
    "temporarily_unavailable",
];

const STEPS: &str = r#"{"steps": [
    {"id": "2c1a5a4e-7d0e-4b51-8f0e-6f0c2b1d9f3a", "name": "ID_IV", "decision": {"type": "REJECTED", "details": {"label": "NEW"}}},
    {"id": "3c1a5a4e-7d0e-4b51-8f0e-6f0c2b1d9f3a", "name": "NEW"}
]}"#;

/// Results of every outcome, and some that no document has.
fn outcomes() -> Vec<String> {
    let directory = root().join("tests/fixtures/outcomes");
    let fixture = |name: &str| std::fs::read_to_string(directory.join(name)).unwrap();
    let changed = |change: fn(&mut Value)| {
        let mut value = serde_json::from_str(&fixture("rejected-liveness.json")).unwrap();
        change(&mut value);
        value.to_string()
    };
    let samples = sample::Outcome::ALL.iter().map(|outcome| {
        kyx(&["sample", "retrieval-response", "--outcome", outcome.name(), "--now", NOW]).stdout
    });
    let mut names: Vec<_> =
        std::fs::read_dir(&directory).unwrap().map(|it| it.unwrap().file_name()).collect();
    names.sort();
    let fixtures = names.iter().map(|it| fixture(it.to_str().unwrap()));
    let changes: [fn(&mut Value); 10] = [
        |it| it["decision"]["type"] = json!("PASSED"),
        |it| it["decision"]["type"] = json!("APPROVED"),
        |it| it["decision"]["type"] = json!(""),
        |it| it["capabilities"]["liveness"][0]["decision"]["type"] = json!(""),
        |it| it["capabilities"]["liveness"][0]["decision"]["type"] = json!("UNSURE"),
        |it| {
            it.as_object_mut()
                .unwrap()
                .retain(|key, _| !["decision", "capabilities", "steps"].contains(&key.as_str()));
        },
        |it| it["capabilities"] = json!(null),
        |it| it["wipedOutAt"] = json!("2024-09-08T06:32:52.164Z"),
        |it| it["credentials"][0]["consent"]["decisionAccepted"] = json!(false),
        |it| {
            let result = |number: usize| json!([{"decision": {"type": "REJECTED", "details": {"label": number.to_string()}}}]);
            it["capabilities"] =
                (100..1000).map(|number| (format!("check{number}"), result(number))).collect();
        },
    ];
    samples.chain(fixtures).chain(changes.map(changed)).collect()
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

/// Each string is replaced, one by one.
#[test]
fn no_value_is_shown() {
    let mut lines = String::new();
    for response in responses().into_iter().filter(|it| it.len() < 20_000) {
        let value: Value = serde_json::from_str(&response).unwrap();
        planted(&value, &json!(CANARY)).iter().for_each(|it| lines.push_str(&format!("{it}\n")));
    }
    assert!(lines.lines().count() > 1000);
    let path = directory(&[("responses.ndjson", lines.as_bytes())]).join("responses.ndjson");
    for format in ["human", "json"] {
        let run = kyx(&["read", text(&path), "--format", format]);
        let output = run.stdout + &run.stderr;
        let line = output.lines().find(|line| line.contains(CANARY));
        assert_eq!(line, None, "{format}");
        assert!(output.contains("the workflow was rejected"), "{format}");
    }
}

#[test]
fn a_kind_that_cannot_be_detected_is_named() {
    let error = br#"{"error": "invalid_client"}"#;
    let run = kyx_with_stdin(&["read", "-"], error);
    assert_eq!(run.status, 1);
    assert!(run.stderr.contains("--as token-error"), "{}", run.stderr);
    let run = kyx_with_stdin(&["read", "-", "--as", "token-error"], error);
    assert_eq!(run.status, 0);
    assert!(run.stdout.starts_with("no access token was issued: invalid_client\n"), "{}", run.stdout);
    assert_eq!(kyx_with_stdin(&["read", "-", "--as", "prepared-data"], error).status, 1);
    assert_eq!(kyx_with_stdin(&["read", "-", "--as", "no-kind"], error).status, 2);
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
