//! What several tests need: fixtures, contexts, schemas.

use std::{
    fs,
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use jsonschema::Validator;
use kyx_schema::{Context, Kind, Operation, lint::Linter};
use proptest::{prelude::ProptestConfig, test_runner::RngSeed};

pub(crate) fn time(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

/// When all fixtures of rules are linted.
pub(crate) fn fixture_time() -> DateTime<Utc> {
    time("2025-01-01T00:00:00Z")
}

pub(crate) fn fixtures(folder: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/fixtures").join(folder)
}

/// All files below a folder, sorted.
pub(crate) fn files(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files.extend(self::files(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

/// The fixtures of all rules.
pub(crate) fn rule_fixtures() -> Vec<PathBuf> {
    let is_of_rule =
        |path: &PathBuf| path.parent().unwrap().file_name().unwrap().to_str().unwrap().starts_with("KYX");
    files(&fixtures("")).into_iter().filter(is_of_rule).collect()
}

/// A fixture's name says its context: `invalid.update.api.json`.
pub(crate) fn context(path: &Path, now: DateTime<Utc>) -> Context {
    let mut context = Context::unknown().at(now);
    for word in path.file_name().unwrap().to_str().unwrap().split('.') {
        context.operation = word.parse::<Operation>().ok().or(context.operation);
        context.channel = word.parse().ok().or(context.channel);
    }
    context
}

/// A linter for a fixture: KYX703 is off unless it is asked for.
pub(crate) fn linter(path: &Path) -> Linter {
    let linter = Linter::new(context(path, fixture_time()));
    if path.to_str().unwrap().contains("KYX703") { linter.with_news() } else { linter }
}

/// What is generated is the same in each run, so that a change of the code is what makes a test fail.
/// `PROPTEST_RNG_SEED` asks for other payloads.
pub(crate) fn generated(cases: u32) -> ProptestConfig {
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let rng_seed = match config.rng_seed {
        RngSeed::Random => RngSeed::Fixed(0),
        named @ RngSeed::Fixed(_) => named,
    };
    ProptestConfig { rng_seed, ..config }
}

pub(crate) fn validator(kind: Kind) -> Validator {
    let schema = serde_json::from_str(kind.schema()).unwrap();
    jsonschema::options().should_validate_formats(true).build(&schema).unwrap()
}

/// The findings of a payload, one a line, without the words.
pub(crate) fn codes(payload: &str) -> Vec<String> {
    let linted = Linter::new(Context::unknown().at(fixture_time())).lint(payload.as_bytes());
    let line = |it: &kyx_schema::Finding| format!("{} {}", it.rule.code, it.pointer);
    linted.report.findings().iter().map(line).collect()
}
