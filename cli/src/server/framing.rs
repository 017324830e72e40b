//! The frames of the protocol: a header that tells the length, and a message as JSON.

use std::{
    io::{self, BufRead, Read, Write},
    ops::Range,
};

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
    // An editor may send half a character, while the other half is being typed.
    let message =
        serde_json::from_slice(&body).or_else(|_| serde_json::from_slice(&without_lone_surrogates(body)));
    Ok(Some(message.map_or(Frame::Malformed("the message is not JSON"), Frame::Message)))
}

/// Replaces the escapes of surrogates that are not pairs by those of U+FFFD, which is as long in every encoding of positions.
fn without_lone_surrogates(mut body: Vec<u8>) -> Vec<u8> {
    let mut at = 0;
    while let Some(escape) = memchr::memchr(b'\\', &body[at..]) {
        at += escape;
        let is =
            |at: usize, surrogates: Range<u16>| unit(&body, at).is_some_and(|it| surrogates.contains(&it));
        let (is_high, is_low) = (is(at, 0xD800..0xDC00), is(at, 0xDC00..0xE000));
        if is_high && is(at + ESCAPE, 0xDC00..0xE000) {
            at += 2 * ESCAPE;
        } else if is_high || is_low {
            body[at + 2..at + ESCAPE].copy_from_slice(b"fffd");
            at += ESCAPE;
        } else {
            at = body.len().min(at + 2);
        }
    }
    body
}

/// The length of an escape such as `\ud800`.
const ESCAPE: usize = 6;

/// The UTF-16 code unit whose escape is at an offset.
fn unit(body: &[u8], at: usize) -> Option<u16> {
    let digits = body.get(at..at + ESCAPE)?.strip_prefix(b"\\u")?;
    u16::from_str_radix(std::str::from_utf8(digits).ok()?, 16).ok()
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
