//! The kinds of payloads.

use std::{fmt, str::FromStr};

/// Declares the kinds: each with its type and the name of its schema.
macro_rules! kinds {
    ($($variant:ident = $name:literal,)+) => {
        /// A kind of payload.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Kind {
            $(
                #[doc = concat!("[`", stringify!($variant), "`](crate::model::", stringify!($variant), ")")]
                $variant,
            )+
        }

        impl Kind {
            /// Every kind.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name of the schema, also used on the command line and in reports: `account-request`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }
    };
}

kinds! {
    AccountRequest = "account-request",
    PreparedData = "prepared-data",
    AccountResponse = "account-response",
    PartResponse = "part-response",
    FinalizeResponse = "finalize-response",
    Callback = "callback",
    StatusResponse = "status",
    Problem = "problem",
    RetrievalResponse = "retrieval-response",
    StepsResponse = "steps-response",
    TokenResponse = "token-response",
    TokenError = "token-error",
}

impl Kind {
    /// The JSON Pointer of a field that every payload of this kind has, and no payload of another kind; `None` if there is
    /// no such field.
    #[must_use]
    pub fn mark(self) -> Option<&'static str> {
        match self {
            Self::AccountRequest => Some("/workflowDefinition"),
            Self::AccountResponse => Some("/workflowExecution/credentials"),
            Self::PartResponse => Some("/api"),
            Self::Callback => Some("/callbackSentAt"),
            Self::Problem => Some("/title"),
            Self::RetrievalResponse => Some("/workflow"),
            Self::TokenResponse => Some("/access_token"),
            Self::TokenError => Some("/error"),
            Self::PreparedData | Self::FinalizeResponse | Self::StatusResponse | Self::StepsResponse => None,
        }
    }

    /// Whether it contains IDs or URLs of the platform.
    #[allow(dead_code, reason = "read by the export")]
    pub(crate) fn has_ids(self) -> bool {
        self.is_response() && !matches!(self, Self::Problem | Self::TokenResponse | Self::TokenError)
    }

    /// Whether the platform sends it. Such payloads may contain fields and values that this version does not know.
    #[must_use]
    pub fn is_response(self) -> bool {
        !matches!(self, Self::AccountRequest | Self::PreparedData)
    }
}

impl fmt::Display for Kind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The error for a string that is not the name of a [`Kind`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownKind;

impl fmt::Display for UnknownKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = Kind::ALL.iter().map(|kind| kind.name()).collect();
        write!(f, "not a kind of payload; kinds are {}", names.join(", "))
    }
}

impl std::error::Error for UnknownKind {}

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(name: &str) -> Result<Self, UnknownKind> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name).ok_or(UnknownKind)
    }
}

/// Evaluates an expression with the type of a kind.
#[cfg(any(feature = "lint", feature = "sample", feature = "export"))]
macro_rules! for_kind {
    ($kind:expr, $payload:ident => $body:expr) => {
        match $kind {
            $crate::kind::Kind::AccountRequest => for_kind!(@ AccountRequest, $payload => $body),
            $crate::kind::Kind::PreparedData => for_kind!(@ PreparedData, $payload => $body),
            $crate::kind::Kind::AccountResponse => for_kind!(@ AccountResponse, $payload => $body),
            $crate::kind::Kind::PartResponse => for_kind!(@ PartResponse, $payload => $body),
            $crate::kind::Kind::FinalizeResponse => for_kind!(@ FinalizeResponse, $payload => $body),
            $crate::kind::Kind::Callback => for_kind!(@ Callback, $payload => $body),
            $crate::kind::Kind::StatusResponse => for_kind!(@ StatusResponse, $payload => $body),
            $crate::kind::Kind::Problem => for_kind!(@ Problem, $payload => $body),
            $crate::kind::Kind::RetrievalResponse => for_kind!(@ RetrievalResponse, $payload => $body),
            $crate::kind::Kind::StepsResponse => for_kind!(@ StepsResponse, $payload => $body),
            $crate::kind::Kind::TokenResponse => for_kind!(@ TokenResponse, $payload => $body),
            $crate::kind::Kind::TokenError => for_kind!(@ TokenError, $payload => $body),
        }
    };
    (@ $type:ident, $payload:ident => $body:expr) => {{
        type $payload = $crate::model::$type;
        $body
    }};
}

#[cfg(any(feature = "lint", feature = "sample", feature = "export"))]
pub(crate) use for_kind;
