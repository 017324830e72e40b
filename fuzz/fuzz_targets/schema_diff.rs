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
            let old: Value = serde_json::from_str(kind.schema()).expect("a schema is JSON");
            let mut new = old.clone();
            mutate(&mut new, &mut Unstructured::new(rest));
            compare([old, new].map(of_anyone));
        }
        None => {
            let Some(at) = rest.iter().position(|byte| *byte == b'\n') else { return };
            let texts = [&rest[..at], &rest[at + 1..]];
            _ = fuzzing::schema_diff(texts);
            let [Ok(old), Ok(new)] = texts.map(serde_json::from_slice) else { return };
            compare([old, new].map(of_anyone));
        }
    }
});

/// The text of a schema without its address: of one of kyx, it is known whether it is sent or read.
fn of_anyone(mut schema: Value) -> Vec<u8> {
    schema.as_object_mut().map(|it| it.remove("$id"));
    schema.to_string().into_bytes()
}

fn compare(schemas: [Vec<u8>; 2]) {
    let [old, new] = [&schemas[0][..], &schemas[1]];
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
