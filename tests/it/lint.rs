//! The linter: every defect of a payload in one run, each with its range.

use std::{collections::HashSet, fs};

use kyx_schema::{
    AccountRequest, Context, Kind, MAX_FINDINGS, Operation, Payload, Severity,
    lint::{Disclosure, Linter, MAX_BYTES},
};
use serde_json::Value;

use crate::support::{codes, findings, fixture_time, rule_fixtures};

#[test]
fn each_independent_defect_is_a_finding() {
    let payload = r#"{
        "customerInternalReference": "a<b",
        "workflowDefinition": {
            "key": "one",
            "credentials": [
                {"category": "id", "country": {"values": ["US", "CAN"]}},
                {"category": "DOCUMENT", "type": {"values": ["OTHER"]}, "colour": "red"}
            ]
        },
        "callbackUrl": "callback",
        "tokenLifetime": "1s",
        "userConsent": {
            "userIp": "1.2.3",
            "userLocation": {"country": "USA", "state": "Illinois"},
            "consent": {"obtained": "yes", "obtainedAt": "2020-01-01T00:00:00.000Z"}
        },
        "overrideSettings": {"crossDeviceOnly": "yes"}
    }"#;
    assert_eq!(
        codes(payload),
        [
            "KYX203 /customerInternalReference",
            "KYX219 /workflowDefinition/key",
            "KYX205 /workflowDefinition/credentials/0/category",
            "KYX206 /workflowDefinition/credentials/0/country/values/0",
            "KYX401 /workflowDefinition/credentials/1/country",
            "KYX403 /workflowDefinition/credentials/1/type/values/0",
            "KYX103 /workflowDefinition/credentials/1/colour",
            "KYX207 /callbackUrl",
            "KYX209 /tokenLifetime",
            "KYX210 /userConsent/userIp",
            "KYX220 /userConsent/userLocation/state",
            "KYX301 /userConsent/consent/obtainedAt",
            "KYX101 /overrideSettings/crossDeviceOnly",
        ]
    );
}

#[test]
fn stand_ins_are_not_reported() {
    // The example of a consent is from 2022, that of a key is a biometric workflow, that of a country is the USA.
    let codes_of = |fields: &str| codes(&format!(r#"{{"customerInternalReference": "x", {fields}}}"#));
    assert_eq!(codes_of(r#""workflowDefinition": {"key": 2}, "userConsent": 1"#), ["KYX101 /userConsent"]);
    assert_eq!(
        codes_of(r#""workflowDefinition": {"key": 2}, "userConsent": {"userIp": "::1", "userLocation": {}}"#),
        ["KYX102 /userConsent/userLocation/country"]
    );
    assert_eq!(codes_of(r#""workflowDefinition": {"key": {}}"#), ["KYX101 /workflowDefinition/key"]);
    assert_eq!(
        codes_of(
            r#""workflowDefinition": {"key": {}, "credentials": [{"category": "DOCUMENT", "country": {"values": ["USA"]}, "type": {"values": ["BS"]}}]}"#
        ),
        ["KYX101 /workflowDefinition/key"]
    );
    assert_eq!(
        codes_of(r#""workflowDefinition": {"key": 10026, "credentials": [{"category": "PAPER"}]}"#),
        ["KYX205 /workflowDefinition/credentials/0/category"]
    );
    assert_eq!(
        codes_of(
            r#""workflowDefinition": {"key": 2, "credentials": [{"category": "ID", "country": {"values": ["us", "USA"]}}]}"#
        ),
        ["KYX206 /workflowDefinition/credentials/0/country/values/0"]
    );
    assert_eq!(codes_of(r#""workflowDefinition": []"#), ["KYX101 /workflowDefinition"]);
}

#[test]
fn broken_text_hides_nothing_else() {
    let payload = "{\n\u{a0}\u{a0}'customerInternalReference': \u{201C}a/b\u{201D},\n  // note\n  \"workflowDefinition\": {\"key\": KEY, \"credentials\": [{\"category\": \"ID\",}]},\n  \"web\": {\"locale\": \"xx_YY\"\n}";
    assert_eq!(
        codes(payload),
        [
            "KYX002 ",
            "KYX003 ",
            "KYX003 /customerInternalReference",
            "KYX203 /customerInternalReference",
            "KYX005 ",
            "KYX008 /workflowDefinition/key",
            "KYX004 /workflowDefinition/credentials/0",
            "KYX215 /web/locale",
            "KYX001 ",
        ]
    );
}

#[test]
fn lost_fields_are_not_reported_as_missing() {
    assert_eq!(codes(r#"{"customerInternalReference": , "workflowDefinition": {"key": 2}}"#).len(), 1);
    assert_eq!(codes(r#"{customerInternalReference": "x", "workflowDefinition": {"key": 2}}"#).len(), 1);
    assert_eq!(codes(r#"{"customerInternalReference": "x", "workflowDefinition": {"key": 2}"#), ["KYX001 "]);
    assert_eq!(codes(r#"{"customerInternalReference": "x", "workflowDefinition": {...}}"#).len(), 1);
    assert_eq!(codes(r#"{"customerInternalReference": "x","#), ["KYX001 "]);
}

#[test]
fn ranges_are_correct_in_any_text() {
    let payload = "{\r\n\t\"customerInternalReference\": \"äöü😀/\",\r\n\t\"workflowDefinition\": {\"key\": 2}, \"ä\": 1\r\n}";
    let linted = Linter::new(Context::unknown().at(fixture_time())).lint(payload.as_bytes());
    let [forbidden, unknown] = linted.report.findings() else { panic!("{}", linted.report) };

    let range = forbidden.range.unwrap();
    assert_eq!(&payload[range.start.offset..range.end.offset], "\"äöü😀/\"");
    assert_eq!((range.start.line, range.start.column), (2, 31));
    assert_eq!((range.end.line, range.end.column), (2, 38));

    let range = unknown.range.unwrap();
    assert_eq!(&payload[range.start.offset..range.end.offset], "\"ä\"");
    assert_eq!((range.start.line, range.start.column), (3, 36));
}

#[test]
fn a_value_that_cannot_be_read_does_not_hide_those_beside_it() {
    let payload = r#"{"timestamp": "2021-05-14T14:09:57.266Z",
        "account": {"id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"},
        "workflowExecution": {"id": "bc6d862e-a1ae-40fa-9781-8fc755f75976"},
        "api": {"parts": {"added": 1, "later": "https://example.org/", "front": "https://example.com/"}}}"#;
    assert_eq!(codes(payload), ["KYX101 /api/parts", "KYX702 /api/parts", "KYX702 /api/parts/front"]);
}

#[test]
fn related_places_are_those_of_the_values_that_a_finding_depends_on() {
    let mut count = 0;
    for path in rule_fixtures() {
        let bytes = fs::read(&path).unwrap();
        for finding in findings(&path) {
            let places: HashSet<_> = finding.related.iter().map(|it| it.range.start.offset).collect();
            assert_eq!(places.len(), finding.related.len(), "{}: {finding}", path.display());
            for related in &finding.related {
                let value: Value = serde_json::from_slice(&bytes).unwrap();
                let text = &bytes[related.range.start.offset..related.range.end.offset];
                let found: Value = serde_json::from_slice(text).unwrap();
                assert_eq!(Some(&found), value.pointer(&related.pointer), "{}: {finding}", path.display());
                let is_around = format!("{}/", finding.pointer).starts_with(&format!("{}/", related.pointer));
                assert!(!is_around, "{}: {finding}", path.display());
                count += 1;
            }
        }
    }
    assert!(count > 50, "{count}");
}

#[test]
fn rules_that_depend_on_the_call_report_nothing_without_it() {
    let payload = br#"{"customerInternalReference": "x", "workflowDefinition": {"key": 5, "credentials": [
        {"category": "ID", "id": "fdb1bc31-99a0-4671-8f2a-2bf7ca2faace"}]}, "userConsent":
        {"userIp": "::1", "userLocation": {"country": "DEU"},
         "consent": {"obtained": "yes", "obtainedAt": "2024-07-20T17:20:35.000Z"}}}"#;
    let found = |context: Context| {
        let linted = Linter::new(context.at(fixture_time())).lint(payload);
        linted.report.findings().iter().map(|it| it.rule.code).collect::<Vec<_>>()
    };
    assert_eq!(found(Context::unknown()), [""; 0]);
    assert_eq!(found(Context::new(Operation::UpdateAccount)), [""; 0]);
    assert_eq!(found(Context::new(Operation::CreateAccount)), ["KYX406"]);
    assert_eq!(found(Context::unknown().channel(kyx_schema::Channel::Web)), ["KYX412"]);
}

#[test]
fn the_kind_is_detected_by_keys_or_given_by_the_caller() {
    let linter = Linter::new(Context::unknown().at(fixture_time()));
    let kind = |text: &str| linter.lint(text.as_bytes()).kind;
    assert_eq!(kind(r#"{"workflowDefinition": 1}"#), Some(Kind::AccountRequest));
    assert_eq!(kind(r#"{"lastname": "x", "firstName": "y"}"#), Some(Kind::PreparedData));
    assert_eq!(kind(r#"{"web": {}, "account": {}, "sdk": {}}"#), None);
    assert_eq!(kind("{}"), None);
    assert_eq!(kind(" { \n} "), None);
    assert_eq!(kind(r#"{"title": "x", "status": 400}"#), Some(Kind::Problem));
    assert_eq!(kind(r#"{"callbackSentAt": 1}"#), Some(Kind::Callback));
    assert_eq!(kind("17"), None);
    assert!(linter.kind(Kind::PreparedData).lint(b"{}").report.is_clean());
    assert_eq!(linter.kind(Kind::AccountRequest).lint(b"{}").report.findings().len(), 2);
    assert_eq!(linter.kind(Kind::AccountRequest).lint(b"17").report.findings()[0].rule.code, "KYX101");
}

/// Keys and known values are shown; other values are not, whether or not they are complete.
#[test]
fn what_may_be_displayed_is_divided_from_the_rest() {
    let start = r#"{"workflowDefinition": {"key": 2}, "userReference": "#;
    for (value, end, is_string) in [(r#""C, a: 1""#, "}", true), ("4711", "}", false), (r#""C"#, "", false)] {
        let text = format!("{start}{value}{end}");
        let visibility = Linter::new(Context::unknown()).visibility(text.as_bytes());
        let pieces: Vec<_> = visibility.pieces(&text, 0..text.len()).collect();
        let shown = pieces.iter().filter(|it| it.disclosure.is_shown()).map(|it| &text[it.bytes.clone()]);
        assert_eq!(shown.collect::<String>(), format!("{start}{end}"));
        let hidden: Vec<_> = pieces.iter().filter(|it| !it.disclosure.is_shown()).collect();
        assert_eq!(hidden.len(), 1, "{text}");
        assert_eq!(hidden[0].disclosure, Disclosure::Private { is_string }, "{text}");
        assert_eq!(&text[hidden[0].bytes.clone()], value);
    }
}

/// What was meant by a text is told only if it is certain.
#[test]
fn what_is_no_payload_is_named() {
    let cases = [
        ("<note>x</note>", "XML, not a JSON payload"),
        ("<KEY/>", "XML, not a JSON payload"),
        ("<KEY>", "expected a payload, found a bare word"),
        ("<note>x</note> x", "expected a payload, found a bare word"),
        ("a</b>", "expected a payload, found a bare word"),
        ("\u{FEFF}\n <html></html>", "an HTML page, not a JSON payload"),
        ("eyJ0eXAi.eyJzdWIi.c2ln", "a token, not a JSON payload"),
        ("eyJ0eXAi.eyJzdWIi", "expected a payload, found a bare word"),
        ("eyJ0eXAi.eyJzdWIi.c2l!", "expected a payload, found a bare word"),
        ("www.example.com", "expected a payload, found a bare word"),
        ("VGhpcyBpcyBhIHRlc3Q=", "base64, not a JSON payload"),
        ("VGhpcyBpcyBhIHRlc3Qaa", "expected a payload, found a bare word"),
        ("VGhpcyBpcyBhIHRlc===", "form-encoded data, not a JSON payload"),
        ("VGhpcyBp-yBhIHRlc3Qa", "expected a payload, found a bare word"),
        ("helloworldhelloworld", "expected a payload, found a bare word"),
        ("89d585B9ab3e4de8bb39", "not a JSON number"),
        ("89G585B9AB3E4DE8BB39", "not a JSON number"),
        ("a=1&b=2", "form-encoded data, not a JSON payload"),
        ("=1", "expected a payload, found `=`"),
        ("a=1 b", "expected a payload, found a bare word"),
        ("a=1&b", "expected a payload, found a bare word"),
        ("a\"=1", "expected a payload, found a bare word"),
        ("a$=1", "expected a payload, found a bare word"),
        (r#""{}""#, "JSON in a string, not a payload"),
        (r#"" {}""#, "JSON in a string, not a payload"),
        (r#""x""#, "a single value, not a payload"),
    ];
    for (text, expected) in cases {
        let report = Linter::new(Context::unknown().at(fixture_time())).lint(text.as_bytes()).report;
        let told = report.findings().iter().filter(|it| it.rule.code != "KYX006");
        assert_eq!(told.map(|it| it.message.as_str()).next(), Some(expected), "{text}");
    }
}

#[test]
fn hostile_text_is_handled() {
    for text in [
        "[".repeat(100_000),
        "{\"a\":".repeat(100_000),
        "\"".repeat(10_001),
        "{".repeat(128),
        "\u{0}".to_owned(),
        "{\"a\"\u{0}:1}".to_owned(),
        format!("{{\"workflowDefinition\":{{\"key\":{}}}}}", "9".repeat(100_000)),
        format!("{{\"kyc\":{{\"a\":1e{}}}}}", "9".repeat(10_000)),
        ",".repeat(10_000),
        "\\".repeat(10_000),
        "{\"a\":\"\\u".to_owned(),
        "{\"a\": {\"b\": \"c\n{\"".to_owned(),
        "[\"a\n{\"b\":1}".to_owned(),
        format!("[{}", "\"a\n".repeat(50_000)),
    ] {
        let linted = Linter::new(Context::unknown().at(fixture_time())).lint(text.as_bytes());
        assert!(linted.report.has_errors() || text.contains("kyc"), "{}", &text[..10]);
    }
    let large = vec![b' '; MAX_BYTES + 1];
    let linted = Linter::new(Context::unknown()).lint(&large);
    assert_eq!(linted.report.findings()[0].rule.code, "KYX007");
}

#[test]
fn errors_beyond_the_finding_limit_are_counted() {
    // A repeated value is a warning, and these alone exceed the limit.
    let values = vec!["\"USA\""; MAX_FINDINGS + 2].join(",");
    let payload = format!(
        r#"{{"customerInternalReference": "x", "workflowDefinition": {{"key": 10026, "credentials": [
            {{"category": "ID", "country": {{"values": [{values}]}}}}]}}}}"#
    );
    let linter = Linter::new(Context::unknown().at(fixture_time()));
    for linter in [linter, linter.counting()] {
        let report = linter.lint(payload.as_bytes()).report;
        assert_eq!(report.findings().len(), MAX_FINDINGS);
        assert!(report.omitted() > 0);
        assert_eq!((report.count(Severity::Error), report.has_errors()), (1, true)); // KYX409: a DOCUMENT is missing
    }
}

#[test]
fn a_payload_is_read_up_to_the_limit() {
    let codes =
        |payload: &str, length: usize| codes(&[payload, &" ".repeat(length - payload.len())].concat());
    assert_eq!(codes(r#"{"lastName": "A"}"#, MAX_BYTES), [""; 0]);
    assert_eq!(codes(r#"{"lastName": "A",}"#, MAX_BYTES), ["KYX004 "]);
    assert_eq!(codes(r#"{"lastName": "A"}"#, MAX_BYTES + 1), ["KYX007 "]);
}

/// Every rule, every move and every finding takes linear time: this test would not end if a rule compared all credentials
/// with each other.
#[test]
fn many_credentials_are_linted() {
    let uuid = |index: usize| format!("{index:08}-0000-4000-8000-000000000000");
    let credential = |kind: usize, index: usize| match kind {
        0 => "{}".to_owned(),
        1 => r#"{"category": "ID"}"#.to_owned(),
        2 => format!(r#"{{"category": "SELFIE", "id": "{}"}}"#, uuid(index)),
        3 => format!(r#"{{"category": "ID", "id": "{}"}}"#, uuid(0)),
        4 => r#"{"category": "DOCUMENT", "type": {"values": ["FOO"]}, "colour": 1}"#.to_owned(),
        5 => r#"{"category": "ID", "country": {"type": {"values": ["VISA"]}, "values": ["DEU"]}}"#.to_owned(),
        _ => r#"{"category": "ID", "successUrl": "https://www.yourcompany.com/"}"#.to_owned(),
    };
    for (kind, key) in (0..7).flat_map(|kind| [777, 20].map(|key| (kind, key))) {
        let credentials: Vec<_> = (0..100_000).map(|index| credential(kind, index)).collect();
        let payload = format!(
            r#"{{"customerInternalReference": "x", "workflowDefinition": {{"key": {key}, "credentials": [{}]}}}}"#,
            credentials.join(",")
        );
        let linted = Linter::new(Context::unknown().at(fixture_time())).lint(payload.as_bytes());
        assert!(linted.report.findings().len() <= MAX_FINDINGS);
    }
}

/// What a rule depends on may be a lost member, or one in the wrong place.
#[test]
fn what_may_be_elsewhere_is_not_missed() {
    let as_request = |payload: &str| {
        let linter = Linter::new(Context::unknown().at(fixture_time())).kind(Kind::AccountRequest);
        let linted = linter.lint(payload.as_bytes());
        let line = |it: &kyx_schema::Finding| format!("{} {}", it.rule.code, it.pointer);
        linted.report.findings().iter().map(line).collect::<Vec<_>>()
    };
    // The key tells where the workflow definition is, and nothing about the reference.
    assert_eq!(as_request(r#"{"key": 2}"#), ["KYX102 /customerInternalReference", "KYX103 /key"]);
    assert_eq!(
        as_request(r#"{"customerInternalReference": "x", "key": 2, "userConsent": {}}"#),
        ["KYX103 /key", "KYX102 /userConsent/userIp", "KYX102 /userConsent/userLocation"]
    );
    let document = |lost: &str| {
        as_request(&format!(
            r#"{{"customerInternalReference": "x", "workflowDefinition": {{"key": 10026, "credentials": [
                {{"category": "DOCUMENT", "type": {{"values": ["BS"]}}{lost}}}]}}}}"#
        ))
    };
    assert_eq!(document(""), ["KYX401 /workflowDefinition/credentials/0/country"]);
    assert_eq!(document(", COUNTRY"), ["KYX008 /workflowDefinition/credentials/0"]);
}

/// Any of the credentials may be the one that a result means, unless its ID can be read.
#[test]
fn an_unreadable_credential_may_be_the_one_of_a_result() {
    let codes_with = |credentials: &str| {
        codes(&format!(
            r#"{{"workflow": {{"id": "bc6d862e-a1ae-40fa-9781-8fc755f75976", "status": "INITIATED", "definitionKey": "2"}},
                "account": {{"id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"}}, "credentials": {credentials},
                "capabilities": {{"extraction": [{{"id": "b701e6c5-b74c-434a-866a-ef1f084a4d80",
                    "credentials": [{{"id": "fdb1bc31-99a0-4671-8f2a-2bf7ca2faace", "category": "ID"}}],
                    "decision": {{"type": "PASSED", "details": {{"label": "OK"}}}}}}]}}}}"#
        ))
    };
    const OTHER: &str = "fdb1bc31-99a0-4671-8f2a-2bf7ca2faac0";
    const UNKNOWN: &str = "KYX704 /capabilities/extraction/0/credentials/0/id";
    let other = |fields: &str| format!(r#"[{{"id": "{OTHER}", {fields}}}]"#);
    assert_eq!(codes_with(&other(r#""category": "ID""#)), [UNKNOWN]);
    assert_eq!(codes_with(&other(r#""category": 7"#)), ["KYX101 /credentials/0/category", UNKNOWN]);
    assert_eq!(codes_with(r#"[{"id": 7, "category": "ID"}]"#), ["KYX101 /credentials/0/id"]);
    assert_eq!(codes_with("[7]"), ["KYX101 /credentials/0"]);
    assert_eq!(codes_with("7"), ["KYX101 /credentials"]);
}

/// Rules read unknown values as well, whatever is in them.
#[test]
fn strings_with_special_characters_do_not_disturb_the_rules() {
    for string in ["\\\"\\\"", "\\\"", "\\n", "\\n\\n", "\\\\", "\\\\\\\\", "\\\"\\\\", "\\n\\\""] {
        let payload = format!(r#"{{"firstName": "A", "kyc": {{"a": "{string}", "{string}": 1}},}}"#);
        assert_eq!(codes(&payload), ["KYX004 "], "{payload}");
    }
}

#[test]
fn unknown_keys_are_shown_if_they_read_like_names() {
    for (key, is_shown) in [
        ("abc", true),
        ("a-b_c.d$", true),
        (&*"a".repeat(40), true),
        (&*"a".repeat(41), false),
        ("", false),
        ("abc123", true),
        ("abc1234", false),
        ("a b", false),
        (&*"1234567890".repeat(5), false),
    ] {
        let pointer = if is_shown { format!("/{key}") } else { String::new() };
        let payload = format!(r#"{{"lastName": "B", "{key}": 1}}"#);
        assert_eq!(codes(&payload), [format!("KYX103 {pointer}")]);
    }
}

/// What was meant by a value about a person would say too much.
#[test]
fn no_suggestion_reveals_a_personal_value() {
    let linted = Linter::new(Context::unknown()).lint(br#"{"lastName": "B", "sex": "m"}"#);
    assert_eq!(linted.report.findings()[0].help, "write `M` or `F`");
}

/// A number beyond all limits is reported if nothing else is wrong.
#[test]
fn numbers_beyond_the_limits_matter_if_a_response_has_no_other_errors() {
    let codes = |timestamp: &str| {
        codes(&format!(
            r#"{{"timestamp": {timestamp}, "account": {{"id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"}},
                "workflowExecution": {{"id": "bc6d862e-a1ae-40fa-9781-8fc755f75976"}}, "added": 1e400}}"#
        ))
    };
    assert_eq!(codes(r#""2021-05-14T14:09:57.266Z""#), ["KYX007 "]);
    assert_eq!(codes("7"), ["KYX101 /timestamp"]);
}

/// A request with this many findings, which are found without a closer look at its text.
fn request_with_findings(count: usize) -> String {
    let ids = vec!["\"\""; count - 1].join(",");
    // The other one: `workflowDecision` is preferred.
    format!(
        r#"{{"customerInternalReference": "x", "workflowDefinition": {{"key": 777, "capabilities": {{"ruleset": {{"ids": [{ids}]}}}}}}}}"#
    )
}

#[test]
fn as_many_findings_as_the_limit_allows_are_kept() {
    let linter = Linter::new(Context::unknown().at(fixture_time()));
    for (count, omitted) in [(MAX_FINDINGS, 0), (MAX_FINDINGS + 1, 1)] {
        let payload = request_with_findings(count);
        let report = linter.counting().lint(payload.as_bytes()).report;
        assert_eq!((report.findings().len(), report.omitted()), (MAX_FINDINGS, omitted));
        let request: AccountRequest = serde_json::from_str(&payload).unwrap();
        let report = request.check(&Context::unknown().at(fixture_time()));
        assert_eq!((report.findings().len(), report.omitted()), (MAX_FINDINGS, omitted));
    }
}

/// Where a field is in the wrong place, that it is missing in the right one is no finding of its own, unless there are as many
/// findings as the limit allows: then all are kept.
#[test]
fn a_misplaced_field_is_found_twice_at_the_limit() {
    let missing = |others: usize| {
        let others: String = (0..others).map(|index| format!(r#", "x{index}": 1"#)).collect();
        let text = format!(
            r#"{{"customerInternalReference": "x", "key": 777, "workflowDefinition": {{}}{others}}}"#
        );
        let report = Linter::new(Context::unknown().at(fixture_time())).lint(text.as_bytes()).report;
        let is_missing = report.findings().iter().any(|it| it.pointer == "/workflowDefinition/key");
        (is_missing, report.findings().len())
    };
    assert_eq!(missing(0), (false, 1));
    assert_eq!(missing(MAX_FINDINGS), (true, MAX_FINDINGS));
}

#[test]
fn errors_of_the_text_are_kept_up_to_the_limit() {
    for (count, omitted) in [(MAX_FINDINGS, 0), (MAX_FINDINGS + 1, 1)] {
        let items = "'',".repeat(count);
        let text = format!(r#"{{"firstName": "A", "kyc": {{"a": [{items} 1]}}}}"#);
        let report = Linter::new(Context::unknown().at(fixture_time())).lint(text.as_bytes()).report;
        assert_eq!((report.findings().len(), report.omitted()), (MAX_FINDINGS, omitted));
    }
}

#[test]
fn a_sound_payload_beyond_the_limit_is_not_read() {
    let mut payload = br#"{"lastName": "A"}"#.to_vec();
    payload.resize(MAX_BYTES + 1, b' ');
    let linted = Linter::new(Context::unknown()).lint(&payload);
    assert_eq!((linted.kind, linted.report.findings()[0].rule.code), (None, "KYX007"));
}
