//! The output formats of build servers and review tools, as these read them.

use std::{collections::HashSet, fs, path::Path};

use quick_xml::{Reader, XmlVersion, events::Event};
use serde_json::{Value, json};

use crate::{
    formats::{run_in, runs},
    support::{BROKEN, CLEAN, FORMATS, WARNED, command, directory, kyx, kyx_with_stdin, text},
};

#[test]
fn all_formats_are_tested() {
    let help = kyx(&["lint", "--format", "no-such-format", "."]).stderr;
    let formats = help.split("[possible values: ").nth(1).unwrap().split(']').next().unwrap();
    assert_eq!(formats.split(", ").collect::<Vec<_>>(), FORMATS);
}

/// A payload with a safe fix of one edit, an unsafe fix that is personal, and characters of several bytes.
const FIXABLE: &str =
    "{\"lastName\": \"Æther\",\n \"firstName\": \"É\", \"phoneNumber\": \"+1 503 123 4567\",}";

/// The test cases of a JUnit report: suite, class, name, and what is inside.
fn cases(xml: &str) -> Vec<(String, String, String, Option<String>)> {
    let (mut reader, mut suite, mut cases) = (Reader::from_str(xml), String::new(), Vec::new());
    let mut totals = Vec::new();
    loop {
        let event = reader.read_event().unwrap();
        let (Event::Start(element) | Event::Empty(element)) = &event else {
            match event {
                Event::Eof => break,
                _ => continue,
            }
        };
        let attribute = |name: &str| {
            let found = element.try_get_attribute(name).unwrap()?;
            Some(found.normalized_value(XmlVersion::Explicit1_0).unwrap().into_owned())
        };
        match element.name().as_ref() {
            "testsuite" => {
                suite = attribute("name").unwrap();
                let number = |name| attribute(name).unwrap().parse::<usize>().unwrap();
                totals.push((cases.len(), number("tests"), number("failures"), number("errors")));
            }
            "testcase" => {
                cases.push((
                    suite.clone(),
                    attribute("classname").unwrap(),
                    attribute("name").unwrap(),
                    None,
                ));
            }
            "testsuites" => {}
            other => cases.last_mut().unwrap().3 = Some(other.to_owned()),
        }
    }
    for (start, tests, failures, errors) in totals {
        let cases = &cases[start..start + tests];
        let count = |what: &str| cases.iter().filter(|it| it.3.as_deref() == Some(what)).count();
        assert_eq!((failures, errors), (count("failure"), count("error")));
    }
    cases
}

#[test]
fn junit_can_be_read_in_every_situation() {
    for (args, run) in runs("junit") {
        let cases = cases(&run.stdout);
        let has_failed = cases.iter().any(|it| matches!(it.3.as_deref(), Some("failure" | "error")));
        assert_eq!(has_failed, run.status != 0, "{args:?}");
        assert_eq!(cases.iter().any(|it| it.3.as_deref() == Some("error")), run.status == 2, "{args:?}");
        assert!(!cases.is_empty(), "{args:?}");
    }
}

/// The schema of Jenkins is not part of this repository. `cli/tests/integrations.sh` fetches it and checks what this test
/// writes.
#[test]
#[ignore = "needs JUNIT_OUT, the directory to write reports to"]
fn junit_reports_to_validate() {
    let directory = std::env::var("JUNIT_OUT").unwrap();
    for (index, (_, run)) in runs("junit").into_iter().enumerate() {
        fs::write(Path::new(&directory).join(format!("{index}.xml")), run.stdout).unwrap();
    }
}

#[test]
fn junit_has_a_suite_for_each_payload() {
    let lines = format!("{CLEAN}\n{BROKEN}\n{WARNED}\n{BROKEN}\n");
    let files = directory(&[
        ("a.json", CLEAN.as_bytes()),
        ("b <&> \"'\u{FFFF}.json", BROKEN.as_bytes()),
        ("c.ndjson", lines.as_bytes()),
        ("d.ndjson", format!("{CLEAN}\n{CLEAN}\n").as_bytes()),
    ]);
    insta::assert_snapshot!(run_in(&files, &["lint", ".", "--format", "junit"], "").stdout);
    let failures = |args: &[&str]| {
        let run = run_in(&files, &[&["lint", "c.ndjson", "--format", "junit"], args].concat(), "");
        cases(&run.stdout).iter().filter(|it| it.3.as_deref() == Some("failure")).count()
    };
    assert_eq!((failures(&[]), failures(&["--deny-warnings"])), (2, 3));
    assert_eq!(failures(&["--ignore", "KYX219,KYX3"]), 0);
    // A text that is not JSON fails, even if no rule is selected that says so.
    let run = kyx_with_stdin(&["lint", "-", "--format", "junit", "--ignore", "KYX0"], b"{");
    assert_eq!(cases(&run.stdout)[1].3.as_deref(), Some("failure"), "{}", run.stdout);
}

/// What GitLab requires of an issue, and what it knows.
fn gitlab_schema() -> Value {
    let line = json!({"type": "integer", "minimum": 1});
    json!({
        "type": "array",
        "items": {
            "type": "object",
            "required": ["description", "check_name", "fingerprint", "severity", "location"],
            "additionalProperties": false,
            "properties": {
                "description": {"type": "string", "minLength": 1},
                "check_name": {"type": "string", "minLength": 1},
                "fingerprint": {"type": "string", "minLength": 1},
                "severity": {"enum": ["info", "minor", "major", "critical", "blocker"]},
                "location": {
                    "type": "object",
                    "required": ["path", "lines"],
                    "properties": {
                        "path": {"type": "string", "not": {"pattern": "^\\./"}},
                        "lines": {"type": "object", "required": ["begin"], "properties": {"begin": line, "end": line}},
                    },
                },
            },
        },
    })
}

#[test]
fn gitlab_reads_all_issues() {
    let validator = jsonschema::validator_for(&gitlab_schema()).unwrap();
    for (args, run) in runs("gitlab") {
        let report: Value = serde_json::from_str(&run.stdout).unwrap();
        let errors: Vec<_> = validator.iter_errors(&report).map(|it| it.to_string()).collect();
        assert!(errors.is_empty(), "{args:?}: {errors:#?}");
        // GitLab drops an issue with the fingerprint of another one.
        let issues = report.as_array().unwrap();
        let fingerprints: HashSet<_> = issues.iter().map(|it| it["fingerprint"].as_str().unwrap()).collect();
        assert_eq!(fingerprints.len(), issues.len(), "{args:?}");
    }
    let files =
        directory(&[("below/a.ndjson", format!("{CLEAN}\n{BROKEN}\n{WARNED}\n{BROKEN}\n").as_bytes())]);
    let run = run_in(&files, &["lint", ".", "--format", "gitlab"], "");
    insta::assert_json_snapshot!(serde_json::from_str::<Value>(&run.stdout).unwrap());
}

/// The format of reviewdog, in Protocol Buffers, of which it refuses unknown fields.
fn rdjson_schema() -> Value {
    let position = json!({
        "type": "object", "required": ["line", "column"], "additionalProperties": false,
        "properties": {"line": {"type": "integer", "minimum": 1}, "column": {"type": "integer", "minimum": 1}},
    });
    let range = json!({
        "type": "object", "required": ["start", "end"], "additionalProperties": false,
        "properties": {"start": position, "end": position},
    });
    let location = json!({
        "type": "object", "required": ["path"], "additionalProperties": false,
        "properties": {"path": {"type": "string"}, "range": range},
    });
    let suggestion = json!({
        "type": "object", "required": ["range", "text"], "additionalProperties": false,
        "properties": {"range": range, "text": {"type": "string"}},
    });
    let diagnostic = json!({
        "type": "object", "required": ["message", "location", "severity", "code"], "additionalProperties": false,
        "properties": {
            "message": {"type": "string"},
            "location": location,
            "severity": {"enum": ["ERROR", "WARNING", "INFO"]},
            "code": {
                "type": "object", "required": ["value"], "additionalProperties": false,
                "properties": {"value": {"type": "string"}},
            },
            "suggestions": {"type": "array", "items": suggestion},
        },
    });
    json!({
        "type": "object", "required": ["source", "diagnostics"], "additionalProperties": false,
        "properties": {
            "source": {"type": "object", "properties": {"name": {"const": "kyx"}}, "additionalProperties": false},
            "diagnostics": {"type": "array", "items": diagnostic},
        },
    })
}

#[test]
fn rdjson_conforms_to_the_format_of_reviewdog() {
    let validator = jsonschema::validator_for(&rdjson_schema()).unwrap();
    for (args, run) in runs("rdjson") {
        let result: Value = serde_json::from_str(&run.stdout).unwrap();
        let errors: Vec<_> = validator.iter_errors(&result).map(|it| it.to_string()).collect();
        assert!(errors.is_empty(), "{args:?}: {errors:#?}");
    }
}

/// The text at a range of lines and columns in bytes.
fn at<'t>(text: &'t str, range: &Value) -> &'t str {
    let number = |end: &str, part: &str| usize::try_from(range[end][part].as_u64().unwrap()).unwrap();
    let offset = |end: &str| {
        let before: usize = text.split_inclusive('\n').take(number(end, "line") - 1).map(str::len).sum();
        before + number(end, "column") - 1
    };
    &text[offset("start")..offset("end")]
}

#[test]
fn reviewdog_gets_columns_in_bytes_and_the_safe_fixes_of_one_edit() {
    let lines = format!("{CLEAN}\n{}\n", FIXABLE.replace('\n', ""));
    let files = directory(&[("whole.json", FIXABLE.as_bytes()), ("lines.ndjson", lines.as_bytes())]);
    for (name, text) in [("whole.json", FIXABLE), ("lines.ndjson", lines.as_str())] {
        let run = run_in(&files, &["lint", name, "--format", "rdjson"], "");
        let result: Value = serde_json::from_str(&run.stdout).unwrap();
        let found = |code: &str| {
            let mut diagnostics = result["diagnostics"].as_array().unwrap().iter();
            diagnostics.find(|it| it["code"]["value"].as_str().unwrap().starts_with(code)).unwrap()
        };
        let comma = found("KYX004");
        assert_eq!(at(text, &comma["location"]["range"]), ",");
        assert_eq!(at(text, &comma["suggestions"][0]["range"]), ",");
        assert_eq!(comma["suggestions"][0]["text"], "");
        let phone = found("KYX214");
        assert_eq!(at(text, &phone["location"]["range"]), "\"+1 503 123 4567\"");
        assert_eq!(phone["suggestions"], Value::Null, "the fix is unsafe and personal");
    }
}

#[test]
fn concise_has_one_line_for_each_finding() {
    for (args, run) in runs("concise") {
        let args: Vec<_> = args.iter().map(|it| it.replace("concise", "ndjson")).collect();
        let args: Vec<_> = args.iter().map(String::as_str).collect();
        if args.contains(&"--max-findings")
            || !args.contains(&text(&crate::support::root().join("tests/fixtures")))
        {
            continue;
        }
        let ndjson: crate::support::Run = command().args(&args).output().unwrap().into();
        assert_eq!(run.stdout.lines().count(), ndjson.stdout.lines().count(), "{args:?}");
    }
    let files = directory(&[
        ("a.ndjson", format!("{CLEAN}\n{BROKEN}\n{WARNED}\n").as_bytes()),
        ("b.json", b"{"),
        ("x.gif", b"GIF89a"),
    ]);
    let run = run_in(&files, &["lint", ".", "--format", "concise"], "");
    let upload = ["upload-check", "x.gif", "--category", "ID", "--part", "FRONT", "--format", "concise"];
    let upload = run_in(&files, &upload, "");
    insta::assert_snapshot!(run.stdout + &upload.stdout);
    let limited = run_in(&files, &["lint", "a.ndjson", "--format", "concise", "--max-findings", "1"], "");
    assert_eq!(limited.stdout.lines().count(), 1);
    assert!(limited.stderr.starts_with("… and 1 more finding in a.ndjson"), "{}", limited.stderr);
}

/// The commands in `docs/ci.md` run.
#[test]
fn the_documented_commands_run() {
    let manual = fs::read_to_string(crate::support::root().join("docs/ci.md")).unwrap();
    let commands = manual.split("```").skip(1).step_by(2).flat_map(str::lines).filter_map(|line| {
        let command = &line[line.find("kyx lint ")?..];
        Some(command.split(['|', '\'']).next().unwrap().split_whitespace().skip(1).collect::<Vec<_>>())
    });
    let files = directory(&[("requests/a.json", BROKEN.as_bytes())]);
    let mut count = 0;
    for args in commands {
        let run = run_in(&files, &args, "");
        assert_eq!(run.status, i32::from(!args.contains(&"--exit-zero")), "{args:?}: {}", run.stderr);
        if let Some(at) = args.iter().position(|it| *it == "--output-file") {
            assert!(fs::read_to_string(files.join(args[at + 1])).unwrap().contains("KYX219"), "{args:?}");
        }
        count += 1;
    }
    assert_eq!(count, 4);
}
