#![doc = include_str!("../README.md")]

mod at;
mod block;
#[cfg_attr(not(feature = "lint"), allow(dead_code, reason = "only the linter reads calls"))]
mod call;
mod context;
#[cfg_attr(not(feature = "lint"), allow(dead_code, reason = "only the linter makes corrections"))]
mod defect;
pub mod endpoint;
#[cfg_attr(not(feature = "lint"), allow(dead_code, reason = "only the linter reads files"))]
mod excerpt;
mod fields;
mod finding;
mod finding_json;
#[cfg(feature = "lint")]
pub mod input;
#[cfg(feature = "lint")]
mod json;
mod kind;
#[cfg(feature = "lint")]
pub mod lint;
mod model;
mod naming;
pub mod next;
mod outcome;
mod payload;
#[cfg_attr(not(feature = "lint"), allow(dead_code, reason = "partly used by the linter only"))]
mod placeholder;
#[cfg(feature = "lint")]
pub mod reading;
mod report;
mod report_json;
mod response;
#[cfg_attr(not(feature = "lint"), allow(dead_code, reason = "only the linter reads calls"))]
mod route;
mod rule;
mod rule_json;
#[cfg_attr(
    not(all(feature = "lint", feature = "upload")),
    allow(dead_code, reason = "partly used by the linter and the preflight only")
)]
pub mod rules;
#[cfg(feature = "sample")]
pub mod sample;
#[cfg(feature = "lint")]
mod scan;
pub mod schema;
mod strings;
mod tables;
#[cfg(feature = "upload")]
pub mod upload;
pub mod workflow;

pub use context::Context;
pub use defect::{Safety, Severity};
pub use finding::{Edit, Finding, Fix, Place, Related, Span};
pub use finding_json::FindingJson;
pub use kind::{Kind, UnknownKind};
pub use model::{
    AccountLink, AccountRef, AccountRequest, AccountResponse, Address, AddressOnDocument,
    AddressValidationResult, AllowedChannel, ApiAccess, AuthenticationData, AuthenticationResult, Callback,
    Capabilities, Capability, CapabilityResults, Category, Consent, ConsentDecision, CountryChoice,
    CountryCode, Credential, CredentialAccess, CredentialCategory, CrossDeviceOption, DataChecksResult,
    DateParts, Decision, DecisionDetails, DecisionType, DocumentVerification,
    DrivingLicenseVerificationResult, EkycCheck, EvaluatedCredential, ExecutionOutcome, ExecutionRef,
    ExecutionStatus, ExtractedAddress, ExtractedType, ExtractionData, ExtractionResult, FaceSearchFindings,
    Feedback, FetchablePart, FinalizeResponse, Flag, IdDetails, ImageChecksData, ImageChecksResult,
    LivenessData, LivenessResult, MASK, NotACountry, NotATimestamp, NotExecutedReason, NotPassed, Number,
    NumberOrString, OfferedChoice, OpenObject, OtherData, Outcome, OutcomeSource, OverrideSettings,
    PartResponse, PredefinedType, PreparedData, Problem, ProblemCause, ProblemStatus, ProofOfResidencyResult,
    RecordedConsent, Reference, RetrievalResponse, RetrievedCredential, RetrievedPart, RetrievedWorkflow,
    ReusableIdentity, Risk, Ruleset, SdkAccess, SearchType, Sex, Similarity, SimilarityData,
    SimilarityResult, StartedExecution, StatusResponse, Step, StepName, StepsLink, StepsResponse, Timestamp,
    Token, TokenError, TokenResponse, TypeChoice, UnknownCategory, UnknownFields, UnknownValue,
    UsabilityResult, UserConsent, UserLocation, WatchlistScreening, WatchlistScreeningData,
    WatchlistScreeningResult, WebAccess, WebSettings, WorkflowDecision, WorkflowDefinition, WorkflowKey,
};
pub use payload::{Payload, Valid};
pub use report::{MAX_FINDINGS, Report};
pub use report_json::ReportJson;
pub use rule::{Rule, Tag};
pub use rule_json::RuleJson;
pub use workflow::{Channel, Operation};
