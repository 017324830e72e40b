//! The fast path of field validation: generated from the exported schemas.
//!
//! The limits of the model check whatever it cannot prove, and tell what is broken.

use std::net::IpAddr;

use uuid::Uuid;

use crate::model::{Flag, FromText, WorkflowKey, view};

include!("generated/fields.rs");

/// Whether a value certainly matches its schema.
pub trait FieldsValid {
    fn fields_valid(&self) -> bool;
}

impl<T: FieldsValid> FieldsValid for Option<T> {
    fn fields_valid(&self) -> bool {
        self.as_ref().is_none_or(T::fields_valid)
    }
}

impl FieldsValid for WorkflowKey {
    fn fields_valid(&self) -> bool {
        self.is_valid()
    }
}

/// Types all of whose values match their schema.
macro_rules! always_valid {
    ($($name:ty),+ $(,)?) => {$(
        impl FieldsValid for $name {
            fn fields_valid(&self) -> bool {
                true
            }
        }
    )+};
}

// Strings that a schema constrains are checked as `Text`.
always_valid!(
    Flag,
    f64,
    &str,
    view::NumberOrString,
    view::OpenObject<'_>,
    view::Timestamp<'_>,
    view::UnknownValue,
);

/// The strings of a list of values.
impl<T: FromText> FieldsValid for T {
    fn fields_valid(&self) -> bool {
        true
    }
}

/// The members of an object with any names.
impl FieldsValid for &[(&str, &str)] {
    fn fields_valid(&self) -> bool {
        true
    }
}

/// An array field.
trait Items {
    type Item;

    /// Whether there are at least this many items, and all of them are certainly valid.
    fn has_valid_items(&self, min: usize, is_valid: impl Fn(&Self::Item) -> bool) -> bool;
}

impl<T> Items for &[T] {
    type Item = T;

    fn has_valid_items(&self, min: usize, is_valid: impl Fn(&T) -> bool) -> bool {
        self.len() >= min && self.iter().all(is_valid)
    }
}

impl<T: Items> Items for Option<T> {
    type Item = T::Item;

    fn has_valid_items(&self, min: usize, is_valid: impl Fn(&T::Item) -> bool) -> bool {
        self.as_ref().is_none_or(|items| items.has_valid_items(min, is_valid))
    }
}

/// A field that is a string in JSON.
trait Text {
    fn is_valid_text(&self, is_valid: impl Fn(&str) -> bool) -> bool;
}

impl Text for &str {
    fn is_valid_text(&self, is_valid: impl Fn(&str) -> bool) -> bool {
        is_valid(self)
    }
}

impl<T: Text> Text for Option<T> {
    fn is_valid_text(&self, is_valid: impl Fn(&str) -> bool) -> bool {
        self.as_ref().is_none_or(|text| text.is_valid_text(is_valid))
    }
}

impl Text for Uuid {
    fn is_valid_text(&self, _: impl Fn(&str) -> bool) -> bool {
        true
    }
}

impl Text for view::AddressOnDocument<'_> {
    fn is_valid_text(&self, _: impl Fn(&str) -> bool) -> bool {
        match self {
            Self::Fields(fields) => fields.fields_valid(),
            Self::Text(_) => true,
        }
    }
}

impl Text for view::ProblemStatus {
    fn is_valid_text(&self, _: impl Fn(&str) -> bool) -> bool {
        true
    }
}

impl Text for IpAddr {
    fn is_valid_text(&self, _: impl Fn(&str) -> bool) -> bool {
        true
    }
}

/// A deterministic automaton over the bytes of a string. A state is the index of its row in `rows`.
struct Automaton {
    /// The column of each byte; bytes that no state distinguishes share one.
    columns: &'static [u8; 256],
    /// For each state: 1 if it accepts or 0, then the next state by column.
    rows: &'static [u16],
}

impl Automaton {
    fn accepts(&self, text: &str) -> bool {
        let step = |state: u16, byte: u8| {
            self.rows[usize::from(state) + usize::from(self.columns[usize::from(byte)])]
        };
        let (mut bytes, mut state) = (text.bytes(), 0);
        // Most bytes keep the state; searching for one that changes it is faster than stepping through each.
        while let Some(next) = bytes.by_ref().map(|byte| step(state, byte)).find(|next| *next != state) {
            state = next;
        }
        self.rows[usize::from(state)] == 1
    }
}
