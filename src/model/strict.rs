//! Objects are read from JSON objects and names from JSON strings, and from nothing else.
//!
//! serde's derived code also reads a struct from an array of its fields, and an enum from an object that has the name
//! of the variant for its key. No schema allows that, and no other reader of the payload would.

use serde::{
    Deserializer,
    de::{IntoDeserializer, Visitor, value},
    forward_to_deserialize_any,
};

use super::from_text::from_text;

/// A deserializer that offers derived code the one form only.
pub(super) struct Strict<D>(pub(super) D);

impl<'de, D: Deserializer<'de>> Deserializer<'de> for Strict<D> {
    type Error = D::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, D::Error> {
        self.0.deserialize_any(visitor)
    }

    fn deserialize_struct<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        self.0.deserialize_map(visitor)
    }

    fn deserialize_enum<V: Visitor<'de>>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, D::Error> {
        from_text(self.0, |name| {
            visitor.visit_enum(IntoDeserializer::<value::Error>::into_deserializer(name))
        })
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 i128 u8 u16 u32 u64 u128 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map identifier ignored_any
    }
}
