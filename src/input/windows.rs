//! Divides curl commands of the Windows command line and of PowerShell into words.

use super::{
    part::Unread,
    quotes::control,
    shell::{Command, Word, begins_curl},
};
use crate::excerpt::{Decoder, Excerpt, Quoting};

/// A command of the Windows command line without its carets, each of which escapes the next character or continues the line.
/// Returns its end, too.
pub(super) fn without_carets<'s>(source: &'s Excerpt<'_>, start: usize) -> (Excerpt<'s>, usize) {
    let text: &str = &source.text;
    let mut decoder = Decoder::new(source, start);
    let (mut at, mut is_quoted) = (start, false);
    while let Some(c) = text[at..].chars().next() {
        match c {
            '\n' => break,
            '^' if !is_quoted => {
                at += 1;
                at += line_end(&text[at..]);
                let next = line_end(&text[at..]).max(text[at..].chars().next().map_or(0, char::len_utf8));
                decoder.verbatim(at..at + next, Quoting::Unknown);
                at += next;
            }
            _ => {
                is_quoted ^= c == '"';
                decoder.verbatim(at..at + c.len_utf8(), Quoting::Unknown);
                at += c.len_utf8();
            }
        }
    }
    (decoder.finish(), at)
}

/// The length of the line end that a text begins with.
fn line_end(text: &str) -> usize {
    ["\r\n", "\n"].iter().find(|it| text.starts_with(**it)).map_or(0, |it| it.len())
}

/// Divides a command without carets into words.
pub(super) fn cmd<'s>(source: &'s Excerpt<'_>) -> Command<'s> {
    let text: &str = &source.text;
    let mut command = Command::default();
    let mut at = 0;
    loop {
        at += text[at..].len() - text[at..].trim_start().len();
        let rest = &text[at..];
        if rest.is_empty() || rest.starts_with(['|', '&', '>']) {
            return command;
        }
        let start = at;
        let mut decoder = Decoder::new(source, start);
        let mut opening = None;
        while let Some(c) = text[at..].chars().next() {
            if opening.is_none() && (c.is_whitespace() || matches!(c, '|' | '&' | '>')) {
                break;
            }
            let backslashes = text[at..].bytes().take_while(|byte| *byte == b'\\').count();
            if backslashes > 0 && text[at + backslashes..].starts_with('"') {
                at = escaped_quote(&mut decoder, at, backslashes);
            } else if c == '"' && opening.is_some() && text[at..].starts_with("\"\"") {
                decoder.escape(at..at + 2, "\"", Quoting::Unknown);
                at += 2;
            } else if c == '"' {
                opening = if opening.is_some() { None } else { Some(at) };
                command.syntax.push(at..at + 1);
                at += 1;
            } else {
                decoder.verbatim(at..at + c.len_utf8(), Quoting::Unknown);
                at += c.len_utf8();
            }
        }
        command.problems.extend(opening.map(|at| (Unread::Quote, at..at + 1)));
        command.words.push(Word { text: decoder.finish(), range: start..at });
    }
}

/// Appends what backslashes before a quote mean: each two are one, and one more escapes the quote. Returns where they end.
fn escaped_quote(decoder: &mut Decoder<'_>, start: usize, backslashes: usize) -> usize {
    let mut at = start;
    for _ in 0..backslashes / 2 {
        decoder.escape(at..at + 2, "\\", Quoting::Unknown);
        at += 2;
    }
    if !backslashes.is_multiple_of(2) {
        decoder.escape(at..at + 2, "\"", Quoting::Unknown);
        at += 2;
    }
    at
}

/// Divides a command of PowerShell, whose lines are continued by a backtick, into words.
pub(super) fn powershell<'s>(source: &'s Excerpt<'_>, start: usize) -> Command<'s> {
    let mut reader = PowerShell { source, text: &source.text, at: start, command: Command::default() };
    reader.command();
    reader.command.end = reader.at;
    reader.command
}

struct PowerShell<'s> {
    source: &'s Excerpt<'s>,
    text: &'s str,
    at: usize,
    command: Command<'s>,
}

impl<'s> PowerShell<'s> {
    fn rest(&self) -> &'s str {
        &self.text[self.at..]
    }

    fn command(&mut self) {
        loop {
            let rest = self.rest();
            self.at += rest.len() - rest.trim_start_matches(|c: char| c.is_whitespace() && c != '\n').len();
            let continued = self.rest().strip_prefix('`').map_or(0, line_end);
            if continued > 0 {
                self.command.syntax.push(self.at..self.at + 1);
                self.at += 1 + continued;
                continue;
            }
            if self.rest().is_empty() || self.rest().starts_with(['\n', '|', ';', ')', '#']) {
                return;
            }
            let start = self.at;
            let (text, is_closed) = self.word();
            self.command.words.push(Word { text, range: start..self.at });
            if !is_closed {
                return;
            }
        }
    }

    /// Reads a word, and returns whether all its quotes are closed.
    fn word(&mut self) -> (Excerpt<'s>, bool) {
        let mut decoder = Decoder::new(self.source, self.at);
        while let Some(c) = self.rest().chars().next() {
            let rest = self.rest();
            let is_closed = match c {
                _ if c.is_whitespace() || matches!(c, '|' | ';' | ')') => break,
                '@' if rest.starts_with("@'") || rest.starts_with("@\"") => self.here_string(&mut decoder),
                '\'' | '"' => self.quoted(&mut decoder, c),
                _ => {
                    decoder.verbatim(self.at..self.at + c.len_utf8(), Quoting::Unknown);
                    self.at += c.len_utf8();
                    true
                }
            };
            if !is_closed {
                return (decoder.finish(), false);
            }
        }
        (decoder.finish(), true)
    }

    /// Reads `@'…'@`, which begins and ends on lines of its own.
    fn here_string(&mut self, decoder: &mut Decoder<'s>) -> bool {
        let closing = if self.rest().starts_with("@'") { "\n'@" } else { "\n\"@" };
        let first_line = self.end_of_line();
        let Some(length) = self.text[first_line..].find(closing) else {
            self.command.problems.push((Unread::Quote, self.at..self.at + 2));
            self.at = first_line;
            return false;
        };
        let (start, end) = (first_line + 1, first_line + length);
        // Without a line between them, the same line end is after the opening and before the closing quote.
        let content = self.text.get(start..end).unwrap_or_default();
        let content = content.strip_suffix('\r').unwrap_or(content);
        decoder.verbatim(start..start + content.len(), Quoting::Raw);
        let after = end + closing.len();
        self.command.syntax.extend([self.at..self.at + 2, end..after]);
        self.at = after;
        true
    }

    /// Reads what is in quotes. A quote is doubled; in double quotes, a backtick escapes.
    fn quoted(&mut self, decoder: &mut Decoder<'s>, quote: char) -> bool {
        let (opening, end_of_line) = (self.at..self.at + 1, self.end_of_line());
        self.command.syntax.push(opening.clone());
        self.at += 1;
        while let Some(c) = self.rest().chars().next() {
            let after = &self.rest()[c.len_utf8()..];
            match c {
                _ if c == quote && after.starts_with(quote) => self.escape(decoder, 2),
                _ if c == quote => {
                    self.command.syntax.push(self.at..self.at + 1);
                    self.at += 1;
                    return true;
                }
                '`' if quote == '"' && !after.is_empty() => {
                    self.escape(decoder, 1 + after.chars().next().map_or(0, char::len_utf8));
                }
                '\n' if begins_curl(after) => break,
                _ => {
                    decoder.verbatim(self.at..self.at + c.len_utf8(), Quoting::Unknown);
                    self.at += c.len_utf8();
                }
            }
        }
        self.command.problems.push((Unread::Quote, opening));
        self.at = end_of_line;
        false
    }

    /// Appends what the last character of an escape means.
    fn escape(&mut self, decoder: &mut Decoder<'s>, length: usize) {
        let bytes = self.at..self.at + length;
        let c = self.text[bytes.clone()].chars().next_back().unwrap_or_default();
        let c = control(c).unwrap_or(c);
        decoder.escape(bytes, c.encode_utf8(&mut [0; 4]), Quoting::Unknown);
        self.at += length;
    }

    fn end_of_line(&self) -> usize {
        self.rest().find('\n').map_or(self.text.len(), |length| self.at + length)
    }
}

/// The JSON in an argument of Windows PowerShell, which needs a backslash before each quote on its way to another program.
pub(super) fn unescaped<'s>(argument: &'s Excerpt<'_>) -> Option<Excerpt<'s>> {
    let text: &str = &argument.text;
    let is_escaped =
        text.trim_start().strip_prefix('{').is_some_and(|rest| rest.trim_start().starts_with("\\\""));
    if !is_escaped {
        return None;
    }
    let mut decoder = Decoder::new(argument, 0);
    let mut at = 0;
    while let Some(found) = text[at..].find('\\') {
        decoder.verbatim(at..at + found, Quoting::Unknown);
        at += found;
        let backslashes = text[at..].bytes().take_while(|byte| *byte == b'\\').count();
        if text[at + backslashes..].starts_with('"') {
            at = escaped_quote(&mut decoder, at, backslashes);
        } else {
            decoder.verbatim(at..at + backslashes, Quoting::Unknown);
            at += backslashes;
        }
    }
    decoder.verbatim(at..text.len(), Quoting::Unknown);
    Some(decoder.finish())
}
