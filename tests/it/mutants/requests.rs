//! Account requests on both sides of each rule across fields.

use kyx_schema::workflow::WORKFLOWS;
use serde_json::{Value, json};

use super::values::IDS;

/// Account requests on both sides of each rule across fields.
pub(crate) fn requests() -> Vec<Value> {
    let mut requests = Vec::new();
    let own = 4711;
    for key in WORKFLOWS.iter().map(|workflow| workflow.key).chain([own]) {
        for credentials in lists_of_credentials() {
            for consent in [None, Some(user_consent("DEU", &json!({"obtained": "na"})))] {
                requests.push(request(&json!(key), Some(&credentials), consent.as_ref()));
            }
        }
        let named = with_field(request(&json!(key.to_string()), None, None), "userReference", json!("x"));
        requests.extend([named.clone(), with_field(named, "userReference", Value::Null)]);
    }
    for key in [json!(2), json!(9), json!("9"), json!(10011), json!(own)] {
        for consent in consents() {
            requests.push(request(&key, None, Some(&consent)));
            requests.push(request(&key, Some(&json!([{"category": "ID", "id": IDS[0]}])), Some(&consent)));
        }
    }
    requests.extend(typed_credentials().map(|it| request(&json!(own), Some(&json!([it])), None)));
    requests
}

fn request(key: &Value, credentials: Option<&Value>, consent: Option<&Value>) -> Value {
    let mut definition = json!({"key": key});
    if let Some(credentials) = credentials {
        definition["credentials"] = credentials.clone();
    }
    let request = json!({"customerInternalReference": "x", "workflowDefinition": definition});
    consent.map_or(request.clone(), |consent| with_field(request, "userConsent", consent.clone()))
}

fn with_field(mut object: Value, name: &str, value: Value) -> Value {
    object[name] = value;
    object
}

fn lists_of_credentials() -> Vec<Value> {
    let new = |category: &str| json!({"category": category});
    let existing = |category: &str| json!({"category": category, "id": IDS[0]});
    let document =
        json!({"category": "DOCUMENT", "country": {"values": ["USA"]}, "type": {"values": ["BS"]}});
    let mut lists = vec![Value::Null, json!([]), json!([{}]), json!([{"id": IDS[0]}]), json!([document])];
    for category in ["ID", "SELFIE", "FACEMAP"] {
        lists.extend([json!([new(category)]), json!([existing(category)])]);
    }
    lists.extend([
        json!([existing("DOCUMENT")]),
        json!([{"category": "ID", "id": null}]),
        json!([new("ID"), new("SELFIE")]),
        json!([new("ID"), existing("FACEMAP")]),
        json!([new("ID"), new("SELFIE"), new("ID")]),
    ]);
    lists
}

fn user_consent(country: &str, consent: &Value) -> Value {
    json!({"userIp": "1.2.3.4", "userLocation": {"country": country}, "consent": consent})
}

fn consents() -> impl Iterator<Item = Value> {
    let decisions = [None, Some(Value::Null), Some(json!("yes")), Some(json!("no")), Some(json!("na"))];
    let times = [None, Some(Value::Null), Some(json!("2024-07-20T17:20:35Z"))];
    let mut consents = vec![Value::Null];
    for decision in &decisions {
        for time in &times {
            let fields = [("obtained", decision), ("obtainedAt", time)];
            consents
                .push(fields.into_iter().filter_map(|(name, value)| Some((name, value.clone()?))).collect());
        }
    }
    ["USA", "DEU"].into_iter().flat_map(move |country| {
        consents.iter().map(|consent| user_consent(country, consent)).collect::<Vec<_>>()
    })
}

/// Each category with each type, and with zero, one and two values of each choice.
fn typed_credentials() -> impl Iterator<Item = Value> {
    let codes =
        ["PASSPORT", "VISA", "IPROOV_STANDARD", "JUMIO_STANDARD", "BS", "WWCC", "CUSTOM", "OTHER", "x", ""];
    let choices =
        [json!(null), json!({"values": []}), json!({"values": ["USA"]}), json!({"values": ["USA", "DEU"]})];
    let types =
        [json!(null), json!({"values": []}), json!({"values": ["BS"]}), json!({"values": ["BS", "UB"]})];
    let of_code = move |category| {
        codes.map(
            |code| json!({"category": category, "country": {"values": ["USA"]}, "type": {"values": [code]}}),
        )
    };
    let counted = choices.into_iter().flat_map(move |country| {
        types.clone().map(|of_type| json!({"category": "DOCUMENT", "country": country, "type": of_type}))
    });
    ["ID", "DOCUMENT", "SELFIE", "FACEMAP"].into_iter().flat_map(of_code).chain(counted)
}
