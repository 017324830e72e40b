//! What the types of payloads have in common: their `Debug` output shows which fields are set but never their values, since
//! they contain personal data and tokens.

use std::{
    collections::BTreeMap,
    fmt::{Debug, Formatter, Result},
    net::IpAddr,
};

use serde_json::Value;
use uuid::Uuid;

use super::unknown::{UnknownFields, UnknownValue};
use crate::naming::json_name;

/// What stands for a value that is not shown, in every output.
pub const MASK: &str = "•••";

/// A type that deserializes strictly and is masked in the `Debug` output of its object.
pub trait Part {
    /// Shows the shape of the value, without strings, numbers, and names that no schema knows.
    fn fmt_masked(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(MASK)
    }

    /// Whether the field is left out.
    fn is_absent(&self) -> bool {
        false
    }
}

impl Part for String {}
impl Part for IpAddr {}
impl Part for Uuid {}
impl Part for f64 {}
impl Part for Value {}
impl Part for UnknownValue {}

impl Part for bool {
    fn fmt_masked(&self, f: &mut Formatter<'_>) -> Result {
        write!(f, "{self}")
    }
}

impl Part for UnknownFields {
    fn fmt_masked(&self, f: &mut Formatter<'_>) -> Result {
        Debug::fmt(self, f)
    }

    fn is_absent(&self) -> bool {
        self.is_empty()
    }
}

impl<T: Part> Part for Option<T> {
    fn fmt_masked(&self, f: &mut Formatter<'_>) -> Result {
        self.as_ref().map_or(Ok(()), |value| value.fmt_masked(f))
    }

    fn is_absent(&self) -> bool {
        self.is_none()
    }
}

impl<T: Part> Part for Vec<T> {
    fn fmt_masked(&self, f: &mut Formatter<'_>) -> Result {
        f.debug_list().entries(self.iter().map(|item| Masked(item))).finish()
    }
}

/// The names are free, and may be values.
impl<T: Part> Part for BTreeMap<String, T> {
    fn fmt_masked(&self, f: &mut Formatter<'_>) -> Result {
        f.debug_list().entries(self.values().map(|value| Masked(value))).finish()
    }
}

/// Writes the fields of an object that are present, each by its Rust name.
pub(super) fn fmt_fields(f: &mut Formatter<'_>, fields: &[(&str, &dyn Part)]) -> Result {
    let present = fields.iter().filter(|(_, value)| !value.is_absent());
    f.debug_map().entries(present.map(|(name, value)| (Plain(json_name(name)), Masked(*value)))).finish()
}

struct Plain(String);

impl Debug for Plain {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        f.write_str(&self.0)
    }
}

/// Shows a part without its values.
struct Masked<'a>(&'a dyn Part);

impl Debug for Masked<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> Result {
        self.0.fmt_masked(f)
    }
}
