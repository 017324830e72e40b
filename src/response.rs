//! The IDs and URLs that all responses have in common.

use crate::{
    at::At,
    endpoint::{Classifier, Host, Href},
    model::{
        Capability, CredentialCategory, parse_uuid,
        view::{
            AccountLink, AccountResponse, ApiAccess, Callback, CapabilityResults, Decision, ExecutionOutcome,
            FinalizeResponse, PartResponse, Problem, RetrievalResponse, StatusResponse, StepsResponse,
            TokenError, TokenResponse,
        },
    },
};

/// The ID that a URL is expected to contain.
#[derive(Clone, Copy)]
pub(crate) enum Expected<'a> {
    /// No ID.
    None,
    /// Any ID.
    Any,
    /// This ID, at this position.
    Is(&'a str, At<'a>),
}

impl Expected<'_> {
    pub(crate) fn is_present(&self) -> bool {
        !matches!(self, Self::None)
    }

    pub(crate) fn matches(&self, found: Option<&str>) -> bool {
        match self {
            // If only the URL contains a UUID, the ID is wrong, and KYX204 reports it.
            Self::Is(expected, _) => {
                let is_uuid = |id| parse_uuid(id).is_some();
                found == Some(*expected) || (!is_uuid(expected) && found.is_some_and(is_uuid))
            }
            Self::None | Self::Any => true,
        }
    }

    pub(crate) fn at(&self) -> Option<At<'_>> {
        match self {
            Self::Is(_, at) => Some(*at),
            Self::None | Self::Any => None,
        }
    }
}

/// A URL of a response, and what it must contain.
pub(crate) struct Link<'a> {
    pub(crate) at: At<'a>,
    url: &'a str,
    /// The hosts that it may have.
    hosts: &'static [Host],
    pub(crate) account: Expected<'a>,
    pub(crate) execution: Expected<'a>,
    pub(crate) credential: Expected<'a>,
    /// The part that it belongs to, if any.
    pub(crate) part: Option<Part<'a>>,
    /// Whether it is the URL of the steps of an execution.
    is_of_steps: bool,
}

/// A part of a credential, as a response lists it.
pub(crate) struct Part<'a> {
    pub(crate) name: &'a str,
    /// The position of the name, unless it is a key.
    pub(crate) named_at: Option<At<'a>>,
    /// Whether its URL must end in the classifier; a document is uploaded as a whole.
    classified: Classified<'a>,
}

/// Whether URLs end in a classifier.
#[derive(Clone, Copy)]
enum Classified<'a> {
    /// They may: the credential is a document, or of unknown category.
    Maybe,
    /// They must, because of the category at this position.
    Always(At<'a>),
}

/// Receives a URL.
type VisitLink<'v> = &'v mut dyn FnMut(&Link<'_>);
/// Receives an ID and its position.
type VisitId<'v> = &'v mut dyn FnMut(&At<'_>, &str);
/// Receives a risk score and its position.
type VisitScore<'v> = &'v mut dyn FnMut(&At<'_>, f64);

/// Access to the URLs, IDs and risk scores of a response.
pub(crate) trait Response {
    fn each_link(&self, _: VisitLink<'_>) {}

    fn each_id(&self, _: VisitId<'_>) {}

    fn each_score(&self, _: VisitScore<'_>) {}
}

const ACCOUNT: At<'_> = At::Field(&At::Root, "account");
const ACCOUNT_ID: At<'_> = At::Field(&ACCOUNT, "id");
const EXECUTION: At<'_> = At::Field(&At::Root, "workflowExecution");
const EXECUTION_ID: At<'_> = At::Field(&EXECUTION, "id");
const CREDENTIAL_ID: At<'_> = At::Field(&At::Field(&At::Root, "credential"), "id");

/// The credential that an `api` object belongs to.
struct Owner<'a> {
    account: &'a str,
    execution: &'a str,
    credential: Expected<'a>,
    classified: Classified<'a>,
}

fn api_links(api: &ApiAccess<'_>, at: &At<'_>, owner: &Owner<'_>, visit: VisitLink<'_>) {
    let link = |at, url, credential, part| Link {
        at,
        url,
        hosts: &[Host::Api],
        account: Expected::Is(owner.account, ACCOUNT_ID),
        execution: Expected::Is(owner.execution, EXECUTION_ID),
        credential,
        part,
        is_of_steps: false,
    };
    let parts = at.field("parts");
    for (name, url) in api.parts.into_iter().flatten() {
        let part = Part { name, named_at: None, classified: owner.classified };
        visit(&link(parts.field(name), url, owner.credential, Some(part)));
    }
    if let Some(url) = api.workflow_execution {
        visit(&link(at.field("workflowExecution"), url, Expected::None, None));
    }
}

impl Response for AccountResponse<'_> {
    fn each_link(&self, visit: VisitLink<'_>) {
        let credentials = EXECUTION.field("credentials");
        for (index, credential) in self.workflow_execution.credentials.iter().enumerate() {
            let at = credentials.element(index);
            let category = at.field("category");
            let owner = Owner {
                account: self.account.id,
                execution: self.workflow_execution.id,
                credential: Expected::Is(credential.id, at.field("id")),
                classified: match CredentialCategory::from(credential.category) {
                    CredentialCategory::Document | CredentialCategory::Other(_) => Classified::Maybe,
                    _ => Classified::Always(category),
                },
            };
            if let Some(api) = &credential.api {
                api_links(api, &at.field("api"), &owner, visit);
            }
        }
    }

    fn each_id(&self, visit: VisitId<'_>) {
        account_and_execution(self.account.id, self.workflow_execution.id, visit);
        let credentials = EXECUTION.field("credentials");
        for (index, credential) in self.workflow_execution.credentials.iter().enumerate() {
            visit(&credentials.element(index).field("id"), credential.id);
        }
    }
}

impl Response for PartResponse<'_> {
    fn each_link(&self, visit: VisitLink<'_>) {
        let is = |id| Expected::Is(id, CREDENTIAL_ID);
        let owner = Owner {
            account: self.account.id,
            execution: self.workflow_execution.id,
            credential: self.credential.as_ref().map_or(Expected::Any, |it| is(it.id)),
            classified: Classified::Maybe,
        };
        if let Some(api) = &self.api {
            api_links(api, &At::Root.field("api"), &owner, visit);
        }
    }

    fn each_id(&self, visit: VisitId<'_>) {
        account_and_execution(self.account.id, self.workflow_execution.id, visit);
        if let Some(credential) = &self.credential {
            visit(&CREDENTIAL_ID, credential.id);
        }
        if let Some(part) = &self.part {
            visit(&At::Root.field("part").field("id"), part.id);
        }
    }
}

impl Response for FinalizeResponse<'_> {
    fn each_id(&self, visit: VisitId<'_>) {
        account_and_execution(self.account.id, self.workflow_execution.id, visit);
    }
}

impl Response for Callback<'_> {
    fn each_link(&self, visit: VisitLink<'_>) {
        outcome_links(&self.account, &self.workflow_execution, visit);
    }

    fn each_id(&self, visit: VisitId<'_>) {
        account_and_execution(self.account.id, self.workflow_execution.id, visit);
    }
}

impl Response for StatusResponse<'_> {
    fn each_link(&self, visit: VisitLink<'_>) {
        outcome_links(&self.account, &self.workflow_execution, visit);
    }

    fn each_id(&self, visit: VisitId<'_>) {
        account_and_execution(self.account.id, self.workflow_execution.id, visit);
    }
}

const WORKFLOW: At<'_> = At::Field(&At::Root, "workflow");
const WORKFLOW_ID: At<'_> = At::Field(&WORKFLOW, "id");
const CREDENTIALS: At<'_> = At::Field(&At::Root, "credentials");
const STEPS: At<'_> = At::Field(&At::Root, "steps");
const CAPABILITIES: At<'_> = At::Field(&At::Root, "capabilities");

fn retrieval_link<'a>(
    account: &'a str,
    at: At<'a>,
    url: &'a str,
    credential: Expected<'a>,
    part: Option<Part<'a>>,
) -> Link<'a> {
    let (account, execution) = (Expected::Is(account, ACCOUNT_ID), Expected::None);
    Link { at, url, hosts: &[Host::Retrieval], account, execution, credential, part, is_of_steps: false }
}

impl Response for RetrievalResponse<'_> {
    fn each_link(&self, visit: VisitLink<'_>) {
        if let Some(url) = self.steps.as_ref().and_then(|it| it.href) {
            let execution = Expected::Is(self.workflow.id, WORKFLOW_ID);
            let link = retrieval_link(self.account.id, STEPS.field("href"), url, Expected::None, None);
            visit(&Link { execution, is_of_steps: true, ..link });
        }
        for (index, credential) in self.credentials.into_iter().flatten().enumerate() {
            let at = CREDENTIALS.element(index);
            let (owner, parts) = (Expected::Is(credential.id, at.field("id")), at.field("parts"));
            for (index, part) in credential.parts.into_iter().flatten().enumerate() {
                let Some(url) = part.href else { continue };
                let at = parts.element(index);
                let named_at = Some(at.field("classifier"));
                let part = Part { name: part.classifier, named_at, classified: Classified::Maybe };
                visit(&retrieval_link(self.account.id, at.field("href"), url, owner, Some(part)));
            }
        }
        let Some(capabilities) = &self.capabilities else { return };
        each_facemap(capabilities, &mut |at, url| {
            let name = Classifier::Facemap.as_str();
            let part = Part { name, named_at: None, classified: Classified::Maybe };
            visit(&retrieval_link(self.account.id, *at, url, Expected::Any, Some(part)));
        });
    }

    fn each_id(&self, visit: VisitId<'_>) {
        visit(&WORKFLOW_ID, self.workflow.id);
        visit(&ACCOUNT_ID, self.account.id);
        if let Some(parent) = self.workflow.parent_id {
            visit(&WORKFLOW.field("parentId"), parent);
        }
        each_of(&WORKFLOW.field("childIds"), self.workflow.child_ids, visit);
        for (index, credential) in self.credentials.into_iter().flatten().enumerate() {
            visit(&CREDENTIALS.element(index).field("id"), credential.id);
        }
        for result in self.capabilities.iter().flat_map(CapabilityResults::known) {
            let capability = CAPABILITIES.field(result.capability.as_str());
            let at = capability.element(result.index);
            visit(&at.field("id"), result.id);
            let credentials = at.field("credentials");
            for (index, credential) in result.credentials.iter().enumerate() {
                visit(&credentials.element(index).field("id"), credential.id);
            }
        }
    }

    fn each_score(&self, visit: VisitScore<'_>) {
        if let Some(decision) = &self.decision {
            score(&At::Root, decision, visit);
        }
        for result in self.capabilities.iter().flat_map(CapabilityResults::known) {
            let capability = CAPABILITIES.field(result.capability.as_str());
            score(&capability.element(result.index), result.decision, visit);
        }
    }
}

/// Visits the score of the decision of an object.
fn score(at: &At<'_>, decision: &Decision<'_>, visit: VisitScore<'_>) {
    if let Some(score) = decision.risk.as_ref().and_then(|risk| risk.score) {
        visit(&at.field("decision").field("risk").field("score"), score);
    }
}

/// Visits the URLs of facemaps for later authentications.
fn each_facemap(capabilities: &CapabilityResults<'_>, visit: VisitId<'_>) {
    let liveness = capabilities.liveness.into_iter().flatten().map(|it| it.valid_face_map_for_authentication);
    let authentication = capabilities.authentication.into_iter().flatten();
    let authentication = authentication.map(|it| it.valid_face_map_for_authentication);
    let liveness = liveness.enumerate().map(|found| (Capability::Liveness, found));
    let authentication = authentication.enumerate().map(|found| (Capability::Authentication, found));
    for (capability, (index, url)) in liveness.chain(authentication) {
        if let Some(url) = url {
            let results = CAPABILITIES.field(capability.as_str());
            visit(&results.element(index).field("validFaceMapForAuthentication"), url);
        }
    }
}

/// Visits the IDs in an array.
fn each_of(at: &At<'_>, ids: Option<&[&str]>, visit: VisitId<'_>) {
    for (index, id) in ids.into_iter().flatten().enumerate() {
        visit(&at.element(index), id);
    }
}

impl Response for StepsResponse<'_> {
    fn each_id(&self, visit: VisitId<'_>) {
        for (index, step) in self.steps.iter().enumerate() {
            let at = STEPS.element(index);
            visit(&at.field("id"), step.id);
            each_of(&at.field("capabilityIds"), step.capability_ids, visit);
        }
    }

    fn each_score(&self, visit: VisitScore<'_>) {
        for (index, step) in self.steps.iter().enumerate() {
            if let Some(decision) = &step.decision {
                score(&STEPS.element(index), decision, visit);
            }
        }
    }
}

// They contain neither IDs nor URLs of the platform.
impl Response for Problem<'_> {}
impl Response for TokenResponse<'_> {}
impl Response for TokenError<'_> {}

fn account_and_execution(account: &str, execution: &str, visit: VisitId<'_>) {
    visit(&ACCOUNT_ID, account);
    visit(&EXECUTION_ID, execution);
}

fn outcome_links(account: &AccountLink<'_>, outcome: &ExecutionOutcome<'_>, visit: VisitLink<'_>) {
    let mut visit = |object: At<'_>, url, hosts, execution| {
        let Some(url) = url else { return };
        visit(&Link {
            at: object.field("href"),
            url,
            hosts,
            account: Expected::Is(account.id, ACCOUNT_ID),
            execution,
            credential: Expected::None,
            part: None,
            is_of_steps: false,
        });
    };
    visit(EXECUTION, outcome.href, &[Host::Retrieval], Expected::Is(outcome.id, EXECUTION_ID));
    visit(ACCOUNT, account.href, &[Host::Account, Host::Retrieval], Expected::None);
}

impl<'a> Link<'a> {
    /// The parsed URL, if it has a form that is documented for this field.
    pub(crate) fn href(&self) -> Option<Href<'a>> {
        self.href_of_any_part().filter(|href| href.classifier.is_some() || self.category().is_none())
    }

    /// The position of the category without which the URL would be right: it lacks the classifier.
    pub(crate) fn cause(&self) -> Option<At<'_>> {
        self.category().filter(|_| self.href_of_any_part().is_some())
    }

    fn href_of_any_part(&self) -> Option<Href<'a>> {
        Href::parse(self.url).filter(|href| {
            self.hosts.contains(&href.host)
                && href.is_of_steps == self.is_of_steps
                && href.execution.is_some() == self.execution.is_present()
                && href.credential.is_some() == self.credential.is_present()
        })
    }

    /// The position of the category that requires a classifier.
    fn category(&self) -> Option<At<'_>> {
        match self.part.as_ref()?.classified {
            Classified::Always(at) => Some(at),
            Classified::Maybe => None,
        }
    }
}
