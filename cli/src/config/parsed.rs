//! Values that are parsed from strings.

use std::{borrow::Cow, fmt, str::FromStr};

use serde::Deserialize;

use crate::selector::RuleSelector;

/// A value that is parsed from a string.
#[derive(Deserialize)]
#[serde(try_from = "Cow<'_, str>", bound = "T: FromStr<Err: fmt::Display>")]
pub(crate) struct Parsed<T>(pub(crate) T);

impl<T: FromStr<Err: fmt::Display>> TryFrom<Cow<'_, str>> for Parsed<T> {
    type Error = String;

    fn try_from(text: Cow<'_, str>) -> Result<Self, String> {
        text.parse().map(Self).map_err(|error| format!("`{text}`: {error}"))
    }
}

impl<'de> Deserialize<'de> for RuleSelector {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Parsed::deserialize(deserializer).map(|Parsed(selector)| selector)
    }
}
