//! Reads JSON arrays of payloads.

use std::ops::Range;

use serde::de::IgnoredAny;

use super::{
    container::report_damage,
    part::{Part, Receive},
};
use crate::{
    excerpt::Excerpt,
    json::{self, Skim, Value},
};

/// The longest text that is not JSON whose elements are told by a parser that recovers from errors, in bytes.
pub(crate) const MAX_TREE: usize = 16 << 20;

/// Reads the elements of an array, each as a payload of its own.
pub(super) fn read(source: &Excerpt<'_>, receive: &mut Receive<'_>) {
    let text: &str = &source.text;
    let mut element = |range: Range<usize>| {
        receive(Part::new(source.in_file(&range)).payload(source.part(range)));
    };
    if serde_json::from_str::<IgnoredAny>(text).is_ok() {
        return Skim::of(text).elements().for_each(|it| element(it.span()));
    }
    if text.len() > MAX_TREE {
        Skim::of(text).elements().for_each(|it| element(it.span()));
        return report_damage(source, receive);
    }
    let root = json::parse(text, 0, &[], &mut |_| {});
    if let Some(Value::Array(items)) = root.map(|root| root.value) {
        items.into_iter().for_each(|item| element(item.span));
    }
}

/// Whether a text is an array of objects.
pub(super) fn is_array(text: &str) -> bool {
    text.trim_start().strip_prefix('[').is_some_and(|rest| rest.trim_start().starts_with('{'))
}
