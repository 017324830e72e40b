//! Reads requests from JSON text.

use std::{borrow::Cow, net::IpAddr};

use memchr::memchr;
use serde::{
    Deserialize,
    de::{IntoDeserializer, value},
};
use uuid::Uuid;

use crate::{
    Category, ConsentDecision, CountryCode, CrossDeviceOption, Flag, OpenObject, PredefinedType, SearchType,
    Sex, Timestamp, WorkflowKey, model::parse_uuid,
};

include!(concat!(env!("OUT_DIR"), "/reader.rs"));

/// A request; `None` where there is anything out of the common, which may be a defect.
pub(crate) fn read<T: Read>(text: &str) -> Option<T> {
    let mut reader = Reader::new(text);
    let request = T::read(&mut reader)?;
    reader.skip_blank();
    (reader.at == text.len()).then_some(request)
}

/// A value that can be read.
pub(crate) trait Read: Sized {
    fn read(reader: &mut Reader<'_>) -> Option<Self>;
}

/// A JSON text on its way into values.
pub(crate) struct Reader<'t> {
    text: &'t str,
    at: usize,
    /// Whether all strings are as they are written.
    is_plain: bool,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        Self { text, at: 0, is_plain: is_plain(text) }
    }

    fn next(&self) -> Option<u8> {
        self.text.as_bytes().get(self.at).copied()
    }

    fn skip_blank(&mut self) {
        while let Some(b' ' | b'\t' | b'\n' | b'\r') = self.next() {
            self.at += 1;
        }
    }

    /// Goes past a character, if it comes next.
    #[inline]
    fn skip(&mut self, character: u8) -> bool {
        if self.next() != Some(character) {
            self.skip_blank();
        }
        let comes_next = self.next() == Some(character);
        self.at += usize::from(comes_next);
        comes_next
    }

    #[inline]
    fn expect(&mut self, character: u8) -> Option<()> {
        self.skip(character).then_some(())
    }

    /// Whether a string comes next.
    fn is_at_text(&mut self) -> bool {
        self.skip_blank();
        self.next() == Some(b'"')
    }

    /// A string in which all characters stand for themselves, without its quotation marks. `None` also where there are
    /// others, at which this ends.
    #[inline]
    fn plain_text(&mut self) -> Option<&'t str> {
        self.expect(b'"')?;
        let rest = self.text.get(self.at..)?;
        let text = rest.get(..memchr(b'"', rest.as_bytes())?)?;
        if !self.is_plain && !is_plain(text) {
            return None;
        }
        self.at += text.len() + 1;
        Some(text)
    }

    fn text(&mut self) -> Option<Cow<'t, str>> {
        if !self.is_at_text() {
            return None;
        }
        let start = self.at;
        if let Some(text) = self.plain_text() {
            return Some(Cow::Borrowed(text));
        }
        let mut strings = serde_json::Deserializer::from_str(self.text.get(start..)?).into_iter();
        let text = strings.next()?.ok()?;
        self.at = start + strings.byte_offset();
        Some(Cow::Owned(text))
    }

    /// Reads the members of an object, each of which `member` has to take.
    fn object(&mut self, mut member: impl FnMut(&mut Self, &str) -> Option<()>) -> Option<()> {
        self.expect(b'{')?;
        if self.skip(b'}') {
            return Some(());
        }
        loop {
            let key = self.plain_text()?;
            self.expect(b':')?;
            member(self, key)?;
            if !self.skip(b',') {
                return self.expect(b'}');
            }
        }
    }

    /// Reads the value of a field that has none yet.
    fn fill<T: Read>(&mut self, field: &mut Option<T>) -> Option<()> {
        let value = T::read(self)?;
        field.replace(value).is_none().then_some(())
    }
}

/// Whether there are only characters that may stand in a string, and stand for themselves there.
fn is_plain(text: &str) -> bool {
    // That all are looked at takes less time than to stop at the first.
    !text.bytes().fold(false, |any, byte| any | (byte < b' ') | (byte == b'\\'))
}

impl Read for String {
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        reader.text().map(Cow::into_owned)
    }
}

impl Read for bool {
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        reader.skip_blank();
        let rest = reader.text.get(reader.at..)?;
        let value = rest.starts_with("true");
        if !value && !rest.starts_with("false") {
            return None;
        }
        reader.at += if value { "true" } else { "false" }.len();
        Some(value)
    }
}

impl<T: Read> Read for Vec<T> {
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        let mut items = Self::new();
        reader.expect(b'[')?;
        if reader.skip(b']') {
            return Some(items);
        }
        loop {
            items.push(T::read(reader)?);
            if !reader.skip(b',') {
                return reader.expect(b']').map(|()| items);
            }
        }
    }
}

impl Read for WorkflowKey {
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        if reader.is_at_text() {
            return of_text(&reader.text()?);
        }
        let rest = reader.text.get(reader.at..)?;
        let digits = rest.get(..rest.bytes().position(|byte| !byte.is_ascii_digit())?)?;
        // A fraction or an exponent ends here, since neither is what comes next in an object.
        reader.at += digits.len();
        let number: u64 = digits.parse().ok().filter(|_| !digits.starts_with('0'))?;
        Some(number.into())
    }
}

impl Read for Flag {
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        if reader.is_at_text() { of_text(&reader.text()?) } else { bool::read(reader).map(Self::from) }
    }
}

impl Read for Uuid {
    fn read(reader: &mut Reader<'_>) -> Option<Self> {
        parse_uuid(&reader.text()?)
    }
}

impl Read for OpenObject {
    fn read(_: &mut Reader<'_>) -> Option<Self> {
        None
    }
}

/// Types that are read from a string alone.
macro_rules! of_text {
    ($($name:ty),+ $(,)?) => {$(
        impl Read for $name {
            fn read(reader: &mut Reader<'_>) -> Option<Self> {
                of_text(&reader.text()?)
            }
        }
    )+};
}

of_text!(
    Category,
    ConsentDecision,
    CountryCode,
    CrossDeviceOption,
    IpAddr,
    PredefinedType,
    SearchType,
    Sex,
    Timestamp,
);

fn of_text<'t, T: Deserialize<'t>>(text: &'t str) -> Option<T> {
    let deserializer: value::StrDeserializer<'_, value::Error> = text.into_deserializer();
    T::deserialize(deserializer).ok()
}
