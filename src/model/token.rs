//! Tokens: who holds one can act for you.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// An authorization token. `Debug` does not show it, and there is no `Display`.
#[derive(Clone, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(transparent)]
#[schemars(inline)]
pub struct Token(String);

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
