//! Fixtures by rule, in `tests/fixtures/KYXnnn/`: `invalid*` must break only that rule, `valid*` none.

use kyx_schema::rules;

use crate::support::{call_fixtures, files, findings, fixtures, rule_fixtures};

#[test]
fn each_fixture_breaks_only_its_rule() {
    let mut failures = Vec::new();
    for path in rule_fixtures().into_iter().chain(call_fixtures()) {
        let code = path.parent().unwrap().file_name().unwrap().to_str().unwrap().to_owned();
        let name = path.file_name().unwrap().to_str().unwrap();
        assert!(rules::find(&code).is_some(), "{code} is not a rule");
        let findings = findings(&path);
        let found: Vec<_> = findings.iter().map(|it| it.rule.code).collect();
        let is_right = match name.starts_with("invalid") {
            true => !found.is_empty() && found.iter().all(|it| *it == code),
            false => name.starts_with("valid") && found.is_empty(),
        };
        if !is_right {
            failures.push(format!("{}:\n{findings:?}", path.display()));
        }
    }
    assert!(failures.is_empty(), "{}", failures.join("\n\n"));
}

#[test]
fn each_rule_has_an_invalid_and_a_valid_fixture() {
    for rule in rules::all() {
        if rule.code.starts_with("KYX6") {
            // `upload::each_rule_can_be_broken` generates files to upload.
            continue;
        }
        let names: Vec<_> = files(&fixtures(rule.code))
            .iter()
            .map(|path| path.file_name().unwrap().to_str().unwrap().to_owned())
            .collect();
        for kind in ["invalid", "valid"] {
            assert!(names.iter().any(|name| name.starts_with(kind)), "{} has no {kind} fixture", rule.code);
        }
    }
}

/// A person reviews the text and range of each finding before they are accepted.
#[test]
fn findings_say_what_is_wrong_and_what_to_do() {
    let mut text = String::new();
    for path in rule_fixtures().into_iter().chain(call_fixtures()) {
        let findings = findings(&path);
        if findings.is_empty() {
            continue;
        }
        let name = path.strip_prefix(fixtures("")).unwrap();
        text.push_str(&format!("{}\n", name.display()));
        for finding in findings {
            let range = finding.range.unwrap();
            let ends = [range.start, range.end].map(|place| format!("{}:{}", place.line, place.column));
            text.push_str(&format!("  {} {finding}\n", ends.join("-")));
        }
    }
    insta::assert_snapshot!(text);
}
