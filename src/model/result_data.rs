//! The data of each capability in a retrieval response.

use super::{
    declare::{growing_list, response},
    number::{Number, NumberOrString},
};

response! {
    /// The data of a capability for which the platform publishes none.
    ///
    /// Source: the vendor's integration guide.
    #[example({})]
    pub struct OtherData {}
}

response! {
    /// What the image checks found.
    ///
    /// Source: the vendor's integration guide.
    #[example({"faceSearchFindings": {"status": "DONE", "findings": []}})]
    pub struct ImageChecksData {
        /// Whether the face was seen in earlier transactions.
        ///
        /// Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub face_search_findings: Option<FaceSearchFindings>,
    }
}

response! {
    /// Whether a face was seen in earlier transactions.
    ///
    /// Source: the vendor's integration guide.
    #[example({"status": "DONE", "findings": []})]
    pub struct FaceSearchFindings {
        /// The status of the search: `DONE`, `PENDING` or `ERROR`.
        ///
        /// Example: `DONE`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status: Option<String>,

        /// The IDs of the workflow executions with the same face.
        ///
        /// Example: `["bc6d862e-a1ae-40fa-9781-8fc755f75976"]`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub findings: Option<Vec<String>>,
    }
}

response! {
    /// What the liveness check found.
    ///
    /// Source: the vendor's integration guide.
    #[example({"type": "JUMIO_STANDARD", "predictedAge": 28, "ageConfidenceRange": "25-34"})]
    pub struct LivenessData {
        /// The method: `IPROOV_STANDARD`, `IPROOV_PREMIUM` or `JUMIO_STANDARD`.
        ///
        /// Example: `JUMIO_STANDARD`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub r#type: Option<String>,

        /// The estimated age in years.
        ///
        /// Example: `28`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub predicted_age: Option<Number>,

        /// The range that contains the age, such as `25-34`.
        ///
        /// Example: `25-34`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub age_confidence_range: Option<String>,
    }
}

response! {
    /// What the authentication found.
    ///
    /// Source: the vendor's integration guide.
    #[example({"type": "JUMIO_STANDARD"})]
    pub struct AuthenticationData {
        /// The method: `IPROOV_STANDARD`, `IPROOV_PREMIUM` or `JUMIO_STANDARD`.
        ///
        /// Example: `JUMIO_STANDARD`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub r#type: Option<String>,
    }
}

response! {
    /// What the comparison of faces found.
    ///
    /// Source: the vendor's integration guide.
    #[example({"similarity": "MATCH"})]
    pub struct SimilarityData {
        /// The outcome. Mind the label of the decision, which says `NO_MATCH` where this says `NOT_MATCH`.
        ///
        /// Example: `MATCH`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub similarity: Option<Similarity>,
    }
}

growing_list! {
    /// The outcome of a comparison of faces.
    ///
    /// Source: the vendor's integration guide.
    Similarity {
        /// The same person.
        Match = "MATCH",
        /// Different persons.
        NotMatch = "NOT_MATCH",
        /// The faces cannot be compared.
        NotPossible = "NOT_POSSIBLE",
    }
}

response! {
    /// What the screening found.
    ///
    /// Source: the vendor's integration guide.
    #[example({"searchStatus": "DONE", "searchResults": 0})]
    pub struct WatchlistScreeningData {
        /// The time of the search.
        ///
        /// Example: `2023-09-08T06:32:52.000Z`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub search_date: Option<String>,

        /// The status of the search: `DONE`, `NOT_DONE` or `ERROR`; a sample of the guide has `SUCCESS`.
        ///
        /// Example: `DONE`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub search_status: Option<String>,

        /// The ID of the search.
        ///
        /// Example: `1234`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub search_id: Option<NumberOrString>,

        /// The reference of the search.
        ///
        /// Example: `1690000000-abcd`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub search_reference: Option<String>,

        /// The URL of the results in the screening provider's portal.
        ///
        /// Example: `https://www.example.com/search/1234`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub search_result_url: Option<String>,

        /// The number of results.
        ///
        /// Example: `0`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub search_results: Option<Number>,
    }
}
