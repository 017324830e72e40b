//! Every value of a list is known, at any position.

use kyx_schema::{AccountRequest, Context, Payload, Report};
use rust_iso3166::iso3166_2::SUBDIVISION_COUNTRY_MAP;
use serde_json::{Value, json};

use crate::support::fixture_time;

fn check(field: &str, value: &Value) -> Report {
    let request = json!({
        "customerInternalReference": "order-4711",
        "workflowDefinition": {"key": 777},
        field: value,
    });
    let request: AccountRequest = serde_json::from_value(request).unwrap();
    request.check(&Context::unknown().at(fixture_time()))
}

fn codes(report: &Report) -> Vec<&'static str> {
    report.findings().iter().map(|finding| finding.rule.code).collect()
}

#[test]
fn languages_of_the_web_client() {
    let unknown = check("web", &json!({"locale": "xx"}));
    assert_eq!(codes(&unknown), ["KYX216"]);
    let languages: Vec<_> = unknown.findings()[0].help.split('`').skip(1).step_by(2).collect();
    assert!(languages.len() > 30, "{languages:?}");
    for language in languages {
        let known = check("web", &json!({"locale": language}));
        assert!(known.is_clean(), "{language}: {known}");
    }
}

#[test]
fn states() {
    for (alpha3, alpha2) in [("USA", "US"), ("CAN", "CA"), ("AUS", "AU")] {
        let check = |state: &str| {
            let location = json!({"country": alpha3, "state": state});
            let consent = json!({"obtained": "yes", "obtainedAt": "2024-12-01T00:00:00Z"});
            check(
                "userConsent",
                &json!({"userIp": "203.0.113.7", "userLocation": location, "consent": consent}),
            )
        };
        for subdivision in SUBDIVISION_COUNTRY_MAP[alpha2] {
            let state = &subdivision.code[alpha2.len() + 1..];
            assert!(check(state).is_clean(), "{}: {}", subdivision.code, check(state));
        }
        for other in ["", "A", "ZZ", "ZZZ", "é"] {
            let expected: &[&str] = match other {
                "" if alpha3 == "USA" => &["KYX308"],
                "" => &[],
                _ => &["KYX220"],
            };
            assert_eq!(codes(&check(other)), expected, "{alpha3} {other:?}");
        }
    }
}
