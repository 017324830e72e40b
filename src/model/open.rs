//! Objects whose fields the platform does not publish: they are passed through unchanged.

use bumpalo::Bump;
use std::{collections::HashSet, fmt};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;

use super::{part::Part, viewed::Viewed};

/// The maximum nesting depth of a payload: the limit of most JSON parsers, including `serde_json`.
pub(crate) const MAX_DEPTH: usize = 128;

/// The maximum nesting depth of what `serde_json` reads, rather than passes through.
#[cfg(feature = "lint")]
pub(crate) const MAX_READ_DEPTH: usize = MAX_DEPTH - 1;

/// A JSON object that is kept exactly as it was written, including every digit of its numbers.
///
/// The platform's documents mention such objects (`kyc`, `bank`, `business`) but not their fields. The only
/// requirements are unique keys, valid strings, and a nesting depth of at most 128 in the whole payload.
///
/// ```
/// use kyx_schema::OpenObject;
///
/// let bank: OpenObject = serde_json::from_str(r#"{"accountNumber": 12345678901234567890123}"#)?;
/// assert_eq!(bank.get(), r#"{"accountNumber": 12345678901234567890123}"#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone)]
pub struct OpenObject(Box<RawValue>);

impl OpenObject {
    /// Creates an open object from any value that serializes as a JSON object.
    ///
    /// # Errors
    /// If the value cannot be serialized or is not an object.
    pub fn new(value: &impl Serialize) -> Result<Self, serde_json::Error> {
        serde_json::from_str(&serde_json::to_string(value)?)
    }

    /// Returns the JSON text.
    #[must_use]
    pub fn get(&self) -> &str {
        self.0.get()
    }

    /// Deserializes the object into a type of your own.
    ///
    /// # Errors
    /// If the object does not match `T`.
    pub fn read<'a, T: Deserialize<'a>>(&'a self) -> Result<T, serde_json::Error> {
        serde_json::from_str(self.get())
    }
}

/// Open objects are equal if their JSON texts are equal.
impl PartialEq for OpenObject {
    fn eq(&self, other: &Self) -> bool {
        self.get() == other.get()
    }
}

impl fmt::Debug for OpenObject {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("OpenObject {•••}")
    }
}

impl Serialize for OpenObject {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.0.serialize(serializer)
    }
}

impl<'de> Deserialize<'de> for OpenObject {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = Box::<RawValue>::deserialize(deserializer)?;
        match OpenObjectView::parse(raw.get()) {
            Some(_) => Ok(Self(raw)),
            None => Err(D::Error::custom("not a valid JSON object")),
        }
    }
}

/// Reads a value without keeping it, and fails on duplicate keys, invalid strings and too deep nesting.
struct ValidJson {
    depth: usize,
}

impl ValidJson {
    fn inner<E: Error>(&self) -> Result<Self, E> {
        let depth = self.depth + 1;
        if depth > MAX_DEPTH {
            return Err(E::custom("nested too deeply"));
        }
        Ok(Self { depth })
    }
}

impl<'de> DeserializeSeed<'de> for ValidJson {
    type Value = ();

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<(), D::Error> {
        let text = <&RawValue>::deserialize(deserializer)?.get();
        let mut reader = serde_json::Deserializer::from_str(text);
        let read = match text.as_bytes().first() {
            Some(b'{') => reader.deserialize_map(self.inner()?),
            Some(b'[') => reader.deserialize_seq(self.inner()?),
            Some(b'"') => reader.deserialize_str(self),
            _ => Ok(()), // a number of any size, true, false or null
        };
        read.map_err(D::Error::custom)
    }
}

impl<'de> Visitor<'de> for ValidJson {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(ValidJson { depth: self.depth })?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        let mut seen = HashSet::new();
        while let Some(key) = fields.next_key::<String>()? {
            if !seen.insert(key) {
                return Err(A::Error::custom("duplicate key"));
            }
            fields.next_value_seed(ValidJson { depth: self.depth })?;
        }
        Ok(())
    }
}

impl Part for OpenObject {}

/// The text of an open object.
#[derive(Clone, Copy)]
pub(crate) struct OpenObjectView<'a>(#[allow(dead_code, reason = "no rule reads it")] &'a str);

impl<'a> OpenObjectView<'a> {
    /// `None` if the text is not that of a JSON object with unique keys, valid strings and limited depth.
    pub(crate) fn parse(text: &'a str) -> Option<Self> {
        // `RawValue` checks neither for duplicate keys nor for lone surrogates nor the nesting depth.
        let mut reader = serde_json::Deserializer::from_str(text);
        ValidJson { depth: 1 }.deserialize(&mut reader).ok().filter(|()| text.starts_with('{'))?;
        Some(Self(text))
    }
}

impl Viewed for OpenObject {
    type View<'a> = OpenObjectView<'a>;

    fn view<'a>(&'a self, _: &'a Bump) -> OpenObjectView<'a> {
        OpenObjectView(self.get())
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for OpenObject {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "OpenObject".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "type": "object" })
    }
}
