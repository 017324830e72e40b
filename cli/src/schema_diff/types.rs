//! Sets of the types that JSON Schema tells apart.

use std::{
    fmt,
    ops::{BitAnd, Sub},
};

use serde_json::Value;

/// A set of types. Numbers are of two: those without a fraction, and the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Types(u8);

/// The types in the order of their bits; `number` is any number.
const NAMES: [(Types, &str); 8] = [
    (Types::STRING, "string"),
    (Types::NUMBER, "number"),
    (Types::INTEGER, "integer"),
    (Types::FRACTION, "number with a fraction"),
    (Types::BOOLEAN, "boolean"),
    (Types::ARRAY, "array"),
    (Types::OBJECT, "object"),
    (Types::NULL, "null"),
];

impl Types {
    pub(super) const NONE: Self = Self(0);
    pub(super) const ALL: Self = Self(0b111_1111);
    pub(super) const STRING: Self = Self(1);
    pub(super) const INTEGER: Self = Self(2);
    const FRACTION: Self = Self(4);
    pub(super) const NUMBER: Self = Self(Self::INTEGER.0 | Self::FRACTION.0);
    const BOOLEAN: Self = Self(8);
    pub(super) const ARRAY: Self = Self(16);
    pub(super) const OBJECT: Self = Self(32);
    const NULL: Self = Self(64);
    /// Types of which no keyword speaks together.
    pub(super) const GROUPS: [Self; 6] =
        [Self::STRING, Self::NUMBER, Self::BOOLEAN, Self::ARRAY, Self::OBJECT, Self::NULL];

    /// What `type` says.
    pub(super) fn named(value: &Value) -> Option<Self> {
        let named = |name: &Value| NAMES.iter().find(|(_, it)| *name == *it).map(|(types, _)| *types);
        match value {
            Value::Array(names) => names.iter().map(named).collect(),
            name => named(name),
        }
    }

    /// The type of a value.
    pub(super) fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::NULL,
            Value::Bool(_) => Self::BOOLEAN,
            Value::String(_) => Self::STRING,
            Value::Array(_) => Self::ARRAY,
            Value::Object(_) => Self::OBJECT,
            // 1.0 is a whole number to JSON Schema.
            Value::Number(number) if number.as_f64().is_some_and(|it| it.fract() == 0.0) => Self::INTEGER,
            Value::Number(_) => Self::FRACTION,
        }
    }

    /// All values of these types, where there are few.
    pub(super) fn values(self) -> Option<Vec<&'static Value>> {
        static VALUES: [Value; 3] = [Value::Bool(false), Value::Bool(true), Value::Null];
        let is_few = (Self::BOOLEAN.0 | Self::NULL.0) & self.0 == self.0;
        is_few.then(|| VALUES.iter().filter(|it| self.has(Self::of(it))).collect())
    }

    pub(super) fn is_none(self) -> bool {
        self == Self::NONE
    }

    pub(super) fn has(self, other: Self) -> bool {
        (other - self).is_none()
    }

    pub(super) fn meets(self, other: Self) -> bool {
        !(self & other).is_none()
    }
}

impl FromIterator<Self> for Types {
    fn from_iter<I: IntoIterator<Item = Self>>(sets: I) -> Self {
        Self(sets.into_iter().fold(0, |all, types| all | types.0))
    }
}

impl BitAnd for Types {
    type Output = Self;

    fn bitand(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }
}

impl Sub for Types {
    type Output = Self;

    fn sub(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }
}

impl fmt::Display for Types {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if *self == Self::ALL {
            return f.write_str("anything");
        }
        let mut left = *self;
        let mut names = Vec::new();
        for (types, name) in NAMES {
            if left.has(types) {
                names.push(name);
                left = left - types;
            }
        }
        f.write_str(&if names.is_empty() { "nothing".to_owned() } else { names.join(" or ") })
    }
}
