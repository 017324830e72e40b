//! Parses JSON text into a tree with byte ranges. The parser recovers from errors and reports them. It knows nothing
//! about payloads or rules.

mod chars;
mod cursor;
mod decode;
mod error;
mod literal;
mod parser;
mod pointer;
mod skim;
mod space;
mod stops;
mod tree;

pub(crate) use chars::is_blank;
pub use decode::same_length_text;
pub(crate) use decode::{BYTE_ORDER_MARK, Decoded, decode, overlaps};
pub(crate) use error::{Error, ErrorKind, Expected, TextEdit};
pub(crate) use parser::parse;
pub(crate) use pointer::{Path, Token, ancestors, empty_pointer, push_token, tokens, unescaped};
pub(crate) use skim::Skim;
pub(crate) use stops::Stops;
pub(crate) use tree::{Member, Node, Object, Value};
