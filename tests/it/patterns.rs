//! Patterns of the exported schemas mean the same to every engine: they only use what ECMA-262, RE2 and Rust share.

use std::{fs, path::Path, sync::LazyLock};

use regex::Regex;
use serde_json::Value;

use crate::support::files;

/// Every object with a `pattern`, in every schema of every edition.
fn schemas_with_pattern() -> Vec<Value> {
    fn below(value: Value, found: &mut Vec<Value>) {
        if value["pattern"].is_string() {
            found.push(value.clone());
        }
        match value {
            Value::Object(fields) => fields.into_iter().for_each(|(_, value)| below(value, found)),
            Value::Array(items) => items.into_iter().for_each(|value| below(value, found)),
            _ => {}
        }
    }
    let mut found = Vec::new();
    let files = files(&Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas"));
    for path in files.iter().filter(|path| path.extension().is_some_and(|it| it == "json")) {
        below(serde_json::from_slice(&fs::read(path).unwrap()).unwrap(), &mut found);
    }
    found
}

/// A character of a pattern, or an escape that all engines support.
static TOKEN: LazyLock<Regex> =
    LazyLock::new(|| Regex::new(r"^(?s:[^\\]|\\(n|x[0-9A-F]{2}|[\^$\\.*+?()\[\]{}|/]))").unwrap());

/// The rest of a pattern from the first construct that engines interpret differently, if any.
fn not_portable(pattern: &str) -> Option<&str> {
    let (mut in_class, mut before, mut rest) = (false, "", pattern);
    while !rest.is_empty() {
        let Some(token) = TOKEN.find(rest) else { return Some(rest) };
        let (token, after) = rest.split_at(token.end());
        let is_apart = match token {
            "[" if in_class => true,
            "&" | "-" | "~" if in_class => before == token, // set operations to some
            _ if in_class => false,
            "(" => after.starts_with('?'),
            "+" | "?" => ["*", "+", "?", "}"].contains(&before),
            "^" => rest.len() != pattern.len(),
            "$" => !after.is_empty(),
            "." => true, // engines differ on line ends
            _ => false,
        };
        if is_apart {
            return Some(rest);
        }
        in_class = token == "[" || (in_class && token != "]");
        (before, rest) = (token, after);
    }
    None
}

#[test]
fn patterns_mean_the_same_to_every_engine() {
    for schema in schemas_with_pattern() {
        let pattern = schema["pattern"].as_str().unwrap();
        assert_eq!(not_portable(pattern), None, "{pattern}");
        assert!(Regex::new(pattern).is_ok(), "{pattern}");
    }
}

#[test]
fn patterns_that_engines_interpret_differently_are_found() {
    let apart_from = [
        (r"^\d$", r"\d$"),
        (r"^[\w]", r"\w]"),
        (r"\bx", r"\bx"),
        (r"^\p{L}$", r"\p{L}$"),
        (r"a\Z", r"\Z"),
        (r"(a)\1", r"\1"),
        ("^(?=a)", "(?=a)"),
        ("(?i)a", "(?i)a"),
        ("a++", "+"),
        ("a{2}+", "+"),
        ("a*?", "?"),
        ("^.$", ".$"),
        ("a$|b", "$|b"),
        ("a^", "^"),
        ("[a[b]]", "[b]]"),
        ("[a&&b]", "&b]"),
        ("[a--b]", "-b]"),
    ];
    for (pattern, found) in apart_from {
        assert_eq!(not_portable(pattern), Some(found), "{pattern}");
    }
}

/// In some engines `$` also matches before a final line feed, so something else must reject it.
#[test]
fn patterns_do_not_accept_a_final_line_feed() {
    for schema in schemas_with_pattern() {
        let is_match = |pattern: &Value, text| {
            pattern.as_str().is_some_and(|pattern| Regex::new(pattern).unwrap().is_match(text))
        };
        let takes_any = is_match(&schema["pattern"], "\n");
        assert!(takes_any || is_match(&schema["not"]["pattern"], "x\n"), "{schema}");
    }
}
