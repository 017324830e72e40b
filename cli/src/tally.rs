//! Statistics: the number of payloads, findings and consents in a file or in a run.

use std::collections::{BTreeMap, btree_map::Entry};

use chrono::{DateTime, Days, Utc};
use kyx_schema::{Consent, Finding, Kind, Report, Rule, Severity, lint::Linted};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The statistics of a file or of a run.
#[derive(Default)]
pub(crate) struct Tally {
    pub(crate) summary: Summary,
    /// The number of findings of each rule, by code.
    pub(crate) rules: BTreeMap<&'static str, (&'static Rule, usize)>,
    pub(crate) consents: Consents,
}

impl Tally {
    pub(crate) fn of(report: &Report, is_unreadable: bool) -> Self {
        let mut tally = Self::default();
        tally.summary.add(report, is_unreadable);
        tally
    }

    /// Counts findings by rule.
    pub(crate) fn add_rules(&mut self, findings: &[Finding]) {
        for rule in findings.iter().map(|finding| finding.rule) {
            self.rules.entry(rule.code).or_insert((rule, 0)).1 += 1;
        }
    }

    /// Counts a finding as known instead.
    pub(crate) fn set_known(&mut self, finding: &Finding) {
        self.summary.baseline += 1;
        match finding.severity {
            Severity::Error => self.summary.errors -= 1,
            Severity::Warning => self.summary.warnings -= 1,
            Severity::Info => {}
        }
        if let Entry::Occupied(mut entry) = self.rules.entry(finding.rule.code) {
            entry.get_mut().1 -= 1;
            if entry.get().1 == 0 {
                entry.remove();
            }
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

/// Totals.
#[derive(Clone, Copy, Default, Serialize, JsonSchema)]
pub(crate) struct Summary {
    /// The number of payloads checked, or of files for uploads.
    pub(crate) payloads: usize,
    /// How many of them have no findings.
    pub(crate) clean: usize,
    /// How many of them are not JSON, although no finding of the selected rules reports so.
    #[serde(skip_serializing_if = "is_zero")]
    pub(crate) unreadable: usize,
    /// The number of errors.
    pub(crate) errors: usize,
    /// The number of warnings.
    pub(crate) warnings: usize,
    /// The number of findings that are counted but not written, because there are more than `--max-findings` or too
    /// many in one payload.
    #[serde(skip_serializing_if = "is_zero")]
    pub(crate) omitted: usize,
    /// The number of findings that are not reported because the baseline lists them. Their payloads are not clean.
    #[serde(skip_serializing_if = "is_zero")]
    pub(crate) baseline: usize,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde passes a reference")]
fn is_zero(count: &usize) -> bool {
    *count == 0
}

impl Summary {
    fn merge(&mut self, other: &Self) {
        self.payloads += other.payloads;
        self.clean += other.clean;
        self.unreadable += other.unreadable;
        self.errors += other.errors;
        self.warnings += other.warnings;
        self.omitted += other.omitted;
        self.baseline += other.baseline;
    }

    pub(crate) fn add(&mut self, report: &Report, is_unreadable: bool) {
        self.payloads += 1;
        self.clean += usize::from(report.is_clean() && !is_unreadable);
        self.unreadable += usize::from(is_unreadable);
        self.errors += report.count(Severity::Error);
        self.warnings += report.count(Severity::Warning);
    }

    /// Whether nothing is reported.
    pub(crate) fn is_clean(&self) -> bool {
        let is_known = self.baseline > 0 && self.errors + self.warnings + self.unreadable == 0;
        self.payloads == self.clean || is_known
    }

    /// Describes the totals in words; `noun` names what was checked.
    pub(crate) fn describe(&self, noun: &str) -> String {
        let Self { payloads, clean, errors, warnings, baseline, .. } = self;
        let (payloads, errors) = (counted(*payloads, noun), counted(*errors, "error"));
        let known = if *baseline > 0 { format!("; {baseline} in the baseline") } else { String::new() };
        format!("{payloads}, {clean} clean: {errors}, {}{known}", counted(*warnings, "warning"))
    }
}

/// A number with its noun, in the plural if needed.
pub(crate) fn counted(count: usize, noun: &str) -> String {
    match count {
        1 => format!("1 {noun}"),
        count => format!("{count} {noun}s"),
    }
}

/// When the consents in account requests expire. Each request is counted once.
#[derive(Clone, Copy, Default, Serialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub(crate) struct Consents {
    /// Consents that have expired.
    pub(crate) expired: usize,
    /// Consents that expire within 30 days.
    #[serde(rename = "within30Days")]
    pub(crate) within_30_days: usize,
    /// Consents that expire in 31 to 90 days.
    #[serde(rename = "within90Days")]
    pub(crate) within_90_days: usize,
    /// Consents that expire in 91 to 180 days.
    #[serde(rename = "within180Days")]
    pub(crate) within_180_days: usize,
    /// Consents that expire in 181 to 365 days.
    #[serde(rename = "within365Days")]
    pub(crate) within_365_days: usize,
    /// Consents that expire later.
    pub(crate) later: usize,
    /// Account requests whose consent is missing, was not given, or has no known time.
    pub(crate) none: usize,
    /// Account requests whose consent cannot be read.
    pub(crate) unreadable: usize,
}

/// What tells whether a consent without a term can be read.
#[derive(Deserialize)]
struct ConsentRequest {
    #[serde(rename = "userConsent")]
    _user_consent: Option<ConsentObject>,
}

#[derive(Deserialize)]
struct ConsentObject {
    #[serde(rename = "consent")]
    _consent: Option<Consent>,
}

impl Consents {
    /// Counts the consent of a payload, if its kind has one.
    pub(crate) fn add(&mut self, linted: &Linted, payload: &[u8], now: DateTime<Utc>) {
        if linted.kind == Some(Kind::AccountRequest) {
            *match linted.consent.until {
                Some(end) => self.counter_for(end, now),
                None if serde_json::from_slice::<ConsentRequest>(payload).is_ok() => &mut self.none,
                None => &mut self.unreadable,
            } += 1;
        }
    }

    fn counter_for(&mut self, end: DateTime<Utc>, now: DateTime<Utc>) -> &mut usize {
        let is_within = |days| now.checked_add_days(Days::new(days)).is_none_or(|limit| end <= limit);
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
