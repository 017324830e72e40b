//! The exported JSON Schemas, embedded: the kinds of payloads there are, and what each must look like.

use std::{fmt, str::FromStr};

/// Declares the kinds: the type of each, and the name of its schema.
macro_rules! kinds {
    ($($variant:ident = $name:literal,)+) => {
        /// A kind of payload.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        #[non_exhaustive]
        pub enum Kind {
            $(
                #[doc = concat!("[`", stringify!($variant), "`](crate::", stringify!($variant), ")")]
                $variant,
            )+
        }

        impl Kind {
            /// Every kind there is.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name on the command line, in reports and of the schema: `account-request`.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }

            /// The JSON Schema (draft 2020-12) of this kind, as a JSON text.
            ///
            /// `format` asserts nothing in most validators unless they are told to; tell yours to.
            ///
            /// ```
            /// use kyx_schema::Kind;
            ///
            /// let schema: serde_json::Value = serde_json::from_str(Kind::AccountRequest.schema())?;
            /// assert_eq!(schema["properties"]["customerInternalReference"]["maxLength"], 100);
            /// # Ok::<(), serde_json::Error>(())
            /// ```
            #[must_use]
            pub fn schema(self) -> &'static str {
                match self {
                    $(Self::$variant => {
                        include_str!(concat!(env!("OUT_DIR"), "/", $name, ".schema.json"))
                    })+
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
}

impl Kind {
    /// Whether the platform sends it; such payloads may hold fields and values that this version does not know.
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

/// The error of a text that names no [`Kind`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownKind;

impl fmt::Display for UnknownKind {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = Kind::ALL.iter().map(|kind| kind.name()).collect();
        write!(f, "not a kind of payload; there are {}", names.join(", "))
    }
}

impl std::error::Error for UnknownKind {}

impl FromStr for Kind {
    type Err = UnknownKind;

    fn from_str(name: &str) -> Result<Self, UnknownKind> {
        Self::ALL.iter().copied().find(|kind| kind.name() == name).ok_or(UnknownKind)
    }
}
