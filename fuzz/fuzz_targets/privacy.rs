//! A word that is put anywhere into a payload or a file is in no report of it, nor in what is left after redaction, and
//! to redact JSON again changes nothing.

#![no_main]

use kyx_fuzz::detecting;
use kyx_schema::{
    FindingJson,
    input::Format,
    lint::{Linter, same_length_text},
    reading::{self, Values},
};
use libfuzzer_sys::fuzz_target;
use serde::de::IgnoredAny;

/// No word that a schema, a rule or a call has. A field does not have that many digits: names of unknown fields are shown.
const CANARY: &str = "Zqxwkvjy19840517";

fuzz_target!(|input: &[u8]| {
    let Some(([high, low], rest)) = input.split_first_chunk() else { return };
    let mut text = match rest.strip_prefix(&[0xFF]) {
        Some(seed) => kyx_fuzz::payload(seed).unwrap_or_default(),
        None => same_length_text(rest).into_owned(),
    };
    let at = usize::from(u16::from_be_bytes([*high, *low])) % (text.len() + 1);
    text.insert_str(text.floor_char_boundary(at), CANARY);
    let linter = detecting();
    let (redacted, shown) = match Format::detect(&text) {
        Some(format) => of_file(&linter, &text, format),
        None => of_payload(&linter, &text),
    };
    assert!(!redacted.contains(CANARY), "{redacted}");
    assert!(!shown.contains(CANARY), "{shown}");
});

fn of_payload(linter: &Linter, text: &str) -> (String, String) {
    let redacted = linter.redact(text.as_bytes());
    if serde_json::from_str::<IgnoredAny>(text).is_ok() {
        assert_eq!(linter.redact(redacted.as_bytes()), redacted);
    }
    let linted = linter.lint(text.as_bytes());
    let mut shown = format!("{linted:?} {}", linted.report);
    for finding in linted.report.findings() {
        shown += &serde_json::to_string(&FindingJson::new(finding, None, false)).expect("a finding is JSON");
    }
    match reading::read(text.as_bytes(), Values::Masked) {
        Ok(reading) => shown += &format!("{reading} {reading:?}"),
        Err(error) => shown += &format!("{error:?}"),
    }
    (redacted, shown)
}

fn of_file(linter: &Linter, text: &str, format: Format) -> (String, String) {
    let redacted = linter.redact_file(text.as_bytes(), format);
    let mut shown = String::new();
    linter
        .lint_file(text.as_bytes(), format, &mut |part| shown += &format!("{part:?} {}", part.linted.report));
    (redacted, shown)
}
