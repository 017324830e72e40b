//! What Postman sends.

use kyx_schema::{Context, input::Format, lint::Linter};
use serde_json::{Value, json};

use super::{found, lint};

const URL: &str = "https://account.emea-1.jumio.ai/api/v1/accounts";

fn collection(item: &Value) -> String {
    json!({"info": {"_postman_id": "5b2c", "name": "KYX"}, "item": [item]}).to_string()
}

fn request(request: &Value) -> String {
    collection(&json!({"name": "Create", "request": request}))
}

#[test]
fn requests_in_up_to_31_folders_are_read() {
    let in_folders = |count: usize| {
        let request = json!({"name": "Create", "request": {"method": "PUT", "url": URL}});
        let item = (0..count).fold(request, |item, _| json!({"name": "Folder", "item": [item]}));
        found(&collection(&item), Format::Postman).len()
    };
    assert_eq!([1, 30, 31, 32, 33].map(in_folders), [1, 1, 1, 0, 0]);
}

#[test]
fn the_mode_of_a_body_tells_the_content_type() {
    let raw =
        |language: &str| json!({"mode": "raw", "raw": "{}", "options": {"raw": {"language": language}}});
    let form = |mode: &str| json!({"mode": mode, mode: [{"key": "a", "value": "b"}]});
    let parts = "https://upload.emea-1.jumio.ai/api/v1/accounts/11111111-1111-1111-1111-aaaaaaaaaaaa\
        /workflow-executions/22222222-2222-2222-2222-aaaaaaaaaaaa/credentials\
        /33333333-3333-3333-3333-aaaaaaaaaaaa/parts/FRONT";
    let token = "https://auth.emea-1.jumio.ai/oauth2/token";
    let sent_as =
        |media_type: &str| format!("sent as {media_type}, because there is no `Content-Type` header");
    for (url, body, expected) in [
        (URL, form("formdata"), Some(sent_as("multipart/form-data"))),
        (URL, form("urlencoded"), Some(sent_as("application/x-www-form-urlencoded"))),
        (URL, raw("text"), Some(sent_as("text/plain"))),
        (URL, raw("xml"), Some(sent_as("application/xml"))),
        (URL, raw("json"), None),
        (URL, raw("javascript"), None),
        (URL, json!({"mode": "file", "file": {"src": "/a.json"}}), None),
        (parts, form("formdata"), None),
        (parts, raw("json"), Some(sent_as("application/json"))),
        (token, form("urlencoded"), None),
        (token, form("formdata"), Some(sent_as("multipart/form-data"))),
    ] {
        let text = request(&json!({"method": "POST", "url": url, "body": body}));
        let parts = lint(&text, Format::Postman);
        let findings = parts[0].linted.report.findings().iter();
        let message = findings.filter(|it| it.rule.code == "KYX807").map(|it| it.message.to_string()).next();
        assert_eq!(message, expected, "{text}");
    }
}

#[test]
fn the_content_type_of_a_file_is_checked() {
    let text = request(&json!({
        "method": "POST", "url": URL, "header": [{"key": "Content-Type", "value": "text/csv"}],
        "body": {"mode": "file", "file": {"src": "/a.json"}},
    }));
    assert_eq!(found(&text, Format::Postman), [("KYX807", "text/csv")]);
}

/// Version 2.0 of collections has objects in place of the lists.
#[test]
fn passwords_are_found_and_hidden() {
    let secret = "c2lnbmF0dXJlc2lnbmF0dXJl";
    for (method, key) in [
        ("bearer", "token"),
        ("basic", "password"),
        ("apikey", "value"),
        ("oauth2", "clientSecret"),
        ("oauth2", "accessToken"),
    ] {
        let list =
            json!([{"key": "username", "value": "x"}, {"key": key, "value": secret, "type": "string"}]);
        for attributes in [list, json!({"username": "x", key: secret})] {
            let auth = json!({"type": method, method: attributes});
            let text = request(&json!({"method": "POST", "url": URL, "auth": auth}));
            assert_eq!(found(&text, Format::Postman), [("KYX805", secret)], "{text}");
            let redacted = Linter::new(Context::unknown()).redact_file(text.as_bytes(), Format::Postman);
            assert!(!redacted.contains(secret), "{redacted}");
            let text = text.replace(secret, "{{secretOfTheAccount1}}");
            assert_eq!(found(&text, Format::Postman), [], "{text}");
        }
    }
    let auth = json!({"type": "basic", "basic": [{"key": "username", "value": secret}]});
    let text = request(&json!({"method": "POST", "url": URL, "auth": auth}));
    assert_eq!(found(&text, Format::Postman), []);
}

#[test]
fn escapes_of_the_collection_are_those_of_json() {
    for (escape, c) in
        [("\\b", "U+0008"), ("\\f", "U+000C"), ("\\n", "U+000A"), ("\\r", "U+000D"), ("\\t", "U+0009")]
    {
        let text = request(
            &json!({"method": "POST", "url": URL, "body": {"mode": "raw", "raw": "{\"firstName\": \"A@B\"}"}}),
        );
        let text = text.replace('@', escape);
        let parts = lint(&text, Format::Postman);
        let findings = parts[0].linted.report.findings();
        let finding = findings.iter().find(|it| it.rule.code == "KYX001").expect(&text);
        let range = finding.range.unwrap();
        assert_eq!(&text[range.start.offset..range.end.offset], escape, "{text}");
        assert!(finding.message.contains(c), "{}", finding.message);
    }
}
