//! Reads the strings and numbers of JSON, and what people write for them.

use std::{borrow::Cow, ops::Range};

use serde_json::Value as Json;

use super::{
    space::{after_space, is_space},
    syntax::{Parser, TextEdit, is_in_word, is_placeholder},
    tree::Value,
};
use crate::rules::{Fault, INVALID_JSON, WRONG_QUOTES};

/// Quotes that are none in JSON: those that open a text, each with those that may close it.
const QUOTES: &[(char, &[char])] = &[
    ('\u{201C}', &DOUBLE),
    ('\u{201D}', &DOUBLE),
    ('\u{201E}', &DOUBLE),
    ('\u{00AB}', &['\u{00BB}']),
    ('\'', &['\'']),
    ('\u{2018}', &SINGLE),
    ('\u{2019}', &SINGLE),
    ('`', &['`']),
];
const DOUBLE: [char; 4] = ['\u{201C}', '\u{201D}', '\u{201E}', '"'];
const SINGLE: [char; 3] = ['\u{2018}', '\u{2019}', '\''];

/// Whether a string that runs into a line end was left open, kept from one line end to the next.
#[derive(Default)]
pub(super) struct Lookahead {
    /// From where to where in the text this holds.
    range: Range<usize>,
    is_unclosed: bool,
}

/// How many bytes of a text are looked at together.
const BLOCK: usize = 16;

impl<'t> Parser<'t, '_> {
    pub(super) fn number(&mut self) -> Value<'t> {
        let start = self.at;
        let is_part = |c: char| c.is_alphanumeric() || matches!(c, '+' | '-' | '.' | '_');
        let length = self.rest().find(|c| !is_part(c)).unwrap_or(self.rest().len());
        self.at += length;
        let text = &self.text[start..self.at];
        if is_number(text) {
            return Value::Number(text);
        }
        let options = [
            "no number as JSON has it",
            "a number",
            "write it without `+`, leading zeros and units, or between `\"`",
        ];
        let options = options.map(str::to_owned).to_vec();
        self.report(&INVALID_JSON, &Fault { options, ..Fault::of(&Json::Null) }, start..self.at);
        Value::Unreadable
    }

    /// A text. `None` when what it says cannot be told; a finding says why.
    pub(super) fn text(&mut self) -> Option<Cow<'t, str>> {
        if let Some(text) = self.plain_text() {
            return Some(Cow::Borrowed(text));
        }
        let start = self.at;
        let opening = self.bump()?;
        let closing = QUOTES.iter().find(|(quote, _)| *quote == opening).map(|(_, closing)| *closing);
        let mut content = String::new();
        let mut is_readable = true;
        let mut has_control = false;
        while let Some(c) = self.peek() {
            let at = self.at;
            match c {
                _ if closing.map_or(c == '"', |closing| closing.contains(&c)) => {
                    self.bump();
                    if closing.is_some() {
                        self.wrong_quotes(opening, start..self.at, quoted(&self.text[start..self.at], start));
                    }
                    return is_readable.then_some(Cow::Owned(content));
                }
                '\\' => match self.escape() {
                    Some(c) => content.push(c),
                    None => {
                        is_readable = false;
                        let help = "write `\\\\` for a backslash, and `\\uXXXX` in whole pairs";
                        self.broken_text("no escape sequence of JSON", help, at..self.at);
                    }
                },
                '\n' | '\r' if self.is_unclosed() => break,
                c if c < ' ' => {
                    is_readable = false;
                    self.bump();
                    if !has_control {
                        let found = format!("the control character U+{:04X}", u32::from(c));
                        self.broken_text(
                            &found,
                            "write it as an escape sequence, such as `\\n`",
                            at..self.at,
                        );
                    }
                    has_control = true;
                }
                c => {
                    self.bump();
                    content.push(c);
                }
            }
        }
        self.unclosed_text(start, closing.is_some(), is_readable)
    }

    /// A text that means what it shows, as nearly all do.
    fn plain_text(&mut self) -> Option<&'t str> {
        let inner = self.rest().strip_prefix('"')?;
        let ends = |byte: &u8| (*byte == b'"') | (*byte == b'\\') | (*byte < b' ');
        // Without a branch, so that the compiler looks at a block as a whole.
        let has_end = |block: &[u8; BLOCK]| block.iter().fold(false, |has_end, byte| has_end | ends(byte));
        let (blocks, _) = inner.as_bytes().as_chunks();
        let start = blocks.iter().take_while(|block| !has_end(block)).count() * BLOCK;
        let end = start + inner.as_bytes()[start..].iter().position(ends)?;
        let text = inner.get(..end).filter(|_| inner.as_bytes()[end] == b'"')?;
        self.at += end + 2;
        Some(text)
    }

    /// A text that does not end on its line. One that ends in a typographic quote was closed by that.
    fn unclosed_text(
        &mut self,
        start: usize,
        has_wrong_opening: bool,
        is_readable: bool,
    ) -> Option<Cow<'t, str>> {
        let whole = &self.text[start..self.at];
        let ends_text = |(at, c): &(usize, char)| {
            let after = whole[at + c.len_utf8()..].trim_start();
            DOUBLE[..3].contains(c) && (after.is_empty() || after.starts_with([',', ';', ':', '}', ']']))
        };
        if let Some((at, c)) = whole.char_indices().skip(1).find(ends_text).filter(|_| !has_wrong_opening) {
            let content = &whole[1..at];
            self.at = start + at + c.len_utf8();
            self.wrong_quotes(c, start..self.at, vec![(start + at..self.at, "\"".to_owned())]);
            return (is_readable && !content.contains('\\')).then_some(Cow::Borrowed(content));
        }
        let end = self.at;
        self.broken_text("the line ends", "close the string by `\"`", start..end);
        self.unclosed = Some(end);
        None
    }

    fn wrong_quotes(&mut self, quote: char, bytes: Range<usize>, edits: Vec<TextEdit>) {
        let quote = quote.to_string().into();
        self.report_with_fix(&WRONG_QUOTES, &Fault::of(&quote), bytes, edits);
    }

    /// Whether the string that is being read was left open on this line: the next `"` opens another, or there is none.
    fn is_unclosed(&mut self) -> bool {
        if !self.lookahead.range.contains(&self.at) {
            let mut quotes = self.rest().match_indices('"').map(|(at, _)| self.at + at);
            let quote = quotes.find(|at| !is_escaped(&self.text[self.at..*at]));
            let end = quote.map_or(self.text.len(), |at| at + 1);
            let is_unclosed = quote.is_none() || !follows_string(&self.text[end..]);
            self.lookahead = Lookahead { range: self.at..end, is_unclosed };
        }
        self.lookahead.is_unclosed
    }

    /// Reads an escape sequence. `None` when it is none, or half a surrogate pair.
    fn escape(&mut self) -> Option<char> {
        self.bump();
        let c = self.peek()?;
        if c < ' ' {
            return None; // a line end is not to be skipped
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

    fn broken_text(&mut self, found: &str, help: &str, bytes: Range<usize>) {
        let options = [found, "a string", help].map(str::to_owned).to_vec();
        self.report(&INVALID_JSON, &Fault { options, ..Fault::of(&Json::Null) }, bytes);
    }
}

/// Edits that give a text the quotes of JSON. `text` stands at `start`, with the quotes that it has.
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

/// Whether what follows a text is escaped by it.
fn is_escaped(text: &str) -> bool {
    text.bytes().rev().take_while(|byte| *byte == b'\\').count() % 2 == 1
}

/// Whether a text reads like what stands behind a string.
fn follows_string(text: &str) -> bool {
    let text = near(text);
    let (line, rest) = (text.trim_start_matches([' ', '\t']), after_space(text));
    line.starts_with(['\n', '\r']) || rest.is_empty() || rest.starts_with([',', ';', '}', ']'])
}

/// No more of a text than a guess may look at: there may be as many guesses as there are characters.
fn near(text: &str) -> &str {
    const FAR: usize = 1000;
    let end = (FAR..text.len()).find(|at| text.is_char_boundary(*at));
    &text[..end.unwrap_or(text.len())]
}

/// Whether a text begins with a key without quotes; a URL begins alike.
pub(super) fn begins_bare_key(text: &str) -> bool {
    let text = near(text);
    let after = text.trim_start_matches(is_in_word);
    let is_word = after.len() < text.len() && text.starts_with(is_placeholder);
    let after = after.strip_prefix('"').unwrap_or(after);
    let is_url = after.strip_prefix("://").is_some_and(|rest| !rest.starts_with(is_space));
    is_word && !is_url && after_space(after).starts_with(':')
}

/// Whether a character opens a string, or is taken for one that does.
pub(super) fn opens_text(c: char) -> bool {
    QUOTES.iter().any(|(quote, _)| *quote == c)
}

/// The grammar of RFC 8259, section 6.
fn is_number(text: &str) -> bool {
    let digits = |text: &str| !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_digit());
    let text = text.strip_prefix('-').unwrap_or(text);
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let (whole, fraction) = match mantissa.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (mantissa, None),
    };
    digits(whole)
        && (whole == "0" || !whole.starts_with('0'))
        && fraction.is_none_or(digits)
        && exponent.is_none_or(|it| digits(it.strip_prefix(['+', '-']).unwrap_or(it)))
}
