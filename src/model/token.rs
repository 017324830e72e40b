//! Authorization tokens: anyone who has one can act for you.

use bumpalo::Bump;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::{part::Part, viewed::Viewed};

/// An authorization token. `Debug` masks it, and `Display` is not implemented.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema), schemars(inline))]
pub struct Token(String);

impl Part for Token {}

impl Viewed for Token {
    type View<'a> = &'a str;

    fn view<'a>(&'a self, _: &'a Bump) -> &'a str {
        &self.0
    }
}

impl Token {
    /// Returns the token itself, for the header `Authorization: Bearer …`.
    #[must_use]
    pub fn expose(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for Token {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Token(•••)")
    }
}
