//! A rule: its data, and the functions that check it.

use std::{fmt, ops::Range};

use serde_json::Value;

use crate::{
    call::Call,
    context::Context,
    defect::{Defect, Defects, Fault, Severity},
    kind::Kind,
    model::view::{AccountRequest, PreparedData, RetrievalResponse},
    response::Response,
    route::Route,
};

/// A rule of the catalogue.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Rule {
    /// `KYX` and three digits; the first digit is the area. A code is never reused or renumbered.
    pub code: &'static str,
    /// A name that reads as "deny *name*".
    pub name: &'static str,
    /// The severity of its findings, unless a case is better or worse.
    pub severity: Severity,
    /// What is at fault in all findings of the rule, if editors show it in a way of its own.
    pub tag: Option<Tag>,
    /// The documentation, in Markdown: summary, reason, examples, source.
    pub docs: &'static str,
    /// How the rule is checked.
    pub(crate) checks: &'static [Check],
    /// The rule as parts of the exported schemas, if JSON Schema can express it.
    pub(crate) schema: Option<fn() -> Vec<Fragment>>,
}

/// What a value at fault is, in the terms of the Language Server Protocol.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tag {
    /// It has no effect: without it, the payload means the same.
    Unnecessary,
    /// The newer documents no longer have it.
    Deprecated,
}

/// What a rule applies to, and the function that checks or describes it.
#[derive(Clone, Copy)]
pub(crate) enum Check {
    /// The text itself, before it becomes a payload. The linter reports its defects.
    Text,
    /// The structure of a payload: its fields and their JSON types. Types and schemas enforce it.
    Shape,
    /// A single value. Types and schemas enforce it; the function describes the defect.
    Value(fn(&Fault<'_>) -> Defect),
    /// A whole account request.
    Request(RequestCheck),
    /// The whole prepared data of a person.
    PreparedData(PreparedDataCheck),
    /// Each string of a request that has this form.
    String(Form, StringCheck),
    /// The IDs and URLs of any response.
    Response(ResponseCheck),
    /// A whole retrieval response.
    Retrieval(RetrievalCheck),
    /// A file to upload. The preflight reports its defects.
    File,
    /// The call that carries a payload.
    #[cfg_attr(not(feature = "lint"), allow(dead_code, reason = "only the linter reads calls"))]
    Call(CallCheck),
    /// The file that contains calls. The linter reports its defects.
    Input,
}

pub(crate) type RequestCheck = fn(&AccountRequest<'_>, &Context, &mut Defects<'_>);
pub(crate) type PreparedDataCheck = fn(&PreparedData<'_>, &Context, &mut Defects<'_>);
pub(crate) type ResponseCheck = fn(&dyn Response, &mut Defects<'_>);
pub(crate) type RetrievalCheck = fn(&RetrievalResponse<'_>, &mut Defects<'_>);
pub(crate) type CallCheck = fn(&Call<'_>, &Route<'_>, &mut CallDefects<'_>);
pub(crate) type StringCheck = fn(&str) -> Option<Defect>;

/// Receives the defects of a call, each with its range in the file.
pub(crate) struct CallDefects<'a>(pub(crate) &'a mut dyn FnMut(Range<usize>, Defect));

impl CallDefects<'_> {
    pub(crate) fn push(&mut self, range: Range<usize>, defect: Defect) {
        (self.0)(range, defect);
    }
}

/// What a string of a request is. The export derives it from the schema of the field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Form {
    /// Any text, without personal data.
    Text,
    /// Any text about a person.
    Personal,
    /// The same, in a field that only older pages of the documents have.
    Older,
    /// A URL that the platform calls.
    Url,
    /// A URL that the end user's device opens.
    Link,
    Uuid,
    Country,
    Phone,
    Date,
    Time,
    /// A string whose schema, or another rule, says which values are valid.
    Code,
}

impl Form {
    /// The number of forms.
    pub(crate) const COUNT: usize = Self::Code as usize + 1;
}

/// A part of an exported schema that constrains an object as a whole.
#[allow(dead_code, reason = "read by the export")]
pub(crate) struct Fragment {
    /// The kind of payload.
    pub(crate) kind: Kind,
    /// The definition that the fragment is added to; `None` for the whole payload.
    pub(crate) definition: Option<&'static str>,
    /// The fragment applies only if this field is present.
    pub(crate) field: &'static str,
    pub(crate) schema: Value,
}

impl Fragment {
    /// A fragment for whole account requests.
    pub(crate) fn of_request(field: &'static str, schema: Value) -> Self {
        Self { kind: Kind::AccountRequest, definition: None, field, schema }
    }

    /// A fragment for a definition within account requests.
    pub(crate) fn of(definition: &'static str, field: &'static str, schema: Value) -> Self {
        Self { definition: Some(definition), ..Self::of_request(field, schema) }
    }
}

impl Rule {
    /// Whether the exported schemas express the errors that this rule reports for whole payloads.
    #[must_use]
    pub fn is_in_schema(&self) -> bool {
        self.schema.is_some()
    }

    /// Whether a selector means this rule: its code, the start of its code, or its name, in any case.
    #[must_use]
    pub fn is_selected_by(&self, selector: &str) -> bool {
        let starts =
            self.code.get(..selector.len()).is_some_and(|start| start.eq_ignore_ascii_case(selector));
        !selector.is_empty() && (starts || self.name.eq_ignore_ascii_case(selector))
    }

    /// The first paragraph of the documentation, in one line.
    #[must_use]
    pub fn summary(&self) -> String {
        let paragraph = self.docs.split("\n\n").next().unwrap_or_default();
        paragraph.split_whitespace().collect::<Vec<_>>().join(" ")
    }

    /// Who enforces the rule: types and schemas, schemas and the linter, or the linter alone.
    pub(crate) fn enforced_by(&self) -> &'static str {
        let is_of_field = self.severity == Severity::Error && self.is_of_field();
        match self.is_in_schema() {
            _ if is_of_field => "type and schema",
            true => "schema",
            false => "linter",
        }
    }

    /// Whether only the linter can enforce this rule for a kind of payload.
    #[allow(dead_code, reason = "read by the export")]
    pub(crate) fn is_left_to_the_linter(&self, kind: Kind) -> bool {
        let is_of_kind = self.checks.iter().any(|check| match check {
            // Rules on single values check whole requests for warnings at most.
            Check::Request(_) => kind == Kind::AccountRequest && !self.is_of_field(),
            Check::PreparedData(_) => kind == Kind::PreparedData && !self.is_of_field(),
            Check::Response(_) => kind.has_ids(),
            Check::Retrieval(_) => kind == Kind::RetrievalResponse,
            Check::Text | Check::Shape | Check::Value(_) | Check::String(..) => false,
            Check::File | Check::Call(_) | Check::Input => false,
        });
        is_of_kind && self.severity == Severity::Error && !self.is_in_schema()
    }

    fn is_of_field(&self) -> bool {
        self.checks.iter().any(|check| matches!(check, Check::Shape | Check::Value(_)))
    }

    /// Describes a single value at fault.
    pub(crate) fn describe(&self, fault: &Fault<'_>) -> Defect {
        let describe = self.checks.iter().find_map(|check| match check {
            Check::Value(describe) => Some(describe),
            _ => None,
        });
        describe.map_or_else(|| Defect::new(self.summary(), ""), |describe| describe(fault))
    }
}

/// Rules are compared by code.
impl PartialEq for Rule {
    fn eq(&self, other: &Self) -> bool {
        self.code == other.code
    }
}

impl Eq for Rule {}

impl fmt::Debug for Rule {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.code, self.name)
    }
}
