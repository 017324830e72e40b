//! Parses the text between tokens: whitespace of any kind, and comments.

use std::ops::Range;

use super::{
    chars::{is_blank, is_foreign_space, is_line_end, is_number},
    cursor::Cursor,
    error::{ErrorKind, TextEdit},
};

impl Cursor<'_, '_> {
    /// Skips whitespace of any kind, and comments.
    pub(super) fn space(&mut self) {
        // Usually there is none: these characters certainly begin a token.
        let next = self.text.as_bytes().get(self.at);
        if matches!(next, Some(b'!'..=b'.' | b'0'..=b'~')) && self.invalid.is_empty() {
            return;
        }
        let is_after_unterminated = self.is_after_unterminated();
        self.skip_space();
        if is_after_unterminated {
            self.unterminated = Some(self.at);
        }
    }

    fn skip_space(&mut self) {
        loop {
            let start = self.at;
            if let Some(foreign) = self.skip_whitespace() {
                self.foreign_whitespace(foreign);
            }
            self.comment();
            if self.at == start {
                return;
            }
        }
    }

    /// Skips a run of whitespace; returns the range from its first to its last foreign character.
    fn skip_whitespace(&mut self) -> Option<Range<usize>> {
        let mut foreign: Option<Range<usize>> = None;
        while let Some(c) = self.peek() {
            if is_foreign_space(c) {
                let start = foreign.map_or(self.at, |range| range.start);
                foreign = Some(start..self.at + c.len_utf8());
            } else if !is_blank(c) && !self.is_invalid(&self.here()) {
                break;
            }
            self.at += c.len_utf8();
        }
        foreign
    }

    fn foreign_whitespace(&mut self, bytes: Range<usize>) {
        let foreign = || self.text[bytes.clone()].char_indices().filter(|(_, c)| is_foreign_space(*c));
        let mut edits: Vec<TextEdit> = Vec::new();
        for (at, c) in foreign() {
            let start = bytes.start + at;
            let end = start + c.len_utf8();
            match edits.last_mut().filter(|(last, _)| last.end == start) {
                Some((last, spaces)) => {
                    last.end = end;
                    spaces.push(' ');
                }
                None => edits.push((start..end, " ".to_owned())),
            }
        }
        let Some((_, first)) = foreign().next() else { return };
        let kind = ErrorKind::ForeignWhitespace { first, count: foreign().count() };
        self.report_with_edits(kind, bytes, edits);
    }

    fn comment(&mut self) {
        let (start, rest) = (self.at, self.rest());
        let (length, is_closed) = if rest.starts_with("//") {
            (rest.find(is_line_end).unwrap_or(rest.len()), true)
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or((rest.len(), false), |end| (end + 2, true))
        } else {
            return;
        };
        self.at += length;
        // A comment that is unterminated, or reads like a part of the payload, may be one.
        let is_prose = is_closed && !reads_like_json(&rest[2..length]);
        let edits = if is_prose { vec![without_comment(self.text, start..self.at)] } else { Vec::new() };
        self.report_with_edits(ErrorKind::Comment { is_prose }, start..self.at, edits);
    }
}

/// Whether a comment contains what may be members, values, or brackets that close something.
fn reads_like_json(comment: &str) -> bool {
    let word = comment.trim_matches(|c: char| c.is_whitespace() || matches!(c, ',' | ':' | '*' | '/'));
    let is_value = matches!(word, "true" | "false" | "null") || is_number(word);
    is_value || comment.contains(['"', '{', '}', '[', ']'])
}

/// An edit that removes a comment: together with its line if nothing else is on it, or with the blanks before it if it
/// ends a line.
fn without_comment(text: &str, comment: Range<usize>) -> TextEdit {
    let (before, after) = (&text[..comment.start], &text[comment.end..]);
    let line = before.trim_end_matches([' ', '\t']);
    let line_end = match after {
        _ if after.starts_with("\r\n") => 2,
        _ => usize::from(after.starts_with('\n')),
    };
    if line_end > 0 || after.is_empty() {
        let is_alone = line.is_empty() || line.ends_with('\n');
        let end = if is_alone { comment.end + line_end } else { comment.end };
        return (line.len()..end, String::new());
    }
    (comment, String::new())
}
