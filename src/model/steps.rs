//! The steps of a workflow, each with its decision.

use super::{
    decision::Decision,
    declare::{growing_list, response},
};

response! {
    /// The response to the request for the steps of a workflow.
    ///
    /// Source: the vendor's integration guides on retrieval, steps.
    #[example({
        "steps": [{
            "id": "2c1a5a4e-7d0e-4b51-8f0e-6f0c2b1d9f3a",
            "name": "ID_IV",
            "capabilityIds": ["bc6d862e-a1ae-40fa-9781-8fc755f75976"],
            "decision": {"type": "PASSED", "details": {"label": "PASSED"}, "risk": {"score": 0}},
        }],
    })]
    pub struct StepsResponse as StepsResponseView {
        /// The steps.
        ///
        /// Example: `[{"id":"2c1a5a4e-7d0e-4b51-8f0e-6f0c2b1d9f3a"}]`. Source: the vendor's integration guides on retrieval, steps.
        pub steps: Vec<Step>,
    }
}

response! {
    /// A step of a workflow: some of its capabilities, with a common decision.
    ///
    /// Source: the vendor's integration guides on retrieval, steps.
    #[example({"id": "2c1a5a4e-7d0e-4b51-8f0e-6f0c2b1d9f3a"})]
    pub struct Step as StepView {
        /// The ID: a UUID in its 36-character form.
        ///
        /// Example: `2c1a5a4e-7d0e-4b51-8f0e-6f0c2b1d9f3a`. Source: the vendor's integration guides on retrieval, steps.
        pub id: String,

        /// The name.
        ///
        /// Example: `ID_IV`. Source: the vendor's integration guides on retrieval, steps.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub name: Option<StepName>,

        /// The IDs of results of capabilities in the retrieval response: UUIDs in their 36-character form.
        ///
        /// Example: `["bc6d862e-a1ae-40fa-9781-8fc755f75976"]`. Source: the vendor's integration guides on retrieval, steps.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub capability_ids: Option<Vec<String>>,

        /// The decision.
        ///
        /// Source: the vendor's integration guides on retrieval, steps.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub decision: Option<Decision>,
    }
}

growing_list! {
    /// The name of a step.
    ///
    /// Source: the vendor's integration guides on retrieval, steps.
    StepName {
        /// Identity verification.
        IdIv = "ID_IV",
        /// Screening against watchlists.
        Screening = "SCREENING",
        /// Verification of the address.
        AddressVerification = "ADDRESS_VERIFICATION",
        /// Verification of the driving license.
        DlVerification = "DL_VERIFICATION",
        /// Validation of the Brazilian CPF.
        BraCpfValidation = "BRA_CPF_VALIDATION",
    }
}
