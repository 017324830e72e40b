//! The errors of a text that is not valid JSON.

use std::{borrow::Cow, ops::Range};

use super::pointer::Path;

/// An error in a text.
pub(crate) struct Error<'a> {
    pub(crate) kind: ErrorKind,
    /// The range in the text, in bytes.
    pub(crate) bytes: Range<usize>,
    /// The path of the value that was being read.
    pub(crate) path: &'a Path<'a>,
    /// The fix, if it is clear what was meant.
    pub(crate) edits: Vec<TextEdit>,
}

/// A range of the text in bytes, and its replacement.
pub(crate) type TextEdit = (Range<usize>, String);

#[derive(Clone)]
pub(crate) enum ErrorKind {
    /// `found` never repeats more than one character of the text; `None` at its end.
    Unexpected {
        expected: Expected,
        found: Option<Cow<'static, str>>,
    },
    InvalidNumber,
    InvalidEscape,
    /// A control character in a string.
    ControlCharacter(char),
    UnterminatedString,
    /// Whitespace or invisible characters that are not JSON whitespace.
    ForeignWhitespace {
        first: char,
        count: usize,
    },
    /// A string in quotes other than `"`.
    WrongQuotes(char),
    TrailingComma,
    Comment {
        is_prose: bool,
    },
    /// A bare word or dots instead of a value.
    Placeholder,
    /// Nested deeper than `limit`. The rest of the text is not parsed.
    TooDeep {
        limit: usize,
    },
}

/// What the grammar asks for.
#[derive(Clone, Copy)]
pub(crate) enum Expected {
    Payload,
    /// The end of the only payload.
    End,
    Value,
    Key,
    Colon,
    /// A bracket that closes an object or an array.
    Closing(char),
    /// A comma, or such a bracket.
    CommaOr(char),
}

impl ErrorKind {
    /// Whether the reader had to guess where values begin and end.
    pub(crate) fn is_structural(&self) -> bool {
        match self {
            Self::Unexpected { .. }
            | Self::UnterminatedString
            | Self::Placeholder
            | Self::Comment { is_prose: false }
            | Self::TooDeep { .. } => true,
            Self::InvalidNumber
            | Self::InvalidEscape
            | Self::ControlCharacter(_)
            | Self::ForeignWhitespace { .. }
            | Self::WrongQuotes(_)
            | Self::TrailingComma
            | Self::Comment { is_prose: true } => false,
        }
    }
}
