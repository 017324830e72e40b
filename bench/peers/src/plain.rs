//! The account request as owned structs with the same fields, but without any checks: formats are not validated, and
//! unknown fields are ignored. This is the least that a typed parser must do.

#![allow(missing_docs, reason = "documented in kyx_schema::model")]

use kyx_schema::{Flag, WorkflowKey};
use serde::Deserialize;

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct AccountRequest {
    pub customer_internal_reference: String,
    pub workflow_definition: WorkflowDefinition,
    pub user_reference: Option<String>,
    pub reporting_criteria: Option<String>,
    pub callback_url: Option<String>,
    pub token_lifetime: Option<String>,
    pub web: Option<WebSettings>,
    pub user_consent: Option<UserConsent>,
    pub override_settings: Option<OverrideSettings>,
}

#[derive(Debug, Deserialize)]
pub struct WorkflowDefinition {
    pub key: WorkflowKey,
    pub credentials: Option<Vec<Credential>>,
    pub capabilities: Option<Capabilities>,
}

#[derive(Debug, Deserialize)]
pub struct Credential {
    pub id: Option<String>,
    pub category: Option<Category>,
    pub country: Option<Choice>,
    pub r#type: Option<Choice>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum Category {
    Id,
    Document,
    Facemap,
    Selfie,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Choice {
    pub predefined_type: Option<PredefinedType>,
    pub values: Vec<String>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "UPPERCASE")]
pub enum PredefinedType {
    Defined,
    Recommended,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Capabilities {
    pub watchlist_screening: Option<WatchlistScreening>,
    pub document_verification: Option<DocumentVerification>,
    pub ekyc_check: Option<EkycCheck>,
    pub workflow_decision: Option<WorkflowDecision>,
    pub ruleset: Option<Ruleset>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WatchlistScreening {
    pub search_profile: Option<String>,
    pub additional_properties: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DocumentVerification {
    pub enable_extraction: Option<Flag>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct EkycCheck {
    pub search_type: Option<SearchType>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum SearchType {
    One,
    Two,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowDecision {
    pub risk_score_ruleset_id: Option<String>,
}

#[derive(Debug, Deserialize)]
pub struct Ruleset {
    pub ids: Vec<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WebSettings {
    pub success_url: Option<String>,
    pub error_url: Option<String>,
    pub locale: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct UserConsent {
    pub user_ip: String,
    pub user_location: UserLocation,
    pub consent: Option<Consent>,
}

#[derive(Debug, Deserialize)]
pub struct UserLocation {
    pub country: String,
    pub state: Option<String>,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Consent {
    pub obtained: Option<ConsentDecision>,
    pub obtained_at: Option<String>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum ConsentDecision {
    Yes,
    No,
    Na,
}

#[derive(Debug, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OverrideSettings {
    pub cross_device_only: Option<bool>,
    pub cross_device_option: Option<CrossDeviceOption>,
}

#[derive(Clone, Copy, Debug, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CrossDeviceOption {
    Default,
    QrOnly,
    EmailOnly,
}
