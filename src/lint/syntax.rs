//! Parses a text, and converts its errors to findings.

use std::ops::Range;

use super::findings::{Findings, PlacedFinding};
use crate::{
    defect::{Defect, Severity},
    finding::Finding,
    json::{self, BYTE_ORDER_MARK, Error, ErrorKind, Node},
    rule::Rule,
    rules::syntax::{
        self, COMMENT, FOREIGN_WHITESPACE, INVALID_JSON, LIMIT_EXCEEDED, NOT_UTF8, PLACEHOLDER,
        TRAILING_COMMA, WRONG_QUOTES,
    },
};

/// Parses a text. `None` if it is empty, or nested too deep.
pub(super) fn parse<'t>(
    text: &'t str,
    start: usize,
    invalid: &[Range<usize>],
    findings: &mut Findings,
) -> Option<Node<'t>> {
    json::parse(text, start, invalid, &mut |error| report(error, findings))
}

/// Reports bytes that are not UTF-8.
pub(super) fn report_invalid(invalid: &[Range<usize>], findings: &mut Findings) {
    for bytes in invalid {
        let finding = Finding::new(&NOT_UTF8, syntax::not_utf8(bytes.len()));
        findings.push(PlacedFinding::new(finding, bytes.clone()));
    }
}

/// Reports a byte order mark; returns the start of the payload.
pub(super) fn skip_byte_order_mark(text: &str, findings: &mut Findings) -> usize {
    if !text.starts_with(BYTE_ORDER_MARK) {
        return 0;
    }
    let bytes = 0..BYTE_ORDER_MARK.len();
    let finding = Finding::new(&NOT_UTF8, syntax::byte_order_mark());
    let edits = vec![(bytes.clone(), String::new())];
    findings.push(PlacedFinding { edits, ..PlacedFinding::new(finding, bytes) });
    BYTE_ORDER_MARK.len()
}

fn report(error: Error<'_>, findings: &mut Findings) {
    let rule = rule(&error.kind);
    if findings.is_full() {
        findings.omit(rule, Severity::Error);
        return;
    }
    let pointer = match error.kind {
        ErrorKind::TooDeep { .. } => String::new(), // the pointer would be as long as the nesting is deep
        _ => error.path.pointer(),
    };
    let finding = Finding::new(rule, describe(error.kind).moved_to(pointer));
    findings.push(PlacedFinding { edits: error.edits, ..PlacedFinding::new(finding, error.bytes) });
}

fn rule(error: &ErrorKind) -> &'static Rule {
    match error {
        ErrorKind::Unexpected { .. }
        | ErrorKind::UnexpectedEnd { .. }
        | ErrorKind::InvalidNumber
        | ErrorKind::InvalidEscape
        | ErrorKind::ControlCharacter(_)
        | ErrorKind::UnterminatedString => &INVALID_JSON,
        ErrorKind::ForeignWhitespace { .. } => &FOREIGN_WHITESPACE,
        ErrorKind::WrongQuotes(_) => &WRONG_QUOTES,
        ErrorKind::TrailingComma => &TRAILING_COMMA,
        ErrorKind::Comment => &COMMENT,
        ErrorKind::Placeholder => &PLACEHOLDER,
        ErrorKind::TooDeep { .. } => &LIMIT_EXCEEDED,
    }
}

fn describe(error: ErrorKind) -> Defect {
    match error {
        ErrorKind::Unexpected { expected, found } => syntax::unexpected(&expected, &found),
        ErrorKind::UnexpectedEnd { expected } => syntax::unexpected_end(&expected),
        ErrorKind::InvalidNumber => syntax::invalid_number(),
        ErrorKind::InvalidEscape => syntax::invalid_escape(),
        ErrorKind::ControlCharacter(c) => syntax::control_character(c),
        ErrorKind::UnterminatedString => syntax::unterminated_string(),
        ErrorKind::ForeignWhitespace { first, count } => syntax::foreign_whitespace(first, count),
        ErrorKind::WrongQuotes(quote) => syntax::wrong_quotes(quote),
        ErrorKind::TrailingComma => syntax::trailing_comma(),
        ErrorKind::Comment => syntax::comment(),
        ErrorKind::Placeholder => syntax::placeholder(),
        ErrorKind::TooDeep { limit } => syntax::limit_exceeded(&format!("{limit} levels of nesting")),
    }
}
