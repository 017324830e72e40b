//! The retrieval response: the result of a workflow, and the steps that led to it.

#[cfg(feature = "schemars")]
use super::text::PERSONAL_DATA;
use super::{
    access::CredentialCategory, decision::Decision, declare::response, references::AccountRef,
    results::CapabilityResults, status::ExecutionStatus, timestamp::Timestamp,
};

response! {
    /// The result of a workflow, as retrieved with GET. Much of it is personal data.
    ///
    /// Source: *View or Retrieve Workflow Transactions*; the vendor's integration guide.
    #[example({
        "workflow": {"id": "bc6d862e-a1ae-40fa-9781-8fc755f75976", "status": "PROCESSED", "definitionKey": "2"},
        "account": {"id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"},
        "createdAt": "2023-09-08T06:30:52.164Z",
        "startedAt": "2023-09-08T06:31:52.164Z",
        "completedAt": "2023-09-08T06:32:52.164Z",
        "credentials": [{
            "id": "b701e6c5-b74c-434a-866a-ef1f084a4d80",
            "category": "ID",
            "parts": [{
                "classifier": "FRONT",
                "href": "https://retrieval.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/credentials/b701e6c5-b74c-434a-866a-ef1f084a4d80/parts/FRONT",
            }],
        }],
        "decision": {"type": "PASSED", "details": {"label": "PASSED"}, "risk": {"score": 12.5}},
        "capabilities": {
            "usability": [{
                "id": "fdb1bc31-99a0-4671-8f2a-2bf7ca2faace",
                "credentials": [{"id": "b701e6c5-b74c-434a-866a-ef1f084a4d80", "category": "ID"}],
                "decision": {"type": "PASSED", "details": {"label": "OK"}},
            }],
        },
    })]
    pub struct RetrievalResponse {
        /// The workflow.
        ///
        /// Source: the vendor's integration guide.
        pub workflow: RetrievedWorkflow,

        /// The account that the workflow ran on.
        ///
        /// Source: the vendor's integration guide.
        pub account: AccountRef,

        /// The time at which the workflow was created, in UTC.
        ///
        /// Example: `2023-09-08T06:30:52.164Z`. Source: the vendor's integration guide.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub created_at: Option<Timestamp>,

        /// The time at which it was started, in UTC; absent if the session expired before.
        ///
        /// Example: `2023-09-08T06:31:52.164Z`. Source: the vendor's integration guide.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub started_at: Option<Timestamp>,

        /// The time at which it ended, in UTC.
        ///
        /// Example: `2023-09-08T06:32:52.164Z`. Source: the vendor's integration guide.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub completed_at: Option<Timestamp>,

        /// The time at which its data was deleted, in UTC.
        ///
        /// Example: `2024-09-08T06:32:52.164Z`. Source: *View or Retrieve Workflow Transactions*.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        pub wiped_out_at: Option<Timestamp>,

        /// The credentials that were evaluated.
        ///
        /// Example: `[]`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub credentials: Option<Vec<RetrievedCredential>>,

        /// The decision of the workflow as a whole; older responses do not have it. The documented labels are those of its
        /// type, `OK`, `TECHNICAL_ERROR` and `TOKEN_EXPIRED`.
        ///
        /// Source: *View or Retrieve Workflow Transactions*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub decision: Option<Decision>,

        /// Where the steps can be retrieved.
        ///
        /// Source: *View or Retrieve Workflow Transactions*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub steps: Option<StepsLink>,

        /// What the customer reported about the transaction afterwards.
        ///
        /// Source: *View or Retrieve Workflow Transactions*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub feedback: Option<Feedback>,

        /// The results of each capability.
        ///
        /// Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub capabilities: Option<CapabilityResults>,
    }
}

response! {
    /// The workflow in a retrieval response.
    ///
    /// Source: the vendor's integration guide.
    #[example({"id": "bc6d862e-a1ae-40fa-9781-8fc755f75976", "status": "PROCESSED", "definitionKey": "2"})]
    pub struct RetrievedWorkflow {
        /// The ID of the workflow execution: a UUID in its 36-character form.
        ///
        /// Example: `bc6d862e-a1ae-40fa-9781-8fc755f75976`. Source: the vendor's integration guide.
        pub id: String,

        /// How far it is. `PROCESSED` does not mean that it passed: see `decision`.
        ///
        /// Example: `PROCESSED`. Source: the vendor's integration guide.
        pub status: ExecutionStatus,

        /// The key of the workflow.
        ///
        /// Example: `2`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub definition_key: Option<String>,

        /// The key of the workflow before it was replaced by another.
        ///
        /// Example: `2`. Source: *View or Retrieve Workflow Transactions*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub original_definition_key: Option<String>,

        /// Your reference for the end user.
        ///
        /// Example: `customer-4711`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub user_reference: Option<String>,

        /// Your reference for the request.
        ///
        /// Example: `order-4711`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub customer_internal_reference: Option<String>,

        /// Your value for searching and aggregating.
        ///
        /// Example: `spring-campaign`. Source: *View or Retrieve Workflow Transactions*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub reporting_criteria: Option<String>,

        /// The IDs of workflow executions that this one started.
        ///
        /// Example: `["bc6d862e-a1ae-40fa-9781-8fc755f75976"]`. Source: *View or Retrieve Workflow Transactions*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub child_ids: Option<Vec<String>>,

        /// The ID of the workflow execution that started this one.
        ///
        /// Example: `bc6d862e-a1ae-40fa-9781-8fc755f75976`. Source: *View or Retrieve Workflow Transactions*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub parent_id: Option<String>,
    }
}

response! {
    /// A credential in a retrieval response.
    ///
    /// Source: the vendor's integration guide.
    #[example({"id": "b701e6c5-b74c-434a-866a-ef1f084a4d80", "category": "ID"})]
    pub struct RetrievedCredential {
        /// The ID of the credential: a UUID in its 36-character form.
        ///
        /// Example: `b701e6c5-b74c-434a-866a-ef1f084a4d80`. Source: the vendor's integration guide.
        pub id: String,

        /// The category of the credential.
        ///
        /// Example: `ID`. Source: the vendor's integration guide.
        pub category: CredentialCategory,

        /// Its parts; absent if none was uploaded.
        ///
        /// Example: `[]`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub parts: Option<Vec<RetrievedPart>>,

        /// The label that distinguishes it from others of the category.
        ///
        /// Example: `ID 1`. Source: *View or Retrieve Workflow Transactions*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,

        /// The consent that was recorded along with it.
        ///
        /// Source: *View or Retrieve Workflow Transactions*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub consent: Option<RecordedConsent>,

        /// The IP address of the end user.
        ///
        /// Example: `226.80.211.232`. Source: *View or Retrieve Workflow Transactions*.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schemars", schemars(extend("$comment" = PERSONAL_DATA)))]
        pub client_ip: Option<String>,

        /// Whether it comes from a reusable identity.
        ///
        /// Source: *View or Retrieve Workflow Transactions*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub reusable_identity: Option<ReusableIdentity>,
    }
}

response! {
    /// A part of a credential in a retrieval response.
    ///
    /// Source: the vendor's integration guide.
    #[example({"classifier": "FRONT"})]
    pub struct RetrievedPart {
        /// What it shows: `FRONT`, `BACK`, `FACE`, `FACEMAP`, `PREPARED_DATA`, or `LIVENESS_1` and so on.
        ///
        /// Example: `FRONT`. Source: the vendor's integration guide.
        pub classifier: String,

        /// The URL to fetch it from, with the OAuth access token; absent for a facemap.
        ///
        /// Example: `https://retrieval.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/credentials/b701e6c5-b74c-434a-866a-ef1f084a4d80/parts/FRONT`.
        /// Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub href: Option<String>,

        /// How it was captured, such as `auto_capture` or `manual_capture`.
        ///
        /// Example: `auto_capture`. Source: *View or Retrieve Workflow Transactions*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub capture_type: Option<String>,
    }
}

response! {
    /// The consent that was recorded along with a credential.
    ///
    /// Source: *View or Retrieve Workflow Transactions*.
    #[example({"decisionAccepted": true, "collectedBy": "CUSTOMER"})]
    pub struct RecordedConsent {
        /// Whether the end user consented.
        ///
        /// Example: `true`. Source: *View or Retrieve Workflow Transactions*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub decision_accepted: Option<bool>,

        /// Who collected it, such as `CUSTOMER`.
        ///
        /// Example: `CUSTOMER`. Source: *View or Retrieve Workflow Transactions*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub collected_by: Option<String>,
    }
}

response! {
    /// Whether a credential comes from a reusable identity.
    ///
    /// Source: *View or Retrieve Workflow Transactions*.
    #[example({"status": "ID_NOT_FOUND", "source": "JUMIO"})]
    pub struct ReusableIdentity {
        /// The status, such as `ID_NOT_FOUND`.
        ///
        /// Example: `ID_NOT_FOUND`. Source: *View or Retrieve Workflow Transactions*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status: Option<String>,

        /// Where it comes from, such as `JUMIO`.
        ///
        /// Example: `JUMIO`. Source: *View or Retrieve Workflow Transactions*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub source: Option<String>,
    }
}

response! {
    /// Where the steps of a workflow can be retrieved.
    ///
    /// Source: *View or Retrieve Workflow Transactions*.
    #[example({"href": "https://retrieval.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/workflow-executions/bc6d862e-a1ae-40fa-9781-8fc755f75976/steps"})]
    pub struct StepsLink {
        /// The URL of the steps.
        ///
        /// Example: `https://retrieval.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/workflow-executions/bc6d862e-a1ae-40fa-9781-8fc755f75976/steps`.
        /// Source: *View or Retrieve Workflow Transactions*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub href: Option<String>,
    }
}

response! {
    /// What the customer reported about a transaction afterwards.
    ///
    /// Source: *View or Retrieve Workflow Transactions*.
    #[example({"status": "FRAUD"})]
    pub struct Feedback {
        /// The status, such as `FRAUD`.
        ///
        /// Example: `FRAUD`. Source: *View or Retrieve Workflow Transactions*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status: Option<String>,
    }
}
