//! Parses JSON, and recovers from errors.

use std::{borrow::Cow, ops::Range};

use super::{
    chars::{after_space, begins_bare_key, is_in_word, is_space, opens_string, starts_placeholder},
    cursor::Cursor,
    error::{Error, ErrorKind, Expected},
    pointer::Token,
    tree::{Member, Node, Object, Value},
};
use crate::model::MAX_DEPTH;

/// The usual number of members in open objects.
const COMMON: usize = 32;

/// Parses the text from `start`. `None` if it is empty, or nested too deep.
///
/// `invalid` lists the sorted ranges of the text that stand for invalid UTF-8.
pub(crate) fn parse<'t>(
    text: &'t str,
    start: usize,
    invalid: &[Range<usize>],
    report: &mut dyn FnMut(Error<'_>),
) -> Option<Node<'t>> {
    let mut parser = Parser {
        cursor: Cursor::new(text, start, invalid, report),
        open: Vec::new(),
        members: Vec::with_capacity(COMMON),
        items: Vec::new(),
        has_trailing_junk: false,
    };
    parser.cursor.space();
    if parser.cursor.peek().is_none() {
        parser.unexpected_end(Expected::Payload);
        return None;
    }
    let root = parser.value().ok()?;
    parser.cursor.space();
    if parser.cursor.peek().is_some() && !parser.cursor.has_ended {
        parser.unexpected_here(Expected::End);
    }
    Some(root)
}

/// The text is nested too deep, and is not parsed further.
struct TooDeep;

struct Parser<'t, 'r> {
    cursor: Cursor<'t, 'r>,
    /// The open brackets, innermost last.
    open: Vec<char>,
    /// The members of all open objects: one list for all, since most objects are small and there may be millions.
    members: Vec<Member<'t>>,
    /// The elements of all open arrays.
    items: Vec<Node<'t>>,
    /// Whether junk followed the last value, so that its meaning is unknown.
    has_trailing_junk: bool,
}

impl<'t> Parser<'t, '_> {
    fn unexpected(&mut self, expected: Expected, found: impl Into<Cow<'static, str>>, bytes: Range<usize>) {
        let kind = ErrorKind::Unexpected { expected, found: Some(found.into()) };
        self.cursor.report(kind, bytes);
    }

    fn unexpected_here(&mut self, expected: Expected) {
        let found: Cow<'static, str> = match self.cursor.peek() {
            Some(c) if c.is_ascii_punctuation() => format!("`{c}`").into(),
            Some(c) if c.is_alphanumeric() => "a bare word or number".into(),
            Some(c) => format!("U+{:04X}", u32::from(c)).into(),
            None => return self.unexpected_end(expected),
        };
        self.unexpected(expected, found, self.cursor.here());
    }

    /// Reports once that the text ends too early.
    fn unexpected_end(&mut self, expected: Expected) {
        if !self.cursor.has_ended {
            self.cursor.has_ended = true;
            let kind = ErrorKind::Unexpected { expected, found: None };
            self.cursor.report(kind, self.cursor.at..self.cursor.at);
        }
    }

    fn value(&mut self) -> Result<Node<'t>, TooDeep> {
        let start = self.cursor.at;
        let value = match self.cursor.peek() {
            Some('{') => self.object()?,
            Some('[') => self.array()?,
            Some(c) if c == '"' || opens_string(c) => {
                self.cursor.string().map_or(Value::Unreadable, Value::String)
            }
            Some(c) if c == '-' || c == '+' || c.is_ascii_digit() => self.cursor.number(),
            Some('<') => self.placeholder(),
            Some(c) if starts_placeholder(c) => self.word(),
            None => {
                self.unexpected_end(Expected::Value);
                Value::Unreadable
            }
            Some(_) => {
                let expected = if self.open.is_empty() { Expected::Payload } else { Expected::Value };
                self.unexpected_here(expected);
                self.skip_to_boundary();
                Value::Unreadable
            }
        };
        Ok(Node { span: start..self.cursor.at, value })
    }

    fn enter(&mut self, open: char) -> Result<(), TooDeep> {
        if self.open.len() == MAX_DEPTH {
            self.cursor.report(ErrorKind::TooDeep { limit: MAX_DEPTH }, self.cursor.here());
            return Err(TooDeep);
        }
        self.open.push(open);
        self.cursor.at += 1;
        Ok(())
    }

    fn object(&mut self) -> Result<Value<'t>, TooDeep> {
        self.enter('{')?;
        let first = self.members.len();
        let mut lost_members = false;
        let mut comma = None;
        loop {
            self.cursor.space();
            if self.closes('}', &mut comma) {
                break;
            }
            match self.member()? {
                Step::Read => {}
                Step::Lost => lost_members = true,
            }
            let is_end = self.separator('}', &mut comma);
            if std::mem::take(&mut self.has_trailing_junk)
                && let Some(member) = self.members[first..].last_mut()
            {
                member.node.value = Value::Unreadable;
            }
            if is_end {
                break;
            }
        }
        self.open.pop();
        let members = self.members.drain(first..).collect();
        Ok(Value::Object(Object::new(members, lost_members || self.cursor.has_ended)))
    }

    fn array(&mut self) -> Result<Value<'t>, TooDeep> {
        self.enter('[')?;
        let first = self.items.len();
        let mut comma = None;
        loop {
            self.cursor.space();
            if self.closes(']', &mut comma) {
                break;
            }
            self.cursor.path.push(Token::Index(self.items.len() - first));
            let item = self.value()?;
            self.items.push(item);
            self.cursor.path.pop();
            let is_end = self.separator(']', &mut comma);
            if std::mem::take(&mut self.has_trailing_junk)
                && let Some(item) = self.items[first..].last_mut()
            {
                item.value = Value::Unreadable;
            }
            if is_end {
                break;
            }
        }
        self.open.pop();
        Ok(Value::Array(self.items.drain(first..).collect()))
    }

    /// Whether the object or array ends here. `comma` is the position of the last comma, if nothing followed it.
    fn closes(&mut self, bracket: char, comma: &mut Option<usize>) -> bool {
        match self.cursor.peek() {
            None => {
                self.unexpected_end(Expected::Closing(bracket));
                true
            }
            Some(c) if c == bracket => {
                if let Some(at) = *comma {
                    let edits = vec![(at..at + 1, String::new())];
                    self.cursor.report_with_edits(ErrorKind::TrailingComma, at..at + 1, edits);
                }
                self.cursor.at += 1;
                true
            }
            Some(c @ ('}' | ']')) => {
                self.unexpected_here(Expected::Closing(bracket));
                // If it closes an outer bracket, `bracket` is missing; otherwise it was written instead of `bracket`.
                let opening = if c == '}' { '{' } else { '[' };
                let outer = self.open.len().saturating_sub(1);
                if !self.open[..outer].contains(&opening) {
                    self.cursor.at += 1;
                }
                true
            }
            Some(_) => false,
        }
    }

    /// Parses the separator of two entries; returns whether the object or array ended instead.
    fn separator(&mut self, bracket: char, comma: &mut Option<usize>) -> bool {
        self.cursor.space();
        *comma = None;
        match self.cursor.peek() {
            Some(',') => {
                *comma = Some(self.cursor.at);
                self.cursor.at += 1;
                false
            }
            None | Some('}' | ']') => self.closes(bracket, &mut None),
            Some(';') => {
                self.unexpected_here(Expected::CommaOr(bracket));
                self.cursor.at += 1;
                false
            }
            Some(c) => {
                let begins_entry =
                    opens_string(c) || matches!(c, '"' | '{' | '[') || begins_bare_key(self.cursor.rest());
                let is_after_unterminated = self.cursor.is_after_unterminated();
                if !is_after_unterminated {
                    self.unexpected_here(Expected::CommaOr(bracket));
                }
                // After an unterminated string, an element need not be a string.
                let begins_item = is_after_unterminated && bracket == ']';
                if !begins_entry && !begins_item {
                    self.has_trailing_junk = true;
                    self.skip_to_boundary();
                    return self.separator(bracket, comma);
                }
                false
            }
        }
    }

    fn member(&mut self) -> Result<Step, TooDeep> {
        let key_start = self.cursor.at;
        let key = match self.cursor.peek() {
            Some(c) if c == '"' || opens_string(c) => self.cursor.string(),
            Some(c) if starts_placeholder(c) => self.bare_key(),
            c => {
                self.unexpected_here(Expected::Key);
                match c {
                    Some(',') => return Ok(Step::Read), // one comma too many: no member is lost
                    _ if self.skip_to_quote() => return self.member(),
                    _ => None,
                }
            }
        };
        let key_span = key_start..self.cursor.at;
        let Some(key) = key else {
            // The next line is not part of an unterminated key.
            if !self.cursor.is_after_unterminated() || self.cursor.at == key_start {
                self.skip_to_boundary();
            }
            return Ok(Step::Lost);
        };
        self.cursor.path.push(Token::Key(key.clone()));
        self.cursor.space();
        let has_colon = self.cursor.eat(':');
        let node = if has_colon {
            self.cursor.space();
            if matches!(self.cursor.peek(), Some(',' | ';' | '}' | ']')) {
                self.unexpected_here(Expected::Value);
                Node { span: self.cursor.at..self.cursor.at, value: Value::Unreadable }
            } else {
                self.value()?
            }
        } else {
            self.value_without_colon()?
        };
        self.cursor.path.pop();
        if self.cursor.is_invalid(&key_span) {
            return Ok(Step::Lost);
        }
        self.members.push(Member { key, key_span, has_colon, node });
        Ok(Step::Read)
    }

    /// Skips characters before a key, such as a list bullet.
    fn skip_to_quote(&mut self) -> bool {
        let distance = self.cursor.rest().find(['"', ',', '}', ']', '\n']).unwrap_or_default();
        let is_found = self.cursor.rest()[distance..].starts_with('"');
        self.cursor.at += if is_found { distance } else { 0 };
        is_found
    }

    fn value_without_colon(&mut self) -> Result<Node<'t>, TooDeep> {
        let start = self.cursor.at;
        if self.cursor.peek().is_none() {
            self.unexpected_end(Expected::Colon);
        } else {
            self.unexpected_here(Expected::Colon);
            self.cursor.eat('=');
            self.cursor.eat('>');
            self.cursor.space();
            if !matches!(self.cursor.peek(), None | Some(',' | ';' | '}' | ']')) {
                return self.value();
            }
        }
        Ok(Node { span: start..self.cursor.at, value: Value::Unreadable })
    }

    /// Parses a key without quotes; `None` for a placeholder that replaces a whole member.
    fn bare_key(&mut self) -> Option<Cow<'t, str>> {
        let start = self.cursor.at;
        let word = self.take_word();
        let after_quote = self.cursor.rest().strip_prefix('"').unwrap_or(self.cursor.rest());
        let is_key = !word.is_empty() && after_space(after_quote).starts_with(':');
        if is_key {
            self.cursor.eat('"');
            self.unexpected(Expected::Key, "a key without quotes", start..self.cursor.at);
            return Some(word.into());
        }
        self.skip_to_boundary();
        self.report_placeholder(start);
        None
    }

    fn take_word(&mut self) -> &'t str {
        let end = self.cursor.rest().find(|c| !is_in_word(c)).unwrap_or(self.cursor.rest().len());
        let word = &self.cursor.rest()[..end];
        self.cursor.at += end;
        word
    }

    /// Parses `true`, `false`, `null` or a placeholder.
    fn word(&mut self) -> Value<'t> {
        let start = self.cursor.at;
        match self.take_word() {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "null" => Value::Null,
            _ => {
                self.cursor.at = start;
                self.placeholder()
            }
        }
    }

    fn placeholder(&mut self) -> Value<'t> {
        let start = self.cursor.at;
        self.skip_to_boundary();
        self.report_placeholder(start);
        Value::Unreadable
    }

    /// Reports the text from `start` as a placeholder, without a trailing comment and whitespace.
    fn report_placeholder(&mut self, start: usize) {
        let text = &self.cursor.text[start..self.cursor.at];
        let comment = text.match_indices(['/']).map(|(at, _)| at).find(|at| {
            let (before, rest) = text.split_at(*at);
            // The slashes of a URL do not begin a comment.
            rest.starts_with("/*") || (rest.starts_with("//") && !before.ends_with(':'))
        });
        let text = text[..comment.unwrap_or(text.len())].trim_end_matches(is_space);
        let bytes = start..start + text.len();
        self.cursor.at = bytes.end;
        if self.open.is_empty() {
            self.unexpected(Expected::Payload, "a bare word", bytes); // not even an attempt at JSON
        } else {
            self.cursor.report(ErrorKind::Placeholder, bytes);
        }
    }

    /// Skips to the next comma, semicolon or closing bracket, except in strings and nested brackets.
    fn skip_to_boundary(&mut self) {
        let mut depth = 0_usize;
        while let Some(c) = self.cursor.peek() {
            match c {
                ',' | ';' | '}' | ']' if depth == 0 => return,
                '{' | '[' => depth += 1,
                '}' | ']' => depth -= 1,
                '"' => {
                    let after = &self.cursor.rest()[1..];
                    let end = after.find(['"', '\n']).filter(|end| after[*end..].starts_with('"'));
                    self.cursor.at += end.map_or(0, |end| end + 1);
                }
                _ => {}
            }
            self.cursor.bump();
        }
    }
}

/// The result of parsing a member.
enum Step {
    Read,
    /// The member was lost together with its key.
    Lost,
}
