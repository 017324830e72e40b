//! The frames of the protocol: a header that tells the length, and a message as JSON.

use std::io::{self, BufRead, Read, Write};

use serde_json::Value;

/// The longest message that is read, in bytes.
const MAX_MESSAGE: u64 = 64 << 20;
/// The longest line of a header, in bytes.
const MAX_LINE: u64 = 1 << 10;

/// What a client sends.
pub(super) enum Frame {
    Message(Value),
    /// It cannot be read. This says why, without repeating it.
    Malformed(&'static str),
}

/// Reads the next frame; `None` at the end of the input. What is not a header is skipped.
pub(super) fn read(input: &mut impl BufRead) -> io::Result<Option<Frame>> {
    let Some(length) = read_header(input)? else { return Ok(None) };
    if length > MAX_MESSAGE {
        io::copy(&mut input.by_ref().take(length), &mut io::sink())?;
        return Ok(Some(Frame::Malformed("the message is longer than 64 MiB")));
    }
    let mut body = Vec::new();
    input.by_ref().take(length).read_to_end(&mut body)?;
    if (body.len() as u64) < length {
        return Ok(None);
    }
    Ok(Some(
        serde_json::from_slice(&body).map_or(Frame::Malformed("the message is not JSON"), Frame::Message),
    ))
}

/// Reads up to the blank line after a header with a length, and returns the length.
fn read_header(input: &mut impl BufRead) -> io::Result<Option<u64>> {
    let mut length = None;
    loop {
        let mut line = Vec::new();
        if input.by_ref().take(MAX_LINE).read_until(b'\n', &mut line)? == 0 {
            return Ok(None);
        }
        match (length, line.trim_ascii()) {
            (Some(length), b"") => return Ok(Some(length)),
            (None, b"") => {}
            (_, line) => length = content_length(line).or(length),
        }
    }
}

fn content_length(line: &[u8]) -> Option<u64> {
    let (name, value) = std::str::from_utf8(line).ok()?.split_once(':')?;
    name.trim().eq_ignore_ascii_case("Content-Length").then(|| value.trim().parse().ok()).flatten()
}

/// Writes a message as a frame.
pub(super) fn write(message: &Value, output: &mut impl Write) -> io::Result<()> {
    let body = message.to_string();
    write!(output, "Content-Length: {}\r\n\r\n{body}", body.len())?;
    output.flush()
}
