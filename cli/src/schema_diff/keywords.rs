//! Compares the keywords that restrict a value itself: listed values, limits and formats.

use serde_json::Value;

use super::schema_node::{SchemaNode, applies};

const LIMITS: [&str; 6] = ["maxItems", "maxLength", "maximum", "minItems", "minLength", "minimum"];
const FORMATS: [&str; 2] = ["format", "pattern"];
const MAX_SHOWN_CHARS: usize = 100;

/// The changes by which `to` may reject values of a type that `from` accepts; `is_forward` if `from` is the old schema.
pub(super) fn changes(from: SchemaNode, to: SchemaNode, json_type: &str, is_forward: bool) -> Vec<String> {
    let names = LIMITS.into_iter().chain(FORMATS).filter(|name| applies(name, json_type));
    let changed = names.filter_map(|name| {
        let (from, to) = (from.get(name), to.get(name)?);
        let doubt = if FORMATS.contains(&name) { ", which cannot be compared" } else { "" };
        let (old, new) = if is_forward { (from, Some(to)) } else { (Some(to), from) };
        let change = match (old.map(shown), new.map(shown)) {
            (Some(old), Some(new)) => format!("`{name}` changed from {old} to {new}{doubt}"),
            (Some(old), None) => format!("`{name}` removed: {old}"),
            (None, new) => format!("`{name}` added: {}", new.unwrap_or_default()),
        };
        from.is_none_or(|from| is_stricter(name, from, to)).then_some(change)
    });
    values(from, to, json_type, is_forward).into_iter().chain(changed).collect()
}

fn is_stricter(name: &str, from: &Value, to: &Value) -> bool {
    match (from.as_f64(), to.as_f64()) {
        (Some(from), Some(to)) if from != to => (from > to) == name.starts_with("max"),
        _ => from != to,
    }
}

/// The change of `enum` or `const`.
fn values(from: SchemaNode, to: SchemaNode, json_type: &str, is_forward: bool) -> Option<String> {
    let (from, to) = (from.values(json_type), to.values(json_type)?);
    let (values, what) = match (from, is_forward) {
        (Some(from), true) => (&from - &to, "no longer"),
        (Some(from), false) => (&from - &to, "now also"),
        // Both accept the only null.
        (None, _) if json_type == "null" => return None,
        (None, true) => (to, "now only"),
        (None, false) => (to, "no longer only"),
    };
    (!values.is_empty()).then(|| format!("{what} {}", shown(&Vec::from_iter(values).join(", "))))
}

fn shown(text: &impl ToString) -> String {
    let text = text.to_string();
    match text.char_indices().nth(MAX_SHOWN_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text,
    }
}
