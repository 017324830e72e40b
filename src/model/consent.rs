//! The end user's consent to the use of personal data.

use std::net::IpAddr;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use validator::Validate;

use super::{
    CountryCode, Timestamp, debug::debug_shape, ip::ip_address, strict::strict, text::PERSONAL_DATA,
};

/// The end user's consent to the use of personal and biometric data, and from where it was given.
///
/// Needed when credentials are uploaded by API, for every biometric workflow and for every workflow that reuses
/// credentials. The web client and the default screens of the SDKs collect it themselves.
///
/// Source: *Creating or Updating Accounts*; *Use Existing Credentials*.
#[derive(Clone, PartialEq, Serialize, Deserialize, Validate, JsonSchema)]
#[schemars(!remote)]
#[serde(remote = "Self", rename_all = "camelCase", deny_unknown_fields)]
#[schemars(example = json!({
    "userIp": "226.80.211.232",
    "userLocation": {"country": "USA", "state": "IL"},
    "consent": {"obtained": "yes", "obtainedAt": "2022-07-20T17:20:35.000Z"},
}))]
pub struct UserConsent {
    /// The IP address of the end user, version 4 or 6. Personal data.
    ///
    /// Example: `226.80.211.232`. Source: *Creating or Updating Accounts*.
    #[schemars(extend("$comment" = PERSONAL_DATA), schema_with = "ip_address", example = "226.80.211.232".to_owned())]
    pub user_ip: IpAddr,

    /// Where the end user is. Personal data.
    ///
    /// Source: *Creating or Updating Accounts*.
    #[validate(nested)]
    #[schemars(extend("$comment" = PERSONAL_DATA))]
    pub user_location: UserLocation,

    /// The end user's decision. Needed when the country is `USA`.
    ///
    /// Source: *Creating or Updating Accounts*; the vendor's guide on end-user consent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[validate(nested)]
    pub consent: Option<Consent>,
}

impl UserConsent {
    /// A consent without a decision, as it is enough outside the USA.
    #[must_use]
    pub fn new(user_ip: IpAddr, user_location: UserLocation) -> Self {
        Self { user_ip, user_location, consent: None }
    }
}

/// The end user's country, and the state where the law differs by state.
///
/// Source: *Creating or Updating Accounts*.
#[derive(Clone, PartialEq, Serialize, Deserialize, Validate, JsonSchema)]
#[schemars(!remote)]
#[serde(remote = "Self", rename_all = "camelCase", deny_unknown_fields)]
#[schemars(example = json!({"country": "USA", "state": "IL"}))]
pub struct UserLocation {
    /// The end user's country.
    ///
    /// Example: `USA`. Source: *Creating or Updating Accounts*.
    #[schemars(example = "USA".to_owned())]
    pub country: CountryCode,

    /// The end user's state, at most 100 characters.
    ///
    /// For `USA`, `CAN` and `AUS` the ISO 3166-2 code without country and hyphen; elsewhere any text.
    ///
    /// Example: `IL`. Source: *Creating or Updating Accounts*; the vendor's guide on end-user consent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[validate(length(max = 100))]
    #[schemars(example = "IL".to_owned())]
    pub state: Option<String>,
}

impl UserLocation {
    /// A country, without a state.
    #[must_use]
    pub fn new(country: CountryCode) -> Self {
        Self { country, state: None }
    }
}

/// What the end user decided, and when.
///
/// A consent holds for at most three calendar years.
///
/// Source: *v3 Workflow Descriptions*, workflows 9 and 16.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize, Validate, JsonSchema)]
#[schemars(!remote)]
#[serde(remote = "Self", rename_all = "camelCase", deny_unknown_fields)]
#[schemars(example = json!({"obtained": "yes", "obtainedAt": "2022-07-20T17:20:35.000Z"}))]
pub struct Consent {
    /// Whether the end user consented.
    ///
    /// Example: `yes`. Source: *Creating or Updating Accounts*.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = "yes".to_owned())]
    pub obtained: Option<ConsentDecision>,

    /// When the end user consented, in UTC. Needed when `obtained` is `yes`.
    ///
    /// Example: `2022-07-20T17:20:35.000Z`. Source: *Creating or Updating Accounts*.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = "2022-07-20T17:20:35.000Z".to_owned())]
    pub obtained_at: Option<Timestamp>,
}

impl Consent {
    /// A consent given at a point in time.
    #[must_use]
    pub fn given(at: impl Into<Timestamp>) -> Self {
        Self { obtained: Some(ConsentDecision::Yes), obtained_at: Some(at.into()) }
    }
}

/// Whether the end user consented.
///
/// Source: *Creating or Updating Accounts*; the vendor's guide on end-user consent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[schemars(!remote)]
#[serde(remote = "Self", rename_all = "lowercase")]
pub enum ConsentDecision {
    /// The end user consented.
    Yes,
    /// The end user refused.
    No,
    /// Not applicable: no consent was asked for.
    Na,
}

debug_shape!(UserConsent, UserLocation, Consent);

strict!(UserConsent, UserLocation, Consent, ConsentDecision);
