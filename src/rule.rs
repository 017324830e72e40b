//! What a rule is: data, and the functions that find its defects.

use std::fmt;

use serde_json::Value;

use crate::{
    context::Context,
    defect::{Defect, Defects, Fault, Severity},
    kind::Kind,
    model::{AccountRequest, PreparedData},
    response::Response,
};

/// A rule of the catalogue.
#[derive(Clone, Copy)]
#[non_exhaustive]
pub struct Rule {
    /// `KYX` and three digits, the first being the area. A code is never reused or renumbered.
    pub code: &'static str,
    /// A name that reads as "deny *name*".
    pub name: &'static str,
    /// How bad a finding is, unless the case at hand is better or worse.
    pub severity: Severity,
    /// The documentation, in Markdown: what the rule finds, why, an example, the source.
    pub docs: &'static str,
    /// What finds the defects.
    pub(crate) checks: &'static [Check],
    /// What the exported schemas say of the rule, where JSON Schema can express it.
    pub(crate) schema: Option<fn() -> Vec<Fragment>>,
}

/// What a rule is about, and what finds its defects.
#[derive(Clone, Copy)]
pub(crate) enum Check {
    /// The text, or what only its reader sees. The linter reports it.
    Text,
    /// The shape of a payload: which fields there are, and their JSON types. Types and schemas enforce it.
    Shape,
    /// A single value. Types and schemas enforce it; the function describes the defect.
    Value(fn(&Fault<'_>) -> Defect),
    /// A whole account request.
    Request(RequestCheck),
    /// All prepared data of a person.
    PreparedData(PreparedDataCheck),
    /// What all responses have in common.
    Response(ResponseCheck),
    /// A file to upload. The preflight reports it.
    File,
}

pub(crate) type RequestCheck = fn(&AccountRequest, &Context, &mut Defects<'_>);
pub(crate) type PreparedDataCheck = fn(&PreparedData, &Context, &mut Defects<'_>);
pub(crate) type ResponseCheck = fn(&dyn Response, &mut Defects<'_>);

/// A part of an exported schema: what an object must satisfy besides its fields.
#[allow(dead_code, reason = "read by the export")]
pub(crate) struct Fragment {
    /// The kind of payload.
    pub(crate) kind: Kind,
    /// The definition that the fragment is added to; the whole payload where there is none.
    pub(crate) definition: Option<&'static str>,
    /// The fragment applies only where this field is present.
    pub(crate) field: &'static str,
    pub(crate) schema: Value,
}

impl Fragment {
    /// A fragment of whole account requests.
    pub(crate) fn of_request(field: &'static str, schema: Value) -> Self {
        Self { kind: Kind::AccountRequest, definition: None, field, schema }
    }

    /// A fragment of a definition within account requests.
    pub(crate) fn of(definition: &'static str, field: &'static str, schema: Value) -> Self {
        Self { definition: Some(definition), ..Self::of_request(field, schema) }
    }
}

impl Rule {
    /// Whether the exported schemas express what this rule says of whole payloads, as far as it is an error.
    #[must_use]
    pub fn is_in_schema(&self) -> bool {
        self.schema.is_some()
    }

    /// The first paragraph of the documentation: what the rule finds.
    #[must_use]
    pub fn summary(&self) -> &'static str {
        self.docs.split("\n\n").next().unwrap_or_default().trim()
    }

    /// Who enforces the rule: types and schemas alike, schemas besides the linter, or the linter alone.
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
            // For requests, a rule on single values adds warnings at most.
            Check::Request(_) => kind == Kind::AccountRequest && !self.is_of_field(),
            Check::PreparedData(_) => kind == Kind::PreparedData && !self.is_of_field(),
            Check::Response(_) => kind.is_response() && kind != Kind::Problem, // which has neither ids nor URLs
            Check::Text | Check::Shape | Check::Value(_) | Check::File => false,
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

/// Two rules are the same when their codes are.
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
