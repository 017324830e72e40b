#![doc = include_str!("../README.md")]

mod check;
#[cfg(feature = "lint")]
pub mod lint;
mod model;
pub mod rules;
pub mod schema;
pub mod workflow;

pub use check::{Context, Finding, Payload, Place, Report, Span, Valid};
pub use model::{
    AccountRequest, Address, Capabilities, Category, Consent, ConsentDecision, CountryChoice, CountryCode,
    Credential, CrossDeviceOption, DocumentVerification, EkycCheck, Flag, IdDetails, NotACountry,
    NotATimestamp, OpenObject, OverrideSettings, PredefinedType, PreparedData, Ruleset, SearchType, Sex,
    Timestamp, TypeChoice, UserConsent, UserLocation, WatchlistScreening, WebSettings, WorkflowDecision,
    WorkflowDefinition, WorkflowKey,
};
pub use rules::{Rule, Severity};
pub use schema::Kind;
pub use workflow::{Channel, Operation};
