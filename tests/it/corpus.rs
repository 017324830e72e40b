//! `tests/corpus/`: payloads of every kind with our verdict, as a test for validators in any language.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fmt, fs,
    path::{Path, PathBuf},
    sync::LazyLock,
};

use kyx_schema::{Context, Kind, Severity, lint::Linter};
use serde_json::{Value, json};

use crate::{
    mutants::{fields, of_fixtures, pointers, requests, with, with_every_field, without},
    support::{SCHEMA_RULES, editions, files, fixture_time, fixtures, is_accepted, validator_of},
};

/// A payload, our verdict, and the rules that its errors break.
struct Line {
    valid: bool,
    rules: BTreeSet<&'static str>,
    payload: Value,
}

impl Line {
    fn new(kind: Kind, payload: Value) -> Self {
        let valid = is_accepted(kind, &payload);
        let rules = if valid { BTreeSet::new() } else { broken_rules(kind, &payload) };
        assert_eq!(valid, rules.is_empty(), "{payload}");
        Self { valid, rules, payload }
    }
}

impl fmt::Display for Line {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { valid, rules, payload } = self;
        writeln!(f, r#"{{"valid":{valid},"rules":{},"payload":{payload}}}"#, json!(rules))
    }
}

/// The rules that the errors of a payload break.
fn broken_rules(kind: Kind, payload: &Value) -> BTreeSet<&'static str> {
    let linter = Linter::new(Context::unknown().at(fixture_time())).kind(kind);
    let report = linter.lint(payload.to_string().as_bytes()).report;
    let errors = report.findings().iter().filter(|finding| finding.severity == Severity::Error);
    errors.map(|finding| finding.rule.code).collect()
}

static CORPUS: LazyLock<BTreeMap<Kind, Vec<Line>>> = LazyLock::new(|| {
    let lines = |kind| payloads(kind).into_values().map(|payload| Line::new(kind, payload)).collect();
    Kind::ALL.iter().map(|kind| (*kind, lines(*kind))).collect()
});

/// The smallest accepted payload with some of the fields of `whole` and a value at `kept`.
fn minimized(kind: Kind, whole: &Value, kept: &str) -> Value {
    let mut minimal = whole.clone();
    for pointer in pointers(whole, "") {
        let smaller =
            without(&minimal, &pointer).filter(|it| it.pointer(kept).is_some() && is_accepted(kind, it));
        minimal = smaller.unwrap_or(minimal);
    }
    // Without one field, others that it required may be removable.
    if minimal == *whole { minimal } else { minimized(kind, &minimal, kept) }
}

/// The payloads of a kind: fixtures, and the smallest one for each field, with every value that may matter there.
fn payloads(kind: Kind) -> BTreeMap<String, Value> {
    let schema: Value = serde_json::from_str(kind.schema()).unwrap();
    let whole = with_every_field(&schema, &schema);
    let mut payloads = vec![whole.clone()];
    payloads.extend(of_fixtures().into_iter().filter(|(it, _)| *it == kind).map(|(_, payload)| payload));
    payloads.extend(requests().into_iter().filter(|_| kind == Kind::AccountRequest));
    for field in fields(&schema) {
        let minimal = minimized(kind, &whole, &field.pointer);
        let Some(original) = minimal.pointer(&field.pointer) else { continue };
        let replaced = field.replacements(original).into_iter();
        payloads.extend(replaced.map(|replacement| with(&minimal, &field.pointer, replacement)));
        payloads.extend(without(&minimal, &field.pointer));
        payloads.push(minimal);
    }
    payloads.into_iter().map(|payload| (payload.to_string(), payload)).collect()
}

/// `UPDATE_DOCS=1 cargo test` updates it.
#[test]
fn the_corpus_is_current() {
    for (kind, lines) in CORPUS.iter() {
        let path = Path::new(env!("CARGO_MANIFEST_DIR")).join(format!("tests/corpus/{kind}.ndjson"));
        let text: String = lines.iter().map(ToString::to_string).collect();
        if env::var_os("UPDATE_DOCS").is_some() {
            fs::write(&path, &text).unwrap();
        }
        let is_current = fs::read_to_string(&path).is_ok_and(|committed| committed == text);
        assert!(is_current, "the corpus of {kind} is out of date: run `UPDATE_DOCS=1 cargo test`");
    }
}

#[test]
fn the_corpus_has_both_verdicts_on_each_field() {
    for (kind, lines) in CORPUS.iter() {
        let schema: Value = serde_json::from_str(kind.schema()).unwrap();
        for field in fields(&schema) {
            let pointer = &field.pointer;
            let values = |valid: bool| {
                let lines = lines.iter().filter(move |line| line.valid == valid);
                lines.filter_map(|line| line.payload.pointer(pointer)).collect::<Vec<_>>()
            };
            let accepted = values(true);
            assert!(!accepted.is_empty(), "{kind} {pointer} does not occur in an accepted payload");
            let is_rejected = values(false).iter().any(|value| !accepted.contains(value));
            assert!(is_rejected || field.takes_anything(), "{kind} {pointer} is never at fault");
        }
    }
}

/// For each rule in the schemas, a payload breaks only this rule, and its valid fixtures are accepted.
#[test]
fn the_corpus_has_both_sides_of_each_rule() {
    let lines = || CORPUS.values().flatten();
    for code in SCHEMA_RULES.iter().copied() {
        let alone = BTreeSet::from([code]);
        assert!(lines().any(|line| line.rules == alone), "{code} is never broken alone");
        let is_valid = |path: &&PathBuf| path.file_name().unwrap().to_str().unwrap().starts_with("valid");
        for path in files(&fixtures(code)).iter().filter(is_valid) {
            let payload: Value = serde_json::from_slice(&fs::read(path).unwrap()).unwrap();
            let is_included = lines().any(|line| line.valid && line.payload == payload);
            assert!(is_included, "{} is not in the corpus", path.display());
        }
    }
    let count = lines().count();
    assert!(count >= 2_000, "only {count} payloads");
}

/// Readers that store numbers as IEEE 754 doubles round them beyond 2^53.
#[test]
fn all_readers_keep_the_numbers_of_the_corpus() {
    for line in CORPUS.values().flatten() {
        let values =
            pointers(&line.payload, "").into_iter().filter_map(|it| line.payload.pointer(&it)?.as_f64());
        assert!(values.into_iter().all(|number| number.abs() <= 2_f64.powi(53)), "{}", line.payload);
    }
}

/// Compares a validator with the corpus, for each edition of the schemas.
fn judge(compile: impl Fn(&Value) -> Box<dyn Fn(&Value) -> bool>) {
    for (kind, lines) in CORPUS.iter() {
        for schema in editions(*kind) {
            let is_valid = compile(&schema);
            for (index, line) in lines.iter().enumerate() {
                let line_and_draft = format!("{kind}.ndjson:{}, {}", index + 1, schema["$schema"]);
                assert_eq!(is_valid(&line.payload), line.valid, "{line_and_draft}: {}", line.payload);
            }
        }
    }
}

#[test]
fn jsonschema_agrees_with_the_corpus() {
    judge(|schema| {
        let validator = validator_of(schema);
        Box::new(move |payload| validator.is_valid(payload))
    });
}

#[test]
fn boon_agrees_with_the_corpus() {
    judge(|schema| {
        let mut schemas = boon::Schemas::new();
        let mut compiler = boon::Compiler::new();
        compiler.enable_format_assertions();
        compiler.add_resource("schema.json", schema.clone()).unwrap();
        let index = compiler.compile("schema.json", &mut schemas).unwrap();
        Box::new(move |payload| schemas.validate(payload, index).is_ok())
    });
}
