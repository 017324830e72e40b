//! Parses values from JSON strings without copying the string.

use std::fmt::{self, Display};

use serde::{
    Deserializer,
    de::{Error, Visitor},
};

/// A value that payloads write as a string.
pub(crate) trait FromText: Sized {
    /// `None` if the string does not stand for a value.
    fn from_text(text: &str) -> Option<Self>;
}

/// Parses a value from a JSON string. (Not by way of `Cow`, since serde always deserializes an owned one.)
pub(super) fn from_text<'de, D: Deserializer<'de>, T, E: Display>(
    deserializer: D,
    read: impl FnOnce(&str) -> Result<T, E>,
) -> Result<T, D::Error> {
    deserializer.deserialize_str(Text(read))
}

struct Text<F>(F);

impl<T, E: Display, F: FnOnce(&str) -> Result<T, E>> Visitor<'_> for Text<F> {
    type Value = T;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a string")
    }

    fn visit_str<E2: Error>(self, text: &str) -> Result<T, E2> {
        (self.0)(text).map_err(Error::custom)
    }
}
