//! Whether the fields of a request meet their schemas, told by code that the build writes from these schemas.
//!
//! It takes a fraction of the time of `validator`, which is asked where this does not say yes.

use std::net::IpAddr;

use uuid::Uuid;

use crate::{
    Category, ConsentDecision, CountryCode, CrossDeviceOption, Flag, PredefinedType, SearchType, Sex,
    Timestamp, WorkflowKey, model::check_key,
};

include!(concat!(env!("OUT_DIR"), "/fields.rs"));

/// Whether a value is sure to meet its schema.
pub(crate) trait Holds {
    fn holds(&self) -> bool;
}

impl<T: Holds> Holds for Option<T> {
    fn holds(&self) -> bool {
        self.as_ref().is_none_or(T::holds)
    }
}

impl Holds for WorkflowKey {
    fn holds(&self) -> bool {
        check_key(self).is_ok()
    }
}

/// Types of which each value meets its schema.
macro_rules! always_hold {
    ($($name:ty),+ $(,)?) => {$(
        impl Holds for $name {
            fn holds(&self) -> bool {
                true
            }
        }
    )+};
}

// A text of which a schema asks for something is a `Text`.
always_hold!(
    Category,
    ConsentDecision,
    CountryCode,
    CrossDeviceOption,
    Flag,
    PredefinedType,
    SearchType,
    Sex,
    String,
    Timestamp,
);

/// An array whose items are sure to meet their schema, and are so many at least.
trait Items {
    fn holds_items(&self, least: usize) -> bool;
}

impl<T: Holds> Items for Vec<T> {
    fn holds_items(&self, least: usize) -> bool {
        self.len() >= least && self.iter().all(T::holds)
    }
}

impl<T: Items> Items for Option<T> {
    fn holds_items(&self, least: usize) -> bool {
        self.as_ref().is_none_or(|items| items.holds_items(least))
    }
}

/// A field that is a text to JSON.
trait Text {
    fn holds_text(&self, holds: impl Fn(&str) -> bool) -> bool;
}

impl Text for String {
    fn holds_text(&self, holds: impl Fn(&str) -> bool) -> bool {
        holds(self)
    }
}

impl<T: Text> Text for Option<T> {
    fn holds_text(&self, holds: impl Fn(&str) -> bool) -> bool {
        self.as_ref().is_none_or(|text| text.holds_text(holds))
    }
}

impl Text for Uuid {
    fn holds_text(&self, _: impl Fn(&str) -> bool) -> bool {
        true
    }
}

impl Text for IpAddr {
    fn holds_text(&self, _: impl Fn(&str) -> bool) -> bool {
        true
    }
}

/// A language of texts as a deterministic automaton over their bytes. A state is the place of its row in `rows`.
struct Automaton {
    /// The column of each byte: bytes that no state tells apart share one.
    columns: &'static [u8; 256],
    /// For each state, 1 where it accepts or 0, and then the state that comes next by column.
    rows: &'static [u16],
}

impl Automaton {
    fn accepts(&self, text: &str) -> bool {
        let step = |state: u16, byte: u8| {
            self.rows[usize::from(state) + usize::from(self.columns[usize::from(byte)])]
        };
        let (mut bytes, mut state) = (text.bytes(), 0);
        // Most bytes change nothing, and to look for one that does is faster than to go on from each.
        while let Some(next) = bytes.by_ref().map(|byte| step(state, byte)).find(|next| *next != state) {
            state = next;
        }
        self.rows[usize::from(state)] == 1
    }
}
