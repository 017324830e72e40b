//! Every payload of the platform's documents, linted at a time when its consents were fresh.

use std::fs;

use kyx_schema::{Finding, Kind, Report, lint::Linter};
use serde_json::Value;

use crate::support::{context, files, fixtures, time};

const NOW: &str = "2023-06-01T00:00:00Z";

fn lines(report: &Report) -> String {
    let line = |it: &Finding| {
        let start = it.range.unwrap().start;
        format!("  {}:{} {} {} {}\n", start.line, start.column, it.severity, it.rule.code, it.pointer)
    };
    match report.findings() {
        [] => "  clean\n".to_owned(),
        findings => findings.iter().map(line).collect(),
    }
}

/// The payloads of which the name holds a word, each with what is found in it.
fn linted(word: &str) -> String {
    let mut text = String::new();
    for path in files(&fixtures("seeds")) {
        let name = path.strip_prefix(fixtures("seeds")).unwrap().to_str().unwrap();
        if name.contains(word) && name.ends_with(".json") {
            let linted = Linter::new(context(&path, time(NOW))).lint(&fs::read(&path).unwrap());
            assert_eq!(linted.kind, Some(word.parse::<Kind>().unwrap()), "{name}");
            text.push_str(&format!("{name}\n{}", lines(&linted.report)));
        }
    }
    text
}

#[test]
fn account_requests() {
    insta::assert_snapshot!(linted("account-request"));
}

#[test]
fn prepared_data() {
    insta::assert_snapshot!(linted("prepared-data"));
}

/// A fragment is part of a request; around it stands the least that a request needs.
#[test]
fn fragments_of_requests() {
    let mut text = String::new();
    for path in files(&fixtures("seeds")) {
        let name = path.strip_prefix(fixtures("seeds")).unwrap().to_str().unwrap();
        if !name.contains("fragments") || name.contains("response") {
            continue;
        }
        let fragment = fs::read_to_string(&path).unwrap();
        let payload = match name.rsplit(['-', '.']).nth(1).unwrap() {
            "workflowDefinition" => format!("{{\"customerInternalReference\": \"x\",\n{fragment}}}"),
            "credentials" | "capabilities" => format!(
                "{{\"customerInternalReference\": \"x\", \"workflowDefinition\": {{\"key\": 4711,\n{fragment}}}}}"
            ),
            _ => format!(
                "{{\"customerInternalReference\": \"x\", \"workflowDefinition\": {{\"key\": 4711}},\n{fragment}}}"
            ),
        };
        let linted = Linter::new(context(&path, time(NOW))).lint(payload.as_bytes());
        text.push_str(&format!("{name}\n{}", lines(&linted.report)));
    }
    insta::assert_snapshot!(text);
}

/// They are no requests, and are not taken for any.
#[test]
fn responses_and_problems_are_told_from_requests() {
    let mut count = 0;
    for path in files(&fixtures("seeds")) {
        let name = path.to_str().unwrap();
        let is_whole = name.ends_with("response.json") || name.ends_with("problem.json");
        if is_whole {
            let bytes = fs::read(&path).unwrap();
            assert!(serde_json::from_slice::<Value>(&bytes).is_ok(), "{name}");
            let linted = Linter::new(context(&path, time(NOW))).lint(&bytes);
            let codes: Vec<_> = linted.report.findings().iter().map(|it| it.rule.code).collect();
            assert_eq!((linted.kind, codes), (None, vec!["KYX105"]), "{name}");
            count += 1;
        }
    }
    assert_eq!(count, 30);
}
