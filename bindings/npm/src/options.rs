//! Reads the values of options. The sentences about wrong ones are those of the library.

use std::{fmt::Display, str::FromStr};

use chrono::{DateTime, Utc};
use kyx_schema::Timestamp;

/// The value of an option that is a name, if it is given.
pub(crate) fn named<T: FromStr<Err: Display>>(
    option: &str,
    text: Option<String>,
) -> Result<Option<T>, String> {
    text.map(|text| value(option, &text)).transpose()
}

pub(crate) fn value<T: FromStr<Err: Display>>(option: &str, text: &str) -> Result<T, String> {
    text.parse().map_err(|error| format!("{option}: {error}"))
}

pub(crate) fn time(text: Option<String>) -> Result<Option<DateTime<Utc>>, String> {
    Ok(named::<Timestamp>("now", text)?.map(|time| time.instant()))
}

/// The largest number up to which JavaScript tells whole numbers apart.
const MAX_WHOLE: f64 = 9_007_199_254_740_991.0;

#[expect(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "it is checked before")]
pub(crate) fn whole(option: &str, number: f64) -> Result<u64, String> {
    match number.fract() == 0.0 && (0.0..=MAX_WHOLE).contains(&number) {
        true => Ok(number as u64),
        false => Err(format!("{option}: not a whole number")),
    }
}

pub(crate) fn sentence(error: impl Display) -> String {
    error.to_string()
}
