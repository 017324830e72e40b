//! The age of a consent, to the millisecond.

use kyx_schema::{
    AccountRequest, Consent, Context, Payload, Timestamp, UserConsent, UserLocation, WorkflowDefinition,
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
