//! The language server has the text of the client, whatever the client changes.

#![no_main]

use kyx_cli::fuzzing;
use kyx_fuzz::Editing;
use libfuzzer_sys::{arbitrary::Unstructured, fuzz_target};

fuzz_target!(|input: &[u8]| {
    let mut choices = Unstructured::new(input);
    let Ok(Editing { encoding, opened, changes, text }) = Editing::new(String::new(), &mut choices) else {
        return;
    };
    assert_eq!(fuzzing::changed(&opened, encoding, changes), text);
});
