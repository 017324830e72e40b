//! Hosts, paths and IDs of the platform's calls, so that services need not build URLs.
//!
//! ```
//! use kyx_schema::endpoint::{AccountId, PartUrl, Region};
//!
//! let account: AccountId = "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7".parse()?;
//! assert_eq!(Region::Eu.accounts(), "https://account.emea-1.jumio.ai/api/v1/accounts");
//! assert_eq!(
//!     Region::Eu.account(account),
//!     "https://account.emea-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7",
//! );
//! # Ok::<(), kyx_schema::endpoint::NotAnId>(())
//! ```

use std::{fmt, str::FromStr};

use uuid::Uuid;

use crate::model::parse_uuid;

/// The region in which the platform stores a tenant's data.
///
/// Source: *v3 Workflow Descriptions*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Region {
    /// `amer-1`
    Us,
    /// `emea-1`
    Eu,
    /// `apac-1`
    Singapore,
}

impl Region {
    /// Every region.
    pub const ALL: &'static [Self] = &[Self::Us, Self::Eu, Self::Singapore];

    /// The name of the region in host names.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Us => "amer-1",
            Self::Eu => "emea-1",
            Self::Singapore => "apac-1",
        }
    }

    /// The URL that issues access tokens to a tenant (POST, OAuth 2 client credentials grant).
    ///
    /// Source: the vendor's integration guides on authorization.
    #[must_use]
    pub fn access_token(self) -> String {
        self.authorization() + path::ACCESS_TOKEN
    }

    pub(crate) fn authorization(self) -> String {
        origin("auth", self.name())
    }

    /// The URL that creates an account (POST).
    #[must_use]
    pub fn accounts(self) -> String {
        Host::Account.origin(self.name()) + path::ACCOUNTS
    }

    fn retrieved_account(self, account: AccountId) -> String {
        Host::Retrieval.origin(self.name()) + &path::account(account)
    }

    /// The URL that updates an account (PUT).
    #[must_use]
    pub fn account(self, account: AccountId) -> String {
        Host::Account.origin(self.name()) + &path::account(account)
    }
}

/// The host of a group of calls; there is one in each region.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Host {
    Account,
    Api,
    Retrieval,
}

impl Host {
    pub(crate) const ALL: &[Self] = &[Self::Account, Self::Api, Self::Retrieval];

    pub(crate) fn origin(self, region: &str) -> String {
        origin(self.name(), region)
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Account => "account",
            Self::Api => "api",
            Self::Retrieval => "retrieval",
        }
    }
}

/// The start of a URL, before its path.
fn origin(host: &str, region: &str) -> String {
    format!("https://{host}.{region}.jumio.ai")
}

/// The paths of the calls, with IDs or placeholders.
pub(crate) mod path {
    use std::fmt::Display;

    pub(crate) const ACCESS_TOKEN: &str = "/oauth2/token";
    pub(crate) const ACCOUNTS: &str = "/api/v1/accounts";

    pub(crate) fn account(account: impl Display) -> String {
        format!("{ACCOUNTS}/{account}")
    }

    pub(crate) fn execution(account: impl Display, execution: impl Display) -> String {
        format!("{ACCOUNTS}/{account}/workflow-executions/{execution}")
    }

    pub(crate) fn status(execution: impl Display) -> String {
        format!("{execution}/status")
    }

    pub(crate) fn steps(execution: impl Display) -> String {
        format!("{execution}/steps")
    }

    /// The path of the parts of a credential: at the host `api` in an execution, at the host `retrieval` in an account.
    pub(crate) fn parts(owner: impl Display, credential: impl Display) -> String {
        format!("{owner}/credentials/{credential}/parts")
    }

    pub(crate) fn part(parts: impl Display, classifier: impl Display) -> String {
        format!("{parts}/{classifier}")
    }
}

/// Declares a type for each kind of ID, so that they cannot be confused.
macro_rules! ids {
    ($($(#[doc = $doc:literal])+ $name:ident,)+) => {$(
        $(#[doc = $doc])+
        #[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
        pub struct $name(pub Uuid);

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.hyphenated().fmt(f)
            }
        }

        /// Parses the 36-character form.
        impl FromStr for $name {
            type Err = NotAnId;

            fn from_str(text: &str) -> Result<Self, NotAnId> {
                parse_uuid(text).map(Self).ok_or(NotAnId)
            }
        }
    )+};
}

ids! {
    /// The ID of an account.
    AccountId,
    /// The ID of a workflow execution.
    ExecutionId,
    /// The ID of a credential.
    CredentialId,
}

/// The error for a string that is not a UUID in its 36-character form.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAnId;

impl fmt::Display for NotAnId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not a UUID in its 36-character form")
    }
}

impl std::error::Error for NotAnId {}

/// A part of a credential.
///
/// Source: *Jumio Platform API – Credentials*; *v3 Workflow Descriptions*, workflow 16; *Credential Reference*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[non_exhaustive]
pub enum Classifier {
    /// The front of an ID, or a document.
    Front,
    /// The back of an ID.
    Back,
    /// The selfie.
    Face,
    /// The binary facemap of workflow 16.
    Facemap,
    /// Prepared data.
    PreparedData,
}

impl Classifier {
    /// Every classifier.
    pub const ALL: &'static [Self] =
        &[Self::Front, Self::Back, Self::Face, Self::Facemap, Self::PreparedData];

    /// The name in URLs.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Front => "FRONT",
            Self::Back => "BACK",
            Self::Face => "FACE",
            Self::Facemap => "FACEMAP",
            Self::PreparedData => "PREPARED_DATA",
        }
    }
}

impl fmt::Display for Classifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The error for a string that is not the name of a [`Classifier`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownClassifier;

impl fmt::Display for UnknownClassifier {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<_> = Classifier::ALL.iter().map(|it| it.as_str()).collect();
        write!(f, "not one of {}", names.join(", "))
    }
}

impl std::error::Error for UnknownClassifier {}

/// Parses the name in either case, as written in URLs (`FRONT`) and in responses (`front`).
impl FromStr for Classifier {
    type Err = UnknownClassifier;

    fn from_str(text: &str) -> Result<Self, UnknownClassifier> {
        let is_named = |it: &&Self| it.as_str().eq_ignore_ascii_case(text);
        Self::ALL.iter().find(is_named).copied().ok_or(UnknownClassifier)
    }
}

/// The URL of a workflow execution: PUT finalizes it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ExecutionUrl {
    /// The region of the account.
    pub region: Region,
    /// The account.
    pub account: AccountId,
    /// The execution.
    pub execution: ExecutionId,
}

impl ExecutionUrl {
    /// The URL that returns the status of the workflow (GET).
    ///
    /// Source: the vendor's integration guides on statuses.
    #[must_use]
    pub fn status(&self) -> String {
        path::status(self.at(Host::Retrieval))
    }

    /// The URL that returns the steps of the workflow (GET).
    ///
    /// Source: the vendor's integration guides on retrieval, steps.
    #[must_use]
    pub fn steps(&self) -> String {
        path::steps(self.at(Host::Retrieval))
    }

    /// The URL that returns the result of the workflow (GET).
    ///
    /// Source: the vendor's integration guides on retrieval.
    #[must_use]
    pub fn result(&self) -> String {
        self.at(Host::Retrieval)
    }

    pub(crate) fn at(&self, host: Host) -> String {
        host.origin(self.region.name()) + &path::execution(self.account, self.execution)
    }
}

impl fmt::Display for ExecutionUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.at(Host::Api))
    }
}

/// The URL of a part of a credential: POST adds it, PUT replaces it, DELETE deletes it.
///
/// ```
/// use kyx_schema::endpoint::{Classifier, PartUrl, Region};
///
/// let url: PartUrl = "https://api.emea-1.jumio.link/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/workflow-executions/bc6d862e-a1ae-40fa-9781-8fc755f75976/credentials/b701e6c5-b74c-434a-866a-ef1f084a4d80/parts/FRONT".parse()?;
/// assert_eq!((url.execution.region, url.classifier), (Region::Eu, Classifier::Front));
/// # Ok::<(), kyx_schema::endpoint::NotAPartUrl>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct PartUrl {
    /// The execution that the credential belongs to.
    pub execution: ExecutionUrl,
    /// The credential.
    pub credential: CredentialId,
    /// The part of the credential.
    pub classifier: Classifier,
}

impl PartUrl {
    /// The URL that returns an uploaded image (GET).
    ///
    /// Source: the vendor's integration guides on retrieval.
    #[must_use]
    pub fn image(&self) -> String {
        let account = self.execution.region.retrieved_account(self.execution.account);
        path::part(path::parts(account, self.credential), self.classifier)
    }

    /// The URL of all parts of the credential: POST uploads a document as a whole, DELETE deletes all parts.
    #[must_use]
    pub fn all_parts(&self) -> String {
        path::parts(self.execution, self.credential)
    }
}

impl fmt::Display for PartUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&path::part(self.all_parts(), self.classifier))
    }
}

/// The error for a string that is not a [`PartUrl`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotAPartUrl;

impl fmt::Display for NotAPartUrl {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("not the URL of a part of a credential")
    }
}

impl std::error::Error for NotAPartUrl {}

/// Parses URLs of both domains that responses contain, `.jumio.ai` and `.jumio.link`.
impl FromStr for PartUrl {
    type Err = NotAPartUrl;

    fn from_str(text: &str) -> Result<Self, NotAPartUrl> {
        Href::parse(text).and_then(Href::part_url).ok_or(NotAPartUrl)
    }
}

/// The domains of the platform's hosts in responses.
pub(crate) const DOMAINS: [&str; 2] = ["jumio.ai", "jumio.link"];

/// What a URL leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Resource {
    /// Access tokens.
    Token,
    /// All accounts.
    Accounts,
    Account,
    /// A workflow execution.
    Execution,
    Status,
    Steps,
    /// All parts of a credential.
    Parts,
    /// A part of a credential.
    Part,
    /// An uploaded image.
    Image,
}

/// A parsed path of the platform, with unchecked IDs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Path<'a> {
    pub(crate) resource: Resource,
    pub(crate) account: Option<&'a str>,
    pub(crate) execution: Option<&'a str>,
    pub(crate) credential: Option<&'a str>,
    pub(crate) classifier: Option<&'a str>,
}

impl<'a> Path<'a> {
    /// Parses a path, without the slash at its start. `None` if it is not one that the platform documents.
    pub(crate) fn parse(path: &'a str) -> Option<Self> {
        match path.strip_prefix("api/v1/") {
            Some(path) => Self::parse_versioned(path),
            None => (path == &path::ACCESS_TOKEN[1..]).then_some(Self::TOKEN),
        }
    }

    const TOKEN: Self = Self {
        resource: Resource::Token,
        account: None,
        execution: None,
        credential: None,
        classifier: None,
    };

    /// Parses a path after the version of the API.
    pub(crate) fn parse_versioned(path: &'a str) -> Option<Self> {
        let segments: Vec<_> = path.split('/').collect();
        if segments.contains(&"") {
            return None;
        }
        let (account, rest) = match segments.as_slice() {
            ["accounts"] => return Some(Self { resource: Resource::Accounts, ..Self::TOKEN }),
            ["accounts", account, rest @ ..] => (Some(*account), rest),
            rest @ ["workflow-executions", ..] => (None, rest),
            _ => return None,
        };
        let found = Self { resource: Resource::Account, account, ..Self::TOKEN };
        let (execution, rest) = match rest {
            [] => return Some(found),
            ["workflow-executions", execution, rest @ ..] => (Some(*execution), rest),
            rest => (None, rest),
        };
        let found = Self { execution, ..found };
        let found = match (execution, rest) {
            (Some(_), []) => Self { resource: Resource::Execution, ..found },
            (Some(_), ["status"]) => Self { resource: Resource::Status, ..found },
            (Some(_), ["steps"]) => Self { resource: Resource::Steps, ..found },
            (Some(_), ["credentials", credential, "parts"]) => {
                Self { resource: Resource::Parts, credential: Some(credential), ..found }
            }
            (_, ["credentials", credential, "parts", classifier]) => Self {
                resource: if execution.is_some() { Resource::Part } else { Resource::Image },
                credential: Some(credential),
                classifier: Some(classifier),
                ..found
            },
            _ => return None,
        };
        let needs_account =
            !matches!(found.resource, Resource::Execution | Resource::Status | Resource::Steps);
        (account.is_some() || !needs_account).then_some(found)
    }
}

/// A parsed URL of the platform, with unchecked IDs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Href<'a> {
    pub(crate) host: Host,
    region: &'a str,
    /// Retrieval URLs of executions may lack it.
    pub(crate) account: Option<&'a str>,
    pub(crate) execution: Option<&'a str>,
    pub(crate) credential: Option<&'a str>,
    /// Upload URLs of documents may lack it.
    pub(crate) classifier: Option<&'a str>,
    /// Whether it is the URL of the steps of an execution.
    pub(crate) is_of_steps: bool,
}

impl<'a> Href<'a> {
    /// Parses a URL. `None` if it does not have a form that the platform documents.
    pub(crate) fn parse(url: &'a str) -> Option<Self> {
        let (host, path) = url.strip_prefix("https://")?.split_once('/')?;
        let (name, rest) = host.split_once('.')?;
        let (region, domain) = rest.split_once('.')?;
        let host = Host::ALL.iter().copied().find(|host| host.name() == name)?;
        if region.is_empty() || !DOMAINS.contains(&domain) {
            return None;
        }
        let path = Path::parse(path)?;
        let is_at_home = match path.resource {
            Resource::Token | Resource::Accounts | Resource::Status => false,
            Resource::Image => host == Host::Retrieval,
            Resource::Steps => path.account.is_some() && host == Host::Retrieval,
            Resource::Execution => path.account.is_some() || host == Host::Retrieval,
            Resource::Account | Resource::Parts | Resource::Part => true,
        };
        is_at_home.then_some(Self {
            host,
            region,
            account: path.account,
            execution: path.execution,
            credential: path.credential,
            classifier: path.classifier,
            is_of_steps: path.resource == Resource::Steps,
        })
    }

    fn part_url(self) -> Option<PartUrl> {
        let execution = ExecutionUrl {
            region: *Region::ALL.iter().find(|region| region.name() == self.region)?,
            account: self.account?.parse().ok()?,
            execution: self.execution?.parse().ok()?,
        };
        let classifier = Classifier::ALL.iter().find(|it| Some(it.as_str()) == self.classifier)?;
        Some(PartUrl { execution, credential: self.credential?.parse().ok()?, classifier: *classifier })
            .filter(|_| self.host == Host::Api)
    }
}
