//! The results of capabilities in a retrieval response, with the data of each.

use serde_json::Value;

#[cfg(feature = "schemars")]
use super::text::PERSONAL_DATA;
use super::{
    decision::Decision,
    declare::{growing_list, response},
    number::{Number, NumberOrString},
    response::CredentialCategory,
};

/// Declares the results of capabilities: each has the same fields and data of its own.
macro_rules! results {
    ($($(#[doc = $doc:literal])+ $name:ident = $capability:literal with $data:ident $({
        $($(#[$($attribute:tt)+])+ pub $field:ident: $type:ident $(<$($of:ty),+>)?,)*
    })?)+) => {$(
        response! {
            $(#[doc = $doc])+
            ///
            /// Source: the vendor's integration guide.
            pub struct $name {
                /// The ID of the result, by which steps refer to it: a UUID in its 36-character form.
                ///
                /// Example: `fdb1bc31-99a0-4671-8f2a-2bf7ca2faace`. Source: the vendor's integration guide.
                pub id: String,

                /// The credentials that were evaluated.
                ///
                /// Source: the vendor's integration guide.
                #[serde(skip_serializing_if = "Option::is_none")]
                pub credentials: Option<Vec<EvaluatedCredential>>,

                /// The decision.
                ///
                /// Source: the vendor's integration guide.
                pub decision: Decision,

                /// What was found; absent or empty if the capability was not executed.
                ///
                /// Source: the vendor's integration guide.
                #[serde(skip_serializing_if = "Option::is_none")]
                #[cfg_attr(feature = "schemars", schemars(extend("$comment" = PERSONAL_DATA)))]
                pub data: Option<$data>,

                $($($(#[$($attribute)+])+ pub $field: $type $(<$($of),+>)?,)*)?
            }
        }

        impl CapabilityResult for $name {
            fn id(&self) -> &str {
                &self.id
            }

            fn credentials(&self) -> &[EvaluatedCredential] {
                self.credentials.as_deref().unwrap_or_default()
            }

            fn decision(&self) -> &Decision {
                &self.decision
            }
        }
    )+};
}

/// What the results of all capabilities have in common.
pub trait CapabilityResult {
    /// The ID of the result, by which steps refer to it.
    fn id(&self) -> &str;

    /// The credentials that were evaluated.
    fn credentials(&self) -> &[EvaluatedCredential];

    /// The decision.
    fn decision(&self) -> &Decision;
}

response! {
    /// The results of each capability of a workflow.
    ///
    /// The platform adds capabilities: those that this version does not know are kept among the unknown fields.
    ///
    /// Source: the vendor's integration guide.
    pub struct CapabilityResults {
        /// Whether the images of a credential can be used.
        ///
        /// Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub usability: Option<Vec<UsabilityResult>>,

        /// Whether the images of an ID are genuine.
        ///
        /// Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub image_checks: Option<Vec<ImageChecksResult>>,

        /// The data on a document.
        ///
        /// Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub extraction: Option<Vec<ExtractionResult>>,

        /// Whether the data on an ID is consistent.
        ///
        /// Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub data_checks: Option<Vec<DataChecksResult>>,

        /// Whether a living person was in front of the camera.
        ///
        /// Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub liveness: Option<Vec<LivenessResult>>,

        /// Whether two credentials show the same person.
        ///
        /// Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub similarity: Option<Vec<SimilarityResult>>,

        /// Whether a known person was in front of the camera.
        ///
        /// Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub authentication: Option<Vec<AuthenticationResult>>,

        /// Whether a person is on a watchlist.
        ///
        /// Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub watchlist_screening: Option<Vec<WatchlistScreeningResult>>,

        /// Whether an address exists.
        ///
        /// Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub address_validation: Option<Vec<AddressValidationResult>>,

        /// Whether a person lives at an address.
        ///
        /// Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub proof_of_residency: Option<Vec<ProofOfResidencyResult>>,

        /// Whether a driving license is registered.
        ///
        /// Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub driving_license_verification: Option<Vec<DrivingLicenseVerificationResult>>,
    }
}

results! {
    /// The result of the capability `usability`: whether the images of a credential can be used.
    UsabilityResult = "usability" with OtherData

    /// The result of the capability `imageChecks`: whether the images of an ID are genuine.
    ImageChecksResult = "imageChecks" with ImageChecksData

    /// The result of the capability `extraction`: the data on a document.
    ExtractionResult = "extraction" with ExtractionData

    /// The result of the capability `dataChecks`: whether the data on an ID is consistent.
    DataChecksResult = "dataChecks" with OtherData

    /// The result of the capability `liveness`: whether a living person was in front of the camera.
    LivenessResult = "liveness" with LivenessData {
        /// The URL of the part `FACEMAP` that later authentications can use.
        ///
        /// Example: `https://retrieval.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/credentials/b701e6c5-b74c-434a-866a-ef1f084a4d80/parts/FACEMAP`.
        /// Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[serde(rename = "validFaceMapForAuthentication")]
        pub valid_face_map_for_authentication: Option<String>,
    }

    /// The result of the capability `similarity`: whether two credentials show the same person.
    SimilarityResult = "similarity" with SimilarityData

    /// The result of the capability `authentication`: whether a known person was in front of the camera.
    AuthenticationResult = "authentication" with AuthenticationData {
        /// The URL of the part `FACEMAP` that later authentications can use.
        ///
        /// Example: `https://retrieval.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/credentials/b701e6c5-b74c-434a-866a-ef1f084a4d80/parts/FACEMAP`.
        /// Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[serde(rename = "validFaceMapForAuthentication")]
        pub valid_face_map_for_authentication: Option<String>,
    }

    /// The result of the capability `watchlistScreening`: whether a person is on a watchlist.
    WatchlistScreeningResult = "watchlistScreening" with WatchlistScreeningData

    /// The result of the capability `addressValidation`: whether an address exists.
    AddressValidationResult = "addressValidation" with OtherData

    /// The result of the capability `proofOfResidency`: whether a person lives at an address.
    ProofOfResidencyResult = "proofOfResidency" with OtherData

    /// The result of the capability `drivingLicenseVerification`: whether a driving license is registered.
    DrivingLicenseVerificationResult = "drivingLicenseVerification" with OtherData
}

response! {
    /// A credential that a capability evaluated.
    ///
    /// Source: the vendor's integration guide.
    pub struct EvaluatedCredential {
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
    pub struct OtherData {}
}

response! {
    /// What the image checks found.
    ///
    /// Source: the vendor's integration guide.
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
    pub struct FaceSearchFindings {
        /// The status of the search: `DONE`, `PENDING` or `ERROR`.
        ///
        /// Example: `DONE`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub status: Option<String>,

        /// The IDs of the workflow executions with the same face.
        ///
        /// Example: `[]`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub findings: Option<Vec<String>>,
    }
}

response! {
    /// What the liveness check found.
    ///
    /// Source: the vendor's integration guide.
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

response! {
    /// The data on a document.
    ///
    /// Source: the vendor's integration guide.
    pub struct ExtractionData {
        /// The type of the document.
        ///
        /// Example: `PASSPORT`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub r#type: Option<ExtractedType>,

        /// The subtype of the document, such as `NATIONAL_ID`, `REGULAR_DRIVING_LICENSE` or `E_PASSPORT`; unknown is spelled
        /// `UNKOWN` by the platform.
        ///
        /// Example: `NATIONAL_ID`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub sub_type: Option<String>,

        /// The country that issued the document: an ISO 3166-1 alpha-3 code, or `XKX`.
        ///
        /// Example: `USA`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub issuing_country: Option<String>,

        /// The first name.
        ///
        /// Example: `John`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub first_name: Option<String>,

        /// The last name.
        ///
        /// Example: `Smith`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub last_name: Option<String>,

        /// The date of birth: `YYYY-MM-DD`.
        ///
        /// Example: `1972-11-16`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub date_of_birth: Option<String>,

        /// The last day on which the document is valid: `YYYY-MM-DD`.
        ///
        /// Example: `2026-01-22`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub expiry_date: Option<String>,

        /// The date of issue: `YYYY-MM-DD`.
        ///
        /// Example: `2021-01-22`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub issuing_date: Option<String>,

        /// The number of the document.
        ///
        /// Example: `057033812`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub document_number: Option<String>,

        /// The state that issued the document.
        ///
        /// Example: `IL`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub state: Option<String>,

        /// The personal number.
        ///
        /// Example: `52998224725`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub personal_number: Option<String>,

        /// The first optional field of the machine-readable zone.
        ///
        /// Example: `X1`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub optional_mrz_field1: Option<String>,

        /// The second optional field of the machine-readable zone.
        ///
        /// Example: `X2`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub optional_mrz_field2: Option<String>,

        /// The authority that issued the document.
        ///
        /// Example: `DMV`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub issuing_authority: Option<String>,

        /// The place where the document was issued.
        ///
        /// Example: `Portland`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub issuing_place: Option<String>,

        /// The Mexican population registry code.
        ///
        /// Example: `AAAA000000HDFXXX00`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub curp: Option<String>,

        /// The gender: `M`, `F` or `X`.
        ///
        /// Example: `M`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub gender: Option<String>,

        /// The nationality: an ISO 3166-1 alpha-3 code, or `XKX`.
        ///
        /// Example: `USA`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub nationality: Option<String>,

        /// The place of birth.
        ///
        /// Example: `Portland`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub place_of_birth: Option<String>,

        /// The tax number.
        ///
        /// Example: `12345`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub tax_number: Option<String>,

        /// The Brazilian CPF number.
        ///
        /// Example: `52998224725`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub cpf: Option<String>,

        /// The registration number.
        ///
        /// Example: `12345`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub registration_number: Option<String>,

        /// The name of the mother.
        ///
        /// Example: `Jane Smith`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub mothers_name: Option<String>,

        /// The name of the father.
        ///
        /// Example: `Jack Smith`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub fathers_name: Option<String>,

        /// The personal identification number.
        ///
        /// Example: `12345`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub personal_identification_number: Option<String>,

        /// The Brazilian RG number.
        ///
        /// Example: `12345`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub rg_number: Option<String>,

        /// The voter ID number.
        ///
        /// Example: `12345`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub voter_id_number: Option<String>,

        /// The issuing number.
        ///
        /// Example: `12345`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub issuing_number: Option<String>,

        /// The number of the passport.
        ///
        /// Example: `12345`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub passport_number: Option<String>,

        /// How long the holder of a visa may stay.
        ///
        /// Example: `90 days`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub duration_of_stay: Option<String>,

        /// How often the holder of a visa may enter.
        ///
        /// Example: `1`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub number_of_entries: Option<String>,

        /// The category of a visa.
        ///
        /// Example: `B1`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub visa_category: Option<String>,

        /// The Spanish or Latin American DNI number.
        ///
        /// Example: `12345`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub dni: Option<String>,

        /// The Polish PESEL number.
        ///
        /// Example: `12345`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub pesel: Option<String>,

        /// The labor identification number.
        ///
        /// Example: `12345`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub labor_identification_number: Option<String>,

        /// The number of the copy of the document.
        ///
        /// Example: `1`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub document_copy: Option<String>,

        /// The type of a residence permit.
        ///
        /// Example: `B`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub resident_permit_type: Option<String>,

        /// The remarks on a residence permit.
        ///
        /// Example: `X`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub resident_permit_remarks: Option<String>,

        /// The identification number of the document.
        ///
        /// Example: `12345`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub document_identification_number: Option<String>,

        /// The citizenship.
        ///
        /// Example: `USA`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub citizenship: Option<String>,

        /// The marital status.
        ///
        /// Example: `MARRIED`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub marital_status: Option<String>,

        /// The religion.
        ///
        /// Example: `X`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub religion: Option<String>,

        /// The last name at birth.
        ///
        /// Example: `Smith`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub last_name_at_birth: Option<String>,

        /// Remarks on the document.
        ///
        /// Example: `X`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub remarks: Option<String>,

        /// Whether the document shows a disability: `YES` or `NO`.
        ///
        /// Example: `NO`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub disability: Option<String>,

        /// The classes of vehicles that the holder may drive.
        ///
        /// Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub dl_categories: Option<Vec<Value>>,

        /// The age of the holder in years: a number in the guide, a string in some responses.
        ///
        /// Example: `28`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub current_age: Option<NumberOrString>,

        /// The parts of the expiry date, if the document does not show all of them.
        ///
        /// Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub expiry_date_parts: Option<DateParts>,

        /// The parts of the date of birth, if the document does not show all of them.
        ///
        /// Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub date_of_birth_parts: Option<DateParts>,

        /// The parts of the date of issue, if the document does not show all of them.
        ///
        /// Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub issuing_date_parts: Option<DateParts>,

        /// The address.
        ///
        /// Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub address: Option<ExtractedAddress>,
    }
}

growing_list! {
    /// The type of a document.
    ///
    /// Source: the vendor's integration guide.
    ExtractedType {
        /// A passport.
        Passport = "PASSPORT",
        /// A driving license.
        DrivingLicense = "DRIVING_LICENSE",
        /// An ID card.
        IdCard = "ID_CARD",
        /// A visa.
        Visa = "VISA",
        /// A type that the platform does not support.
        Unsupported = "UNSUPPORTED",
    }
}

response! {
    /// The parts of a date that a document shows.
    ///
    /// Source: the vendor's integration guide.
    pub struct DateParts {
        /// The year.
        ///
        /// Example: `1972`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub year: Option<String>,

        /// The month.
        ///
        /// Example: `11`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub month: Option<String>,

        /// The day.
        ///
        /// Example: `16`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub day: Option<String>,
    }
}

response! {
    /// The address on a document.
    ///
    /// Source: the vendor's integration guide.
    pub struct ExtractedAddress {
        /// The first line.
        ///
        /// Example: `12345 SW Address Ln`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub line1: Option<String>,

        /// The second line.
        ///
        /// Example: `Suite 707`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub line2: Option<String>,

        /// The third line.
        ///
        /// Example: `X`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub line3: Option<String>,

        /// The fourth line.
        ///
        /// Example: `X`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub line4: Option<String>,

        /// The fifth line.
        ///
        /// Example: `X`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub line5: Option<String>,

        /// The country: an ISO 3166-1 alpha-3 code, or `XKX`.
        ///
        /// Example: `USA`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub country: Option<String>,

        /// The postal code.
        ///
        /// Example: `97201`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub postal_code: Option<String>,

        /// The state or province.
        ///
        /// Example: `OR`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub subdivision: Option<String>,

        /// The city.
        ///
        /// Example: `Portland`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub city: Option<String>,

        /// The whole address.
        ///
        /// Example: `12345 SW Address Ln, Portland`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub formatted_address: Option<String>,
    }
}
