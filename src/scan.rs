//! Reads the view of a payload straight from its text, in one pass and without copying. The code is generated from the
//! exported schemas.
//!
//! It gives up on a text that cannot be a payload, and on one that may be written better: with `null`, or with a repeated or
//! unknown key. Such a text needs a closer look, and may still be valid.

use std::{collections::HashSet, net::IpAddr};

use bumpalo::{Bump, collections::Vec as BumpVec};
use memchr::memchr2;
use serde_json::Value;
use uuid::Uuid;

use crate::{
    json::{Skim, Stops},
    model::{Flag, FromText, MAX_READ_DEPTH, WorkflowKey, parse_uuid, view},
};

include!("generated/scans.rs");

/// Reads the only value of a text. Strings with escapes are decoded into the arena.
pub(crate) fn scan<'t, T: Scan<'t>>(text: &'t str, arena: &'t Bump) -> Option<T> {
    let mut scanner = Scanner { text, at: 0, depth: 0, stops: Stops::default(), arena };
    let value = T::scan(&mut scanner)?;
    scanner.skip_space();
    (scanner.at == text.len()).then_some(value)
}

/// A value that can be read without a closer look.
pub(crate) trait Scan<'t>: Sized {
    /// Reads the value at the current position; `None` if it needs a closer look.
    fn scan(scanner: &mut Scanner<'t>) -> Option<Self>;
}

/// The keys of an object that the schema does not name.
#[derive(Default)]
struct Keys<'t> {
    first: Vec<&'t str>,
    others: Option<HashSet<&'t str>>,
}

impl<'t> Keys<'t> {
    /// The most keys that are searched one by one.
    const MANY: usize = 16;

    /// Adds a key; `None` if it is there already.
    fn insert(&mut self, key: &'t str) -> Option<()> {
        if self.first.contains(&key) {
            return None;
        }
        if self.first.len() < Self::MANY {
            self.first.push(key);
            return Some(());
        }
        self.others.get_or_insert_default().insert(key).then_some(())
    }
}

/// A position in a text.
pub(crate) struct Scanner<'t> {
    text: &'t str,
    at: usize,
    /// The number of objects and arrays around it.
    depth: usize,
    stops: Stops,
    arena: &'t Bump,
}

impl<'t> Scanner<'t> {
    fn peek(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_space(&mut self) {
        while let Some(b' ' | b'\n' | b'\t' | b'\r') = self.peek() {
            self.at += 1;
        }
    }

    /// Reads a byte, and the whitespace before it.
    fn expect(&mut self, byte: u8) -> Option<()> {
        self.skip_space();
        (self.peek()? == byte).then(|| self.at += 1)
    }

    /// Reads what follows a member or an element: whether there is another one.
    fn has_more(&mut self, end: u8) -> Option<bool> {
        self.skip_space();
        let byte = self.peek()?;
        self.at += 1;
        match byte {
            b',' => Some(true),
            _ => (byte == end).then_some(false),
        }
    }

    /// Whether an object or array ends right after its start.
    fn is_empty(&mut self, end: u8) -> bool {
        self.expect(end).is_some()
    }

    /// Reads an object; `member` reads the value of each member.
    fn object(&mut self, mut member: impl FnMut(&mut Self, &'t str) -> Option<()>) -> Option<()> {
        self.in_brackets(b'{', b'}', |scanner| {
            let key = scanner.string()?;
            scanner.expect(b':')?;
            member(scanner, key)
        })
    }

    /// Reads an array; `item` reads each element.
    fn array(&mut self, item: impl FnMut(&mut Self) -> Option<()>) -> Option<()> {
        self.in_brackets(b'[', b']', item)
    }

    fn in_brackets(
        &mut self,
        open: u8,
        close: u8,
        mut entry: impl FnMut(&mut Self) -> Option<()>,
    ) -> Option<()> {
        self.expect(open)?;
        self.depth += 1;
        if self.depth > MAX_READ_DEPTH {
            return None;
        }
        let mut has_more = !self.is_empty(close);
        while has_more {
            entry(self)?;
            has_more = self.has_more(close)?;
        }
        self.depth -= 1;
        Some(())
    }

    /// Reads a field that must not be repeated.
    fn field<T: Scan<'t>>(&mut self, field: &mut Option<T>) -> Option<()> {
        if field.is_some() {
            return None;
        }
        *field = Some(T::scan(self)?);
        Some(())
    }

    /// Reads a field that the schema does not name.
    fn unknown_field(&mut self, key: &'t str, unknown: &mut Keys<'t>) -> Option<()> {
        unknown.insert(key)?;
        self.any().map(drop)
    }

    /// Reads a value of any shape, and returns its text.
    fn any(&mut self) -> Option<&'t str> {
        self.skip_space();
        let start = self.at;
        match self.peek()? {
            b'{' => {
                let mut keys = Keys::default();
                self.object(|scanner, key| scanner.unknown_field(key, &mut keys))?;
            }
            b'[' => self.array(|scanner| scanner.any().map(drop))?,
            b'"' => self.string().map(drop)?,
            _ => {
                let rest = &self.text[start..];
                let scalar = rest.get(Skim::of(rest).span())?;
                serde_json::from_str::<Value>(scalar).ok()?;
                self.at += scalar.len();
            }
        }
        Some(&self.text[start..self.at])
    }

    /// Reads a string.
    fn string(&mut self) -> Option<&'t str> {
        self.expect(b'"')?;
        let (start, end) = (self.at, self.stops.next(self.text.as_bytes(), self.at));
        match self.text.as_bytes().get(end)? {
            b'"' => {
                self.at = end + 1;
                Some(&self.text[start..end])
            }
            b'\\' => self.escaped(start, end),
            _ => None,
        }
    }

    /// Reads a string that has an escape at an offset.
    #[cold]
    fn escaped(&mut self, start: usize, escape: usize) -> Option<&'t str> {
        let (bytes, mut at) = (self.text.as_bytes(), escape);
        loop {
            at += memchr2(b'"', b'\\', bytes.get(at..)?)?;
            if bytes[at] == b'"' {
                break;
            }
            at += 2;
        }
        self.at = at + 1;
        let text: String = serde_json::from_str(&self.text[start - 1..self.at]).ok()?;
        Some(self.arena.alloc_str(&text))
    }

    /// Reads letters and digits.
    fn word(&mut self) -> &'t str {
        self.skip_space();
        let rest = &self.text[self.at..];
        let length = rest.bytes().take_while(u8::is_ascii_alphanumeric).count();
        self.at += length;
        &rest[..length]
    }
}

impl<'t> Scan<'t> for &'t str {
    fn scan(scanner: &mut Scanner<'t>) -> Option<Self> {
        scanner.string()
    }
}

impl<'t, T: FromText> Scan<'t> for T {
    fn scan(scanner: &mut Scanner<'t>) -> Option<Self> {
        T::from_text(scanner.string()?)
    }
}

impl<'t, T: Scan<'t> + Copy> Scan<'t> for &'t [T] {
    fn scan(scanner: &mut Scanner<'t>) -> Option<Self> {
        let mut items = BumpVec::new_in(scanner.arena);
        scanner.array(|scanner| {
            items.push(T::scan(scanner)?);
            Some(())
        })?;
        Some(items.into_bump_slice())
    }
}

impl<'t> Scan<'t> for bool {
    fn scan(scanner: &mut Scanner<'t>) -> Option<Self> {
        scanner.word().parse().ok()
    }
}

impl<'t> Scan<'t> for Flag {
    fn scan(scanner: &mut Scanner<'t>) -> Option<Self> {
        scanner.skip_space();
        match scanner.peek()? {
            b'"' => Self::from_text(scanner.string()?),
            _ => bool::scan(scanner).map(Self::from),
        }
    }
}

impl<'t> Scan<'t> for view::AddressOnDocument<'t> {
    fn scan(scanner: &mut Scanner<'t>) -> Option<Self> {
        scanner.skip_space();
        match scanner.peek()? {
            b'"' => scanner.string().map(Self::Text),
            _ => Scan::scan(scanner).map(Self::Fields),
        }
    }
}

impl<'t> Scan<'t> for view::OpenObject<'t> {
    fn scan(scanner: &mut Scanner<'t>) -> Option<Self> {
        scanner.skip_space();
        let rest = &scanner.text[scanner.at..];
        let object = rest.get(Skim::of(rest).span())?;
        scanner.at += object.len();
        Self::parse(object)
    }
}

impl<'t> Scan<'t> for f64 {
    fn scan(scanner: &mut Scanner<'t>) -> Option<Self> {
        let text = scanner.any()?;
        text.starts_with(|c: char| c == '-' || c.is_ascii_digit()).then(|| text.parse().ok()).flatten()
    }
}

impl<'t> Scan<'t> for &'t [(&'t str, &'t str)] {
    fn scan(scanner: &mut Scanner<'t>) -> Option<Self> {
        let (mut members, mut keys) = (BumpVec::new_in(scanner.arena), Keys::default());
        scanner.object(|scanner, key| {
            keys.insert(key)?;
            members.push((key, scanner.string()?));
            Some(())
        })?;
        Some(members.into_bump_slice())
    }
}

impl<'t> Scan<'t> for view::NumberOrString {
    fn scan(scanner: &mut Scanner<'t>) -> Option<Self> {
        matches!(scanner.any()?.as_bytes()[0], b'"' | b'-' | b'0'..=b'9').then_some(Self)
    }
}

impl<'t> Scan<'t> for view::ProblemStatus {
    fn scan(scanner: &mut Scanner<'t>) -> Option<Self> {
        let status = scanner.any()?;
        let is_whole = || status.parse().is_ok_and(|number: f64| number.fract() == 0.0);
        (status.starts_with('"') || is_whole()).then_some(Self)
    }
}

impl<'t> Scan<'t> for view::UnknownValue {
    fn scan(scanner: &mut Scanner<'t>) -> Option<Self> {
        scanner.any().map(|_| Self)
    }
}

impl<'t> Scan<'t> for Uuid {
    fn scan(scanner: &mut Scanner<'t>) -> Option<Self> {
        parse_uuid(scanner.string()?)
    }
}

impl<'t> Scan<'t> for IpAddr {
    fn scan(scanner: &mut Scanner<'t>) -> Option<Self> {
        scanner.string()?.parse().ok()
    }
}

impl<'t> Scan<'t> for view::Timestamp<'t> {
    fn scan(scanner: &mut Scanner<'t>) -> Option<Self> {
        Self::parse(scanner.string()?).ok()
    }
}

impl<'t> Scan<'t> for WorkflowKey {
    fn scan(scanner: &mut Scanner<'t>) -> Option<Self> {
        scanner.skip_space();
        if scanner.peek()? == b'"' {
            return Self::from_digits(scanner.string()?);
        }
        let start = scanner.at;
        let digits = Self::from_digits(scanner.word()).filter(|_| scanner.peek() != Some(b'.'));
        digits.map(|key| Self::from(key.number())).or_else(|| {
            scanner.at = start;
            serde_json::from_str(scanner.any()?).ok()
        })
    }
}
