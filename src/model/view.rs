//! Views of payloads: what the rules read. A payload gives one, and so does a text that has not become a payload.

use std::{collections::BTreeMap, net::IpAddr};

use uuid::Uuid;

#[allow(unused_imports, reason = "the export uses only a part of it")]
pub(crate) use super::{
    access::{ApiAccessView as ApiAccess, CredentialAccessView as CredentialAccess, OfferedChoiceView as OfferedChoice, SdkAccessView as SdkAccess, StartedExecutionView as StartedExecution, WebAccessView as WebAccess},
    access_token::{TokenErrorView as TokenError, TokenResponseView as TokenResponse},
    account::{AccountRequestView as AccountRequest, OverrideSettingsView as OverrideSettings, WebSettingsView as WebSettings},
    callback::{AccountLinkView as AccountLink, CallbackView as Callback, ExecutionOutcomeView as ExecutionOutcome, StatusResponseView as StatusResponse},
    capabilities::{CapabilitiesView as Capabilities, DocumentVerificationView as DocumentVerification, EkycCheckView as EkycCheck, RulesetView as Ruleset, WatchlistScreeningView as WatchlistScreening, WorkflowDecisionView as WorkflowDecision},
    consent::{ConsentView as Consent, UserConsentView as UserConsent, UserLocationView as UserLocation},
    decision::{DecisionView as Decision, DecisionDetailsView as DecisionDetails, RiskView as Risk},
    extracted_address::{
        AddressOnDocumentView as AddressOnDocument, ExtractedAddressView as ExtractedAddress,
    },
    extraction::{DatePartsView as DateParts, ExtractionDataView as ExtractionData},
    number::NumberOrStringView as NumberOrString,
    open::OpenObjectView as OpenObject,
    prepared_data::{AddressView as Address, IdDetailsView as IdDetails, PreparedDataView as PreparedData},
    problem::{ProblemView as Problem, ProblemStatusView as ProblemStatus},
    references::{AccountRefView as AccountRef, ExecutionRefView as ExecutionRef, ReferenceView as Reference},
    response::{AccountResponseView as AccountResponse, FinalizeResponseView as FinalizeResponse, PartResponseView as PartResponse},
    result_data::{AuthenticationDataView as AuthenticationData, FaceSearchFindingsView as FaceSearchFindings, ImageChecksDataView as ImageChecksData, LivenessDataView as LivenessData, OtherDataView as OtherData, SimilarityDataView as SimilarityData, WatchlistScreeningDataView as WatchlistScreeningData},
    results::{AddressValidationResultView as AddressValidationResult, AuthenticationResultView as AuthenticationResult, CapabilityResultsView as CapabilityResults, DataChecksResultView as DataChecksResult, DrivingLicenseVerificationResultView as DrivingLicenseVerificationResult, EvaluatedCredentialView as EvaluatedCredential, ExtractionResultView as ExtractionResult, ImageChecksResultView as ImageChecksResult, LivenessResultView as LivenessResult, ProofOfResidencyResultView as ProofOfResidencyResult, SimilarityResultView as SimilarityResult, UsabilityResultView as UsabilityResult, WatchlistScreeningResultView as WatchlistScreeningResult},
    retrieval::{FeedbackView as Feedback, RecordedConsentView as RecordedConsent, RetrievalResponseView as RetrievalResponse, RetrievedCredentialView as RetrievedCredential, RetrievedPartView as RetrievedPart, RetrievedWorkflowView as RetrievedWorkflow, ReusableIdentityView as ReusableIdentity, StepsLinkView as StepsLink},
    steps::{StepView as Step, StepsResponseView as StepsResponse},
    timestamp::TimestampView as Timestamp,
    unknown::{UnknownFieldsView as UnknownFields, UnknownValueView as UnknownValue},
    workflow::{CountryChoiceView as CountryChoice, CredentialView as Credential, TypeChoiceView as TypeChoice, WorkflowDefinitionView as WorkflowDefinition},
};

/// A part of a payload that can be viewed: its values are referred to instead of copied.
pub(crate) trait Viewed {
    /// The view; for small values, a copy.
    type View<'a>
    where
        Self: 'a;

    fn view(&self) -> Self::View<'_>;
}

impl Viewed for String {
    type View<'a> = &'a str;

    fn view(&self) -> &str {
        self
    }
}

impl<T: Viewed> Viewed for Option<T> {
    type View<'a>
        = Option<T::View<'a>>
    where
        T: 'a;

    fn view(&self) -> Option<T::View<'_>> {
        self.as_ref().map(T::view)
    }
}

impl<T: Viewed> Viewed for Vec<T> {
    type View<'a>
        = Vec<T::View<'a>>
    where
        T: 'a;

    fn view(&self) -> Vec<T::View<'_>> {
        self.iter().map(T::view).collect()
    }
}

/// The members in the order of their names, or of the text.
impl<T: Viewed> Viewed for BTreeMap<String, T> {
    type View<'a>
        = Vec<(&'a str, T::View<'a>)>
    where
        T: 'a;

    fn view(&self) -> Vec<(&str, T::View<'_>)> {
        self.iter().map(|(name, value)| (name.as_str(), value.view())).collect()
    }
}

/// Implements [`Viewed`] for values that are as small as a reference.
macro_rules! viewed_as_copy {
    ($($name:ty),+ $(,)?) => {$(
        impl $crate::model::view::Viewed for $name {
            type View<'a> = Self;

            fn view(&self) -> Self {
                *self
            }
        }
    )+};
}

viewed_as_copy!(bool, Uuid, IpAddr);

pub(super) use viewed_as_copy;
