//! Samples of the result of a workflow: what each capability decided, and the workflow as a whole.

use serde_json::{Map, Value, json};

use super::{
    credentials::{Access, credentials},
    outcome::Outcome,
    request::{prepared_data, user_reference},
    scenario::{Impossible, Scenario},
};
use crate::{
    endpoint::Classifier,
    model::{Capability, CredentialCategory, DecisionType, ExecutionStatus, Similarity},
};

const SCREENING: &str = "watchlistScreening";

/// What was decided on a capability, a step or the whole, and why.
#[derive(Clone)]
struct Verdict {
    decision: DecisionType,
    label: &'static str,
}

impl Scenario {
    /// The same scenario, whose workflow ends like this.
    ///
    /// # Errors
    /// The workflow cannot end like this, or the documents do not name the capabilities on which it depends.
    pub fn ending_in(self, outcome: Outcome) -> Result<Self, Impossible> {
        let mut scenario = self;
        scenario.outcome = outcome;
        let all = credentials(&scenario);
        let is_possible = match outcome {
            Outcome::Passed => true,
            Outcome::TechnicalError => technical(&scenario).is_some(),
            Outcome::Reuse => all.iter().any(Access::exists),
            Outcome::StandaloneScreening => all.iter().all(|it| it.category == CredentialCategory::Data),
            Outcome::SessionExpired | Outcome::TokenExpired => !all.iter().all(Access::exists),
            Outcome::NotExecuted => !chains(&scenario).is_empty() && !all.iter().all(Access::exists),
            Outcome::Warning
            | Outcome::RejectedByUsability
            | Outcome::RejectedByLiveness
            | Outcome::RejectedBySimilarity
            | Outcome::ScreeningAlert => decisive(&scenario).is_some(),
        };
        if is_possible { Ok(scenario) } else { Err(Impossible::Outcome { workflow: self.key, outcome }) }
    }
}

/// The status of the workflow at its end.
pub(super) fn status(scenario: &Scenario) -> ExecutionStatus {
    match scenario.outcome {
        Outcome::SessionExpired => ExecutionStatus::SessionExpired,
        Outcome::TokenExpired => ExecutionStatus::TokenExpired,
        _ => ExecutionStatus::Processed,
    }
}

/// Whether nobody uploaded anything.
fn is_without_uploads(scenario: &Scenario) -> bool {
    matches!(scenario.outcome, Outcome::NotExecuted | Outcome::SessionExpired | Outcome::TokenExpired)
}

/// The capabilities of the workflow, in order of dependency; empty if the documents do not name them.
fn chains(scenario: &Scenario) -> Vec<&'static [&'static str]> {
    if scenario.outcome == Outcome::StandaloneScreening {
        return vec![&[SCREENING]];
    }
    scenario.workflow.map_or_else(Vec::new, |it| it.chains.to_vec())
}

/// The capabilities, sorted.
fn capabilities(scenario: &Scenario) -> Vec<&'static str> {
    let mut capabilities = chains(scenario).concat();
    capabilities.sort_unstable();
    capabilities.dedup();
    capabilities
}

/// The capability that decides the outcome, and what it decides; `None` if all pass, or none runs.
fn decisive(scenario: &Scenario) -> Option<(&'static str, Verdict)> {
    let all = capabilities(scenario);
    let one_of = |names: &[&str]| names.iter().find_map(|name| all.iter().copied().find(|it| it == name));
    let (capability, decision) = match scenario.outcome {
        Outcome::Warning => (one_of(&["imageChecks", "liveness", "similarity"])?, DecisionType::Warning),
        Outcome::RejectedByUsability => (one_of(&["usability"])?, DecisionType::Rejected),
        Outcome::RejectedByLiveness => (one_of(&["liveness"])?, DecisionType::Rejected),
        Outcome::RejectedBySimilarity => (one_of(&["similarity"])?, DecisionType::Rejected),
        Outcome::ScreeningAlert => (one_of(&[SCREENING])?, DecisionType::Warning),
        Outcome::TechnicalError => return technical(scenario),
        Outcome::NotExecuted | Outcome::SessionExpired | Outcome::TokenExpired => return None,
        Outcome::Passed | Outcome::StandaloneScreening | Outcome::Reuse => return None,
    };
    let label = documented(capability, &decision, scenario)?;
    Some((capability, Verdict { decision, label }))
}

/// The capability that failed: the first that depends on another.
fn technical(scenario: &Scenario) -> Option<(&'static str, Verdict)> {
    let capability = *chains(scenario).first()?.get(1)?;
    Some((capability, Verdict { decision: DecisionType::NotExecuted, label: "TECHNICAL_ERROR" }))
}

/// One of the labels that the documents list.
fn documented(capability: &str, decision: &DecisionType, scenario: &Scenario) -> Option<&'static str> {
    let labels = Capability::from(capability).documented_labels(decision);
    let index = scenario.values(capability).of("label").below(labels.len() as u32);
    labels.get(index as usize).copied()
}

/// What a capability decided.
fn verdict(capability: &str, scenario: &Scenario) -> Option<Verdict> {
    let not_executed = |label| Verdict { decision: DecisionType::NotExecuted, label };
    let before = |chain: &&[&'static str]| chain.iter().take_while(|it| **it != capability).count();
    let chains = chains(scenario);
    let own = chains.iter().filter(|chain| chain.contains(&capability));
    if is_without_uploads(scenario) {
        let is_first = own.into_iter().all(|chain| before(chain) == 0);
        return Some(not_executed(if is_first { "NOT_UPLOADED" } else { "PRECONDITION_NOT_FULFILLED" }));
    }
    if let Some((decisive, verdict)) = decisive(scenario) {
        if decisive == capability {
            return Some(verdict);
        }
        let stops = verdict.decision != DecisionType::Warning;
        let depends = |chain: &&[&'static str]| chain[..before(chain)].contains(&decisive);
        if stops && own.into_iter().any(depends) {
            return Some(not_executed("PRECONDITION_NOT_FULFILLED"));
        }
    }
    let label = documented(capability, &DecisionType::Passed, scenario)?;
    Some(Verdict { decision: DecisionType::Passed, label })
}

/// What was decided on the whole.
fn whole(scenario: &Scenario) -> Verdict {
    let verdict = |decision, label| Verdict { decision, label };
    match scenario.outcome {
        Outcome::Passed | Outcome::Reuse => verdict(DecisionType::Passed, "PASSED"),
        Outcome::StandaloneScreening => verdict(DecisionType::Passed, "OK"),
        Outcome::Warning | Outcome::ScreeningAlert => verdict(DecisionType::Warning, "WARNING"),
        Outcome::RejectedByUsability | Outcome::RejectedByLiveness | Outcome::RejectedBySimilarity => {
            verdict(DecisionType::Rejected, "REJECTED")
        }
        Outcome::NotExecuted | Outcome::SessionExpired => verdict(DecisionType::NotExecuted, "NOT_EXECUTED"),
        Outcome::TokenExpired => verdict(DecisionType::NotExecuted, "TOKEN_EXPIRED"),
        Outcome::TechnicalError => verdict(DecisionType::NotExecuted, "TECHNICAL_ERROR"),
    }
}

impl Verdict {
    fn json(&self) -> Value {
        json!({ "type": self.decision, "details": { "label": self.label } })
    }

    /// The verdict with a score in the default range of its decision.
    fn with_score(&self, scenario: &Scenario) -> Value {
        let (from, count) = match self.decision {
            DecisionType::Passed => (0, 31),
            DecisionType::Warning | DecisionType::Other(_) => (31, 40),
            DecisionType::Rejected => (71, 30),
            DecisionType::NotExecuted => (-1, 1),
        };
        let score = from + i64::from(scenario.values("score").below(count));
        let mut decision = self.json();
        decision["risk"] = json!({ "score": score });
        decision
    }
}

pub(super) fn retrieval_response(scenario: &Scenario) -> Value {
    let url = scenario.url();
    let all = credentials(scenario);
    let retrieved: Vec<_> = all.iter().map(|it| retrieved(it, scenario)).collect();
    let results = capabilities(scenario).into_iter().filter_map(|name| {
        Some((name.to_owned(), json!([result(name, &verdict(name, scenario)?, &all, scenario)])))
    });
    let results: Map<_, _> = results.collect();
    let mut response = json!({
        "workflow": {
            "id": url.execution.to_string(),
            "status": status(scenario),
            "definitionKey": scenario.key.to_string(),
            "userReference": user_reference(scenario),
        },
        "account": { "id": url.account.to_string() },
        "createdAt": scenario.after(0),
        "startedAt": scenario.after(3),
        "completedAt": scenario.after(5),
        "credentials": retrieved,
        "decision": whole(scenario).with_score(scenario),
        "steps": { "href": url.steps() },
        "capabilities": results,
    });
    if let (true, Some(fields)) = (is_without_uploads(scenario), response.as_object_mut()) {
        fields.remove("startedAt");
    }
    response
}

fn retrieved(access: &Access, scenario: &Scenario) -> Value {
    let mut credential = json!({ "id": access.id.to_string(), "category": access.category });
    if !is_without_uploads(scenario) {
        let part = |it: &Classifier| match it {
            Classifier::Facemap => json!({ "classifier": it.as_str() }),
            _ => {
                json!({ "classifier": it.as_str(), "href": access.part_url(scenario, *it).image() })
            }
        };
        credential["parts"] = access.parts().iter().map(part).collect();
    }
    credential
}

/// The result of a capability.
fn result(capability: &str, verdict: &Verdict, all: &[Access], scenario: &Scenario) -> Value {
    let categories = evaluated(capability);
    let mut evaluated: Vec<_> = all.iter().filter(|it| categories.contains(&it.category)).collect();
    if evaluated.is_empty() {
        evaluated = all.iter().collect();
    }
    let credential = |it: &&Access| json!({ "id": it.id.to_string(), "category": it.category });
    let mut result = json!({
        "id": scenario.values(capability).uuid(),
        "credentials": evaluated.iter().map(credential).collect::<Vec<_>>(),
        "decision": verdict.json(),
    });
    if let Some(data) = data(capability, verdict, scenario) {
        result["data"] = data;
    }
    result
}

/// The categories that a capability evaluates, if it does not evaluate all.
fn evaluated(capability: &str) -> &'static [CredentialCategory] {
    match capability {
        "imageChecks" | "extraction" | "dataChecks" | SCREENING => &[CredentialCategory::Id],
        "similarity" => &[CredentialCategory::Id, CredentialCategory::Selfie],
        "liveness" | "authentication" => &[CredentialCategory::Selfie, CredentialCategory::Facemap],
        _ => &[],
    }
}

/// The data that a capability found.
fn data(capability: &str, verdict: &Verdict, scenario: &Scenario) -> Option<Value> {
    if verdict.decision == DecisionType::NotExecuted {
        return None;
    }
    let has_passed = verdict.decision == DecisionType::Passed;
    Some(match capability {
        "imageChecks" => json!({ "faceSearchFindings": { "status": "DONE", "findings": [] } }),
        "extraction" => extracted(scenario)?,
        "liveness" | "authentication" => json!({ "type": "JUMIO_STANDARD" }),
        "similarity" => json!({
            "similarity": match verdict.decision {
                DecisionType::Passed => Similarity::Match,
                DecisionType::Rejected => Similarity::NotMatch,
                _ => Similarity::NotPossible,
            },
        }),
        SCREENING => json!({
            "searchDate": scenario.after(4),
            "searchStatus": "DONE",
            "searchResults": if has_passed { 0 } else { 1 },
        }),
        _ => return None,
    })
}

/// The data on the document of the person of the scenario.
fn extracted(scenario: &Scenario) -> Option<Value> {
    let person = prepared_data(scenario)?;
    let id = &person["id"];
    Some(json!({
        "type": id["type"],
        "issuingCountry": person["address"]["country"],
        "firstName": person["firstName"],
        "lastName": person["lastName"],
        "dateOfBirth": person["dateOfBirth"],
        "issuingDate": id["issuingDate"],
        "expiryDate": id["expiryDate"],
        "documentNumber": id["idNumber"],
    }))
}

/// The steps; `None` if the documents do not name the capabilities of the workflow.
pub(super) fn steps_response(scenario: &Scenario) -> Option<Value> {
    let capabilities = Some(capabilities(scenario)).filter(|it| !it.is_empty())?;
    let (screening, others): (Vec<&str>, Vec<_>) = capabilities.into_iter().partition(|it| *it == SCREENING);
    let steps = [("ID_IV", others), ("SCREENING", screening)];
    let steps = steps.into_iter().filter(|(_, it)| !it.is_empty());
    Some(json!({ "steps": steps.map(|(name, it)| step(name, &it, scenario)).collect::<Vec<_>>() }))
}

fn step(name: &str, capabilities: &[&str], scenario: &Scenario) -> Value {
    let ids: Vec<_> = capabilities.iter().map(|it| scenario.values(it).uuid()).collect();
    let verdicts: Vec<_> = capabilities.iter().filter_map(|it| verdict(it, scenario)).collect();
    let has = |decision: &DecisionType| verdicts.iter().any(|it| it.decision == *decision);
    let (decision, label) = match () {
        () if has(&DecisionType::Rejected) => (DecisionType::Rejected, "REJECTED"),
        () if has(&DecisionType::NotExecuted) => (DecisionType::NotExecuted, "NOT_EXECUTED"),
        () if has(&DecisionType::Warning) => (DecisionType::Warning, "WARNING"),
        () => (DecisionType::Passed, "PASSED"),
    };
    json!({
        "id": scenario.values(name).uuid(),
        "name": name,
        "capabilityIds": ids,
        "decision": Verdict { decision, label }.with_score(scenario),
    })
}
