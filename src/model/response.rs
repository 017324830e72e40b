//! The platform's responses to account requests, to uploads, and to the call that finalizes a workflow.

use super::{
    access::{ApiAccess, SdkAccess, StartedExecution, WebAccess},
    declare::response,
    references::{AccountRef, ExecutionRef, Reference},
    timestamp::Timestamp,
};

response! {
    /// The response to an account request: the account, the workflow execution, and where to provide its credentials.
    ///
    /// Responses gain fields and values over time: unknown ones are kept and serialized unchanged. It contains tokens.
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
        /// When the platform responded.
        ///
        /// Example: `2023-09-08T06:30:52.164Z`. Source: *Creating or Updating Accounts*.
        pub timestamp: Timestamp,

        /// The account that was created or updated.
        ///
        /// Source: *Creating or Updating Accounts*.
        pub account: AccountRef,

        /// Access to the web client, if the workflow can run there. Its URL contains a token.
        ///
        /// Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub web: Option<WebAccess>,

        /// Access for the mobile SDKs, if the workflow can run there.
        ///
        /// Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub sdk: Option<SdkAccess>,

        /// The workflow execution that was started.
        ///
        /// Source: *Creating or Updating Accounts*.
        pub workflow_execution: StartedExecution,
    }
}

response! {
    /// The response to the upload of a part.
    ///
    /// Source: *v3 Workflow Descriptions*, workflows 5, 16 and 20.
    #[example({
        "timestamp": "2021-05-14T14:09:57.266Z",
        "account": {"id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"},
        "workflowExecution": {"id": "bc6d862e-a1ae-40fa-9781-8fc755f75976"},
        "api": {"token": "xxx", "parts": {}, "workflowExecution": "https://api.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/workflow-executions/bc6d862e-a1ae-40fa-9781-8fc755f75976"},
    })]
    pub struct PartResponse {
        /// When the platform responded.
        ///
        /// Example: `2021-05-14T14:09:57.266Z`. Source: *v3 Workflow Descriptions*.
        pub timestamp: Timestamp,

        /// The account.
        ///
        /// Source: *v3 Workflow Descriptions*.
        pub account: AccountRef,

        /// The workflow execution.
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

        /// Where to upload more parts, and how to finalize the workflow.
        ///
        /// Source: *v3 Workflow Descriptions*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub api: Option<ApiAccess>,
    }
}

response! {
    /// The response to the call that finalizes a workflow.
    ///
    /// Source: *v3 Workflow Descriptions*, workflows 5 and 20.
    #[example({
        "timestamp": "2021-05-14T14:12:30.562Z",
        "account": {"id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"},
        "workflowExecution": {"id": "bc6d862e-a1ae-40fa-9781-8fc755f75976"},
    })]
    pub struct FinalizeResponse {
        /// When the platform responded.
        ///
        /// Example: `2021-05-14T14:12:30.562Z`. Source: *v3 Workflow Descriptions*.
        pub timestamp: Timestamp,

        /// The account.
        ///
        /// Source: *v3 Workflow Descriptions*.
        pub account: AccountRef,

        /// The workflow execution.
        ///
        /// Source: *v3 Workflow Descriptions*.
        pub workflow_execution: ExecutionRef,
    }
}
