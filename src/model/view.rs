//! The views of all payloads, by the names of their types.

#[allow(unused_imports, reason = "the export uses only a part of it")]
pub(crate) use super::{
    access::{
        ApiAccessView as ApiAccess, CredentialAccessView as CredentialAccess,
        OfferedChoiceView as OfferedChoice, SdkAccessView as SdkAccess,
        StartedExecutionView as StartedExecution, WebAccessView as WebAccess,
    },
    access_token::{TokenErrorView as TokenError, TokenResponseView as TokenResponse},
    account::{
        AccountRequestView as AccountRequest, OverrideSettingsView as OverrideSettings,
        WebSettingsView as WebSettings,
    },
    callback::{
        AccountLinkView as AccountLink, CallbackView as Callback, ExecutionOutcomeView as ExecutionOutcome,
        StatusResponseView as StatusResponse,
    },
    capabilities::{
        CapabilitiesView as Capabilities, DocumentVerificationView as DocumentVerification,
        EkycCheckView as EkycCheck, RulesetView as Ruleset, WatchlistScreeningView as WatchlistScreening,
        WorkflowDecisionView as WorkflowDecision,
    },
    consent::{ConsentView as Consent, UserConsentView as UserConsent, UserLocationView as UserLocation},
    decision::{DecisionDetailsView as DecisionDetails, DecisionView as Decision, RiskView as Risk},
    extracted_address::{
        AddressOnDocumentView as AddressOnDocument, ExtractedAddressView as ExtractedAddress,
    },
    extraction::{DatePartsView as DateParts, ExtractionDataView as ExtractionData},
    number::NumberOrStringView as NumberOrString,
    open::OpenObjectView as OpenObject,
    prepared_data::{AddressView as Address, IdDetailsView as IdDetails, PreparedDataView as PreparedData},
    problem::{ProblemStatusView as ProblemStatus, ProblemView as Problem},
    references::{
        AccountRefView as AccountRef, ExecutionRefView as ExecutionRef, ReferenceView as Reference,
    },
    response::{
        AccountResponseView as AccountResponse, FinalizeResponseView as FinalizeResponse,
        PartResponseView as PartResponse,
    },
    result_data::{
        AuthenticationDataView as AuthenticationData, FaceSearchFindingsView as FaceSearchFindings,
        ImageChecksDataView as ImageChecksData, LivenessDataView as LivenessData, OtherDataView as OtherData,
        SimilarityDataView as SimilarityData, WatchlistScreeningDataView as WatchlistScreeningData,
    },
    results::{
        AddressValidationResultView as AddressValidationResult,
        AuthenticationResultView as AuthenticationResult, CapabilityResultsView as CapabilityResults,
        DataChecksResultView as DataChecksResult,
        DrivingLicenseVerificationResultView as DrivingLicenseVerificationResult,
        EvaluatedCredentialView as EvaluatedCredential, ExtractionResultView as ExtractionResult,
        ImageChecksResultView as ImageChecksResult, LivenessResultView as LivenessResult,
        ProofOfResidencyResultView as ProofOfResidencyResult, SimilarityResultView as SimilarityResult,
        UsabilityResultView as UsabilityResult, WatchlistScreeningResultView as WatchlistScreeningResult,
    },
    retrieval::{
        FeedbackView as Feedback, RecordedConsentView as RecordedConsent,
        RetrievalResponseView as RetrievalResponse, RetrievedCredentialView as RetrievedCredential,
        RetrievedPartView as RetrievedPart, RetrievedWorkflowView as RetrievedWorkflow,
        ReusableIdentityView as ReusableIdentity, StepsLinkView as StepsLink,
    },
    steps::{StepView as Step, StepsResponseView as StepsResponse},
    timestamp::TimestampView as Timestamp,
    unknown::{UnknownFieldsView as UnknownFields, UnknownValueView as UnknownValue},
    workflow::{
        CountryChoiceView as CountryChoice, CredentialView as Credential, TypeChoiceView as TypeChoice,
        WorkflowDefinitionView as WorkflowDefinition,
    },
};
