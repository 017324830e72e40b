//! Mends a text by the fixes of its findings, and leaves everything else in it as it is.

use std::{collections::BTreeMap, fmt};

use super::{Linted, Linter};
use crate::{Edit, Fix, Rule, Safety, rules::DUPLICATE_KEY};

/// A text after it was mended.
#[derive(Clone)]
#[non_exhaustive]
pub struct Fixed {
    /// The text.
    pub bytes: Vec<u8>,
    /// How many findings were mended.
    pub count: usize,
    /// What is left to find in the text.
    pub linted: Linted,
}

impl fmt::Debug for Fixed {
    /// The text may hold personal data and tokens.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Fixed")
            .field("count", &self.count)
            .field("linted", &self.linted)
            .finish_non_exhaustive()
    }
}

/// A fix may make room for another; more often than this, something is amiss.
const MAX_ROUNDS: usize = 100;

impl Linter {
    /// Mends what can be mended, by fixes that are as safe as this or safer, until nothing more changes. Only findings
    /// of the rules for which `is_selected` says so are mended, or left in the report.
    ///
    /// What is left is found in the mended text: a fix is only made if it breaks nothing.
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
        // First what hinders reading: otherwise the good of it could make up for the harm that another fix does.
        self.mend(&mut fixed, safety, |rule| is_of_text(rule) && is_selected(rule));
        self.mend(&mut fixed, safety, &is_selected);
        fixed.linted.report.retain(is_selected);
        fixed
    }

    fn mend(&self, fixed: &mut Fixed, safety: Safety, is_selected: impl Fn(&'static Rule) -> bool) {
        // The first fixes of the text that are not made, and how many of the others are tried at once.
        let (mut refused, mut limit) = (0, usize::MAX);
        for _ in 0..MAX_ROUNDS {
            let selected = fixed.linted.report.findings().iter().filter(|finding| is_selected(finding.rule));
            let fixes = selected.filter_map(|it| it.fix.as_ref()).filter(|fix| fix.safety <= safety);
            let (edits, count) = compatible(fixes.skip(refused).take(limit));
            if count == 0 {
                return;
            }
            let bytes = applied(&fixed.bytes, edits);
            let linted = self.lint(&bytes);
            (refused, limit) = match is_worse(&linted, &fixed.linted) {
                true if count == 1 => (refused + 1, usize::MAX),
                true => (refused, count / 2),
                false => {
                    *fixed = Fixed { bytes, count: fixed.count + count, linted };
                    (0, usize::MAX)
                }
            };
        }
    }
}

/// Edits by where they begin.
type Edits<'f> = BTreeMap<usize, &'f Edit>;

/// The fixes that do not get in each other's way, and how many they are.
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

fn applied(bytes: &[u8], edits: Edits<'_>) -> Vec<u8> {
    let mut mended = Vec::with_capacity(bytes.len());
    let mut end = 0;
    for (start, edit) in edits {
        mended.extend_from_slice(&bytes[end..start]);
        mended.extend_from_slice(edit.text.as_bytes());
        end = edit.range.end.offset;
    }
    mended.extend_from_slice(&bytes[end..]);
    mended
}

/// Whether a text can be read less well than before. That more is found of values that can only now be read, or under a
/// name that is only now known, is no harm.
fn is_worse(after: &Linted, before: &Linted) -> bool {
    let of_text =
        |linted: &Linted| linted.report.findings().iter().filter(|finding| is_of_text(finding.rule)).count();
    of_text(after) > of_text(before) || (before.kind.is_some() && after.kind != before.kind)
}

fn is_of_text(rule: &Rule) -> bool {
    rule.code.starts_with("KYX0") || rule == &DUPLICATE_KEY
}
