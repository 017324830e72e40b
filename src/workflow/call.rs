//! The calls that carry account requests, and the channels through which credentials reach the platform.

use std::{fmt, str::FromStr};

/// A call that carries an account request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// POST: a new account.
    CreateAccount,
    /// PUT: an existing account.
    UpdateAccount,
}

/// The channel through which credentials reach the platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    /// The REST API: your own service uploads them.
    Api,
    /// The web client.
    Web,
    /// The mobile SDKs.
    Sdk,
}

impl Operation {
    pub(crate) const NAMES: [(&'static str, Self); 2] =
        [("create", Self::CreateAccount), ("update", Self::UpdateAccount)];
}

impl Channel {
    pub(crate) const NAMES: [(&'static str, Self); 3] =
        [("api", Self::Api), ("web", Self::Web), ("sdk", Self::Sdk)];
}

/// The error for a string that is not the name of an [`Operation`] or a [`Channel`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    names: Vec<&'static str>,
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not one of {}", self.names.join(", "))
    }
}

impl std::error::Error for UnknownName {}

/// Parses `create` or `update`.
impl FromStr for Operation {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        by_name(&Self::NAMES, name)
    }
}

/// Parses `api`, `web` or `sdk`.
impl FromStr for Channel {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        by_name(&Self::NAMES, name)
    }
}

fn by_name<T: Copy>(names: &[(&'static str, T)], name: &str) -> Result<T, UnknownName> {
    let found = names.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
    found.ok_or_else(|| UnknownName { names: names.iter().map(|(known, _)| *known).collect() })
}

impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Api => "API",
            Self::Web => "WEB",
            Self::Sdk => "SDK",
        })
    }
}
