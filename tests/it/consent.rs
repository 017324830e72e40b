//! The age of a consent, to the millisecond.

use kyx_schema::{
    AccountRequest, Consent, Context, CountryCode, Payload, Timestamp, UserConsent, UserLocation,
    WorkflowDefinition, lint::Linter,
};

use crate::support::time;

/// The codes of the findings for a consent given at one time and checked at another.
fn codes(obtained_at: &str, now: &str) -> Vec<&'static str> {
    let mut consent =
        UserConsent::new("226.80.211.232".parse().unwrap(), UserLocation::new("DEU".parse().unwrap()));
    consent.consent = Some(Consent::given(obtained_at.parse::<Timestamp>().unwrap()));
    let mut request = AccountRequest::new("order-4711", WorkflowDefinition::new(2));
    request.user_consent = Some(consent);
    let report = request.check(&Context::unknown().at(time(now)));
    report.findings().iter().map(|finding| finding.rule.code).collect()
}

#[test]
fn a_consent_is_valid_for_exactly_three_calendar_years() {
    const GIVEN: &str = "2022-07-20T17:20:35.000Z";
    assert_eq!(codes(GIVEN, "2025-06-20T17:20:34.999Z"), [""; 0]);
    assert_eq!(codes(GIVEN, "2025-06-20T17:20:35.000Z"), ["KYX302"]);
    assert_eq!(codes(GIVEN, "2025-07-20T17:20:35.000Z"), ["KYX302"]);
    assert_eq!(codes(GIVEN, "2025-07-20T17:20:35.001Z"), ["KYX301"]);
}

#[test]
fn a_consent_of_a_leap_day_expires_on_28_february() {
    const GIVEN: &str = "2024-02-29T12:00:00.000Z";
    assert_eq!(codes(GIVEN, "2027-02-28T12:00:00.000Z"), ["KYX302"]);
    assert_eq!(codes(GIVEN, "2027-02-28T12:00:00.001Z"), ["KYX301"]);
    // Three years with a leap day are a day longer.
    assert_eq!(codes("2021-02-28T12:00:00.000Z", "2024-02-28T12:00:00.000Z"), ["KYX302"]);
    assert_eq!(codes("2021-03-01T12:00:00.000Z", "2024-03-01T12:00:00.000Z"), ["KYX302"]);
    assert_eq!(codes("2021-03-01T12:00:00.000Z", "2024-03-01T12:00:00.001Z"), ["KYX301"]);
}

#[test]
fn a_clock_may_be_five_minutes_ahead() {
    assert_eq!(codes("2025-01-01T00:05:00.000Z", "2025-01-01T00:00:00.000Z"), [""; 0]);
    assert_eq!(codes("2025-01-01T00:05:00.001Z", "2025-01-01T00:00:00.000Z"), ["KYX303"]);
}

#[test]
fn offsets_are_taken_into_account() {
    // The same instant as 2022-07-20T17:20:35Z, so both rules see the same age.
    const GIVEN: &str = "2022-07-21T02:20:35.000+09:00";
    assert_eq!(codes(GIVEN, "2025-07-20T17:20:35.000Z"), ["KYX211", "KYX302"]);
    assert_eq!(codes(GIVEN, "2025-07-20T17:20:35.001Z"), ["KYX211", "KYX301"]);
    assert_eq!(codes("2025-01-01T01:05:00.001+01:00", "2025-01-01T00:00:00Z"), ["KYX211", "KYX303"]);
    assert_eq!(codes("2024-12-31T23:05:00.000-01:00", "2025-01-01T00:00:00Z"), ["KYX211"]);
}

#[test]
fn the_first_and_last_years_are_handled() {
    assert!("0000-12-31T23:59:59Z".parse::<Timestamp>().is_err(), "not all readers support this year");
    assert_eq!(codes("0001-01-01T00:00:00Z", "2025-01-01T00:00:00Z"), ["KYX301"]);
    assert_eq!(codes("9999-12-31T23:59:59Z", "2025-01-01T00:00:00Z"), ["KYX303"]);
}

/// The term that the linter reads from a request with this consent.
fn term(consent: &str) -> (Option<String>, Option<&'static str>) {
    let workflow = r#""customerInternalReference": "order-4711", "workflowDefinition": {"key": 2}"#;
    let text = format!(r#"{{{workflow}, "userConsent": {consent}}}"#);
    let term = Linter::new(Context::unknown()).lint(text.as_bytes()).consent;
    (term.until.map(|until| until.to_rfc3339()), term.country.map(CountryCode::as_str))
}

#[test]
fn the_term_of_a_consent_is_read_from_sound_and_broken_requests() {
    const COUNTRY: &str = r#""userLocation": {"country": "DEU"}"#;
    const IP: &str = r#""userIp": "203.0.113.7""#;
    let with = |ip: &str, consent: &str| term(&format!(r#"{{{ip}, {COUNTRY}, "consent": {{{consent}}}}}"#));
    let given = r#""obtained": "yes", "obtainedAt": "2022-07-20T17:20:35Z""#;
    let until = (Some("2025-07-20T17:20:35+00:00".to_owned()), Some("DEU"));
    // Sound; of another type; with a field that is unknown; with a trailing comma.
    assert_eq!(with(IP, given), until);
    assert_eq!(with(r#""userIp": "here""#, given), until);
    assert_eq!(with(IP, &format!(r#"{given}, "source": "web""#)), until);
    assert_eq!(with(IP, &format!("{given},")), until);
    let none = (None, Some("DEU"));
    assert_eq!(with(IP, r#""obtained": "no", "obtainedAt": "2022-07-20T17:20:35Z""#), none);
    assert_eq!(with(IP, r#""obtained": "perhaps", "obtainedAt": "2022-07-20T17:20:35Z""#), none);
    assert_eq!(with(IP, r#""obtained": "yes", "obtainedAt": "yesterday""#), none);
    assert_eq!(with(IP, r#""obtained": "yes""#), none);
    assert_eq!(term(r#"{"userLocation": {"country": "Germany"}}"#), (None, None));
    assert_eq!(term("4711"), (None, None));
}
