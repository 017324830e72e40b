//! A value of the text, without what an array or object contains.

use serde_json::{Map, Number, Value as Json};

/// A value of the text, without what an array or object contains.
#[derive(Clone, Default)]
pub(super) enum Shallow<'a> {
    #[default]
    Null,
    Bool(bool),
    Number(Number),
    String(&'a str),
    Array,
    Object,
}

impl<'a> Shallow<'a> {
    pub(super) fn text(&self) -> Option<&'a str> {
        match self {
            Self::String(text) => Some(text),
            _ => None,
        }
    }

    /// Appends the value as JSON.
    pub(super) fn write(&self, json: &mut String) {
        match self {
            Self::String(text) => write_string(text, json),
            other => json.push_str(&Json::from(other).to_string()),
        }
    }
}

/// Appends a string as JSON.
pub(super) fn write_string(text: &str, json: &mut String) {
    // Without branches, so that the compiler vectorizes it.
    let is_escaped = |any: bool, byte: u8| any | (byte < b' ') | (byte == b'"') | (byte == b'\\');
    // Most strings need no escapes.
    if !text.bytes().fold(false, is_escaped) {
        json.push('"');
        json.push_str(text);
        json.push('"');
    } else {
        json.push_str(&Json::from(text).to_string());
    }
}

impl<'a> From<&'a Json> for Shallow<'a> {
    fn from(value: &'a Json) -> Self {
        match value {
            Json::Null => Self::Null,
            Json::Bool(value) => Self::Bool(*value),
            Json::Number(number) => Self::Number(number.clone()),
            Json::String(text) => Self::String(text),
            Json::Array(_) => Self::Array,
            Json::Object(_) => Self::Object,
        }
    }
}

impl From<&Shallow<'_>> for Json {
    fn from(value: &Shallow<'_>) -> Self {
        match value {
            Shallow::Null => Self::Null,
            Shallow::Bool(value) => Self::Bool(*value),
            Shallow::Number(number) => Self::Number(number.clone()),
            Shallow::String(text) => Self::from(*text),
            Shallow::Array => Self::Array(Vec::new()),
            Shallow::Object => Self::Object(Map::new()),
        }
    }
}
