//! Divides a command of a POSIX shell into words, and knows where each of their characters is.

use std::ops::Range;

use memchr::memchr;

use super::part::Unread;
use crate::{
    excerpt::{Decoder, Excerpt, Quoting},
    placeholder::{bracketed, variable_at},
};

/// A command, with ranges of the text that it was read from.
#[derive(Default)]
pub(super) struct Command<'s> {
    pub(super) words: Vec<Word<'s>>,
    /// What standard input contains, if a here document tells.
    pub(super) stdin: Option<Excerpt<'s>>,
    /// Quotes and line continuations.
    pub(super) syntax: Vec<Range<usize>>,
    pub(super) problems: Vec<(Unread, Range<usize>)>,
    pub(super) end: usize,
}

pub(super) struct Word<'s> {
    pub(super) text: Excerpt<'s>,
    pub(super) range: Range<usize>,
}

/// Reads the command that starts at an offset.
pub(super) fn command<'s>(source: &'s Excerpt<'_>, start: usize) -> Command<'s> {
    let mut lexer = Lexer {
        source,
        text: &source.text,
        at: start,
        command: Command::default(),
        here: None,
        is_cut: false,
    };
    lexer.command();
    lexer.command.end = lexer.at;
    lexer.command
}

/// Whether a line begins with a curl command, possibly after a prompt.
pub(super) fn begins_curl(line: &str) -> bool {
    let line = line.trim_start_matches([' ', '\t']);
    let line = line.strip_prefix(['$', '>', '%']).unwrap_or(line).trim_start_matches([' ', '\t']);
    let rest = line.strip_prefix("curl").map(|rest| rest.strip_prefix(".exe").unwrap_or(rest));
    rest.is_some_and(|rest| rest.starts_with([' ', '\t', '\\', '^', '`']))
}

pub(super) struct Lexer<'s> {
    pub(super) source: &'s Excerpt<'s>,
    pub(super) text: &'s str,
    pub(super) at: usize,
    pub(super) command: Command<'s>,
    /// The tag of a here document that begins on the next line.
    pub(super) here: Option<Tag<'s>>,
    /// Whether a quote is not closed, so that the command ends with this line.
    pub(super) is_cut: bool,
}

/// The word that ends a here document.
#[derive(Clone, Copy)]
pub(super) struct Tag<'s> {
    name: &'s str,
    is_quoted: bool,
    strips_tabs: bool,
}

impl<'s> Lexer<'s> {
    pub(super) fn rest(&self) -> &'s str {
        &self.text[self.at..]
    }

    fn command(&mut self) {
        while !self.is_cut {
            self.space();
            let rest = self.rest();
            match rest.bytes().next() {
                None => return,
                Some(b'\n') => {
                    if let Some(tag) = self.here.take() {
                        self.at += 1;
                        self.command.stdin = self.here_document(tag);
                    }
                    return;
                }
                Some(b';' | b'|' | b'&' | b')' | b'`') => return self.end_line(),
                Some(b'#') => return,
                Some(b'<') if rest.starts_with("<<") && !rest.starts_with("<<<") => self.here_operator(),
                Some(b'<') if bracketed(rest).is_none() => self.redirection(),
                Some(b'>') => self.redirection(),
                Some(_) => self.push_word(),
            }
        }
    }

    /// A here document may begin after the end of its command: `curl -d @- <<EOF | jq`.
    fn end_line(&mut self) {
        let Some(tag) = self.here.take() else { return };
        if let Some(length) = memchr(b'\n', self.rest().as_bytes()) {
            self.at += length + 1;
            self.command.stdin = self.here_document(tag);
        }
    }

    /// Skips blanks and line continuations, and also continuations with blanks after the backslash.
    fn space(&mut self) {
        loop {
            let rest = self.rest();
            let blanks = rest.len() - rest.trim_start_matches([' ', '\t', '\r']).len();
            self.at += blanks;
            let Some(after) = self.rest().strip_prefix('\\') else { return };
            let line = after.trim_start_matches([' ', '\t', '\r']);
            if !line.starts_with('\n') {
                return;
            }
            self.command.syntax.push(self.at..self.at + 1);
            self.at = self.text.len() - line.len() + 1;
        }
    }

    fn redirection(&mut self) {
        let operator = self.rest().bytes().take_while(|b| matches!(b, b'<' | b'>' | b'&')).count();
        self.at += operator;
        self.space();
        self.word();
    }

    pub(super) fn here_operator(&mut self) {
        let rest = &self.rest()[2..];
        let (strips_tabs, rest) = rest.strip_prefix('-').map_or((false, rest), |rest| (true, rest));
        let rest = rest.trim_start_matches([' ', '\t']);
        let quote = rest.chars().next().filter(|c| matches!(c, '\'' | '"'));
        let inner = if quote.is_some() { &rest[1..] } else { rest };
        let length = inner.bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
        let name = &inner[..length];
        let is_closed = quote.is_some_and(|quote| inner[length..].starts_with(quote));
        self.at = self.text.len() - inner.len() + length + usize::from(is_closed);
        if !name.is_empty() {
            self.here = Some(Tag { name, is_quoted: quote.is_some(), strips_tabs });
        }
    }

    /// Reads a here document, which starts here.
    pub(super) fn here_document(&mut self, tag: Tag<'s>) -> Option<Excerpt<'s>> {
        let start = self.at;
        let mut decoder = Decoder::new(self.source, start);
        loop {
            let rest = self.rest();
            let length = memchr(b'\n', rest.as_bytes()).map_or(rest.len(), |end| end + 1);
            let line = &rest[..length];
            let tabs = if tag.strips_tabs { line.len() - line.trim_start_matches('\t').len() } else { 0 };
            if line[tabs..].trim_end_matches(['\r', '\n', ' ']) == tag.name {
                self.at += line.trim_end_matches(['\r', '\n']).len();
                return Some(decoder.finish());
            }
            if length == 0 || begins_curl(line) {
                self.command.problems.push((Unread::HereDocument, start..start));
                self.is_cut = true;
                return None;
            }
            let bytes = self.at + tabs..self.at + length;
            match tag.is_quoted {
                true => decoder.verbatim(bytes, Quoting::Raw),
                false => self.expanded(&mut decoder, bytes),
            }
            self.at += length;
        }
    }

    /// Appends a line of a here document with variables.
    fn expanded(&self, decoder: &mut Decoder<'s>, bytes: Range<usize>) {
        let mut at = bytes.start;
        while let Some(found) = memchr(b'\\', &self.text.as_bytes()[at..bytes.end]) {
            let escape = at + found;
            decoder.verbatim(at..escape, Quoting::HereDocument);
            at = escape + self.escape(decoder, escape, Quoting::HereDocument);
        }
        decoder.verbatim(at..bytes.end, Quoting::HereDocument);
    }

    fn push_word(&mut self) {
        let start = self.at;
        let text = self.word();
        let is_number = self.text[start..self.at].bytes().all(|byte| byte.is_ascii_digit());
        if is_number && self.rest().starts_with(['<', '>']) {
            return; // the number of what is redirected
        }
        self.command.words.push(Word { text, range: start..self.at });
    }

    fn word(&mut self) -> Excerpt<'s> {
        let mut decoder = Decoder::new(self.source, self.at);
        while let Some(byte) = self.rest().bytes().next().filter(|_| !self.is_cut) {
            let rest = self.rest();
            match byte {
                b'\'' => self.quoted(&mut decoder, 1, Self::single),
                b'"' => self.quoted(&mut decoder, 1, Self::double),
                b'$' if rest.starts_with("$'") => self.quoted(&mut decoder, 2, Self::ansi_c),
                b'\\' if rest.starts_with("\\\n") => self.at += 2,
                b'\\' if rest.starts_with("\\\r\n") => self.at += 3,
                b'\\' => {
                    let length = rest[1..].chars().next().map_or(0, char::len_utf8);
                    let bytes = self.at..self.at + 1 + length;
                    decoder.escape(bytes.clone(), &self.text[self.at + 1..bytes.end], Quoting::Unknown);
                    self.at = bytes.end;
                }
                b' ' | b'\t' | b'\r' | b'\n' | b';' | b'|' | b'&' | b')' | b'`' | b'>' => break,
                _ => {
                    let variable = variable_at(rest).or_else(|| bracketed(rest));
                    if byte == b'<' && variable.is_none() {
                        break;
                    }
                    let length = variable.unwrap_or_else(|| rest.chars().next().map_or(1, char::len_utf8));
                    decoder.verbatim(self.at..self.at + length, Quoting::Unknown);
                    self.at += length;
                }
            }
        }
        decoder.finish()
    }
}
