//! Reads what is in quotes of a POSIX shell.

use memchr::{memchr, memchr2, memchr3};

use super::{
    part::Unread,
    shell::{Lexer, begins_curl},
};
use crate::excerpt::{Decoder, Excerpt, Quoting};

impl<'s> Lexer<'s> {
    /// Appends the meaning of a backslash, and returns the length of the escape. Only before a special character does a
    /// backslash mean anything.
    pub(super) fn escape(&self, decoder: &mut Decoder<'s>, at: usize, quoting: Quoting) -> usize {
        let next = self.text[at + 1..].chars().next();
        match next {
            Some('\n') => 2,
            Some(c) if quoting.special().contains(c) => {
                let end = at + 1 + c.len_utf8();
                decoder.escape(at..end, &self.text[at + 1..end], quoting);
                end - at
            }
            _ => {
                decoder.verbatim(at..at + 1, quoting);
                1
            }
        }
    }

    /// Reads what is in quotes. `read` stops at the closing quote.
    pub(super) fn quoted(
        &mut self,
        decoder: &mut Decoder<'s>,
        opening: usize,
        read: fn(&mut Self, &mut Decoder<'s>) -> Option<usize>,
    ) {
        let start = self.at;
        self.command.syntax.push(start..start + opening);
        self.at += opening;
        match read(self, decoder) {
            Some(closing) => {
                self.command.syntax.push(closing..closing + 1);
                self.at = closing + 1;
            }
            None => {
                self.command.problems.push((Unread::Quote, start..start + opening));
                self.is_cut = true;
            }
        }
    }

    /// The end of a text that starts here: at the quote, or before the next command if the quote is not closed.
    fn end_of_quoted(&self, start: usize, quote: u8) -> Result<usize, usize> {
        let mut at = start;
        let first_line = || {
            let length = memchr(b'\n', &self.text.as_bytes()[start..]);
            length.map_or(self.text.len(), |length| start + length)
        };
        while let Some(found) = memchr2(quote, b'\n', &self.text.as_bytes()[at..]) {
            at += found;
            if self.text.as_bytes()[at] == quote {
                return Ok(at);
            }
            at += 1;
            if begins_curl(&self.text[at..]) {
                return Err(first_line());
            }
        }
        Err(first_line())
    }

    pub(super) fn single(&mut self, decoder: &mut Decoder<'s>) -> Option<usize> {
        let end = self.end_of_quoted(self.at, b'\'');
        let (Ok(at) | Err(at)) = end;
        decoder.verbatim(self.at..at, Quoting::Single);
        self.at = at;
        end.ok()
    }

    pub(super) fn double(&mut self, decoder: &mut Decoder<'s>) -> Option<usize> {
        let start = self.at;
        let mut end = self.end_of_quoted(start, b'"');
        loop {
            let (Ok(limit) | Err(limit)) = end;
            let special = memchr2(b'\\', b'$', &self.text.as_bytes()[self.at..limit]);
            let Some(found) = special else {
                decoder.verbatim(self.at..limit, Quoting::Double);
                self.at = limit;
                return end.ok();
            };
            let at = self.at + found;
            decoder.verbatim(self.at..at, Quoting::Double);
            self.at = at;
            if self.text.as_bytes()[at] == b'\\' {
                self.at += self.escape(decoder, at, Quoting::Double);
            } else if let Some(document) = self.substituted_document() {
                decoder.append(&document);
            } else {
                decoder.verbatim(at..at + 1, Quoting::Double);
                self.at += 1;
            }
            if self.at > limit {
                if end.is_err() {
                    self.at = limit;
                    return None;
                }
                end = self.end_of_quoted(self.at, b'"');
            }
        }
    }

    /// Reads `$(cat <<EOF … EOF)`.
    fn substituted_document(&mut self) -> Option<Excerpt<'s>> {
        let inner = self.rest().strip_prefix("$(")?.trim_start().strip_prefix("cat")?.trim_start();
        if !inner.starts_with("<<") {
            return None;
        }
        let start = self.at;
        self.at = self.text.len() - inner.len();
        self.here_operator();
        let document = self.here.take().and_then(|tag| {
            self.at += memchr(b'\n', self.rest().as_bytes())? + 1;
            self.here_document(tag)
        });
        let after = self.rest().trim_start();
        if document.is_some() && after.starts_with(')') {
            self.at = self.text.len() - after.len() + 1;
            return document;
        }
        self.at = start;
        None
    }

    pub(super) fn ansi_c(&mut self, decoder: &mut Decoder<'s>) -> Option<usize> {
        let (quote, start) = (Quoting::AnsiC, self.at);
        loop {
            let found = memchr3(b'\\', b'\'', b'\n', self.rest().as_bytes());
            let at = found.map_or(self.text.len(), |found| self.at + found);
            decoder.verbatim(self.at..at, quote);
            self.at = at;
            match self.rest().bytes().next() {
                Some(b'\'') => return Some(at),
                Some(b'\\') => {
                    let (length, meaning) = ansi_c_escape(self.rest());
                    let mut buffer = [0; 4];
                    match meaning {
                        Some(c) => decoder.escape(at..at + length, c.encode_utf8(&mut buffer), quote),
                        None => decoder.verbatim(at..at + length, Quoting::Unknown),
                    }
                    self.at += length;
                }
                Some(_) if !begins_curl(&self.rest()[1..]) => {
                    decoder.verbatim(at..at + 1, quote);
                    self.at += 1;
                }
                _ => {
                    let line = memchr(b'\n', &self.text.as_bytes()[start..]);
                    self.at = line.map_or(self.text.len(), |length| start + length);
                    return None;
                }
            }
        }
    }
}

/// The length of an escape in `$'…'`, and the character that it means.
fn ansi_c_escape(text: &str) -> (usize, Option<char>) {
    let Some(c) = text[1..].chars().next() else { return (1, None) };
    let number = |start: usize, digits: usize, radix| {
        let length =
            text[start..].bytes().take(digits).take_while(|b| char::from(*b).is_digit(radix)).count();
        let code = u32::from_str_radix(&text[start..start + length], radix).ok();
        (start + length, code.and_then(char::from_u32))
    };
    match c {
        '\\' | '\'' | '"' | '?' => (2, Some(c)),
        '0'..='7' => number(1, 3, 8),
        'u' => number(2, 4, 16),
        'U' => number(2, 8, 16),
        'x' => encoded(text).map_or_else(|| number(2, 2, 16), |(length, c)| (length, Some(c))),
        'E' => (2, control('e')),
        _ => (1 + c.len_utf8(), control(c)),
    }
}

/// The length of escapes such as `\xc3\xa9`, and the character that their bytes encode.
fn encoded(text: &str) -> Option<(usize, char)> {
    let byte = |at: usize| u8::from_str_radix(text.get(at..at + 4)?.strip_prefix("\\x")?, 16).ok();
    let bytes: Vec<_> = (0..4).map_while(|index| byte(4 * index)).collect();
    let c = bytes.utf8_chunks().next()?.valid().chars().next()?;
    (!c.is_ascii()).then_some((4 * c.len_utf8(), c))
}

/// The control character that a letter means in the escapes of Bash and PowerShell.
pub(super) fn control(letter: char) -> Option<char> {
    match letter {
        'a' => Some('\u{7}'),
        'b' => Some('\u{8}'),
        'e' => Some('\u{1B}'),
        'f' => Some('\u{C}'),
        'n' => Some('\n'),
        'r' => Some('\r'),
        't' => Some('\t'),
        'v' => Some('\u{B}'),
        _ => None,
    }
}
