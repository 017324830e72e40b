//! Moves a member of an object to the place where it belongs, together with the text of its value.

use std::ops::Range;

use serde::de::IgnoredAny;
use serde_json::Value as Json;

use super::visit::Entry;
use crate::{
    finding::Move,
    json::{Member, Node, Object, TextEdit, Value, is_blank, push_token, tokens, unescaped},
};

/// The edits that move a member to a JSON Pointer, where no value is yet. `None` if anything else could be lost.
pub(super) fn relocation(
    text: &str,
    root: &Node<'_>,
    entry: Entry<'_>,
    to: &str,
) -> Option<(Vec<TextEdit>, Move)> {
    let Entry::Member(members, index) = entry else { return None };
    let member = &members[index];
    let colon = &text[member.key_span.end..member.node.span.start];
    let value = &text[member.node.span.clone()];
    let is_plain = colon.chars().all(|c| is_blank(c) || c == ':');
    if !is_plain || serde_json::from_str::<IgnoredAny>(value).is_err() {
        return None;
    }
    let gap = Gap::find(root, to)?;
    let is_around = std::ptr::eq(gap.object.members.as_slice(), members);
    let (at, edits) = match is_around {
        true => (member.key_span.start, gap.wrap(member, colon)),
        false => {
            let removal = (entry.removal(text)?, String::new());
            let (at, insertion) = gap.insertion(text, member, colon)?;
            let mut edits = vec![removal, (at..at, insertion)];
            edits.sort_by_key(|(bytes, _)| bytes.start);
            (at, edits)
        }
    };
    Some((edits, Move { member: member.span(), at, keys: gap.keys, place: gap.place }))
}

/// Where a member is inserted into an object that is already there: after its last member, or after its bracket.
pub(super) fn end_of(object: &Object<'_>, span: &Range<usize>) -> usize {
    object.members.last().map_or(span.start + 1, |last| last.node.span.end)
}

/// The place of a field that is not set: the innermost object that is there, and the keys that are missing in it.
struct Gap<'a> {
    object: &'a Object<'a>,
    span: &'a Range<usize>,
    keys: Vec<String>,
    /// The JSON Pointer of the first key.
    place: String,
}

impl<'a> Gap<'a> {
    fn find(root: &'a Node<'a>, pointer: &str) -> Option<Self> {
        let mut node = root;
        let mut place = String::new();
        let mut keys = tokens(pointer).map(unescaped);
        while let Some(key) = keys.next() {
            push_token(&mut place, &key);
            match (node.child(&key), &node.value) {
                (Some(_), Value::Object(object)) if object.is_ambiguous(&key) => return None,
                (Some(child), _) => node = child,
                (None, Value::Object(object)) if !object.lost_members => {
                    let keys = std::iter::once(key).chain(keys).map(String::from).collect();
                    return Some(Self { object, span: &node.span, keys, place });
                }
                _ => return None,
            }
        }
        None
    }

    /// The objects to create, and the key: `"web": {"successUrl"`.
    fn opening(&self, colon: &str) -> String {
        let keys: Vec<_> = self.keys.iter().map(|key| Json::from(key.as_str()).to_string()).collect();
        keys.join(&format!("{colon}{{"))
    }

    fn closing(&self) -> String {
        "}".repeat(self.keys.len() - 1)
    }

    /// Puts the new objects around a member.
    fn wrap(&self, member: &Member<'_>, colon: &str) -> Vec<TextEdit> {
        let end = member.node.span.end;
        vec![(member.key_span.clone(), self.opening(colon)), (end..end, self.closing())]
    }

    /// Inserts a member, separated and indented like the last one of the object.
    fn insertion(&self, text: &str, member: &Member<'_>, colon: &str) -> Option<(usize, String)> {
        let at = end_of(self.object, self.span);
        let mut value = text[member.node.span.clone()].to_owned();
        let before = match self.object.members.last() {
            Some(last) => {
                let space = space_before(text, last.key_span.start);
                let (from, to) = (space_before(text, member.key_span.start), space);
                if from.contains('\n') && to.contains('\n') {
                    value = value.replace(line_start(from), line_start(to));
                }
                match space.contains('\n') || !colon.ends_with(' ') {
                    true => format!(",{space}"),
                    false => ", ".to_owned(),
                }
            }
            None if text[at..].trim_start_matches(is_blank).starts_with('}') => String::new(),
            None => return None,
        };
        Some((at, before + &self.opening(colon) + colon + &value + &self.closing()))
    }
}

/// The whitespace before a position.
fn space_before(text: &str, at: usize) -> &str {
    let before = &text[..at];
    &before[before.trim_end_matches(is_blank).len()..]
}

/// The last line feed of whitespace, and the indentation after it.
fn line_start(space: &str) -> &str {
    &space[space.rfind('\n').unwrap_or_default()..]
}
