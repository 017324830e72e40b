//! A finding as JSON, the same in all programs that report findings.

use serde::{Serialize, Serializer};

use crate::{
    defect::{Safety, Severity},
    finding::{Edit, Finding, Fix, Place, Related, Span},
};

/// One problem. It never repeats a value of the payload.
#[derive(Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "Finding"))]
pub struct FindingJson<'a> {
    /// The code of the rule, which never changes.
    #[cfg_attr(feature = "schemars", schemars(extend("pattern" = "^KYX[0-9]{3}$", "not" = { "pattern": "\\n" })))]
    code: &'static str,
    /// The name of the rule.
    name: &'static str,
    /// The severity of the problem.
    #[cfg_attr(feature = "schemars", schemars(with = "String", extend("enum" = ["info", "warning", "error"])))]
    severity: Severity,
    /// The JSON Pointer (RFC 6901) of the value at fault, or of the missing field.
    pointer: &'a str,
    /// The problem.
    message: &'a str,
    /// How to solve it.
    help: &'a str,
    /// The position in the file; null for uploads.
    range: Option<Span>,
    /// The fix, if the rule offers one.
    fix: Option<FixJson<'a>>,
    /// Other values that the problem depends on.
    related: Vec<RelatedJson<'a>>,
    /// The address of the page of the rule, if it is known where the pages are.
    #[serde(skip_serializing_if = "Option::is_none")]
    help_uri: Option<String>,
}

/// Another value that the problem depends on.
#[derive(Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "Related"))]
struct RelatedJson<'a> {
    /// The JSON Pointer (RFC 6901) of the value.
    pointer: &'a str,
    /// What the value has to do with the problem.
    message: &'static str,
    /// The position in the file.
    range: Span,
}

/// Edits that solve the problem. Apply all of them or none.
#[derive(Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "Fix"))]
struct FixJson<'a> {
    /// Whether the fix keeps the meaning of the payload (`safe`), or may change it (`unsafe`).
    #[cfg_attr(feature = "schemars", schemars(with = "String", extend("enum" = ["safe", "unsafe"])))]
    safety: Safety,
    /// The edits, in the order of the text. They do not overlap.
    edits: Vec<EditJson<'a>>,
}

/// One edit of a fix.
#[derive(Serialize)]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[cfg_attr(feature = "schemars", schemars(rename = "Edit"))]
struct EditJson<'a> {
    /// The range to replace; if it is empty, the position to insert at.
    range: Span,
    /// The replacement; null if it may be personal, unless values are asked for.
    text: Option<&'a str>,
}

impl<'a> FindingJson<'a> {
    /// The finding of a payload that begins on the line of its file that starts at `origin`; `None` if it is all of the
    /// file. With `shows_values`, the edits of fixes contain text that may be personal.
    #[must_use]
    pub fn new(finding: &'a Finding, origin: Option<Place>, shows_values: bool) -> Self {
        let in_file = |span: Span| origin.map_or(span, |origin| span.moved_to(origin));
        let edit = |edit: &'a Edit| EditJson {
            range: in_file(edit.range),
            text: (shows_values || !edit.is_personal).then_some(&*edit.text),
        };
        let fix = |fix: &'a Fix| FixJson { safety: fix.safety, edits: fix.edits.iter().map(edit).collect() };
        let related = |it: &'a Related| RelatedJson {
            pointer: &it.pointer,
            message: it.message,
            range: in_file(it.range),
        };
        Self {
            code: finding.rule.code,
            name: finding.rule.name,
            severity: finding.severity,
            pointer: &finding.pointer,
            message: &finding.message,
            help: &finding.help,
            range: finding.range.map(in_file),
            fix: finding.fix.as_ref().map(fix),
            related: finding.related.iter().map(related).collect(),
            help_uri: None,
        }
    }

    /// The same finding with the address of a page about its rule.
    #[must_use]
    pub fn with_help_uri(self, help_uri: Option<String>) -> Self {
        Self { help_uri, ..self }
    }
}

/// Written as `lint-finding.schema.json` describes it, without the file. Text that may be personal is left out.
impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        FindingJson::new(self, None, false).serialize(serializer)
    }
}
