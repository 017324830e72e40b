//! Files to upload: any bytes are a file, with any name.

#![no_main]

use std::io::Cursor;

use kyx_schema::{CredentialCategory, endpoint::Classifier, upload::Preflight};
use libfuzzer_sys::fuzz_target;

const NAMES: [&str; 6] = ["a.jpg", "a.png", "a.pdf", "a.webp", "a.heic", "a"];

fuzz_target!(|input: &[u8]| {
    let Some((choice, file)) = input.split_first() else { return };
    let choice = usize::from(*choice);
    let category = match choice % 3 {
        0 => CredentialCategory::Id,
        1 => CredentialCategory::Document,
        _ => CredentialCategory::Selfie,
    };
    let classifier = Classifier::ALL[choice / 3 % Classifier::ALL.len()];
    let preflight = Preflight::new(category, classifier);
    let checked = preflight.check(NAMES[choice % NAMES.len()], &mut Cursor::new(file));
    let checked = checked.expect("bytes in memory can be read");
    let again = preflight.check(NAMES[choice % NAMES.len()], &mut Cursor::new(file));
    let again = again.expect("bytes in memory can be read");
    assert_eq!(checked.report.findings(), again.report.findings());
    _ = preflight.check_together(&[checked, again]);
});
