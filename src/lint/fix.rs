//! Applies the fixes of a text's findings, and leaves the rest of the text unchanged.

use std::{
    collections::{BTreeMap, HashSet},
    fmt,
    ops::Range,
};

use super::{
    linter::{Linted, Linter},
    relocate::end_of,
};
use crate::{
    defect::{Safety, Severity},
    finding::{Edit, Finding, Fix, Move},
    json::{self, BYTE_ORDER_MARK, Member, Node, Object, Value},
    rule::{Check, Rule},
};

/// A text after fixing.
#[derive(Clone)]
#[non_exhaustive]
pub struct Fixed {
    /// The text.
    pub bytes: Vec<u8>,
    /// The number of fixed findings.
    pub count: usize,
    /// The result of linting the fixed text.
    pub linted: Linted,
}

impl fmt::Debug for Fixed {
    /// Omits the text, which may contain personal data and tokens.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fixed")
            .field("count", &self.count)
            .field("linted", &self.linted)
            .finish_non_exhaustive()
    }
}

/// One fix may make another possible. More rounds than this indicate an error.
const MAX_ROUNDS: usize = 100;

impl Linter {
    /// Applies the fixes that are at least this safe, until nothing changes. Only findings that `is_selected` accepts are
    /// fixed, and remain in the report.
    ///
    /// A fix is applied only if it breaks nothing. The report describes the fixed text.
    ///
    /// ```
    /// use kyx_schema::{Context, Safety, lint::Linter};
    ///
    /// let linter = Linter::new(Context::unknown());
    /// let text = br#"{"firstName": 'John', "nationality": "de",}"#;
    /// let fixed = linter.fix(text, Safety::Safe, |_| true);
    /// assert_eq!(fixed.bytes, br#"{"firstName": "John", "nationality": "DEU"}"#);
    /// assert_eq!(fixed.count, 3);
    /// assert!(fixed.linted.report.is_clean());
    /// ```
    #[must_use]
    pub fn fix(&self, bytes: &[u8], safety: Safety, is_selected: impl Fn(&Finding) -> bool) -> Fixed {
        let linter = self.locating();
        let mut fixed = Fixed { bytes: bytes.to_vec(), count: 0, linted: linter.lint(bytes) };
        // Syntax comes first: otherwise an improvement there could hide the damage of another fix.
        linter.apply_fixes(&mut fixed, safety, |it| is_text_rule(it.rule) && is_selected(it));
        linter.apply_fixes(&mut fixed, safety, &is_selected);
        fixed.linted.report.retain_findings(is_selected);
        fixed
    }

    fn apply_fixes(&self, fixed: &mut Fixed, safety: Safety, is_selected: impl Fn(&Finding) -> bool) {
        // The number of leading fixes to skip, and the number of further fixes to try at once.
        let (mut rejected, mut limit) = (0, usize::MAX);
        for _ in 0..MAX_ROUNDS {
            let selected = fixed.linted.report.findings().iter().filter(|finding| is_selected(finding));
            let fixable = selected.filter(|it| it.fix.as_ref().is_some_and(|fix| fix.safety <= safety));
            let (edits, findings) = compatible(fixable.skip(rejected).take(limit));
            if findings.is_empty() {
                return;
            }
            let count = findings.len();
            let bytes = apply_edits(&fixed.bytes, &edits);
            let linted = self.lint(&bytes);
            let is_finished = is_json(&bytes) || !has_text_findings(&linted, &is_selected);
            let is_harmless = is_finished
                && preserves(&fixed.bytes, &bytes, &edits, &moves(&findings))
                && !is_worse(&linted, &fixed.linted)
                && !trades(&findings, &fixed.linted, &linted);
            (rejected, limit) = match is_harmless {
                false if count == 1 => (rejected + 1, usize::MAX),
                false => (rejected, count / 2),
                true => {
                    *fixed = Fixed { bytes, count: fixed.count + count, linted };
                    (0, usize::MAX)
                }
            };
        }
    }
}

/// Edits by their start.
type Edits<'f> = BTreeMap<usize, &'f Edit>;

/// The edits of those fixes that neither overlap nor create the same field, and their findings.
fn compatible<'f>(fixable: impl Iterator<Item = &'f Finding>) -> (Edits<'f>, Vec<&'f Finding>) {
    let (mut edits, mut findings, mut created) = (Edits::new(), Vec::new(), HashSet::new());
    for finding in fixable {
        if let Some(fix) = finding.fix.as_ref().filter(|fix| fits(fix, &edits))
            && fix.moved.as_ref().is_none_or(|moved| created.insert(&moved.place))
        {
            edits.extend(fix.edits.iter().map(|edit| (edit.range.start.offset, edit)));
            findings.push(finding);
        }
    }
    (edits, findings)
}

fn fits(fix: &Fix, edits: &Edits<'_>) -> bool {
    fix.edits.iter().all(|Edit { range, .. }| {
        let before = edits.range(..range.end.offset).next_back();
        !edits.contains_key(&range.start.offset)
            && before.is_none_or(|(_, before)| before.range.end.offset <= range.start.offset)
    })
}

fn apply_edits(bytes: &[u8], edits: &Edits<'_>) -> Vec<u8> {
    let mut fixed = Vec::with_capacity(bytes.len());
    let mut end = 0;
    for (start, edit) in edits {
        fixed.extend_from_slice(&bytes[end..*start]);
        fixed.extend_from_slice(edit.text.as_bytes());
        end = edit.range.end.offset;
    }
    fixed.extend_from_slice(&bytes[end..]);
    fixed
}

fn is_json(bytes: &[u8]) -> bool {
    serde_json::from_slice::<serde::de::IgnoredAny>(bytes).is_ok()
}

/// Whether a text has errors that were to be fixed, too.
fn has_text_findings(linted: &Linted, is_selected: impl Fn(&Finding) -> bool) -> bool {
    linted.report.findings().iter().any(|finding| is_text_rule(finding.rule) && is_selected(finding))
}

/// The moves of findings.
fn moves<'f>(findings: &[&'f Finding]) -> Vec<&'f Move> {
    findings.iter().filter_map(|finding| finding.fix.as_ref()?.moved.as_ref()).collect()
}

/// Whether a fixed text has every member and every value of the text before it, changed only as the edits say, and moved
/// only as the moves say.
fn preserves(before: &[u8], after: &[u8], edits: &Edits<'_>, moves: &[&Move]) -> bool {
    let texts = (json::same_length_text(before), std::str::from_utf8(after));
    let (before, Ok(after)) = texts else { return false };
    let start = if before.starts_with(BYTE_ORDER_MARK) { BYTE_ORDER_MARK.len() } else { 0 };
    let mut is_sound = true;
    let before = json::parse(&before, start, &[], &mut |_| {});
    let after_tree = json::parse(after, 0, &[], &mut |error| is_sound &= !error.kind.is_structural());
    let (Some(before), Some(after_tree)) = (before, after_tree) else { return false };
    let mut arrivals = BTreeMap::new();
    for moved in moves {
        let Some(member) = before.member_at(&moved.member) else { return false };
        arrivals.insert(moved.at, Arrival { moved, value: &member.node });
    }
    is_sound && Comparison { after, edits, arrivals }.is_same(&before, &after_tree)
}

/// Compares a tree with that of the text after edits.
struct Comparison<'a> {
    after: &'a str,
    edits: &'a Edits<'a>,
    /// The moved members by their new positions.
    arrivals: BTreeMap<usize, Arrival<'a>>,
}

/// A moved member.
struct Arrival<'a> {
    moved: &'a Move,
    /// Its value before the move.
    value: &'a Node<'a>,
}

/// A member to expect in an object.
enum Expected<'a> {
    Kept(&'a Member<'a>),
    Moved(&'a Arrival<'a>),
}

impl Comparison<'_> {
    fn is_same(&self, before: &Node<'_>, after: &Node<'_>) -> bool {
        if let Some(replacement) = self.replacement(&before.span) {
            return self.after[after.span.clone()] == *replacement;
        }
        match (&before.value, &after.value) {
            (Value::Array(before), Value::Array(after)) => {
                let kept: Vec<_> = before.iter().filter(|item| !self.is_removed(&item.span)).collect();
                kept.len() == after.len() && kept.iter().zip(after).all(|(a, b)| self.is_same(a, b))
            }
            (Value::Object(object), Value::Object(after)) => {
                let expected = self.expected(object, &before.span);
                let is_same = |(expected, after): (&Expected<'_>, &Member<'_>)| match expected {
                    Expected::Kept(member) => self.is_same_member(member, after),
                    Expected::Moved(arrival) => self.has_arrived(arrival, after),
                };
                expected.len() == after.members.len() && expected.iter().zip(&after.members).all(is_same)
            }
            (Value::String(before), Value::String(after)) => before == after,
            (Value::Number(before), Value::Number(after)) => before == after,
            (Value::Bool(before), Value::Bool(after)) => before == after,
            (Value::Null, Value::Null) => true,
            _ => false,
        }
    }

    /// The members of an object after the edits.
    fn expected<'e>(&'e self, object: &'e Object<'e>, span: &Range<usize>) -> Vec<Expected<'e>> {
        let in_place = |member: &'e Member<'e>| match self.arrivals.get(&member.key_span.start) {
            Some(arrival) => Some(Expected::Moved(arrival)),
            None => (!self.is_removed(&member.span())).then_some(Expected::Kept(member)),
        };
        let at_end = self.arrivals.get(&end_of(object, span)).map(Expected::Moved);
        object.members.iter().filter_map(in_place).chain(at_end).collect()
    }

    fn is_same_member(&self, before: &Member<'_>, after: &Member<'_>) -> bool {
        let is_same_key = match self.replacement(&before.key_span) {
            Some(replacement) => self.after[after.key_span.clone()] == *replacement,
            None => before.key == after.key,
        };
        is_same_key && self.is_same(&before.node, &after.node)
    }

    /// Whether a member is a moved one, within new objects that contain nothing else.
    fn has_arrived(&self, Arrival { moved, value }: &Arrival<'_>, member: &Member<'_>) -> bool {
        let mut innermost = member;
        for (index, key) in moved.keys.iter().enumerate() {
            if index > 0 {
                match &innermost.node.value {
                    Value::Object(Object { members, .. }) if members.len() == 1 => innermost = &members[0],
                    _ => return false,
                }
            }
            if innermost.key != *key {
                return false;
            }
        }
        let unchanged = Comparison { after: self.after, edits: &Edits::new(), arrivals: BTreeMap::new() };
        unchanged.is_same(value, &innermost.node)
    }

    /// What replaces a whole value or key.
    fn replacement(&self, bytes: &Range<usize>) -> Option<&str> {
        let edit = self.edits.get(&bytes.start).filter(|edit| edit.range.end.offset == bytes.end)?;
        Some(&edit.text)
    }

    /// Whether an edit removes an element or a member.
    fn is_removed(&self, bytes: &Range<usize>) -> bool {
        let edit = self.edits.range(..=bytes.start).next_back();
        edit.is_some_and(|(_, edit)| edit.text.is_empty() && edit.range.end.offset >= bytes.end)
    }
}

/// Whether a fixed value has an error that it did not have before.
fn trades(fixed: &[&Finding], before: &Linted, after: &Linted) -> bool {
    fn errors(linted: &Linted) -> impl Iterator<Item = (&str, &'static str)> {
        let findings = linted.report.findings().iter().filter(|it| it.severity == Severity::Error);
        findings.map(|it| (it.pointer.as_str(), it.rule.code))
    }
    let pointers: HashSet<_> =
        fixed.iter().filter(|it| !is_text_rule(it.rule)).map(|it| it.pointer.as_str()).collect();
    let before: HashSet<_> = errors(before).filter(|(pointer, _)| pointers.contains(pointer)).collect();
    errors(after).any(|error| pointers.contains(error.0) && !before.contains(&error))
}

/// Whether a text is less readable than before. Additional findings are fine if they concern values that can be read, or
/// names that are known, only now.
fn is_worse(after: &Linted, before: &Linted) -> bool {
    let text_findings = |linted: &Linted| {
        linted.report.findings().iter().filter(|finding| is_text_rule(finding.rule)).count()
    };
    text_findings(after) > text_findings(before) || (before.kind.is_some() && after.kind != before.kind)
}

fn is_text_rule(rule: &Rule) -> bool {
    matches!(rule.checks, [Check::Text])
}
