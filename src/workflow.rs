//! The workflows that the platform documents: their credentials, channels and requirements.

use std::{fmt, str::FromStr};

use serde_json::{Value, json};

use crate::model::{
    Category::{self, Document, Facemap, Id, Selfie},
    WorkflowKey,
};

/// A call that carries an account request.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Operation {
    /// POST: a new account.
    CreateAccount,
    /// PUT: an existing account.
    UpdateAccount,
}

/// The channel through which credentials reach the platform.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Channel {
    /// The REST API: your own service uploads them.
    Api,
    /// The web client.
    Web,
    /// The mobile SDKs.
    Sdk,
}

impl Operation {
    const NAMES: [(&'static str, Self); 2] =
        [("create", Self::CreateAccount), ("update", Self::UpdateAccount)];
}

impl Channel {
    const NAMES: [(&'static str, Self); 3] = [("api", Self::Api), ("web", Self::Web), ("sdk", Self::Sdk)];
}

/// The error for a string that is not the name of an [`Operation`] or a [`Channel`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownName {
    names: Vec<&'static str>,
}

impl fmt::Display for UnknownName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "not one of {}", self.names.join(", "))
    }
}

impl std::error::Error for UnknownName {}

/// Parses `create` or `update`.
impl FromStr for Operation {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        by_name(&Self::NAMES, name)
    }
}

/// Parses `api`, `web` or `sdk`.
impl FromStr for Channel {
    type Err = UnknownName;

    fn from_str(name: &str) -> Result<Self, UnknownName> {
        by_name(&Self::NAMES, name)
    }
}

fn by_name<T: Copy>(names: &[(&'static str, T)], name: &str) -> Result<T, UnknownName> {
    let found = names.iter().find(|(known, _)| *known == name).map(|(_, value)| *value);
    found.ok_or_else(|| UnknownName { names: names.iter().map(|(known, _)| *known).collect() })
}

impl fmt::Display for Channel {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Api => "API",
            Self::Web => "WEB",
            Self::Sdk => "SDK",
        })
    }
}

/// A workflow that the platform documents.
///
/// Source: *v3 Workflow Descriptions*, unless noted otherwise.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Workflow {
    /// The number that identifies it in requests.
    pub key: u64,
    /// Its name.
    pub name: &'static str,
    /// The categories of credentials that it uses.
    pub credentials: &'static [Category],
    /// The channels that it supports; empty if the documents name none.
    pub channels: &'static [Channel],
    /// Its capabilities, each chain in order of dependency.
    pub chains: &'static [&'static [&'static str]],
    /// What it requires of a request.
    pub needs: &'static [Need],
}

/// A requirement of a workflow.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Need {
    /// The account exists: the call is an update.
    Update,
    /// The end user consents to the use of biometric data.
    BiometricConsent,
    /// The end user consents to the reuse of credentials.
    ReuseConsent,
    /// The request names the end user in `userReference`.
    UserReference,
    /// The request lists a credential of this category.
    Listed(Category),
    /// The request lists an existing credential of this category by its id.
    Existing(Category),
    /// The request lists two images, or none for an ID and a selfie.
    TwoImages,
}

impl fmt::Display for Need {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Update => f.write_str("an existing account (update only)"),
            Self::BiometricConsent => f.write_str("consent to the use of biometric data"),
            Self::ReuseConsent => f.write_str("consent to the reuse of credentials"),
            Self::UserReference => f.write_str("userReference"),
            Self::Listed(category) => write!(f, "a {category} among the credentials"),
            Self::Existing(category) => write!(f, "the `id` of an existing {category}"),
            Self::TwoImages => f.write_str("exactly two images, each ID or SELFIE (default: one of each)"),
        }
    }
}

impl Workflow {
    /// Whether it has this requirement.
    #[must_use]
    pub fn has(&self, need: Need) -> bool {
        self.needs.contains(&need)
    }
}

/// The workflow with this key; `None` for a customer's own workflow, which is unknown.
#[must_use]
pub fn find(key: WorkflowKey) -> Option<&'static Workflow> {
    let found = WORKFLOWS.binary_search_by_key(&key.number(), |workflow| workflow.key);
    found.ok().map(|index| &WORKFLOWS[index])
}

const _: () = {
    let mut index = 1;
    while index < WORKFLOWS.len() {
        assert!(WORKFLOWS[index - 1].key < WORKFLOWS[index].key, "the workflows must be sorted by key");
        index += 1;
    }
};

/// The schema of the keys of all workflows that have one of these needs, each key as a number and as a string.
pub(crate) fn keys(needs: &[Need]) -> Value {
    let of_need = |workflow: &&Workflow| needs.iter().any(|need| workflow.has(*need));
    let keys = WORKFLOWS.iter().filter(of_need).map(|workflow| workflow.key);
    json!({"enum": keys.flat_map(|key| [json!(key), json!(key.to_string())]).collect::<Vec<_>>()})
}

const ALL_CHANNELS: &[Channel] = &[Channel::Api, Channel::Sdk, Channel::Web];
const SDK_AND_WEB: &[Channel] = &[Channel::Sdk, Channel::Web];
const ID_CHAIN: &[&str] = &["usability", "imageChecks", "extraction", "dataChecks"];
const LIVENESS: &[&str] = &["usability", "liveness"];
const SIMILARITY: &[&str] = &["usability", "similarity"];
const AUTHENTICATION: &[&str] = &["usability", "authentication"];
const IDENTITY: &[Category] = &[Id, Selfie, Facemap];
const REUSE: &[Need] = &[Need::Update, Need::ReuseConsent];

/// Every workflow that the platform documents, sorted by key.
pub const WORKFLOWS: &[Workflow] = &[
    Workflow {
        key: 1,
        name: "ID Capture and Storage",
        credentials: &[Id],
        channels: ALL_CHANNELS,
        chains: &[&["usability", "extraction"]],
        needs: &[],
    },
    Workflow {
        key: 2,
        name: "ID Verification",
        credentials: &[Id],
        channels: ALL_CHANNELS,
        chains: &[ID_CHAIN],
        needs: &[],
    },
    Workflow {
        key: 3,
        name: "ID and Identity Verification",
        credentials: IDENTITY,
        channels: ALL_CHANNELS,
        chains: &[ID_CHAIN, LIVENESS, SIMILARITY],
        needs: &[Need::BiometricConsent],
    },
    Workflow {
        key: 5,
        name: "Similarity to Existing ID",
        credentials: &[Id, Selfie],
        channels: &[Channel::Api],
        chains: &[SIMILARITY],
        needs: &[Need::Update, Need::BiometricConsent, Need::ReuseConsent, Need::Existing(Id)],
    },
    Workflow {
        key: 6,
        name: "Standalone Liveness",
        credentials: &[Selfie, Facemap],
        // The text names SDK and API; the sample response also has WEB.
        channels: ALL_CHANNELS,
        chains: &[LIVENESS],
        needs: &[Need::BiometricConsent],
    },
    Workflow {
        key: 9,
        name: "Authentication",
        credentials: &[Selfie, Facemap],
        channels: SDK_AND_WEB,
        chains: &[AUTHENTICATION],
        needs: &[Need::Update, Need::BiometricConsent],
    },
    Workflow {
        key: 16,
        name: "Authentication on Premise",
        credentials: &[Selfie, Facemap],
        // The customer's own facemap is uploaded by API.
        channels: ALL_CHANNELS,
        chains: &[AUTHENTICATION],
        needs: &[Need::Update, Need::BiometricConsent],
    },
    Workflow {
        key: 20,
        name: "Similarity of Two Images",
        credentials: &[Id, Selfie],
        channels: &[Channel::Api],
        chains: &[SIMILARITY],
        needs: &[Need::BiometricConsent, Need::TwoImages],
    },
    Workflow {
        key: 32,
        name: "ID Verification, Identity Verification, Screening",
        credentials: IDENTITY,
        channels: ALL_CHANNELS,
        chains: &[ID_CHAIN, LIVENESS, &["usability", "imageChecks", "extraction", "watchlistScreening"]],
        needs: &[Need::BiometricConsent, Need::UserReference],
    },
    // From here on: the vendor's integration guides, *Credential Reference* and *Use Existing Credentials*.
    Workflow {
        key: 10011,
        name: "Standalone ID and Identity Verification",
        credentials: IDENTITY,
        channels: ALL_CHANNELS,
        chains: &[],
        needs: &[Need::BiometricConsent],
    },
    Workflow {
        key: 10013,
        name: "ID and Identity Verification + Screening + Proof of Residency + Address Validation + US DL",
        credentials: IDENTITY,
        channels: ALL_CHANNELS,
        chains: &[],
        needs: &[Need::BiometricConsent],
    },
    Workflow {
        key: 10026,
        name: "Document Verification",
        credentials: &[Document],
        channels: &[],
        chains: &[],
        needs: &[Need::Listed(Document)],
    },
    reuse(10112),
    reuse(10113),
    reuse(10114),
    reuse(10115),
];

/// A sample workflow of *Use Existing Credentials*; the documents do not say how the four differ.
const fn reuse(key: u64) -> Workflow {
    Workflow {
        key,
        name: "Reuse of existing credentials (sample workflow)",
        credentials: IDENTITY,
        channels: &[Channel::Api, Channel::Sdk],
        chains: &[],
        needs: REUSE,
    }
}
