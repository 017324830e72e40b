//! How the credentials of a workflow can be provided: by web client, by SDK and by API.

use std::{collections::BTreeMap, fmt};

use super::{
    declare::{growing_list, response},
    token::Token,
};

response! {
    /// Access to the web client.
    ///
    /// Source: *Creating or Updating Accounts*; the vendor's integration guides on initiating the web client.
    #[example({"href": "https://mycompany.web.amer-1.jumio.ai/web/v4/app?authorizationToken=xxx&locale=es"})]
    pub struct WebAccess as WebAccessView {
        /// The URL of the web client. It contains a token: anyone who has the URL can act as the end user. The platform
        /// generates it only if the tenant has a domain name prefix.
        ///
        /// Example: `https://mycompany.web.amer-1.jumio.ai/web/v4/app?authorizationToken=xxx&locale=es`. Source: *Creating or
        /// Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub href: Option<Token>,

        /// The URL to redirect the end user to after success.
        ///
        /// Example: `https://www.yourcompany.com/success`. Source: the vendor's integration guides.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub success_url: Option<String>,

        /// The URL to redirect the end user to after a failure.
        ///
        /// Example: `https://www.yourcompany.com/error`. Source: the vendor's integration guides.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub error_url: Option<String>,
    }
}

response! {
    /// Access for the mobile SDKs.
    ///
    /// Source: *Creating or Updating Accounts*.
    #[example({"token": "xxx"})]
    pub struct SdkAccess as SdkAccessView {
        /// The token that starts the SDK.
        ///
        /// Example: `xxx`. Source: *Creating or Updating Accounts*.
        pub token: Token,
    }
}

response! {
    /// A workflow execution that was started, and the credentials that it runs on.
    ///
    /// Source: *Creating or Updating Accounts*.
    #[example({"id": "bc6d862e-a1ae-40fa-9781-8fc755f75976", "credentials": []})]
    pub struct StartedExecution as StartedExecutionView {
        /// The id: a 36-character UUID.
        ///
        /// Example: `bc6d862e-a1ae-40fa-9781-8fc755f75976`. Source: *Creating or Updating Accounts*.
        pub id: String,

        /// The credentials that the workflow runs on, including existing ones.
        ///
        /// Example: `[]`. Source: *Creating or Updating Accounts*.
        pub credentials: Vec<CredentialAccess>,
    }
}

response! {
    /// A credential of a workflow execution, and how it can be provided.
    ///
    /// A credential that the account already has comes with empty `allowedChannels` and without `api`.
    ///
    /// Source: *Creating or Updating Accounts*; *Use Existing Credentials*; *Credential Reference*.
    #[example({
        "id": "b701e6c5-b74c-434a-866a-ef1f084a4d80",
        "category": "SELFIE",
        "allowedChannels": ["WEB", "SDK"],
    })]
    pub struct CredentialAccess as CredentialAccessView {
        /// The id: a 36-character UUID.
        ///
        /// Example: `b701e6c5-b74c-434a-866a-ef1f084a4d80`. Source: *Creating or Updating Accounts*.
        pub id: String,

        /// The category of the credential.
        ///
        /// Example: `ID`. Source: *Creating or Updating Accounts*.
        pub category: CredentialCategory,

        /// Distinguishes credentials of the same category.
        ///
        /// Example: `DATA`. Source: *Creating or Updating Accounts*; *Credential Reference*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,

        /// The countries that the credential may come from.
        ///
        /// Source: the vendor's integration guides.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub country: Option<OfferedChoice>,

        /// The types that the credential may have.
        ///
        /// Source: the vendor's integration guides.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub r#type: Option<OfferedChoice>,

        /// The channels by which it can be provided; empty for a credential that the account already has.
        ///
        /// Example: `["WEB","API","SDK"]`. Source: *Creating or Updating Accounts*.
        pub allowed_channels: Vec<AllowedChannel>,

        /// Where to upload its parts, if it can be provided by API.
        ///
        /// Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub api: Option<ApiAccess>,
    }
}

response! {
    /// The countries or types that are offered for a credential in a response.
    ///
    /// Source: the vendor's integration guides.
    #[example({"predefinedType": "DEFINED", "values": ["USA"]})]
    pub struct OfferedChoice as OfferedChoiceView {
        /// How binding the choice is: `DEFINED` or `RECOMMENDED`.
        ///
        /// Example: `DEFINED`. Source: the vendor's integration guides.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub predefined_type: Option<String>,

        /// The codes of the countries or types.
        ///
        /// Example: `["USA"]`. Source: the vendor's integration guides.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub values: Option<Vec<String>>,
    }
}

response! {
    /// Where to upload the parts of a credential, and how to finalize the workflow. Actions that are unavailable are
    /// omitted.
    ///
    /// Source: *Creating or Updating Accounts*; the vendor's integration guides on uploads, `api`.
    #[example({
        "token": "xxx",
        "parts": {},
        "workflowExecution": "https://api.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/workflow-executions/bc6d862e-a1ae-40fa-9781-8fc755f75976",
    })]
    pub struct ApiAccess as ApiAccessView {
        /// The token for these calls, which do not accept the token of the account calls.
        ///
        /// Example: `xxx`. Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub token: Option<Token>,

        /// The upload URL of each part, by classifier: `front`, `back`, `face`, `facemap`, `prepared_data`.
        ///
        /// Example: `{}`. Source: *Creating or Updating Accounts*; *Credential Reference*.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schemars", schemars(with = "Option<PartUrls>"))]
        pub parts: Option<BTreeMap<String, String>>,

        /// The URL for finalizing the workflow.
        ///
        /// Example: `https://api.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/workflow-executions/bc6d862e-a1ae-40fa-9781-8fc755f75976`.
        /// Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub workflow_execution: Option<String>,
    }
}

/// The schema of `parts`, which has a name: some generators of code read the members only of an object that is not
/// `null` at the same time.
#[cfg(feature = "schemars")]
struct PartUrls;

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for PartUrls {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "PartUrls".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "The upload URL of each part of a credential.\n\nSource: *Creating or Updating Accounts*.",
            "type": "object",
            "additionalProperties": { "type": "string" },
            "examples": [{}],
        })
    }
}

growing_list! {
    /// The category of a credential in a response.
    ///
    /// Source: *Creating or Updating Accounts*; *Credential Reference*.
    CredentialCategory {
        /// An identity document issued by a government.
        Id = "ID",
        /// Any other document, such as a bank statement.
        Document = "DOCUMENT",
        /// Several images of the face in rapid succession.
        Facemap = "FACEMAP",
        /// An image of the face.
        Selfie = "SELFIE",
        /// Prepared data.
        Data = "DATA",
    }

    /// A channel by which a credential can be provided.
    ///
    /// Source: *Creating or Updating Accounts*.
    AllowedChannel {
        /// The web client.
        Web = "WEB",
        /// The REST API.
        Api = "API",
        /// The mobile SDKs.
        Sdk = "SDK",
    }
}

/// The error for a text that is not the name of a [`CredentialCategory`] of the documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct UnknownCategory;

impl fmt::Display for UnknownCategory {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("expected ID, DOCUMENT, SELFIE, FACEMAP or DATA")
    }
}

impl std::error::Error for UnknownCategory {}

impl CredentialCategory {
    /// The documented category with this name, in any case.
    ///
    /// ```
    /// use kyx_schema::{CredentialCategory, UnknownCategory};
    ///
    /// assert_eq!(CredentialCategory::known("selfie"), Ok(CredentialCategory::Selfie));
    /// assert_eq!(CredentialCategory::known("PASSPORT"), Err(UnknownCategory));
    /// ```
    ///
    /// # Errors
    /// The documents have no such category.
    pub fn known(name: &str) -> Result<Self, UnknownCategory> {
        match Self::from(name.to_ascii_uppercase().as_str()) {
            Self::Other(_) => Err(UnknownCategory),
            category => Ok(category),
        }
    }
}
