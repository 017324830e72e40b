//! A payload with stand-ins for values that the model cannot represent, read without copying the text.

use serde::{
    Deserializer,
    de::{
        IntoDeserializer, Visitor,
        value::{BorrowedStrDeserializer, MapDeserializer, SeqDeserializer},
    },
    forward_to_deserialize_any,
};
use serde_json::{Number, Value as Json};

/// A value of the text, or a stand-in for a value that could not be read.
#[derive(Default)]
pub(super) enum Recovered<'a> {
    #[default]
    Null,
    Bool(bool),
    Number(Number),
    String(&'a str),
    Array(Vec<Recovered<'a>>),
    /// Keys are unique.
    Object(Vec<(&'a str, Recovered<'a>)>),
    StandIn(Json),
}

impl<'a> Recovered<'a> {
    pub(super) fn text(&self) -> Option<&'a str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }
}

impl<'a> From<&'a Json> for Recovered<'a> {
    fn from(value: &'a Json) -> Self {
        match value {
            Json::Null => Self::Null,
            Json::Bool(value) => Self::Bool(*value),
            Json::Number(number) => Self::Number(number.clone()),
            Json::String(text) => Self::String(text),
            Json::Array(_) | Json::Object(_) => Self::StandIn(value.clone()),
        }
    }
}

impl From<&Recovered<'_>> for Json {
    fn from(value: &Recovered<'_>) -> Self {
        match value {
            Recovered::Null => Self::Null,
            Recovered::Bool(value) => Self::Bool(*value),
            Recovered::Number(number) => Self::Number(number.clone()),
            Recovered::String(text) => Self::from(*text),
            Recovered::Array(items) => items.iter().map(Self::from).collect(),
            Recovered::Object(fields) => {
                fields.iter().map(|(name, value)| ((*name).to_owned(), Self::from(value))).collect()
            }
            Recovered::StandIn(value) => value.clone(),
        }
    }
}

impl<'de> Deserializer<'de> for &'de Recovered<'_> {
    type Error = serde_json::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self {
            Recovered::Null => visitor.visit_unit(),
            Recovered::Bool(value) => visitor.visit_bool(*value),
            Recovered::Number(number) => number.deserialize_any(visitor),
            Recovered::String(text) => visitor.visit_borrowed_str(text),
            Recovered::Array(items) => visitor.visit_seq(SeqDeserializer::new(items.iter())),
            Recovered::Object(fields) => {
                visitor.visit_map(MapDeserializer::new(fields.iter().map(|(name, value)| (*name, value))))
            }
            Recovered::StandIn(value) => value.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self {
            Recovered::Null | Recovered::StandIn(Json::Null) => visitor.visit_none(),
            _ => visitor.visit_some(self),
        }
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        name: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        match self {
            Recovered::String(text) => visitor.visit_enum(BorrowedStrDeserializer::new(text)),
            Recovered::StandIn(value) => value.deserialize_enum(name, variants, visitor),
            _ => self.deserialize_any(visitor),
        }
    }

    /// Some newtypes keep their value as JSON text, which only `serde_json` produces.
    fn deserialize_newtype_struct<V: Visitor<'de>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Self::Error> {
        Json::from(self).deserialize_newtype_struct(name, visitor)
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf unit unit_struct seq
        tuple tuple_struct map struct identifier ignored_any
    }
}

impl<'de> IntoDeserializer<'de, serde_json::Error> for &'de Recovered<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}
