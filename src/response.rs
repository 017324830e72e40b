//! The IDs and URLs that all responses have in common.

use std::borrow::Cow;

use crate::{
    endpoint::{Classifier, Host, Href},
    model::{Capability, CredentialCategory, parse_uuid, view::{AccountLink, AccountResponse, ApiAccess, Callback, CapabilityResults, Decision, ExecutionOutcome, FinalizeResponse, PartResponse, Problem, RetrievalResponse, StatusResponse, StepsResponse, TokenError, TokenResponse}},
};

/// The ID that a URL is expected to contain.
#[derive(Clone)]
pub(crate) enum Expected<'a> {
    /// No ID.
    None,
    /// Any ID.
    Any,
    /// This ID, which is at this pointer.
    Is(&'a str, Pointer<'a>),
}

/// The pointer of an ID.
type Pointer<'a> = Cow<'a, str>;

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

    pub(crate) fn pointer(&self) -> Option<&str> {
        match self {
            Self::Is(_, pointer) => Some(pointer),
            Self::None | Self::Any => None,
        }
    }
}

/// A URL of a response, and what it must contain.
pub(crate) struct Link<'a> {
    pub(crate) pointer: String,
    pub(crate) url: &'a str,
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
    /// The pointer of the name, unless it is a key.
    pub(crate) named_at: Option<String>,
    /// Whether its URL must end in the classifier; a document is uploaded as a whole.
    classified: Classified,
}

/// Whether URLs end in a classifier.
#[derive(Clone)]
enum Classified {
    /// They may: the credential is a document, or of unknown category.
    Maybe,
    /// They must, because of the category at this pointer.
    Always(String),
}

/// The pointer of an ID in a response, and the ID.
pub(crate) type Id<'a> = (String, &'a str);

/// Access to the URLs and IDs of a response.
pub(crate) trait Response {
    fn links(&self) -> Vec<Link<'_>>;
    fn ids(&self) -> Vec<Id<'_>>;

    /// The risk scores, each with its pointer.
    fn scores(&self) -> Vec<(String, f64)> {
        Vec::new()
    }
}

/// The credential that an `api` object belongs to.
struct Owner<'a> {
    account: Expected<'a>,
    execution: Expected<'a>,
    credential: Expected<'a>,
    classified: Classified,
}

fn api_links<'a>(api: &'a ApiAccess<'_>, pointer: &str, owner: &Owner<'a>) -> Vec<Link<'a>> {
    let link = |pointer, url, credential, part| {
        let (account, execution) = (owner.account.clone(), owner.execution.clone());
        Link { pointer, url, hosts: &[Host::Api], account, execution, credential, part, is_of_steps: false }
    };
    let part = |(name, url): &'a (&str, &str)| {
        let token = name.replace('~', "~0").replace('/', "~1");
        let part = Part { name, named_at: None, classified: owner.classified.clone() };
        link(format!("{pointer}/parts/{token}"), url, owner.credential.clone(), Some(part))
    };
    let execution =
        |url: &'a &str| link(format!("{pointer}/workflowExecution"), *url, Expected::None, None);
    let parts = api.parts.iter().flatten().map(part);
    parts.chain(api.workflow_execution.iter().map(execution)).collect()
}

impl Response for AccountResponse<'_> {
    fn links(&self) -> Vec<Link<'_>> {
        let credentials = self.workflow_execution.credentials.iter().enumerate();
        credentials
            .filter_map(|(index, it)| Some((index, it, it.api.as_ref()?)))
            .flat_map(|(index, it, api)| {
                let pointer = format!("/workflowExecution/credentials/{index}");
                let owner = Owner {
                    account: account(&self.account.id),
                    execution: execution(&self.workflow_execution.id),
                    credential: Expected::Is(&it.id, format!("{pointer}/id").into()),
                    classified: match it.category {
                        CredentialCategory::Document | CredentialCategory::Other(_) => Classified::Maybe,
                        _ => Classified::Always(format!("{pointer}/category")),
                    },
                };
                api_links(api, &format!("{pointer}/api"), &owner)
            })
            .collect()
    }

    fn ids(&self) -> Vec<Id<'_>> {
        let credentials = self.workflow_execution.credentials.iter().enumerate();
        let credentials = credentials
            .map(|(index, it)| (format!("/workflowExecution/credentials/{index}/id"), it.id));
        account_and_execution(&self.account.id, &self.workflow_execution.id)
            .into_iter()
            .chain(credentials)
            .collect()
    }
}

impl Response for PartResponse<'_> {
    fn links(&self) -> Vec<Link<'_>> {
        let is = |it| Expected::Is(it, "/credential/id".into());
        let owner = Owner {
            account: account(&self.account.id),
            execution: execution(&self.workflow_execution.id),
            credential: self.credential.as_ref().map_or(Expected::Any, |it| is(&it.id)),
            classified: Classified::Maybe,
        };
        self.api.iter().flat_map(|api| api_links(api, "/api", &owner)).collect()
    }

    fn ids(&self) -> Vec<Id<'_>> {
        let mut ids = account_and_execution(&self.account.id, &self.workflow_execution.id);
        ids.extend(self.credential.as_ref().map(|it| ("/credential/id".to_owned(), it.id)));
        ids.extend(self.part.as_ref().map(|it| ("/part/id".to_owned(), it.id)));
        ids
    }
}

impl Response for FinalizeResponse<'_> {
    fn links(&self) -> Vec<Link<'_>> {
        Vec::new()
    }

    fn ids(&self) -> Vec<Id<'_>> {
        account_and_execution(&self.account.id, &self.workflow_execution.id)
    }
}

impl Response for Callback<'_> {
    fn links(&self) -> Vec<Link<'_>> {
        outcome_links(&self.account, &self.workflow_execution)
    }

    fn ids(&self) -> Vec<Id<'_>> {
        account_and_execution(&self.account.id, &self.workflow_execution.id)
    }
}

impl Response for StatusResponse<'_> {
    fn links(&self) -> Vec<Link<'_>> {
        outcome_links(&self.account, &self.workflow_execution)
    }

    fn ids(&self) -> Vec<Id<'_>> {
        account_and_execution(&self.account.id, &self.workflow_execution.id)
    }
}

impl Response for RetrievalResponse<'_> {
    fn links(&self) -> Vec<Link<'_>> {
        let to = |pointer, url, credential, part: Option<_>| {
            let (hosts, account) = (&[Host::Retrieval] as &[_], account(&self.account.id));
            let is_of_steps = part.is_none();
            let execution = match is_of_steps {
                true => Expected::Is(&self.workflow.id, "/workflow/id".into()),
                false => Expected::None,
            };
            Link { pointer, url, hosts, account, execution, credential, part, is_of_steps }
        };
        let mut links = Vec::new();
        if let Some(url) = self.steps.as_ref().and_then(|it| it.href.as_deref()) {
            links.push(to("/steps/href".to_owned(), url, Expected::None, None));
        }
        for (index, credential) in self.credentials.iter().flatten().enumerate() {
            for (at, part) in credential.parts.iter().flatten().enumerate() {
                let Some(url) = part.href.as_deref() else { continue };
                let owner = Expected::Is(&credential.id, format!("/credentials/{index}/id").into());
                let pointer = format!("/credentials/{index}/parts/{at}");
                let named_at = Some(format!("{pointer}/classifier"));
                let part = Part { name: &part.classifier, named_at, classified: Classified::Maybe };
                links.push(to(format!("{pointer}/href"), url, owner, Some(part)));
            }
        }
        for (pointer, url) in self.capabilities.iter().flat_map(facemaps) {
            let name = Classifier::Facemap.as_str();
            let part = Part { name, named_at: None, classified: Classified::Maybe };
            links.push(to(pointer, url, Expected::Any, Some(part)));
        }
        links
    }

    fn ids(&self) -> Vec<Id<'_>> {
        let workflow = &self.workflow;
        let mut ids = vec![
            ("/workflow/id".to_owned(), workflow.id),
            ("/account/id".to_owned(), self.account.id),
        ];
        ids.extend(workflow.parent_id.iter().map(|id| ("/workflow/parentId".to_owned(), *id)));
        ids.extend(numbered("/workflow/childIds", workflow.child_ids.iter().flatten().copied()));
        for (index, credential) in self.credentials.iter().flatten().enumerate() {
            ids.push((format!("/credentials/{index}/id"), &credential.id));
        }
        for result in self.capabilities.iter().flat_map(CapabilityResults::known) {
            ids.push((format!("{}/id", result.pointer()), result.id));
            for (index, credential) in result.credentials.iter().enumerate() {
                ids.push((format!("{}/credentials/{index}/id", result.pointer()), &credential.id));
            }
        }
        ids
    }

    fn scores(&self) -> Vec<(String, f64)> {
        let results = self.capabilities.iter().flat_map(CapabilityResults::known);
        let of_results = results.filter_map(|result| score(result.pointer(), result.decision));
        let of_whole = self.decision.as_ref().and_then(|decision| score(String::new(), decision));
        of_whole.into_iter().chain(of_results).collect()
    }
}

/// The score of the decision of an object, with its pointer.
fn score(pointer: String, decision: &Decision<'_>) -> Option<(String, f64)> {
    let score = decision.risk.as_ref()?.score?;
    Some((pointer + "/decision/risk/score", score))
}

/// The URLs of facemaps for later authentications, each with its pointer.
fn facemaps<'a>(capabilities: &'a CapabilityResults<'_>) -> impl Iterator<Item = Id<'a>> {
    let liveness = capabilities.liveness.iter().flatten().enumerate();
    let authentication = capabilities.authentication.iter().flatten().enumerate();
    let liveness = liveness
        .map(|(index, it)| (Capability::Liveness, index, it.valid_face_map_for_authentication.as_deref()));
    let authentication = authentication.map(|(index, it)| {
        (Capability::Authentication, index, it.valid_face_map_for_authentication.as_deref())
    });
    liveness.chain(authentication).filter_map(|(capability, index, url)| {
        Some((format!("/capabilities/{capability}/{index}/validFaceMapForAuthentication"), url?))
    })
}

/// The IDs in an array, each with its pointer.
fn numbered<'a>(pointer: &str, ids: impl Iterator<Item = &'a str>) -> impl Iterator<Item = Id<'a>> {
    ids.enumerate().map(move |(index, id)| (format!("{pointer}/{index}"), id))
}

impl Response for StepsResponse<'_> {
    fn links(&self) -> Vec<Link<'_>> {
        Vec::new()
    }

    fn ids(&self) -> Vec<Id<'_>> {
        let mut ids = Vec::new();
        for (index, step) in self.steps.iter().enumerate() {
            ids.push((format!("/steps/{index}/id"), step.id));
            let capabilities = step.capability_ids.iter().flatten().enumerate();
            ids.extend(
                capabilities.map(|(at, id)| (format!("/steps/{index}/capabilityIds/{at}"), *id)),
            );
        }
        ids
    }

    fn scores(&self) -> Vec<(String, f64)> {
        let steps = self.steps.iter().enumerate();
        steps.filter_map(|(index, step)| score(format!("/steps/{index}"), step.decision.as_ref()?)).collect()
    }
}

/// Declares responses without IDs of the platform, and without its URLs.
macro_rules! plain {
    ($($name:ident),+) => {$(
        impl Response for $name<'_> {
            fn links(&self) -> Vec<Link<'_>> {
                Vec::new()
            }

            fn ids(&self) -> Vec<Id<'_>> {
                Vec::new()
            }
        }
    )+};
}

plain!(Problem, TokenResponse, TokenError);

fn account_and_execution<'a>(account: &'a str, execution: &'a str) -> Vec<Id<'a>> {
    vec![("/account/id".to_owned(), account), ("/workflowExecution/id".to_owned(), execution)]
}

fn account(id: &str) -> Expected<'_> {
    Expected::Is(id, "/account/id".into())
}

fn execution(id: &str) -> Expected<'_> {
    Expected::Is(id, "/workflowExecution/id".into())
}

fn outcome_links<'a>(link: &'a AccountLink<'_>, outcome: &'a ExecutionOutcome<'_>) -> Vec<Link<'a>> {
    let to = |pointer: &str, url: Option<&'a str>, hosts, execution| {
        Some(Link {
            pointer: pointer.to_owned(),
            url: url?,
            hosts,
            account: account(&link.id),
            execution,
            credential: Expected::None,
            part: None,
            is_of_steps: false,
        })
    };
    let of_execution =
        to("/workflowExecution/href", outcome.href, &[Host::Retrieval], execution(&outcome.id));
    let of_account = to("/account/href", link.href, &[Host::Account, Host::Retrieval], Expected::None);
    of_execution.into_iter().chain(of_account).collect()
}

impl<'a> Link<'a> {
    /// The parsed URL, if it has a form that is documented for this field.
    pub(crate) fn href(&self) -> Option<Href<'a>> {
        self.href_of_any_part().filter(|href| href.classifier.is_some() || self.category().is_none())
    }

    /// The pointer of the category without which the URL would be right: it lacks the classifier.
    pub(crate) fn cause(&self) -> Option<&str> {
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

    /// The pointer of the category that requires a classifier.
    fn category(&self) -> Option<&str> {
        match &self.part.as_ref()?.classified {
            Classified::Always(pointer) => Some(pointer),
            Classified::Maybe => None,
        }
    }
}
