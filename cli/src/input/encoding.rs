//! Detects encodings other than UTF-8.

use std::io::{self, BufRead};

/// # Errors
/// The text is UTF-16 or UTF-32, as its byte order mark or the zero bytes of its first characters show.
pub(super) fn check(text: &mut impl BufRead) -> io::Result<()> {
    let Some(encoding) = foreign_encoding(text.fill_buf()?) else { return Ok(()) };
    let why = format!("the file is {encoding}, not UTF-8");
    Err(io::Error::new(io::ErrorKind::InvalidData, why))
}

fn foreign_encoding(start: &[u8]) -> Option<&'static str> {
    let is_ascii = |byte: &u8| (1..128).contains(byte);
    match start {
        [0xFF, 0xFE, 0, 0, ..] | [0, 0, 0xFE, 0xFF, ..] => Some("UTF-32"),
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => Some("UTF-16"),
        [a, 0, 0, 0, ..] | [0, 0, 0, a, ..] if is_ascii(a) => Some("UTF-32"),
        [a, 0, b, 0, ..] | [0, a, 0, b, ..] if is_ascii(a) && is_ascii(b) => Some("UTF-16"),
        _ => None,
    }
}
