//! Steps and how they are said.

use std::fmt::{self, Display, Formatter};

use serde::{Serialize, Serializer};

use crate::{
    endpoint::Classifier,
    model::{AllowedChannel, CredentialCategory, Token},
    rules::wording::{all_plain, either},
    workflow::{Channel, NO_FACEMAP_BY_API, SELFIE_INSTEAD},
};

/// The steps after an account response.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "camelCase")]
pub struct NextSteps<'a> {
    /// The credentials that the account already has; they need no action.
    pub existing: Vec<&'a CredentialCategory>,
    /// The channels to choose from, each with its steps. Empty if all credentials exist: the workflow finalizes itself.
    pub journeys: Vec<Journey<'a>>,
}

/// The steps if a channel provides the credentials.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "camelCase")]
pub struct Journey<'a> {
    /// The channel.
    #[serde(serialize_with = "as_text")]
    pub channel: Channel,
    /// The steps, in order.
    pub steps: Vec<Step<'a>>,
    /// How the workflow is finalized after the steps; `None` if the channel cannot complete it.
    pub finalize: Option<Finalize<'a>>,
    /// What prevents a step, or makes one unnecessary.
    pub remarks: Vec<Remark<'a>>,
}

/// A step of a journey. As text, it is a sentence for people, which may have several lines.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "kebab-case", tag = "step")]
pub enum Step<'a> {
    /// Upload a part by API.
    Upload(Upload<'a>),
    /// Let the end user provide credentials in the web client or an SDK.
    Client(Client<'a>),
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
    /// The token of the call; `None` if the response lacks it.
    #[serde(skip)]
    pub token: Option<&'a Token>,
}

/// Credentials that the end user provides in the web client or an SDK.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "camelCase")]
pub struct Client<'a> {
    /// The channel.
    #[serde(serialize_with = "as_text")]
    pub channel: Channel,
    /// The categories of the credentials.
    pub categories: Vec<&'a CredentialCategory>,
    /// The JSON Pointer of the web client's URL or the SDK's token in the response.
    pub access_pointer: &'static str,
    /// The web client's URL or the SDK's token; `None` if the response lacks it.
    #[serde(skip)]
    pub access: Option<&'a Token>,
}

/// How a workflow is finalized. As text, it is a sentence for people, which may have several lines.
#[derive(Clone, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "kebab-case", rename_all_fields = "camelCase", tag = "by")]
pub enum Finalize<'a> {
    /// By a call (PUT) after all uploads.
    Call {
        /// The URL of the call.
        url: &'a str,
        /// The JSON Pointer of the call's token in the response: that of an upload, not the access token of account
        /// calls.
        token_pointer: String,
        /// The token of the call; `None` if the response lacks it.
        #[serde(skip)]
        token: Option<&'a Token>,
    },
    /// By the web client or the SDK, when the end user is done.
    Client,
}

/// Something that prevents a step, or makes one unnecessary. As text, it is a sentence for people.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[non_exhaustive]
#[serde(rename_all = "kebab-case", rename_all_fields = "camelCase", tag = "remark")]
pub enum Remark<'a> {
    /// The response lacks a URL or a token.
    Missing {
        /// Its JSON Pointer.
        pointer: String,
        /// The credential that it belongs to, if any.
        category: Option<&'a CredentialCategory>,
        /// Its use.
        purpose: &'static str,
    },
    /// The channel cannot provide a credential.
    OtherChannels {
        /// The category of the credential.
        category: &'a CredentialCategory,
        /// The channels that can.
        channels: &'a [AllowedChannel],
    },
    /// A facemap is not uploaded by API: liveness evaluates the selfie instead.
    SelfieInstead,
}

/// Does not show ids, URLs and unknown names.
impl fmt::Debug for Upload<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_struct("Upload")
            .field("category", self.category)
            .field("classifier", &self.classifier.parse::<Classifier>().ok())
            .finish_non_exhaustive()
    }
}

/// Does not show the URL.
impl fmt::Debug for Finalize<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Call { .. } => "Call { .. }",
            Self::Client => "Client",
        })
    }
}

fn as_text<S: Serializer>(channel: &Channel, serializer: S) -> Result<S::Ok, S::Error> {
    serializer.collect_str(channel)
}

impl Journey<'_> {
    /// Whether nothing prevents the journey.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        self.remarks.iter().all(|it| matches!(it, Remark::SelfieInstead))
    }
}

impl Display for Step<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Upload(upload) => upload.fmt(f),
            Self::Client(client) => client.fmt(f),
        }
    }
}

impl Display for Upload<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let Self { category, classifier, url, token_pointer, .. } = self;
        match classifier.parse() {
            Ok(Classifier::PreparedData) => f.write_str("send the prepared data as JSON")?,
            Ok(Classifier::Facemap) => f.write_str("upload the binary facemap that you have stored")?,
            Ok(Classifier::Back) => write!(f, "upload {category} {classifier}, if the document has a back")?,
            _ => write!(f, "upload {category} {classifier}")?,
        }
        write!(f, "\nPOST {url}\nwith the token at {token_pointer}")
    }
}

impl Display for Client<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        let categories = all_plain(&texts(&self.categories));
        let pointer = self.access_pointer;
        match self.channel {
            Channel::Web => write!(f, "send the end user to the URL at {pointer}, to provide {categories}"),
            _ => write!(f, "start the SDK with the token at {pointer}; the end user provides {categories}"),
        }
    }
}

impl Display for Finalize<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Call { url, token_pointer, .. } => {
                write!(f, "finalize the workflow\nPUT {url}\nwith the token at {token_pointer}")
            }
            Self::Client => f.write_str("the client finalizes the workflow when the end user is done"),
        }
    }
}

impl Display for Remark<'_> {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        match self {
            Self::Missing { pointer, category: None, purpose } => {
                write!(f, "the response lacks {pointer}: {purpose}")
            }
            Self::Missing { pointer, category: Some(category), purpose } => {
                write!(f, "the response lacks {pointer}: {purpose} of {category}")
            }
            Self::OtherChannels { category, channels: [] } => {
                write!(f, "{category} cannot be provided by this channel")
            }
            Self::OtherChannels { category, channels } => {
                let channels = either(&texts(channels));
                write!(f, "{category} cannot be provided by this channel, only by {channels}")
            }
            Self::SelfieInstead => write!(f, "{NO_FACEMAP_BY_API}: {SELFIE_INSTEAD}"),
        }
    }
}

fn texts(items: &[impl Display]) -> Vec<String> {
    items.iter().map(ToString::to_string).collect()
}
