//! Numbers in responses, written back as they were read.

use bumpalo::Bump;
use serde::{Deserialize, Deserializer, Serialize, de};
use serde_json::Value;

use super::{part::Part, viewed::Viewed};

/// A number in a response. It is written back as it was read: `30` and `30.0` stay different.
///
/// ```
/// use kyx_schema::Number;
///
/// let score: Number = serde_json::from_str("12.5")?;
/// assert_eq!(score.as_f64(), 12.5);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema), schemars(inline))]
pub struct Number(serde_json::Number);

impl Number {
    /// The value; for a number beyond the range of `f64`, infinity.
    #[must_use]
    pub fn as_f64(&self) -> f64 {
        self.0.as_f64().unwrap_or(f64::INFINITY)
    }

    /// The value, if it is a whole number that is not negative.
    #[must_use]
    pub fn as_u64(&self) -> Option<u64> {
        self.0.as_u64()
    }
}

/// Does not show the value.
impl std::fmt::Debug for Number {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Number •••")
    }
}

impl Part for Number {}

/// As the nearest `f64`.
impl Viewed for Number {
    type View<'a> = f64;

    fn view(&self, _: &Bump) -> f64 {
        self.as_f64()
    }
}

/// A value that is a number in some responses, and a string in others. It is written back as it was read.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct NumberOrString(Value);

impl NumberOrString {
    /// The value as text.
    #[must_use]
    pub fn text(&self) -> String {
        match &self.0 {
            Value::String(text) => text.clone(),
            other => other.to_string(),
        }
    }
}

impl<'de> Deserialize<'de> for NumberOrString {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            value @ (Value::Number(_) | Value::String(_)) => Ok(Self(value)),
            _ => Err(de::Error::custom("neither a number nor a string")),
        }
    }
}

/// Does not show the value.
impl std::fmt::Debug for NumberOrString {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("NumberOrString •••")
    }
}

impl Part for NumberOrString {}

/// No rule reads the value.
#[derive(Clone, Copy)]
pub(crate) struct NumberOrStringView;

impl Viewed for NumberOrString {
    type View<'a> = NumberOrStringView;

    fn view(&self, _: &Bump) -> NumberOrStringView {
        NumberOrStringView
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for NumberOrString {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "NumberOrString".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A value that is a number in some responses, and a string in others.",
            "anyOf": [{ "type": "number" }, { "type": "string" }],
            "examples": [28],
        })
    }
}
