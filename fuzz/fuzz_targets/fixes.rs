//! Fixing leaves nothing to fix, and its report is that of the fixed text. Safe fixes leave no more errors than before; an
//! unsafe one may move a value to where more is known of it.
//! Of JSON, nothing changes but what the fixed findings are about.

#![no_main]

use std::cell::RefCell;

use kyx_fuzz::linter_and_text;
use kyx_schema::{Report, Safety, Severity};
use libfuzzer_sys::fuzz_target;
use serde_json::Value;

fuzz_target!(|input: &[u8]| {
    let Some((linter, text)) = linter_and_text(input) else { return };
    let before = linter.lint(&text);
    for safety in [Safety::Safe, Safety::Unsafe] {
        let pointers = RefCell::new(Vec::new());
        let fixed = linter.fix(&text, safety, |finding| {
            if finding.fix.as_ref().is_some_and(|fix| fix.safety <= safety) {
                pointers.borrow_mut().push(finding.pointer.clone());
            }
            true
        });
        if fixed.count == 0 {
            assert_eq!(fixed.bytes, text);
            continue;
        }
        assert_eq!(linter.fix(&fixed.bytes, safety, |_| true).count, 0, "fixed in two steps");
        if safety == Safety::Safe
            && let Ok(old) = serde_json::from_slice::<Value>(&text)
            && is_without_repeated_keys(&before.report)
        {
            let new: Value = serde_json::from_slice(&fixed.bytes).expect("JSON stays JSON");
            assert_kept(&old, &new, &pointers.borrow());
        }
        let after = linter.lint(&fixed.bytes);
        assert_eq!(after.report, fixed.linted.report);
        if before.kind == after.kind && safety == Safety::Safe {
            assert!(errors(&after.report) <= errors(&before.report), "{before:#?}\n{after:#?}");
        }
    }
});

fn errors(report: &Report) -> usize {
    report.findings().iter().filter(|finding| finding.severity == Severity::Error).count()
}

/// Whether each member counts. Which of several with the same key does is for another parser to say.
fn is_without_repeated_keys(report: &Report) -> bool {
    report.findings().iter().all(|finding| finding.rule.name != "duplicate-key")
}

/// Checks that each value but those at the pointers is still in its place, and that whatever is in a new place was there.
fn assert_kept(old: &Value, new: &Value, pointers: &[String]) {
    let fixed: Vec<_> = pointers.iter().map(|pointer| array_of(pointer)).collect();
    let is_fixed = |place: &str| {
        let rest = |pointer: &&str| place.strip_prefix(*pointer);
        fixed.iter().filter_map(rest).any(|rest| rest.is_empty() || rest.starts_with('/'))
    };
    let [(fixed, mut kept), (_, placed)] = [old, new].map(|value| -> (Vec<_>, Vec<_>) {
        let mut leaves = Vec::new();
        add_leaves(value, String::new(), &mut leaves);
        leaves.into_iter().partition(|(place, _)| is_fixed(place))
    });
    let (same, moved): (Vec<_>, Vec<_>) = placed.into_iter().partition(|leaf| kept.contains(leaf));
    kept.retain(|leaf| !same.contains(leaf));
    assert!(kept.is_empty(), "{kept:?} is lost: {old}\n{new}");
    for (place, value) in moved {
        // What is empty now had only values that were removed.
        let is_emptied = value.is_object() || value.is_array();
        let is_from = |leaf: &(String, &Value)| {
            leaf.1 == value || is_emptied && leaf.0.starts_with(&format!("{place}/"))
        };
        assert!(fixed.iter().any(is_from), "{place} is new: {old}\n{new}");
    }
}

/// The pointer of the array around an element, since its other elements may move; of another value, its own.
fn array_of(pointer: &str) -> &str {
    match pointer.rsplit_once('/') {
        Some((array, index)) if index.parse::<usize>().is_ok() => array,
        _ => pointer,
    }
}

/// Adds the values that contain no others, with their pointers.
fn add_leaves<'v>(value: &'v Value, pointer: String, leaves: &mut Vec<(String, &'v Value)>) {
    match value {
        Value::Array(items) if !items.is_empty() => {
            for (index, item) in items.iter().enumerate() {
                add_leaves(item, format!("{pointer}/{index}"), leaves);
            }
        }
        Value::Object(members) if !members.is_empty() => {
            for (key, member) in members {
                add_leaves(
                    member,
                    format!("{pointer}/{}", key.replace('~', "~0").replace('/', "~1")),
                    leaves,
                );
            }
        }
        _ => leaves.push((pointer, value)),
    }
}
