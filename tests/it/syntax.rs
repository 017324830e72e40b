//! The linter and `serde_json` agree on what is JSON, and no input makes the linter panic.

use kyx_schema::{Context, lint::Linter};
use proptest::prelude::*;

use crate::support::{fixture_time, generated};

const PAYLOAD: &str = include_str!("../../benches/request.json");

/// Whether the linter accepts a text as JSON: it reports nothing of area 0.
fn is_json(bytes: &[u8]) -> bool {
    let linted = Linter::new(Context::unknown().at(fixture_time())).lint(bytes);
    for finding in linted.report.findings() {
        let range = finding.range.unwrap();
        assert!(range.start.offset <= range.end.offset && range.end.offset <= bytes.len());
    }
    !linted.report.findings().iter().any(|it| it.rule.code.starts_with("KYX00"))
}

fn assert_agreement(bytes: &[u8]) -> Result<(), TestCaseError> {
    let theirs = serde_json::from_slice::<serde_json::Value>(bytes).is_ok();
    prop_assert_eq!(is_json(bytes), theirs, "{}", String::from_utf8_lossy(bytes));
    Ok(())
}

/// Pieces of JSON, valid and almost valid.
fn pieces() -> impl Strategy<Value = String> {
    let piece = prop::sample::select(vec![
        "{", "}", "[", "]", ",", ":", "\"", "\"a\"", "\"key\"", "\\", "\\u", "\\ud83d", "\\ude00", "1", "0",
        "-", "01", "1.5", "1e3", ".", "+", "true", "false", "null", "nul", "KEY", "...", "'", "\u{201C}",
        "\u{201D}", "//", "/*", "*/", "\n", "\r\n", " ", "\t", "\u{a0}", "\u{feff}", "é", "😀", "<", "$",
        "\u{1}",
    ]);
    prop::collection::vec(piece, 0..24).prop_map(|pieces| pieces.concat())
}

proptest! {
    #![proptest_config(generated(3000))]

    #[test]
    fn agrees_on_pieces(text in pieces()) {
        assert_agreement(text.as_bytes())?;
    }

    #[test]
    fn agrees_on_changed_payloads(at in 0..PAYLOAD.len(), length in 0..9_usize, insert in pieces()) {
        let end = (at + length).min(PAYLOAD.len());
        let text = format!("{}{insert}{}", &PAYLOAD[..at], &PAYLOAD[end..]);
        assert_agreement(text.as_bytes())?;
    }

    #[test]
    fn agrees_on_any_bytes(bytes in prop::collection::vec(any::<u8>(), 0..200)) {
        assert_agreement(&bytes)?;
    }
}
