//! No field escapes a family of rules: values that concern the family are planted in every field of every request. A test
//! that fails names a new field, which must be given the form of its family in `src/model/`.

use std::{collections::BTreeSet, ops::RangeInclusive};

use kyx_schema::{Context, Kind, lint::Linter};
use serde_json::{Value, json};

use crate::{
    mutants::{pointers, with, with_every_field},
    support::fixture_time,
};

const EMAIL: &str = "john.smith@mymail.com";
const TOKEN: &str = "Bearer c2lnbmF0dXJlc2lnbmF0dXJl";
const SECRET: &str = "https://example.com/?password=x";

/// What is found at a pointer of a request.
fn found(kind: Kind, request: &Value, pointer: &str) -> BTreeSet<&'static str> {
    let linter = Linter::new(Context::unknown().at(fixture_time())).kind(kind);
    let report = linter.lint(request.to_string().as_bytes()).report;
    let at = report.findings().iter().filter(|finding| finding.pointer == pointer);
    at.map(|finding| finding.rule.code).collect()
}

/// Every string field of the requests: its kind, a request with every field, and its pointer there.
fn strings() -> Vec<(Kind, Value, String)> {
    let requests = Kind::ALL.iter().filter(|kind| matches!(kind, Kind::AccountRequest | Kind::PreparedData));
    let of_kind = |kind: &Kind| {
        let schema: Value = serde_json::from_str(kind.schema()).unwrap();
        let whole = with_every_field(&schema, &schema);
        let is_string = |pointer: &String| whole.pointer(pointer).is_some_and(Value::is_string);
        let strings = pointers(&whole, "").into_iter().filter(is_string);
        strings.map(|pointer| (*kind, whole.clone(), pointer)).collect::<Vec<_>>()
    };
    requests.flat_map(of_kind).collect()
}

/// The fields in which the number of new findings for one of these values is not as expected.
fn escaping(
    values: &[&str],
    expected: RangeInclusive<usize>,
    is_meant: impl Fn(Kind, &str) -> bool,
) -> Vec<String> {
    let meant: Vec<_> = strings().into_iter().filter(|(kind, _, at)| is_meant(*kind, at)).collect();
    assert!(meant.len() > 2, "the fields are not found");
    let escapes = |(kind, whole, pointer): &(Kind, Value, String)| {
        let before = found(*kind, whole, pointer);
        let is_found = |value: &&str| {
            let after = found(*kind, &with(whole, pointer, json!(value)), pointer);
            expected.contains(&after.difference(&before).count())
        };
        !values.iter().all(is_found)
    };
    meant.into_iter().filter(escapes).map(|(kind, _, pointer)| format!("{kind} {pointer}")).collect()
}

fn name(pointer: &str) -> &str {
    pointer.rsplit('/').find(|token| token.parse::<usize>().is_err()).unwrap()
}

fn has_word(pointer: &str, words: &[&str]) -> bool {
    let name = name(pointer).to_ascii_lowercase();
    words.iter().any(|word| name.contains(word))
}

#[test]
fn an_e_mail_address_is_found_in_every_string_that_is_not_about_a_person() {
    let is_about_a_person =
        |kind, pointer: &str| kind == Kind::PreparedData || pointer == "/userConsent/userLocation/state";
    let escaping = escaping(&[EMAIL], 1..=1, |kind, pointer| !is_about_a_person(kind, pointer));
    assert_eq!(escaping, [] as [&str; 0]);
}

/// Where the field rejects it as well, there are two things to do: write another value, and revoke the token.
#[test]
fn a_token_is_found_in_every_string() {
    assert_eq!(escaping(&[TOKEN], 1..=2, |_, _| true), [] as [&str; 0]);
}

#[test]
fn a_sample_value_is_found_in_every_string() {
    // These are reported whatever their values are: only older documents have them.
    let is_older = |pointer: &str| ["line3", "line4", "line5"].contains(&name(pointer));
    assert_eq!(escaping(&["string"], 1..=1, |_, pointer| !is_older(pointer)), [] as [&str; 0]);
}

#[test]
fn what_is_no_url_and_a_secret_are_found_in_every_url() {
    let is_url = |_, pointer: &str| has_word(pointer, &["url", "uri", "href", "link"]);
    assert_eq!(escaping(&["callback", SECRET], 1..=1, is_url), [] as [&str; 0]);
}

#[test]
fn what_is_no_date_is_found_in_every_date() {
    let is_date = |_, pointer: &str| has_word(pointer, &["date", "time"]) && !pointer.contains("Lifetime");
    let is_time = |_, pointer: &str| name(pointer).ends_with("At");
    let dates = |kind, pointer: &str| is_date(kind, pointer) || is_time(kind, pointer);
    assert_eq!(escaping(&["yesterday"], 1..=1, dates), [] as [&str; 0]);
}
