//! What the readers of JSON files have in common.

use std::ops::Range;

use serde::de::IgnoredAny;

use super::{
    json_string,
    part::{Part, Problem, Receive, Unread},
};
use crate::{excerpt::Excerpt, json::Skim};

/// The text of a string value.
pub(super) fn string<'s>(source: &'s Excerpt<'_>, value: Skim<'_>) -> Option<Excerpt<'s>> {
    json_string::decode(source, value.span())
}

/// The member of an object with a name. Use it only for small objects: each call reads them once.
pub(super) fn member<'t>(object: Skim<'t>, name: &str) -> Option<Skim<'t>> {
    object.members().find(|(key, _)| *key == name).map(|(_, value)| value)
}

/// Reports where a file stops to be JSON.
pub(super) fn report_damage(source: &Excerpt<'_>, receive: &mut Receive<'_>) {
    let text: &str = &source.text;
    let Err(error) = serde_json::from_str::<IgnoredAny>(text) else { return };
    let line = text.split_inclusive('\n').take(error.line().saturating_sub(1)).map(str::len).sum::<usize>();
    let at = (line + error.column().saturating_sub(1)).min(text.len());
    let at = (0..=at).rfind(|at| text.is_char_boundary(*at)).unwrap_or_default();
    let end = (at + 1..=text.len()).find(|end| text.is_char_boundary(*end)).unwrap_or(text.len());
    let what = if error.is_eof() { Unread::Rest } else { Unread::Container };
    let range: Range<usize> = source.in_file(&(at..end));
    let mut part = Part::new(range.clone());
    part.problems.push(Problem { what, range });
    receive(part);
}
