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
    /// The members by key and place, where they are many: a few are found sooner one by one.
    by_key: Vec<usize>,
    /// Whether a key stands twice.
    pub(super) repeats_keys: bool,
    /// Whether a member was lost, key and all.
    pub(super) incomplete: bool,
}

pub(super) struct Member<'t> {
    pub(super) key: Cow<'t, str>,
    pub(super) key_span: Range<usize>,
    pub(super) node: Node<'t>,
}

/// How many members are a few.
const FEW: usize = 16;

impl<'t> Object<'t> {
    pub(super) fn new(members: Vec<Member<'t>>, incomplete: bool) -> Self {
        let mut by_key = Vec::new();
        if members.len() > FEW {
            by_key.extend(0..members.len());
            by_key.sort_by_key(|index| &members[*index].key);
        }
        let mut object = Self { members, by_key, repeats_keys: false, incomplete };
        object.repeats_keys = (0..object.members.len()).any(|index| object.is_repeated(index));
        object
    }

    /// Whether the key of a member stands before.
    pub(super) fn is_repeated(&self, index: usize) -> bool {
        let key = &self.members[index].key;
        if self.by_key.is_empty() {
            return self.members[..index].iter().any(|member| member.key == *key);
        }
        let first = self.by_key.partition_point(|index| self.members[*index].key < *key);
        self.by_key[first] != index
    }

    /// Whether a member is the one of its key that counts here: the last.
    pub(super) fn counts(&self, index: usize) -> bool {
        !self.repeats_keys || self.last(&self.members[index].key) == Some(index)
    }

    /// The last member of a key.
    pub(super) fn last(&self, key: &str) -> Option<usize> {
        if self.by_key.is_empty() {
            return self.members.iter().rposition(|member| member.key == key);
        }
        let end = self.by_key.partition_point(|index| self.members[*index].key.as_ref() <= key);
        self.by_key[..end].last().copied().filter(|index| self.members[*index].key == key)
    }
}

impl Member<'_> {
    /// Where it stands, key and all.
    pub(super) fn span(&self) -> Range<usize> {
        self.key_span.start..self.node.span.end
    }
}

impl Node<'_> {
    /// Whether there is a value at a pointer.
    pub(super) fn has(&self, pointer: &str) -> bool {
        tokens(pointer).try_fold(self, |node, token| node.child(&unescaped(token))).is_some()
    }

    /// A member or an item.
    fn child(&self, token: &str) -> Option<&Self> {
        match &self.value {
            Value::Object(object) => object.last(token).map(|index| &object.members[index].node),
            Value::Array(items) => items.get(token.parse::<usize>().ok()?),
            _ => None,
        }
    }
}

/// The keys and indices of a JSON Pointer, as they are written there.
pub(super) fn tokens(pointer: &str) -> impl Iterator<Item = &str> {
    pointer.split('/').skip(1)
}

/// A key or an index of a JSON Pointer, as it stands in the payload.
pub(super) fn unescaped(token: &str) -> Cow<'_, str> {
    match token.contains('~') {
        true => token.replace("~1", "/").replace("~0", "~").into(),
        false => token.into(),
    }
}

/// Where a value stands in a payload. Its pointer is made when it is needed, which is seldom.
#[derive(Default)]
pub(super) struct Path<'t>(Vec<Token<'t>>);

pub(super) enum Token<'t> {
    Key(Cow<'t, str>),
    Index(usize),
}

impl<'t> Token<'t> {
    pub(super) fn key(key: &'t str) -> Self {
        Self::Key(Cow::Borrowed(key))
    }
}

impl<'t> Path<'t> {
    /// Goes on to a member or an item.
    pub(super) fn push(&mut self, token: Token<'t>) {
        self.0.push(token);
    }

    /// Goes back.
    pub(super) fn pop(&mut self) {
        self.0.pop();
    }

    pub(super) fn pointer(&self) -> String {
        let mut pointer = String::new();
        for token in &self.0 {
            match token {
                Token::Key(key) => push_token(&mut pointer, key),
                Token::Index(index) => push_token(&mut pointer, &index.to_string()),
            }
        }
        pointer
    }
}

/// The longest pointer that is written in full, in bytes. None that the platform knows comes near.
const MAX_POINTER: usize = 1024;

/// Makes a pointer one to a member or an item of what it points at. One that is too long ends in `…`: it is for people to
/// read, and must not grow with the text.
fn push_token(pointer: &mut String, token: &str) {
    if pointer.ends_with('…') {
        return;
    }
    let room = MAX_POINTER.saturating_sub(pointer.len());
    pointer.push('/');
    if token.len() <= room && !token.contains(['~', '/']) {
        return pointer.push_str(token);
    }
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
