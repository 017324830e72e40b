//! How long the preflight looks into a file that is made to keep it busy.

#![allow(clippy::unwrap_used, missing_docs, reason = "benchmarks")]

#[path = "../tests/it/bombs.rs"]
mod bombs;
#[path = "../tests/it/files.rs"]
#[allow(dead_code, reason = "tests need the rest")]
mod files;

use std::{fmt, io::Cursor};

use divan::Bencher;
use kyx_schema::{CredentialCategory, endpoint::Classifier, upload::Preflight};

fn main() {
    divan::main();
}

struct Bomb(&'static str, Vec<u8>);

impl fmt::Display for Bomb {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0)
    }
}

fn all() -> impl Iterator<Item = Bomb> {
    bombs::bombs().into_iter().map(|(name, bytes)| Bomb(name, bytes))
}

#[divan::bench(args = all(), sample_count = 3, sample_size = 1)]
fn bomb(bencher: Bencher<'_, '_>, Bomb(_, bytes): &Bomb) {
    let preflight = Preflight::new(CredentialCategory::Document, Classifier::Front);
    bencher.bench(|| preflight.check("a", &mut Cursor::new(bytes)).unwrap());
}
