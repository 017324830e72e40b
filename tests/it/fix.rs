//! Fixes: what they change, and that nothing else changes.

use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    ops::Range,
    path::PathBuf,
};

use kyx_schema::{
    Context, Finding, Kind, Rule, Safety,
    input::Format,
    lint::{Fixed, Linted, Linter},
};
use proptest::prelude::*;

use crate::support::{findings_in_file, fixture_time, fixtures, generated, linter, rule_fixtures};

fn code(path: &std::path::Path) -> &str {
    path.parent().unwrap().file_name().unwrap().to_str().unwrap()
}

/// The fixtures that can be fixed, each with the result.
fn fixed_fixtures() -> Vec<(PathBuf, Vec<u8>, Safety, Fixed)> {
    let mut all = Vec::new();
    for path in rule_fixtures() {
        let text = fs::read(&path).unwrap();
        for safety in [Safety::Safe, Safety::Unsafe] {
            let fixed = linter(&path).fix(&text, safety, |_| true);
            if fixed.count > 0 {
                all.push((path.clone(), text.clone(), safety, fixed));
            }
        }
    }
    all
}

#[test]
fn each_rule_with_a_fix_has_a_fixture_that_is_fixed() {
    let mut offered = BTreeSet::new();
    for path in rule_fixtures() {
        let linted = linter(&path).lint(&fs::read(&path).unwrap());
        let fixable = linted.report.findings().iter().filter(|finding| finding.fix.is_some());
        offered.extend(fixable.map(|finding| finding.rule.code));
    }
    let mut fixed = BTreeSet::new();
    for (path, _, _, result) in fixed_fixtures() {
        assert!(result.linted.report.findings().iter().all(|finding| finding.fix.is_none()));
        if result.linted.report.is_clean() {
            fixed.insert(code(&path).to_owned());
        }
    }
    assert!(!offered.is_empty() && fixed.iter().eq(offered), "fixed: {fixed:?}");
}

/// A person reviews the result of each fix before it is accepted.
#[test]
fn fixtures_are_fixed() {
    let mut shown = String::new();
    let mut last = Vec::new();
    for (path, text, safety, fixed) in fixed_fixtures() {
        if last == fixed.bytes {
            continue; // safe fixes gave the same
        }
        let name = path.strip_prefix(fixtures("")).unwrap().display().to_string();
        shown.push_str(&format!("{name} ({safety})\n"));
        for finding in linter(&path).lint(&text).report.findings() {
            let Some(fix) = finding.fix.as_ref().filter(|fix| fix.safety <= safety) else { continue };
            for edit in &fix.edits {
                let (start, end) = (edit.range.start, edit.range.end);
                let mark = if edit.is_personal { " (personal)" } else { "" };
                let range = format!("{}:{}-{}:{}", start.line, start.column, end.line, end.column);
                shown.push_str(&format!("  {range} {:?}{mark}\n", edit.text));
            }
        }
        for line in String::from_utf8_lossy(&fixed.bytes).lines() {
            shown.push_str(&format!("  | {line}\n"));
        }
        last = fixed.bytes;
    }
    insta::assert_snapshot!(shown);
}

fn any_linter() -> Linter {
    Linter::new(Context::unknown().at(fixture_time()))
}

fn fixed(text: &str, safety: Safety) -> String {
    // A given kind remains, whatever is removed.
    let kind = if text.contains("workflowDefinition") { Kind::AccountRequest } else { Kind::PreparedData };
    String::from_utf8(any_linter().kind(kind).fix(text.as_bytes(), safety, |_| true).bytes).unwrap()
}

#[track_caller]
fn assert_fixes(safety: Safety, cases: &[(&str, &str)], around: impl Fn(&str) -> String) {
    for (before, after) in cases {
        assert_eq!(fixed(&around(before), safety), around(after), "{before}");
    }
}

fn assert_left(cases: &[&str], around: impl Fn(&str) -> String) {
    let cases: Vec<_> = cases.iter().map(|case| (*case, *case)).collect();
    assert_fixes(Safety::Unsafe, &cases, around);
}

/// A request with these fields besides the required ones.
fn request(fields: &str) -> String {
    format!(r#"{{"customerInternalReference": "x", "workflowDefinition": {{"key": 2}}, {fields}}}"#)
}

fn credential(fields: &str) -> String {
    format!(
        r#"{{"customerInternalReference": "x", "workflowDefinition": {{"key": 2, "credentials": [{{"category": "ID", {fields}}}]}}}}"#
    )
}

fn consent(country: &str, state: &str, time: &str) -> String {
    request(&format!(
        r#""userConsent": {{"userIp": "::1", "userLocation": {{"country": {country}, "state": {state}}}, "consent": {{"obtained": "yes", "obtainedAt": {time}}}}}"#
    ))
}

#[test]
fn text_is_fixed() {
    let cases = [
        // Comments: on their own line, at the end of a line, between tokens.
        ("{\n  // note\n  \"firstName\": \"A\"\n}\n", "{\n  \"firstName\": \"A\"\n}\n"),
        ("{\r\n  // note\r\n  \"firstName\": \"A\"\r\n}\r\n", "{\r\n  \"firstName\": \"A\"\r\n}\r\n"),
        ("{\n  \"firstName\": \"A\" // note\n}", "{\n  \"firstName\": \"A\"\n}"),
        ("{\r\n  \"firstName\": \"A\" // note\r\n}", "{\r\n  \"firstName\": \"A\"\r\n}"),
        ("{\n  /* a\n  b */\n  \"firstName\": \"A\"\n}", "{\n  \"firstName\": \"A\"\n}"),
        ("{\"firstName\": \"A\" /* a\n b */\n}", "{\"firstName\": \"A\"\n}"),
        ("{\"firstName\": /* a */ \"A\"}", "{\"firstName\":  \"A\"}"),
        ("{\"firstName\":/**/\"A\"}", "{\"firstName\":\"A\"}"),
        ("// note\n{\"firstName\": \"A\"}", "{\"firstName\": \"A\"}"),
        ("{\"firstName\": \"A\"} // note", "{\"firstName\": \"A\"}"),
        ("{\"firstName\": \"A\"}\n// note", "{\"firstName\": \"A\"}\n"),
        ("{\"firstName\": \"// no /* note */\"}", "{\"firstName\": \"// no /* note */\"}"),
        // Commas.
        ("{\"firstName\": \"A\",}", "{\"firstName\": \"A\"}"),
        ("{\"firstName\": \"A\", // note\n}", "{\"firstName\": \"A\"\n}"),
        ("{\"firstName\": \"A\" /**/,/**/ }", "{\"firstName\": \"A\"  }"),
        // Quotes.
        ("{'firstName': 'A'}", "{\"firstName\": \"A\"}"),
        ("{\"firstName\": 'A \"B\" C'}", "{\"firstName\": \"A \\\"B\\\" C\"}"),
        ("{\"firstName\": 'A \\\"B\\\" C'}", "{\"firstName\": \"A \\\"B\\\" C\"}"),
        ("{\"firstName\": 'A\\\\'}", "{\"firstName\": \"A\\\\\"}"),
        ("{\"firstName\": 'A\\u0041\\n'}", "{\"firstName\": \"A\\u0041\\n\"}"),
        ("{\u{201C}firstName\u{201D}: \u{201E}A\u{201C}}", "{\"firstName\": \"A\"}"),
        ("{\"firstName\": \u{201C}O'Neil\u{201D}}", "{\"firstName\": \"O'Neil\"}"),
        ("{\"firstName\": \u{AB}A \"B\"\u{BB}}", "{\"firstName\": \"A \\\"B\\\"\"}"),
        ("{\"firstName\": \u{201C}A\"}", "{\"firstName\": \"A\"}"),
        ("{\"firstName\": \"A\u{201D}\n}", "{\"firstName\": \"A\"\n}"),
        ("{`firstName`: `A`}", "{\"firstName\": \"A\"}"),
        ("{\"firstName\": ''}", "{\"firstName\": \"\"}"),
        // Whitespace and the byte order mark.
        ("{\u{A0} \u{A0}\"firstName\":\u{2003}\"A\u{A0}B\"}", "{   \"firstName\": \"A\u{A0}B\"}"),
        ("{\u{200B}\"firstName\": \"A\"\u{FEFF}}", "{ \"firstName\": \"A\" }"),
        ("\u{FEFF}{\"firstName\": \"A\"}", "{\"firstName\": \"A\"}"),
        // Several at once.
        (
            "\u{FEFF}{\u{A0}'firstName': \u{201C}A\u{201D}, // note\n 'lastName': 'B',}",
            "{ \"firstName\": \"A\",\n \"lastName\": \"B\"}",
        ),
    ];
    assert_fixes(Safety::Safe, &cases, str::to_owned);
}

/// A fix requires certainty about what was meant.
#[test]
fn ambiguous_text_is_not_fixed() {
    assert_left(
        &[
            "{\"firstName\": \"A\"} /* note",
            "{\"firstName\": \"A\" /* note\n}",
            "{\"firstName\": KEY}",
            "{\"firstName\": \"A}",
            "{\"firstName\": \"A\" \"lastName\": \"B\"}",
            "{\"firstName\": [}",
            "{\"firstName\": 1.0}",
            "{\"firstName\": 1e3}",
            "{\"firstName\": {}}",
            "{\"phoneNumber\": \"00 49 30 1234567\"}",
            "{\"phoneNumber\": \"(503) 123-4567\"}",
            "{\"nationality\": \"Germany\"}",
            "{\"nationality\": \"ZZ\"}",
            "{\"dateOfBirth\": \"16.11.1972\"}",
        ],
        str::to_owned,
    );
}

/// Which of several members with the same key counts is never decided by a fix.
#[test]
fn repeated_keys_are_not_fixed() {
    assert_left(
        &[
            r#"{"lastName": "B", "firstname": "A", "firstname": "C"}"#,
            r#"{"lastName": "B", "city": "A", "city": "C"}"#,
            r#"{"lastName": "B", "city": "A", "address": {"line1": "C"}, "address": {"line1": "D"}}"#,
            r#"{"lastName": "B", "address": {"lastName": "A", "lastName": "C"}}"#,
            r#"{"lastName": "B", "firstName": null, "firstName": null}"#,
            r#"{"firstName": "A", "lastName": "B", "sex": null, "sex": null}"#,
        ],
        str::to_owned,
    );
}

#[test]
fn null_fields_are_removed() {
    let cases = [
        (r#"{"firstName": null, "lastName": "B"}"#, r#"{"lastName": "B"}"#),
        (r#"{"lastName": "B", "firstName": null, "email": ""}"#, r#"{"lastName": "B", "email": ""}"#),
        (r#"{"lastName": "B", "firstName": null}"#, r#"{"lastName": "B"}"#),
        (r#"{"firstName": null}"#, "{}"),
        (r#"{ "firstName": null }"#, "{  }"),
        (r#"{"firstName": null, "lastName": null, "email": null}"#, "{}"),
        (r#"{"lastName": "B", "firstName": null,}"#, r#"{"lastName": "B"}"#),
        (r#"{"firstName": null,}"#, "{}"),
        (r#"{"firstName": null, "lastName": null,}"#, "{}"),
        ("{\n  \"firstName\": null,\n  \"lastName\": \"B\"\n}", "{\n  \"lastName\": \"B\"\n}"),
        ("{\n  \"lastName\": \"B\",\n  \"firstName\": null\n}", "{\n  \"lastName\": \"B\"\n}"),
        ("{\r\n  \"lastName\": \"B\",\r\n  \"firstName\": null\r\n}", "{\r\n  \"lastName\": \"B\"\r\n}"),
        ("{\n  \"lastName\": \"B\", // note\n  \"firstName\": null\n}", "{\n  \"lastName\": \"B\"\n}"),
        ("{\"firstName\": null /**/, \"lastName\": \"B\"}", "{\"lastName\": \"B\"}"),
        (r#"{"address": {"country": null, "line1": "A"}}"#, r#"{"address": {"line1": "A"}}"#),
    ];
    assert_fixes(Safety::Safe, &cases, str::to_owned);
    assert_left(
        &[
            "{\"firstName\": null, ..., \"lastName\": \"B\"}",
            "{\"lastName\": \"B\", ..., \"firstName\": null}",
        ],
        str::to_owned,
    );
}

#[test]
fn repeated_values_are_removed() {
    let around = |values: &str| credential(&format!(r#""country": {{"values": {values}}}"#));
    let cases = [
        (r#"["USA", "USA"]"#, r#"["USA"]"#),
        (r#"["USA", "USA", "USA"]"#, r#"["USA"]"#),
        (r#"["USA", "CAN", "USA", "DEU"]"#, r#"["USA", "CAN", "DEU"]"#),
        (r#"["USA", "us", "USA",]"#, r#"["USA"]"#),
    ];
    assert_fixes(Safety::Safe, &cases, around);
}

#[test]
fn keys_are_renamed_if_unambiguous() {
    let cases = [
        (r#"{"first_name": "A", "lastName": "B"}"#, r#"{"firstName": "A", "lastName": "B"}"#),
        (r#"{'FIRSTNAME': "A", "lastName": "B"}"#, r#"{"firstName": "A", "lastName": "B"}"#),
        (r#"{"first-name": null, "lastName": "B"}"#, r#"{"lastName": "B"}"#),
        // Only one of two keys with the same meaning is renamed, and none to a name that is already used.
        (
            r#"{"first_name": "A", "FirstName": "B", "email": ""}"#,
            r#"{"firstName": "A", "FirstName": "B", "email": ""}"#,
        ),
        (r#"{"firstName": "A", "first_name": "B"}"#, r#"{"firstName": "A", "first_name": "B"}"#),
        (r#"{"first_name": "A", "firstName": "B"}"#, r#"{"first_name": "A", "firstName": "B"}"#),
        // That another field is there twice does not matter.
        (r#"{"firstname": "A", "sex": "M", "sex": "F"}"#, r#"{"firstName": "A", "sex": "M", "sex": "F"}"#),
    ];
    assert_fixes(Safety::Unsafe, &cases, str::to_owned);
}

#[test]
fn values_are_fixed() {
    let around = |value: &str| format!(r#"{{"lastName": "B", {value}}}"#);
    let safe = [
        (r#""nationality": "us""#, r#""nationality": "USA""#),
        (r#""nationality": "US""#, r#""nationality": "USA""#),
        (r#""nationality": "usa""#, r#""nationality": "USA""#),
        (r#""nationality": "XK""#, r#""nationality": "XKX""#),
        (r#""nationality": 'us'"#, r#""nationality": "USA""#),
    ];
    assert_fixes(Safety::Safe, &safe, around);
    let risky = [
        (r#""phoneNumber": "+1 (503) 123-4567""#, r#""phoneNumber": "+15031234567""#),
        (r#""firstName": 4711"#, r#""firstName": "4711""#),
        (r#""firstName": true"#, r#""firstName": "true""#),
    ];
    for (before, _) in risky {
        assert_eq!(fixed(&around(before), Safety::Safe), around(before));
    }
    assert_fixes(Safety::Unsafe, &risky, around);

    let flag = |value: &str| request(&format!(r#""overrideSettings": {{"crossDeviceOnly": {value}}}"#));
    assert_fixes(
        Safety::Unsafe,
        &[(r#""true""#, "true"), (r#""false""#, "false"), (r#"'true'"#, "true")],
        flag,
    );
    assert_left(&[r#""True""#, r#"" true""#, r#""1""#, "1", "null", "[true]"], |value| match value {
        "null" => flag("true"),
        value => flag(value),
    });

    let locale = |value: &str| request(&format!(r#""web": {{"locale": {value}}}"#));
    let locales = [(r#""EN_gb""#, r#""en-GB""#), (r#""ES""#, r#""es""#), (r#""pt_BR""#, r#""pt-BR""#)];
    assert_fixes(Safety::Safe, &locales, locale);
    assert_left(&[r#""english""#, r#""zh-Hant-HK""#], locale);
}

#[test]
fn states_and_times_are_fixed() {
    const TIME: &str = "\"2024-07-20T17:20:35.000Z\"";
    let usa = |state: &str| consent("\"USA\"", state, TIME);
    let states = [
        (r#""US-IL""#, r#""IL""#),
        (r#""il""#, r#""IL""#),
        (r#""us-il""#, r#""IL""#),
        (r#""USIL""#, r#""IL""#),
    ];
    assert_fixes(Safety::Safe, &states, usa);
    assert_left(&[r#""Illinois""#, r#""BC""#, r#""US-""#], usa);
    // A fixed country makes its states known.
    assert_eq!(
        fixed(&consent("\"us\"", "\"US-IL\"", TIME), Safety::Safe),
        consent("\"USA\"", "\"IL\"", TIME)
    );

    let at = |time: &str| consent("\"USA\"", "\"IL\"", time);
    let times = [
        (r#""2024-07-20T19:20:35.1234+02:00""#, r#""2024-07-20T17:20:35.1234Z""#),
        (r#""2024-07-20T19:20:35+02:00""#, r#""2024-07-20T17:20:35Z""#),
        (r#""2024-07-20T00:20:35.0-02:30""#, r#""2024-07-20T02:50:35.0Z""#),
        (r#""2024-12-31T23:30:00.000-01:00""#, r#""2025-01-01T00:30:00.000Z""#),
        (r#""2024-07-20T17:20:35.5+00:00""#, r#""2024-07-20T17:20:35.5Z""#),
    ];
    assert_fixes(Safety::Safe, &times, at);
    assert_left(&[r#""0001-01-01T00:00:00+01:00""#, r#""20/07/2024 17:20""#, r#""2024-07-20""#], at);
}

/// A harmful fix does not prevent other fixes.
#[test]
fn harmful_fixes_are_not_applied() {
    let fixed = |text: &str| shown(&any_linter().fix(text.as_bytes(), Safety::Unsafe, |_| true).bytes);
    // The kind of the payload would become unknown.
    assert_eq!(fixed(r#"{"firstName": null}"#), r#"{"firstName": null}"#);
    assert_eq!(fixed(r#"{'firstName': null,}"#), r#"{"firstName": null}"#);
    assert_eq!(fixed(r#"{"firstName": null, "lastName": null}"#), r#"{"lastName": null}"#);
    // The text would still not be JSON, so that the structure is a guess.
    for text in [
        "{'firstName'1: \"A\",\n\"lastName\": \"B\"}",
        "{'firstName':'O'Brien'}",
        "{\"firstName\": 'A, \"lastName\": \"D'Arcy\"}",
        "{\"firstName\":\"A\"', \"lastName\":\"O'Brien\"}",
        "[1/**/2]",
        "{\"firstName\": \"A\",} x",
    ] {
        assert_eq!(fixed(text), text);
    }
    // Members would be lost in a string.
    let text = "{\"firstName\":\"A\",\"address\":{\"line1\": '12 Main, \"city\": \"X'}}";
    assert_eq!(fixed(text), text);
    // What is in a comment may have been meant.
    for text in [
        "{\"customerInternalReference\":\"o\" // \"workflowDefinition\":{\"key\":2}}",
        "//{\"firstName\":\"B\"}",
        "{\"firstName\": \"A\" /* , \"lastName\": \"B\" */}",
        "{\"kyc\": {\"a\": [1, // 7\n 2]}, \"firstName\": \"A\"}",
    ] {
        assert_eq!(fixed(text), text);
    }
    // A line comment ends where JavaScript ends it.
    for end in ["\r", "\u{2028}", "\u{2029}"] {
        let text = format!("{{\"firstName\":\"A\", // c{end}\"lastName\":\"B\"}}");
        let space = if end == "\r" { "\r" } else { " " };
        assert_eq!(fixed(&text), format!("{{\"firstName\":\"A\", {space}\"lastName\":\"B\"}}"));
    }
    // Readers differ on which of two members counts, and which is meant.
    let text = r#"{"firstName": "A", "firstName": null}"#;
    assert_eq!(fixed(text), text);
    // One error would be traded for another.
    let text = r#"{"customerInternalReference": "x", "workflowDefinition": {"key": true}}"#;
    assert_eq!(fixed(text), text);
    // Together they would make the kind unknown; of the others, each alone.
    for (before, after) in [
        (r#"{"firstName": null, "x": 1, "lastName": null}"#, r#"{"x": 1, "lastName": null}"#),
        (
            r#"{"firstName": null, "x": 1, "lastName": null, "y": 2, "z": 3, "nationality": "de"}"#,
            r#"{"firstName": null, "x": 1, "lastName": null, "y": 2, "z": 3, "nationality": "DEU"}"#,
        ),
    ] {
        assert_eq!(fixed(before), after);
    }
}

/// What the whole string would mean is not certain.
#[test]
fn a_typographic_quote_does_not_close_a_string_with_escapes() {
    for text in [
        "{\"lastName\": \"B\", \"firstName\": \"A\\u0041\u{201D}\n}",
        "{\"lastName\": \"B\", \"firstName\": \"A\\\\\u{201D}\n}",
    ] {
        assert_eq!(fixed(text, Safety::Unsafe), text);
    }
    for ids in ["[\"A\\u0041\u{201D}\n]", "[\"B\", \"A\\u0041\u{201D}\n]"] {
        let text = format!(
            r#"{{"customerInternalReference": "x", "workflowDefinition": {{"key": 777, "capabilities": {{"ruleset": {{"ids": {ids}}}}}}}}}"#
        );
        assert_eq!(fixed(&text, Safety::Unsafe), text);
    }
}

/// With quotes that are left, the text would still not be JSON.
#[test]
fn quotes_are_fixed_together_or_not_at_all() {
    let text = r#"{"firstName": 'A', "lastName": 'x", b'}"#;
    assert_eq!(fixed(text, Safety::Unsafe), text);
    let text = r#"{"firstName": "A", "lastName": 'x", b',}"#;
    assert_eq!(fixed(text, Safety::Unsafe), text);
    let only = any_linter().fix(text.as_bytes(), Safety::Safe, |it| it.rule.code == "KYX004");
    assert_eq!(shown(&only.bytes), r#"{"firstName": "A", "lastName": 'x", b'}"#);
}

#[test]
fn a_fix_does_not_turn_a_payload_into_one_of_another_kind() {
    let text = r#"{"firstName": null, "lastName": null, "customerInternalReference": "x"}"#;
    assert_eq!(shown(&any_linter().fix(text.as_bytes(), Safety::Unsafe, |_| true).bytes), text);
}

/// Objects with many members are searched in another way than those with few.
#[test]
fn repeated_null_fields_of_large_objects_are_not_removed() {
    let others: Vec<_> = (0..18).map(|index| format!(r#""x{index}": 1"#)).collect();
    let around = |fields: &str| format!(r#"{{{fields}, {}}}"#, others.join(", "));
    let cases = [
        (
            r#""firstName": null, "firstName": null, "lastName": null"#,
            r#""firstName": null, "firstName": null"#,
        ),
        (r#""lastName": null, "sex": "M", "sex": null"#, r#""sex": "M", "sex": null"#),
        (
            r#""address": null, "suffix": null, "address": null, "sex": "M""#,
            r#""address": null, "address": null, "sex": "M""#,
        ),
    ];
    assert_fixes(Safety::Safe, &cases, around);
    let renamed = [(
        r#""first_name": "A", "first_name": "B", "last_name": "C""#,
        r#""first_name": "A", "first_name": "B", "lastName": "C""#,
    )];
    assert_fixes(Safety::Unsafe, &renamed, around);
}

#[test]
fn fields_are_moved_out_of_any_element() {
    let around = |credentials: &str| {
        format!(
            r#"{{"customerInternalReference": "x", "workflowDefinition": {{"key": 777, "credentials": [{credentials}"#
        )
    };
    let cases = [
        (
            r#"{"category":"ID"},{"category":"SELFIE","successUrl":"https://a.com/x"}]}}"#,
            r#"{"category":"ID"},{"category":"SELFIE"}]}, "web":{"successUrl":"https://a.com/x"}}"#,
        ),
        (
            r#"{"category":"ID"},{"category":"SELFIE","successUrl":"https://a.com/x"},{"category":"FACEMAP"}]}}"#,
            r#"{"category":"ID"},{"category":"SELFIE"},{"category":"FACEMAP"}]}, "web":{"successUrl":"https://a.com/x"}}"#,
        ),
    ];
    assert_fixes(Safety::Unsafe, &cases, around);
}

/// The lost member may be the one that would be moved.
#[test]
fn nothing_is_moved_into_an_object_that_lost_a_member() {
    let is_moved = |web: &str| {
        let text = request(&format!(r#""successUrl": "https://a.com/", "web": {{"locale": "en"{web}}}"#));
        let linted = any_linter().lint(text.as_bytes());
        let misplaced = linted.report.findings().iter().find(|it| it.pointer == "/successUrl").unwrap();
        misplaced.fix.is_some()
    };
    assert!(is_moved("") && !is_moved(", KEY"));
}

#[test]
fn a_linter_that_counts_fixes_as_well() {
    let text = request(r#""web": {"locale": "EN_gb"}"#);
    let fixed = any_linter().counting().fix(text.as_bytes(), Safety::Safe, |_| true);
    assert_eq!(shown(&fixed.bytes), request(r#""web": {"locale": "en-GB"}"#));
}

/// Two variables may have different values, and what is moved may not be one. Without variables, a text is what it says.
#[test]
fn fixes_of_a_file_do_not_depend_on_its_variables() {
    let request = |types: &str| {
        format!(
            r#"{{"customerInternalReference": "x", "workflowDefinition": {{"key": 2, "credentials": [{{"category": "ID", "type": {{"values": {types}}}}}]}}}}"#
        )
    };
    let fixed = |text: &str, format| {
        String::from_utf8(any_linter().fix_file(text.as_bytes(), format, Safety::Unsafe, |_| true).bytes)
            .unwrap()
    };
    let call = |body: &str| {
        format!("POST https://account.emea-1.jumio.ai/api/v1/accounts\nUser-Agent: x\n\n{body}\n")
    };
    let (repeated, single) =
        (request(r#"["PASSPORT", "{{a}}", "{{a}}"]"#), request(r#"["PASSPORT", "{{a}}"]"#));
    assert_eq!(fixed(&call(&repeated), Format::Http), call(&repeated));
    assert_eq!(fixed(&format!("[{repeated}]"), Format::Array), format!("[{single}]"));
}

/// `Debug` does not show a file, nor places that are not those of the file.
#[test]
fn debug_output_of_files_is_about_the_file() {
    let body = request(r#""successUrl": "https://a.com/CANARY""#);
    let file = format!("curl https://account.emea-1.jumio.ai/api/v1/accounts -d '{body}'");
    let fixed = any_linter().fix_file(file.as_bytes(), Format::Curl, Safety::Unsafe, |_| true);
    assert_eq!(format!("{fixed:?}"), "FixedFile { count: 1, .. }");
    let found = findings_in_file(&any_linter(), file.as_bytes(), Format::Curl);
    let fix = found.iter().find_map(|finding| finding.fix.as_ref()).unwrap();
    assert!(format!("{fix:?}").ends_with("moved: None }"), "{fix:?}");
}

/// What is moved is indented like what is around it.
#[test]
fn values_of_several_lines_are_moved() {
    let before = r#"{
  "customerInternalReference": "x",
  "workflowDefinition": {"key": 2},
  "userLocation": {
    "country": "DEU"
  },
  "userConsent": {
    "userIp": "::1"
  }
}"#;
    let after = r#"{
  "customerInternalReference": "x",
  "workflowDefinition": {"key": 2},
  "userConsent": {
    "userIp": "::1",
    "userLocation": {
      "country": "DEU"
    }
  }
}"#;
    assert_eq!(fixed(before, Safety::Unsafe), after);
}

/// What is not selected may stay broken.
#[test]
fn only_what_is_selected_is_fixed() {
    for (code, text, fixed) in [
        (
            "KYX003",
            r#"{"firstName": 'A', "nationality": "de"}"#,
            r#"{"firstName": "A", "nationality": "de"}"#,
        ),
        (
            "KYX206",
            r#"{"firstName": 'A', "nationality": "de"}"#,
            r#"{"firstName": 'A', "nationality": "DEU"}"#,
        ),
        ("KYX106", r#"{"address": {"city": null ,}, "sex": "M"}"#, r#"{"address": {}, "sex": "M"}"#),
        ("KYX106", r#"{"firstName": null,, "sex": "M"}"#, r#"{"firstName": null,, "sex": "M"}"#),
        ("KYX106", r#"{"firstName": null /**/, "sex": "M"}"#, r#"{"firstName": null /**/, "sex": "M"}"#),
        (
            "KYX103",
            r#"{"city": 'X', "address": {"line1": "Y"}, "sex": "M"}"#,
            r#"{"city": 'X', "address": {"line1": "Y"}, "sex": "M"}"#,
        ),
        (
            "KYX103",
            r#"{"city" /**/: "X", "address": {"line1": "Y"}, "sex": "M"}"#,
            r#"{"city" /**/: "X", "address": {"line1": "Y"}, "sex": "M"}"#,
        ),
        (
            "KYX103",
            r#"{"city": "X", "address": {"line1" "Y"}, "sex": "M"}"#,
            r#"{"city": "X", "address": {"line1" "Y"}, "sex": "M"}"#,
        ),
        (
            "KYX103",
            r#"{"city": "X", "address": {,}, "sex": "M"}"#,
            r#"{"city": "X", "address": {,}, "sex": "M"}"#,
        ),
        (
            "KYX103",
            r#"{"city": "X", "address": {"line1": "Y",}, "sex": "M"}"#,
            r#"{"address": {"line1": "Y", "city": "X",}, "sex": "M"}"#,
        ),
    ] {
        for linter in [any_linter(), any_linter().counting()] {
            let only = linter.fix(text.as_bytes(), Safety::Unsafe, |it| it.rule.code == code);
            assert_eq!(shown(&only.bytes), fixed);
        }
    }
}

/// How the engine chooses fixes: all that do not overlap an earlier one, in the order of the text.
fn one_round<'f>(text: &[u8], findings: impl IntoIterator<Item = &'f Finding>, safety: Safety) -> Vec<u8> {
    let mut edits: BTreeMap<usize, (Range<usize>, &str)> = BTreeMap::new();
    for fix in
        findings.into_iter().filter_map(|finding| finding.fix.as_ref()).filter(|fix| fix.safety <= safety)
    {
        let ranges = fix.edits.iter().map(|edit| (edit.range.start.offset..edit.range.end.offset, edit));
        let is_free = ranges.clone().all(|(range, _)| {
            edits.values().all(|(other, _)| other.end <= range.start || range.end <= other.start)
        });
        if is_free {
            edits.extend(ranges.map(|(range, edit)| (range.start, (range, edit.text.as_str()))));
        }
    }
    let mut bytes = text.to_vec();
    for (range, new) in edits.into_values().rev() {
        bytes.splice(range, new.bytes());
    }
    bytes
}

fn is_fixable(finding: &Finding, safety: Safety) -> bool {
    finding.fix.as_ref().is_some_and(|fix| fix.safety <= safety)
}

fn is_of_text(rule: &'static Rule) -> bool {
    rule.code.starts_with("KYX0")
}

/// The findings that are not about the text itself.
fn of_values(linted: &Linted) -> Vec<(&str, &str)> {
    let of_values = linted.report.findings().iter().filter(|finding| !is_of_text(finding.rule));
    let mut found: Vec<_> = of_values.map(|finding| (finding.rule.code, finding.pointer.as_str())).collect();
    found.sort_unstable();
    found
}

/// A fixture with random defects: each has a position, the number of removed bytes, and the inserted text.
fn broken_fixtures() -> impl Strategy<Value = (PathBuf, Vec<u8>)> {
    let paths = rule_fixtures();
    let defect = prop::sample::select(vec![
        "",
        "//",
        "// x\n",
        "/* x */",
        "/*",
        "*/",
        "\u{A0}",
        "\u{200B}",
        "\u{FEFF}",
        "'",
        "\u{201C}",
        "\u{201D}",
        "`",
        "\"",
        ",",
        ",,",
        "null",
        "\"x\": null,",
        ",\"x\": null",
        "\"first_name\": null,",
        "...",
        "KEY",
        "<x>",
        "{",
        "}",
        "[",
        "]",
        ":",
        "\n",
        "\r\n",
        " ",
        "\\",
        "1",
        "true",
        "\"true\"",
        "\"us\",",
        "\"userReference\": 1,",
        "\"User_reference\": '1',",
        "\"webUrl\": null,",
        "é",
        "\u{1}",
    ]);
    let defects = prop::collection::vec((any::<prop::sample::Index>(), 0..3_usize, defect), 0..4);
    (0..paths.len(), defects).prop_map(move |(index, defects)| {
        let mut text = fs::read(&paths[index]).unwrap();
        for (at, cut, defect) in defects {
            let at = at.index(text.len() + 1);
            let end = (at + cut).min(text.len());
            text.splice(at..end, defect.bytes());
        }
        (paths[index].clone(), text)
    })
}

fn safeties() -> impl Strategy<Value = Safety> {
    prop::sample::select(vec![Safety::Safe, Safety::Unsafe])
}

/// Whether a text is worse than before: its kind has become unknown, or it has more defects of the text itself.
fn is_worse(after: &Linted, before: &Linted) -> bool {
    let of_text = |linted: &Linted| {
        let findings = linted.report.findings().iter();
        findings.filter(|finding| is_of_text(finding.rule) || finding.rule.code == "KYX104").count()
    };
    of_text(after) > of_text(before) || (before.kind.is_some() && after.kind != before.kind)
}

fn is_json(bytes: &[u8]) -> bool {
    serde_json::from_slice::<serde_json::Value>(bytes).is_ok()
}

fn shown(bytes: &[u8]) -> String {
    String::from_utf8_lossy(bytes).into_owned()
}

proptest! {
    #![proptest_config(generated(1500))]

    #[test]
    fn fixing_terminates((path, text) in broken_fixtures(), safety in safeties()) {
        let linter = linter(&path);
        let fixed = linter.fix(&text, safety, |_| true);
        let again = linter.fix(&fixed.bytes, safety, |_| true);
        prop_assert_eq!(shown(&again.bytes), shown(&fixed.bytes));
        prop_assert_eq!(again.count, 0);
        // Each remaining fix would do harm, even by itself.
        for finding in fixed.linted.report.findings().iter().filter(|finding| is_fixable(finding, safety)) {
            let next = one_round(&fixed.bytes, [finding], safety);
            let linted = linter.lint(&next);
            let is_traded = linted.report.findings().iter().any(|it| it.pointer == finding.pointer);
            let is_harmful = !is_json(&next) || is_worse(&linted, &fixed.linted) || is_traded;
            prop_assert!(is_harmful, "{}", shown(&fixed.bytes));
        }
    }

    #[test]
    fn a_round_applies_its_edits_and_no_others((path, text) in broken_fixtures()) {
        let linter = linter(&path);
        let linted = linter.lint(&text);
        let of_text = linted.report.findings().iter().filter(|finding| is_of_text(finding.rule));
        let next = one_round(&text, of_text, Safety::Safe);
        if is_json(&next) && !is_worse(&linter.lint(&next), &linted) {
            let [whole, rest] = [text, next].map(|text| linter.fix(&text, Safety::Safe, |it| is_of_text(it.rule)).bytes);
            prop_assert_eq!(shown(&whole), shown(&rest));
        }
    }

    #[test]
    fn fixing_the_text_does_not_change_the_values((path, text) in broken_fixtures()) {
        let linter = linter(&path);
        let fixed = linter.fix(&text, Safety::Safe, |it| is_of_text(it.rule));
        prop_assert!(fixed.linted.report.findings().iter().all(|finding| is_of_text(finding.rule)));
        let (before, after) = (linter.lint(&text), linter.lint(&fixed.bytes));
        // After an unterminated string, it is a guess what is outside of strings, and a comment may be part of one.
        if before.report.findings().iter().all(|finding| finding.rule.code != "KYX001") {
            prop_assert_eq!(of_values(&after), of_values(&before), "{}", shown(&fixed.bytes));
        }
    }

    #[test]
    fn a_line_stays_a_line((path, text) in broken_fixtures(), safety in safeties()) {
        let line: Vec<u8> = text.into_iter().filter(|byte| !matches!(byte, b'\n' | b'\r')).collect();
        let fixed = linter(&path).fix(&line, safety, |_| true);
        prop_assert!(!fixed.bytes.contains(&b'\n'));
    }

    #[test]
    fn any_bytes_are_handled(bytes in prop::collection::vec(any::<u8>(), 0..200), safety in safeties()) {
        let fixed = any_linter().fix(&bytes, safety, |_| true);
        prop_assert_eq!(any_linter().fix(&fixed.bytes, safety, |_| true).count, 0);
    }
}

/// `Debug` shows neither the fixed text nor the edits of a fix.
#[test]
fn debug_output_shows_no_value() {
    for payload in [
        r#"{"firstName": 'CANARY', "phoneNumber": "+1 (503) CANARY", "lastName": null}"#,
        r#"{"firstName": 'CANARY "x"',"#,
        r#"{"first_name": "CANARY", "lastName": 4242}"#,
        r#"{"phoneNumber": "+4 242"}"#,
        r#"{"CANARY": 1, "firstName": CANARY}"#,
    ] {
        let linted = any_linter().lint(payload.as_bytes());
        let fixed = any_linter().fix(payload.as_bytes(), Safety::Unsafe, |_| true);
        for shown in
            [format!("{linted:?}"), format!("{linted:#?}"), format!("{fixed:?}"), format!("{fixed:#?}")]
        {
            let shown = shown.replace("/CANARY", "");
            assert!(shown.contains("report"), "{shown}");
            assert!(!shown.contains("CANARY") && !shown.contains("4242"), "{shown}");
        }
    }
}
