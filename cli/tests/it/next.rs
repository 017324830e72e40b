//! `kyx next`: the next steps after an account response.

use serde_json::Value;

use crate::support::kyx;

/// Cases 1 and 2 of the platform's documentation.
#[test]
fn next_lists_the_documented_steps() {
    let response = |name: &str| format!("tests/fixtures/seeds/use-existing-credentials/{name}-response.json");
    let some = kyx(&["next", &response("03")]);
    insta::assert_snapshot!(some.stdout);
    let all = kyx(&["next", &response("04")]);
    assert_eq!(all.stdout, "ID already exists\nnothing to do: the workflow finalizes itself\n");
    assert_eq!((some.status, all.status), (0, 0));

    let json = kyx(&["next", "--format", "json", &response("03")]);
    let json: Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(json["uploads"][1]["classifier"], "BACK");
    assert_eq!(json["finalize"]["by"], "call");
}

#[test]
fn next_rejects_invalid_responses() {
    let run = kyx(&["next", "tests/fixtures/KYX701/invalid-credential.json"]);
    assert_eq!((run.status, run.stdout.as_str()), (1, ""));
    assert!(run.stderr.contains("KYX701"), "{}", run.stderr);
    assert_eq!(kyx(&["next", "examples/document-verification.json"]).status, 1);
    assert_eq!(kyx(&["next", "no-such-file.json"]).status, 2);
}
