//! The output formats, as their readers expect them.

use std::fs;

use serde_json::{Value, json};

use crate::support::{BROKEN, CLEAN, Run, WARNED, command, directory, kyx, kyx_with_stdin, root, text};

/// Runs that cover every situation a format must handle.
pub(crate) fn runs(format: &str) -> Vec<(Vec<String>, Run)> {
    let lines = format!("{CLEAN}\n{BROKEN}\n{WARNED}\n{BROKEN}\n");
    let files = directory(&[
        ("clean.json", CLEAN.as_bytes()),
        ("broken: 1, [é] 100%.json", BROKEN.as_bytes()),
        ("lines.ndjson", lines.as_bytes()),
        ("binary.json", &[0, 159, 146, 150, 255, 0, 1]),
        ("back.gif", b"GIF89a"),
        ("empty.png", b""),
    ]);
    let upload = ["upload-check", "back.gif", "empty.png", "--category", "ID", "--part", "FRONT"];
    let many = ["upload-check", "back.gif", "--category", "ID", "--part", "FRONT", "--max-findings", "1"];
    [
        (&["lint", "."][..], ""),
        (&["lint", "clean.json"], ""),
        (&["lint", "lines.ndjson", "--max-findings", "1"], ""),
        (&["lint", "-"], BROKEN),
        (&["lint", "-"], lines.as_str()),
        (&["lint", "no-such-file.json"], ""),
        (&["lint", text(&root().join("tests/fixtures"))], ""),
        (&upload, ""),
        (&many, ""),
    ]
    .map(|(args, stdin)| {
        let args = [args, &["--format", format]].concat();
        let run = run_in(&files, &args, stdin);
        (args.iter().map(ToString::to_string).collect(), run)
    })
    .into()
}

pub(crate) fn run_in(directory: &std::path::Path, args: &[&str], stdin: &str) -> Run {
    let input = directory.join("stdin");
    fs::write(&input, stdin).unwrap();
    let mut command = command();
    command.args(args).current_dir(directory).stdin(fs::File::open(input).unwrap());
    command.output().unwrap().into()
}

fn assert_valid(schema: &Value, format: &str) {
    let validator = jsonschema::options().should_validate_formats(true).build(schema).unwrap();
    for (args, run) in runs(format) {
        let report: Value = serde_json::from_str(&run.stdout).unwrap();
        let errors: Vec<_> = validator.iter_errors(&report).map(|it| it.to_string()).collect();
        assert!(errors.is_empty(), "{args:?}: {errors:#?}\n{report:#}");
    }
}

fn results(run: &Run) -> Vec<Value> {
    let log: Value = serde_json::from_str(&run.stdout).unwrap();
    log["runs"][0]["results"].as_array().unwrap().clone()
}

#[test]
fn json_conforms_to_its_schema() {
    let schema = kyx(&["schema", "lint-report"]).stdout;
    assert_valid(&serde_json::from_str(&schema).unwrap(), "json");
}

#[test]
fn each_line_of_ndjson_conforms_to_its_schema() {
    let schema = kyx(&["schema", "lint-finding"]).stdout;
    let validator = jsonschema::validator_for(&serde_json::from_str(&schema).unwrap()).unwrap();
    let mut count = 0;
    for (args, run) in runs("ndjson") {
        for line in run.stdout.lines() {
            let finding: Value = serde_json::from_str(line).unwrap();
            assert!(validator.is_valid(&finding), "{args:?}: {finding:#}");
            count += 1;
        }
    }
    assert!(count > 100, "{count}");
}

#[test]
fn ndjson_has_the_findings_of_json() {
    let lines = format!("{CLEAN}\n{BROKEN}\n{WARNED}\n");
    let run = kyx_with_stdin(&["lint", "-", "--format", "ndjson"], lines.as_bytes());
    let report = kyx_with_stdin(&["lint", "-", "--format", "json"], lines.as_bytes());
    let report: Value = serde_json::from_str(&report.stdout).unwrap();
    let mut expected = Vec::new();
    for payload in report["payloads"].as_array().unwrap() {
        for finding in payload["findings"].as_array().unwrap() {
            let mut line = finding.clone();
            for key in ["path", "line", "kind"] {
                line[key] = payload[key].clone();
            }
            expected.push(line);
        }
    }
    let found: Vec<Value> = run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!((found, run.status), (expected, 1));

    let limited =
        kyx_with_stdin(&["lint", "-", "--format", "ndjson", "--max-findings", "1"], lines.as_bytes());
    assert_eq!(limited.stdout.lines().count(), 1);
    assert!(limited.stderr.starts_with("… and 1 more finding in <stdin>"), "{}", limited.stderr);
}

/// The official schema is not part of this repository. `cli/tests/integrations.sh` fetches it and runs this test.
#[test]
#[ignore = "needs SARIF_SCHEMA, the path of the SARIF 2.1.0 schema"]
fn sarif_conforms_to_its_schema() {
    let schema = std::env::var("SARIF_SCHEMA").unwrap();
    let mut schema: Value = serde_json::from_str(&fs::read_to_string(schema).unwrap()).unwrap();
    // The patterns of these properties, which we do not write, are not valid regular expressions.
    for object in ["run", "toolComponent"] {
        schema["definitions"][object]["properties"]["language"].as_object_mut().unwrap().remove("pattern");
    }
    assert_valid(&schema, "sarif");
}

#[test]
fn sarif_has_rules_locations_and_the_outcome_of_the_run() {
    let files = directory(&[("lines.ndjson", format!("{CLEAN}\n{BROKEN}\n{BROKEN}\n").as_bytes())]);
    let run = run_in(&files, &["lint", "lines.ndjson", "--format", "sarif", "--max-findings", "1"], "");
    insta::assert_json_snapshot!(serde_json::from_str::<Value>(&run.stdout).unwrap());
}

/// The fix of a phone number contains the number.
#[test]
fn fixes_are_offered_without_personal_values() {
    let safe = r#"{"customerInternalReference": "x", "workflowDefinition": {"key": 2,},}"#;
    let personal = r#"{"phoneNumber": "+1 503 123 4567"}"#;
    let lines = format!("{CLEAN}\n{safe}\n{personal}\n");
    let files = directory(&[("lines.ndjson", lines.as_bytes())]);
    let lint = |args: &[&str]| {
        let run = run_in(&files, &[&["lint", "lines.ndjson", "-q"], args].concat(), "");
        serde_json::from_str::<Value>(&run.stdout).unwrap()
    };
    let at = |range: &Value| {
        let offset = |end: &str| usize::try_from(range[end]["offset"].as_u64().unwrap()).unwrap();
        &lines[offset("start")..offset("end")]
    };
    let json = lint(&["--format", "json"]);
    let fix = &json["payloads"][0]["findings"][0]["fix"];
    assert_eq!((&fix["safety"], &fix["edits"][0]["text"]), (&json!("safe"), &json!("")));
    assert_eq!(at(&fix["edits"][0]["range"]), ",");
    let fix = &json["payloads"][1]["findings"][0]["fix"];
    assert_eq!((&fix["safety"], &fix["edits"][0]["text"]), (&json!("unsafe"), &Value::Null));
    let shown = lint(&["--format", "json", "--show-values"]);
    let fix = &shown["payloads"][1]["findings"][0]["fix"];
    assert_eq!(fix["edits"][0]["text"], "\"+15031234567\"");

    let fixes = |args: &[&str]| {
        let log = lint(&[&["--format", "sarif"], args].concat());
        let results = log["runs"][0]["results"].as_array().unwrap().clone();
        results.iter().map(|it| it["fixes"].clone()).collect::<Vec<_>>()
    };
    let masked = fixes(&[]);
    assert_eq!(masked.last(), Some(&Value::Null));
    insta::assert_json_snapshot!(masked[0]);
    let shown = fixes(&["--show-values"]);
    let replacement = &shown.last().unwrap()[0]["artifactChanges"][0]["replacements"][0];
    assert_eq!(replacement["insertedContent"]["text"], "\"+15031234567\"");
}

#[test]
fn sarif_uris_conform_to_rfc_3986() {
    let files = directory(&[("a b/é:[1]#%.json", BROKEN.as_bytes())]);
    let location = |args: &[&str], stdin: &str| {
        let run = run_in(&files, &[&["lint", "--format", "sarif"], args].concat(), stdin);
        results(&run)[0]["locations"][0]["physicalLocation"]["artifactLocation"].clone()
    };
    let name = "a%20b/%C3%A9%3A%5B1%5D%23%25.json";
    assert_eq!(location(&["."], ""), json!({"uri": name, "uriBaseId": "%SRCROOT%"}));
    let absolute = location(&[text(&files)], "");
    assert!(absolute["uri"].as_str().unwrap().starts_with("file:///"), "{absolute}");
    assert!(absolute["uri"].as_str().unwrap().ends_with(name), "{absolute}");
    assert_eq!(location(&["-"], BROKEN), json!({"uri": "stdin"}));
}

#[test]
fn sarif_fingerprints_survive_inserted_lines() {
    let fingerprints = |text: &str| {
        let results = results(&kyx_with_stdin(&["lint", "-", "--format", "sarif"], text.as_bytes()));
        results.iter().map(|it| it["partialFingerprints"].to_string()).collect::<Vec<_>>()
    };
    let lines = format!("{BROKEN}\n{BROKEN}\n");
    assert_eq!(fingerprints(BROKEN), fingerprints(&format!("\n\n{}", BROKEN.replace(": ", ":\n  "))));
    assert_eq!(fingerprints(&lines), fingerprints(&format!("{CLEAN}\n\n{lines}")));
    let [first, second] = &fingerprints(&lines)[..] else { panic!("two findings") };
    assert_ne!(first, second);
}

#[test]
fn github_annotates_lines() {
    let lines = format!("{CLEAN}\n{BROKEN}\n{WARNED}\n");
    let spread = format!("{{\"a\\u001b\": 1,\n{}", &BROKEN[1..]);
    let files = directory(&[
        ("1.ndjson", lines.as_bytes()),
        ("2: a, b, 100%.json", spread.as_bytes()),
        ("3.json", b"{\"customerInternalReference\": \"x\n"),
    ]);
    let run = run_in(&files, &["lint", ".", "--format", "github"], "");
    assert_eq!(run.status, 1);
    insta::assert_snapshot!(run.stdout);

    let upload = ["upload-check", "3.json", "--category", "ID", "--part", "FRONT", "--format", "github"];
    insta::assert_snapshot!(run_in(&files, &upload, "").stdout);
}

/// The whole line is 20,000 characters long.
#[test]
fn long_lines_are_cut_around_the_caret() {
    let credentials =
        (0..200).map(|n| format!(r#"{{"category": "ID", "id": "日本語{}{n}"}}"#, "é".repeat(50)));
    let credentials = credentials.collect::<Vec<_>>().join(", ");
    let payload = format!(
        r#"{{"customerInternalReference": "x", "workflowDefinition": {{"key": 2, "credentials": [{credentials}], "{}": 1}}}}"#,
        "ä".repeat(3000)
    );
    let select = ["--select", "KYX204,KYX103"];
    let run =
        kyx_with_stdin(&[&["lint", "-", "--max-findings", "0"], &select[..]].concat(), payload.as_bytes());
    let longest =
        run.stdout.lines().filter(|line| line.starts_with("1 |")).map(|it| it.chars().count()).max();
    assert!(longest < Some(130), "{longest:?}");
    let findings: Vec<_> = run.stdout.split("\n\n").collect();
    assert_eq!(findings.len(), 202);
    insta::assert_snapshot!([findings[0], findings[100], findings[200]].join("\n\n"));
}

#[test]
fn values_are_shown_on_request() {
    let payload = r#"{"customerInternalReference": "Zanzibar", "workflowDefinition": {"key": 0}}"#;
    let masked = kyx_with_stdin(&["lint", "-"], payload.as_bytes()).stdout;
    let shown = kyx_with_stdin(&["lint", "-", "--show-values"], payload.as_bytes()).stdout;
    assert!(masked.contains(r#""customerInternalReference": "•••""#), "{masked}");
    assert!(shown.contains(payload), "{shown}");
    // Masked or not, the column is that of the file.
    assert!(masked.contains("<stdin>:1:73\n") && shown.contains("<stdin>:1:73\n"), "{masked}{shown}");
}

#[test]
fn findings_per_file_can_be_limited() {
    let files = directory(&[
        ("1.ndjson", format!("{BROKEN}\n").repeat(1500).as_bytes()),
        ("2.ndjson", format!("{BROKEN}\n").repeat(3).as_bytes()),
    ]);
    let lint = |args: &[&str]| run_in(&files, &[&["lint", "."], args].concat(), "");
    let more = "… and 500 more findings in ./1.ndjson (--max-findings 0 shows all)\n";
    let count = |run: &Run, what: &str| run.stdout.matches(what).count();

    let human = lint(&[]);
    assert_eq!((count(&human, "error[KYX219]"), count(&human, more)), (1003, 1), "{}", human.stdout);
    assert_eq!(human.stderr, "1503 payloads, 0 clean: 1503 errors, 0 warnings\n");
    let github = lint(&["--format", "github"]);
    assert_eq!(
        (count(&github, "::error "), count(&github, &format!("::notice file=1.ndjson::{more}"))),
        (1003, 1)
    );
    assert_eq!(count(&lint(&["--max-findings", "0"]), "error[KYX219]"), 1503);

    let summary = |args: &[&str]| {
        let run = lint(&[&["--format", "json"], args].concat());
        serde_json::from_str::<Value>(&run.stdout).unwrap()["summary"].clone()
    };
    assert_eq!(summary(&[]), json!({"payloads": 1503, "clean": 0, "errors": 1503, "warnings": 0}));
    let limited = json!({"payloads": 1503, "clean": 0, "errors": 1503, "warnings": 0, "omitted": 1499});
    assert_eq!(summary(&["--max-findings", "2"]), limited);

    // Omitted findings still count for the exit status.
    let lines = format!("{WARNED}\n{BROKEN}\n");
    let run = kyx_with_stdin(&["lint", "-", "--max-findings", "1"], lines.as_bytes());
    assert_eq!((run.status, count(&run, "error[")), (1, 0), "{}", run.stdout);
}
