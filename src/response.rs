//! The IDs and URLs that all responses have in common.

use std::borrow::Cow;

use crate::{
    endpoint::Href,
    model::{
        AccountLink, AccountResponse, ApiAccess, Callback, ExecutionOutcome, FinalizeResponse, PartResponse,
        Problem, StatusResponse, parse_uuid,
    },
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
    pub(crate) account: Expected<'a>,
    pub(crate) execution: Expected<'a>,
    pub(crate) credential: Expected<'a>,
    /// The name of the part, as written in responses.
    pub(crate) part: Option<&'a str>,
}

/// The pointer of an ID in a response, and the ID.
pub(crate) type Id<'a> = (String, &'a str);

/// Access to the URLs and IDs of a response.
pub(crate) trait Response {
    fn links(&self) -> Vec<Link<'_>>;
    fn ids(&self) -> Vec<Id<'_>>;
}

fn api_links<'a>(
    api: &'a ApiAccess,
    pointer: &str,
    account: &Expected<'a>,
    execution: &Expected<'a>,
    credential: &Expected<'a>,
) -> Vec<Link<'a>> {
    let link = |pointer, url, credential, part| {
        let (account, execution) = (account.clone(), execution.clone());
        Link { pointer, url, account, execution, credential, part }
    };
    let part = |(name, url): (&'a String, &'a String)| {
        let token = name.replace('~', "~0").replace('/', "~1");
        link(format!("{pointer}/parts/{token}"), url.as_str(), credential.clone(), Some(name.as_str()))
    };
    let execution = format!("{pointer}/workflowExecution");
    let execution = link(execution, &api.workflow_execution, Expected::None, None);
    api.parts.iter().map(part).chain([execution]).collect()
}

impl Response for AccountResponse {
    fn links(&self) -> Vec<Link<'_>> {
        let credentials = self.workflow_execution.credentials.iter().enumerate();
        credentials
            .filter_map(|(index, it)| Some((index, &it.id, it.api.as_ref()?)))
            .flat_map(|(index, id, api)| {
                let pointer = format!("/workflowExecution/credentials/{index}");
                let credential = Expected::Is(id, format!("{pointer}/id").into());
                let (account, execution) =
                    (account(&self.account.id), execution(&self.workflow_execution.id));
                api_links(api, &format!("{pointer}/api"), &account, &execution, &credential)
            })
            .collect()
    }

    fn ids(&self) -> Vec<Id<'_>> {
        let credentials = self.workflow_execution.credentials.iter().enumerate();
        let credentials = credentials
            .map(|(index, it)| (format!("/workflowExecution/credentials/{index}/id"), it.id.as_str()));
        account_and_execution(&self.account.id, &self.workflow_execution.id)
            .into_iter()
            .chain(credentials)
            .collect()
    }
}

impl Response for PartResponse {
    fn links(&self) -> Vec<Link<'_>> {
        let is = |it| Expected::Is(it, "/credential/id".into());
        let credential = self.credential.as_ref().map_or(Expected::Any, |it| is(&it.id));
        let (account, execution) = (account(&self.account.id), execution(&self.workflow_execution.id));
        api_links(&self.api, "/api", &account, &execution, &credential)
    }

    fn ids(&self) -> Vec<Id<'_>> {
        let mut ids = account_and_execution(&self.account.id, &self.workflow_execution.id);
        ids.extend(self.credential.as_ref().map(|it| ("/credential/id".to_owned(), it.id.as_str())));
        ids.extend(self.part.as_ref().map(|it| ("/part/id".to_owned(), it.id.as_str())));
        ids
    }
}

impl Response for FinalizeResponse {
    fn links(&self) -> Vec<Link<'_>> {
        Vec::new()
    }

    fn ids(&self) -> Vec<Id<'_>> {
        account_and_execution(&self.account.id, &self.workflow_execution.id)
    }
}

impl Response for Callback {
    fn links(&self) -> Vec<Link<'_>> {
        outcome_links(&self.account, &self.workflow_execution)
    }

    fn ids(&self) -> Vec<Id<'_>> {
        account_and_execution(&self.account.id, &self.workflow_execution.id)
    }
}

impl Response for StatusResponse {
    fn links(&self) -> Vec<Link<'_>> {
        outcome_links(&self.account, &self.workflow_execution)
    }

    fn ids(&self) -> Vec<Id<'_>> {
        account_and_execution(&self.account.id, &self.workflow_execution.id)
    }
}

/// A problem contains only the path of the call.
impl Response for Problem {
    fn links(&self) -> Vec<Link<'_>> {
        Vec::new()
    }

    fn ids(&self) -> Vec<Id<'_>> {
        Vec::new()
    }
}

fn account_and_execution<'a>(account: &'a str, execution: &'a str) -> Vec<Id<'a>> {
    vec![("/account/id".to_owned(), account), ("/workflowExecution/id".to_owned(), execution)]
}

fn account(id: &str) -> Expected<'_> {
    Expected::Is(id, "/account/id".into())
}

fn execution(id: &str) -> Expected<'_> {
    Expected::Is(id, "/workflowExecution/id".into())
}

fn outcome_links<'a>(link: &'a AccountLink, outcome: &'a ExecutionOutcome) -> Vec<Link<'a>> {
    let to = |pointer: &str, url, execution| Link {
        pointer: pointer.to_owned(),
        url,
        account: account(&link.id),
        execution,
        credential: Expected::None,
        part: None,
    };
    vec![
        to("/workflowExecution/href", outcome.href.as_str(), execution(&outcome.id)),
        to("/account/href", link.href.as_str(), Expected::None),
    ]
}

impl<'a> Link<'a> {
    /// The parsed URL, if it has the form that is expected here.
    pub(crate) fn href(&self) -> Option<Href<'a>> {
        Href::parse(self.url).filter(|href| {
            href.execution.is_some() == self.execution.is_present()
                && href.credential.is_some() == self.credential.is_present()
        })
    }
}
