//! A JSON text as it was read: every value with its place, and what could not be read.

use std::{borrow::Cow, ops::Range};

/// A value and its place in the text, in bytes.
pub(super) struct Node<'t> {
    pub(super) span: Range<usize>,
    pub(super) value: Value<'t>,
}

pub(super) enum Value<'t> {
    Null,
    Bool(bool),
    /// The digits as they were written.
    Number(&'t str),
    Text(Cow<'t, str>),
    Array(Vec<Node<'t>>),
    Object(Object<'t>),
    /// Something stands here, but what it means cannot be told.
    Unreadable,
}

pub(super) struct Object<'t> {
    pub(super) members: Vec<Member<'t>>,
    /// Whether a member was lost, key and all.
    pub(super) incomplete: bool,
}

pub(super) struct Member<'t> {
    pub(super) key: Cow<'t, str>,
    pub(super) key_span: Range<usize>,
    pub(super) node: Node<'t>,
}

impl Node<'_> {
    /// Whether there is a value at a pointer.
    pub(super) fn has(&self, pointer: &str) -> bool {
        tokens(pointer).try_fold(self, |node, token| node.child(&token)).is_some()
    }

    /// A member or an item; of members with the same key the last, which is the one that counts here.
    fn child(&self, token: &str) -> Option<&Self> {
        match &self.value {
            Value::Object(object) => {
                object.members.iter().rfind(|member| member.key == token).map(|member| &member.node)
            }
            Value::Array(items) => items.get(token.parse::<usize>().ok()?),
            _ => None,
        }
    }
}

/// The keys and indices of a JSON Pointer.
fn tokens(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~"))
}

/// The longest pointer that is written in full, in bytes. None that the platform knows comes near.
const MAX_POINTER: usize = 1024;

/// Makes a pointer one to a member or an item of what it points at. One that is too long ends in `…`: it is for people to
/// read, and must not grow with the text.
pub(super) fn push_token(pointer: &mut String, token: &str) {
    if pointer.ends_with('…') {
        return;
    }
    let room = MAX_POINTER.saturating_sub(pointer.len());
    pointer.push('/');
    for c in token.chars().take(room) {
        match c {
            '~' => pointer.push_str("~0"),
            '/' => pointer.push_str("~1"),
            c => pointer.push(c),
        }
    }
    if token.len() > room {
        pointer.push('…');
    }
}

/// A pointer and those of all that it stands in, from the innermost.
pub(super) fn ancestors(pointer: &str) -> impl Iterator<Item = &str> {
    std::iter::successors(Some(pointer), |pointer| pointer.rsplit_once('/').map(|(parent, _)| parent))
}
