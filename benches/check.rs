//! Measures parsing, checking and linting of one payload, clean and broken, by kind and size.
//!
//! `cargo bench --bench check -- "lint.*prepared"` runs the benchmarks whose names match.

use std::fmt;

use divan::{Bencher, black_box, counter::BytesCount};
use kyx_schema::{AccountRequest, Context, Kind, Payload, PreparedData, lint::Linter};

/// A clean request of about 800 bytes.
const REQUEST: &str = include_str!("request.json");
const SMALL_REQUEST: &str = r#"{"customerInternalReference":"order-4711","workflowDefinition":{"key":2},"userReference":"customer-fdb1bc31-99a0"}"#;
const PREPARED_DATA: &str = include_str!("prepared-data.json");

fn main() {
    divan::main();
}

fn context() -> Context {
    let now = "2025-01-01T00:00:00Z".parse().unwrap_or_default();
    Context::unknown().at(now)
}

/// A payload with its name, and the replacements that break it.
struct Case {
    name: &'static str,
    kind: Kind,
    text: String,
    defects: [(&'static str, &'static str); 2],
}

impl fmt::Display for Case {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}, {} bytes", self.name, self.text.len())
    }
}

impl Case {
    fn broken(&self) -> String {
        self.defects.iter().fold(self.text.clone(), |text, (clean, broken)| text.replace(clean, broken))
    }

    fn parse(&self) -> bool {
        match self.kind {
            Kind::PreparedData => black_box(serde_json::from_str::<PreparedData>(&self.text)).is_ok(),
            _ => black_box(serde_json::from_str::<AccountRequest>(&self.text)).is_ok(),
        }
    }

    fn check(&self, context: &Context) -> bool {
        match self.kind {
            Kind::PreparedData => is_clean::<PreparedData>(&self.text, context),
            _ => is_clean::<AccountRequest>(&self.text, context),
        }
    }
}

fn is_clean<T: Payload>(text: &str, context: &Context) -> bool {
    serde_json::from_str::<T>(text).is_ok_and(|payload| payload.check(context).is_clean())
}

/// A clean request of about the maximum size: each category can occur only once, so the choices and URLs are long.
fn large_request() -> String {
    let countries = format!("[\"{}\"]", rust_iso3166::ALL_ALPHA3.join("\", \""));
    let url = format!("https://www.yourcompany.com/{}", "success/".repeat(200));
    let web = format!(r#""web": {{"successUrl": "{url}", "#);
    REQUEST.replace(r#"["USA", "CAN", "AUT", "GBR"]"#, &countries).replace(r#""web": {"#, &web)
}

fn cases() -> [Case; 4] {
    let requests = Kind::AccountRequest;
    let of_request = [("\"key\":", "\"workflow\":"), ("order-4711", "order<4711>")];
    let of_data = [("\"USA\"", "\"US\""), ("1972-11-16", "1972-02-30")];
    [
        Case { name: "small request", kind: requests, text: SMALL_REQUEST.to_owned(), defects: of_request },
        Case { name: "request", kind: requests, text: REQUEST.to_owned(), defects: of_request },
        Case { name: "large request", kind: requests, text: large_request(), defects: of_request },
        Case {
            name: "prepared data",
            kind: Kind::PreparedData,
            text: PREPARED_DATA.to_owned(),
            defects: of_data,
        },
    ]
}

#[divan::bench(args = cases())]
fn parse(bencher: Bencher<'_, '_>, case: &Case) {
    assert!(case.parse());
    bencher.counter(BytesCount::of_str(&case.text)).bench(|| case.parse());
}

#[divan::bench(args = cases())]
fn parse_and_check(bencher: Bencher<'_, '_>, case: &Case) {
    let context = context();
    assert!(case.check(&context));
    bencher.counter(BytesCount::of_str(&case.text)).bench(|| case.check(&context));
}

#[divan::bench(args = cases())]
fn lint_clean(bencher: Bencher<'_, '_>, case: &Case) {
    assert!(Linter::new(context()).lint(case.text.as_bytes()).report.is_clean());
    lint(bencher, &case.text);
}

#[divan::bench(args = cases())]
fn lint_broken(bencher: Bencher<'_, '_>, case: &Case) {
    let broken = case.broken();
    assert!(!Linter::new(context()).lint(broken.as_bytes()).report.is_clean());
    lint(bencher, &broken);
}

fn lint(bencher: Bencher<'_, '_>, text: &str) {
    let linter = Linter::new(context());
    bencher.counter(BytesCount::of_str(text)).bench(|| linter.lint(black_box(text).as_bytes()));
}
