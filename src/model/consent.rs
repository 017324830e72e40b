//! The end user's consent to the use of personal data.

use std::net::IpAddr;

use super::{
    country::CountryCode,
    declare::{closed_list, request},
    timestamp::Timestamp,
};

request! {
    /// The end user's consent to the use of personal and biometric data, with their IP address and location.
    ///
    /// Required when credentials are uploaded by API, for every biometric workflow and for every workflow that reuses
    /// credentials. The web client and the default screens of the SDKs collect it themselves.
    ///
    /// Source: *Creating or Updating Accounts*; *Use Existing Credentials*; *v3 Workflow Descriptions*, the prerequisites; the
    /// vendor's guide on end-user consent.
    #[example({
        "userIp": "226.80.211.232",
        "userLocation": {"country": "USA", "state": "IL"},
        "consent": {"obtained": "yes", "obtainedAt": "2022-07-20T17:20:35.000Z"},
    })]
    pub struct UserConsent as UserConsentView {
        /// The end user's IP address: IPv4 or IPv6. Personal data.
        ///
        /// Example: `226.80.211.232`. Source: the example of *Creating or Updating Accounts*; the vendor's guide on end-user
        /// consent.
        #[cfg_attr(feature = "schemars", schemars(extend("$comment" = super::text::PERSONAL_DATA), schema_with = "super::ip::ip_address"))]
        pub user_ip: IpAddr,

        /// The end user's location. Personal data.
        ///
        /// Source: *Creating or Updating Accounts*.
        #[validate(nested)]
        #[cfg_attr(feature = "schemars", schemars(extend("$comment" = super::text::PERSONAL_DATA)))]
        pub user_location: UserLocation,

        /// The end user's decision. Required when the country is `USA`.
        ///
        /// Source: *Creating or Updating Accounts*; the vendor's guide on end-user consent.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[validate(nested)]
        pub consent: Option<Consent>,
    }
}

impl UserConsent {
    /// Creates a consent without a decision, which is sufficient outside the USA.
    #[must_use]
    pub fn new(user_ip: IpAddr, user_location: UserLocation) -> Self {
        Self { user_ip, user_location, consent: None }
    }
}

request! {
    /// The end user's country, and their state if the law differs by state.
    ///
    /// Source: *Creating or Updating Accounts*.
    #[example({"country": "USA", "state": "IL"})]
    pub struct UserLocation as UserLocationView {
        /// The end user's country.
        ///
        /// Example: `USA`. Source: the example of *Creating or Updating Accounts*; the vendor's guide on end-user consent.
        pub country: CountryCode,

        /// The end user's state: at most 100 characters.
        ///
        /// In `USA`, `CAN` and `AUS`, the ISO 3166-2 code without country and hyphen; elsewhere, any string.
        ///
        /// Example: `IL`. Source: *Creating or Updating Accounts*; the vendor's guide on end-user consent.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[validate(length(max = 100))]
        pub state: Option<String>,
    }
}

impl UserLocation {
    /// Creates a location without a state.
    #[must_use]
    pub fn new(country: CountryCode) -> Self {
        Self { country, state: None }
    }
}

request! {
    /// The end user's decision, and when it was made.
    ///
    /// A consent is valid for at most three calendar years.
    ///
    /// Source: *v3 Workflow Descriptions*, workflows 9 and 16.
    #[derive(Default)]
    #[example({"obtained": "yes", "obtainedAt": "2022-07-20T17:20:35.000Z"})]
    pub struct Consent as ConsentView {
        /// Whether the end user consented.
        ///
        /// Example: `yes`. Source: the example of *Creating or Updating Accounts*; the vendor's guide on end-user consent.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub obtained: Option<ConsentDecision>,

        /// When the end user consented, in UTC. Required when `obtained` is `yes`.
        ///
        /// Example: `2022-07-20T17:20:35.000Z`. Source: the example of *Creating or Updating Accounts*; the vendor's guide on
        /// end-user consent.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub obtained_at: Option<Timestamp>,
    }
}

impl Consent {
    /// Creates a consent given at this time.
    #[must_use]
    pub fn given(at: impl Into<Timestamp>) -> Self {
        Self { obtained: Some(ConsentDecision::Yes), obtained_at: Some(at.into()) }
    }
}

closed_list! {
    /// Whether the end user consented.
    ///
    /// Source: *Creating or Updating Accounts*; the vendor's guide on end-user consent.
    #[derive(Debug)]
    pub enum ConsentDecision {
        /// The end user consented.
        Yes = "yes",
        /// The end user refused.
        No = "no",
        /// Not applicable: the end user was not asked.
        Na = "na",
    }
}
