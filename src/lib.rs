#![doc = include_str!("../README.md")]

#[cfg_attr(
    not(feature = "lint"),
    allow(unused_macros, reason = "only the linter asks for a type by its kind")
)]
#[macro_use]
mod kind;

mod check;
pub mod endpoint;
mod fields;
#[cfg(feature = "lint")]
pub mod lint;
mod model;
pub mod next;
pub mod rules;
pub mod schema;
mod subdivision;
#[cfg(feature = "upload")]
pub mod upload;
pub mod workflow;

pub use check::{Context, Edit, Finding, Fix, MAX_FINDINGS, Payload, Place, Report, Safety, Span, Valid};
pub use kind::{Kind, UnknownKind};
pub use model::{
    AccountLink, AccountRef, AccountRequest, AccountResponse, Address, AllowedChannel, ApiAccess, Callback,
    Capabilities, Category, Consent, ConsentDecision, CountryChoice, CountryCode, Credential,
    CredentialAccess, CredentialCategory, CrossDeviceOption, DocumentVerification, EkycCheck,
    ExecutionOutcome, ExecutionRef, ExecutionStatus, FinalizeResponse, Flag, IdDetails, NotACountry,
    NotATimestamp, OfferedChoice, OpenObject, OverrideSettings, PartResponse, PredefinedType, PreparedData,
    Problem, ProblemCause, ProblemStatus, Reference, Ruleset, SdkAccess, SearchType, Sex, StartedExecution,
    StatusResponse, Timestamp, Token, TypeChoice, UnknownFields, UserConsent, UserLocation,
    WatchlistScreening, WebAccess, WebSettings, WorkflowDecision, WorkflowDefinition, WorkflowKey,
};
pub use rules::{Rule, Severity};
pub use workflow::{Channel, Operation};
