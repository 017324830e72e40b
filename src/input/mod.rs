//! Where payloads really are: in arrays, curl commands, HTTP messages, collections of requests and documents.
//!
//! A reader turns a text into [parts](part::Part): calls and payloads with their ranges in the file.

mod array;
mod curl;
mod http;
mod part;
mod shell;
mod template;
mod windows;

use std::{fmt, str::FromStr};

use crate::excerpt::Excerpt;
pub(crate) use part::{Answer, Part, Problem, Receive, Unread};
pub(crate) use template::Template;

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
        match text.trim_start().bytes().next()? {
            b'[' => array::is_array(text).then_some(Self::Array),
            b'{' => None,
            _ if http::is_http(text) => Some(Self::Http),
            _ => text.lines().any(shell::begins_curl).then_some(Self::Curl),
        }
    }

    /// Whether values may be variables. What was captured, and what is JSON itself, means what it says.
    pub(crate) fn has_variables(self) -> bool {
        !matches!(self, Self::Array)
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

/// Reads the parts of a text.
pub(crate) fn read(source: &Excerpt<'_>, format: Format, receive: &mut Receive<'_>) {
    match format {
        Format::Array => array::read(source, receive),
        Format::Curl => curl::read(source, receive),
        Format::Http => http::read(source, receive),
    }
}
