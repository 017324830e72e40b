//! Fields of responses that this version does not know about: they are kept.

use bumpalo::Bump;
use std::{fmt, marker::PhantomData, ops::Deref};

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{DeserializeSeed, Error, MapAccess, SeqAccess, Visitor},
};
use serde_json::{Map, Number, Value};

use super::viewed::Viewed;

/// The fields of an object that this version does not know about. They are serialized as they were read.
#[derive(Clone, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct UnknownFields(Map<String, Value>);

impl Deref for UnknownFields {
    type Target = Map<String, Value>;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

/// Shows only the names.
impl fmt::Debug for UnknownFields {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} unknown", self.0.len())
    }
}

/// No rule reads the fields.
#[derive(Clone, Copy, Default)]
pub(crate) struct UnknownFieldsView<'a>(PhantomData<&'a ()>);

impl Viewed for UnknownFields {
    type View<'a> = UnknownFieldsView<'a>;

    fn view<'a>(&'a self, _: &'a Bump) -> UnknownFieldsView<'a> {
        UnknownFieldsView::default()
    }
}

impl<'de> Deserialize<'de> for UnknownFields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match deserializer.deserialize_map(Unique)? {
            Value::Object(fields) => Ok(Self(fields)),
            _ => Err(D::Error::custom("not an object")),
        }
    }
}

/// A value of unknown shape, without duplicate keys. It is serialized as it was read.
#[derive(Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct UnknownValue(Value);

impl Deref for UnknownValue {
    type Target = Value;

    fn deref(&self) -> &Self::Target {
        &self.0
    }
}

/// Does not show the value.
impl fmt::Debug for UnknownValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("UnknownValue •••")
    }
}

/// No rule reads the value.
#[derive(Clone, Copy)]
pub(crate) struct UnknownValueView;

impl Viewed for UnknownValue {
    type View<'a> = UnknownValueView;

    fn view(&self, _: &Bump) -> UnknownValueView {
        UnknownValueView
    }
}

impl Viewed for Value {
    type View<'a> = UnknownValueView;

    fn view(&self, _: &Bump) -> UnknownValueView {
        UnknownValueView
    }
}

impl<'de> Deserialize<'de> for UnknownValue {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Unique.deserialize(deserializer).map(Self)
    }
}

/// Reads any value without duplicate keys; `null` counts as absent.
pub(super) fn unique<'de, D: Deserializer<'de>>(deserializer: D) -> Result<Option<Value>, D::Error> {
    let value = Unique.deserialize(deserializer)?;
    Ok(if value.is_null() { None } else { Some(value) })
}

/// Reads any value without duplicate keys: parsers differ on which of the duplicates counts.
struct Unique;

impl<'de> DeserializeSeed<'de> for Unique {
    type Value = Value;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Value, D::Error> {
        deserializer.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Unique {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON without duplicate keys")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(Value::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(Number::from_f64(value).map_or(Value::Null, Value::Number))
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Value, A::Error> {
        let mut values = Vec::new();
        while let Some(value) = items.next_element_seed(Self)? {
            values.push(value);
        }
        Ok(Value::Array(values))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut fields: A) -> Result<Value, A::Error> {
        let mut map = Map::new();
        while let Some(key) = fields.next_key::<String>()? {
            let value = fields.next_value_seed(Self)?;
            if map.insert(key, value).is_some() {
                return Err(A::Error::custom("duplicate key"));
            }
        }
        Ok(Value::Object(map))
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for UnknownValue {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "UnknownValue".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({})
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for UnknownFields {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "UnknownFields".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        <Map<String, Value>>::json_schema(generator)
    }
}
