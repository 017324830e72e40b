//! The results of capabilities in a retrieval response, with the data of each.

#[cfg(feature = "schemars")]
use super::text::PERSONAL_DATA;
use super::{
    decision::{Decision, DecisionView},
    declare::{growing_list, response},
    extraction::ExtractionData,
    number::{Number, NumberOrString},
    response::CredentialCategory,
};

/// Declares the capabilities: the name of each, the type of its results, their data and fields of their own.
macro_rules! capabilities {
    ($(
        $(#[doc = $doc:literal])+
        $list:ident: $result:ident as $view:ident = $capability:ident $text:literal with $data:ident $({
            $($(#[$($attribute:tt)+])+ pub $field:ident: $type:ident $(<$($of:ty),+>)?,)*
        })?
    )+) => {
        growing_list! {
            /// A capability of a workflow.
            ///
            /// Source: the vendor's integration guide.
            Capability {
                $($(#[doc = $doc])+ $capability = $text,)+
            }
        }

        response! {
            /// The results of each capability of a workflow.
            ///
            /// The platform adds capabilities: those that this version does not know are kept among the unknown fields.
            ///
            /// Source: the vendor's integration guide.
            #[example({})]
            pub struct CapabilityResults as CapabilityResultsView {
                $(
                    $(#[doc = $doc])+
                    ///
                    /// Example: `[]`. Source: the vendor's integration guide.
                    #[serde(skip_serializing_if = "Option::is_none")]
                    pub $list: Option<Vec<$result>>,
                )+
            }
        }

        impl CapabilityResults {
            /// The results of the capabilities that this version knows.
            pub(crate) fn known(&self) -> Vec<KnownResult<'_, Decision, EvaluatedCredential>> {
                let mut results = Vec::new();
                $(
                    for (index, result) in self.$list.iter().flatten().enumerate() {
                        results.push(KnownResult {
                            capability: Capability::$capability,
                            index,
                            id: result.id.as_ref(),
                            decision: &result.decision,
                            credentials: result.credentials.as_deref().unwrap_or_default(),
                        });
                    }
                )+
                results
            }
        }

        impl<'a> CapabilityResultsView<'a> {
            /// The results of the capabilities that this version knows.
            pub(crate) fn known(&self) -> Vec<KnownResult<'_, DecisionView<'a>, EvaluatedCredentialView<'a>>> {
                let mut results = Vec::new();
                $(
                    for (index, result) in self.$list.iter().flatten().enumerate() {
                        results.push(KnownResult {
                            capability: Capability::$capability,
                            index,
                            id: result.id.as_ref(),
                            decision: &result.decision,
                            credentials: result.credentials.as_deref().unwrap_or_default(),
                        });
                    }
                )+
                results
            }
        }

        $(response! {
            $(#[doc = $doc])+
            ///
            /// Source: the vendor's integration guide.
            #[example({
                "id": "fdb1bc31-99a0-4671-8f2a-2bf7ca2faace",
                "credentials": [{"id": "b701e6c5-b74c-434a-866a-ef1f084a4d80", "category": "ID"}],
                "decision": {"type": "PASSED", "details": {"label": "OK"}},
            })]
            pub struct $result as $view {
                /// The ID of the result, by which steps refer to it: a UUID in its 36-character form.
                ///
                /// Example: `fdb1bc31-99a0-4671-8f2a-2bf7ca2faace`. Source: the vendor's integration guide.
                pub id: String,

                /// The credentials that were evaluated.
                ///
                /// Example: `[]`. Source: the vendor's integration guide.
                #[serde(skip_serializing_if = "Option::is_none")]
                pub credentials: Option<Vec<EvaluatedCredential>>,

                /// The decision.
                ///
                /// Source: the vendor's integration guide.
                pub decision: Decision,

                /// The data that was found; absent or empty if the capability was not executed.
                ///
                /// Source: the vendor's integration guide.
                #[serde(skip_serializing_if = "Option::is_none")]
                #[cfg_attr(feature = "schemars", schemars(extend("$comment" = PERSONAL_DATA)))]
                pub data: Option<$data>,

                $($($(#[$($attribute)+])+ pub $field: $type $(<$($of),+>)?,)*)?
            }
        })+
    };
}

/// A result of a capability that this version knows.
pub(crate) struct KnownResult<'a, D, C> {
    pub(crate) capability: Capability,
    /// The index among the results of the capability.
    pub(crate) index: usize,
    pub(crate) id: &'a str,
    pub(crate) decision: &'a D,
    pub(crate) credentials: &'a [C],
}

impl<D, C> KnownResult<'_, D, C> {
    /// The pointer of the result in a retrieval response.
    pub(crate) fn pointer(&self) -> String {
        format!("/capabilities/{}/{}", self.capability, self.index)
    }
}

capabilities! {
    /// Whether the images of a credential can be used.
    usability: UsabilityResult as UsabilityResultView = Usability "usability" with OtherData

    /// Whether the images of an ID are genuine.
    image_checks: ImageChecksResult as ImageChecksResultView = ImageChecks "imageChecks" with ImageChecksData

    /// The data on a document.
    extraction: ExtractionResult as ExtractionResultView = Extraction "extraction" with ExtractionData

    /// Whether the data on an ID is consistent.
    data_checks: DataChecksResult as DataChecksResultView = DataChecks "dataChecks" with OtherData

    /// Whether a living person was in front of the camera.
    liveness: LivenessResult as LivenessResultView = Liveness "liveness" with LivenessData {
        /// The URL of the part `FACEMAP` that later authentications can use.
        ///
        /// Example: `https://retrieval.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/credentials/b701e6c5-b74c-434a-866a-ef1f084a4d80/parts/FACEMAP`.
        /// Source: the vendor's integration guide.
        #[serde(rename = "validFaceMapForAuthentication", skip_serializing_if = "Option::is_none")]
        pub valid_face_map_for_authentication: Option<String>,
    }

    /// Whether two credentials show the same person.
    similarity: SimilarityResult as SimilarityResultView = Similarity "similarity" with SimilarityData

    /// Whether a known person was in front of the camera.
    authentication: AuthenticationResult as AuthenticationResultView = Authentication "authentication" with AuthenticationData {
        /// The URL of the part `FACEMAP` that later authentications can use.
        ///
        /// Example: `https://retrieval.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/credentials/b701e6c5-b74c-434a-866a-ef1f084a4d80/parts/FACEMAP`.
        /// Source: the vendor's integration guide.
        #[serde(rename = "validFaceMapForAuthentication", skip_serializing_if = "Option::is_none")]
        pub valid_face_map_for_authentication: Option<String>,
    }

    /// Whether a person is on a watchlist.
    watchlist_screening: WatchlistScreeningResult as WatchlistScreeningResultView = WatchlistScreening "watchlistScreening" with WatchlistScreeningData

    /// Whether an address exists.
    address_validation: AddressValidationResult as AddressValidationResultView = AddressValidation "addressValidation" with OtherData

    /// Whether a person lives at an address.
    proof_of_residency: ProofOfResidencyResult as ProofOfResidencyResultView = ProofOfResidency "proofOfResidency" with OtherData

    /// Whether a driving license is registered.
    driving_license_verification: DrivingLicenseVerificationResult as DrivingLicenseVerificationResultView = DrivingLicenseVerification
        "drivingLicenseVerification" with OtherData
}

response! {
    /// A credential that a capability evaluated.
    ///
    /// Source: the vendor's integration guide.
    #[example({"id": "b701e6c5-b74c-434a-866a-ef1f084a4d80", "category": "ID"})]
    pub struct EvaluatedCredential as EvaluatedCredentialView {
        /// The ID of the credential: a UUID in its 36-character form.
        ///
        /// Example: `b701e6c5-b74c-434a-866a-ef1f084a4d80`. Source: the vendor's integration guide.
        pub id: String,

        /// The category of the credential.
        ///
        /// Example: `ID`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub category: Option<CredentialCategory>,
    }
}

response! {
    /// The data of a capability for which the platform publishes none.
    ///
    /// Source: the vendor's integration guide.
    #[example({})]
    pub struct OtherData as OtherDataView {}
}

response! {
    /// What the image checks found.
    ///
    /// Source: the vendor's integration guide.
    #[example({"faceSearchFindings": {"status": "DONE", "findings": []}})]
    pub struct ImageChecksData as ImageChecksDataView {
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
    pub struct FaceSearchFindings as FaceSearchFindingsView {
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
    pub struct LivenessData as LivenessDataView {
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
    pub struct AuthenticationData as AuthenticationDataView {
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
    pub struct SimilarityData as SimilarityDataView {
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
    pub struct WatchlistScreeningData as WatchlistScreeningDataView {
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
