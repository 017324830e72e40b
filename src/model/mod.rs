//! The payload types: one file per resource, each field with its limits. The build's export compiles them too.

mod access;
mod access_token;
mod account;
mod callback;
mod capabilities;
mod consent;
mod country;
mod decision;
mod declare;
mod extracted_address;
mod extraction;
mod from_text;
mod ip;
pub(crate) mod limits;
mod number;
mod open;
mod outcome;
mod part;
mod prepared_data;
mod problem;
mod references;
mod response;
mod result_data;
mod results;
mod retrieval;
mod status;
mod steps;
mod strict;
mod text;
mod timestamp;
mod token;
mod unknown;
mod uuid36;
pub(crate) mod view;
pub(crate) mod viewed;
mod workflow;

pub use access::{
    AllowedChannel, ApiAccess, CredentialAccess, CredentialCategory, OfferedChoice, SdkAccess,
    StartedExecution, UnknownCategory, WebAccess,
};
pub use access_token::{TokenError, TokenResponse};
pub use account::{AccountRequest, CrossDeviceOption, OverrideSettings, WebSettings};
pub use callback::{AccountLink, Callback, ExecutionOutcome, StatusResponse};
pub use capabilities::{
    Capabilities, DocumentVerification, EkycCheck, Flag, Ruleset, SearchType, WatchlistScreening,
    WorkflowDecision,
};
pub use consent::{Consent, ConsentDecision, UserConsent, UserLocation};
pub use country::{CountryCode, NotACountry};
pub use decision::{Decision, DecisionDetails, DecisionType, NotExecutedReason, Risk};
pub use extracted_address::{AddressOnDocument, ExtractedAddress};
pub use extraction::{DateParts, ExtractedType, ExtractionData};
pub use number::{Number, NumberOrString};
pub use open::OpenObject;
pub use outcome::{FetchablePart, NotPassed, Outcome, OutcomeSource};
pub use part::MASK;
pub use prepared_data::{Address, IdDetails, PreparedData, Sex};
pub use problem::{Problem, ProblemCause, ProblemStatus};
pub use references::{AccountRef, ExecutionRef, Reference};
pub use response::{AccountResponse, FinalizeResponse, PartResponse};
pub use result_data::{
    AuthenticationData, FaceSearchFindings, ImageChecksData, LivenessData, OtherData, Similarity,
    SimilarityData, WatchlistScreeningData,
};
pub use results::{
    AddressValidationResult, AuthenticationResult, Capability, CapabilityResults, DataChecksResult,
    DrivingLicenseVerificationResult, EvaluatedCredential, ExtractionResult, ImageChecksResult,
    LivenessResult, ProofOfResidencyResult, SimilarityResult, UsabilityResult, WatchlistScreeningResult,
};
pub use retrieval::{
    Feedback, RecordedConsent, RetrievalResponse, RetrievedCredential, RetrievedPart, RetrievedWorkflow,
    ReusableIdentity, StepsLink,
};
pub use status::ExecutionStatus;
pub use steps::{Step, StepName, StepsResponse};
pub use timestamp::{NotATimestamp, Timestamp};
pub use token::Token;
pub use unknown::{UnknownFields, UnknownValue};
pub use workflow::{
    Category, CountryChoice, Credential, PredefinedType, TypeChoice, WorkflowDefinition, WorkflowKey,
};

#[cfg(any(feature = "lint", feature = "export"))]
#[allow(unused_imports, reason = "used by the linter and the export")]
pub(crate) use self::text::PERSONAL_DATA;
#[cfg(feature = "export")]
#[allow(unused_imports, reason = "used by the export")]
pub(crate) use self::text::{ABSOLUTE_OR_DEEP_LINK, no_line_feed};
pub(crate) use self::{
    from_text::FromText,
    part::Part,
    text::{
        ABSOLUTE_URL, E164, FORBIDDEN_CHARACTERS, LOCALE, TOKEN_LIFETIME_MAX, TOKEN_LIFETIME_MIN, date,
        pattern,
    },
    uuid36::parse as parse_uuid,
};
#[cfg(feature = "lint")]
pub(crate) use self::{
    open::{MAX_DEPTH, MAX_READ_DEPTH},
    results::is_documented_label,
};
