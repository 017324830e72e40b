//! Decisions: of a workflow as a whole, of its steps, and of its capabilities.

use super::{
    declare::{growing_list, response},
    number::Number,
};

response! {
    /// The decision of a workflow as a whole, of a step or of a capability.
    ///
    /// Source: *View or Retrieve Workflow Transactions*; the vendor's integration guide.
    #[example({"type": "PASSED", "details": {"label": "PASSED"}, "risk": {"score": 12.5}})]
    pub struct Decision as DecisionView {
        /// The decision.
        ///
        /// Example: `PASSED`. Source: the vendor's integration guide.
        pub r#type: DecisionType,

        /// Why it was made.
        ///
        /// Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub details: Option<DecisionDetails>,

        /// The risk, for a workflow and its steps.
        ///
        /// Source: *View or Retrieve Workflow Transactions*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub risk: Option<Risk>,
    }
}

response! {
    /// Why a decision was made.
    ///
    /// Source: the vendor's integration guide.
    #[example({"label": "OK"})]
    pub struct DecisionDetails as DecisionDetailsView {
        /// The reason, as one of the labels that the guide lists for the capability, such as `OK`, `BLURRED`, `NO_MATCH` or
        /// `PRECONDITION_NOT_FULFILLED`. The platform adds labels.
        ///
        /// Example: `OK`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub label: Option<String>,
    }
}

response! {
    /// The risk that the platform computed.
    ///
    /// Source: *View or Retrieve Workflow Transactions*.
    #[example({"score": 12.5})]
    pub struct Risk as RiskView {
        /// From 0 to 100, with at most 2 decimals; -1 if the workflow was not executed. By default, up to 30 passes and from
        /// 71 on is rejected; customers can move these limits.
        ///
        /// Example: `12.5`. Source: *View or Retrieve Workflow Transactions*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub score: Option<Number>,
    }
}

impl Decision {
    /// The label of the reason.
    #[must_use]
    pub fn label(&self) -> Option<&str> {
        self.details.as_ref()?.label.as_deref()
    }
}

growing_list! {
    /// The type of a decision.
    ///
    /// Source: the vendor's integration guide.
    DecisionType {
        /// There is no decision: the end user did not finish, or a precondition was not met.
        NotExecuted = "NOT_EXECUTED",
        /// Nothing was found.
        Passed = "PASSED",
        /// A check failed.
        Rejected = "REJECTED",
        /// A person should look at it.
        Warning = "WARNING",
    }

    /// Why a workflow or a capability was not executed.
    ///
    /// Source: *View or Retrieve Workflow Transactions*; the vendor's integration guide.
    NotExecutedReason {
        /// The end user did not finish in time.
        SessionExpired = "SESSION_EXPIRED",
        /// The end user did not start in time.
        TokenExpired = "TOKEN_EXPIRED",
        /// The platform failed.
        TechnicalError = "TECHNICAL_ERROR",
        /// A credential was not uploaded.
        NotUploaded = "NOT_UPLOADED",
        /// Another capability that it depends on did not pass.
        PreconditionNotFulfilled = "PRECONDITION_NOT_FULFILLED",
        /// The data does not suffice.
        NotEnoughData = "NOT_ENOUGH_DATA",
        /// The data is invalid.
        ValidationFailed = "VALIDATION_FAILED",
        /// The settings of the tenant are invalid.
        InvalidMerchantSettings = "INVALID_MERCHANT_SETTINGS",
        /// No data was extracted from the document.
        ExtractionNotDone = "EXTRACTION_NOT_DONE",
        /// There is no valid ID.
        NoValidIdCredential = "NO_VALID_ID_CREDENTIAL",
        /// The country is not supported.
        UnsupportedCountry = "UNSUPPORTED_COUNTRY",
        /// The state is not supported.
        UnsupportedState = "UNSUPPORTED_STATE",
    }
}
