//! The tolerant parser: its values lie within each other and in the order of the text; of JSON, they are those of another
//! parser.

#![no_main]

use kyx_schema::{Kind, lint::Outline};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|input: &[u8]| {
    let Some((choice, rest)) = input.split_first() else { return };
    let made = rest.strip_prefix(&[0xFF]).and_then(kyx_fuzz::payload);
    let Some(text) = made.as_deref().or_else(|| std::str::from_utf8(rest).ok()) else { return };
    let outline = Outline::new(text, Kind::ALL[usize::from(*choice) % Kind::ALL.len()]);
    let mut open: Vec<usize> = Vec::new();
    let mut end = 0;
    for entry in outline.entries() {
        assert!(text.get(entry.value.clone()).is_some());
        open.truncate(entry.depth);
        assert_eq!(open.len(), entry.depth, "a value is in the one before it, or beside it");
        let start = entry.key.as_ref().map_or(entry.value.start, |key| key.start);
        assert!(
            entry
                .key
                .as_ref()
                .is_none_or(|key| text.get(key.clone()).is_some() && key.end <= entry.value.start)
        );
        assert!(end <= start, "in the order of the text");
        assert!(open.last().is_none_or(|end| entry.value.end <= *end), "within the value around it");
        end = entry.value.start;
        open.push(entry.value.end);
        _ = (outline.name(entry), outline.meaning(entry), outline.consent_end(entry));
        _ = outline.description(&entry.pointer);
    }
    // Each reads all that is before it: one is enough.
    let at = usize::from(*choice) * text.len() / usize::from(u8::MAX);
    let completed = outline.complete(text.floor_char_boundary(at));
    assert!(completed.is_none_or(|(range, _)| text.get(range).is_some()));
    // Another parser keeps the last of several members with the same key, and rounds numbers.
    if let Ok(value) = serde_json::from_str::<Value>(text)
        && outline.entries().len() == count(&value)
    {
        for entry in outline.entries() {
            let same: Value =
                serde_json::from_str(&text[entry.value.clone()]).expect("a value of JSON is JSON");
            assert_eq!(value.pointer(&entry.pointer), Some(&same));
        }
    } else if let Ok(value) = serde_json::from_str::<Value>(text) {
        assert!(
            outline.entries().is_empty() || outline.entries().len() > count(&value),
            "a value is missing"
        );
    }
});

fn count(value: &Value) -> usize {
    1 + match value {
        Value::Array(items) => items.iter().map(count).sum::<usize>(),
        Value::Object(members) => members.values().map(count).sum(),
        _ => 0,
    }
}
