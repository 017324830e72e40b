//! What the library tells editors about places of a text.

use kyx_schema::{
    Kind,
    lint::{Completion, JsonType, Outline},
};

const REQUEST: &str = r#"{
  "customerInternalReference": "order-4711",
  "workflowDefinition": {"key": 10011, "credentials": [{"category": "ID", "country": {"values": ["DEU", "é😀"]}}]},
  "userConsent": {"userLocation": {"country": "USA"}, "consent": {"obtained": "yes", "obtainedAt": "2024-02-29T12:00:00Z"}}
}"#;

/// What may be typed at the mark, and the text that it replaces.
fn complete(marked: &str) -> (String, Vec<String>) {
    let offset = marked.find('|').unwrap();
    let text = marked.replacen('|', "", 1);
    let (range, completion) = Outline::new(&text, Kind::AccountRequest).complete(offset).unwrap();
    let names = match completion {
        Completion::Key(fields) => fields.iter().map(|field| field.name.to_owned()).collect(),
        Completion::Value(values) => values.iter().map(|value| value.json.clone()).collect(),
    };
    (text[range].to_owned(), names)
}

#[test]
fn fields_are_completed_where_a_text_breaks_off() {
    for (marked, replaced, first) in [
        (r#"{|"#, "", "customerInternalReference"),
        (r#"{|}"#, "", "customerInternalReference"),
        (r#"{|"workflowDefinition": {}}"#, "", "customerInternalReference"),
        (r#"{"customerInternalReference": "a", |"#, "", "workflowDefinition"),
        (r#"{"customerInternalReference": "a", work|"#, "work", "workflowDefinition"),
        (r#"{"customerInternalReference": "a", "work|"#, "\"work", "workflowDefinition"),
        (r#"{"customerInternalReference": "a", "work|": {"key": 2}}"#, "\"work\"", "workflowDefinition"),
        (
            "{\"customerInternalReference\": \"a\", \"work|\n \"userReference\": \"b\"}",
            "\"work",
            "workflowDefinition",
        ),
        (r#"{"workflowDefinition": {"key": 2}, "userConsent": {"userLocation": {}, |}}"#, "", "userIp"),
        (r#"{"workflowDefinition": {"credentials": [{}, {|}]}}"#, "", "category"),
    ] {
        let (token, names) = complete(marked);
        assert_eq!((token.as_str(), names[0].as_str()), (replaced, first), "{marked}");
    }
}

#[test]
fn fields_that_are_there_are_not_offered() {
    let (_, names) = complete(r#"{"customerInternalReference": "a", |, "workflowDefinition": {"key": 2}}"#);
    assert!(
        !names.iter().any(|name| name == "customerInternalReference" || name == "workflowDefinition"),
        "{names:?}"
    );
    // The one that is typed is.
    let (_, names) = complete(r#"{"customerInternalRef|erence": "a"}"#);
    assert_eq!(names[0], "customerInternalReference");
}

#[test]
fn values_are_completed() {
    for (marked, replaced, value) in [
        (r#"{"userConsent": {"userLocation": {"country": |}}}"#, "", "\"DEU\""),
        (r#"{"userConsent": {"userLocation": {"country": "D|"}}}"#, "\"D\"", "\"DEU\""),
        (r#"{"userConsent": {"userLocation": {"country": "D|"#, "\"D", "\"DEU\""),
        (r#"{"workflowDefinition": {"credentials": [{"country": {"values": ["USA", |"#, "", "\"DEU\""),
        (r#"{"workflowDefinition": {"credentials": [{"country": {"values": ["D|"#, "\"D", "\"DEU\""),
        ("{\"userConsent\": {\"userLocation\": {\"country\": \"D|EU\n\"}}}", "\"DEU", "\"DEU\""),
        (r#"{"workflowDefinition": {"key": 100|}}"#, "100", "10011"),
        (r#"{"userConsent": {"consent": {"obtained": "|"}}}"#, "\"\"", "\"yes\""),
        (r#"{"overrideSettings": {"crossDeviceOnly": |}}"#, "", "true"),
    ] {
        let (token, values) = complete(marked);
        assert_eq!(token, replaced, "{marked}");
        assert!(values.iter().any(|it| it == value), "{marked}: {values:?}");
    }
}

#[test]
fn codes_have_names() {
    let outline = Outline::new(REQUEST, Kind::AccountRequest);
    let entry = |pointer: &str| outline.entries().iter().find(|it| it.pointer == pointer).unwrap();
    let country = entry("/userConsent/userLocation/country");
    assert_eq!(outline.name(country).as_deref(), Some("United States of America"));
    assert_eq!(outline.meaning(country), outline.name(country));
    let in_list = entry("/workflowDefinition/credentials/0/country/values/0");
    assert_eq!(outline.name(in_list).as_deref(), Some("Germany"));
    assert!(outline.name(entry("/workflowDefinition/key")).is_some());
    let obtained = entry("/userConsent/consent/obtained");
    assert_eq!(
        (outline.name(obtained), outline.meaning(obtained).as_deref()),
        (None, Some("The end user consented."))
    );
    let end = outline.consent_end(entry("/userConsent/consent/obtainedAt")).unwrap();
    assert_eq!(end.to_string(), "2027-02-28 12:00:00 UTC");
    assert_eq!(entry("/workflowDefinition").json_type, Some(JsonType::Object));
    assert!(outline.description("/userConsent/userLocation").contains("Source:"));
    assert_eq!(outline.description("/nothing/here"), "");
}

#[test]
fn a_place_is_that_of_the_innermost_key_or_value() {
    let outline = Outline::new(REQUEST, Kind::AccountRequest);
    let place = |text: &str| REQUEST.find(text).unwrap();
    let (key, item) = (place("\"key\""), place("\"DEU\""));
    for (offset, pointer, depth) in [
        (0, "", 0),
        (key - 1, "/workflowDefinition", 1),
        (key, "/workflowDefinition/key", 2),
        (key + "\"key\"".len(), "/workflowDefinition/key", 2),
        (key + "\"key\":".len(), "/workflowDefinition", 1),
        (key + "\"key\": ".len(), "/workflowDefinition/key", 2),
        (key + "\"key\": 10011".len(), "/workflowDefinition/key", 2),
        (key + "\"key\": 10011,".len(), "/workflowDefinition", 1),
        (item, "/workflowDefinition/credentials/0/country/values/0", 6),
        (item + "\"DEU\"".len(), "/workflowDefinition/credentials/0/country/values/0", 6),
    ] {
        let entry = outline.at(offset).unwrap();
        assert_eq!((entry.pointer.as_str(), entry.depth), (pointer, depth), "{offset}");
    }
    assert!(outline.at(REQUEST.len() + 1).is_none());
}

#[test]
fn meanings_are_those_of_the_values() {
    let text = r#"{"workflowDefinition": {"key": "10013"}, "userReference": "2024-02-29T12:00:00Z"}"#;
    let outline = Outline::new(text, Kind::AccountRequest);
    let entry = |pointer: &str| outline.entries().iter().find(|it| it.pointer == pointer).unwrap();
    let name = outline.name(entry("/workflowDefinition/key")).unwrap();
    assert!(name.contains("Proof of Residency"), "{name}");
    assert_eq!(outline.consent_end(entry("/userReference")), None);
}

#[test]
fn fields_have_the_type_of_their_values() {
    let fields = |text: &str| match Outline::new(text, Kind::AccountRequest).complete(text.len()) {
        Some((_, Completion::Key(fields))) => fields,
        other => panic!("{other:?}"),
    };
    let json_type =
        |text: &str, name: &str| fields(text).iter().find(|it| it.name == name).unwrap().json_type;
    assert_eq!(json_type("{", "userReference"), Some(JsonType::String));
    assert_eq!(json_type("{", "workflowDefinition"), Some(JsonType::Object));
    assert_eq!(json_type("{\"workflowDefinition\": {", "credentials"), Some(JsonType::Array));
    assert_eq!(json_type("{\"workflowDefinition\": {", "key"), None);
    assert_eq!(json_type("{\"overrideSettings\": {", "crossDeviceOnly"), Some(JsonType::Boolean));
}

#[test]
fn every_place_of_a_broken_text_can_be_asked_about() {
    for end in (0..=REQUEST.len()).filter(|end| REQUEST.is_char_boundary(*end)) {
        let text = &REQUEST[..end];
        let outline = Outline::new(text, Kind::AccountRequest);
        for entry in outline.entries() {
            assert!(text.get(entry.value.clone()).is_some());
            assert!(entry.key.as_ref().is_none_or(|key| text.get(key.clone()).is_some()));
            _ = (outline.meaning(entry), outline.consent_end(entry));
        }
        for offset in (0..=end).step_by(5).chain([end]) {
            _ = outline.at(offset);
            if let Some((range, _)) = outline.complete(offset) {
                assert!(range.start <= offset && offset <= range.end && text.get(range).is_some());
            }
        }
    }
}

#[test]
fn no_debug_output_repeats_the_text() {
    let outline = Outline::new(r#"{"Canary": {"Canary": "Canary"}}"#, Kind::AccountRequest);
    let shown = format!("{outline:?} {:?}", outline.entries());
    assert!(
        shown.contains("AccountRequest") && shown.contains("0..32") && !shown.contains("Canary"),
        "{shown}"
    );
}
