//! Finds the variables of a payload, and makes JSON of it without changing the place of anything.

use std::{borrow::Cow, ops::Range};

use crate::placeholder::{FILLER, bracketed, is_sample, is_unknown, variable_at};

/// The longest placeholder without brackets, in bytes.
const MAX_WORD: usize = 100;

/// A payload in which some values are unknown.
pub(crate) struct Template<'t> {
    /// The payload, with a string of the same length in place of each variable without quotes.
    pub(crate) text: Cow<'t, str>,
    /// The sorted ranges of the unknown values and keys, without quotes.
    pub(crate) unknown: Vec<Range<usize>>,
}

impl<'t> Template<'t> {
    /// `None` if the structure of the payload is unknown, too.
    pub(crate) fn of(text: &'t str) -> Option<Self> {
        let mut reader =
            Reader { text, at: 0, before: None, open: Vec::new(), unknown: Vec::new(), changes: Vec::new() };
        reader.read()?;
        let mut changed = Cow::Borrowed(text);
        for (range, new) in reader.changes {
            changed.to_mut().replace_range(range, &new);
        }
        Some(Self { text: changed, unknown: reader.unknown })
    }
}

struct Reader<'t> {
    text: &'t str,
    at: usize,
    /// The last character outside of strings that is not blank; a quote stands for a string.
    before: Option<u8>,
    /// The open brackets.
    open: Vec<u8>,
    unknown: Vec<Range<usize>>,
    /// What to write in place of variables; of the same length.
    changes: Vec<(Range<usize>, String)>,
}

impl Reader<'_> {
    fn read(&mut self) -> Option<()> {
        while let Some(byte) = self.text.as_bytes().get(self.at).copied() {
            match byte {
                b'"' => self.string(),
                b' ' | b'\t' | b'\r' | b'\n' => {
                    self.at += 1;
                    continue;
                }
                _ => match self.variable() {
                    Some(length) => {
                        self.unquoted(length)?;
                        self.before = Some(b'"');
                        continue;
                    }
                    None => {
                        match byte {
                            b'{' | b'[' => self.open.push(byte),
                            b'}' | b']' => drop(self.open.pop()),
                            _ => {}
                        }
                        self.at += self.text[self.at..].chars().next().map_or(1, char::len_utf8);
                    }
                },
            }
            self.before = Some(byte);
        }
        Some(())
    }

    /// Reads a string; one that is not closed ends with its line.
    fn string(&mut self) {
        let start = self.at;
        let bytes = self.text.as_bytes();
        self.at += 1;
        while let Some(byte) = bytes.get(self.at) {
            match byte {
                b'"' => {
                    self.at += 1;
                    let content = start + 1..self.at - 1;
                    if is_unknown(&self.text[content.clone()]) {
                        self.unknown.push(content);
                    }
                    return;
                }
                b'\n' => return,
                b'\\' => self.at += 2,
                _ => self.at += 1,
            }
        }
        self.at = self.at.min(bytes.len());
    }

    /// The length of the variable without quotes that begins here, with what belongs to the same value.
    fn variable(&self) -> Option<usize> {
        let rest = &self.text[self.at..];
        let word = || {
            let is_of_word = |b: &u8| b.is_ascii_uppercase() || *b == b'_';
            let length = rest.bytes().take(MAX_WORD).take_while(is_of_word).count();
            is_sample(&rest[..length]).then_some(length)
        };
        let mut length = variable_at(rest).or_else(|| bracketed(rest)).or_else(word)?;
        while let Some(c) = rest[length..].chars().next() {
            length += match variable_at(&rest[length..]) {
                Some(more) => more,
                None if c.is_whitespace() || matches!(c, ',' | ':' | '}' | ']' | '"') => break,
                None => c.len_utf8(),
            };
        }
        Some(length)
    }

    /// A variable in place of a value, of a key or of whole members.
    fn unquoted(&mut self, length: usize) -> Option<()> {
        let range = self.at..self.at + length;
        let after = self.text[range.end..].trim_start().bytes().next();
        let is_key = self.open.last()? == &b'{' && self.before != Some(b':');
        let stands_for_members = is_key && after != Some(b':');
        let filled = |length: usize| format!("\"{}\"", String::from(FILLER).repeat(length));
        let (new, quoted) = match stands_for_members {
            true => (format!("{}:0{}", filled(1), " ".repeat(length.checked_sub(5)?)), 3),
            // A string without filler would be taken for a value.
            false => (filled(length.checked_sub(2).filter(|length| *length > 0)?), length),
        };
        self.unknown.push(range.start + 1..range.start + quoted - 1);
        self.changes.push((range.clone(), new));
        self.at = range.end;
        Some(())
    }
}
