//! The linter and `serde_json` agree on what is JSON, and no input makes the linter panic.

use kyx_schema::{Context, Kind, MAX_FINDINGS, lint::Linter};
use proptest::prelude::*;

use crate::support::{codes, fixture_time, generated};

const PAYLOAD: &str = include_str!("../../benches/request.json");

/// Whether the linter accepts a text as JSON: it reports nothing of area 0.
fn is_json(bytes: &[u8]) -> bool {
    let linted = Linter::new(Context::unknown().at(fixture_time())).lint(bytes);
    for finding in linted.report.findings() {
        let range = finding.range.unwrap();
        assert!(range.start.offset <= range.end.offset && range.end.offset <= bytes.len());
    }
    !linted.report.findings().iter().any(|it| it.rule.code.starts_with("KYX00"))
}

fn assert_agreement(bytes: &[u8]) -> Result<(), TestCaseError> {
    let theirs = serde_json::from_slice::<serde_json::Value>(bytes).is_ok();
    prop_assert_eq!(is_json(bytes), theirs, "{}", String::from_utf8_lossy(bytes));
    Ok(())
}

/// Mistakes, each with a guess at what was meant that can go wrong.
const MISTAKES: &[&str] = &[
    r#"{"firstName": "C:\\", "lastName": "B"}"#,
    r#"{"firstName": "A\", "lastName": "B"}"#,
    r#"{"firstName": "A\\" x", "lastName": "B"}"#,
    r#"{"firstName": "say "hi" x", "lastName": "B"}"#,
    r#"{"firstName": "A "B"", "lastName": "B"}"#,
    "{\"firstName\": \"A\n, \"lastName\": \"B\"}",
    r#"{"firstName": "A; "lastName": "B"}"#,
    r#"{"firstName": "A" lastName: "B"}"#,
    r#"{"firstName": "A, lastName: "B"}"#,
    "{\"firstName\": \"A\n lastName: \"B\"}",
    r#"{firstName: A, lastName: B}"#,
    r#"{"firstName": http://x.y/z, "lastName": "B"}"#,
    r#"{"firstName": "http://a.b lastName: "x"}"#,
    r#"{"firstName": "A, http://b: "B"}"#,
    r#"{"address": {"city": "X"], "firstName": "A"}"#,
    r#"{"kyc": {"a": [1, {"b": 2], "c": 3}, "firstName": "A"}"#,
    r#"{"kyc": {"a": [1, 2}, "firstName": "A"}"#,
    r#"{"firstName": "A"]"#,
    r#"{"kyc": {"a": [1)], "b": 2}, "firstName": "A"}"#,
    r#"{"firstName": @{"x": ["y, z"]}, "lastName": "B"}"#,
    r#"{"firstName": (a, "b}"), "lastName": "B"}"#,
    r#"{"kyc": {"a": %[1,2,{"x":3}]%, "b": 1}, "firstName": "A"}"#,
    r#"{"firstName": @[[1], 2], "lastName": "B"}"#,
    r#"{"firstName": ×}"#,
    r#"{"firstName": é}"#,
    "{\"firstName\": \u{1}, \"lastName\": \"B\"}",
    r#"{"firstName": "\ud83d\ude00"}"#,
    r#"{"firstName": "\ud83dx"}"#,
    r#"{"firstName": "\ud83d\u0041"}"#,
    r#"{"firstName": "\u12"}"#,
    "{\"firstName\": \"A\u{1}B\"}",
    "{\"firstName\": \"A\\\u{1}B\"}",
    r#"{"firstName": "A\ B"}"#,
    "{\"firstName\": KEY // note\n, \"lastName\": \"B\"}",
    "{\"firstName\": https://x.y // c\n}",
    r#"{"firstName": KEY /* note */, "lastName": "B"}"#,
    r#"{'firstName': 'O'Brien'}"#,
    r#"{"firstName": 'A"B'}"#,
    r#"{'firstName'1: "A"}"#,
    "{\"kyc\": {\"a\": [1, // 7\n 2]}, \"firstName\": \"A\"}",
    r#"{"firstName": "A", "lastName": }"#,
    r#"{"firstName": "A" : "B"}"#,
    r#"{"firstName": ["A" "B", 7 8}"#,
    "{\"firstName\": \"A\n B\\\" c\", \"lastName\": \"B\"}",
    "{\"firstName\": \"A\n B\\\\\", \"lastName\": \"B\"}",
    "{\"firstName\": \"A\n B\"\n \"lastName\": \"B\"}",
    "{\"firstName\": \"A\nB\"",
    r#"{"firstName": 'A", lastName: B'}"#,
    r#"{"firstName": "A" 1a: "B"}"#,
    "{\"firstName\": \"A\" lastName:// note\n \"B\"}",
    r#"{"firstName": "A" http://x.y: "B"}"#,
    "{\"firstName\": \"A\n 12, \"lastName\": \"B\"}",
    r#"{"firstName": KEY "a, b", "lastName": "B"}"#,
    "{\"nationality\": \"U\\u0053A\u{201D}\n}",
    "{\"nationality\": \"U\u{1}\u{201D}\n}",
];

/// A person reviews what is said about each text before it is accepted.
#[test]
fn mistakes_are_explained() {
    let linter = Linter::new(Context::unknown().at(fixture_time())).kind(Kind::PreparedData);
    let mut told = String::new();
    for text in MISTAKES {
        told.push_str(&format!("{text:?}\n"));
        for finding in linter.lint(text.as_bytes()).report.findings() {
            let range = finding.range.unwrap();
            let fix = if finding.fix.is_some() { ", can be fixed" } else { "" };
            told.push_str(&format!("  {}-{} {finding}{fix}\n", range.start.offset, range.end.offset));
        }
    }
    insta::assert_snapshot!(told);
}

fn linter() -> Linter {
    Linter::new(Context::unknown().at(fixture_time()))
}

/// The elements of outer arrays do not count.
#[test]
fn the_pointer_of_an_error_has_the_index_in_its_own_array() {
    let payload = r#"{"customerInternalReference": "x", "workflowDefinition": {"key": 777, "credentials": [
        {"category": "SELFIE"}, {"category": "ID", "country": {"values": ['USA']}}]}}"#;
    assert_eq!(codes(payload), ["KYX003 /workflowDefinition/credentials/1/country/values/0"]);
}

/// A pointer ends before a key that no schema can mean.
#[test]
fn a_pointer_has_keys_of_100_bytes_at_most() {
    for (length, is_shown) in [(99, true), (100, true), (101, false), (102, false)] {
        // However its words are joined, this is the name of a field.
        let key = format!("first{}name", "_".repeat(length - 9));
        let codes = codes(&format!(r#"{{"{key}": 'A', "lastName": "B"}}"#));
        let pointer = if is_shown { format!("/{key}") } else { String::new() };
        assert_eq!(codes, [format!("KYX103 /{key}"), format!("KYX003 {pointer}")]);
    }
}

/// One edit replaces the opening quote; the closing one is right.
#[test]
fn only_wrong_quotes_are_replaced() {
    let linted = linter().lint("{\"firstName\": \u{201C}A\"}".as_bytes());
    let [finding] = linted.report.findings() else { panic!("{}", linted.report) };
    let edits = &finding.fix.as_ref().unwrap().edits;
    let replaced: Vec<_> = edits.iter().map(|it| (it.range.start.offset, it.text.as_str())).collect();
    assert_eq!(replaced, [(14, "\"")]);
}

/// What follows the string might have been a part of it.
#[test]
fn quotes_before_bytes_that_are_not_unicode_are_not_fixed() {
    let linted = linter().lint(b"{\"firstName\": 'A'\xFF, \"lastName\": 'B'}");
    let fixes = linted.report.findings().iter().filter(|it| it.rule.code == "KYX003");
    assert_eq!(fixes.map(|it| it.fix.is_some()).collect::<Vec<_>>(), [false, true]);
}

/// Where a string reads as if it contained members, what looks like a key may be a value.
#[test]
fn keys_are_hidden_if_a_string_may_have_swallowed_members() {
    for (fields, is_certain) in [
        (r#""firstName": "A""#, true),
        (r#""firstName": "A\", \"x\": \"b""#, false),
        (r#""kyc": {"a": ["x", {"b": 1}]}"#, true),
        (r#""kyc": {"a": ["x\": 1"]}"#, false),
        (r#""kyc": {"a": {"b": "c\", d"}}"#, false),
        (r#""kyc": {"a,": 1}"#, false),
    ] {
        let codes = codes(&format!(r#"{{"lastName": "B", {fields}, "Zanzibar": 1}}"#));
        let is_shown = codes.contains(&"KYX103 /Zanzibar".to_owned());
        assert_eq!((is_shown, codes.contains(&"KYX103 ".to_owned())), (is_certain, !is_certain), "{fields}");
    }
}

/// The place of an error that is too deep says enough; its pointer would be long.
#[test]
fn what_is_too_deep_has_no_pointer() {
    let codes = codes(&format!(r#"{{"firstName": "A", "kyc": {}"#, r#"{"a": "#.repeat(200)));
    assert!(codes.contains(&"KYX007 ".to_owned()), "{codes:?}");
}

#[test]
fn errors_beyond_the_finding_limit_are_counted_by_rule() {
    let items = ["'x',".repeat(MAX_FINDINGS + 3), "/**/".repeat(2)].concat();
    let text = format!(r#"{{"firstName": "A", "kyc": {{"a": [{items} 1]}}}}"#);
    let mut report = linter().lint(text.as_bytes()).report;
    assert_eq!((report.findings().len(), report.omitted()), (MAX_FINDINGS, 5));
    report.retain(|rule| rule.name == "comment");
    assert_eq!((report.findings().len(), report.omitted()), (0, 2));
}

/// Pieces of JSON, valid and almost valid.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\"key\"", "\\", "\\u", "\\ud83d", "\\ude00", "1", "0",
        "-", "01", "1.5", "1e3", ".", "+", "true", "false", "null", "nul", "KEY", "...", "'", "\u{201C}",
        "\u{201D}", "//", "/*", "*/", "\n", "\r\n", " ", "\t", "\u{a0}", "\u{feff}", "é", "😀", "<", "$",
        "\u{1}",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(generated(3000))]

    #[test]
    fn agrees_on_pieces(text in pieces()) {
        assert_agreement(text.as_bytes())?;
    }

    #[test]
    fn agrees_on_changed_payloads(at in 0..PAYLOAD.len(), length in 0..9_usize, insert in pieces()) {
        let end = (at + length).min(PAYLOAD.len());
        let text = format!("{}{insert}{}", &PAYLOAD[..at], &PAYLOAD[end..]);
        assert_agreement(text.as_bytes())?;
    }

    #[test]
    fn agrees_on_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        assert_agreement(&bytes)?;
    }
}
