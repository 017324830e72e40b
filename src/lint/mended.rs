//! A payload as the model can hold it, which reads it without a copy of the text.

use serde::{
    Deserializer,
    de::{
        IntoDeserializer, Visitor,
        value::{BorrowedStrDeserializer, MapDeserializer, SeqDeserializer},
    },
    forward_to_deserialize_any,
};
use serde_json::{Number, Value as Json};

/// A value that stood in a text, or stands for one that could not be read.
#[derive(Default)]
pub(super) enum Mended<'a> {
    #[default]
    Null,
    Bool(bool),
    Number(Number),
    Text(&'a str),
    Array(Vec<Mended<'a>>),
    /// No key stands twice.
    Object(Vec<(&'a str, Mended<'a>)>),
    StandIn(Json),
}

impl<'a> Mended<'a> {
    pub(super) fn text(&self) -> Option<&'a str> {
        match self {
            Self::Text(text) => Some(text),
            _ => None,
        }
    }
}

impl From<&Mended<'_>> for Json {
    fn from(value: &Mended<'_>) -> Self {
        match value {
            Mended::Null => Self::Null,
            Mended::Bool(value) => Self::Bool(*value),
            Mended::Number(number) => Self::Number(number.clone()),
            Mended::Text(text) => Self::from(*text),
            Mended::Array(items) => items.iter().map(Self::from).collect(),
            Mended::Object(fields) => {
                fields.iter().map(|(name, value)| ((*name).to_owned(), Self::from(value))).collect()
            }
            Mended::StandIn(value) => value.clone(),
        }
    }
}

impl<'de> Deserializer<'de> for &'de Mended<'_> {
    type Error = serde_json::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self {
            Mended::Null => visitor.visit_unit(),
            Mended::Bool(value) => visitor.visit_bool(*value),
            Mended::Number(number) => number.deserialize_any(visitor),
            Mended::Text(text) => visitor.visit_borrowed_str(text),
            Mended::Array(items) => visitor.visit_seq(SeqDeserializer::new(items.iter())),
            Mended::Object(fields) => {
                visitor.visit_map(MapDeserializer::new(fields.iter().map(|(name, value)| (*name, value))))
            }
            Mended::StandIn(value) => value.deserialize_any(visitor),
        }
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Self::Error> {
        match self {
            Mended::Null | Mended::StandIn(Json::Null) => visitor.visit_none(),
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
            Mended::Text(text) => visitor.visit_enum(BorrowedStrDeserializer::new(text)),
            Mended::StandIn(value) => value.deserialize_enum(name, variants, visitor),
            _ => self.deserialize_any(visitor),
        }
    }

    /// Among these are values that are kept as a JSON text, which `serde_json` makes.
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

impl<'de> IntoDeserializer<'de, serde_json::Error> for &'de Mended<'_> {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}
