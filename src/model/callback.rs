//! How a workflow ended: the callback that the platform posts, and the status that can be asked for.

use validator::Validate;

use super::{
    part::response,
    response::ExecutionStatus,
    timestamp::Timestamp,
    workflow::{WorkflowKey, check_key},
};

response! {
    /// What the platform posts to `callbackUrl` when a workflow has ended.
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
    pub struct Callback {
        /// When the platform sent it.
        ///
        /// Example: `2021-05-28T09:27:50.240Z`. Source: the vendor's integration guides on callbacks.
        pub callback_sent_at: Timestamp,

        /// The `userReference` of the request.
        ///
        /// Example: `customer-4711`. Source: the vendor's integration guides on callbacks.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub user_reference: Option<String>,

        /// The workflow, and how it ended.
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
    /// How far a workflow has come, when it is asked.
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
    pub struct StatusResponse {
        /// The account.
        ///
        /// Source: the vendor's integration guides on statuses.
        pub account: AccountLink,

        /// The workflow, and how far it has come.
        ///
        /// Source: the vendor's integration guides on statuses.
        #[validate(nested)]
        pub workflow_execution: ExecutionOutcome,
    }
}

response! {
    /// An account, and where it is found.
    ///
    /// Source: the vendor's integration guides on callbacks.
    #[example({
        "id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7",
        "href": "https://account.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7",
    })]
    pub struct AccountLink {
        /// The id, as a UUID of 36 characters.
        ///
        /// Example: `89d585b9-ab3e-4de8-bb39-d79ecda2bfa7`. Source: the vendor's integration guides on callbacks.
        pub id: String,

        /// The URL of the account.
        ///
        /// Example: `https://account.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7`. Source: the vendor's
        /// integration guides on callbacks.
        pub href: String,
    }
}

response! {
    /// The execution of a workflow, where it is found, and how far it has come.
    ///
    /// Source: the vendor's integration guides on callbacks.
    #[example({
        "id": "bc6d862e-a1ae-40fa-9781-8fc755f75976",
        "href": "https://retrieval.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/workflow-executions/bc6d862e-a1ae-40fa-9781-8fc755f75976",
        "definitionKey": "2",
        "status": "PROCESSED",
    })]
    pub struct ExecutionOutcome {
        /// The id, as a UUID of 36 characters.
        ///
        /// Example: `bc6d862e-a1ae-40fa-9781-8fc755f75976`. Source: the vendor's integration guides on callbacks.
        pub id: String,

        /// The URL from which the result is retrieved.
        ///
        /// Example: `https://retrieval.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/workflow-executions/bc6d862e-a1ae-40fa-9781-8fc755f75976`.
        /// Source: the vendor's integration guides on callbacks.
        pub href: String,

        /// The key of the workflow.
        ///
        /// Example: `10011`. Source: the vendor's integration guides on callbacks.
        #[validate(custom(function = check_key))]
        pub definition_key: WorkflowKey,

        /// How far it has come.
        ///
        /// Example: `PROCESSED`. Source: the vendor's integration guides on callbacks.
        pub status: ExecutionStatus,
    }
}
