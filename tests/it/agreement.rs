//! The model and the exported schema give the same verdict on structure and field values; the fast path and the full
//! analysis give the same verdict on everything.

use std::{
    collections::HashSet,
    env,
    hash::{DefaultHasher, Hash, Hasher},
    sync::{
        Mutex,
        atomic::{AtomicUsize, Ordering},
    },
};

use kyx_schema::{AccountRequest, Context, Finding, Kind, Place, Report, Severity, lint::Linter};
use proptest::{collection::vec, prelude::*};
use serde_json::Value;

use crate::{
    generate::{self, Corpus},
    mutants::{mutants, payloads, requests},
    support::{fixture_time, generated, is_accepted, on_all_cores, read_and_checked, validator},
};

const BYTE_ORDER_MARK: &str = "\u{FEFF}";

/// A byte order mark makes the linter analyse a text in full, and adds one finding.
fn is_explained_as_clean(kind: Kind, text: &str) -> bool {
    let linter = Linter::new(Context::unknown().at(fixture_time())).kind(kind);
    let report = linter.lint(format!("\u{FEFF}{text}").as_bytes()).report;
    assert_eq!(report.findings()[0].rule.code, "KYX006");
    report.findings().len() == 1
}

fn assert_same_verdict(kind: Kind, value: &Value) {
    let text = value.to_string();
    let linter = Linter::new(Context::unknown().at(fixture_time())).kind(kind);
    let report = linter.lint(text.as_bytes()).report;
    assert_eq!(report.is_clean(), is_explained_as_clean(kind, &text), "{kind}: {text}");
    match read_and_checked(kind, &text) {
        None => assert!(report.has_errors(), "{kind}: {text}"),
        Some(checked) => {
            // Which fields were null, a payload does not tell.
            let is_null = |it: &&Finding| it.rule.name == "null-field";
            let codes = |report: &Report| {
                let found = report.findings().iter().filter(|it| !is_null(it));
                let mut codes: Vec<_> = found.map(|it| it.rule.code).collect();
                codes.sort_unstable();
                codes
            };
            assert!(report.has_errors() || codes(&checked) == codes(&report), "{kind}: {text}\n{report:#?}");
            assert_eq!(checked.has_errors(), report.has_errors(), "{kind}: {text}");
        }
    }
}

fn fingerprint(kind: Kind, value: &Value) -> u64 {
    let mut hasher = DefaultHasher::new();
    (kind, value.to_string()).hash(&mut hasher);
    hasher.finish()
}

/// Runs `act` on all payloads and on every `step`-th of their mutants.
fn on_payloads(step: usize, act: impl Fn(Kind, &Value) + Sync) {
    on_all_cores(&payloads(), |(kind, value)| {
        act(*kind, value);
        mutants(value, step).for_each(|mutant| act(*kind, &mutant));
    });
    on_all_cores(&requests(), |request| act(Kind::AccountRequest, request));
}

/// serde, the limits and the rules in the schema give the same verdict on a payload as the schema.
#[test]
fn model_and_schema_agree_on_payloads_and_their_mutants() {
    let schemas: Vec<_> = Kind::ALL.iter().map(|kind| validator(*kind)).collect();
    let judged = Mutex::new(HashSet::new());
    on_payloads(5, |kind, value| {
        let fingerprint = fingerprint(kind, value);
        if !judged.lock().unwrap().insert(fingerprint) {
            return;
        }
        let schema = &schemas[kind as usize];
        if is_accepted(kind, value) != schema.is_valid(value) {
            let found: Vec<_> = schema.iter_errors(value).map(|it| it.schema_path().to_string()).collect();
            panic!("{kind}: {value}\nThe schema reports: {found:?}");
        }
    });
    let count = judged.lock().unwrap().len();
    assert!(count >= 100_000, "only {count} payloads were compared");
}

/// Our types reject numbers that `Value` cannot represent, as the schema's reader does.
#[test]
fn infinite_numbers_are_rejected() {
    let request = r#"{"customerInternalReference": "x", "workflowDefinition": {"key": KEY}}"#;
    for (key, is_read) in [("1e400", false), ("-1e400", false), ("100000000000000000000e-16", true)] {
        let request = request.replace("KEY", key);
        assert_eq!(serde_json::from_str::<AccountRequest>(&request).is_ok(), is_read, "{request}");
        assert_eq!(serde_json::from_str::<Value>(&request).is_ok(), is_read, "{request}");
    }
}

/// With and without a byte order mark, which makes the linter analyse a text in full.
#[test]
fn fast_path_and_full_analysis_detect_the_same_kind() {
    let linter = Linter::new(Context::unknown().at(fixture_time()));
    on_payloads(97, |_, value| {
        let text = value.to_string();
        let explained = linter.lint(format!("\u{FEFF}{text}").as_bytes());
        assert_eq!(linter.lint(text.as_bytes()).kind, explained.kind, "{text}");
    });
}

#[test]
fn fast_path_and_full_analysis_agree_on_payloads_and_their_mutants() {
    on_payloads(11, assert_same_verdict);
}

/// The content of a finding without its range.
fn content(finding: &Finding) -> (&str, Severity, &str, &str, &str) {
    let Finding { rule, severity, pointer, message, help, .. } = finding;
    (rule.code, *severity, pointer, message, help)
}

/// The ranges of a finding and of the edits of its fix, with the replacements, in a text after a byte order mark or without.
fn places(finding: &Finding, has_mark: bool) -> impl Iterator<Item = ([(usize, usize, usize); 2], &str)> {
    let place = move |Place { offset, line, column }: Place| match has_mark {
        true => (offset - BYTE_ORDER_MARK.len(), line, column - usize::from(line == 1)),
        false => (offset, line, column),
    };
    let edits = finding.fix.iter().flat_map(|fix| &fix.edits).map(|edit| (edit.range, edit.text.as_str()));
    let all = finding.range.map(|range| (range, "")).into_iter().chain(edits);
    all.map(move |(span, text)| ([span.start, span.end].map(place), text))
}

/// A text has the same findings with and without a byte order mark, which causes a full analysis.
fn assert_same_findings(kind: Option<Kind>, text: &str) {
    let linter = Linter::new(Context::unknown().at(fixture_time()));
    let linter = kind.map_or(linter, |kind| linter.kind(kind));
    let found = linter.lint(text.as_bytes());
    let explained = linter.lint(format!("\u{FEFF}{text}").as_bytes());
    let (mark, rest) = explained.report.findings().split_first().unwrap();
    assert_eq!(mark.rule.code, "KYX006");
    let found_and_explained = (found.report.findings().iter().map(content), rest.iter().map(content));
    assert!(found_and_explained.0.eq(found_and_explained.1), "{kind:?}: {text}");
    let found_places = found.report.findings().iter().flat_map(|it| places(it, false));
    assert!(found_places.eq(rest.iter().flat_map(|it| places(it, true))), "{kind:?}: {text}");
    assert_eq!((found.kind, found.report.omitted()), (explained.kind, explained.report.omitted()), "{text}");
}

/// The number of payloads that both readers judge: a million, or as many as the environment asks for.
fn wanted() -> usize {
    env::var("PAYLOADS").map_or(1_000_000, |count| count.parse().expect("PAYLOADS is a number"))
}

/// On many mutants, and generated payloads; of these all, half, few or none are broken.
#[test]
fn fast_path_and_full_analysis_find_the_same_in_a_million_payloads() {
    let wanted = wanted();
    let count = AtomicUsize::new(0);
    let judge = |kind, text: &str| {
        assert_same_findings(kind, text);
        count.fetch_add(1, Ordering::Relaxed);
    };
    on_payloads(5, |kind, value| judge(Some(kind), &value.to_string()));
    let mutants = count.load(Ordering::Relaxed);
    assert!(mutants >= 250_000, "only {mutants} mutants");

    let seeds: Vec<_> = (0..500).collect();
    let share = wanted.saturating_sub(mutants).div_ceil(seeds.len());
    on_all_cores(&seeds, |seed| {
        let kind = generate::Kind::ALL[seed % 2];
        let corpus = Corpus::new(kind, [0, 1, 50, 100][seed / 2 % 4], *seed as u64);
        corpus.take(share).for_each(|text| judge(None, &text));
    });
    let count = count.into_inner();
    assert!(count >= wanted, "only {count} payloads");
}

/// A text with a few characters removed, repeated, or replaced with those that mean something in JSON.
fn edited(text: &str, edits: &[(prop::sample::Index, usize, &str)]) -> String {
    let mut text: Vec<_> = text.chars().collect();
    for (at, removed, inserted) in edits {
        let start = at.index(text.len() + 1);
        let end = text.len().min(start + removed);
        text.splice(start..end, inserted.chars());
    }
    text.into_iter().collect()
}

proptest! {
    #![proptest_config(generated(4_000))]

    #[test]
    fn fast_path_and_full_analysis_find_the_same_in_edited_texts(
        payload in prop::sample::select(payloads()),
        edits in vec((any::<prop::sample::Index>(), 0..4_usize, prop::sample::select(PIECES)), 1..4),
        is_named: bool,
        is_pretty: bool,
    ) {
        let (kind, value) = payload;
        let text = if is_pretty { format!("{value:#}") } else { value.to_string() };
        assert_same_findings(is_named.then_some(kind), &edited(&text, &edits));
    }
}

const PIECES: &[&str] = &[
    "",
    "\"",
    "\\",
    "{",
    "}",
    "[",
    "]",
    ",",
    ":",
    " ",
    "\n",
    "0",
    "-1e9",
    "null",
    "true",
    "\"id\":1,",
    "\\u00e9",
    "\\ud800",
    "é",
    "😀",
    "\u{0}",
    "\t",
    "//",
    "'",
];
