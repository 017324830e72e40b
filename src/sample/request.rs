//! Samples of what a customer sends: account requests and prepared data.

use chrono::{DateTime, Days, Months, TimeDelta, Utc};
use serde_json::{Value, json};

use super::{
    credentials::{Access, credentials},
    scenario::Scenario,
    values::Values,
};
use crate::{
    model::{CredentialCategory, Timestamp},
    workflow::Channel,
};

/// Where an end user lives. The numbers are reserved for fiction.
#[derive(Clone, Copy)]
struct Home {
    country: &'static str,
    state: &'static str,
    city: &'static str,
    postal_code: &'static str,
    phone: &'static str,
}

const HOMES: [Home; 3] = [
    Home { country: "USA", state: "IL", city: "Springfield", postal_code: "62701", phone: "+12175550123" },
    Home { country: "GBR", state: "England", city: "London", postal_code: "SE1 9GF", phone: "+442079460123" },
    Home { country: "DEU", state: "Berlin", city: "Berlin", postal_code: "10115", phone: "+493023125123" },
];

pub(super) const SUCCESS_URL: &str = "https://www.example.com/success";
pub(super) const ERROR_URL: &str = "https://www.example.com/error";

/// The most recent time at which a consent was given, and the longest ago, in minutes.
const CONSENT_AGE: (u32, u32) = (1, 365 * 24 * 60);

pub(super) fn account_request(scenario: &Scenario) -> Value {
    let mut definition = json!({ "key": scenario.key });
    let listed: Vec<_> =
        credentials(scenario).iter().filter(|it| it.is_listed).map(|it| credential(it, scenario)).collect();
    if !listed.is_empty() {
        definition["credentials"] = json!(listed);
    }
    let mut request = json!({
        "customerInternalReference": format!("order-{}", scenario.values("order").number()),
        "workflowDefinition": definition,
        "userReference": user_reference(scenario),
        "callbackUrl": "https://www.example.com/kyx/callback",
        "userConsent": user_consent(scenario),
    });
    if scenario.context().channel == Some(Channel::Web) {
        request["web"] =
            json!({ "successUrl": SUCCESS_URL, "errorUrl": ERROR_URL, "locale": locale(scenario) });
    }
    request
}

pub(super) fn user_reference(scenario: &Scenario) -> String {
    format!("customer-{}", scenario.values("customer").number())
}

/// The language of the web client.
pub(super) fn locale(scenario: &Scenario) -> &'static str {
    scenario.values("locale").one(["de", "en", "en-GB", "es"])
}

fn credential(access: &Access, scenario: &Scenario) -> Value {
    let mut credential = json!({ "category": access.category });
    if access.exists() {
        credential["id"] = json!(access.id.to_string());
    }
    if access.category == CredentialCategory::Document {
        let document = scenario.values("document").one(["BS", "UB", "TR"]);
        credential["country"] = json!({ "predefinedType": "DEFINED", "values": [home(scenario).country] });
        credential["type"] = json!({ "predefinedType": "DEFINED", "values": [document] });
    }
    credential
}

fn user_consent(scenario: &Scenario) -> Value {
    let Home { country, state, .. } = home(scenario);
    let (newest, oldest) = CONSENT_AGE;
    let age = newest + scenario.values("consent").below(oldest - newest);
    let now = scenario.context().now;
    let time = now.checked_sub_signed(TimeDelta::minutes(age.into())).unwrap_or(now);
    json!({
        "userIp": user_ip(scenario),
        "userLocation": { "country": country, "state": state },
        "consent": { "obtained": "yes", "obtainedAt": Timestamp::from(time) },
    })
}

/// An address that is reserved for documentation.
fn user_ip(scenario: &Scenario) -> String {
    let values = scenario.values("ip");
    match values.of("version").one([4, 6]) {
        4 => format!("203.0.113.{}", 1 + values.below(254)),
        _ => format!("2001:db8::{:x}", 1 + values.below(0xfffe)),
    }
}

fn home(scenario: &Scenario) -> Home {
    scenario.values("home").one(HOMES)
}

pub(super) fn prepared_data(scenario: &Scenario) -> Option<Value> {
    let Home { country, state, city, postal_code, phone } = home(scenario);
    let values = scenario.values("person");
    let first_name = values.of("first").one(["Ada", "Chidi", "Mei", "Zoë"]);
    let last_name = values.of("last").one(["Becker", "Larsen", "Okafor", "Tanaka"]);
    let now = scenario.context().now;
    let validity = Months::new(120);
    let issued = days_ago(now, 1 + values.of("issued").below(9 * 365))?;
    let born = days_ago(now, 365 * 20 + values.of("born").below(365 * 40))?;
    Some(json!({
        "firstName": first_name,
        "lastName": last_name,
        "dateOfBirth": date(born),
        "email": format!("customer-{}@example.com", scenario.values("customer").number()),
        "phoneNumber": phone,
        "address": {
            "line1": format!("{} Example Street", 1 + values.below(200)),
            "city": city,
            "postalCode": postal_code,
            "subdivision": state,
            "country": country,
        },
        "id": {
            "idNumber": format!("X{}", values.of("document").number()),
            "type": values.of("type").one(["PASSPORT", "ID_CARD", "DRIVING_LICENSE"]),
            "issuingDate": date(issued),
            "expiryDate": date(issued.checked_add_months(validity)?),
        },
    }))
}

fn days_ago(now: DateTime<Utc>, days: u32) -> Option<DateTime<Utc>> {
    now.checked_sub_days(Days::new(days.into()))
}

fn date(time: DateTime<Utc>) -> String {
    time.date_naive().to_string()
}

impl Values {
    /// A number of five digits: too short for personal data.
    fn number(self) -> u32 {
        10_000 + self.below(90_000)
    }
}
