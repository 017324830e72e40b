//! A finding: one defect of a payload with its rule, its range in the text and its fix.

use std::{fmt, ops::Range};

use serde::Serialize;

use crate::{
    defect::{Defect, Safety, Severity},
    rule::Rule,
};

/// One defect of a payload. It never repeats a value of the payload.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Finding {
    /// The rule that is broken.
    pub rule: &'static Rule,
    /// How bad it is; usually the rule's own severity.
    pub severity: Severity,
    /// The JSON Pointer (RFC 6901) of the value at fault, or of the missing field.
    pub pointer: String,
    /// What is wrong.
    pub message: String,
    /// What to do about it.
    pub help: String,
    /// The range in the text, if the payload was read from a text.
    pub range: Option<Span>,
    /// How to fix the text, if it is clear what was meant.
    pub fix: Option<Fix>,
    /// Other values of the text that the finding depends on.
    pub related: Vec<Related>,
}

impl Finding {
    pub(crate) fn new(rule: &'static Rule, defect: Defect) -> Self {
        Self {
            rule,
            severity: defect.severity.unwrap_or(rule.severity),
            pointer: defect.pointer.into_owned(),
            message: defect.message.into_owned(),
            help: defect.help.into_owned(),
            range: None,
            fix: None,
            related: Vec::new(),
        }
    }
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Rule { code, name, .. } = self.rule;
        write!(f, "{}[{code}] {name}: {} ({}; {})", self.severity, self.message, self.pointer, self.help)
    }
}

/// Another value of a text that a finding depends on. If it were different, there might be no finding.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Related {
    /// The JSON Pointer (RFC 6901) of the value.
    pub pointer: String,
    /// What the value has to do with the finding.
    pub message: &'static str,
    /// The range in the text.
    pub range: Span,
}

/// Edits of a text that fix a defect. They are applied together or not at all.
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub struct Fix {
    /// Whether it may be applied without review.
    pub safety: Safety,
    /// The edits, in the order of the text. They do not overlap.
    pub edits: Vec<Edit>,
    /// The member that the edits move, if they move one.
    pub(crate) moved: Option<Move>,
}

/// How a fix moves a member of an object. Offsets are in bytes.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Move {
    /// The member before it is moved.
    pub(crate) member: Range<usize>,
    /// Where the member is inserted: at its own start, where objects are put around it, or at the end of an object.
    pub(crate) at: usize,
    /// The keys that are inserted: those of new objects around the member, and its own.
    pub(crate) keys: Vec<String>,
    /// The JSON Pointer of the first key.
    pub(crate) place: String,
}

/// One edit of a fix.
#[derive(Clone, PartialEq)]
#[non_exhaustive]
pub struct Edit {
    /// The range to replace; empty to insert `text`.
    pub range: Span,
    /// The replacement.
    pub text: String,
    /// Whether `text` is derived from a value that may be personal, and must not be displayed.
    pub is_personal: bool,
}

/// Omits `text`, which may be personal.
impl fmt::Debug for Edit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Edit").field("range", &self.range).finish_non_exhaustive()
    }
}

/// A range of a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema), schemars(rename = "Range"))]
pub struct Span {
    /// The position of its first character.
    pub start: Place,
    /// The position after its last character.
    pub end: Place,
}

impl Span {
    /// The same span in a file in which the text begins on the line that starts at `origin`.
    #[must_use]
    pub fn moved_to(self, origin: Place) -> Self {
        let moved = |place: Place| Place {
            offset: place.offset + origin.offset,
            line: place.line + origin.line - 1,
            ..place
        };
        Self { start: moved(self.start), end: moved(self.end) }
    }
}

/// A position in a text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
pub struct Place {
    /// The number of bytes before it.
    pub offset: usize,
    /// The line, from 1.
    #[cfg_attr(feature = "schemars", schemars(range(min = 1)))]
    pub line: usize,
    /// The column in characters, from 1.
    #[cfg_attr(feature = "schemars", schemars(range(min = 1)))]
    pub column: usize,
}
