//! The table of the documented workflows.

use super::{
    call::Channel,
    requirement::{Need, Prerequisite, Source},
};
use crate::model::Category::{self, Document, Facemap, Id, Selfie};

/// A workflow that the platform documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Workflow {
    /// The number that identifies it in requests.
    pub key: u64,
    /// Its name.
    pub name: &'static str,
    /// The document that describes it.
    pub source: Source,
    /// The categories of credentials that it uses and that a request can list.
    pub credentials: &'static [Category],
    /// Whether it uses prepared data: a `DATA` credential that the response offers, and that no request lists.
    pub uses_data: bool,
    /// The categories of credentials that the account has afterwards.
    pub stored: &'static [Category],
    /// The channels that it supports; empty if the documents name none.
    pub channels: &'static [Channel],
    /// The channels on which the documents disagree, each with what they say.
    pub doubts: &'static [(Channel, &'static str)],
    /// Its capabilities, each chain in order of dependency; empty if the documents name none.
    pub chains: &'static [&'static [&'static str]],
    /// What it requires of a request.
    pub needs: &'static [Need],
    /// What must be true before, and cannot be checked in a request.
    pub prerequisites: &'static [Prerequisite],
    /// What else the documents say about it.
    pub notes: &'static [&'static str],
}

impl Workflow {
    /// Whether it has this requirement.
    #[must_use]
    pub fn has(&self, need: Need) -> bool {
        self.needs.contains(&need)
    }

    /// Whether it supports a channel.
    ///
    /// ```
    /// use kyx_schema::{Channel, workflow::{self, Support}};
    ///
    /// let liveness = workflow::find(6.into()).unwrap();
    /// assert_eq!(liveness.support(Channel::Sdk), Support::Supported);
    /// assert_eq!(liveness.support(Channel::Web), Support::Doubtful);
    /// ```
    #[must_use]
    pub fn support(&self, channel: Channel) -> Support {
        if self.doubts.iter().any(|(doubtful, _)| *doubtful == channel) {
            Support::Doubtful
        } else if self.channels.is_empty() || self.channels.contains(&channel) {
            Support::Supported
        } else {
            Support::Unsupported
        }
    }
}

/// Whether a workflow supports a channel.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Support {
    /// The documents name the channel, or none at all.
    Supported,
    /// The documents disagree.
    Doubtful,
    /// The documents name other channels only.
    Unsupported,
}

const _: () = {
    let mut index = 1;
    while index < WORKFLOWS.len() {
        assert!(WORKFLOWS[index - 1].key < WORKFLOWS[index].key, "the workflows must be sorted by key");
        index += 1;
    }
};

const ALL_CHANNELS: &[Channel] = &[Channel::Api, Channel::Sdk, Channel::Web];
const API: &[Channel] = &[Channel::Api];
const SDK_AND_WEB: &[Channel] = &[Channel::Sdk, Channel::Web];
const ID_CHAIN: &[&str] = &["usability", "imageChecks", "extraction", "dataChecks"];
const LIVENESS: &[&str] = &["usability", "liveness"];
const SIMILARITY: &[&str] = &["usability", "similarity"];
const AUTHENTICATION: &[&str] = &["usability", "authentication"];
const IDENTITY: &[Category] = &[Id, Selfie, Facemap];
const IDENTITY_VERIFICATION: &[Prerequisite] = &[Prerequisite::IdentityVerification];

const CONTINUOUS_CONSENT: &str = "a continuous consent is valid for at most 3 years: before it expires, obtain a new one and write its time into \
     `consent.obtainedAt`";
const DATA_BY_API: &str =
    "prepared data is uploaded by API only; the response offers a DATA credential for it";

/// What the entries below have in common.
const WORKFLOW: Workflow = Workflow {
    key: 0,
    name: "",
    source: Source::WorkflowDescriptions,
    credentials: &[],
    uses_data: false,
    stored: &[],
    channels: &[],
    doubts: &[],
    chains: &[],
    needs: &[],
    prerequisites: &[],
    notes: &[],
};

/// Every workflow that the platform documents, sorted by key.
pub const WORKFLOWS: &[Workflow] = &[
    Workflow {
        key: 1,
        name: "ID Capture and Storage",
        credentials: &[Id],
        stored: &[Id],
        channels: ALL_CHANNELS,
        chains: &[&["usability", "extraction"]],
        ..WORKFLOW
    },
    Workflow {
        key: 2,
        name: "ID Verification",
        credentials: &[Id],
        stored: &[Id],
        channels: ALL_CHANNELS,
        chains: &[ID_CHAIN],
        ..WORKFLOW
    },
    Workflow {
        key: 3,
        name: "ID and Identity Verification",
        credentials: IDENTITY,
        stored: IDENTITY,
        channels: ALL_CHANNELS,
        chains: &[ID_CHAIN, LIVENESS, SIMILARITY],
        needs: &[Need::BiometricConsent],
        prerequisites: IDENTITY_VERIFICATION,
        ..WORKFLOW
    },
    Workflow {
        key: 5,
        name: "Similarity to Existing ID",
        credentials: &[Id, Selfie],
        stored: &[Id, Selfie],
        channels: API,
        chains: &[SIMILARITY],
        needs: &[Need::Update, Need::BiometricConsent, Need::ReuseConsent, Need::Existing(Id)],
        prerequisites: &[Prerequisite::IdentityVerification, Prerequisite::OnFile(Id)],
        ..WORKFLOW
    },
    Workflow {
        key: 6,
        name: "Standalone Liveness",
        credentials: &[Selfie, Facemap],
        stored: &[Selfie, Facemap],
        channels: &[Channel::Api, Channel::Sdk],
        doubts: &[(Channel::Web, "the allowed channels are SDK and API, but the sample responses name WEB")],
        chains: &[LIVENESS],
        needs: &[Need::BiometricConsent],
        prerequisites: IDENTITY_VERIFICATION,
        ..WORKFLOW
    },
    Workflow {
        key: 9,
        name: "Authentication",
        credentials: &[Selfie, Facemap],
        stored: &[Selfie, Facemap],
        channels: SDK_AND_WEB,
        chains: &[AUTHENTICATION],
        needs: &[Need::Update, Need::BiometricConsent],
        prerequisites: &[Prerequisite::IdentityVerification, Prerequisite::OnFile(Facemap)],
        notes: &[CONTINUOUS_CONSENT],
        ..WORKFLOW
    },
    Workflow {
        key: 16,
        name: "Authentication on Premise",
        credentials: &[Selfie, Facemap],
        stored: &[Selfie, Facemap],
        channels: SDK_AND_WEB,
        chains: &[AUTHENTICATION],
        needs: &[Need::Update, Need::BiometricConsent],
        prerequisites: &[
            Prerequisite::IdentityVerification,
            Prerequisite::FacemapOnPremise,
            Prerequisite::FacemapWithCustomer,
        ],
        notes: &[
            "first upload your facemap (a binary file) by API as the part FACEMAP; then the end user's journey by SDK \
             or WEB compares it",
            CONTINUOUS_CONSENT,
        ],
        ..WORKFLOW
    },
    Workflow {
        key: 20,
        name: "Similarity of Two Images",
        credentials: &[Id, Selfie],
        stored: &[Id, Selfie],
        channels: API,
        chains: &[SIMILARITY],
        needs: &[Need::BiometricConsent, Need::TwoImages],
        ..WORKFLOW
    },
    Workflow {
        key: 32,
        name: "ID Verification, Identity Verification, Screening",
        credentials: IDENTITY,
        stored: IDENTITY,
        channels: ALL_CHANNELS,
        chains: &[ID_CHAIN, LIVENESS, &["usability", "imageChecks", "extraction", "watchlistScreening"]],
        needs: &[Need::BiometricConsent, Need::UserReference],
        prerequisites: &[Prerequisite::IdentityVerification, Prerequisite::Screening],
        ..WORKFLOW
    },
    Workflow {
        key: 10005,
        name: "Standalone Screening of uploaded data",
        source: Source::Guide,
        uses_data: true,
        channels: API,
        notes: &[DATA_BY_API],
        ..WORKFLOW
    },
    Workflow {
        key: 10006,
        name: "Similarity with data",
        source: Source::Guide,
        credentials: &[Selfie],
        uses_data: true,
        channels: API,
        notes: &[DATA_BY_API],
        ..WORKFLOW
    },
    Workflow {
        key: 10010,
        name: "Screening of uploaded data",
        source: Source::Guide,
        uses_data: true,
        channels: API,
        needs: &[Need::UserReference],
        notes: &[DATA_BY_API],
        ..WORKFLOW
    },
    Workflow {
        key: 10011,
        name: "Standalone ID and Identity Verification",
        source: Source::Guide,
        credentials: IDENTITY,
        channels: ALL_CHANNELS,
        needs: &[Need::BiometricConsent],
        ..WORKFLOW
    },
    Workflow {
        key: 10013,
        name: "ID and Identity Verification + Screening + Proof of Residency + Address Validation + US DL",
        source: Source::Guide,
        credentials: IDENTITY,
        channels: ALL_CHANNELS,
        needs: &[Need::BiometricConsent],
        ..WORKFLOW
    },
    Workflow {
        key: 10014,
        name: "Authentication",
        source: Source::Guide,
        credentials: &[Selfie, Facemap],
        channels: SDK_AND_WEB,
        needs: &[Need::Update, Need::BiometricConsent],
        prerequisites: &[Prerequisite::OnFile(Facemap)],
        ..WORKFLOW
    },
    Workflow {
        key: 10026,
        name: "Document Verification",
        source: Source::CredentialReference,
        credentials: &[Document],
        needs: &[Need::Listed(Document)],
        notes: &["the DOCUMENT is listed with exactly one country and one type"],
        ..WORKFLOW
    },
    Workflow { key: 10112, notes: UNKNOWN_REUSE, ..REUSE },
    Workflow {
        key: 10113,
        prerequisites: &[
            Prerequisite::UsableCredentials,
            Prerequisite::OnFile(Id),
            Prerequisite::OnFile(Selfie),
        ],
        notes: &[
            ONCE_EACH,
            "a sample error says that it requires an ID and a SELFIE; a sample request names an ID and a FACEMAP",
        ],
        ..REUSE
    },
    Workflow { key: 10114, notes: UNKNOWN_REUSE, ..REUSE },
    Workflow {
        key: 10115,
        prerequisites: &[Prerequisite::UsableCredentials, Prerequisite::OnFile(Id)],
        notes: &[ONCE_EACH, "a sample error says that it requires an ID"],
        ..REUSE
    },
];

const ONCE_EACH: &str =
    "each category at most once; without IDs, the latest credential of each category is used";
const UNKNOWN_REUSE: &[&str] = &[ONCE_EACH, "the documents do not say which credentials it requires"];

/// A sample workflow of *Use Existing Credentials*.
const REUSE: Workflow = Workflow {
    name: "Reuse of existing credentials (sample workflow)",
    source: Source::UseExistingCredentials,
    credentials: IDENTITY,
    channels: &[Channel::Api, Channel::Sdk],
    doubts: &[(
        Channel::Web,
        "credentials can be reused by web, mobile or API, but proper functionality requires API or SDK",
    )],
    needs: &[Need::Update, Need::ReuseConsent],
    prerequisites: &[Prerequisite::UsableCredentials],
    ..WORKFLOW
};
