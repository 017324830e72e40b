//! The outcome of a workflow: the callback that the platform posts, and the response to a status request.

use super::{declare::response, status::ExecutionStatus, timestamp::Timestamp, workflow::WorkflowKey};

response! {
    /// The callback that the platform posts to `callbackUrl` when a workflow has ended.
    ///
    /// Source: the vendor's integration guides on callbacks.
    #[example({
        "callbackSentAt": "2021-05-28T09:27:50.240Z",
        "userReference": "customer-4711",
        "workflowExecution": {
            "id": "bc6d862e-a1ae-40fa-9781-8fc755f75976",
            "href": "https://retrieval.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/workflow-executions/bc6d862e-a1ae-40fa-9781-8fc755f75976",
            "definitionKey": "2",
            "status": "PROCESSED",
        },
        "account": {
            "id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7",
            "href": "https://account.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7",
        },
    })]
    pub struct Callback as CallbackView {
        /// When the platform sent the callback.
        ///
        /// Example: `2021-05-28T09:27:50.240Z`. Source: the vendor's integration guides on callbacks.
        pub callback_sent_at: Timestamp,

        /// The `userReference` of the request.
        ///
        /// Example: `customer-4711`. Source: the vendor's integration guides on callbacks.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub user_reference: Option<String>,

        /// The workflow execution and its final status.
        ///
        /// Source: the vendor's integration guides on callbacks.
        #[validate(nested)]
        pub workflow_execution: ExecutionOutcome,

        /// The account.
        ///
        /// Source: the vendor's integration guides on callbacks.
        pub account: AccountLink,
    }
}

response! {
    /// The response to a status request: the account, and the workflow execution with its status.
    ///
    /// Source: the vendor's integration guides on statuses.
    #[example({
        "account": {
            "id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7",
            "href": "https://account.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7",
        },
        "workflowExecution": {
            "id": "bc6d862e-a1ae-40fa-9781-8fc755f75976",
            "href": "https://retrieval.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/workflow-executions/bc6d862e-a1ae-40fa-9781-8fc755f75976",
            "definitionKey": "2",
            "status": "INITIATED",
        },
    })]
    pub struct StatusResponse as StatusResponseView {
        /// The account.
        ///
        /// Source: the vendor's integration guides on statuses.
        pub account: AccountLink,

        /// The workflow execution and its current status.
        ///
        /// Source: the vendor's integration guides on statuses.
        #[validate(nested)]
        pub workflow_execution: ExecutionOutcome,
    }
}

response! {
    /// An account: its id and its URL.
    ///
    /// Source: the vendor's integration guides on callbacks.
    #[example({
        "id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7",
        "href": "https://account.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7",
    })]
    pub struct AccountLink as AccountLinkView {
        /// The id: a 36-character UUID.
        ///
        /// Example: `89d585b9-ab3e-4de8-bb39-d79ecda2bfa7`. Source: the vendor's integration guides on callbacks.
        pub id: String,

        /// The URL of the account.
        ///
        /// Example: `https://account.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7`. Source: the vendor's
        /// integration guides on callbacks.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub href: Option<String>,
    }
}

response! {
    /// A workflow execution: its id, its URL, its workflow and its status.
    ///
    /// Source: the vendor's integration guides on callbacks.
    #[example({
        "id": "bc6d862e-a1ae-40fa-9781-8fc755f75976",
        "href": "https://retrieval.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/workflow-executions/bc6d862e-a1ae-40fa-9781-8fc755f75976",
        "definitionKey": "2",
        "status": "PROCESSED",
    })]
    pub struct ExecutionOutcome as ExecutionOutcomeView {
        /// The id: a 36-character UUID.
        ///
        /// Example: `bc6d862e-a1ae-40fa-9781-8fc755f75976`. Source: the vendor's integration guides on callbacks.
        pub id: String,

        /// The URL for retrieving the result.
        ///
        /// Example: `https://retrieval.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/workflow-executions/bc6d862e-a1ae-40fa-9781-8fc755f75976`.
        /// Source: the vendor's integration guides on callbacks.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub href: Option<String>,

        /// The key of the workflow.
        ///
        /// Example: `10011`. Source: the vendor's integration guides on callbacks.
        #[validate(nested)]
        pub definition_key: WorkflowKey,

        /// The status of the execution.
        ///
        /// Example: `PROCESSED`. Source: the vendor's integration guides on callbacks.
        pub status: ExecutionStatus,
    }
}
