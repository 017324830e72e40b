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
    let journey = &json["journeys"][0];
    assert_eq!(journey["channel"], "API");
    assert_eq!(journey["steps"][1]["classifier"], "BACK");
    assert_eq!(journey["steps"][1]["tokenPointer"], "/workflowExecution/credentials/0/api/token");
    assert_eq!(journey["finalize"]["by"], "call");
    assert_eq!(journey["finalize"]["tokenPointer"], "/workflowExecution/credentials/0/api/token");
}

/// The sample response offers all channels; only pointers to its tokens are printed.
#[test]
fn next_follows_the_channel() {
    let response = "tests/fixtures/seeds/accounts/03-response.json";
    for channel in ["web", "sdk", "api"] {
        for format in ["human", "json"] {
            let run = kyx(&["next", "--channel", channel, "--format", format, response]);
            assert_eq!(run.status, 0, "{}", run.stderr);
            assert!(!run.stdout.contains("eyJ"), "{}", run.stdout);
            if format == "human" {
                insta::assert_snapshot!(channel, run.stdout);
            }
        }
    }
    let all = kyx(&["next", response]);
    for channel in ["by WEB:", "by SDK:", "by API:"] {
        assert!(all.stdout.contains(channel), "{}", all.stdout);
    }
}

#[test]
fn next_says_what_a_channel_cannot_do() {
    let response = "tests/fixtures/seeds/use-existing-credentials/03-response.json";
    let run = kyx(&["next", "--channel", "web", response]);
    assert_eq!(run.status, 1);
    assert!(run.stdout.contains("the response lacks /web/href"), "{}", run.stdout);
}

#[test]
fn next_rejects_invalid_responses() {
    let run = kyx(&["next", "tests/fixtures/KYX701/invalid-credential.json"]);
    assert_eq!((run.status, run.stdout.as_str()), (1, ""));
    assert!(run.stderr.contains("KYX701"), "{}", run.stderr);
    assert_eq!(kyx(&["next", "examples/document-verification.json"]).status, 1);
    assert_eq!(kyx(&["next", "no-such-file.json"]).status, 2);
}
