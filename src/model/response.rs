//! What the platform answers: to account requests, to uploads, to the call that finalizes a workflow.

use std::collections::BTreeMap;

use super::{
    part::{growing_list, response},
    timestamp::Timestamp,
    token::Token,
};

response! {
    /// The answer to an account request: what was opened, and where its credentials go.
    ///
    /// Responses grow: unknown fields and values are kept, and written back unchanged. It holds tokens.
    ///
    /// Source: *Creating or Updating Accounts*, account responses; *v3 Workflow Descriptions*.
    #[example({
        "timestamp": "2023-09-08T06:30:52.164Z",
        "account": {"id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"},
        "workflowExecution": {
            "id": "bc6d862e-a1ae-40fa-9781-8fc755f75976",
            "credentials": [{
                "id": "b701e6c5-b74c-434a-866a-ef1f084a4d80",
                "category": "ID",
                "allowedChannels": [],
            }],
        },
    })]
    pub struct AccountResponse {
        /// When the platform answered.
        ///
        /// Example: `2023-09-08T06:30:52.164Z`. Source: *Creating or Updating Accounts*.
        pub timestamp: Timestamp,

        /// The account that was created or updated.
        ///
        /// Source: *Creating or Updating Accounts*.
        pub account: AccountRef,

        /// Where the end user goes, when the workflow runs by the web client. Its URL holds a token.
        ///
        /// Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub web: Option<WebAccess>,

        /// What the mobile SDKs need, when the workflow runs by them.
        ///
        /// Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub sdk: Option<SdkAccess>,

        /// The workflow that was started.
        ///
        /// Source: *Creating or Updating Accounts*.
        pub workflow_execution: StartedExecution,
    }
}

response! {
    /// The answer to the upload of a part.
    ///
    /// Source: *v3 Workflow Descriptions*, workflows 5, 16 and 20.
    #[example({
        "timestamp": "2021-05-14T14:09:57.266Z",
        "account": {"id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"},
        "workflowExecution": {"id": "bc6d862e-a1ae-40fa-9781-8fc755f75976"},
        "api": {"token": "xxx", "parts": {}, "workflowExecution": "https://api.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/workflow-executions/bc6d862e-a1ae-40fa-9781-8fc755f75976"},
    })]
    pub struct PartResponse {
        /// When the platform answered.
        ///
        /// Example: `2021-05-14T14:09:57.266Z`. Source: *v3 Workflow Descriptions*.
        pub timestamp: Timestamp,

        /// The account.
        ///
        /// Source: *v3 Workflow Descriptions*.
        pub account: AccountRef,

        /// The workflow.
        ///
        /// Source: *v3 Workflow Descriptions*.
        pub workflow_execution: ExecutionRef,

        /// The credential that the part belongs to.
        ///
        /// Source: the vendor's integration guides.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub credential: Option<Reference>,

        /// The part that was uploaded.
        ///
        /// Source: the vendor's integration guides.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub part: Option<Reference>,

        /// Where more parts go, and what finalizes the workflow.
        ///
        /// Source: *v3 Workflow Descriptions*.
        pub api: ApiAccess,
    }
}

response! {
    /// The answer to the call that finalizes a workflow.
    ///
    /// Source: *v3 Workflow Descriptions*, workflows 5 and 20.
    #[example({
        "timestamp": "2021-05-14T14:12:30.562Z",
        "account": {"id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"},
        "workflowExecution": {"id": "bc6d862e-a1ae-40fa-9781-8fc755f75976"},
    })]
    pub struct FinalizeResponse {
        /// When the platform answered.
        ///
        /// Example: `2021-05-14T14:12:30.562Z`. Source: *v3 Workflow Descriptions*.
        pub timestamp: Timestamp,

        /// The account.
        ///
        /// Source: *v3 Workflow Descriptions*.
        pub account: AccountRef,

        /// The workflow.
        ///
        /// Source: *v3 Workflow Descriptions*.
        pub workflow_execution: ExecutionRef,
    }
}

/// Declares objects that name something by its id alone.
macro_rules! references {
    ($($(#[doc = $doc:literal])+ $name:ident,)+) => {$(
        response! {
            $(#[doc = $doc])+
            #[example({"id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"})]
            pub struct $name {
                /// The id, as a UUID of 36 characters.
                ///
                /// Example: `89d585b9-ab3e-4de8-bb39-d79ecda2bfa7`. Source: *Creating or Updating Accounts*.
                pub id: String,
            }
        }
    )+};
}

references! {
    /// An account, by its id.
    AccountRef,
    /// The execution of a workflow, by its id.
    ExecutionRef,
    /// A credential or a part, by its id.
    Reference,
}

response! {
    /// Where the end user goes, when the workflow runs by the web client.
    ///
    /// Source: *Creating or Updating Accounts*.
    #[example({"href": "https://mycompany.web.amer-1.jumio.ai/web/v4/app?authorizationToken=xxx&locale=es"})]
    pub struct WebAccess {
        /// The URL of the web client. It holds a token: whoever has it can take the end user's place.
        ///
        /// Example: `https://mycompany.web.amer-1.jumio.ai/web/v4/app?authorizationToken=xxx&locale=es`. Source: *Creating or
        /// Updating Accounts*.
        pub href: Token,

        /// Where the browser goes after success.
        ///
        /// Example: `https://www.yourcompany.com/success`. Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub success_url: Option<String>,

        /// Where the browser goes after a failure.
        ///
        /// Example: `https://www.yourcompany.com/error`. Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub error_url: Option<String>,
    }
}

response! {
    /// What the mobile SDKs need.
    ///
    /// Source: *Creating or Updating Accounts*.
    #[example({"token": "xxx"})]
    pub struct SdkAccess {
        /// The token that starts the SDK.
        ///
        /// Example: `xxx`. Source: *Creating or Updating Accounts*.
        pub token: Token,
    }
}

response! {
    /// A workflow that was started, and the credentials that it runs on.
    ///
    /// Source: *Creating or Updating Accounts*.
    #[example({"id": "bc6d862e-a1ae-40fa-9781-8fc755f75976", "credentials": []})]
    pub struct StartedExecution {
        /// The id, as a UUID of 36 characters.
        ///
        /// Example: `bc6d862e-a1ae-40fa-9781-8fc755f75976`. Source: *Creating or Updating Accounts*.
        pub id: String,

        /// The credentials that the workflow runs on, the existing ones as well.
        ///
        /// Example: `[]`. Source: *Creating or Updating Accounts*.
        pub credentials: Vec<CredentialAccess>,
    }
}

response! {
    /// A credential of a workflow that was started, and how it can be provided.
    ///
    /// One that the account already has comes with no channels and without `api`.
    ///
    /// Source: *Creating or Updating Accounts*; *Use Existing Credentials*; *Credential Reference*.
    #[example({
        "id": "b701e6c5-b74c-434a-866a-ef1f084a4d80",
        "category": "SELFIE",
        "allowedChannels": ["WEB", "SDK"],
    })]
    pub struct CredentialAccess {
        /// The id, as a UUID of 36 characters.
        ///
        /// Example: `b701e6c5-b74c-434a-866a-ef1f084a4d80`. Source: *Creating or Updating Accounts*.
        pub id: String,

        /// What kind of credential it is.
        ///
        /// Example: `ID`. Source: *Creating or Updating Accounts*.
        pub category: CredentialCategory,

        /// Tells credentials of the same category from each other.
        ///
        /// Example: `DATA`. Source: *Creating or Updating Accounts*; *Credential Reference*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,

        /// The countries it may come from.
        ///
        /// Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub country: Option<OfferedChoice>,

        /// The types it may be of.
        ///
        /// Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub r#type: Option<OfferedChoice>,

        /// The channels by which it can be provided; none for a credential that the account already has.
        ///
        /// Example: `["WEB","API","SDK"]`. Source: *Creating or Updating Accounts*.
        pub allowed_channels: Vec<AllowedChannel>,

        /// Where its parts are uploaded, when it can be provided by API.
        ///
        /// Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub api: Option<ApiAccess>,
    }
}

response! {
    /// What a credential may be, in responses: the countries or the types that are offered.
    ///
    /// Source: *Creating or Updating Accounts*.
    #[example({"predefinedType": "DEFINED", "values": ["USA"]})]
    pub struct OfferedChoice {
        /// How binding the choice is: `DEFINED` or `RECOMMENDED`.
        ///
        /// Example: `DEFINED`. Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub predefined_type: Option<String>,

        /// The codes of the countries or types.
        ///
        /// Example: `["USA"]`. Source: *Creating or Updating Accounts*.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub values: Option<Vec<String>>,
    }
}

response! {
    /// Where the parts of a credential are uploaded, and what finalizes the workflow.
    ///
    /// Source: *Creating or Updating Accounts*.
    #[example({
        "token": "xxx",
        "parts": {},
        "workflowExecution": "https://api.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/workflow-executions/bc6d862e-a1ae-40fa-9781-8fc755f75976",
    })]
    pub struct ApiAccess {
        /// The token of these calls; the one of the account calls is not taken here.
        ///
        /// Example: `xxx`. Source: *Creating or Updating Accounts*.
        pub token: Token,

        /// The URL of each part, by its classifier in lower case: `front`, `back`, `face`, `facemap`, `prepared_data`.
        ///
        /// Example: `{}`. Source: *Creating or Updating Accounts*; *Credential Reference*.
        pub parts: BTreeMap<String, String>,

        /// The URL of the call that finalizes the workflow.
        ///
        /// Example: `https://api.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/workflow-executions/bc6d862e-a1ae-40fa-9781-8fc755f75976`.
        /// Source: *Creating or Updating Accounts*.
        pub workflow_execution: String,
    }
}

growing_list! {
    /// What kind of credential it is, in responses.
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

    /// How far a workflow has come.
    ///
    /// Source: the vendor's integration guides on callbacks and statuses.
    ExecutionStatus {
        /// It was started.
        Initiated = "INITIATED",
        /// Its credentials are there.
        Acquired = "ACQUIRED",
        /// It has ended, and its result can be retrieved.
        Processed = "PROCESSED",
        /// The end user's session expired.
        SessionExpired = "SESSION_EXPIRED",
        /// The token expired.
        TokenExpired = "TOKEN_EXPIRED",
    }
}
