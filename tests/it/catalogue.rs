//! The catalogue as a whole: every rule is documented, has a source and a unique name; `docs/rules.md` is current.

use std::{collections::HashSet, env, fs, path::Path};

use kyx_schema::rules;

#[test]
fn codes_and_names_are_wellformed_and_unique() {
    let mut seen = HashSet::new();
    for rule in rules::all() {
        let digits = rule.code.strip_prefix("KYX").unwrap();
        assert!(digits.len() == 3 && digits.bytes().all(|byte| byte.is_ascii_digit()), "{}", rule.code);
        let is_kebab = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
        assert!(rule.name.chars().all(is_kebab), "{}", rule.name);
        assert!(seen.insert(rule.code) && seen.insert(rule.name), "{rule:?} is not unique");
        assert_eq!(format!("{rule:?}"), format!("{} {}", rule.code, rule.name));
        assert_eq!(rules::find(rule.code), Some(rule));
        assert_eq!(rules::find(rule.name), Some(rule));
    }
}

#[test]
fn each_rule_is_documented_and_has_a_source() {
    for rule in rules::all() {
        assert!(rule.summary().ends_with('.'), "{rule:?} does not begin with a sentence");
        let parts: Vec<_> = rule.docs.split("\n ## ").skip(1).collect();
        let titles: Vec<_> = parts.iter().map(|part| part.lines().next().unwrap()).collect();
        assert_eq!(titles, ["Why", "Example", "Source"], "{rule:?}");
        assert!(parts.iter().all(|part| part.lines().count() > 1), "{rule:?} has an empty part");
    }
}

#[test]
fn a_selector_is_the_start_of_a_code_or_a_name_in_any_case() {
    let codes = |selector| rules::selected(selector).iter().map(|rule| rule.code).collect::<Vec<_>>();
    assert_eq!(codes("KYX60"), codes("kyx60"));
    assert_eq!(codes("KYX301"), ["KYX301"]);
    assert_eq!(codes("Consent-Expired"), ["KYX301"]);
    assert_eq!(codes("kyx").len(), rules::all().len());
    for nothing in ["", "consent", "KYX3011", "301"] {
        assert!(codes(nothing).is_empty(), "{nothing}");
    }
}

/// `UPDATE_DOCS=1 cargo test` updates it.
#[test]
fn docs_rules_is_current() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/rules.md");
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, rules::catalogue()).unwrap();
    }
    let committed = fs::read_to_string(&path).unwrap_or_default();
    assert!(committed == rules::catalogue(), "docs/rules.md is out of date: run `UPDATE_DOCS=1 cargo test`");
}
