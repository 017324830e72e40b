//! The results of capabilities in a retrieval response, and the labels of their decisions.

#[cfg(feature = "schemars")]
use super::text::PERSONAL_DATA;
use super::{
    access::CredentialCategory,
    decision::{Decision, DecisionType, DecisionView, NotExecutedReason},
    declare::{growing_list, response},
    extraction::ExtractionData,
    result_data::{
        AuthenticationData, ImageChecksData, LivenessData, OtherData, SimilarityData, WatchlistScreeningData,
    },
};

/// Declares the capabilities: the name of each, the type of its results, their data, the documented labels of each decision,
/// and fields of their own.
macro_rules! capabilities {
    ($(
        $(#[doc = $doc:literal])+
        $list:ident: $result:ident as $view:ident = $capability:ident $text:literal with $data:ident labels {
            $($decision:literal: $first:literal $(, $label:literal)*;)+
        } $(fields {
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

        impl Capability {
            /// The labels that the vendor's guide lists for a decision of this capability. The platform adds others.
            ///
            /// ```
            /// use kyx_schema::{Capability, DecisionType};
            ///
            /// let labels = Capability::Similarity.documented_labels(&DecisionType::Rejected);
            /// assert_eq!(labels, ["NO_MATCH"]);
            /// ```
            #[must_use]
            pub fn documented_labels(&self, decision: &DecisionType) -> &'static [&'static str] {
                match (self, decision.as_str()) {
                    $($((Self::$capability, $decision) => &[$first $(, $label)*],)+)+
                    _ => &[],
                }
            }
        }

        /// Whether the documents list a label, for any capability or for a workflow as a whole.
        #[cfg_attr(not(feature = "lint"), allow(dead_code, reason = "only readings ask"))]
        pub(crate) fn is_documented_label(label: &str) -> bool {
            [$($($first, $($label,)*)+)+].contains(&label)
                || !matches!(NotExecutedReason::from(label), NotExecutedReason::Other(_))
                || !matches!(DecisionType::from(label), DecisionType::Other(_))
        }

        impl CapabilityResults {
            /// The results of the capabilities that this version knows.
            pub(crate) fn known(&self) -> Vec<KnownResult<'_, Decision, EvaluatedCredential>> {
                let mut results = Vec::new();
                $(
                    for (index, result) in self.$list.as_deref().unwrap_or_default().iter().enumerate() {
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
                    for (index, result) in self.$list.as_deref().unwrap_or_default().iter().enumerate() {
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

                /// The decision. The documented labels of each type, to which the platform adds others:
                ///
                #[doc = concat!($("- `", $decision, "`: `", $first, "`", $(", `", $label, "`",)* "\n",)+)]
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
    usability: UsabilityResult as UsabilityResultView = Usability "usability" with OtherData labels {
        "NOT_EXECUTED": "TECHNICAL_ERROR", "NOT_UPLOADED";
        "PASSED": "OK";
        "REJECTED": "BAD_QUALITY", "BLURRED", "BAD_QUALITY_IMAGE", "PART_OF_DOCUMENT_MISSING",
            "PART_OF_DOCUMENT_HIDDEN", "DAMAGED_DOCUMENT", "GLARE", "MISSING_MANDATORY_DATAPOINTS",
            "BLACK_WHITE", "MISSING_PAGE", "MISSING_SIGNATURE", "NOT_A_DOCUMENT", "PHOTOCOPY";
        "WARNING": "LIVENESS_UNDETERMINED", "UNSUPPORTED_COUNTRY", "UNSUPPORTED_DOCUMENT_TYPE";
    }

    /// Whether the images of an ID are genuine.
    image_checks: ImageChecksResult as ImageChecksResultView = ImageChecks "imageChecks" with ImageChecksData labels {
        "NOT_EXECUTED": "PRECONDITION_NOT_FULFILLED", "TECHNICAL_ERROR";
        "PASSED": "OK";
        "REJECTED": "DIGITAL_COPY", "WATERMARK", "MANIPULATED_DOCUMENT", "MANIPULATED_DOCUMENT_PHOTO",
            "MANIPULATED_DOCUMENT_EXPIRY", "MANIPULATED_DOCUMENT_NAME", "MANIPULATED_DOCUMENT_ADDRESS",
            "MANIPULATED_DOCUMENT_SECURITY_CHECKS", "MANIPULATED_DOCUMENT_SIGNATURE",
            "MANIPULATED_DOCUMENT_PERSONAL_NUMBER", "MANIPULATED_DOCUMENT_PLACE_OF_BIRTH",
            "MANIPULATED_DOCUMENT_GENDER", "MANIPULATED_DOCUMENT_ISSUING_DATE", "OTHER_REJECTION",
            "GHOST_IMAGE_DIFFERENT", "PUNCHED", "SAMPLE", "FAKE", "CHIP_MISSING", "DIGITAL_MANIPULATION",
            "MISMATCH_FRONT_BACK";
        "WARNING": "DIFFERENT_PERSON", "REPEATED_FACE";
    }

    /// The data on a document.
    extraction: ExtractionResult as ExtractionResultView = Extraction "extraction" with ExtractionData labels {
        "NOT_EXECUTED": "PRECONDITION_NOT_FULFILLED", "TECHNICAL_ERROR";
        "PASSED": "OK";
    }

    /// Whether the data on an ID is consistent.
    data_checks: DataChecksResult as DataChecksResultView = DataChecks "dataChecks" with OtherData labels {
        "NOT_EXECUTED": "PRECONDITION_NOT_FULFILLED", "TECHNICAL_ERROR";
        "PASSED": "OK";
        "REJECTED": "NFC_CERTIFICATE", "MISMATCHING_DATAPOINTS", "MRZ_CHECKSUM",
            "MISMATCHING_DATA_REPEATED_FACE", "MISMATCH_HRZ_MRZ_DATA";
    }

    /// Whether a living person was in front of the camera.
    liveness: LivenessResult as LivenessResultView = Liveness "liveness" with LivenessData labels {
        "NOT_EXECUTED": "PRECONDITION_NOT_FULFILLED", "TECHNICAL_ERROR";
        "PASSED": "OK";
        "REJECTED": "LIVENESS_UNDETERMINED", "ID_USED_AS_SELFIE", "MULTIPLE_PEOPLE", "DIGITAL_COPY",
            "PHOTOCOPY", "MANIPULATED", "NO_FACE_PRESENT", "FACE_NOT_FULLY_VISIBLE", "BLACK_WHITE";
        "WARNING": "AGE_DIFFERENCE", "BAD_QUALITY";
    } fields {
        /// The URL of the part `FACEMAP` that later authentications can use.
        ///
        /// Example: `https://retrieval.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/credentials/b701e6c5-b74c-434a-866a-ef1f084a4d80/parts/FACEMAP`.
        /// Source: the vendor's integration guide.
        #[serde(rename = "validFaceMapForAuthentication", skip_serializing_if = "Option::is_none")]
        pub valid_face_map_for_authentication: Option<String>,
    }

    /// Whether two credentials show the same person.
    similarity: SimilarityResult as SimilarityResultView = Similarity "similarity" with SimilarityData labels {
        "NOT_EXECUTED": "PRECONDITION_NOT_FULFILLED", "TECHNICAL_ERROR";
        "PASSED": "MATCH";
        "REJECTED": "NO_MATCH";
        "WARNING": "NOT_POSSIBLE";
    }

    /// Whether a known person was in front of the camera.
    authentication: AuthenticationResult as AuthenticationResultView = Authentication "authentication" with AuthenticationData labels {
        "NOT_EXECUTED": "PRECONDITION_NOT_FULFILLED", "TECHNICAL_ERROR";
        "PASSED": "OK";
        "REJECTED": "FAILED";
    } fields {
        /// The URL of the part `FACEMAP` that later authentications can use.
        ///
        /// Example: `https://retrieval.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/credentials/b701e6c5-b74c-434a-866a-ef1f084a4d80/parts/FACEMAP`.
        /// Source: the vendor's integration guide.
        #[serde(rename = "validFaceMapForAuthentication", skip_serializing_if = "Option::is_none")]
        pub valid_face_map_for_authentication: Option<String>,
    }

    /// Whether a person is on a watchlist.
    watchlist_screening: WatchlistScreeningResult as WatchlistScreeningResultView = WatchlistScreening "watchlistScreening" with WatchlistScreeningData labels {
        "NOT_EXECUTED": "NOT_ENOUGH_DATA", "VALIDATION_FAILED", "INVALID_MERCHANT_SETTINGS",
            "TECHNICAL_ERROR", "EXTRACTION_NOT_DONE", "NO_VALID_ID_CREDENTIAL", "PRECONDITION_NOT_FULFILLED";
        "PASSED": "OK";
        "WARNING": "ALERT";
    }

    /// Whether an address exists.
    address_validation: AddressValidationResult as AddressValidationResultView = AddressValidation "addressValidation" with OtherData labels {
        "NOT_EXECUTED": "NOT_ENOUGH_DATA", "TECHNICAL_ERROR", "UNSUPPORTED_COUNTRY", "PRECONDITION_NOT_FULFILLED";
        "PASSED": "OK";
        "REJECTED": "DENY";
        "WARNING": "ALERT";
    }

    /// Whether a person lives at an address.
    proof_of_residency: ProofOfResidencyResult as ProofOfResidencyResultView = ProofOfResidency "proofOfResidency" with OtherData labels {
        "NOT_EXECUTED": "NOT_ENOUGH_DATA", "TECHNICAL_ERROR", "UNSUPPORTED_COUNTRY", "PRECONDITION_NOT_FULFILLED";
        "PASSED": "OK";
        "REJECTED": "DENY";
        "WARNING": "ALERT";
    }

    /// Whether a driving license is registered.
    driving_license_verification: DrivingLicenseVerificationResult as DrivingLicenseVerificationResultView = DrivingLicenseVerification
        "drivingLicenseVerification" with OtherData labels {
        "NOT_EXECUTED": "TECHNICAL_ERROR", "UNSUPPORTED_COUNTRY", "UNSUPPORTED_STATE",
            "PRECONDITION_NOT_FULFILLED", "VALIDATION_FAILED";
        "PASSED": "OK";
        "REJECTED": "DENY";
        "WARNING": "ALERT";
    }
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
