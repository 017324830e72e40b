//! Applies the fixes of a text's findings, and leaves the rest of the text unchanged.

use std::{collections::BTreeMap, fmt};

use super::linter::{Linted, Linter};
use crate::{
    defect::Safety,
    finding::{Edit, Fix},
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
    /// Applies the fixes that are at least this safe, until nothing changes. Only findings of the rules that
    /// `is_selected` accepts are fixed, and remain in the report.
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
    pub fn fix(&self, bytes: &[u8], safety: Safety, is_selected: impl Fn(&'static Rule) -> bool) -> Fixed {
        let mut fixed = Fixed { bytes: bytes.to_vec(), count: 0, linted: self.lint(bytes) };
        // Syntax comes first: otherwise an improvement there could hide the damage of another fix.
        self.apply_fixes(&mut fixed, safety, |rule| is_text_rule(rule) && is_selected(rule));
        self.apply_fixes(&mut fixed, safety, &is_selected);
        fixed.linted.report.retain(is_selected);
        fixed
    }

    fn apply_fixes(&self, fixed: &mut Fixed, safety: Safety, is_selected: impl Fn(&'static Rule) -> bool) {
        // The number of leading fixes to skip, and the number of further fixes to try at once.
        let (mut rejected, mut limit) = (0, usize::MAX);
        for _ in 0..MAX_ROUNDS {
            let selected = fixed.linted.report.findings().iter().filter(|finding| is_selected(finding.rule));
            let fixes = selected.filter_map(|it| it.fix.as_ref()).filter(|fix| fix.safety <= safety);
            let (edits, count) = compatible(fixes.skip(rejected).take(limit));
            if count == 0 {
                return;
            }
            let bytes = apply_edits(&fixed.bytes, edits);
            let linted = self.lint(&bytes);
            (rejected, limit) = match is_worse(&linted, &fixed.linted) {
                true if count == 1 => (rejected + 1, usize::MAX),
                true => (rejected, count / 2),
                false => {
                    *fixed = Fixed { bytes, count: fixed.count + count, linted };
                    (0, usize::MAX)
                }
            };
        }
    }
}

/// Edits by their start.
type Edits<'f> = BTreeMap<usize, &'f Edit>;

/// The edits of the fixes that do not overlap, and the number of these fixes.
fn compatible<'f>(fixes: impl Iterator<Item = &'f Fix>) -> (Edits<'f>, usize) {
    let mut edits = Edits::new();
    let mut count = 0;
    for fix in fixes {
        if fits(fix, &edits) {
            edits.extend(fix.edits.iter().map(|edit| (edit.range.start.offset, edit)));
            count += 1;
        }
    }
    (edits, count)
}

fn fits(fix: &Fix, edits: &Edits<'_>) -> bool {
    fix.edits.iter().all(|Edit { range, .. }| {
        let before = edits.range(..range.end.offset).next_back();
        before.is_none_or(|(_, before)| before.range.end.offset <= range.start.offset)
    })
}

fn apply_edits(bytes: &[u8], edits: Edits<'_>) -> Vec<u8> {
    let mut fixed = Vec::with_capacity(bytes.len());
    let mut end = 0;
    for (start, edit) in edits {
        fixed.extend_from_slice(&bytes[end..start]);
        fixed.extend_from_slice(edit.text.as_bytes());
        end = edit.range.end.offset;
    }
    fixed.extend_from_slice(&bytes[end..]);
    fixed
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
