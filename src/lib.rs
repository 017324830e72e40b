#![doc = include_str!("../README.md")]

mod context;
#[cfg_attr(not(feature = "lint"), allow(dead_code, reason = "only the linter makes corrections"))]
mod defect;
pub mod endpoint;
mod fields;
mod finding;
#[cfg(feature = "lint")]
mod json;
mod kind;
#[cfg(feature = "lint")]
pub mod lint;
mod model;
mod naming;
pub mod next;
mod payload;
mod report;
mod response;
mod rule;
pub mod rules;
#[cfg(feature = "sample")]
pub mod sample;
pub mod schema;
mod strings;
mod tables;
#[cfg(feature = "upload")]
pub mod upload;
pub mod workflow;

pub use context::Context;
pub use defect::{Safety, Severity};
pub use finding::{Edit, Finding, Fix, Place, Span};
pub use kind::{Kind, UnknownKind};
pub use model::{
    AccountLink, AccountRef, AccountRequest, AccountResponse, Address, AllowedChannel, ApiAccess, Callback,
    Capabilities, Category, Consent, ConsentDecision, CountryChoice, CountryCode, Credential,
    CredentialAccess, CredentialCategory, CrossDeviceOption, DecisionDetails, DecisionType,
    DocumentVerification, EkycCheck, ExecutionOutcome, ExecutionRef, ExecutionStatus, FinalizeResponse, Flag,
    IdDetails, NotACountry, NotATimestamp, OfferedChoice, OpenObject, OverrideSettings, PartResponse,
    PredefinedType, PreparedData, Problem, ProblemCause, ProblemStatus, Reference, Risk, Ruleset, SdkAccess,
    SearchType, Sex, StartedExecution, StatusResponse, Step, StepDecision, StepName, StepsResponse,
    Timestamp, Token, TokenError, TokenResponse, TypeChoice, UnknownFields, UserConsent, UserLocation,
    WatchlistScreening, WebAccess, WebSettings, WorkflowDecision, WorkflowDefinition, WorkflowKey,
};
pub use payload::{Payload, Valid};
pub use report::{MAX_FINDINGS, Report};
pub use rule::Rule;
pub use workflow::{Channel, Operation};
