//! Reads clean requests and checks their fields in a fraction of the time that `serde` and `validator` take, by code that
//! the build writes from their schemas.
//!
//! It gives up where something is not as it is in nearly all clean requests. Then the others are asked.

mod fields;
#[cfg(feature = "lint")]
mod reader;

pub(crate) use fields::Holds;
#[cfg(feature = "lint")]
pub(crate) use reader::read;
