//! A payload in a file has the findings that it has alone, at the places where its parts are in the file.

use std::collections::BTreeSet;

use kyx_schema::{Context, Finding, Fix, Kind, Safety, input::Format, lint::Linter};

use super::forms::{Embedded, FORMS};
use crate::{defects::broken_payloads, support::findings_in_file};

/// What stands for an unknown value in files with variables, or is a value with a meaning of its own in one of the forms.
const SPECIAL: &[&str] =
    &["{{", "$", "YOUR_", "CUSTOMER_REFERENCE", "DEFINITION_KEY", "\"string\"", "<", "\\u0000"];

fn payloads(count: usize) -> Vec<(String, Linter)> {
    let of_kind = |kind: &Kind| {
        let kind = *kind;
        broken_payloads(kind, count).into_iter().map(move |(text, it)| (text, Linter::new(it).kind(kind)))
    };
    let all = Kind::ALL.iter().flat_map(of_kind).map(|(text, linter)| (text.trim().to_owned(), linter));
    all.filter(|(text, _)| text.starts_with('{') && !SPECIAL.iter().any(|it| text.contains(it))).collect()
}

fn described(finding: &Finding, (start, end): (usize, usize)) -> String {
    format!("{finding} at {start}-{end}")
}

fn expected(embedded: &Embedded, alone: &[Finding]) -> Vec<String> {
    let mut expected: Vec<_> = alone
        .iter()
        .map(|it| described(it, it.range.map_or((0, 0), |it| embedded.range(it.start.offset, it.end.offset))))
        .collect();
    expected.sort();
    expected
}

fn found(linter: &Linter, embedded: &Embedded) -> Vec<String> {
    let findings = findings_in_file(linter, embedded.text.as_bytes(), embedded.format);
    let place = |it: &Finding| it.range.map_or((0, 0), |it| (it.start.offset, it.end.offset));
    let mut found: Vec<_> = findings.iter().map(|it| described(it, place(it))).collect();
    found.sort();
    found
}

/// Whether a form keeps a payload: what is indented or quoted must not continue a string on the next line.
fn keeps(name: &str, payload: &str) -> bool {
    match name {
        "Bruno" | "quote in Markdown" | "curl in Markdown" | "Markdown" => {
            !payload.contains(['\r', '\t', '`'])
        }
        "here document with variables" | "here document after text" | "double quotes" => {
            !payload.contains("\\\n")
        }
        "ANSI-C quotes" => !payload.contains('\r'),
        _ => true,
    }
}

#[test]
fn planted_defects_are_found_where_they_are_in_the_file() {
    let (payloads, mut compared) = (payloads(60), 0);
    for (name, form) in FORMS {
        for (payload, linter) in payloads.iter().filter(|(payload, _)| keeps(name, payload)) {
            let embedded = form(payload);
            let alone = linter.lint(payload.as_bytes());
            let (found, expected) = (found(linter, &embedded), expected(&embedded, alone.report.findings()));
            assert_eq!(found, expected, "{name}:\n{}", embedded.text);
            compared += expected.len();
        }
    }
    assert!(compared > 10_000, "{compared}");
}

#[test]
fn each_line_and_column_is_that_of_the_file() {
    for (name, form) in FORMS {
        let payload = "{\n  \"firstName\": \"O'Brien \u{e9}\",\n  \"sex\": \"\u{e9}\",\n  \"email\": 7\n}";
        let embedded = form(payload);
        let findings = findings_in_file(&payload_linter(), embedded.text.as_bytes(), embedded.format);
        assert_eq!(findings.len(), 2, "{name}: {findings:?}");
        for finding in findings {
            let start = finding.range.unwrap().start;
            let before = &embedded.text[..start.offset];
            let column = before.rsplit('\n').next().unwrap().chars().count() + 1;
            assert_eq!((start.line, start.column), (before.matches('\n').count() + 1, column), "{name}");
        }
    }
}

fn payload_linter() -> Linter {
    Linter::new(kyx_schema::Context::unknown()).kind(Kind::PreparedData)
}

/// Fixing a file is embedding the fixed payload.
#[test]
fn fixes_change_the_payload_and_nothing_else() {
    let payloads = payloads(60);
    for (name, form) in FORMS {
        let mut fixed_files = 0;
        for (payload, linter) in payloads.iter().filter(|(payload, _)| keeps(name, payload)) {
            let embedded = form(payload);
            let alone = linter.fix(payload.as_bytes(), Safety::Unsafe, |_| true);
            let fixed = linter.fix_file(embedded.text.as_bytes(), embedded.format, Safety::Unsafe, |_| true);
            let fixed_text = String::from_utf8(fixed.bytes).unwrap();
            if fixed.count == 0 {
                assert_eq!(fixed_text, embedded.text, "{name}");
                continue;
            }
            let expected = form(std::str::from_utf8(&alone.bytes).unwrap());
            assert_eq!(fixed_text, expected.text, "{name}:\n{}", embedded.text);
            assert_eq!(fixed.count, alone.count, "{name}");
            fixed_files += 1;
        }
        // In single quotes of PowerShell, nothing is written: what else is in them depends on its version.
        assert_eq!(fixed_files > 20, *name != "PowerShell", "{name}: {fixed_files}");
    }
}

/// A value that is moved is written with the quoting of its new place.
#[test]
fn what_is_moved_is_quoted() {
    let payload = r#"{"customerInternalReference": "x", "workflowDefinition": {"key": 2, "userReference": "O'B \\\" c"}}"#;
    let linter = Linter::new(kyx_schema::Context::unknown());
    let alone = linter.fix(payload.as_bytes(), Safety::Unsafe, |_| true);
    assert_eq!(alone.count, 1);
    for (name, form) in FORMS.iter().filter(|(name, _)| *name != "PowerShell") {
        let embedded = form(payload);
        let fixed = linter.fix_file(embedded.text.as_bytes(), embedded.format, Safety::Unsafe, |_| true);
        let expected = form(std::str::from_utf8(&alone.bytes).unwrap());
        assert_eq!(String::from_utf8(fixed.bytes).unwrap(), expected.text, "{name}");
    }
}

/// A text after the edits of a fix.
fn applied(text: &str, fix: &Fix) -> String {
    let mut edits: Vec<_> = fix.edits.iter().collect();
    edits.sort_by_key(|it| it.range.start.offset);
    let mut text = text.to_owned();
    for edit in edits.into_iter().rev() {
        text.replace_range(edit.range.start.offset..edit.range.end.offset, &edit.text);
    }
    text
}

/// The edits of each finding are those of the file.
#[test]
fn the_fix_of_a_finding_changes_the_file_as_it_changes_the_payload() {
    let fixes =
        |findings: &[Finding]| -> Vec<_> { findings.iter().filter_map(|it| it.fix.clone()).collect() };
    let payloads = payloads(10);
    for (name, form) in FORMS {
        let mut compared = 0;
        for (payload, linter) in payloads.iter().filter(|(payload, _)| keeps(name, payload)) {
            let embedded = form(payload);
            let alone = fixes(linter.lint(payload.as_bytes()).report.findings());
            let expected: BTreeSet<_> = alone.iter().map(|it| form(&applied(payload, it)).text).collect();
            for fix in fixes(&findings_in_file(linter, embedded.text.as_bytes(), embedded.format)) {
                let fixed = applied(&embedded.text, &fix);
                assert!(expected.contains(&fixed), "{name}:\n{}\n{fixed}", embedded.text);
                compared += 1;
            }
        }
        assert_eq!(compared > 10, *name != "PowerShell", "{name}: {compared}");
    }
}

#[test]
fn elements_of_arrays_are_judged_one_by_one() {
    for (payload, linter) in payloads(20) {
        if serde_json::from_str::<serde_json::Value>(&payload).is_err() {
            continue;
        }
        let alone = linter.lint(payload.as_bytes()).report.findings().len();
        let array = format!("[{payload},\n {payload}]");
        assert_eq!(findings_in_file(&linter, array.as_bytes(), Format::Array).len(), 2 * alone, "{array}");
    }
}

#[test]
fn a_quote_that_is_not_closed_is_found_where_it_opens() {
    let url = "https://account.emea-1.jumio.ai/api/v1/accounts";
    let commands = [
        (format!("curl {url} -d \u{788}'a"), "'"),
        (format!("curl {url} -d \u{788}$'a"), "$'"),
        (format!("curl {url} ^\r\n  -d \u{788}\"a"), "\""),
        (format!("curl.exe {url} `\n  -d \u{788}'a"), "'"),
        (format!("curl.exe {url} `\n  -d \u{788}\"a"), "\""),
        (format!("curl.exe {url} `\n  -d \u{788}@'\na"), "@'"),
    ];
    for (command, quote) in commands {
        let findings = findings_in_file(&Linter::new(Context::unknown()), command.as_bytes(), Format::Curl);
        let found: Vec<_> = findings.iter().filter(|it| it.rule.code == "KYX808").collect();
        let range = found[0].range.unwrap();
        assert_eq!(found.len(), 1, "{command}");
        assert_eq!(&command[range.start.offset..range.end.offset], quote, "{command}");
        assert_eq!(range.start.offset, command.find(quote).unwrap(), "{command}");
    }
}

#[test]
fn the_place_of_a_variable_has_whole_characters() {
    let body = "{\"a\": x${b\u{415}}\u{415} $c\u{415}\u{415}} 1}}";
    for end in (1..=body.len()).filter(|end| body.is_char_boundary(*end)) {
        let file = format!("POST https://account.emea-1.jumio.ai/api/v1/accounts\n\n{}\n", &body[..end]);
        for finding in findings_in_file(&Linter::new(Context::unknown()), file.as_bytes(), Format::Http) {
            let range = finding.range.unwrap();
            assert!(file.get(range.start.offset..range.end.offset).is_some(), "{file}: {finding}");
        }
    }
}
