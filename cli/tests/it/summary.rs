//! `kyx lint --summary`: statistics.

use serde_json::{Value, json};

use crate::support::{BROKEN, CLEAN, FORMATS, WARNED, command, directory, kyx, kyx_with_stdin};

const NOW: [&str; 2] = ["--now", "2025-01-01T00:00:00Z"];

fn request(consent: &str) -> String {
    format!(
        r#"{{"customerInternalReference": "Zanzibar", "workflowDefinition": {{"key": 2}}, "userConsent": {{"userIp": "203.0.113.7", "userLocation": {{"country": "DEU"}}{consent}}}}}"#
    )
}

fn given(at: &str) -> String {
    request(&format!(r#", "consent": {{"obtained": "yes", "obtainedAt": "{at}"}}"#))
}

/// Requests with consents of every age, and other payloads.
fn lines() -> String {
    [
        given("2021-12-31T23:59:59Z"), // expired
        given("2022-01-01T00:00:00Z"), // today
        given("2022-01-31T00:00:00Z"), // in 30 days
        given("2022-01-31T00:00:01Z"), // after that
        given("2022-04-01T00:00:00Z"), // in 90 days
        given("2022-06-30T00:00:00Z"), // in 180 days
        given("2023-01-01T00:00:00Z"), // in 365 days
        given("2023-01-01T00:00:01Z"), // after that
        request(""),
        request(r#", "consent": {"obtained": "no", "obtainedAt": "2024-01-01T00:00:00Z"}"#),
        given("yesterday"),
        // The consent is read even if the rest is invalid.
        given("2022-01-15T00:00:00Z").replace("DEU", "de").replace("\"key\": 2", "\"key\": 0"),
        CLEAN.to_owned(),
        r#"{"firstName": "Zanzibar"}"#.to_owned(),
    ]
    .join("\n")
}

fn summary(args: &[&str], stdin: &str) -> Value {
    let args = [&["lint", "--summary", "--format", "json"], args, &NOW].concat();
    serde_json::from_str(&kyx_with_stdin(&args, stdin.as_bytes()).stdout).unwrap()
}

#[test]
fn consents_are_counted_by_expiry() {
    let summary = summary(&["-"], &lines());
    let expected = json!({
        "expired": 1, "within30Days": 3, "within90Days": 2, "within180Days": 1, "within365Days": 1, "later": 1,
        "none": 3, "unreadable": 1,
    });
    assert_eq!(summary["consents"], expected);
    // The rules agree.
    let count = |code| {
        let rules = summary["rules"].as_array().unwrap();
        rules.iter().find(|rule| rule["code"] == code).unwrap()["findings"].clone()
    };
    assert_eq!((count("KYX301"), count("KYX302")), (json!(1), json!(3)));
}

#[test]
fn tables_contain_no_values() {
    let run = kyx_with_stdin(&[&["lint", "-", "--summary"], &NOW[..]].concat(), lines().as_bytes());
    assert_eq!(run.status, 1);
    assert!(!run.stdout.contains("Zanzibar"));
    insta::assert_snapshot!(run.stdout);
}

#[test]
fn files_with_findings_are_listed() {
    let files = directory(&[
        ("a.json", CLEAN.as_bytes()),
        ("b.json", BROKEN.as_bytes()),
        ("c.ndjson", format!("{CLEAN}\n{WARNED}\n{BROKEN}\n").as_bytes()),
    ]);
    let lint = |args: &[&str]| {
        let args = [&["lint", ".", "--summary"], args].concat();
        String::from_utf8(command().current_dir(&files).args(args).output().unwrap().stdout).unwrap()
    };
    insta::assert_snapshot!(lint(&[]));
    let json = lint(&["--format", "json"]);
    assert_eq!(json, lint(&["--format", "ndjson"]));
    insta::assert_json_snapshot!(serde_json::from_str::<Value>(&json).unwrap());
}

#[test]
fn summaries_conform_to_their_schema() {
    let schema = serde_json::from_str(&kyx(&["schema", "lint-summary"]).stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    for stdin in ["", CLEAN, BROKEN, &lines()] {
        for threads in ["1", "3"] {
            let summary = summary(&["-", "--threads", threads], stdin);
            assert!(validator.is_valid(&summary), "{summary:#}");
        }
    }
}

#[test]
fn rules_are_sorted_by_their_number_of_findings() {
    let lines = format!("{BROKEN}\n{BROKEN}\n{}\n", BROKEN.replace("4711\"", "4711<\""));
    let run = kyx_with_stdin(&["lint", "-", "--summary"], lines.as_bytes());
    let rules = "\nrules\n           3  KYX219 ";
    assert!(run.stdout.contains(rules), "{}", run.stdout);
    let statistics = kyx_with_stdin(&["lint", "-", "--statistics"], lines.as_bytes());
    assert_eq!(statistics.stdout, run.stdout);
}

#[test]
fn a_summary_excludes_other_formats_and_fixes() {
    let formats = FORMATS.iter().filter(|format| !["human", "json", "ndjson"].contains(format));
    let formats = formats.map(|format| vec!["--format", format]);
    for args in formats.chain([vec!["--fix"], vec!["--diff"]]) {
        assert_eq!(
            kyx_with_stdin(&[&["lint", "-", "--summary"], &args[..]].concat(), b"").status,
            2,
            "{args:?}"
        );
    }
}
