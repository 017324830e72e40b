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
    pub struct Decision {
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
    pub struct DecisionDetails {
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
    pub struct Risk {
        /// From 0 to 100, with at most 2 decimals; -1 if the workflow was not executed. By default, up to 30 passes and from
        /// 71 on is rejected; customers can move these limits.
        ///
        /// Example: `12.5`. Source: *View or Retrieve Workflow Transactions*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub score: Option<Number>,
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
}
