//! What findings come to: how many there are in a file or in a run, and of what.

use std::collections::BTreeMap;

use chrono::{DateTime, Days, Utc};
use kyx_schema::{Consent, Finding, Kind, Report, Rule, Severity};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// What a file or a run comes to.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) summary: Summary,
    /// How many findings there are of each rule, by code.
    pub(crate) rules: BTreeMap<&'static str, (&'static Rule, usize)>,
    pub(crate) consents: Consents,
}

impl Tally {
    pub(crate) fn of(report: &Report) -> Self {
        let mut tally = Self::default();
        tally.summary.add(report);
        tally
    }

    /// Counts the rules that are broken.
    pub(crate) fn add_rules(&mut self, findings: &[Finding]) {
        for rule in findings.iter().map(|finding| finding.rule) {
            self.rules.entry(rule.code).or_insert((rule, 0)).1 += 1;
        }
    }

    pub(crate) fn merge(&mut self, other: &Self) {
        self.summary.merge(&other.summary);
        self.consents.merge(&other.consents);
        for (code, (rule, count)) in &other.rules {
            self.rules.entry(code).or_insert((rule, 0)).1 += count;
        }
    }
}

/// What was found in all.
#[derive(Clone, Copy, Default, Serialize, JsonSchema)]
pub(crate) struct Summary {
    /// How many payloads were linted; files, of uploads.
    pub(crate) payloads: usize,
    /// In how many of them nothing was found.
    pub(crate) clean: usize,
    /// How many findings are errors.
    pub(crate) errors: usize,
    /// How many findings are warnings.
    pub(crate) warnings: usize,
    /// How many findings are counted here and not written: more than `--max-findings`, or than are kept of a payload.
    #[serde(skip_serializing_if = "is_zero")]
    pub(crate) omitted: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde asks for it")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

impl Summary {
    fn merge(&mut self, other: &Self) {
        self.payloads += other.payloads;
        self.clean += other.clean;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.omitted += other.omitted;
    }

    pub(crate) fn add(&mut self, report: &Report) {
        self.payloads += 1;
        self.clean += usize::from(report.is_clean());
        self.errors += report.count(Severity::Error);
        self.warnings += report.count(Severity::Warning);
    }

    /// Whether nothing was found.
    pub(crate) fn is_clean(&self) -> bool {
        self.payloads == self.clean
    }

    /// The summary in words; `name` says what was looked into.
    pub(crate) fn of(&self, name: &str) -> String {
        let Self { payloads, clean, errors, warnings, .. } = self;
        let (payloads, errors) = (counted(*payloads, name), counted(*errors, "error"));
        format!("{payloads}, {clean} clean: {errors}, {}", counted(*warnings, "warning"))
    }
}

/// So many of something, in words.
pub(crate) fn counted(count: usize, name: &str) -> String {
    match count {
        1 => format!("1 {name}"),
        count => format!("{count} {name}s"),
    }
}

/// How long the consents of account requests still hold, each counted once.
#[derive(Clone, Copy, Default, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Consents {
    /// How many hold no longer.
    pub(crate) expired: usize,
    /// How many run out within 30 days.
    #[serde(rename = "within30Days")]
    pub(crate) within_30_days: usize,
    /// How many run out after that, within 90 days.
    #[serde(rename = "within90Days")]
    pub(crate) within_90_days: usize,
    /// How many run out after that, within 180 days.
    #[serde(rename = "within180Days")]
    pub(crate) within_180_days: usize,
    /// How many run out after that, within 365 days.
    #[serde(rename = "within365Days")]
    pub(crate) within_365_days: usize,
    /// How many hold longer.
    pub(crate) later: usize,
    /// How many account requests have no consent that was given at a known time.
    pub(crate) none: usize,
    /// In how many account requests the consent cannot be read.
    pub(crate) unreadable: usize,
}

/// The part of an account request that is looked into, whatever is wrong with the rest.
#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Request {
    user_consent: Option<Given>,
}

#[derive(Deserialize)]
struct Given {
    consent: Option<Consent>,
}

impl Consents {
    /// Counts the consent of a payload, where its kind has one.
    pub(crate) fn add(&mut self, kind: Option<Kind>, payload: &[u8], now: DateTime<Utc>) {
        if kind == Some(Kind::AccountRequest) {
            *self.count_of(payload, now) += 1;
        }
    }

    fn count_of(&mut self, payload: &[u8], now: DateTime<Utc>) -> &mut usize {
        let Ok(request) = serde_json::from_slice::<Request>(payload) else { return &mut self.unreadable };
        let consent = request.user_consent.and_then(|given| given.consent);
        let Some(end) = consent.and_then(|consent| consent.end()) else { return &mut self.none };
        let is_within = |days| now.checked_add_days(Days::new(days)).is_none_or(|notice| end <= notice);
        match () {
            () if end < now => &mut self.expired,
            () if is_within(30) => &mut self.within_30_days,
            () if is_within(90) => &mut self.within_90_days,
            () if is_within(180) => &mut self.within_180_days,
            () if is_within(365) => &mut self.within_365_days,
            () => &mut self.later,
        }
    }

    fn merge(&mut self, other: &Self) {
        self.expired += other.expired;
        self.within_30_days += other.within_30_days;
        self.within_90_days += other.within_90_days;
        self.within_180_days += other.within_180_days;
        self.within_365_days += other.within_365_days;
        self.later += other.later;
        self.none += other.none;
        self.unreadable += other.unreadable;
    }
}
