//! Reads JSON, and goes on where it is broken: area 0 of the catalogue.

use std::{borrow::Cow, ops::Range};

use serde_json::Value as Json;

use super::{
    found::{Found, Located},
    literal::{Lookahead, begins_bare_key, opens_text},
    source::overlaps,
    space::{after_space, is_space},
    tree::{Member, Node, Object, Path, Token, Value},
};
use crate::{
    model::MAX_DEPTH,
    rules::{Fault, INVALID_JSON, LIMIT_EXCEEDED, PLACEHOLDER, Rule, TRAILING_COMMA},
};

/// How many members are read at a time commonly, at most.
const COMMON: usize = 32;

/// Reads a text from a byte on. `None` when there is nothing in it, or a limit was exceeded.
pub(super) fn parse<'t>(
    text: &'t str,
    start: usize,
    doubtful: &[Range<usize>],
    found: &mut Found,
) -> Option<Node<'t>> {
    let mut parser = Parser {
        text,
        doubtful,
        at: start,
        path: Path::default(),
        open: Vec::new(),
        members: Vec::with_capacity(COMMON),
        items: Vec::new(),
        found,
        ended: false,
        lookahead: Lookahead::default(),
        unclosed: None,
        is_torn: false,
    };
    parser.space();
    if parser.peek().is_none() {
        parser.unexpected("nothing", "a payload", parser.at..parser.at);
        return None;
    }
    let root = parser.value().ok()?;
    parser.space();
    if parser.peek().is_some() && !parser.ended {
        parser.unexpected("more text", "the end after one payload", parser.here());
    }
    Some(root)
}

/// A stretch of the text in bytes, and what belongs there.
pub(super) type TextEdit = (Range<usize>, String);

/// A limit was exceeded: the text is not analysed further.
struct LimitExceeded;

pub(super) struct Parser<'t, 'f> {
    pub(super) text: &'t str,
    /// Where the text is not what its bytes are, in order; that has been reported.
    pub(super) doubtful: &'f [Range<usize>],
    pub(super) at: usize,
    /// Where the value that is being read stands.
    path: Path<'t>,
    /// The brackets that are open, the innermost last.
    open: Vec<char>,
    /// What was read of the objects that are open: most are small, and there may be millions.
    members: Vec<Member<'t>>,
    /// What was read of the arrays that are open.
    items: Vec<Node<'t>>,
    found: &'f mut Found,
    /// Whether the text ended before its time, which is said once.
    ended: bool,
    pub(super) lookahead: Lookahead,
    /// Where the last string ended that was never closed, and the space behind it.
    pub(super) unclosed: Option<usize>,
    /// Whether the value that was read last goes on in a way that tells nothing: what it was meant to be cannot be told.
    is_torn: bool,
}

impl<'t> Parser<'t, '_> {
    pub(super) fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    pub(super) fn peek(&self) -> Option<char> {
        match self.text.as_bytes().get(self.at) {
            Some(byte) if byte.is_ascii() => Some(char::from(*byte)),
            _ => self.rest().chars().next(),
        }
    }

    /// The place of the next character.
    pub(super) fn here(&self) -> Range<usize> {
        self.at..self.at + self.peek().map_or(0, char::len_utf8)
    }

    pub(super) fn bump(&mut self) -> Option<char> {
        let c = self.peek()?;
        self.at += c.len_utf8();
        Some(c)
    }

    fn eat(&mut self, c: char) -> bool {
        let is_next = self.peek() == Some(c);
        if is_next {
            self.at += c.len_utf8();
        }
        is_next
    }

    pub(super) fn report(&mut self, rule: &'static Rule, fault: &Fault<'_>, bytes: Range<usize>) {
        self.report_with_fix(rule, fault, bytes, Vec::new());
    }

    /// Reports what leaves no doubt about what was meant; `edits` are what was meant.
    pub(super) fn report_with_fix(
        &mut self,
        rule: &'static Rule,
        fault: &Fault<'_>,
        bytes: Range<usize>,
        edits: Vec<TextEdit>,
    ) {
        if self.found.is_full() {
            self.found.omit(rule, rule.severity);
            return;
        }
        let finding = rule.at(self.path.pointer(), fault);
        self.found.push(Located { edits, ..Located::new(finding, bytes) });
    }

    fn unexpected(&mut self, found: &str, expected: &str, bytes: Range<usize>) {
        let options = vec![found.to_owned(), expected.to_owned()];
        self.report(&INVALID_JSON, &Fault { options, ..Fault::of(&Json::Null) }, bytes);
    }

    /// Says once that the text ends too early.
    fn end_of_text(&mut self, expected: &str) {
        if !self.ended {
            self.ended = true;
            self.unexpected("the text ends", expected, self.at..self.at);
        }
    }

    /// The next character, for a message; never more of the text than that.
    fn found_here(&self) -> String {
        match self.peek() {
            Some(c) if c.is_ascii_punctuation() => format!("`{c}`"),
            Some(c) if c.is_alphanumeric() => "a bare word or number".to_owned(),
            Some(c) => format!("U+{:04X}", u32::from(c)),
            None => "the end".to_owned(),
        }
    }

    pub(super) fn is_doubtful(&self, bytes: &Range<usize>) -> bool {
        overlaps(self.doubtful, bytes)
    }

    fn value(&mut self) -> Result<Node<'t>, LimitExceeded> {
        let start = self.at;
        let value = match self.peek() {
            Some('{') => self.object()?,
            Some('[') => self.array()?,
            Some(c) if c == '"' || opens_text(c) => self.text().map_or(Value::Unreadable, Value::Text),
            Some(c) if c == '-' || c == '+' || c.is_ascii_digit() => self.number(),
            Some('<') => self.placeholder(),
            Some(c) if is_placeholder(c) => self.word(),
            None => {
                self.end_of_text("a value");
                Value::Unreadable
            }
            Some(_) => {
                let found = self.found_here();
                self.unexpected(&found, "a value", self.here());
                self.skip_to_boundary();
                Value::Unreadable
            }
        };
        Ok(Node { span: start..self.at, value })
    }

    fn enter(&mut self, open: char) -> Result<(), LimitExceeded> {
        if self.open.len() == MAX_DEPTH {
            let options = vec![format!("{MAX_DEPTH} levels of nesting")];
            let fault = Fault { options, ..Fault::of(&Json::Null) };
            // The pointer would be as long as the nesting is deep.
            let finding = LIMIT_EXCEEDED.at("", &fault);
            self.found.push(Located::new(finding, self.here()));
            return Err(LimitExceeded);
        }
        self.open.push(open);
        self.at += 1;
        Ok(())
    }

    fn object(&mut self) -> Result<Value<'t>, LimitExceeded> {
        self.enter('{')?;
        let first = self.members.len();
        let mut incomplete = false;
        let mut comma = None;
        loop {
            self.space();
            if self.closes('}', &mut comma) {
                break;
            }
            match self.member()? {
                Step::Read => {}
                Step::Lost => incomplete = true,
            }
            let is_end = self.separator('}', &mut comma);
            if std::mem::take(&mut self.is_torn)
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
        Ok(Value::Object(Object::new(members, incomplete || self.ended)))
    }

    fn array(&mut self) -> Result<Value<'t>, LimitExceeded> {
        self.enter('[')?;
        let first = self.items.len();
        let mut comma = None;
        loop {
            self.space();
            if self.closes(']', &mut comma) {
                break;
            }
            self.path.push(Token::Index(self.items.len() - first));
            let item = self.value()?;
            self.items.push(item);
            self.path.pop();
            let is_end = self.separator(']', &mut comma);
            if std::mem::take(&mut self.is_torn)
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

    /// Whether the object or array ends here. `comma` is where the last comma was, if nothing came after it.
    fn closes(&mut self, bracket: char, comma: &mut Option<usize>) -> bool {
        match self.peek() {
            None => {
                self.end_of_text(&format!("`{bracket}`"));
                true
            }
            Some(c) if c == bracket => {
                if let Some(at) = *comma {
                    let edits = vec![(at..at + 1, String::new())];
                    self.report_with_fix(&TRAILING_COMMA, &Fault::of(&Json::Null), at..at + 1, edits);
                }
                self.at += 1;
                true
            }
            Some(c @ ('}' | ']')) => {
                self.unexpected(&format!("`{c}`"), &format!("`{bracket}`"), self.here());
                // Where the bracket closes an outer one, this one was left open; otherwise it was mistaken for `bracket`.
                let opening = if c == '}' { '{' } else { '[' };
                let outer = self.open.len().saturating_sub(1);
                if !self.open[..outer].contains(&opening) {
                    self.at += 1;
                }
                true
            }
            Some(_) => false,
        }
    }

    /// Reads what stands between two entries; says whether the object or array ended instead.
    fn separator(&mut self, bracket: char, comma: &mut Option<usize>) -> bool {
        self.space();
        *comma = None;
        match self.peek() {
            Some(',') => {
                *comma = Some(self.at);
                self.at += 1;
                false
            }
            None | Some('}' | ']') => self.closes(bracket, &mut None),
            Some(';') => {
                self.unexpected("`;`", &format!("`,` or `{bracket}`"), self.here());
                self.at += 1;
                false
            }
            Some(c) => {
                let begins_entry =
                    opens_text(c) || matches!(c, '"' | '{' | '[') || begins_bare_key(self.rest());
                let is_swallowed = self.is_swallowed();
                if !is_swallowed {
                    let (found, expected) = (self.found_here(), format!("`,` or `{bracket}`"));
                    self.unexpected(&found, &expected, self.here());
                }
                // Behind a string that was left open, an item need not be a string.
                let begins_item = is_swallowed && bracket == ']';
                if !begins_entry && !begins_item {
                    self.is_torn = true;
                    self.skip_to_boundary();
                    return self.separator(bracket, comma);
                }
                false
            }
        }
    }

    /// Whether a string that was never closed may have swallowed what is missed here.
    pub(super) fn is_swallowed(&self) -> bool {
        self.unclosed == Some(self.at)
    }

    fn member(&mut self) -> Result<Step, LimitExceeded> {
        let key_start = self.at;
        let key = match self.peek() {
            Some(c) if c == '"' || opens_text(c) => self.text(),
            Some(c) if is_placeholder(c) => self.bare_key(),
            c => {
                let found = self.found_here();
                self.unexpected(&found, "a key between `\"`", self.here());
                match c {
                    Some(',') => return Ok(Step::Read), // one comma too many; nothing is lost
                    _ if self.skip_to_quote() => return self.member(),
                    _ => None,
                }
            }
        };
        let key_span = key_start..self.at;
        let Some(key) = key else {
            // The next line is not part of a key that was never closed.
            if !self.is_swallowed() || self.at == key_start {
                self.skip_to_boundary();
            }
            return Ok(Step::Lost);
        };
        self.path.push(Token::Key(key.clone()));
        self.space();
        let node = if self.eat(':') {
            self.space();
            if matches!(self.peek(), Some(',' | ';' | '}' | ']')) {
                let found = self.found_here();
                self.unexpected(&found, "a value", self.here());
                Node { span: self.at..self.at, value: Value::Unreadable }
            } else {
                self.value()?
            }
        } else {
            self.value_without_colon()?
        };
        self.path.pop();
        if self.is_doubtful(&key_span) {
            return Ok(Step::Lost);
        }
        self.members.push(Member { key, key_span, node });
        Ok(Step::Read)
    }

    /// Skips what stands before a key, such as the bullet of a list.
    fn skip_to_quote(&mut self) -> bool {
        let distance = self.rest().find(['"', ',', '}', ']', '\n']).unwrap_or_default();
        let is_found = self.rest()[distance..].starts_with('"');
        self.at += if is_found { distance } else { 0 };
        is_found
    }

    fn value_without_colon(&mut self) -> Result<Node<'t>, LimitExceeded> {
        let start = self.at;
        if self.peek().is_none() {
            self.end_of_text("`:`");
        } else {
            let found = self.found_here();
            self.unexpected(&found, "`:`", self.here());
            self.eat('=');
            self.eat('>');
            self.space();
            if !matches!(self.peek(), None | Some(',' | ';' | '}' | ']')) {
                return self.value();
            }
        }
        Ok(Node { span: start..self.at, value: Value::Unreadable })
    }

    /// A key without quotes; or a placeholder for a member, which is lost.
    fn bare_key(&mut self) -> Option<Cow<'t, str>> {
        let start = self.at;
        let word = self.take_word();
        let after_quote = self.rest().strip_prefix('"').unwrap_or(self.rest());
        let is_key = !word.is_empty() && after_space(after_quote).starts_with(':');
        if is_key {
            self.eat('"');
            self.unexpected("a key without quotes", "a key between `\"`", start..self.at);
            return Some(word.into());
        }
        self.skip_to_boundary();
        self.report_placeholder(start);
        None
    }

    fn take_word(&mut self) -> &'t str {
        let end = self.rest().find(|c| !is_in_word(c)).unwrap_or(self.rest().len());
        let word = &self.rest()[..end];
        self.at += end;
        word
    }

    /// `true`, `false`, `null`, or a word that stands for something else.
    fn word(&mut self) -> Value<'t> {
        let start = self.at;
        match self.take_word() {
            "true" => Value::Bool(true),
            "false" => Value::Bool(false),
            "null" => Value::Null,
            _ => {
                self.at = start;
                self.placeholder()
            }
        }
    }

    fn placeholder(&mut self) -> Value<'t> {
        let start = self.at;
        self.skip_to_boundary();
        self.report_placeholder(start);
        Value::Unreadable
    }

    /// Reports what stands from `start` on as a placeholder; a comment and white space after it are none of it.
    fn report_placeholder(&mut self, start: usize) {
        let text = &self.text[start..self.at];
        let comment = text.match_indices(['/']).map(|(at, _)| at).find(|at| {
            let (before, rest) = text.split_at(*at);
            // The slashes of a URL begin none.
            rest.starts_with("/*") || (rest.starts_with("//") && !before.ends_with(':'))
        });
        let text = text[..comment.unwrap_or(text.len())].trim_end_matches(is_space);
        let bytes = start..start + text.len();
        self.at = bytes.end;
        if self.open.is_empty() {
            self.unexpected("a bare word", "a payload", bytes); // not even an attempt at JSON
        } else {
            self.report(&PLACEHOLDER, &Fault::of(&Json::Null), bytes);
        }
    }

    /// Skips to the next comma, what people take for one, or bracket that does not stand in a text or in brackets of its own.
    fn skip_to_boundary(&mut self) {
        let mut depth = 0_usize;
        while let Some(c) = self.peek() {
            match c {
                ',' | ';' | '}' | ']' if depth == 0 => return,
                '{' | '[' => depth += 1,
                '}' | ']' => depth -= 1,
                '"' => {
                    let after = &self.rest()[1..];
                    let end = after.find(['"', '\n']).filter(|end| after[*end..].starts_with('"'));
                    self.at += end.map_or(0, |end| end + 1);
                }
                _ => {}
            }
            self.bump();
        }
    }
}

/// Whether a member could be read, or its key was lost too.
enum Step {
    Read,
    Lost,
}

pub(super) fn is_in_word(c: char) -> bool {
    c.is_alphanumeric() || matches!(c, '_' | '-' | '$')
}

pub(super) fn is_placeholder(c: char) -> bool {
    c.is_alphabetic() || matches!(c, '_' | '$' | '.' | '…')
}
