//! Parses a text, and converts its errors to findings.

use std::ops::Range;

use super::{
    field::Field,
    findings::{Findings, PlacedFinding},
    privacy::{Keys, public_pointer},
};
use crate::{
    defect::{Defect, Severity},
    finding::Finding,
    json::{self, BYTE_ORDER_MARK, Error, ErrorKind, Expected, Node, TextEdit, Token},
    report::MAX_FINDINGS,
    rule::Rule,
    rules::syntax::{
        self, COMMENT, FOREIGN_WHITESPACE, INVALID_JSON, LIMIT_EXCEEDED, NOT_UTF8, PLACEHOLDER,
        TRAILING_COMMA, WRONG_QUOTES,
    },
};

/// The errors of a text, until it is known which keys their pointers may show.
#[derive(Default)]
pub(super) struct SyntaxErrors {
    kept: Vec<SyntaxError>,
    /// How many more errors there are, by rule.
    omitted: Vec<(&'static Rule, usize)>,
    is_structural: bool,
}

struct SyntaxError {
    kind: ErrorKind,
    bytes: Range<usize>,
    path: Vec<Token<'static>>,
    edits: Vec<TextEdit>,
}

/// Reads a text. There is no tree when it is empty, or nested too deep.
pub(super) fn parse<'t>(
    text: &'t str,
    start: usize,
    invalid: &[Range<usize>],
) -> (Option<Node<'t>>, SyntaxErrors) {
    let mut errors = SyntaxErrors::default();
    let root = json::parse(text, start, invalid, &mut |error| errors.push(error));
    (root, errors)
}

impl SyntaxErrors {
    fn push(&mut self, Error { kind, bytes, path, edits }: Error<'_>) {
        self.is_structural |= kind.is_structural();
        if self.kept.len() < MAX_FINDINGS {
            self.kept.push(SyntaxError { kind, bytes, path: path.head(), edits });
            return;
        }
        let rule = rule(&kind);
        match self.omitted.iter_mut().find(|(other, _)| *other == rule) {
            Some((_, count)) => *count += 1,
            None => self.omitted.push((rule, 1)),
        }
    }

    /// Whether it is certain where values begin and end, and which strings are keys.
    pub(super) fn is_sound(&self) -> bool {
        !self.is_structural
    }

    /// Reports the errors. `root` is the schema of the payload, with its keys; without it, as after nesting
    /// that is too deep, pointers are empty.
    pub(super) fn report(self, root: Option<(Field<'_>, &Keys<'_>)>, findings: &mut Findings) {
        let is_sound = self.is_sound();
        for SyntaxError { kind, bytes, path, edits } in self.kept {
            let rule = rule(&kind);
            let pointer = root.map_or_else(String::new, |(root, keys)| public_pointer(root, &path, keys));
            let finding = Finding::new(rule, describe(kind).moved_to(pointer));
            // Edits of a text whose structure is a guess may take away what was meant.
            let edits = if is_sound { edits } else { Vec::new() };
            findings.push(PlacedFinding { edits, ..PlacedFinding::new(finding, bytes) });
        }
        for (rule, count) in self.omitted {
            (0..count).for_each(|_| findings.omit(rule, Severity::Error));
        }
    }
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

fn rule(error: &ErrorKind) -> &'static Rule {
    match error {
        ErrorKind::Unexpected { .. }
        | ErrorKind::InvalidNumber
        | ErrorKind::InvalidEscape
        | ErrorKind::ControlCharacter(_)
        | ErrorKind::UnterminatedString => &INVALID_JSON,
        ErrorKind::ForeignWhitespace { .. } => &FOREIGN_WHITESPACE,
        ErrorKind::WrongQuotes(_) => &WRONG_QUOTES,
        ErrorKind::TrailingComma => &TRAILING_COMMA,
        ErrorKind::Comment { .. } => &COMMENT,
        ErrorKind::Placeholder => &PLACEHOLDER,
        ErrorKind::TooDeep { .. } => &LIMIT_EXCEEDED,
    }
}

fn describe(error: ErrorKind) -> Defect {
    match error {
        ErrorKind::Unexpected { expected, found } => describe_unexpected(expected, found.as_deref()),
        ErrorKind::InvalidNumber => syntax::invalid_number(),
        ErrorKind::InvalidEscape => syntax::invalid_escape(),
        ErrorKind::ControlCharacter(c) => syntax::control_character(c),
        ErrorKind::UnterminatedString => syntax::unterminated_string(),
        ErrorKind::ForeignWhitespace { first, count } => syntax::foreign_whitespace(first, count),
        ErrorKind::WrongQuotes(quote) => syntax::wrong_quotes(quote),
        ErrorKind::TrailingComma => syntax::trailing_comma(),
        ErrorKind::Comment { .. } => syntax::comment(),
        ErrorKind::Placeholder => syntax::placeholder(),
        ErrorKind::TooDeep { limit } => syntax::limit_exceeded(&format!("{limit} levels of nesting")),
    }
}

fn describe_unexpected(expected: Expected, found: Option<&str>) -> Defect {
    match expected {
        Expected::Payload => syntax::expected_payload(found),
        Expected::End => syntax::expected_end(),
        Expected::Value => syntax::expected_value(found),
        Expected::Key => syntax::expected_key(found),
        Expected::Colon => syntax::expected_colon(found),
        Expected::Closing(bracket) => syntax::expected_closing(bracket, found),
        Expected::CommaOr(bracket) => syntax::expected_separator(bracket, found),
    }
}
