//! Reads the values of arguments.

use std::{num::NonZeroUsize, str::FromStr};

use chrono::{DateTime, Utc};
use kyx_schema::{
    CredentialCategory, Kind, UnknownCategory, UnknownKind,
    input::{Format, UnknownFormat},
    sample::{Outcome, UnknownOutcome},
};

use crate::suggestion::did_you_mean;

/// More threads only cost memory.
const MAX_THREADS: usize = 256;

pub(super) fn category(text: &str) -> Result<CredentialCategory, UnknownCategory> {
    CredentialCategory::known(text)
}

pub(super) fn kind(text: &str) -> Result<Kind, String> {
    let names = || Kind::ALL.iter().map(|kind| kind.name());
    text.parse().map_err(|error: UnknownKind| format!("{error}{}", did_you_mean(text, names())))
}

pub(super) fn format(text: &str) -> Result<Format, String> {
    let names = || Format::ALL.iter().map(|format| format.name());
    text.parse().map_err(|error: UnknownFormat| format!("{error}{}", did_you_mean(text, names())))
}

pub(super) fn outcome(text: &str) -> Result<Outcome, String> {
    let names = || Outcome::ALL.iter().map(|outcome| outcome.name());
    text.parse().map_err(|error: UnknownOutcome| format!("{error}{}", did_you_mean(text, names())))
}

pub(super) fn number<T: FromStr>(text: &str) -> Result<T, &'static str> {
    text.parse().map_err(|_| "not a whole number")
}

pub(super) fn threads(text: &str) -> Result<NonZeroUsize, String> {
    let number = text.parse().ok().filter(|it: &NonZeroUsize| it.get() <= MAX_THREADS);
    number.ok_or_else(|| format!("not a number from 1 to {MAX_THREADS}"))
}

pub(super) fn time(text: &str) -> Result<DateTime<Utc>, String> {
    DateTime::parse_from_rfc3339(text)
        .map(|time| time.to_utc())
        .map_err(|_| "not an RFC 3339 time such as 2025-06-01T12:00:00Z".to_owned())
}
