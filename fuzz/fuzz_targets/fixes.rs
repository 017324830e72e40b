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
            pointers.borrow_mut().push(finding.pointer.clone());
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
            let new = serde_json::from_slice(&fixed.bytes).expect("JSON stays JSON");
            let [old, new] = [old, new].map(|value| without(value, &pointers.borrow()));
            assert_eq!(old, new);
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

/// The payload without the values that findings are about.
fn without(mut payload: Value, pointers: &[String]) -> Value {
    for pointer in pointers {
        let Some((parent, key)) = pointer.rsplit_once('/') else { return Value::Null };
        match payload.pointer_mut(parent) {
            Some(Value::Object(members)) => drop(members.remove(&key.replace("~1", "/").replace("~0", "~"))),
            Some(Value::Array(items)) => {
                if let Some(item) = key.parse().ok().and_then(|index: usize| items.get_mut(index)) {
                    item.take();
                }
            }
            _ => {}
        }
    }
    payload
}
