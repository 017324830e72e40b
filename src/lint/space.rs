//! Reads what stands between tokens: white space, what people take for it, and comments.

use std::ops::Range;

use serde_json::Value as Json;

use super::syntax::{Parser, TextEdit};
use crate::rules::{COMMENT, FOREIGN_WHITESPACE, Fault};

impl Parser<'_, '_> {
    /// Skips white space and what people take for it.
    pub(super) fn space(&mut self) {
        // Mostly there is none, and what follows is nothing that might be taken for it.
        let next = self.text.as_bytes().get(self.at);
        if matches!(next, Some(b'!'..=b'.' | b'0'..=b'~')) && self.doubtful.is_empty() {
            return;
        }
        let is_after_unclosed = self.is_swallowed();
        self.skip_space();
        if is_after_unclosed {
            self.unclosed = Some(self.at);
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

    /// Skips a run of white space; gives the place from its first to its last foreign character.
    fn skip_whitespace(&mut self) -> Option<Range<usize>> {
        let mut foreign: Option<Range<usize>> = None;
        while let Some(c) = self.peek() {
            if is_foreign_space(c) {
                let start = foreign.map_or(self.at, |range| range.start);
                foreign = Some(start..self.at + c.len_utf8());
            } else if !matches!(c, ' ' | '\t' | '\n' | '\r') && !self.is_doubtful(&self.here()) {
                break;
            }
            self.at += c.len_utf8();
        }
        foreign
    }

    fn foreign_whitespace(&mut self, bytes: Range<usize>) {
        let strangers = || self.text[bytes.clone()].char_indices().filter(|(_, c)| is_foreign_space(*c));
        let mut edits: Vec<TextEdit> = Vec::new();
        for (at, c) in strangers() {
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
        let value = Json::String(strangers().map(|(_, c)| c).collect());
        self.report_with_fix(&FOREIGN_WHITESPACE, &Fault::of(&value), bytes, edits);
    }

    fn comment(&mut self) {
        let (start, rest) = (self.at, self.rest());
        let (length, is_closed) = if rest.starts_with("//") {
            let line = rest.split('\n').next().unwrap_or_default();
            (line.trim_end_matches('\r').len(), true)
        } else if rest.starts_with("/*") {
            rest.find("*/").map_or((rest.len(), false), |end| (end + 2, true))
        } else {
            return;
        };
        self.at += length;
        // One that is never closed may have swallowed the rest of the payload.
        let edits = if is_closed { vec![without_comment(self.text, start..self.at)] } else { Vec::new() };
        self.report_with_fix(&COMMENT, &Fault::of(&Json::Null), start..self.at, edits);
    }
}

/// An edit that takes a comment out: with its line, where it stands alone, or the blanks before it, where it ends one.
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
    // What it kept apart must not become one.
    let is_token = |c: char| !c.is_whitespace() && !"{}[],:".contains(c);
    let joins = before.ends_with(is_token) && after.starts_with(is_token);
    (comment, if joins { " ".to_owned() } else { String::new() })
}

/// White space, or a character that shows as nothing, which JSON does not know as white space.
pub(super) fn is_foreign_space(c: char) -> bool {
    let is_invisible = matches!(c, '\u{200B}'..='\u{200D}' | '\u{2060}' | '\u{FEFF}' | '\u{180E}');
    is_invisible || (c.is_whitespace() && !matches!(c, ' ' | '\t' | '\n' | '\r'))
}

/// White space, or what people take for it.
pub(super) fn is_space(c: char) -> bool {
    c.is_whitespace() || is_foreign_space(c)
}

/// A text after white space and comments.
pub(super) fn after_space(text: &str) -> &str {
    let mut rest = text.trim_start_matches(is_space);
    loop {
        let after = match (rest.strip_prefix("/*"), rest.strip_prefix("//")) {
            (Some(comment), _) => comment.split_once("*/"),
            (_, Some(comment)) => comment.split_once('\n'),
            _ => None,
        };
        let Some((_, after)) = after else { return rest };
        rest = after.trim_start_matches(is_space);
    }
}
