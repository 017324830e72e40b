//! Country codes, from the tables of ISO 3166-1.

use std::{fmt, str::FromStr, sync::LazyLock};

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{
    from_text::{FromText, from_text},
    limits::FieldValue,
    part::Part,
    viewed::viewed_as_copy,
};
use crate::tables::COUNTRIES;
#[cfg(feature = "lint")]
use crate::tables::COUNTRY_NAMES;

/// The alpha-2 and alpha-3 codes of Kosovo, which ISO 3166-1 does not list. The platform uses the common ones.
const KOSOVO: (&str, &str) = ("XK", "XKX");
#[cfg(feature = "lint")]
const NAME_OF_KOSOVO: &str = "Kosovo";

/// A country: an ISO 3166-1 alpha-3 code in upper case, or the platform's `XKX` for Kosovo.
///
/// Example: `USA`. Source: *Creating or Updating Accounts*; the vendor's integration guides for `XKX`.
///
/// ```
/// use kyx_schema::CountryCode;
///
/// let country: CountryCode = "USA".parse()?;
/// assert_eq!(country.as_str(), "USA");
/// assert!("US".parse::<CountryCode>().is_err());
/// # Ok::<(), kyx_schema::NotACountry>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct CountryCode(&'static str);

/// The error for a string that is not a [`CountryCode`]. It does not contain the string.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotACountry;

impl fmt::Display for NotACountry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not an ISO 3166-1 alpha-3 country code in upper case")
    }
}

impl std::error::Error for NotACountry {}

impl CountryCode {
    /// Returns the alpha-3 code.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        self.0
    }

    /// Returns all countries, sorted by alpha-3 code.
    #[cfg(feature = "lint")]
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        let mut all: Vec<_> = alpha3().map(Self).collect();
        all.sort_unstable();
        all.into_iter()
    }

    /// Returns the English short name, as ISO 3166-1 has it.
    #[cfg(feature = "lint")]
    pub(crate) fn name(self) -> &'static str {
        let index = COUNTRIES.binary_search_by_key(&self.0, |(alpha3, _)| *alpha3);
        index.map_or(NAME_OF_KOSOVO, |index| COUNTRY_NAMES[index])
    }

    /// Returns the country with an alpha-2 code in upper case, such as `US`.
    #[must_use]
    pub fn from_alpha2(code: &str) -> Option<Self> {
        if code == KOSOVO.0 {
            return Some(Self(KOSOVO.1));
        }
        COUNTRIES.iter().find(|(_, alpha2)| *alpha2 == code).map(|(alpha3, _)| Self(alpha3))
    }
}

impl FromText for CountryCode {
    fn from_text(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl FromStr for CountryCode {
    type Err = NotACountry;

    fn from_str(code: &str) -> Result<Self, NotACountry> {
        let (codes, numbers) = &*BY_LETTERS;
        match letters(code).map_or(0, |letters| numbers[letters]) {
            0 => Err(NotACountry),
            number => Ok(Self(codes[usize::from(number)])),
        }
    }
}

/// The alpha-3 codes, and the index of each by its letters, so that a code is found in one step: a payload contains
/// several. Index 0 marks an unknown code.
static BY_LETTERS: LazyLock<(Vec<&str>, Vec<u16>)> = LazyLock::new(|| {
    let codes: Vec<_> = std::iter::once("").chain(alpha3()).collect();
    let mut numbers = vec![0; ALPHABET.pow(3)];
    for (number, code) in (0..).zip(&codes) {
        if let Some(letters) = letters(code) {
            numbers[letters] = number;
        }
    }
    (codes, numbers)
});

const ALPHABET: usize = 26;

fn letters(code: &str) -> Option<usize> {
    let code: &[u8; 3] = code.as_bytes().try_into().ok()?;
    code.iter().try_fold(0, |number, letter| {
        letter.is_ascii_uppercase().then(|| number * ALPHABET + usize::from(letter - b'A'))
    })
}

impl fmt::Display for CountryCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

impl Serialize for CountryCode {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0)
    }
}

impl<'de> Deserialize<'de> for CountryCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        from_text(deserializer, str::parse)
    }
}

impl Part for CountryCode {}

viewed_as_copy!(CountryCode);

impl<'a> From<&'a [CountryCode]> for FieldValue<'a> {
    fn from(countries: &'a [CountryCode]) -> Self {
        Self::Array(countries.len())
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for CountryCode {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "CountryCode".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A country: an ISO 3166-1 alpha-3 code in upper case, or the platform's `XKX` for Kosovo.",
            "$comment": "KYX206 invalid-country",
            "type": "string",
            "enum": alpha3().collect::<std::collections::BTreeSet<_>>(),
            "examples": ["USA"],
        })
    }
}

/// Every alpha-3 code that the platform accepts.
fn alpha3() -> impl Iterator<Item = &'static str> {
    COUNTRIES.iter().map(|(alpha3, _)| *alpha3).chain([KOSOVO.1])
}

/// Every alpha-2 code that the platform accepts.
#[cfg(feature = "schemars")]
fn alpha2() -> impl Iterator<Item = &'static str> {
    COUNTRIES.iter().map(|(_, alpha2)| *alpha2).chain([KOSOVO.0])
}

/// Whether the address in prepared data may have this country code.
pub(crate) fn is_alpha2_or_alpha3(code: &str) -> bool {
    CountryCode::from_alpha2(code).is_some() || CountryCode::from_str(code).is_ok()
}

/// The schema of an alpha-2 or alpha-3 code that may be empty or absent.
#[cfg(feature = "schemars")]
pub(super) fn blank_or_alpha2_or_alpha3(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({
        "anyOf": [
            {
                "type": "string",
                "enum": alpha3().chain(alpha2()).chain([""]).collect::<std::collections::BTreeSet<_>>(),
            },
            { "type": "null" },
        ],
    })
}

pub(super) fn check_blank_or_alpha2_or_alpha3(code: &str) -> Result<(), &'static str> {
    if code.is_empty() || is_alpha2_or_alpha3(code) { Ok(()) } else { Err("invalid-country") }
}
