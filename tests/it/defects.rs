//! For a payload with k independent defects, k findings: no more, no fewer.

use kyx_schema::{Context, lint::Linter};
use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::fixture_time;

/// A defect: where it is planted, what is put there (nothing: the field is removed), and what must be found.
struct Defect {
    at: &'static str,
    value: Option<Value>,
    code: &'static str,
    found_at: &'static str,
}

fn defect(at: &'static str, value: Value, code: &'static str) -> Defect {
    Defect { at, value: Some(value), code, found_at: at }
}

fn missing(at: &'static str, code: &'static str) -> Defect {
    Defect { at, value: None, code, found_at: at }
}

fn request() -> Value {
    json!({
        "customerInternalReference": "order-4711",
        "workflowDefinition": {
            "key": 10011,
            "credentials": [{
                "category": "ID",
                "country": {"predefinedType": "DEFINED", "values": ["USA", "CAN", "AUT"]},
                "type": {"predefinedType": "DEFINED", "values": ["PASSPORT", "VISA"]}
            }],
            "capabilities": {
                "watchlistScreening": {"searchProfile": "abc123"},
                "documentVerification": {"enableExtraction": "false"},
                "ekycCheck": {"searchType": "one"},
                "workflowDecision": {"riskScoreRulesetId": "81c616b7-d47e-4cb2-8c4f-17267f2106f3"}
            }
        },
        "userReference": "customer-4711",
        "reportingCriteria": "spring",
        "callbackUrl": "https://www.yourcompany.com/callback",
        "tokenLifetime": "10m",
        "web": {"successUrl": "https://www.yourcompany.com/success", "errorUrl": "app://error", "locale": "es"},
        "userConsent": {
            "userIp": "226.80.211.232",
            "userLocation": {"country": "USA", "state": "IL"},
            "consent": {"obtained": "yes", "obtainedAt": "2024-07-20T17:20:35.000Z"}
        },
        "overrideSettings": {"crossDeviceOnly": true, "crossDeviceOption": "QR_ONLY"}
    })
}

/// Defects of account requests; those of one list exclude each other.
fn request_defects() -> Vec<Vec<Defect>> {
    let long = |count: usize| json!("x".repeat(count));
    vec![
        vec![
            missing("/customerInternalReference", "KYX102"),
            defect("/customerInternalReference", json!(null), "KYX102"),
            defect("/customerInternalReference", json!(4711), "KYX101"),
            defect("/customerInternalReference", json!(""), "KYX202"),
            defect("/customerInternalReference", json!("a<b"), "KYX203"),
            defect("/customerInternalReference", long(101), "KYX201"),
        ],
        vec![
            missing("/workflowDefinition/key", "KYX102"),
            defect("/workflowDefinition/key", json!([]), "KYX101"),
            defect("/workflowDefinition/key", json!("key"), "KYX219"),
            defect("/workflowDefinition/key", json!(-1), "KYX219"),
        ],
        vec![
            defect("/workflowDefinition/credentials/0/category", json!("id card"), "KYX205"),
            defect("/workflowDefinition/credentials/0/category", json!(1), "KYX101"),
        ],
        vec![
            defect("/workflowDefinition/credentials/0/country/values/1", json!("can"), "KYX206"),
            defect("/workflowDefinition/credentials/0/country/values/1", json!(null), "KYX101"),
            defect("/workflowDefinition/credentials/0/country/values", json!([]), "KYX217"),
            defect("/workflowDefinition/credentials/0/country", json!("USA"), "KYX101"),
            missing("/workflowDefinition/credentials/0/country/values", "KYX102"),
        ],
        vec![defect("/workflowDefinition/credentials/0/type/predefinedType", json!("Defined"), "KYX205")],
        vec![defect("/workflowDefinition/credentials/0/colour", json!("red"), "KYX103")],
        vec![defect(
            "/workflowDefinition/capabilities/watchlistScreening/searchProfile",
            json!("a-b"),
            "KYX223",
        )],
        vec![defect(
            "/workflowDefinition/capabilities/documentVerification/enableExtraction",
            json!("no"),
            "KYX205",
        )],
        vec![defect("/workflowDefinition/capabilities/ekycCheck", json!(true), "KYX101")],
        vec![defect(
            "/workflowDefinition/capabilities/workflowDecision/riskScoreRulesetId",
            json!("1-2"),
            "KYX204",
        )],
        vec![
            defect("/userReference", json!(null), "KYX106"),
            defect("/userReference", long(101), "KYX201"),
            defect("/userReference", json!("john.smith@mymail.com"), "KYX501"),
        ],
        vec![defect("/reportingCriteria", json!({}), "KYX101")],
        vec![
            defect("/callbackUrl", json!("callback"), "KYX207"),
            defect("/callbackUrl", json!("http://www.yourcompany.com"), "KYX227"),
        ],
        vec![
            defect("/tokenLifetime", json!("ten minutes"), "KYX208"),
            defect("/tokenLifetime", json!("61d"), "KYX209"),
        ],
        vec![defect("/web/successUrl", json!("/success"), "KYX207")],
        vec![defect("/web/locale", json!("ES"), "KYX215"), defect("/web/locale", json!("xx"), "KYX216")],
        vec![
            defect("/userConsent/userIp", json!("1.2.3"), "KYX210"),
            missing("/userConsent/userIp", "KYX102"),
        ],
        vec![
            defect("/userConsent/userLocation/country", json!("US"), "KYX206"),
            defect("/userConsent/userLocation/state", json!("Illinois"), "KYX220"),
            missing("/userConsent/userLocation/state", "KYX308"),
            missing("/userConsent/userLocation/country", "KYX102"),
        ],
        vec![
            defect("/userConsent/consent/obtainedAt", json!("2020-01-01T00:00:00.000Z"), "KYX301"),
            defect("/userConsent/consent/obtainedAt", json!("2030-01-01T00:00:00.000Z"), "KYX303"),
            defect("/userConsent/consent/obtainedAt", json!("yesterday"), "KYX211"),
            missing("/userConsent/consent/obtainedAt", "KYX304"),
            defect("/userConsent/consent/obtained", json!("YES"), "KYX205"),
        ],
        vec![defect("/overrideSettings/crossDeviceOnly", json!("true"), "KYX101")],
        vec![defect("/overrideSettings/crossDeviceOption", json!("QR"), "KYX205")],
        vec![defect("/unknown", json!([{"a": null}]), "KYX103")],
    ]
}

fn prepared_data() -> Value {
    json!({
        "firstName": "John", "lastName": "Smith", "sex": "M", "dateOfBirth": "1972-11-16", "nationality": "USA",
        "socialSecurityNumber": "123456789", "email": "email@gmail.com", "phoneNumber": "+15031234567",
        "ipAddress": "::1", "kyc": {"a": 1},
        "address": {"line1": "1 Street", "city": "Portland", "country": "US"},
        "id": {"idNumber": "1", "issuingDate": "2021-01-22", "expiryDate": "2026-01-22"}
    })
}

fn prepared_data_defects() -> Vec<Vec<Defect>> {
    vec![
        vec![defect("/firstName", json!("J<hn"), "KYX203"), defect("/firstName", json!(["John"]), "KYX101")],
        vec![defect("/lastName", json!(null), "KYX106")],
        vec![defect("/sex", json!("male"), "KYX205")],
        vec![
            defect("/dateOfBirth", json!("1972-13-16"), "KYX212"),
            defect("/dateOfBirth", json!("1872-11-16"), "KYX224"),
        ],
        vec![defect("/nationality", json!("American"), "KYX206")],
        vec![defect("/socialSecurityNumber", json!("000456789"), "KYX221")],
        vec![defect("/email", json!("email"), "KYX213"), defect("/email", json!("e;mail@x.y"), "KYX203")],
        vec![defect("/phoneNumber", json!("1503"), "KYX214"), defect("/phoneNumber", json!(1503), "KYX101")],
        vec![defect("/ipAddress", json!("1.2.3"), "KYX210")],
        vec![defect("/kyc", json!("a"), "KYX101")],
        vec![defect("/address/country", json!("Usa"), "KYX206"), defect("/address", json!([]), "KYX101")],
        vec![
            defect("/id/expiryDate", json!("2022-01-22"), "KYX226"),
            defect("/id/issuingDate", json!("2027-01-22x"), "KYX212"),
            defect("/id/expiryDate", json!(2026), "KYX101"),
        ],
        vec![defect("/id/Type", json!("PASSPORT"), "KYX103")],
    ]
}

fn plant(payload: &mut Value, defect: &Defect) {
    let (parent, name) = defect.at.rsplit_once('/').unwrap();
    match (payload.pointer_mut(parent).unwrap(), &defect.value) {
        (Value::Object(fields), Some(value)) => drop(fields.insert(name.to_owned(), value.clone())),
        (Value::Object(fields), None) => drop(fields.remove(name)),
        (Value::Array(items), Some(value)) => items[name.parse::<usize>().unwrap()] = value.clone(),
        _ => panic!("nothing to plant in at {parent}"),
    }
}

/// Plants some of the defects, at most one of each list, and expects to find each of them and nothing else.
fn assert_each_is_found(payload: &Value, defects: &[Vec<Defect>], chosen: &[usize], pretty: bool) {
    let mut payload = payload.clone();
    let mut expected = Vec::new();
    for (list, choice) in defects.iter().zip(chosen) {
        // Each list has as many ways of no defect as it has defects, and some more.
        if let Some(defect) = list.get(choice % (2 * list.len() + 2)) {
            plant(&mut payload, defect);
            expected.push(format!("{} {}", defect.code, defect.found_at));
        }
    }
    let text = if pretty { format!("{payload:#}") } else { payload.to_string() };
    let linted = Linter::new(Context::unknown().at(fixture_time())).lint(text.as_bytes());
    let mut found: Vec<_> =
        linted.report.findings().iter().map(|it| format!("{} {}", it.rule.code, it.pointer)).collect();
    expected.sort();
    found.sort();
    assert_eq!(found, expected, "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, ..ProptestConfig::default() })]

    #[test]
    fn in_account_requests(chosen in prop::collection::vec(any::<usize>(), 30), pretty in any::<bool>()) {
        assert_each_is_found(&request(), &request_defects(), &chosen, pretty);
    }

    #[test]
    fn in_prepared_data(chosen in prop::collection::vec(any::<usize>(), 30), pretty in any::<bool>()) {
        assert_each_is_found(&prepared_data(), &prepared_data_defects(), &chosen, pretty);
    }
}

/// Each defect by itself, which says more clearly what is amiss than all at once.
#[test]
fn each_alone() {
    for (payload, defects) in [(request(), request_defects()), (prepared_data(), prepared_data_defects())] {
        for (index, list) in defects.iter().enumerate() {
            for choice in 0..list.len() {
                let chosen: Vec<_> = defects.iter().map(Vec::len).collect(); // none of any list
                let chosen = [&chosen[..index], &[choice], &chosen[index + 1..]].concat();
                assert_each_is_found(&payload, &defects, &chosen, true);
            }
        }
    }
}
