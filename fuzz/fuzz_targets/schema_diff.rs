//! `kyx schema diff` of any two schemas: equal ones have no changes, and what breaks senders in one direction breaks readers
//! in the other.

#![no_main]

use kyx_cli::fuzzing;
use kyx_fuzz::mutate;
use kyx_schema::Kind;
use libfuzzer_sys::{arbitrary::Unstructured, fuzz_target};
use serde_json::Value;

fuzz_target!(|input: &[u8]| {
    let Some((choice, rest)) = input.split_first() else { return };
    match Kind::ALL.get(usize::from(*choice)) {
        Some(kind) => {
            let mut schema: Value = serde_json::from_str(kind.schema()).expect("a schema is JSON");
            // Of a schema of kyx, it is known who relies on it.
            schema["$id"] = Value::from("urn:example");
            let old = schema.to_string();
            mutate(&mut schema, &mut Unstructured::new(rest));
            compare([old.as_bytes(), schema.to_string().as_bytes()]);
        }
        None => {
            let mut texts = rest.splitn(2, |byte| *byte == b'\n');
            compare([texts.next().unwrap_or_default(), texts.next().unwrap_or_default()]);
        }
    }
});

fn compare([old, new]: [&[u8]; 2]) {
    for schema in [old, new] {
        if let Ok(changes) = fuzzing::schema_diff([schema, schema]) {
            assert!(changes.is_empty(), "{changes:?}");
        }
    }
    let there = fuzzing::schema_diff([old, new]);
    let back = fuzzing::schema_diff([new, old]);
    assert_eq!(there.is_ok(), back.is_ok());
    let breaks = |changes: &[String], who: &str| {
        changes.iter().any(|it| it.split_once(": ").is_some_and(|(verdict, _)| verdict.contains(who)))
    };
    if let (Ok(there), Ok(back)) = (there, back) {
        assert_eq!(breaks(&there, "senders"), breaks(&back, "readers"), "{there:#?}\n{back:#?}");
        assert_eq!(breaks(&there, "readers"), breaks(&back, "senders"), "{there:#?}\n{back:#?}");
    }
}
