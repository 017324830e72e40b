//! Redacted payloads have the same structure, and none of the values.

use kyx_schema::{
    Context, Kind,
    input::Format,
    lint::{Linter, MAX_BYTES},
};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::{
    support::{fixture_time, generated},
    whole::{planted, with_every_field, with_unknown_fields},
};

fn linter() -> Linter {
    Linter::new(Context::unknown().at(fixture_time()))
}

/// The same value, with the type of each leaf in its place and without the names of masked keys.
fn structure(value: &Value) -> Value {
    match value {
        Value::Null => Value::Null,
        Value::Bool(_) => json!("boolean"),
        Value::Number(_) => json!("number"),
        Value::String(_) => json!("string"),
        Value::Array(items) => items.iter().map(structure).collect(),
        Value::Object(fields) => {
            let mut fields: Vec<_> = fields.values().map(structure).collect();
            fields.sort_by_key(Value::to_string);
            json!({"fields": fields})
        }
    }
}

fn read(text: &str) -> Value {
    serde_json::from_str(text).unwrap_or_else(|error| panic!("{error}: {text}"))
}

/// Redacts JSON, and checks what is true of any JSON.
fn redacted(linter: &Linter, text: &str) -> String {
    let redacted = linter.redact(text.as_bytes());
    assert_eq!(structure(&read(&redacted)), structure(&read(text)), "{text}\n{redacted}");
    assert_eq!(linter.redact(redacted.as_bytes()), redacted, "{text}");
    redacted
}

fn whole(kind: Kind) -> Value {
    let schema: Value = serde_json::from_str(kind.schema()).unwrap();
    with_every_field(&schema, &schema)
}

#[test]
fn what_is_public_stays() {
    let text = r#"{
  "customerInternalReference": "order-4711",
  "workflowDefinition": {"key": 2, "credentials": [{"category": "ID", "country": {"values": ["USA"]}}]},
  "userConsent": {"userIp": "203.0.113.7", "consent": {"obtained": "yes", "obtainedAt": "2025-01-01T00:00:00Z"}},
  "age": -7.5, "vip": true, "note": null
}"#;
    let expected = r#"{
  "customerInternalReference": "•••",
  "workflowDefinition": {"key": 2, "credentials": [{"category": "ID", "country": {"values": ["USA"]}}]},
  "userConsent": {"userIp": "•••", "consent": {"obtained": "yes", "obtainedAt": "2025-01-01T00:00:00Z"}},
  "age": 0, "vip": false, "note": null
}"#;
    assert_eq!(redacted(&linter(), text), expected);
}

#[test]
fn keys_that_may_be_values_are_numbered() {
    let text = r#"{"firstName": "Jane", "kyc": {"Jane": 1, "Doe": [{"Jane": "\"}"}, {"Doe": true}]}}"#;
    let expected = r#"{"firstName": "•••", "kyc": {"•••1": 0, "•••2": [{"•••1": "•••"}, {"•••2": false}]}}"#;
    assert_eq!(redacted(&linter(), text), expected);
}

/// Also where a text goes on after its end.
#[test]
fn the_same_key_has_the_same_number_wherever_it_is() {
    let text = r#"{"firstName": "x", "kyc": {"Jane": 1}} {"Jane": 2, "Doe": 3}"#;
    let expected = r#"{"firstName": "•••", "kyc": {"•••1": 0}} {"•••1": 0, "•••2": 0}"#;
    assert_eq!(linter().kind(Kind::PreparedData).redact(text.as_bytes()), expected);
}

#[test]
fn the_kind_is_the_same_after_redaction() {
    // Half of the keys are of prepared data, and one of these is written in another way.
    for key in ["first name", "First-Name", "first.name", "FIRST_NAME"] {
        let text = format!(r#"{{"lastName": "Doe", "{key}": "Jane", "a,": 1, "b:": 2}}"#);
        let redacted = redacted(&linter(), &text);
        assert!(redacted.contains(key), "{redacted}");
    }
}

#[test]
fn of_unknown_kinds_nothing_stays_but_structure() {
    let text = r#"{"na\"me": "Jane, {Doe}", "list": ["a: b", -1e9, true, null, {}, ""], "na\"me" : 1}"#;
    let expected = r#"{"•••1": "•••", "•••2": ["•••", 0, false, null, {}, ""], "•••1" : 0}"#;
    assert_eq!(redacted(&linter(), text), expected);
}

#[test]
fn keys_are_masked_where_the_structure_is_in_doubt() {
    for text in [r#"{"firstName", "Zanzibar": 1}"#, r#"{"firstName": "x" "Zanzibar": 1}"#] {
        let redacted = linter().kind(Kind::PreparedData).redact(text.as_bytes());
        assert!(!redacted.contains("Zanzibar"), "{redacted}");
    }
    let redacted = linter().kind(Kind::PreparedData).redact(b"{\"firstName\": \"\xFF\", \"Zanzibar\": 1}");
    assert!(!redacted.contains("Zanzibar"), "{redacted}");
}

#[test]
fn numbers_of_any_size_become_zero() {
    let text = r#"{"firstName": 1e400, "lastName": -123456789012345678901234567890.5E-7}"#;
    assert_eq!(linter().redact(text.as_bytes()), r#"{"firstName": 0, "lastName": 0}"#);
    let text = r#"{"firstName": 12ab, "lastName": -}"#;
    assert_eq!(linter().redact(text.as_bytes()), r#"{"firstName": •••, "lastName": •••}"#);
}

#[test]
fn larger_files_are_redacted_as_those_of_unknown_kinds() {
    let members = "\"Jane\": \"Doe \\\\\", \"x\": 4711,\n".repeat(MAX_BYTES / 25);
    let redacted = linter().redact(format!("{{{members}\"y\": 1}}").as_bytes());
    assert!(redacted.starts_with("{\"•••1\": \"•••\", \"•••2\": 0,\n"));
    assert!(redacted.ends_with("\"•••3\": 0}"));
    assert!(!redacted.contains("Doe") && !redacted.contains("4711"));
}

#[test]
fn bytes_that_are_not_unicode_and_a_byte_order_mark() {
    assert_eq!(
        linter().redact(b"\xEF\xBB\xBF{\"firstName\": \"J\xFF\"}"),
        "\u{FEFF}{\"firstName\": \"•••\"}"
    );
    assert_eq!(linter().redact(b""), "");
}

#[test]
fn canaries_are_never_left_in_any_kind() {
    for kind in Kind::ALL.iter().copied() {
        for canary in [json!("Zanzibar"), json!("ZANZIBAR"), json!(-7_701_234.5)] {
            for payload in planted(&whole(kind), &canary) {
                let text = payload.to_string();
                let canary = canary.as_str().map_or_else(|| canary.to_string(), str::to_owned);
                for linter in [linter(), linter().kind(kind)] {
                    let redacted = redacted(&linter, &text);
                    assert!(!redacted.contains(&canary), "{kind}\n{text}\n{redacted}");
                }
            }
        }
    }
}

#[test]
fn pointers_of_known_fields_stay() {
    for kind in Kind::ALL.iter().copied() {
        let mut payload = whole(kind);
        with_unknown_fields(&mut payload);
        let redacted = read(&redacted(&linter().kind(kind), &payload.to_string()));
        for (key, _) in whole(kind).as_object().unwrap() {
            assert!(redacted.get(key).is_some(), "{kind} {key}");
        }
    }
}

fn json_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>().prop_map(Value::from),
        any::<String>().prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 40, 6, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::hash_map(any::<String>(), inner, 0..6)
                .prop_map(|fields| fields.into_iter().collect()),
        ]
    })
}

proptest! {
    #![proptest_config(generated(1000))]

    #[test]
    fn any_json_keeps_its_structure(value in json_value(), kind in prop::sample::select(Kind::ALL.to_vec())) {
        let text = serde_json::to_string_pretty(&value).unwrap();
        redacted(&linter(), &text);
        redacted(&linter().kind(kind), &text);
    }

    #[test]
    fn any_text_can_be_redacted(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        let _ = linter().redact(&bytes);
    }
}

#[test]
fn a_file_with_calls() {
    let curl = "curl -X POST https://account.emea-1.jumio.ai/api/v1/accounts \\\n  \
        -H 'Authorization: Bearer Zanzibar' -H \"User-Agent: Zanzibar\" \\\n  \
        -d '{\"userReference\": \"Zanzibar\", \"workflowDefinition\": {\"key\": 2}, \"Zanzibar\": 1}'\n";
    let redacted = linter().redact_file(curl.as_bytes(), Format::Curl);
    insta::assert_snapshot!(redacted);
}

#[test]
fn of_a_word_that_only_begins_like_a_command_nothing_stays() {
    for command in
        ["curl\\\"Zanzibar\" https://example.com", "curl.exe`Zanzibar https://example.com `\n  -d 1"]
    {
        let redacted = linter().redact_file(command.as_bytes(), Format::Curl);
        assert!(!redacted.contains("anzibar"), "{redacted}");
    }
    let redacted = linter().redact_file(b"curl.exe -d Zanzibar https://example.com", Format::Curl);
    assert!(redacted.starts_with("curl.exe -d "), "{redacted}");
    assert!(!redacted.contains("anzibar"), "{redacted}");
}

#[test]
fn the_comment_of_a_file_stays() {
    let rest = "Zanzibar Zanzibar Zanzibar Zanzibar\nPUT https://account.emea-1.jumio.ai/api/v1/accounts/\n";
    for (comment, format) in [
        ("# kyx: channel=web operation=update", Format::Http),
        ("\u{FEFF}  // kyx: kind=account-request", Format::Http),
        ("#kyx: channel=api", Format::Curl),
        ("<!-- kyx: channel=sdk -->", Format::Markdown),
    ] {
        let redacted = linter().redact_file(format!("{comment}\n{rest}").as_bytes(), format);
        assert!(redacted.starts_with(&format!("{comment}\n")) && !redacted.contains("anz"), "{redacted}");
    }
    let redacted = linter().redact_file(b"# Jane\n# kyx: channel=Zanzibar Zanzibar\n", Format::Curl);
    assert!(
        redacted.contains("# kyx: ") && !redacted.contains("Jane") && !redacted.contains("Zanzibar"),
        "{redacted}"
    );
}

#[test]
fn what_adjoins_a_variable_is_masked() {
    let members = [r#"$MORE"Zanzibar"#, r#"{{more}}Zanzibar"#, r#""$MORE"Zanzibar"#, r#""${MORE}Zanzibar""#];
    let values = [r#""a": $VALUE"Zanzibar""#, r#""a": '"$VALUE"Zanzibar'"#, r#""a": "'"$VALUE"Zanzibar'""#];
    for part in members.into_iter().chain(values) {
        for quote in ["'", "\"", "'\"'\"", ""] {
            let curl = format!(
                "curl https://account.emea-1.jumio.ai/api/v1/accounts -d '{{\"b\": 1, {quote}{part}{quote} }}'"
            );
            let redacted = linter().redact_file(curl.as_bytes(), Format::Curl);
            assert!(!redacted.contains("anzibar"), "{curl}\n{redacted}");
        }
    }
}

/// Has more digits than the name of a field, which would be shown.
const CANARY: &str = "Zanzibar7701234";

/// The files of `tests/inputs/` with their formats.
fn inputs() -> Vec<(String, Format)> {
    let files = std::fs::read_dir("tests/inputs").unwrap().map(|file| file.unwrap().path());
    let texts = files.map(|path| std::fs::read_to_string(path).unwrap());
    texts
        .filter_map(|text| Some((Format::detect(&text)?, text)))
        .map(|(format, text)| (text, format))
        .collect()
}

proptest! {
    #![proptest_config(generated(1000))]

    /// As above where files are not what they should be: without some of their syntax.
    #[test]
    fn canaries_are_never_left_in_a_broken_file(
        (text, format) in prop::sample::select(inputs()),
        lost in prop::collection::vec(any::<prop::sample::Index>(), 0..4),
        at in any::<prop::sample::Index>(),
    ) {
        let mut text = text;
        for index in lost {
            let syntax: Vec<_> = text.match_indices(['"', '\'', '\\', '{', '}', '$', ':', ',', '\n']).collect();
            let at = index.get(&syntax).0;
            text.remove(at);
        }
        text.insert_str(text.floor_char_boundary(at.index(text.len())), CANARY);
        let redacted = linter().redact_file(text.as_bytes(), format);
        prop_assert!(!redacted.contains(CANARY), "{text}\n{redacted}");
    }
}

#[test]
fn a_har_stays_json() {
    let body =
        json!({"userReference": "Zan\"zibar", "workflowDefinition": {"key": 2}, "Zan zibar": [1, true]});
    let har = json!({"log": {"entries": [{
        "request": {
            "method": "POST", "url": "https://account.emea-1.jumio.ai/api/v1/accounts?x=Zanzibar",
            "headers": [{"name": "Authorization", "value": "Bearer \"Zanzibar\", {1}"}],
            "postData": {"mimeType": "application/json", "text": body.to_string()},
        },
        "response": {"status": 200, "headers": [], "content": {"size": 7_701_234, "text": "Zanzibar"}},
    }]}});
    let redacted = linter().redact_file(har.to_string().as_bytes(), Format::Har);
    assert_eq!(structure(&read(&redacted)), structure(&har), "{redacted}");
    assert!(!redacted.contains("anzibar") && !redacted.contains("zibar") && !redacted.contains("7701234"));
    insta::assert_snapshot!(redacted);
}
