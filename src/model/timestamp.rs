//! Points in time, in the format that the platform documents.

use bumpalo::Bump;
use std::{fmt, ops::Range, str::FromStr, sync::LazyLock};

use chrono::{DateTime, Datelike, NaiveDate, SecondsFormat, Utc};
use regex::Regex;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{
    from_text::from_text,
    part::Part,
    text::{DATE, pattern},
    viewed::Viewed,
};

/// The format of RFC 3339, without leap seconds. Whether the day exists is checked separately, and so is the year.
static FORM: LazyLock<Regex> = LazyLock::new(|| {
    let time = r"([01][0-9]|2[0-3]):[0-5][0-9]";
    pattern(&format!(r"^{DATE}[Tt]{time}:[0-5][0-9](\.[0-9]+)?([Zz]|[+-]{time})$"))
});

/// A point in time: `YYYY-MM-DDThh:mm:ss.SSSZ`. Any RFC 3339 format is accepted and kept as it was written, except leap
/// seconds and the year 0000.
///
/// Example: `2022-07-20T17:20:35.000Z`. Source: *Creating or Updating Accounts*.
///
/// ```
/// use chrono::{TimeZone, Utc};
/// use kyx_schema::Timestamp;
///
/// let noon = Utc.with_ymd_and_hms(2025, 6, 1, 12, 0, 0).unwrap();
/// assert_eq!(Timestamp::from(noon).as_str(), "2025-06-01T12:00:00.000Z");
///
/// let elsewhere: Timestamp = "2025-06-01T14:00:00+02:00".parse()?;
/// assert_eq!(elsewhere.instant(), noon);
/// # Ok::<(), kyx_schema::NotATimestamp>(())
/// ```
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Timestamp {
    text: String,
    instant: DateTime<Utc>,
}

/// The error for a string that is not a [`Timestamp`]. It does not contain the string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotATimestamp;

impl fmt::Display for NotATimestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an RFC 3339 time")
    }
}

impl std::error::Error for NotATimestamp {}

impl Timestamp {
    /// Returns the instant in UTC, whatever the offset it was written with.
    #[must_use]
    pub fn instant(&self) -> DateTime<Utc> {
        self.instant
    }

    /// Returns the timestamp as it was written.
    #[must_use]
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// Whether it is written in UTC with `Z`, as the platform documents.
    #[must_use]
    pub fn is_utc(&self) -> bool {
        self.text.ends_with('Z')
    }
}

/// Writes the time in UTC with milliseconds, as the platform documents.
impl From<DateTime<Utc>> for Timestamp {
    fn from(instant: DateTime<Utc>) -> Self {
        Self { text: instant.to_rfc3339_opts(SecondsFormat::Millis, true), instant }
    }
}

impl FromStr for Timestamp {
    type Err = NotATimestamp;

    fn from_str(text: &str) -> Result<Self, NotATimestamp> {
        let TimestampView { text, instant } = TimestampView::parse(text)?;
        Ok(Self { text: text.to_owned(), instant })
    }
}

/// Parses the format that the platform documents, `YYYY-MM-DDThh:mm:ss.SSSZ`: nearly all timestamps have it.
fn documented(text: &str) -> Option<DateTime<Utc>> {
    const FORM: &[u8; 24] = b"0000-00-00T00:00:00.000Z";
    let text: &[u8; 24] = text.as_bytes().try_into().ok()?;
    let is_of_form =
        |(byte, form): (&u8, &u8)| if *form == b'0' { byte.is_ascii_digit() } else { byte == form };
    if !text.iter().zip(FORM).all(is_of_form) {
        return None;
    }
    let number =
        |range: Range<usize>| text[range].iter().fold(0, |sum, digit| sum * 10 + u32::from(digit - b'0'));
    let year = i32::try_from(number(0..4)).ok().filter(|year| *year > 0)?;
    let day = NaiveDate::from_ymd_opt(year, number(5..7), number(8..10))?;
    let time = day.and_hms_milli_opt(number(11..13), number(14..16), number(17..19), number(20..23))?;
    Some(time.and_utc())
}

/// Parses any format of RFC 3339.
fn any_form(text: &str) -> Option<DateTime<Utc>> {
    let time = FORM.is_match(text).then(|| DateTime::parse_from_rfc3339(text).ok()).flatten()?;
    (time.year() > 0).then(|| time.to_utc())
}

impl fmt::Display for Timestamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.text)
    }
}

impl Serialize for Timestamp {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.text)
    }
}

impl<'de> Deserialize<'de> for Timestamp {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer, str::parse)
    }
}

impl Part for Timestamp {}

/// A timestamp in a text.
#[derive(Clone, Copy)]
pub(crate) struct TimestampView<'a> {
    text: &'a str,
    instant: DateTime<Utc>,
}

impl<'a> TimestampView<'a> {
    pub(crate) fn parse(text: &'a str) -> Result<Self, NotATimestamp> {
        let instant = documented(text).or_else(|| any_form(text)).ok_or(NotATimestamp)?;
        Ok(Self { text, instant })
    }

    pub(crate) fn as_str(&self) -> &'a str {
        self.text
    }

    pub(crate) fn instant(&self) -> DateTime<Utc> {
        self.instant
    }
}

impl Viewed for Timestamp {
    type View<'a> = TimestampView<'a>;

    fn view<'a>(&'a self, _: &'a Bump) -> TimestampView<'a> {
        TimestampView { text: &self.text, instant: self.instant }
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Timestamp {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Timestamp".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A point in time in RFC 3339 format, in UTC: `YYYY-MM-DDThh:mm:ss.SSSZ`.",
            "type": "string",
            "format": "date-time",
            "pattern": FORM.as_str(),
            "not": super::text::no_line_feed_and_no_year_0(),
            "examples": ["2022-07-20T17:20:35.000Z"],
        })
    }
}
