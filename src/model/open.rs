//! Objects whose fields the platform does not publish: carried through as they are.

use std::{collections::HashSet, fmt};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor},
};
use serde_json::value::RawValue;

use super::part::Part;

/// How deep a payload may be nested; the limit of most JSON readers, this one's included.
pub(crate) const MAX_DEPTH: usize = 128;

/// An object that is kept as it was written, to the last digit of its numbers.
///
/// The platform's documents name such objects (`kyc`, `bank`, `business`) but not their fields.
/// It must be a JSON object without repeated keys; nothing else is asked of it.
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
    /// Takes any value that serializes as a JSON object.
    ///
    /// # Errors
    /// When the value cannot be serialized, or is no object.
    pub fn new(value: &impl Serialize) -> Result<Self, serde_json::Error> {
        serde_json::from_str(&serde_json::to_string(value)?)
    }

    /// The JSON text.
    #[must_use]
    pub fn get(&self) -> &str {
        self.0.get()
    }

    /// Reads the object as a type of your own.
    ///
    /// # Errors
    /// When the fields are not those of `T`.
    pub fn read<'a, T: Deserialize<'a>>(&'a self) -> Result<T, serde_json::Error> {
        serde_json::from_str(self.get())
    }
}

/// Two open objects are equal when their texts are.
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
        if !raw.get().starts_with('{') {
            return Err(D::Error::custom("not a JSON object"));
        }
        // `RawValue` itself looks neither at repeated keys nor at half surrogate pairs nor at depth.
        let mut reader = serde_json::Deserializer::from_str(raw.get());
        Sound { depth: 1 }
            .deserialize(&mut reader)
            .map_err(|_| D::Error::custom("not a sound JSON object"))?;
        Ok(Self(raw))
    }
}

/// Reads a value and keeps nothing: it fails on a repeated key, a broken string and too deep a nesting.
struct Sound {
    depth: usize,
}

impl Sound {
    fn inner<E: Error>(&self) -> Result<Self, E> {
        let depth = self.depth + 1;
        if depth > MAX_DEPTH {
            return Err(E::custom("nested too deep"));
        }
        Ok(Self { depth })
    }
}

impl<'de> DeserializeSeed<'de> for Sound {
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

impl<'de> Visitor<'de> for Sound {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<(), A::Error> {
        while items.next_element_seed(Sound { depth: self.depth })?.is_some() {}
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<(), A::Error> {
        let mut seen = HashSet::new();
        while let Some(key) = fields.next_key::<String>()? {
            if !seen.insert(key) {
                return Err(A::Error::custom("repeated key"));
            }
            fields.next_value_seed(Sound { depth: self.depth })?;
        }
        Ok(())
    }
}

impl Part for OpenObject {}

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
