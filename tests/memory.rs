//! The preflight's peak of memory, for files that are made to fill it.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

#[path = "it/bombs.rs"]
mod bombs;
#[path = "it/files.rs"]
#[allow(dead_code, reason = "other tests need the rest")]
mod files;
#[path = "it/support.rs"]
#[allow(dead_code, reason = "other tests need the rest")]
mod support;

use std::io::Cursor;

use kyx_schema::{
    CredentialCategory,
    endpoint::Classifier,
    upload::{Checked, Preflight},
};
use peak_alloc::PeakAlloc;
use proptest::{prelude::*, test_runner::TestRunner};

use bombs::{MOST_FILE_BYTES, bombs};
use files::{jpeg, locked_pdf, packed_pdf, pdf, png_of, zlib};

#[global_allocator]
static ALLOCATOR: PeakAlloc = PeakAlloc;

const MOST_BYTES: usize = 64 << 20;

/// What is found in a file, and the most memory in use meanwhile beyond the file itself.
fn check(bytes: &[u8]) -> (Checked, usize) {
    ALLOCATOR.reset_peak_usage();
    let before = ALLOCATOR.current_usage();
    let preflight = Preflight::new(CredentialCategory::Document, Classifier::Front);
    let checked = preflight.check("a", &mut Cursor::new(bytes)).unwrap();
    (checked, ALLOCATOR.peak_usage().saturating_sub(before))
}

/// One test: what runs beside it would be counted, too.
#[test]
fn memory_is_bounded() {
    for (name, bytes) in bombs() {
        assert!(bytes.len() <= MOST_FILE_BYTES, "{name}: {} bytes are not looked into", bytes.len());
        let (_, peak) = check(&bytes);
        assert!(peak <= MOST_BYTES, "{name}: {peak} bytes");
    }
    garbled_files_are_survived();
}

/// Flips bytes, inserts some, and cuts the file off.
fn garbled_files_are_survived() {
    let files =
        [jpeg(1000, 700), png_of(1000, 700, &zlib(&[7; 5000])), pdf(3), packed_pdf(3), locked_pdf(3, "")];
    let change = || (any::<prop::sample::Index>(), prop::collection::vec(any::<u8>(), 0..20), any::<bool>());
    let changes = prop::collection::vec(change(), 1..6);
    let strategy = (0..files.len(), changes, any::<prop::sample::Index>(), any::<bool>());
    let result = TestRunner::new(support::generated(3000)).run(&strategy, |(which, changes, cut, is_cut)| {
        let mut file = files[which].clone();
        for (at, bytes, is_inserted) in changes {
            let at = at.index(file.len());
            let end = if is_inserted { at } else { (at + bytes.len()).min(file.len()) };
            file.splice(at..end, bytes);
        }
        if is_cut {
            file.truncate(cut.index(file.len()).max(1));
        }
        let (checked, peak) = check(&file);
        prop_assert!(checked.pages > 0 || !checked.report.is_clean());
        prop_assert!(peak <= MOST_BYTES, "{} bytes", peak);
        Ok(())
    });
    result.unwrap();
}
