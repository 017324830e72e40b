//! Do no harm: whatever a slip makes of a payload, no output shows a value, and no fix loses one.
//!
//! Every string, number and key of an open object is a canary. The default run makes every edit of one character and
//! 100,000 of two to four; `KYX_HARM_SEED` and `KYX_HARM_EDITS` ask for others.

use std::{env, fmt::Debug, sync::Mutex};

use kyx_schema::{
    AccountRequest, AccountResponse, Callback, Channel, Context, FinalizeResponse, Kind, PartResponse,
    Payload, PreparedData, Problem, RetrievalResponse, Safety, StatusResponse, StepsResponse, TokenError,
    TokenResponse,
    lint::{Linter, same_length_text},
};
use serde_json::Value;

use crate::{
    slips::{PAYLOADS, SLIPS, canaries, edits},
    support::{fixture_time, on_all_cores},
};

fn linter(kind: Kind) -> Linter {
    Linter::new(Context::unknown().at(fixture_time())).kind(kind)
}

/// The `Debug` output of a payload that can be read, and of what is to be done after it.
fn debug_output(kind: Kind, text: &str) -> String {
    fn read<T: Payload + Debug>(text: &str) -> String {
        serde_json::from_str::<T>(text).map_or_else(|_| String::new(), |payload| format!("{payload:?}"))
    }
    let channels = [None, Some(Channel::Api), Some(Channel::Web), Some(Channel::Sdk)];
    let next = serde_json::from_str::<AccountResponse>(text)
        .ok()
        .map(|it| format!("{:?}", channels.map(|channel| it.next_steps(channel))));
    let payload = match kind {
        Kind::AccountRequest => read::<AccountRequest>(text),
        Kind::PreparedData => read::<PreparedData>(text),
        Kind::AccountResponse => read::<AccountResponse>(text),
        Kind::PartResponse => read::<PartResponse>(text),
        Kind::FinalizeResponse => read::<FinalizeResponse>(text),
        Kind::Callback => read::<Callback>(text),
        Kind::StatusResponse => read::<StatusResponse>(text),
        Kind::Problem => read::<Problem>(text),
        Kind::RetrievalResponse => read::<RetrievalResponse>(text),
        Kind::StepsResponse => read::<StepsResponse>(text),
        Kind::TokenResponse => read::<TokenResponse>(text),
        Kind::TokenError => read::<TokenError>(text),
        other => panic!("{other} is not covered"),
    };
    payload + &next.unwrap_or_default()
}

/// The harm that linting and fixing a text does.
fn harm(kind: Kind, bytes: &[u8]) -> Vec<String> {
    let mut harm = Vec::new();
    let text = same_length_text(bytes);
    let canaries = canaries(&text);
    let linter = linter(kind);
    let linted = linter.lint(bytes);
    let typed = debug_output(kind, &text);
    let shown = format!("{} {:?} {} {typed}", linted.report, linted.report, linter.redact(bytes));
    let seen = canaries.iter().filter(|canary| shown.contains(canary.as_str()));
    harm.extend(seen.map(|canary| format!("shows {canary} of {text}")));
    let is_fixable = |safety| {
        let mut fixes = linted.report.findings().iter().filter_map(|finding| finding.fix.as_ref());
        fixes.any(|fix| fix.safety <= safety)
    };
    for safety in [Safety::Safe, Safety::Unsafe].into_iter().filter(|safety| is_fixable(*safety)) {
        let fixed = linter.fix(bytes, safety, |_| true);
        if fixed.bytes == bytes {
            continue;
        }
        let after = String::from_utf8_lossy(&fixed.bytes);
        let count = |text: &str, canary: &str| text.matches(canary).count();
        let lost = canaries.iter().filter(|canary| count(&after, canary) < count(&text, canary));
        harm.extend(lost.map(|canary| format!("a {safety} fix loses {canary} of {text} -> {after}")));
        if serde_json::from_str::<Value>(&after).is_err() {
            harm.push(format!("a {safety} fix is not JSON: {text} -> {after}"));
        }
        if linter.fix(&fixed.bytes, safety, |_| true).bytes != fixed.bytes {
            harm.push(format!("a {safety} fix goes on: {text} -> {after}"));
        }
    }
    harm
}

fn assert_harmless(cases: &[(Kind, String)]) {
    let harm = Mutex::new(Vec::new());
    on_all_cores(cases, |(kind, text)| {
        let found = self::harm(*kind, text.as_bytes());
        if !found.is_empty() {
            harm.lock().unwrap().extend(found);
        }
    });
    let mut harm = harm.into_inner().unwrap();
    harm.sort_by_key(String::len);
    let shown = harm[..harm.len().min(20)].join("\n");
    assert!(harm.is_empty(), "{} of {} edits do harm, such as\n{shown}", harm.len(), cases.len());
}

#[test]
fn no_slip_of_one_character_does_harm() {
    let cases: Vec<_> = PAYLOADS
        .iter()
        .flat_map(|(kind, text)| edits(text).into_iter().map(move |edited| (*kind, edited)))
        .collect();
    assert_harmless(&cases);
}

/// A small generator of numbers: the same seed gives the same edits everywhere.
struct Numbers(u64);

impl Numbers {
    fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 % end as u64).unwrap()
    }
}

#[test]
fn no_two_to_four_slips_do_harm() {
    let number = |name| env::var(name).ok().and_then(|it| it.parse::<u64>().ok());
    let mut numbers = Numbers(0x9E37_79B9_7F4A_7C15 ^ number("KYX_HARM_SEED").unwrap_or(0));
    let count = number("KYX_HARM_EDITS").unwrap_or(100_000);
    let cases: Vec<_> = (0..count)
        .map(|_| {
            let (kind, text) = PAYLOADS[numbers.below(PAYLOADS.len())];
            let mut text = text.to_owned();
            for _ in 0..2 + numbers.below(3) {
                let places: Vec<_> = text.char_indices().collect();
                let (at, c) = places[numbers.below(places.len())];
                let slip = SLIPS[numbers.below(SLIPS.len())];
                match numbers.below(3) {
                    0 => text.replace_range(at..at + c.len_utf8(), ""),
                    1 => text.replace_range(at..at + c.len_utf8(), slip),
                    _ => text.insert_str(at, slip),
                }
            }
            (kind, text)
        })
        .collect();
    assert_harmless(&cases);
}
