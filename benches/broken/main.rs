//! Measures linting and fixing of broken and hostile texts, from 1 KiB to the maximum size: the time per byte must not
//! grow with the text.
//!
//! `cargo bench --bench broken -- lint "nested"` runs the shapes whose names match.

mod shapes;

use std::fmt;

use divan::{Bencher, counter::BytesCount};
use kyx_schema::{
    Context, Safety,
    lint::{Linter, MAX_BYTES},
};
use shapes::{SHAPES, Shape};

const SIZES: [usize; 5] = [1 << 10, 16 << 10, 256 << 10, 4 << 20, MAX_BYTES];
/// Fixing reads a text several times.
const FIXED_SIZES: [usize; 3] = [1 << 10, 16 << 10, 256 << 10];

fn main() {
    divan::main();
}

struct Case {
    shape: Shape,
    size: usize,
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {} KiB", self.shape.0, self.size >> 10)
    }
}

impl Case {
    fn text(&self) -> Vec<u8> {
        let (_, make) = self.shape;
        make(self.size)
    }
}

fn cases(sizes: &'static [usize]) -> impl Iterator<Item = Case> {
    SHAPES.iter().flat_map(move |shape| sizes.iter().map(|size| Case { shape: *shape, size: *size }))
}

fn linter() -> Linter {
    Linter::new(Context::unknown().at("2025-01-01T00:00:00Z".parse().unwrap_or_default()))
}

#[divan::bench(args = cases(&SIZES), sample_count = 5, sample_size = 1, max_time = 1)]
fn lint(bencher: Bencher<'_, '_>, case: &Case) {
    let text = case.text();
    bencher.counter(BytesCount::of_slice(&text)).bench(|| linter().lint(divan::black_box(&text)));
}

#[divan::bench(args = cases(&FIXED_SIZES), sample_count = 5, sample_size = 1, max_time = 1)]
fn fix(bencher: Bencher<'_, '_>, case: &Case) {
    let text = case.text();
    let fix = || linter().fix(divan::black_box(&text), Safety::Unsafe, |_| true);
    bencher.counter(BytesCount::of_slice(&text)).bench(fix);
}
