//! Parses the objects of a PDF, each within bounds of size and depth.

use lopdf::{Dictionary, Object, ObjectId, StringFormat};

/// The longest text of an object.
const MOST_BYTES: usize = 1 << 20;
/// The most values in an object.
const MOST_VALUES: usize = 1 << 16;
const MOST_LEVELS: usize = 50;

pub(super) struct Parser<'a> {
    bytes: &'a [u8],
    start: usize,
    position: usize,
    values: usize,
}

impl<'a> Parser<'a> {
    pub(super) fn at(bytes: &'a [u8], position: usize) -> Self {
        let end = position.saturating_add(MOST_BYTES).min(bytes.len());
        let start = position.min(end);
        Self { bytes: &bytes[..end], start, position: start, values: 0 }
    }

    pub(super) fn position(&self) -> usize {
        self.position
    }

    /// What has been parsed, in bytes. A value takes as long as some bytes.
    pub(super) fn work(&self) -> usize {
        const VALUE: usize = 16;
        self.position - self.start + self.values * VALUE
    }

    fn rest(&self) -> &'a [u8] {
        &self.bytes[self.position..]
    }

    fn next(&mut self) -> Option<u8> {
        let byte = *self.bytes.get(self.position)?;
        self.position += 1;
        Some(byte)
    }

    pub(super) fn skip_whitespace(&mut self) {
        while let Some(byte) = self.rest().first() {
            match byte {
                b'%' => self.take_while(|it| !matches!(it, b'\r' | b'\n')),
                byte if is_whitespace(*byte) => self.take_while(is_whitespace),
                _ => break,
            };
        }
    }

    fn take_while(&mut self, is_part: impl Fn(u8) -> bool) -> &'a [u8] {
        let rest = self.rest();
        let length = rest.iter().position(|byte| !is_part(*byte)).unwrap_or(rest.len());
        self.position += length;
        &rest[..length]
    }

    /// Skips whitespace and this word, if it is next.
    pub(super) fn accept(&mut self, word: &str) -> bool {
        self.skip_whitespace();
        let is_next = self.rest().starts_with(word.as_bytes());
        self.position += if is_next { word.len() } else { 0 };
        is_next
    }

    pub(super) fn integer(&mut self) -> Option<i64> {
        self.skip_whitespace();
        let sign = self.take_while(|it| matches!(it, b'+' | b'-'));
        let digits = self.take_while(|it| it.is_ascii_digit());
        let value: i64 = str::from_utf8(digits).ok()?.parse().ok()?;
        Some(if sign == b"-" { -value } else { value })
    }

    pub(super) fn natural<T: TryFrom<i64>>(&mut self) -> Option<T> {
        T::try_from(self.integer()?).ok()
    }

    /// `12 0 obj`.
    pub(super) fn header(&mut self) -> Option<ObjectId> {
        let id = (self.natural()?, self.natural()?);
        self.accept("obj").then_some(id)
    }

    pub(super) fn object(&mut self) -> Option<Object> {
        self.nested(0)
    }

    pub(super) fn dictionary(&mut self) -> Option<Dictionary> {
        match self.object()? {
            Object::Dictionary(dictionary) => Some(dictionary),
            _ => None,
        }
    }

    fn nested(&mut self, level: usize) -> Option<Object> {
        self.skip_whitespace();
        self.values += 1;
        if level > MOST_LEVELS || self.values > MOST_VALUES {
            return None;
        }
        match self.rest() {
            [b'<', b'<', ..] => self.dictionary_members(level + 1),
            [b'[', ..] => self.array_elements(level + 1),
            [b'(', ..] => self.literal_string(),
            [b'<', ..] => self.hexadecimal_string(),
            [b'/', ..] => self.name().map(Object::Name),
            [b'+' | b'-' | b'.' | b'0'..=b'9', ..] => self.number(),
            _ => match self.take_while(|it| it.is_ascii_alphabetic()) {
                b"true" => Some(Object::Boolean(true)),
                b"false" => Some(Object::Boolean(false)),
                b"null" => Some(Object::Null),
                _ => None,
            },
        }
    }

    fn dictionary_members(&mut self, level: usize) -> Option<Object> {
        self.position += 2;
        let mut members = Dictionary::new();
        while !self.accept(">>") {
            let name = self.name()?;
            members.set(name, self.nested(level)?);
        }
        Some(Object::Dictionary(members))
    }

    fn array_elements(&mut self, level: usize) -> Option<Object> {
        self.position += 1;
        let mut elements = Vec::new();
        while !self.accept("]") {
            elements.push(self.nested(level)?);
        }
        Some(Object::Array(elements))
    }

    fn name(&mut self) -> Option<Vec<u8>> {
        if self.next()? != b'/' {
            return None;
        }
        let written = self.take_while(|it| !is_whitespace(it) && !is_delimiter(it));
        let (mut name, mut rest) = (Vec::new(), written);
        while let [byte, after @ ..] = rest {
            let escaped = match rest {
                [b'#', high, low, ..] => digit(*high).zip(digit(*low)),
                _ => None,
            };
            name.push(escaped.map_or(*byte, |(high, low)| high << 4 | low));
            rest = if escaped.is_some() { &after[2..] } else { after };
        }
        Some(name)
    }

    fn number(&mut self) -> Option<Object> {
        let start = self.position;
        let text = self.take_while(|it| matches!(it, b'+' | b'-' | b'.' | b'0'..=b'9'));
        let text = str::from_utf8(text).ok()?;
        let Ok(integer) = text.parse() else {
            return Some(Object::Real(text.parse().unwrap_or_default()));
        };
        let end = self.position;
        self.position = start;
        if let (Some(number), Some(generation)) = (self.natural(), self.natural())
            && self.accept("R")
        {
            return Some(Object::Reference((number, generation)));
        }
        self.position = end;
        Some(Object::Integer(integer))
    }

    fn literal_string(&mut self) -> Option<Object> {
        self.position += 1;
        let mut string = Vec::new();
        let mut open = 1;
        loop {
            let byte = self.next()?;
            match byte {
                b'(' => open += 1,
                b')' if open == 1 => return Some(Object::String(string, StringFormat::Literal)),
                b')' => open -= 1,
                b'\\' => {
                    string.extend(self.escape()?);
                    continue;
                }
                _ => {}
            }
            string.push(byte);
        }
    }

    /// What follows a backslash; nothing if it continues the line.
    fn escape(&mut self) -> Option<Option<u8>> {
        Some(match self.next()? {
            b'n' => Some(b'\n'),
            b'r' => Some(b'\r'),
            b't' => Some(b'\t'),
            b'b' => Some(8),
            b'f' => Some(12),
            b'\n' => None,
            b'\r' => {
                self.position += usize::from(self.rest().starts_with(b"\n"));
                None
            }
            first @ b'0'..=b'7' => {
                let mut value = first - b'0';
                for _ in 0..2 {
                    if let Some(digit @ b'0'..=b'7') = self.rest().first() {
                        value = value << 3 | (digit - b'0');
                        self.position += 1;
                    }
                }
                Some(value)
            }
            other => Some(other),
        })
    }

    fn hexadecimal_string(&mut self) -> Option<Object> {
        // The opening bracket is dropped like whitespace: it is not a digit.
        let written = self.take_while(|it| it != b'>');
        self.next()?;
        let digits: Vec<_> = written.iter().filter_map(|it| digit(*it)).collect();
        let bytes = digits.chunks(2).map(|pair| pair[0] << 4 | pair.get(1).copied().unwrap_or_default());
        Some(Object::String(bytes.collect(), StringFormat::Hexadecimal))
    }
}

pub(super) fn is_whitespace(byte: u8) -> bool {
    matches!(byte, b'\0' | b'\t' | b'\n' | 12 | b'\r' | b' ')
}

fn is_delimiter(byte: u8) -> bool {
    matches!(byte, b'(' | b')' | b'<' | b'>' | b'[' | b']' | b'{' | b'}' | b'/' | b'%')
}

fn digit(byte: u8) -> Option<u8> {
    char::from(byte).to_digit(16)?.try_into().ok()
}
