//! `Debug` output that shows which fields are set but never their values: these types contain personal data and tokens.

use std::fmt::{Formatter, Result};

use serde::Serialize;
use serde_json::Value;

/// Writes the name of the type and the shape of `value`, with each string and number as `•••`.
pub(super) fn fmt_shape(name: &str, value: &impl Serialize, f: &mut Formatter<'_>) -> Result {
    write!(f, "{name} ")?;
    match serde_json::to_value(value) {
        Ok(value) => fmt_value(&value, f),
        Err(_) => f.write_str("•••"),
    }
}

fn fmt_value(value: &Value, f: &mut Formatter<'_>) -> Result {
    match value {
        Value::Object(fields) => {
            f.debug_map().entries(fields.iter().map(|(key, value)| (Plain(key), Shape(value)))).finish()
        }
        Value::Array(items) => f.debug_list().entries(items.iter().map(Shape)).finish(),
        Value::Bool(value) => write!(f, "{value}"),
        Value::Null => f.write_str("null"),
        Value::String(_) | Value::Number(_) => f.write_str("•••"),
    }
}

struct Shape<'a>(&'a Value);

impl std::fmt::Debug for Shape<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        fmt_value(self.0, f)
    }
}

struct Plain<'a>(&'a str);

impl std::fmt::Debug for Plain<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(self.0)
    }
}
