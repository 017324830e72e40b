//! The patterns and limits of strings, each defined once for the checks, the schemas and the messages.

use std::sync::LazyLock;

use chrono::{Datelike, NaiveDate};
use regex::Regex;
#[cfg(feature = "schemars")]
use serde_json::{Value, json};

/// The characters that the platform rejects in references and names.
pub(crate) const FORBIDDEN_CHARACTERS: &str = r#"<>"/;`%{}|"#;

/// Marks fields that contain personal data in the schema.
#[cfg(any(feature = "lint", feature = "schemars"))]
pub(crate) const PERSONAL_DATA: &str = "personal data";

/// The minimum lifetime of an authorization token in seconds: 5 minutes.
pub(crate) const TOKEN_LIFETIME_MIN: u64 = 5 * MINUTE;
/// The maximum lifetime of an authorization token in seconds: 60 days.
pub(crate) const TOKEN_LIFETIME_MAX: u64 = 60 * DAY;

const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
const UNITS: [(char, u64); 4] = [('s', 1), ('m', MINUTE), ('h', HOUR), ('d', DAY)];

/// Without any of the [`FORBIDDEN_CHARACTERS`].
pub(super) static NO_FORBIDDEN: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!("^[^{FORBIDDEN_CHARACTERS}]*$")));

/// A scheme, `://`, a host, and nothing that must be percent-encoded.
pub(crate) static ABSOLUTE_URL: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!("^{SCHEME}://[^/?#{NOT_IN_URL}][^{NOT_IN_URL}]*$")));

/// A scheme and anything after it, so that a deep link into an app is accepted.
pub(crate) static ABSOLUTE_OR_DEEP_LINK: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!("^{SCHEME}:[^{NOT_IN_URL}]+$")));

const SCHEME: &str = "[A-Za-z][A-Za-z0-9+.-]*";
const NOT_IN_URL: &str = r#"\x00-\x20\x7F"<>\\^`{|}"#;

/// A language (`es`), or a language and a country (`en-GB`).
pub(crate) static LOCALE: LazyLock<Regex> = LazyLock::new(|| pattern("^[a-z]{2}(-[A-Z]{2})?$"));

/// Letters and digits only.
pub(super) static ALPHANUMERIC: LazyLock<Regex> = LazyLock::new(|| pattern("^[A-Za-z0-9]*$"));

/// E.164: `+`, then up to 15 digits.
pub(crate) static E164: LazyLock<Regex> = LazyLock::new(|| pattern(&format!("^{PLUS_AND_DIGITS}$")));

/// The same, or only digits; or empty.
pub(super) static PHONE: LazyLock<Regex> =
    LazyLock::new(|| pattern(&format!("^({PLUS_AND_DIGITS}|[0-9]{{1,15}})?$")));

const PLUS_AND_DIGITS: &str = r"\+[1-9][0-9]{0,14}";

/// One `@` between a local part and a host name, both without whitespace or punctuation that needs quoting; or empty.
///
/// Non-ASCII letters are accepted on both sides.
pub(super) static EMAIL: LazyLock<Regex> = LazyLock::new(|| {
    let local = r#"[^\x00-\x20"%(),/:;<>@\[\\\]`{|}\x7F]{1,64}"#;
    let label = r"[^\x00-,./:-@\[-`{-\x7F]+";
    pattern(&format!(r"^({local}@{label}(\.{label})*)?$"))
});

/// The format of a calendar date. Whether the day exists is checked separately.
pub(super) const DATE: &str = "[0-9]{4}-[0-9]{2}-[0-9]{2}";

/// Accompanies a pattern in a schema: in some validators, its `$` also matches before a line feed at the end.
#[cfg(feature = "schemars")]
pub(crate) fn no_line_feed() -> Value {
    json!({"type": "string", "pattern": r"\n"})
}

/// The same for a date. It also excludes the year 0000, on which validators differ.
#[cfg(feature = "schemars")]
pub(super) fn no_line_feed_and_no_year_0() -> Value {
    json!({"type": "string", "pattern": r"^0000|\n"})
}

/// Digits and a unit, of any duration.
static TOKEN_LIFETIME_FORM: LazyLock<Regex> = LazyLock::new(|| pattern("^[0-9]+[smhd]$"));

/// A pattern for the token lifetimes within the limits: digits and a unit.
#[cfg(feature = "schemars")]
pub(super) fn token_lifetime_pattern() -> String {
    let alternatives = UNITS.map(|(unit, seconds)| {
        let least = TOKEN_LIFETIME_MIN.div_ceil(seconds);
        let most = TOKEN_LIFETIME_MAX / seconds;
        format!("({}){unit}", digits_between(least, most))
    });
    format!("^0*({})$", alternatives.join("|"))
}

/// A pattern for the decimal numbers from `least` to `most`, without leading zeros.
#[cfg(feature = "schemars")]
fn digits_between(least: u64, most: u64) -> String {
    let mut ranges = Vec::new();
    let mut from = least;
    while from <= most {
        let mut free = 0; // trailing positions where any digit is valid
        while from.is_multiple_of(10_u64.pow(free + 1)) && from + 10_u64.pow(free + 1) - 1 <= most {
            free += 1;
        }
        let step = 10_u64.pow(free);
        let digit = from / step % 10;
        let count = (9 - digit).min((most + 1 - from) / step - 1);
        let prefix = match from / step / 10 {
            0 => String::new(),
            prefix => prefix.to_string(),
        };
        let last = match count {
            0 => digit.to_string(),
            _ => format!("[{digit}-{}]", digit + count),
        };
        let rest = match free {
            0 => String::new(),
            1 => "[0-9]".to_owned(),
            free => format!("[0-9]{{{free}}}"),
        };
        ranges.push(format!("{prefix}{last}{rest}"));
        from += (count + 1) * step;
    }
    ranges.join("|")
}

/// Returns the seconds of a token lifetime such as `30m`, or `None` if it does not have that format.
pub(super) fn token_lifetime_seconds(text: &str) -> Option<u64> {
    if !TOKEN_LIFETIME_FORM.is_match(text) {
        return None;
    }
    let (digits, unit) = text.split_at(text.len() - 1);
    let (_, seconds) = UNITS.iter().find(|(name, _)| unit.starts_with(*name))?;
    // A number that overflows u64 is far above the limit.
    Some(digits.parse().map_or(u64::MAX, |count: u64| count.saturating_mul(*seconds)))
}

/// Parses a calendar date in RFC 3339 format: `YYYY-MM-DD`.
pub(crate) fn date(text: &str) -> Option<NaiveDate> {
    let shape = |(index, byte): (usize, u8)| match index {
        4 | 7 => byte == b'-',
        _ => byte.is_ascii_digit(),
    };
    if text.len() != 10 || !text.bytes().enumerate().all(shape) {
        return None;
    }
    let (year, month, day) = (text[..4].parse().ok()?, text[5..7].parse().ok()?, text[8..].parse().ok()?);
    NaiveDate::from_ymd_opt(year, month, day).filter(|date| date.year() > 0)
}

pub(super) fn check_token_lifetime(text: &str) -> Result<(), &'static str> {
    match token_lifetime_seconds(text) {
        None => Err("invalid-token-lifetime"),
        Some(TOKEN_LIFETIME_MIN..=TOKEN_LIFETIME_MAX) => Ok(()),
        Some(_) => Err("token-lifetime-out-of-range"),
    }
}

pub(super) fn check_email(text: &str) -> Result<(), &'static str> {
    check_without_forbidden(text, &EMAIL, "invalid-email")
}

pub(super) fn check_phone(text: &str) -> Result<(), &'static str> {
    check_without_forbidden(text, &PHONE, "invalid-phone")
}

/// Reports a forbidden character as such, rather than as a wrong format.
fn check_without_forbidden(text: &str, form: &Regex, otherwise: &'static str) -> Result<(), &'static str> {
    if text.contains(|c| FORBIDDEN_CHARACTERS.contains(c)) {
        Err("forbidden-character")
    } else if form.is_match(text) {
        Ok(())
    } else {
        Err(otherwise)
    }
}

pub(super) fn check_date(text: &str) -> Result<(), &'static str> {
    if text.is_empty() || date(text).is_some() { Ok(()) } else { Err("invalid-date") }
}

/// Compiles a constant pattern.
pub(crate) fn pattern(text: &str) -> Regex {
    Regex::new(text).expect("a constant pattern") // ok: each is compiled by the tests
}
