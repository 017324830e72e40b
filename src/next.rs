//! The steps after an account response.

use std::fmt;

use serde::Serialize;

use crate::{
    endpoint::Classifier,
    model::{AccountResponse, AllowedChannel, CredentialAccess, CredentialCategory, Token},
};

/// The steps after an account response: first uploads, then what only a client can provide, then the end.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "camelCase")]
pub struct NextSteps<'a> {
    /// The parts that can be uploaded by API, credential by credential.
    pub uploads: Vec<Upload<'a>>,
    /// The credentials that only the web client or an SDK can provide.
    pub by_client: Vec<ByClient<'a>>,
    /// The credentials that the account already has; they need no action.
    pub existing: Vec<&'a CredentialCategory>,
    /// How the workflow is finalized.
    pub finalize: Finalize<'a>,
}

/// A part to upload by API.
#[derive(Clone, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "camelCase")]
pub struct Upload<'a> {
    /// The ID of the credential.
    pub credential: &'a str,
    /// The category of the credential.
    pub category: &'a CredentialCategory,
    /// The part: `FRONT`, `BACK`, `FACE`, `FACEMAP`, `PREPARED_DATA`, or one that the platform has added since.
    pub classifier: String,
    /// The URL to send it to (POST).
    pub url: &'a str,
    /// The JSON Pointer of the call's token in the response.
    pub token_pointer: String,
    /// The token of the call.
    #[serde(skip)]
    pub token: &'a Token,
}

/// Does not show ids, URLs and unknown names.
impl fmt::Debug for Upload<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("category", self.category)
            .field("classifier", &self.classifier.parse::<Classifier>().ok())
            .finish_non_exhaustive()
    }
}

/// A credential that only the web client or an SDK can provide.
#[derive(Clone, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "camelCase")]
pub struct ByClient<'a> {
    /// The ID of the credential.
    pub credential: &'a str,
    /// The category of the credential.
    pub category: &'a CredentialCategory,
    /// The channels by which it can be provided.
    pub channels: &'a [AllowedChannel],
}

/// How a workflow is finalized.
#[derive(Clone, PartialEq, Eq, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "kebab-case", tag = "by")]
pub enum Finalize<'a> {
    /// By a call (PUT) after all uploads.
    Call {
        /// The URL of the call.
        url: &'a str,
    },
    /// By the web client or the SDK, when the end user is done.
    Client,
    /// By itself: all credentials already exist.
    Itself,
}

/// Does not show the id.
impl fmt::Debug for ByClient<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("ByClient")
            .field("category", self.category)
            .field("channels", &self.channels)
            .finish_non_exhaustive()
    }
}

/// Does not show the URL.
impl fmt::Debug for Finalize<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Call { .. } => "Call { .. }",
            Self::Client => "Client",
            Self::Itself => "Itself",
        })
    }
}

impl AccountResponse {
    /// The next steps: which parts to upload, which credentials only a client can provide, and how the workflow is
    /// finalized.
    ///
    /// Source: *Use Existing Credentials*, cases 1 and 2 and auto-finalization; *v3 Workflow Descriptions*.
    ///
    /// ```
    /// use kyx_schema::{AccountResponse, next::Finalize};
    ///
    /// let response: AccountResponse = serde_json::from_str(r#"{
    ///     "timestamp": "2023-09-08T06:30:52.164Z",
    ///     "account": {"id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"},
    ///     "workflowExecution": {
    ///         "id": "bc6d862e-a1ae-40fa-9781-8fc755f75976",
    ///         "credentials": [
    ///             {"id": "b701e6c5-b74c-434a-866a-ef1f084a4d80", "category": "ID", "allowedChannels": []}
    ///         ]
    ///     }
    /// }"#)?;
    /// let next = response.next_steps();
    /// assert!(next.uploads.is_empty());
    /// assert_eq!(next.finalize, Finalize::Itself);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn next_steps(&self) -> NextSteps<'_> {
        let credentials = &self.workflow_execution.credentials;
        let uploads = credentials.iter().enumerate().flat_map(|(index, it)| uploads(index, it)).collect();
        let is_by_client = |it: &&CredentialAccess| it.api.is_none() && !it.allowed_channels.is_empty();
        let by_client: Vec<_> = credentials
            .iter()
            .filter(is_by_client)
            .map(|it| ByClient { credential: &it.id, category: &it.category, channels: &it.allowed_channels })
            .collect();
        let is_existing = |it: &&CredentialAccess| it.api.is_none() && it.allowed_channels.is_empty();
        let api = credentials.iter().find_map(|it| it.api.as_ref());
        let finalize = match api {
            Some(api) => Finalize::Call { url: &api.workflow_execution },
            None if by_client.is_empty() => Finalize::Itself,
            None => Finalize::Client,
        };
        let existing = credentials.iter().filter(is_existing).map(|it| &it.category).collect();
        NextSteps { uploads, by_client, existing, finalize }
    }
}

fn uploads(index: usize, credential: &CredentialAccess) -> Vec<Upload<'_>> {
    let Some(api) = &credential.api else { return Vec::new() };
    let mut uploads: Vec<_> = api
        .parts
        .iter()
        .map(|(name, url)| Upload {
            credential: &credential.id,
            category: &credential.category,
            classifier: name.to_uppercase(),
            url,
            token_pointer: format!("/workflowExecution/credentials/{index}/api/token"),
            token: &api.token,
        })
        .collect();
    // The front comes before the back, as a person would upload them.
    uploads.sort_by_key(|upload| upload.classifier == "BACK");
    uploads
}
