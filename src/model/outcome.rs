//! Parts of the meaning of a retrieval response.

use std::fmt;

use super::{
    access::CredentialCategory,
    decision::DecisionType,
    declare::part,
    part::Part,
    results::{Capability, EvaluatedCredential},
};

/// The decision of a workflow as a whole.
#[derive(Clone, PartialEq)]
pub struct Outcome {
    /// The decision.
    pub decision: DecisionType,
    /// Why it was made, in the words of the platform.
    pub label: Option<String>,
    /// Which part of the response says so.
    pub source: OutcomeSource,
}

part!(Outcome: decision: DecisionType, label: Option<String>, source: OutcomeSource,);

/// Which part of a retrieval response the overall decision is taken from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum OutcomeSource {
    /// The platform's own `decision`.
    Decision,
    /// The response has no `decision`, as those of older versions: the decision is the worst of all capabilities.
    Capabilities,
    /// The response has no `decision`, and the session or the token has expired.
    Status,
}

impl Part for OutcomeSource {
    fn fmt_masked(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(self, f)
    }
}

/// A result of a capability that did not pass.
#[derive(Clone, PartialEq)]
pub struct NotPassed {
    /// The capability.
    pub capability: Capability,
    /// The decision; empty if it cannot be read.
    pub decision: DecisionType,
    /// Why it was made, such as `BLURRED`.
    pub label: Option<String>,
    /// The credentials that were evaluated.
    pub credentials: Vec<EvaluatedCredential>,
}

part!(
    NotPassed: capability: Capability, decision: DecisionType, label: Option<String>,
    credentials: Vec<EvaluatedCredential>,
);

/// A part of a credential that can be fetched.
#[derive(Clone, PartialEq)]
pub struct FetchablePart {
    /// The ID of the credential.
    pub credential: String,
    /// The category of the credential.
    pub category: CredentialCategory,
    /// What it shows, such as `FRONT`.
    pub classifier: String,
    /// The URL to fetch it from, with the OAuth access token.
    pub url: String,
}

part!(FetchablePart: credential: String, category: CredentialCategory, classifier: String, url: String,);
