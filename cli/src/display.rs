//! Text and names that are safe to show.

use std::{borrow::Cow, path::Path};

use kyx_schema::{Finding, Rule};

use crate::input::is_stdin;

/// The text without control characters, which a terminal would obey.
pub(crate) fn printable(text: &str) -> Cow<'_, str> {
    if text.contains(char::is_control) {
        let shown = |c: char| match c.is_control() {
            true => c.escape_unicode().to_string(),
            false => c.to_string(),
        };
        Cow::Owned(text.chars().map(shown).collect())
    } else {
        Cow::Borrowed(text)
    }
}

/// The name of a file or of standard input.
pub(crate) fn name(path: &Path) -> String {
    match is_stdin(path) {
        true => "<stdin>".to_owned(),
        false => printable(&path.to_string_lossy()).into_owned(),
    }
}

/// A finding in one line.
pub(crate) fn finding_line(finding: &Finding) -> String {
    let Rule { code, name, .. } = finding.rule;
    let at = if finding.pointer.is_empty() { String::new() } else { format!(", at {}", finding.pointer) };
    format!("{}[{code}]: {} ({name}{at}; {})", finding.severity, finding.message, finding.help)
}
