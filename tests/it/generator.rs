//! The generator of the benchmark corpora.

use std::collections::BTreeSet;

use kyx_schema::{Context, Report, lint::Linter};

use crate::{
    generate::{Corpus, Kind},
    support::fixture_time,
};

const COUNT: usize = 20_000;

fn lint(payload: &str) -> Report {
    Linter::new(Context::unknown().at(fixture_time())).lint(payload.as_bytes()).report
}

#[test]
fn clean_payloads_break_no_rule() {
    for kind in Kind::ALL {
        for payload in Corpus::new(kind, 0, 1).take(COUNT) {
            let report = lint(&payload);
            assert!(report.is_clean(), "{payload}\n{:?}", report.findings());
        }
    }
}

#[test]
fn broken_payloads_are_broken_in_many_ways() {
    for kind in Kind::ALL {
        let mut rules = BTreeSet::new();
        for payload in Corpus::new(kind, 100, 1).take(COUNT) {
            let report = lint(&payload);
            assert!(!report.is_clean(), "{payload}");
            rules.extend(report.findings().iter().map(|finding| finding.rule.code));
        }
        assert!(rules.len() >= 15, "{kind}: {rules:?}");
    }
}

#[test]
fn the_given_percentage_is_broken() {
    let broken =
        Corpus::new(Kind::AccountRequest, 1, 2).take(COUNT).filter(|it| !lint(it).is_clean()).count();
    assert!((COUNT / 200..COUNT / 50).contains(&broken), "{broken}");
}

#[test]
fn payloads_have_a_realistic_size_and_one_line_each() {
    for kind in Kind::ALL {
        let payloads: Vec<_> = Corpus::new(kind, 0, 3).take(COUNT).collect();
        let average = payloads.iter().map(String::len).sum::<usize>() / COUNT;
        assert!((730..830).contains(&average), "{kind}: {average}");
        let extremes = (payloads.iter().map(String::len).min(), payloads.iter().map(String::len).max());
        assert!(payloads.iter().all(|it| (300..=1500).contains(&it.len())), "{kind}: {extremes:?}");
        let different: BTreeSet<_> = payloads.iter().collect();
        assert_eq!(different.len(), COUNT);
    }
    assert!(Corpus::new(Kind::PreparedData, 100, 3).take(COUNT).all(|it| !it.contains('\n')));
}

#[test]
fn equal_seeds_give_equal_payloads_and_others_do_not() {
    let payloads = |seed| Corpus::new(Kind::AccountRequest, 50, seed).take(100).collect::<Vec<_>>();
    assert_eq!(payloads(7), payloads(7));
    assert_ne!(payloads(7), payloads(8));
}
