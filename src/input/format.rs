//! The formats of files, and how they are told apart.

use std::{fmt, str::FromStr};

use super::{array, bruno, har, http, markdown, postman, shell};
use crate::json::BYTE_ORDER_MARK;

/// Declares the formats, each with its name and its description.
macro_rules! formats {
    ($($(#[doc = $doc:literal])+ $variant:ident = $name:literal,)+) => {
        /// The format of a file that contains payloads.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        #[non_exhaustive]
        pub enum Format {
            $($(#[doc = $doc])+ $variant,)+
        }

        impl Format {
            /// Every format.
            pub const ALL: &'static [Self] = &[$(Self::$variant),+];

            /// The name, also used on the command line.
            #[must_use]
            pub fn name(self) -> &'static str {
                match self {
                    $(Self::$variant => $name,)+
                }
            }
        }
    };
}

formats! {
    /// A JSON array of payloads.
    Array = "array",
    /// Commands of curl, in a script or among other text.
    Curl = "curl",
    /// HTTP messages as captured, and `.http` or `.rest` files.
    Http = "http",
    /// A Postman collection, version 2.0 or 2.1.
    Postman = "postman",
    /// An HTTP archive, version 1.2.
    Har = "har",
    /// A request of Bruno.
    Bruno = "bruno",
    /// The code blocks of Markdown.
    Markdown = "markdown",
}

impl Format {
    /// The format of a text, if its content tells. A single payload has none.
    ///
    /// ```
    /// use kyx_schema::input::Format;
    ///
    /// assert_eq!(Format::detect("curl https://example.com -d '{}'"), Some(Format::Curl));
    /// assert_eq!(Format::detect("{}"), None);
    /// ```
    #[must_use]
    pub fn detect(text: &str) -> Option<Self> {
        let text = text.strip_prefix(BYTE_ORDER_MARK).unwrap_or(text);
        match text.trim_start().bytes().next()? {
            b'[' => array::is_array(text).then_some(Self::Array),
            b'{' if har::is_har(text) => Some(Self::Har),
            b'{' => postman::is_collection(text).then_some(Self::Postman),
            _ if bruno::is_bruno(text) => Some(Self::Bruno),
            _ if markdown::is_markdown(text) => Some(Self::Markdown),
            _ if http::is_http(text) => Some(Self::Http),
            _ => text.lines().any(shell::begins_curl).then_some(Self::Curl),
        }
    }

    /// The format of a file with this name, if its extension tells.
    #[must_use]
    pub fn of_name(name: &str) -> Option<Self> {
        let name = name.to_ascii_lowercase();
        if name.ends_with(".postman_collection.json") {
            return Some(Self::Postman);
        }
        match name.rsplit_once('.')?.1 {
            "http" | "rest" => Some(Self::Http),
            "har" => Some(Self::Har),
            "bru" => Some(Self::Bruno),
            "md" | "markdown" => Some(Self::Markdown),
            "sh" | "bash" | "zsh" | "bat" | "cmd" | "ps1" => Some(Self::Curl),
            _ => None,
        }
    }

    /// Whether values may be variables. What was captured, and what is JSON itself, means what it says.
    pub(crate) fn has_variables(self) -> bool {
        !matches!(self, Self::Array | Self::Har)
    }
}

impl fmt::Display for Format {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

/// The error for a string that is not the name of a [`Format`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownFormat;

impl fmt::Display for UnknownFormat {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = Format::ALL.iter().map(|format| format.name()).collect();
        write!(f, "not a format of a file; formats are {}", names.join(", "))
    }
}

impl std::error::Error for UnknownFormat {}

impl FromStr for Format {
    type Err = UnknownFormat;

    fn from_str(name: &str) -> Result<Self, UnknownFormat> {
        Self::ALL.iter().copied().find(|format| format.name() == name).ok_or(UnknownFormat)
    }
}
