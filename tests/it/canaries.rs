//! No string of a retrieval response, of steps, of a token or of its error is shown, wherever it is.

use std::fmt::Debug;

use kyx_schema::{
    Context, Kind, Payload, RetrievalResponse, StepsResponse, TokenError, TokenResponse,
    lint::Linter,
    reading::{self, Values},
};
use serde_json::{Value, json};

use crate::{
    support::fixture_time,
    whole::{planted, with_every_field, with_unknown_fields},
};

/// Like a name, like a code that a later version of the platform may send, and like the number of a person.
fn canaries() -> [Value; 3] {
    [json!("Zanzibar"), json!("ZANZIBAR"), json!(7_701_234)]
}

/// A payload with every field, unknown fields everywhere, and an unknown capability.
fn whole(kind: Kind) -> Value {
    let schema: Value = serde_json::from_str(kind.schema()).unwrap();
    let mut whole = with_every_field(&schema, &schema);
    if kind == Kind::RetrievalResponse {
        let decision = json!({"type": "REJECTED", "details": {"label": "x"}});
        let credentials = json!([{"id": "x", "category": "x"}]);
        let data = json!({"name": "x", "names": ["x", {"name": "x"}], "age": 1});
        let result = json!({"id": "x", "credentials": credentials, "decision": decision, "data": data});
        whole["capabilities"]["newCheck"] = json!([result, "x", {"decision": "x"}]);
    }
    with_unknown_fields(&mut whole);
    whole
}

/// All that the library shows of a text.
fn shown<T: Payload + Debug>(payload: &Value) -> String {
    let text = payload.to_string();
    let context = Context::unknown().at(fixture_time());
    let mut shown = String::new();
    if let Ok(typed) = serde_json::from_str::<T>(&text) {
        let report = typed.check(&context);
        shown += &format!("{typed:?} {typed:#?} {report} {report:?}");
    }
    for linter in [Linter::new(context), Linter::new(context).kind(T::KIND).with_news()] {
        let report = &linter.lint(text.as_bytes()).report;
        shown += &format!("{report} {report:?}");
        let visibility = linter.visibility(text.as_bytes());
        shown.extend(visibility.public.iter().map(|range| &text[range.clone()]));
    }
    match reading::read(text.as_bytes(), Values::Masked) {
        Ok(reading) => {
            shown += &format!("{reading} {reading:?} {}", serde_json::to_string(&reading).unwrap());
        }
        Err(error) => shown += &format!("{error:?}"),
    }
    shown
}

/// What the methods of meaning return.
fn meaning(payload: &Value) -> String {
    let Ok(response) = serde_json::from_value::<RetrievalResponse>(payload.clone()) else {
        return String::new();
    };
    let documents: Vec<_> = response.documents().collect();
    format!(
        "{:?} {:?} {:?} {:?} {documents:?}",
        response.outcome(),
        response.not_passed(),
        response.why_not_executed(),
        response.fetchable_parts(),
    )
}

fn assert_not_shown<T: Payload + Debug>() {
    let whole = whole(T::KIND);
    for canary in canaries() {
        if T::KIND == Kind::TokenResponse && canary.is_number() {
            continue; // the lifetime of a token is shown
        }
        let payloads = planted(&whole, &canary);
        let canary = canary.as_str().map_or_else(|| canary.to_string(), str::to_owned);
        assert!(payloads.len() > 5, "{}", payloads.len());
        for payload in payloads {
            for shown in [shown::<T>(&payload), meaning(&payload)] {
                assert!(!shown.contains(&canary), "{}\n{payload}\n{shown}", T::KIND);
            }
        }
    }
}

#[test]
fn no_string_of_a_retrieval_response_is_shown() {
    assert_not_shown::<RetrievalResponse>();
}

#[test]
fn no_string_of_steps_is_shown() {
    assert_not_shown::<StepsResponse>();
}

#[test]
fn no_string_of_a_token_or_its_error_is_shown() {
    assert_not_shown::<TokenResponse>();
    assert_not_shown::<TokenError>();
}

/// A value in another form, such as a number in quotes, is still a value.
#[test]
fn no_fix_of_a_request_shows_a_value() {
    let mut fixes = 0;
    for kind in [Kind::AccountRequest, Kind::PreparedData] {
        let schema: Value = serde_json::from_str(kind.schema()).unwrap();
        let whole = with_every_field(&schema, &schema);
        let canaries = [json!(77_017), json!("77017"), json!("za_77017"), json!("49 77017 77017")];
        for payload in canaries.iter().flat_map(|canary| planted(&whole, canary)) {
            let linter = Linter::new(Context::unknown().at(fixture_time()));
            let report = linter.kind(kind).lint(payload.to_string().as_bytes()).report;
            fixes += report.findings().iter().filter(|finding| finding.fix.is_some()).count();
            let shown = serde_json::to_string(report.findings()).unwrap();
            assert!(!shown.contains("77017"), "{payload}\n{shown}");
        }
    }
    assert!(fixes > 30, "{fixes}");
}

#[test]
fn a_fix_shows_what_the_documents_list() {
    let text = r#"{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2},
        "userReference": 4242, "web": {"locale": "za_zb"},
        "userConsent": {"userIp": "203.0.113.7", "userLocation": {"country": "usa"},
        "consent": {"obtained": "YES", "obtainedAt": "2025-01-01T00:00:00+01:00"}}}"#;
    let report = Linter::new(Context::unknown().at(fixture_time())).lint(text.as_bytes()).report;
    let edits: Vec<_> =
        report.findings().iter().filter_map(|it| it.fix.as_ref()).map(|it| &it.edits[0]).collect();
    let shown: Vec<_> = edits.iter().map(|it| (it.text.as_str(), it.is_personal)).collect();
    let expected = [
        (r#""4242""#, true),
        (r#""za-ZB""#, true),
        (r#""USA""#, true), // where a person lives
        (r#""yes""#, false),
        (r#""2024-12-31T23:00:00Z""#, false),
    ];
    assert_eq!(shown, expected);
}
