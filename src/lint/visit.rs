//! A value of the text together with its schema, and its neighbors.

use std::ops::Range;

use super::field::Field;
use crate::json::{Member, Node, Value, is_blank};

/// A value of the text, and its schema.
#[derive(Clone, Copy)]
pub(super) struct Visit<'a> {
    pub(super) entry: Entry<'a>,
    pub(super) field: Field<'a>,
}

/// A value within its array or object.
#[derive(Clone, Copy)]
pub(super) enum Entry<'a> {
    Root(&'a Node<'a>),
    Item(&'a [Node<'a>], usize),
    Member(&'a [Member<'a>], usize),
}

impl<'a> Visit<'a> {
    /// The member or array element that a token names, if the schema describes it.
    pub(super) fn inner(self, token: &str) -> Option<Self> {
        let (entry, field) = match &self.entry.node().value {
            Value::Object(object) => {
                (Entry::Member(&object.members, object.last(token)?), self.field.member(token))
            }
            Value::Array(items) => {
                let index = token.parse().ok().filter(|index| *index < items.len())?;
                (Entry::Item(items, index), self.field.item())
            }
            _ => return None,
        };
        field.is_known().then_some(Self { entry, field })
    }
}

impl<'a> Entry<'a> {
    pub(super) fn node(self) -> &'a Node<'a> {
        match self {
            Self::Root(node) => node,
            Self::Item(items, index) => &items[index],
            Self::Member(members, index) => &members[index].node,
        }
    }

    /// The range of the entry `step` positions away, including its key.
    fn neighbor(self, step: isize) -> Option<Range<usize>> {
        match self {
            Self::Root(node) => (step == 0).then(|| node.span.clone()),
            Self::Item(items, index) => Some(items.get(index.checked_add_signed(step)?)?.span.clone()),
            Self::Member(members, index) => Some(members.get(index.checked_add_signed(step)?)?.span()),
        }
    }

    /// The range to remove in order to remove the entry and one comma. `None` if that would remove anything else.
    pub(super) fn removal(self, text: &str) -> Option<Range<usize>> {
        let Range { start, end } = self.neighbor(0)?;
        let [previous, next] = [-1, 1].map(|step| self.neighbor(step));
        let (bytes, between) = match (next, previous) {
            (Some(next), _) => (start..next.start, &text[end..next.start]),
            (None, Some(previous)) => (previous.end..end, &text[previous.end..start]),
            (None, None) => {
                let comma = text[end..].find(|c| !is_blank(c)).filter(|at| text[end + at..].starts_with(','));
                let end = comma.map_or(end, |at| end + at + 1);
                (start..end, "")
            }
        };
        let is_separator =
            between.chars().all(|c| is_blank(c) || c == ',') && between.matches(',').count() < 2;
        is_separator.then_some(bytes)
    }
}
