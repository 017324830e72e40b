//! Area 7: what the platform answers.

use std::borrow::Cow;

use super::{Advice, Fault, advice};
use crate::{
    AccountLink, AccountResponse, ApiAccess, Callback, ExecutionOutcome, FinalizeResponse, Finding,
    PartResponse, Problem, StatusResponse, check::Findings, endpoint::Href, model::parse_uuid,
};

declare_rules! {
    /// A URL of a response carries another id, or another part, than the place where it stands.
    ///
    /// ## Why
    /// What is uploaded there ends up with another credential, workflow or person. The vendor's own samples get this
    /// wrong in places.
    ///
    /// ## Example
    /// This is reported, at `/account/href`:
    /// ```json invalid
    /// {
    ///   "account": {
    ///     "id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7",
    ///     "href": "https://account.amer-1.jumio.ai/api/v1/accounts/fdb1bc31-99a0-4671-8f2a-2bf7ca2faace"
    ///   },
    ///   "workflowExecution": {
    ///     "id": "bc6d862e-a1ae-40fa-9781-8fc755f75976",
    ///     "href": "https://retrieval.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/workflow-executions/bc6d862e-a1ae-40fa-9781-8fc755f75976",
    ///     "definitionKey": 2,
    ///     "status": "INITIATED"
    ///   }
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "account": {
    ///     "id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7",
    ///     "href": "https://account.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"
    ///   },
    ///   "workflowExecution": {
    ///     "id": "bc6d862e-a1ae-40fa-9781-8fc755f75976",
    ///     "href": "https://retrieval.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/workflow-executions/bc6d862e-a1ae-40fa-9781-8fc755f75976",
    ///     "definitionKey": 2,
    ///     "status": "INITIATED"
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    /// *v3 Workflow Descriptions*, the responses; that of workflow 3 is wrong.
    HREF_MISMATCH = "KYX701" "href-mismatch" Error { response: href_mismatch }

    /// A URL of a response is of no shape that the platform documents.
    ///
    /// ## Why
    /// A token that is sent to it may go to somebody else.
    ///
    /// ## Example
    /// This is reported, at `/account/href`:
    /// ```json invalid
    /// {
    ///   "account": {
    ///     "id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7",
    ///     "href": "https://account.amer-1.jumio.ai.example.com/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"
    ///   },
    ///   "workflowExecution": {
    ///     "id": "bc6d862e-a1ae-40fa-9781-8fc755f75976",
    ///     "href": "https://retrieval.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/workflow-executions/bc6d862e-a1ae-40fa-9781-8fc755f75976",
    ///     "definitionKey": 2,
    ///     "status": "INITIATED"
    ///   }
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "account": {
    ///     "id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7",
    ///     "href": "https://account.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"
    ///   },
    ///   "workflowExecution": {
    ///     "id": "bc6d862e-a1ae-40fa-9781-8fc755f75976",
    ///     "href": "https://retrieval.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/workflow-executions/bc6d862e-a1ae-40fa-9781-8fc755f75976",
    ///     "definitionKey": 2,
    ///     "status": "INITIATED"
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    /// *Jumio Platform API – Credentials*, the paths; *Use Existing Credentials*, hosts.
    HREF_MALFORMED = "KYX702" "href-malformed" Error { response: href_malformed }

    /// A response has a field or a value that this version does not know.
    ///
    /// ## Why
    /// Responses grow; it is kept, and no defect. `--select KYX703` shows it.
    ///
    /// ## Example
    /// With `--select KYX703`, this is reported, at `/account/region`:
    /// ```json invalid --select KYX703
    /// {
    ///   "timestamp": "2023-09-08T06:30:52.164Z",
    ///   "account": {"id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7", "region": "EU"},
    ///   "workflowExecution": {"id": "bc6d862e-a1ae-40fa-9781-8fc755f75976"}
    /// }
    /// ```
    /// With `--select KYX703`, this is not:
    /// ```json valid --select KYX703
    /// {
    ///   "timestamp": "2023-09-08T06:30:52.164Z",
    ///   "account": {"id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"},
    ///   "workflowExecution": {"id": "bc6d862e-a1ae-40fa-9781-8fc755f75976"}
    /// }
    /// ```
    ///
    /// ## Source
    /// *Creating or Updating Accounts*, account responses: `label` came later.
    NEW_FIELD = "KYX703" "new-field" Info { advice: new_field }
}

/// What an id in a URL must be.
#[derive(Clone)]
enum Expected<'a> {
    /// There is none.
    None,
    /// There is one, of which nothing else is known.
    Any,
    /// This one, which stands there.
    Is(&'a str, Pointer<'a>),
}

/// Where an id stands.
type Pointer<'a> = Cow<'a, str>;

impl Expected<'_> {
    fn is_there(&self) -> bool {
        !matches!(self, Self::None)
    }

    fn is_met(&self, found: Option<&str>) -> bool {
        match self {
            // Where only the URL carries a UUID, the id is what is wrong, and KYX204 speaks of it.
            Self::Is(expected, _) => {
                let is_uuid = |id| parse_uuid(id).is_some();
                found == Some(*expected) || (!is_uuid(expected) && found.is_some_and(is_uuid))
            }
            Self::None | Self::Any => true,
        }
    }

    fn pointer(&self) -> Option<&str> {
        match self {
            Self::Is(_, pointer) => Some(pointer),
            Self::None | Self::Any => None,
        }
    }
}

/// A URL of a response, and what it must carry.
pub(crate) struct Link<'a> {
    pointer: String,
    url: &'a str,
    account: Expected<'a>,
    execution: Expected<'a>,
    credential: Expected<'a>,
    /// The name of the part, as responses have it.
    part: Option<&'a str>,
}

/// An id of a response, and where it stands.
pub(crate) type Id<'a> = (String, &'a str);

/// A response, as far as its URLs and ids go.
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

/// It names the path of the call only.
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
    /// The URL taken apart, when it is of the shape that belongs here.
    fn href(&self) -> Option<Href<'a>> {
        Href::parse(self.url).filter(|href| {
            href.execution.is_some() == self.execution.is_there()
                && href.credential.is_some() == self.credential.is_there()
        })
    }
}

/// Whether what a URL carries is right, what it is, and the pointer of the id that says so.
type Carried<'a> = (bool, &'static str, Option<&'a str>);

impl Link<'_> {
    fn mismatch(&self, wrong: &[Carried<'_>]) -> Finding {
        let words: Vec<_> = wrong.iter().map(|(_, words, _)| *words).collect();
        let finding = HREF_MISMATCH.says(
            self.pointer.as_str(),
            format!("the URL is that of {}", words.join(" and ")),
            "send nothing there; ask the platform anew, and report it to the vendor",
        );
        wrong.iter().filter_map(|(_, _, pointer)| *pointer).fold(finding, Finding::because)
    }
}

fn href_malformed(response: &dyn Response, findings: &mut Findings<'_>) {
    for link in response.links().iter().filter(|link| link.href().is_none()) {
        findings.push(HREF_MALFORMED.says(
            link.pointer.as_str(),
            "no URL of the platform that belongs here",
            "send nothing there; ask the platform anew, and report it to the vendor",
        ));
    }
}

fn href_mismatch(response: &dyn Response, findings: &mut Findings<'_>) {
    for link in response.links() {
        let Some(href) = link.href() else { continue };
        let is_part_met = match (link.part, href.classifier) {
            (Some(name), Some(classifier)) => name.eq_ignore_ascii_case(classifier),
            _ => true,
        };
        let wrong: Vec<_> = [
            (link.account.is_met(Some(href.account)), "another account", link.account.pointer()),
            (link.execution.is_met(href.execution), "another workflow execution", link.execution.pointer()),
            (link.credential.is_met(href.credential), "another credential", link.credential.pointer()),
            (is_part_met, "another part", None),
        ]
        .into_iter()
        .filter(|(is_met, ..)| !is_met)
        .collect();
        if wrong.is_empty() {
            continue;
        }
        // Each by itself is enough.
        let each = wrong.chunks(1).rev().map(|wrong| link.mismatch(wrong));
        let one = each.reduce(|otherwise, one| one.otherwise(otherwise));
        findings.extend(one.map(|one| link.mismatch(&wrong).otherwise(one)));
    }
}

/// `options` holds what is new.
fn new_field(fault: &Fault<'_>) -> Advice {
    let what = fault.options.first().map_or("field", String::as_str);
    advice(format!("a {what} that this version does not know"), "nothing; it is kept")
}
