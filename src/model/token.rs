//! Tokens: who holds one can act for you.

use std::fmt;

use serde::{Deserialize, Serialize};

use super::part::Part;

/// An authorization token. `Debug` does not show it, and there is no `Display`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema), schemars(inline))]
pub struct Token(String);

impl Part for Token {}

impl Token {
    /// The token itself, for the `Authorization` header: `Bearer` and this.
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
