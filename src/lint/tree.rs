//! A JSON text as it was read: every value with its place, and what could not be read.

use std::ops::Range;

/// A value and its place in the text, in bytes.
pub(super) struct Node {
    pub(super) span: Range<usize>,
    pub(super) value: Value,
}

pub(super) enum Value {
    Null,
    Bool(bool),
    /// The digits as they were written.
    Number(String),
    Text(String),
    Array(Vec<Node>),
    Object(Object),
    /// Something stands here, but what it means cannot be told.
    Unreadable,
}

pub(super) struct Object {
    pub(super) members: Vec<Member>,
    /// Whether a member was lost, key and all.
    pub(super) incomplete: bool,
}

pub(super) struct Member {
    pub(super) key: String,
    pub(super) key_span: Range<usize>,
    pub(super) node: Node,
}

/// What of a value a finding points at.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Aspect {
    Value,
    Key,
}

impl Node {
    /// The place of a pointer; of the opening brace of the innermost object on the way where there is no such value.
    pub(super) fn locate(&self, pointer: &str, aspect: Aspect) -> Range<usize> {
        let mut node = self;
        let mut span = self.span.clone();
        for token in tokens(pointer) {
            let Some((key_span, child)) = node.child(&token) else {
                return node.span.start..node.span.end.min(node.span.start + 1);
            };
            node = child;
            span = match (aspect, key_span) {
                (Aspect::Key, Some(key_span)) => key_span.clone(),
                _ => child.span.clone(),
            };
        }
        span
    }

    /// Whether there is a value at a pointer.
    pub(super) fn has(&self, pointer: &str) -> bool {
        tokens(pointer).try_fold(self, |node, token| node.child(&token).map(|(_, child)| child)).is_some()
    }

    /// A member or an item; of members with the same key the last, which is the one that counts here.
    fn child(&self, token: &str) -> Option<(Option<&Range<usize>>, &Self)> {
        match &self.value {
            Value::Object(object) => {
                let member = object.members.iter().rfind(|member| member.key == token)?;
                Some((Some(&member.key_span), &member.node))
            }
            Value::Array(items) => Some((None, items.get(token.parse::<usize>().ok()?)?)),
            _ => None,
        }
    }
}

/// The keys and indices of a JSON Pointer.
pub(super) fn tokens(pointer: &str) -> impl Iterator<Item = String> {
    pointer.split('/').skip(1).map(|token| token.replace("~1", "/").replace("~0", "~"))
}

/// A pointer to a member or an item of what `pointer` points at.
pub(super) fn child_pointer(pointer: &str, token: &str) -> String {
    format!("{pointer}/{}", token.replace('~', "~0").replace('/', "~1"))
}

/// A pointer without its last key or index.
pub(super) fn parent_pointer(pointer: &str) -> &str {
    pointer.rsplit_once('/').map_or("", |(parent, _)| parent)
}

/// Whether a pointer is another, or points into it.
pub(super) fn is_within(pointer: &str, outer: &str) -> bool {
    pointer.strip_prefix(outer).is_some_and(|rest| rest.is_empty() || rest.starts_with('/'))
}
