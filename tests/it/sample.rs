//! Samples are clean, without warnings, in the context of their scenario; they belong together, and only the seed and the
//! time change them.

use std::collections::{BTreeMap, BTreeSet};

use kyx_schema::{
    AccountRequest, AccountResponse, Callback, Capability, Channel, Context, DecisionType, FinalizeResponse,
    Kind, NotExecutedReason, Number, Operation, OutcomeSource, PartResponse, RetrievalResponse,
    StatusResponse, StepsResponse,
    lint::Linter,
    next::{Finalize, Journey, Step},
    sample::{self, Impossible, Outcome, Scenario},
    workflow::{self, Need, WORKFLOWS},
};
use proptest::prelude::*;

use crate::support::{context, files, fixture_time, fixtures, generated, time, validator};

/// A customer's own workflow.
const OWN: u64 = 777;
const CHANNELS: [Option<Channel>; 4] = [None, Some(Channel::Api), Some(Channel::Web), Some(Channel::Sdk)];

fn keys() -> impl Iterator<Item = u64> {
    WORKFLOWS.iter().map(|workflow| workflow.key).chain([OWN])
}

/// Each workflow with each channel that it supports.
fn scenarios(seed: u64) -> Vec<Scenario> {
    let by = |key| CHANNELS.map(|channel| scenario(key, channel, seed)).into_iter().flatten();
    keys().flat_map(by).collect()
}

fn scenario(key: u64, channel: Option<Channel>, seed: u64) -> Option<Scenario> {
    let scenario = Scenario::new(key, fixture_time()).unwrap().seed(seed);
    let scenario = channel.map_or(Some(scenario), |channel| scenario.by(channel).ok())?;
    assert_eq!(scenario.context().channel, channel);
    Some(scenario)
}

/// Lints a text as people do: its kind is detected.
fn assert_clean(text: &str, kind: Kind, context: Context) {
    let linted = Linter::new(context).lint(text.as_bytes());
    assert_eq!(linted.kind, Some(kind), "{text}");
    assert!(linted.report.is_clean(), "{context:?}\n{text}\n{:?}", linted.report.findings());
}

proptest! {
    #![proptest_config(generated(200))]

    #[test]
    fn samples_are_clean(seed: u64, seconds in 0_i64..=250_000_000_000, own in 1_u64..=999_999_999_999_999) {
        let now = chrono::DateTime::from_timestamp(seconds, 0).unwrap();
        for key in keys().chain([own]) {
            for channel in CHANNELS {
                let scenario = Scenario::new(key, now).unwrap().seed(seed);
                let scenario = channel.map_or(Ok(scenario), |channel| scenario.by(channel));
                let Ok(scenario) = scenario else { continue };
                for kind in Kind::ALL {
                    let Some(text) = scenario.json(*kind) else { continue };
                    assert_clean(&text, *kind, scenario.context());
                }
            }
        }
    }
}

/// The kinds that depend on the outcome.
const AFTERWARDS: [Kind; 4] =
    [Kind::Callback, Kind::StatusResponse, Kind::RetrievalResponse, Kind::StepsResponse];

proptest! {
    #![proptest_config(generated(20))]

    #[test]
    fn each_outcome_is_clean_and_means_what_its_name_says(seed: u64, own in 1_u64..=999_999_999_999_999) {
        for key in keys().chain([own]) {
            let scenarios = CHANNELS.into_iter().filter_map(|channel| scenario(key, channel, seed));
            for (scenario, outcome) in scenarios.flat_map(|it| Outcome::ALL.iter().map(move |outcome| (it, *outcome))) {
                let Ok(scenario) = scenario.ending_in(outcome) else { continue };
                for kind in AFTERWARDS {
                    let Some(text) = scenario.json(kind) else { continue };
                    assert_clean(&text, kind, scenario.context());
                }
                assert_meaning(&scenario, outcome);
            }
        }
    }
}

fn assert_meaning(scenario: &Scenario, expected: Outcome) {
    let response: RetrievalResponse = scenario.payload().unwrap();
    let not_passed = response.not_passed();
    let outcome = response.outcome().unwrap();
    let (decision, capability, reason) = match expected {
        Outcome::Passed | Outcome::StandaloneScreening | Outcome::Reuse => (DecisionType::Passed, None, None),
        Outcome::Warning => (DecisionType::Warning, not_passed.first().map(|it| it.capability.clone()), None),
        Outcome::RejectedByUsability => (DecisionType::Rejected, Some(Capability::Usability), None),
        Outcome::RejectedByLiveness => (DecisionType::Rejected, Some(Capability::Liveness), None),
        Outcome::RejectedBySimilarity => (DecisionType::Rejected, Some(Capability::Similarity), None),
        Outcome::ScreeningAlert => (DecisionType::Warning, Some(Capability::WatchlistScreening), None),
        Outcome::NotExecuted => (DecisionType::NotExecuted, None, Some(NotExecutedReason::NotUploaded)),
        Outcome::SessionExpired => (DecisionType::NotExecuted, None, Some(NotExecutedReason::SessionExpired)),
        Outcome::TokenExpired => (DecisionType::NotExecuted, None, Some(NotExecutedReason::TokenExpired)),
        Outcome::TechnicalError => (DecisionType::NotExecuted, None, Some(NotExecutedReason::TechnicalError)),
    };
    assert_eq!(outcome.decision, decision, "{expected}");
    assert_eq!(outcome.source, OutcomeSource::Decision, "{expected}");
    assert_eq!(response.why_not_executed(), reason, "{expected}");
    let deciding: Vec<_> = not_passed.iter().filter(|it| it.decision == decision).collect();
    assert_eq!(
        deciding.first().map(|it| &it.capability).filter(|_| reason.is_none()),
        capability.as_ref(),
        "{expected}"
    );
    assert!(reason.is_some() || deciding.len() <= 1, "{expected}");
    for result in &not_passed {
        let label = result.label.as_deref().unwrap();
        assert!(
            result.capability.documented_labels(&result.decision).contains(&label),
            "{expected}: {label}"
        );
        assert!(!result.credentials.is_empty(), "{expected}");
    }
    let has_uploads =
        !matches!(expected, Outcome::NotExecuted | Outcome::SessionExpired | Outcome::TokenExpired);
    assert_eq!(response.credentials.iter().flatten().any(|it| it.parts.is_some()), has_uploads, "{expected}");
    assert_eq!(response.started_at.is_some(), has_uploads, "{expected}");
    let score = response.decision.as_ref().and_then(|it| it.risk.as_ref()).and_then(|it| it.score.as_ref());
    let is_unknown = score.is_some_and(|it| it.as_f64() == -1.0);
    assert_eq!(is_unknown, decision == DecisionType::NotExecuted, "{expected}");
    let capabilities = response.capabilities.as_ref();
    for screening in capabilities.and_then(|it| it.watchlist_screening.as_deref()).into_iter().flatten() {
        let results =
            screening.data.as_ref().and_then(|it| it.search_results.as_ref()).and_then(Number::as_u64);
        let expected_results = match screening.decision.r#type {
            DecisionType::NotExecuted => None,
            DecisionType::Passed => Some(0),
            _ => Some(1),
        };
        assert_eq!(results, expected_results, "{expected}");
    }

    let status: StatusResponse = scenario.payload().unwrap();
    assert_eq!(status.workflow_execution.status, response.workflow.status);
    let Some(steps): Option<StepsResponse> = scenario.payload() else { return };
    let in_steps: BTreeSet<_> =
        steps.steps.iter().flat_map(|it| it.capability_ids.iter().flatten()).cloned().collect();
    let value = serde_json::to_value(response.capabilities.unwrap()).unwrap();
    let results = value.as_object().unwrap().values().flat_map(|it| it.as_array().unwrap());
    let results: BTreeSet<_> = results.map(|it| it["id"].as_str().unwrap().to_owned()).collect();
    assert_eq!(in_steps, results, "{expected}");
    let all_passed =
        steps.steps.iter().all(|it| it.decision.as_ref().unwrap().r#type == DecisionType::Passed);
    assert_eq!(all_passed, decision == DecisionType::Passed, "{expected}");
}

#[test]
fn each_outcome_has_a_workflow_and_a_name() {
    for outcome in Outcome::ALL {
        let scenario = Scenario::new(outcome.workflow(), fixture_time()).unwrap();
        assert!(scenario.ending_in(*outcome).is_ok(), "{outcome}");
        assert_eq!(outcome.to_string().parse(), Ok(*outcome));
    }
    let error = Scenario::new(2, fixture_time()).unwrap().ending_in(Outcome::ScreeningAlert).unwrap_err();
    assert!(
        matches!(error, Impossible::Outcome { workflow: 2, .. }) && error.to_string().contains("workflow 32")
    );
    assert!("PASSED".parse::<Outcome>().unwrap_err().to_string().contains("passed, warning"));
}

/// The fixtures of the sources, too: each has a sample.
#[test]
fn the_fixtures_of_outcomes_are_those_of_the_samples() {
    let count = files(&fixtures("outcomes")).len();
    assert_eq!(count, Outcome::ALL.len());
}

/// Other tools agree.
#[test]
fn samples_match_the_schemas() {
    for kind in Kind::ALL {
        let validator = validator(*kind);
        let mut count = 0;
        for text in scenarios(1).iter().filter_map(|it| it.json(*kind)) {
            let value = serde_json::from_str(&text).unwrap();
            assert!(validator.is_valid(&value), "{text}");
            count += 1;
        }
        assert!(count > 10, "{kind}");
    }
}

/// Where the channel is not said, a sample is clean on each that the workflow supports.
#[test]
fn a_sample_for_all_channels_is_clean_on_each() {
    for key in keys() {
        let text = scenario(key, None, 0).unwrap().json(Kind::AccountRequest).unwrap();
        for scenario in CHANNELS.into_iter().filter_map(|channel| scenario(key, channel, 0)) {
            assert_clean(&text, Kind::AccountRequest, scenario.context());
        }
    }
}

/// The tests of a service hold the files against their names, as `kyx lint` users do.
#[test]
fn fixtures_are_clean_in_the_context_of_their_names() {
    let fixtures = sample::fixtures(0, fixture_time()).unwrap();
    let mut names = BTreeSet::new();
    let mut counts: BTreeMap<&str, usize> = BTreeMap::new();
    for fixture in &fixtures {
        let kind = Kind::ALL.iter().filter(|it| fixture.name.starts_with(it.name()));
        let kind = kind.max_by_key(|it| it.name().len()).unwrap();
        assert_clean(&fixture.json, *kind, context(fixture.name.as_ref(), fixture_time()));
        assert!(names.insert(&fixture.name), "{} twice", fixture.name);
        *counts.entry(kind.name()).or_default() += 1;
    }
    assert_eq!(counts.len(), Kind::ALL.len(), "{counts:?}");
    for name in
        ["account-request-3.create.api.json", "account-response-9.update.sdk.json", "token-error.json"]
    {
        assert!(names.contains(&name.to_owned()), "{name}");
    }
    insta::assert_snapshot!("fixtures", names.iter().map(|it| it.as_str()).collect::<Vec<_>>().join("\n"));
}

#[test]
fn only_the_seed_and_the_time_change_samples() {
    let all = |seed, now| sample::fixtures(seed, now).unwrap();
    let now = fixture_time();
    assert_eq!(all(1, now), all(1, now));
    for (one, other) in all(1, now).iter().zip(all(2, now)) {
        assert_eq!(one.name, other.name);
        let has_ids = !one.name.starts_with("token-error") && !one.name.starts_with("problem");
        assert!(!has_ids || one.json != other.json, "{}", one.name);
    }
    let ids: BTreeSet<_> = scenarios(0)
        .iter()
        .map(|it| it.payload::<AccountResponse>().unwrap().workflow_execution.id)
        .collect();
    assert_eq!(ids.len(), scenarios(0).len(), "each scenario has an execution of its own");
}

/// A request has what the table of workflows requires, and the response has a way to provide what it lists.
#[test]
fn requests_have_what_their_workflow_needs() {
    for scenario in scenarios(3) {
        let request: AccountRequest = scenario.payload().unwrap();
        let listed = request.workflow_definition.credentials.as_deref().unwrap_or_default();
        let Some(workflow) = workflow::find(request.workflow_definition.key) else { continue };
        for need in workflow.needs {
            let is_met = match need {
                Need::Update => scenario.context().operation == Some(Operation::UpdateAccount),
                Need::UserReference => request.user_reference.is_some(),
                Need::Listed(category) => listed.iter().any(|it| it.category == Some(*category)),
                Need::Existing(category) => {
                    listed.iter().any(|it| it.category == Some(*category) && it.id.is_some())
                }
                Need::TwoImages => listed.len() == 2,
                _ => request.user_consent.as_ref().is_some_and(|it| it.consent.is_some()),
            };
            assert!(is_met, "{}: {need}", workflow.key);
        }
        let response: AccountResponse = scenario.payload().unwrap();
        for credential in listed {
            let category = credential.category.unwrap();
            let offered = &response.workflow_execution.credentials;
            let offer = offered.iter().find(|it| {
                it.category.as_str() == category.as_str()
                    && credential.id.is_none_or(|id| it.id == id.to_string())
            });
            let offer = offer.unwrap_or_else(|| panic!("{} lacks {category}", workflow.key));
            assert_eq!(offer.allowed_channels.is_empty(), credential.id.is_some());
        }
    }
}

/// Create, upload, finalize, callback: each answer continues the one before.
#[test]
fn samples_can_be_followed() {
    for scenario in scenarios(4) {
        let response: AccountResponse = scenario.payload().unwrap();
        let next = response.next_steps(scenario.context().channel);
        assert!(next.journeys.iter().all(Journey::is_possible), "{next:?}");
        let steps = next.journeys.iter().flat_map(|it| &it.steps);
        let first = steps.clone().find_map(|it| if let Step::Upload(it) = it { Some(it) } else { None });
        let part: Option<PartResponse> = scenario.payload();
        assert_eq!(part.is_some(), first.is_some(), "{next:?}");
        if let (Some(part), Some(first)) = (part, first) {
            assert_eq!(part.account, response.account);
            assert_eq!(part.credential.unwrap().id, first.credential);
            assert!(part.api.unwrap().parts.unwrap().values().any(|it| it == first.url));
        }
        let is_finalized = next.journeys.iter().any(|it| matches!(it.finalize, Some(Finalize::Call { .. })));
        let finalized: Option<FinalizeResponse> = scenario.payload();
        assert_eq!(finalized.is_some(), is_finalized, "{next:?}");
        let callback: Callback = scenario.payload().unwrap();
        let status: StatusResponse = scenario.payload().unwrap();
        for id in [&callback.workflow_execution.id, &status.workflow_execution.id]
            .into_iter()
            .chain(finalized.as_ref().map(|it| &it.workflow_execution.id))
        {
            assert_eq!(*id, response.workflow_execution.id);
        }
        let request: AccountRequest = scenario.payload().unwrap();
        assert_eq!(callback.user_reference, request.user_reference);
    }
}

#[test]
fn impossible_scenarios_say_why() {
    let at = |key, year: &str| Scenario::new(key, time(&format!("{year}-06-01T00:00:00Z")));
    for key in [0, 1_000_000_000_000_000, u64::MAX] {
        assert_eq!(at(key, "2025").unwrap_err(), Impossible::Key);
    }
    for year in ["0000", "0001", "1969", "9901", "9999"] {
        assert_eq!(at(3, year).unwrap_err(), Impossible::Time);
        assert_eq!(
            sample::fixtures(0, time(&format!("{year}-06-01T00:00:00Z"))).unwrap_err(),
            Impossible::Time
        );
    }
    for (key, channel) in [(9, Channel::Api), (20, Channel::Web), (6, Channel::Web)] {
        let error = at(key, "2025").unwrap().by(channel).unwrap_err();
        assert!(matches!(error, Impossible::Channel { .. }), "{error}");
        assert!(error.to_string().contains(&format!("workflow {key}")), "{error}");
    }
}

#[test]
fn samples_have_addresses_of_both_versions() {
    let is_new = |seed| {
        let request: AccountRequest = scenario(3, Some(Channel::Web), seed).unwrap().payload().unwrap();
        request.user_consent.unwrap().user_ip.is_ipv6()
    };
    let found: BTreeSet<bool> = (0..20).map(is_new).collect();
    assert_eq!(found.len(), 2);
}

/// Nobody mistakes a sample for the example of a document, or a token for a secret.
#[test]
fn samples_have_no_values_of_documents() {
    for fixture in sample::fixtures(5, fixture_time()).unwrap() {
        for value in ["3fa85f64", "497f6eca", "89d585b9", "eyJ", "yourcompany", "YOUR_", "0001-"] {
            assert!(!fixture.json.contains(value), "{}: {value}", fixture.name);
        }
    }
}
