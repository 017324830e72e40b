//! Shared by the tests: fixtures, contexts, schemas.

use std::{
    fs,
    path::{Path, PathBuf},
    sync::{
        LazyLock,
        atomic::{AtomicUsize, Ordering},
    },
    thread,
};

use chrono::{DateTime, Utc};
use jsonschema::Validator;
use kyx_schema::{
    AccountRequest, AccountResponse, Callback, Context, FinalizeResponse, Finding, Kind, Operation,
    PartResponse, Payload, PreparedData, Problem, Report, RetrievalResponse, Rule, Severity, StatusResponse,
    StepsResponse, TokenError, TokenResponse, input::Format, lint::Linter, rules,
};
use proptest::{prelude::ProptestConfig, test_runner::RngSeed};
use serde_json::Value;

pub(crate) fn time(text: &str) -> DateTime<Utc> {
    DateTime::parse_from_rfc3339(text).unwrap().to_utc()
}

/// The time at which the fixtures of rules are linted.
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

/// The fixtures of all rules on payloads.
pub(crate) fn rule_fixtures() -> Vec<PathBuf> {
    fixtures_of_rules().into_iter().filter(|path| format(path).is_none()).collect()
}

/// The fixtures of the rules on calls.
pub(crate) fn call_fixtures() -> Vec<PathBuf> {
    fixtures_of_rules().into_iter().filter(|path| format(path).is_some()).collect()
}

fn format(path: &Path) -> Option<Format> {
    Format::of_name(path.to_str().unwrap())
}

/// The findings of a fixture of either kind.
pub(crate) fn findings(path: &Path) -> Vec<Finding> {
    let (bytes, linter) = (fs::read(path).unwrap(), linter(path));
    match format(path) {
        Some(format) => findings_in_file(&linter, &bytes, format),
        None => linter.lint(&bytes).report.findings().to_vec(),
    }
}

/// The findings of all parts of a file.
pub(crate) fn findings_in_file(linter: &Linter, bytes: &[u8], format: Format) -> Vec<Finding> {
    let mut findings = Vec::new();
    linter.lint_file(bytes, format, &mut |part| findings.extend(part.linted.report.findings().to_vec()));
    findings
}

fn fixtures_of_rules() -> Vec<PathBuf> {
    let is_of_rule =
        |path: &PathBuf| path.parent().unwrap().file_name().unwrap().to_str().unwrap().starts_with("KYX");
    files(&fixtures("")).into_iter().filter(is_of_rule).collect()
}

/// The context of a fixture, which is part of its name: `invalid.update.api.json`.
pub(crate) fn context(path: &Path, now: DateTime<Utc>) -> Context {
    let mut context = Context::unknown().at(now);
    for word in path.file_name().unwrap().to_str().unwrap().split('.') {
        context.operation = word.parse::<Operation>().ok().or(context.operation);
        context.channel = word.parse().ok().or(context.channel);
    }
    context
}

/// A linter for a fixture: KYX703 is off by default.
pub(crate) fn linter(path: &Path) -> Linter {
    let linter = Linter::new(context(path, fixture_time()));
    if path.to_str().unwrap().contains("KYX703") { linter.with_news() } else { linter }
}

/// Every run generates the same payloads, so that a test fails only if the code changes.
/// `PROPTEST_RNG_SEED` selects other payloads.
pub(crate) fn generated(cases: u32) -> ProptestConfig {
    let config = ProptestConfig { cases, failure_persistence: None, ..ProptestConfig::default() };
    let rng_seed = match config.rng_seed {
        RngSeed::Random => RngSeed::Fixed(0),
        named @ RngSeed::Fixed(_) => named,
    };
    ProptestConfig { rng_seed, ..config }
}

pub(crate) fn validator(kind: Kind) -> Validator {
    validator_of(&serde_json::from_str(kind.schema()).unwrap())
}

pub(crate) fn validator_of(schema: &Value) -> Validator {
    jsonschema::options().should_validate_formats(true).build(schema).unwrap()
}

/// The schema of a kind in each edition.
pub(crate) fn editions(kind: Kind) -> [Value; 2] {
    let schemas = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas");
    ["", "draft-07"].map(|edition| {
        let path = schemas.join(edition).join(format!("{kind}.schema.json"));
        serde_json::from_slice(&fs::read(path).unwrap()).unwrap()
    })
}

/// The findings of a payload as code and pointer.
pub(crate) fn codes(payload: &str) -> Vec<String> {
    let linted = Linter::new(Context::unknown().at(fixture_time())).lint(payload.as_bytes());
    let line = |it: &kyx_schema::Finding| format!("{} {}", it.rule.code, it.pointer);
    linted.report.findings().iter().map(line).collect()
}

/// Calls a function for the type of a kind.
macro_rules! for_kind {
    ($kind:expr, $function:ident($($argument:expr),*)) => {
        match $kind {
            Kind::AccountRequest => $function::<AccountRequest>($($argument),*),
            Kind::PreparedData => $function::<PreparedData>($($argument),*),
            Kind::AccountResponse => $function::<AccountResponse>($($argument),*),
            Kind::PartResponse => $function::<PartResponse>($($argument),*),
            Kind::FinalizeResponse => $function::<FinalizeResponse>($($argument),*),
            Kind::Callback => $function::<Callback>($($argument),*),
            Kind::StatusResponse => $function::<StatusResponse>($($argument),*),
            Kind::Problem => $function::<Problem>($($argument),*),
            Kind::RetrievalResponse => $function::<RetrievalResponse>($($argument),*),
            Kind::StepsResponse => $function::<StepsResponse>($($argument),*),
            Kind::TokenResponse => $function::<TokenResponse>($($argument),*),
            Kind::TokenError => $function::<TokenError>($($argument),*),
            other => panic!("{other} is not covered"),
        }
    };
}

/// Whether our types accept a payload, and the rules in the schema find no error in it.
pub(crate) fn is_accepted(kind: Kind, value: &Value) -> bool {
    for_kind!(kind, is_valid(value))
}

/// The report on a text that is read into the type of a kind, and checked.
pub(crate) fn read_and_checked(kind: Kind, text: &str) -> Option<Report> {
    for_kind!(kind, read_and_check(text))
}

fn read_and_check<T: Payload>(text: &str) -> Option<Report> {
    let payload: T = serde_json::from_str(text).ok()?;
    Some(payload.check(&Context::unknown().at(fixture_time())))
}

fn is_valid<T: Payload>(value: &Value) -> bool {
    let Ok(payload) = serde_json::from_value::<T>(value.clone()) else { return false };
    let report = payload.check(&Context::unknown().at(fixture_time()));
    // Schemas describe an ID in a response as any string.
    let is_in_schema = |rule: &Rule| rule.name != "invalid-uuid" && SCHEMA_RULES.contains(&rule.code);
    !report.findings().iter().any(|it| it.severity == Severity::Error && is_in_schema(it.rule))
}

/// The codes of the rules that schemas enforce according to the catalogue.
pub(crate) static SCHEMA_RULES: LazyLock<Vec<&str>> = LazyLock::new(|| {
    let catalogue = rules::catalogue();
    let is_enforced = |code: &&str| {
        let row = catalogue.lines().find(|line| line.starts_with(&format!("| [{code}]"))).unwrap();
        row.split('|').nth(4).unwrap().contains("schema")
    };
    rules::all().into_iter().map(|rule| rule.code).filter(is_enforced).collect()
});

/// Runs `act` on each item, with one thread per core.
pub(crate) fn on_all_cores<T: Sync>(items: &[T], act: impl Fn(&T) + Sync) {
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            act(item);
        }
    };
    thread::scope(|scope| {
        for _ in 0..thread::available_parallelism().map_or(1, Into::into) {
            scope.spawn(work);
        }
    });
}
