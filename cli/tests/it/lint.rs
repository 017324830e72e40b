//! `kyx lint`: files, directories and streams; positions, options and exit status.

use std::{fs, io::Read, process::Stdio};

use serde_json::Value;

use crate::support::{BROKEN, CLEAN, WARNED, command, directory, kyx, kyx_with_stdin, root, text};

fn json(args: &[&str], stdin: &str) -> Value {
    let run = kyx_with_stdin(&[&["lint", "--format", "json"], args].concat(), stdin.as_bytes());
    serde_json::from_str(&run.stdout).unwrap()
}

#[test]
fn the_manual_and_the_readme_show_the_real_output_for_the_examples() {
    let shown = |path: &str| {
        let page = fs::read_to_string(root().join(path)).unwrap();
        page.split("```text\n").nth(1).unwrap().split("```").next().unwrap().trim().to_owned()
    };
    let run = kyx(&["lint", "examples/"]);
    assert_eq!(run.stdout.trim(), shown("docs/cli.md"));
    // The README is shorter.
    let findings: Vec<_> = run.stdout.trim().split("\n\n").collect();
    for finding in shown("README.md").split("\n\n") {
        assert!(findings.contains(&finding), "{finding}");
    }
    assert_eq!(run.status, 1);
}

#[test]
fn the_exit_status_depends_on_the_findings() {
    for (stdin, args, status) in [
        (CLEAN, &["lint", "-"][..], 0),
        (WARNED, &["lint", "-"], 0),
        (WARNED, &["lint", "-", "--deny-warnings"], 1),
        (BROKEN, &["lint", "-"], 1),
        (BROKEN, &["lint", "-", "--ignore", "KYX219"], 0),
        (BROKEN, &["lint", "-", "--ignore", "kyx21,KYX3"], 0),
        (BROKEN, &["lint", "-", "--select", "KYX3"], 0),
        (BROKEN, &["lint", "-", "--select", "invalid-workflow-key"], 1),
        (WARNED, &["lint", "-", "--channel", "api"], 1),
        ("", &["lint", "-"], 1),
        ("not json", &["lint", "-"], 1),
        (CLEAN, &["lint"], 2),
        (CLEAN, &["lint", "-", "--as", "letter"], 2),
        (CLEAN, &["lint", "-", "--now", "yesterday"], 2),
        (CLEAN, &["lint", "-", "--select", "KYX999"], 2),
        (CLEAN, &["lint", "-", "--operation", "delete"], 2),
        (CLEAN, &["lint", "no-such-file.json"], 2),
    ] {
        let run = kyx_with_stdin(args, stdin.as_bytes());
        assert_eq!(run.status, status, "{args:?}\n{}{}", run.stdout, run.stderr);
        assert!(!run.stderr.contains("panicked"), "{}", run.stderr);
    }
}

#[test]
fn an_unreadable_file_does_not_hide_the_others() {
    let directory = directory(&[("broken.json", BROKEN.as_bytes())]);
    let broken = directory.join("broken.json");
    let run = kyx(&["lint", "no-such-file.json", text(&broken)]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.starts_with("kyx: no-such-file.json: "), "{}", run.stderr);
    assert!(run.stdout.contains("KYX219"), "{}", run.stdout);
}

#[test]
fn directories_are_searched_for_payloads() {
    let directory = directory(&[
        ("b/two.ndjson", format!("{CLEAN}\n\n{BROKEN}\r\n").as_bytes()),
        ("a.json", BROKEN.as_bytes()),
        ("c.JSONL", WARNED.as_bytes()),
        ("notes.txt", b"not a payload"),
    ]);
    let run = kyx(&["lint", "--format", "json", text(&directory)]);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let found: Vec<_> = report["payloads"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| (it["path"].as_str().unwrap().rsplit('/').next().unwrap(), it["line"].as_u64()))
        .collect();
    assert_eq!(found, [("a.json", None), ("two.ndjson", Some(3)), ("c.JSONL", Some(1))]);
    assert_eq!(report["summary"], serde_json::json!({"payloads": 4, "clean": 1, "errors": 2, "warnings": 1}));
    assert_eq!(run.stderr, "4 payloads, 1 clean: 2 errors, 1 warning\n");
}

#[test]
fn the_json_format_is_stable() {
    let stdin = "{\n  \"customerInternalReference\": \"ä\",\n  \"workflowDefinition\": {\"key\": \"x\"}\n}\n";
    insta::assert_json_snapshot!(json(&["-", "--now", "2025-01-01T00:00:00Z"], stdin));
}

#[test]
fn positions_in_ndjson_are_relative_to_the_file() {
    let stdin = format!(
        "{CLEAN}\n{{\"customerInternalReference\": \"ä\", \"workflowDefinition\": {{\"key\": 0}}}}\n"
    );
    let report = json(&["-"], &stdin);
    let payload = &report["payloads"][0];
    assert_eq!(payload["line"], 2);
    let range = &payload["findings"][0]["range"];
    let offset = |end: &str| usize::try_from(range[end]["offset"].as_u64().unwrap()).unwrap();
    assert_eq!(&stdin[offset("start")..offset("end")], "0");
    assert_eq!((&range["start"]["line"], &range["start"]["column"]), (&2.into(), &66.into()));
}

#[test]
fn standard_input_is_one_payload_or_one_per_line() {
    let pretty =
        "\n\n{\n  \"customerInternalReference\": \"x\",\n  \"workflowDefinition\": {\"key\": 0}\n}\n";
    let report = json(&["-"], pretty);
    assert_eq!(report["payloads"][0]["line"], Value::Null);
    assert_eq!(report["payloads"][0]["findings"][0]["range"]["start"]["line"], 5);
    let lines = format!("\n{BROKEN}\n{CLEAN}\n{BROKEN}");
    let report = json(&["-"], &lines);
    let found: Vec<_> = report["payloads"].as_array().unwrap().iter().map(|it| &it["line"]).collect();
    assert_eq!(found, [2, 4]);
    assert_eq!(report["summary"]["payloads"], 3);
}

#[test]
fn kind_call_and_time_can_be_given() {
    let report = json(&["-", "--as", "prepared-data"], "{}");
    assert_eq!(report["payloads"][0]["kind"], "prepared-data");
    assert_eq!(report["summary"]["clean"], 1);

    let reuse = r#"{"customerInternalReference": "x", "workflowDefinition": {"key": 10113}, "userConsent": {"userIp": "::1",
        "userLocation": {"country": "DEU"}, "consent": {"obtained": "yes", "obtainedAt": "2024-01-01T00:00:00Z"}}}"#;
    let codes = |args: &[&str]| {
        let report = json(args, reuse);
        let findings = report["payloads"][0]["findings"].as_array().unwrap().clone();
        findings.iter().map(|it| it["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(codes(&["-", "--now", "2025-01-01T00:00:00Z"]), [""; 0]);
    assert_eq!(codes(&["-", "--now", "2028-01-01T01:00:00+01:00"]), ["KYX301"]);
    assert_eq!(codes(&["-", "--now", "2025-01-01T00:00:00Z", "--operation", "create"]), ["KYX406"]);
    assert_eq!(codes(&["-", "--now", "2025-01-01T00:00:00Z", "--channel", "web"]), ["KYX412"]);
}

#[test]
fn invalid_input_is_reported() {
    let directory = directory(&[
        ("empty.json", b""),
        ("binary.json", &[0, 159, 146, 150, 255, 0, 1]),
        (
            "huge-number.json",
            format!("{{\"workflowDefinition\": {{\"key\": {}}}}}", "9".repeat(5000)).as_bytes(),
        ),
        ("deep.json", "[".repeat(200_000).as_bytes()),
        ("large.json", &vec![b'['; 17 << 20]),
        ("large.ndjson", &[&vec![b'x'; 17 << 20], &b"\n"[..], BROKEN.as_bytes()].concat()),
    ]);
    let run = kyx(&["lint", "--format", "json", text(&directory)]);
    assert_eq!(run.status, 1, "{}", run.stderr);
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let found: Vec<_> = report["payloads"]
        .as_array()
        .unwrap()
        .iter()
        .map(|payload| {
            let name = payload["path"].as_str().unwrap().rsplit('/').next().unwrap();
            let codes = payload["findings"].as_array().unwrap().iter().map(|it| it["code"].as_str().unwrap());
            format!("{name} {} {}", payload["line"], codes.collect::<Vec<_>>().join(" "))
        })
        .collect();
    assert_eq!(
        found,
        [
            "binary.json null KYX001 KYX006",
            "deep.json null KYX007",
            "empty.json null KYX001",
            "huge-number.json null KYX102 KYX219",
            "large.json null KYX007",
            "large.ndjson 1 KYX007",
            "large.ndjson 2 KYX219",
        ]
    );
}

#[test]
fn a_reader_that_stops_early_is_not_an_error() {
    let lines = format!("{BROKEN}\n").repeat(20_000);
    let directory = directory(&[("many.ndjson", lines.as_bytes())]);
    let mut child = command()
        .args(["lint", text(&directory)])
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    let mut first = [0; 10];
    let mut stdout = child.stdout.take().unwrap();
    stdout.read_exact(&mut first).unwrap();
    drop(stdout);
    let output = child.wait_with_output().unwrap();
    assert_eq!(output.status.code(), Some(1));
    assert_eq!(String::from_utf8(output.stderr).unwrap(), "");
}

/// The linter stops in the middle of the file while nobody reads its output.
#[cfg(unix)]
#[test]
fn a_file_that_changes_or_vanishes_while_it_is_read_is_reported() {
    let lines = format!("{BROKEN}\n").repeat(10_000);
    let directory = directory(&[("changes.ndjson", lines.as_bytes()), ("vanishes.ndjson", lines.as_bytes())]);
    for name in ["changes.ndjson", "vanishes.ndjson"] {
        let path = directory.join(name);
        let mut child = command()
            .args([
                "lint",
                text(&path),
                "examples/document-verification.json",
                "--now",
                "2025-01-01T00:00:00Z",
            ])
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        child.stdout.as_mut().unwrap().read_exact(&mut [0; 10]).unwrap();
        match name {
            "changes.ndjson" => fs::write(&path, "{").unwrap(),
            _ => fs::remove_file(&path).unwrap(),
        }
        let run = child.wait_with_output().unwrap();
        let stderr = String::from_utf8(run.stderr).unwrap();
        assert_eq!(run.status.code(), Some(2), "{stderr}");
        assert!(stderr.contains(&format!("{name}: ")), "{stderr}");
    }
}

#[test]
fn totals_go_to_standard_error_unless_quiet() {
    let run = kyx_with_stdin(&["lint", "-"], CLEAN.as_bytes());
    assert_eq!(
        (run.stdout.as_str(), run.stderr.as_str()),
        ("", "1 payload, 1 clean: 0 errors, 0 warnings\n")
    );
    let run = kyx_with_stdin(&["lint", "-", "--quiet"], CLEAN.as_bytes());
    assert_eq!((run.stdout.as_str(), run.stderr.as_str()), ("", ""));
}

#[test]
fn rules_for_new_values_are_off_unless_selected() {
    let path = "tests/fixtures/KYX703/invalid.json";
    assert_eq!(kyx(&["lint", path]).stdout, "");
    let run = kyx(&["lint", "--select", "KYX703", path]);
    assert!(run.stdout.starts_with("info[KYX703]: "), "{}", run.stdout);
    assert_eq!(run.status, 0);
}
