//! A parsed JSON text: every value with its range, including values that could not be read.

use std::{borrow::Cow, ops::Range};

use super::{
    chars::contains_members,
    pointer::{tokens, unescaped},
};

/// A value and its range in the text, in bytes.
pub(crate) struct Node<'t> {
    pub(crate) span: Range<usize>,
    pub(crate) value: Value<'t>,
}

pub(crate) enum Value<'t> {
    Null,
    Bool(bool),
    /// The digits as they were written.
    Number(&'t str),
    String(Cow<'t, str>),
    Array(Vec<Node<'t>>),
    Object(Object<'t>),
    /// A value whose meaning is unknown.
    Unreadable,
}

pub(crate) struct Object<'t> {
    pub(crate) members: Vec<Member<'t>>,
    /// The indices of the members, sorted by key; empty for few members, which are searched one by one.
    by_key: Vec<usize>,
    /// Whether a key occurs twice.
    pub(crate) repeats_keys: bool,
    /// Whether a member was lost together with its key.
    pub(crate) lost_members: bool,
}

pub(crate) struct Member<'t> {
    pub(crate) key: Cow<'t, str>,
    pub(crate) key_span: Range<usize>,
    /// Whether a colon follows. What no colon follows is a key only if the schema has it: it may be a value.
    pub(crate) has_colon: bool,
    pub(crate) node: Node<'t>,
}

/// The most members that are searched one by one.
const FEW: usize = 16;

impl<'t> Object<'t> {
    pub(crate) fn new(members: Vec<Member<'t>>, lost_members: bool) -> Self {
        let mut by_key = Vec::new();
        if members.len() > FEW {
            by_key.extend(0..members.len());
            by_key.sort_by_key(|index| &members[*index].key);
        }
        let mut object = Self { members, by_key, repeats_keys: false, lost_members };
        object.repeats_keys = (0..object.members.len()).any(|index| object.is_repeated(index));
        object
    }

    /// Whether a member before this one has the same key.
    pub(crate) fn is_repeated(&self, index: usize) -> bool {
        let key = &self.members[index].key;
        if self.by_key.is_empty() {
            return self.members[..index].iter().any(|member| member.key == *key);
        }
        let first = self.by_key.partition_point(|index| self.members[*index].key < *key);
        self.by_key[first] != index
    }

    /// Whether a member is the last with its key: this is the one that counts.
    pub(crate) fn counts(&self, index: usize) -> bool {
        !self.repeats_keys || self.last(&self.members[index].key) == Some(index)
    }

    /// Whether several members have this key.
    pub(crate) fn is_ambiguous(&self, key: &str) -> bool {
        let members = || self.by_key.iter().map(|index| &self.members[*index]);
        match self.by_key.is_empty() {
            true => self.members.iter().filter(|member| member.key == key).count() > 1,
            false => {
                let start = self.by_key.partition_point(|index| self.members[*index].key.as_ref() < key);
                members().skip(start).take(2).filter(|member| member.key == key).count() > 1
            }
        }
    }

    /// The index of the last member with a key.
    pub(crate) fn last(&self, key: &str) -> Option<usize> {
        if self.by_key.is_empty() {
            return self.members.iter().rposition(|member| member.key == key);
        }
        let end = self.by_key.partition_point(|index| self.members[*index].key.as_ref() <= key);
        self.by_key[..end].last().copied().filter(|index| self.members[*index].key == key)
    }
}

impl Member<'_> {
    /// The range from the key to the end of the value.
    pub(crate) fn span(&self) -> Range<usize> {
        self.key_span.start..self.node.span.end
    }
}

impl Node<'_> {
    /// Whether a string reads as if it had swallowed members, so that a key may be out of its place.
    pub(crate) fn has_swallowed_members(&self) -> bool {
        match &self.value {
            Value::String(text) => contains_members(text),
            Value::Array(items) => items.iter().any(Self::has_swallowed_members),
            Value::Object(object) => object.members.iter().any(|Member { key, node, .. }| {
                key.bytes().any(is_punctuation) || node.has_swallowed_members()
            }),
            _ => false,
        }
    }

    /// Whether there is a value at a pointer.
    pub(crate) fn has(&self, pointer: &str) -> bool {
        tokens(pointer).try_fold(self, |node, token| node.child(&unescaped(token))).is_some()
    }

    /// The member with a range in the text.
    pub(crate) fn member_at(&self, span: &Range<usize>) -> Option<&Member<'_>> {
        match &self.value {
            Value::Object(Object { members, .. }) => {
                let member = members.get(members.partition_point(|it| it.node.span.end < span.end))?;
                if member.span() == *span { Some(member) } else { member.node.member_at(span) }
            }
            Value::Array(items) => {
                items.get(items.partition_point(|it| it.span.end < span.end))?.member_at(span)
            }
            _ => None,
        }
    }

    /// The member or array element that a token of a pointer names.
    pub(crate) fn child(&self, token: &str) -> Option<&Self> {
        match &self.value {
            Value::Object(object) => object.last(token).map(|index| &object.members[index].node),
            Value::Array(items) => items.get(token.parse::<usize>().ok()?),
            _ => None,
        }
    }
}

/// What the name of a field does not contain, but several members do.
fn is_punctuation(byte: u8) -> bool {
    matches!(byte, b'"' | b'\'' | b'\\' | b'`' | b',' | b':' | b'{' | b'}' | b'[' | b']' | b'\n' | b'\r')
}
