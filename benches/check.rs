//! How long one payload takes: read, checked, linted; clean and broken.

use divan::{Bencher, counter::BytesCount};
use kyx_schema::{AccountRequest, Context, Payload, lint::Linter};

/// A request of about 800 bytes, in which there is nothing to find.
const REQUEST: &str = include_str!("request.json");

fn main() {
    divan::main();
}

fn context() -> Context {
    let now = "2025-01-01T00:00:00Z".parse().unwrap_or_default();
    Context::unknown().at(now)
}

#[divan::bench]
fn read(bencher: Bencher<'_, '_>) {
    let read = || serde_json::from_str::<AccountRequest>(divan::black_box(REQUEST));
    bencher.counter(BytesCount::of_str(REQUEST)).bench(read);
}

#[divan::bench]
fn read_and_check(bencher: Bencher<'_, '_>) {
    let context = context();
    let check = || {
        let request = serde_json::from_str::<AccountRequest>(divan::black_box(REQUEST));
        request.is_ok_and(|request| request.check(&context).is_clean())
    };
    assert!(check());
    bencher.counter(BytesCount::of_str(REQUEST)).bench(check);
}

#[divan::bench]
fn lint_clean(bencher: Bencher<'_, '_>) {
    let linter = Linter::new(context());
    assert!(linter.lint(REQUEST.as_bytes()).report.is_clean());
    let lint = || linter.lint(divan::black_box(REQUEST).as_bytes());
    bencher.counter(BytesCount::of_str(REQUEST)).bench(lint);
}

#[divan::bench]
fn lint_broken(bencher: Bencher<'_, '_>) {
    let linter = Linter::new(context());
    let broken = REQUEST.replace("\"USA\"", "\"US\"").replace("10m", "1m");
    assert!(!linter.lint(broken.as_bytes()).report.is_clean());
    let lint = || linter.lint(divan::black_box(&broken).as_bytes());
    bencher.counter(BytesCount::of_str(REQUEST)).bench(lint);
}
