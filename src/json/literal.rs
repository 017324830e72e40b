//! Parses strings and numbers, and what people write instead.

use std::{borrow::Cow, ops::Range};

use super::{
    chars::{
        TYPOGRAPHIC, closing_quotes, contains_members, ends_in_escape, follows_string, follows_token,
        is_number,
    },
    cursor::{Cursor, Lookahead},
    error::{ErrorKind, TextEdit},
    tree::Value,
};

impl<'t> Cursor<'t, '_> {
    pub(super) fn number(&mut self) -> Value<'t> {
        let start = self.at;
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '+' | '-' | '.' | '_');
        let length = self.rest().find(|c| !is_part(c)).unwrap_or(self.rest().len());
        self.at += length;
        let text = &self.text[start..self.at];
        if is_number(text) {
            return Value::Number(text);
        }
        self.report(ErrorKind::InvalidNumber, start..self.at);
        Value::Unreadable
    }

    /// Parses a string. `None` if its value is unknown; an error has been reported.
    pub(super) fn string(&mut self) -> Option<Cow<'t, str>> {
        if let Some(text) = self.plain_string() {
            return Some(Cow::Borrowed(text));
        }
        let start = self.at;
        let opening = self.bump()?;
        let closing = closing_quotes(opening);
        let mut content = String::new();
        let mut is_readable = true;
        let mut has_control = false;
        while let Some(c) = self.peek() {
            let at = self.at;
            match c {
                _ if closing.map_or(c == '"', |closing| closing.contains(&c)) => {
                    self.bump();
                    if closing.is_some() {
                        let text = &self.text[start..self.at];
                        let is_clear = follows_token(self.rest()) && !contains_members(&content);
                        let edits = if is_clear { quoted(text, start) } else { Vec::new() };
                        self.wrong_quotes(opening, start..self.at, edits);
                    }
                    return is_readable.then_some(Cow::Owned(content));
                }
                '\\' => match self.escape() {
                    Some(c) => content.push(c),
                    None => {
                        is_readable = false;
                        self.report(ErrorKind::InvalidEscape, at..self.at);
                    }
                },
                '\n' | '\r' if self.is_unterminated() => break,
                c if c < ' ' => {
                    is_readable = false;
                    self.bump();
                    if !has_control {
                        self.report(ErrorKind::ControlCharacter(c), at..self.at);
                    }
                    has_control = true;
                }
                c => {
                    self.bump();
                    content.push(c);
                }
            }
        }
        self.unterminated_string(start, closing.is_some(), is_readable)
    }

    /// Parses a string without escapes, as nearly all are.
    fn plain_string(&mut self) -> Option<&'t str> {
        let bytes = self.text.as_bytes();
        let start = self.at + 1;
        if bytes.get(self.at) != Some(&b'"') {
            return None;
        }
        let end = self.stops.next(bytes, start);
        if bytes.get(end) != Some(&b'"') {
            return None;
        }
        self.at = end + 1;
        Some(&self.text[start..end])
    }

    /// Ends a string that is not closed on its line. A typographic quote in it was probably meant to close it.
    fn unterminated_string(
        &mut self,
        start: usize,
        has_wrong_opening: bool,
        is_readable: bool,
    ) -> Option<Cow<'t, str>> {
        let whole = &self.text[start..self.at];
        let ends_string = |(at, c): &(usize, char)| {
            let after = whole[at + c.len_utf8()..].trim_start();
            TYPOGRAPHIC.contains(c) && (after.is_empty() || after.starts_with([',', ';', ':', '}', ']']))
        };
        if let Some((at, c)) = whole.char_indices().skip(1).find(ends_string).filter(|_| !has_wrong_opening) {
            let content = &whole[1..at];
            self.at = start + at + c.len_utf8();
            // With escapes, it is doubtful what the string means.
            let is_plain = is_readable && !content.contains('\\');
            let edits = if is_plain { vec![(start + at..self.at, "\"".to_owned())] } else { Vec::new() };
            self.wrong_quotes(c, start..self.at, edits);
            return is_plain.then_some(Cow::Borrowed(content));
        }
        let end = self.at;
        self.report(ErrorKind::UnterminatedString, start..end);
        self.unterminated = Some(end);
        None
    }

    fn wrong_quotes(&mut self, quote: char, bytes: Range<usize>, edits: Vec<TextEdit>) {
        self.report_with_edits(ErrorKind::WrongQuotes(quote), bytes, edits);
    }

    /// Whether the string is unterminated on this line: the next `"` opens another string, or is missing.
    fn is_unterminated(&mut self) -> bool {
        if !self.lookahead.range.contains(&self.at) {
            let mut quotes = self.rest().match_indices('"').map(|(at, _)| self.at + at);
            let quote = quotes.find(|at| !ends_in_escape(&self.text[self.at..*at]));
            let end = quote.map_or(self.text.len(), |at| at + 1);
            let is_unterminated = quote.is_none() || !follows_string(&self.text[end..]);
            self.lookahead = Lookahead { range: self.at..end, is_unterminated };
        }
        self.lookahead.is_unterminated
    }

    /// Parses an escape sequence. `None` if it is invalid, or half of a surrogate pair.
    fn escape(&mut self) -> Option<char> {
        self.bump();
        let c = self.peek()?;
        if c < ' ' {
            return None; // a line end must not be skipped
        }
        self.bump();
        match c {
            '"' | '\\' | '/' => Some(c),
            'b' => Some('\u{0008}'),
            'f' => Some('\u{000C}'),
            'n' => Some('\n'),
            'r' => Some('\r'),
            't' => Some('\t'),
            'u' => self.unicode_escape(),
            _ => None,
        }
    }

    fn unicode_escape(&mut self) -> Option<char> {
        let first = self.hex4()?;
        if !(0xD800..0xDC00).contains(&first) {
            return char::from_u32(u32::from(first));
        }
        if !self.rest().starts_with("\\u") {
            return None;
        }
        self.at += 2;
        let second = self.hex4()?;
        char::decode_utf16([first, second]).next()?.ok()
    }

    fn hex4(&mut self) -> Option<u16> {
        let digits = self.rest().get(..4).filter(|it| it.bytes().all(|b| b.is_ascii_hexdigit()))?;
        let code = u16::from_str_radix(digits, 16).ok()?;
        self.at += 4;
        Some(code)
    }
}

/// Edits that replace the quotes of a string with JSON's. `text` includes its quotes, and begins at `start`.
fn quoted(text: &str, start: usize) -> Vec<TextEdit> {
    let mut is_escaped = false;
    let mut edits = Vec::new();
    let last = text.char_indices().last().map_or(0, |(at, _)| at);
    for (at, c) in text.char_indices() {
        let bytes = start + at..start + at + c.len_utf8();
        match c {
            '"' if at == last => {}
            _ if at == 0 || at == last => edits.push((bytes, "\"".to_owned())),
            '"' if !is_escaped => edits.push((bytes, "\\\"".to_owned())),
            _ => {}
        }
        is_escaped = c == '\\' && !is_escaped;
    }
    edits
}
