//! Valid examples of every payload, for mock servers and tests.
//!
//! The payloads of a [`Scenario`] belong together: what the account request asks for, the account response offers, and
//! the URLs and IDs of all are those of one account and one workflow execution.
//!
//! ```
//! use kyx_schema::{AccountRequest, AccountResponse, Channel, Payload, Severity, sample::Scenario};
//!
//! let now = "2025-06-01T12:00:00Z".parse()?;
//! let scenario = Scenario::new(3, now)?.by(Channel::Api)?.seed(7);
//! let request: AccountRequest = scenario.payload().ok_or("every scenario has a request")?;
//! assert!(request.check(&scenario.context()).is_clean());
//!
//! let response: AccountResponse = scenario.payload().ok_or("every scenario has a response")?;
//! let next = response.next_steps(scenario.context().channel);
//! assert_eq!(next.journeys[0].steps.len(), 3); // FRONT, BACK, FACE
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```

mod credentials;
mod outcome;
mod request;
mod response;
mod result;
mod scenario;
mod values;

use chrono::{DateTime, Utc};
use serde_json::Value;

pub use outcome::{Outcome, UnknownOutcome};
pub use scenario::{Impossible, Scenario};

use crate::{
    kind::{Kind, for_kind},
    payload::Payload,
    workflow::WORKFLOWS,
};

impl Scenario {
    /// Returns an example of a payload; `None` if the scenario has no payload of this kind, such as an upload if all
    /// credentials exist.
    #[must_use]
    pub fn payload<T: Payload>(&self) -> Option<T> {
        // By way of text, which programs read anyway: reading values would be as much code again.
        serde_json::from_str(&self.value(T::KIND)?.to_string()).ok()
    }

    /// Returns an example of a payload as JSON text; `None` if the scenario has no payload of this kind.
    #[must_use]
    pub fn json(&self, kind: Kind) -> Option<String> {
        for_kind!(kind, P => serde_json::to_string_pretty(&self.payload::<P>()?).ok())
    }

    fn value(&self, kind: Kind) -> Option<Value> {
        match kind {
            Kind::AccountRequest => Some(request::account_request(self)),
            Kind::PreparedData => request::prepared_data(self),
            Kind::AccountResponse => Some(response::account_response(self)),
            Kind::PartResponse => response::part_response(self),
            Kind::FinalizeResponse => response::finalize_response(self),
            Kind::Callback => Some(response::callback(self)),
            Kind::StatusResponse => Some(response::status_response(self)),
            Kind::Problem => Some(response::problem(self)),
            Kind::RetrievalResponse => Some(result::retrieval_response(self)),
            Kind::StepsResponse => result::steps_response(self),
            Kind::TokenResponse => Some(response::token_response(self)),
            Kind::TokenError => Some(response::token_error()),
        }
    }
}

/// A file with an example of a payload.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub struct Fixture {
    /// The name, which tells the kind, the workflow and the call: `account-request-3.create.api.json`. Linted with
    /// `--operation create --channel api`, this file is clean. Or it tells the kind and the outcome:
    /// `retrieval-response-session-expired.json`.
    pub name: String,
    /// The content.
    pub json: String,
}

/// Returns an example of every kind of payload, for each documented workflow and each channel that it supports, and of
/// what follows each outcome.
///
/// # Errors
/// The time is out of range.
pub fn fixtures(seed: u64, now: DateTime<Utc>) -> Result<Vec<Fixture>, Impossible> {
    let mut fixtures = Vec::new();
    let mut add = |scenario: &Scenario, kind: Kind, name: String| {
        fixtures.extend(scenario.json(kind).map(|json| Fixture { name, json: json + "\n" }));
    };
    let (of_workflow, of_any): (Vec<_>, Vec<_>) =
        Kind::ALL.iter().copied().partition(|it| is_of_workflow(*it));
    let any = Scenario::new(Scenario::DEFAULT_WORKFLOW, now)?.seed(seed);
    of_any.into_iter().for_each(|kind| add(&any, kind, format!("{kind}.json")));
    for workflow in WORKFLOWS {
        let scenario = Scenario::new(workflow.key, now)?.seed(seed);
        for channel in scenario.channels() {
            let scenario = scenario.by(channel)?;
            for kind in &of_workflow {
                add(&scenario, *kind, format!("{kind}-{}.json", scenario.name()));
            }
        }
    }
    for outcome in Outcome::ALL {
        let scenario = Scenario::new(outcome.workflow(), now)?.seed(seed).ending_in(*outcome)?;
        for kind in [Kind::Callback, Kind::StatusResponse, Kind::RetrievalResponse, Kind::StepsResponse] {
            add(&scenario, kind, format!("{kind}-{outcome}.json"));
        }
    }
    Ok(fixtures)
}

/// Whether payloads of this kind depend on the workflow.
fn is_of_workflow(kind: Kind) -> bool {
    !matches!(kind, Kind::PreparedData | Kind::TokenResponse | Kind::TokenError)
}
