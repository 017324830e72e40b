//! A payload with stand-ins for values that the model cannot represent, read without copying the text.

use serde::{Serialize, Serializer};
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

    /// The value as JSON text. Types of the model are read from it, because the code for that is there already, and a
    /// `Deserializer` of this type would repeat all of it.
    pub(super) fn to_json(&self) -> String {
        // Keys are strings, so nothing can fail.
        serde_json::to_string(self).unwrap_or_default()
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

impl Serialize for Recovered<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_unit(),
            Self::Bool(value) => serializer.serialize_bool(*value),
            Self::Number(number) => number.serialize(serializer),
            Self::String(text) => serializer.serialize_str(text),
            Self::Array(items) => serializer.collect_seq(items),
            Self::Object(fields) => serializer.collect_map(fields.iter().map(|(name, value)| (name, value))),
            Self::StandIn(value) => value.serialize(serializer),
        }
    }
}
