//! The meaning of a retrieval response: whether it is final, what was decided, what did not pass, and what can be fetched.

use std::slice;

use serde::Deserialize;
use serde_json::Value;

use crate::{
    endpoint::{Host, Href},
    model::{
        CapabilityResults, DecisionType, EvaluatedCredential, ExecutionStatus, ExtractionData, FetchablePart,
        NotExecutedReason, NotPassed, Outcome, OutcomeSource, RetrievalResponse, RetrievedCredential,
        RetrievedPart,
    },
};

impl RetrievalResponse {
    /// Whether the workflow has ended: see [`ExecutionStatus::is_final`].
    ///
    /// ```
    /// # use serde_json::json;
    /// use kyx_schema::RetrievalResponse;
    ///
    /// let response = json!({
    ///     "workflow": {"id": "bc6d862e-a1ae-40fa-9781-8fc755f75976", "status": "ACQUIRED"},
    ///     "account": {"id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"},
    /// });
    /// let response: RetrievalResponse = serde_json::from_value(response)?;
    /// assert!(!response.is_final());
    /// assert_eq!(response.outcome(), None);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn is_final(&self) -> bool {
        self.workflow.status.is_final()
    }

    /// Returns the decision of the workflow as a whole; `None` if the workflow has not ended, or nothing was decided.
    ///
    /// It is the platform's `decision`. Older responses do not have it: then it is the worst decision of all capabilities,
    /// from bad to good `REJECTED`, `NOT_EXECUTED`, one that this version does not know, `WARNING`, `PASSED`. A workflow
    /// whose session or token expired was not executed, whatever its capabilities say.
    ///
    /// The status `PROCESSED` alone says nothing: a rejected workflow has it, too.
    ///
    /// ```
    /// # use serde_json::json;
    /// use kyx_schema::{DecisionType, OutcomeSource, RetrievalResponse};
    ///
    /// let response = json!({
    ///     "workflow": {"id": "bc6d862e-a1ae-40fa-9781-8fc755f75976", "status": "PROCESSED"},
    ///     "account": {"id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"},
    ///     "capabilities": {"liveness": [{
    ///         "id": "fdb1bc31-99a0-4671-8f2a-2bf7ca2faace",
    ///         "decision": {"type": "REJECTED", "details": {"label": "PHOTOCOPY"}},
    ///     }]},
    /// });
    /// let response: RetrievalResponse = serde_json::from_value(response)?;
    /// let outcome = response.outcome().ok_or("not yet decided")?;
    /// let action = match outcome.decision {
    ///     DecisionType::Passed => "welcome",
    ///     DecisionType::Warning | DecisionType::Other(_) => "ask a person",
    ///     DecisionType::Rejected => "refuse",
    ///     DecisionType::NotExecuted => "try again",
    /// };
    /// assert_eq!((action, outcome.source), ("refuse", OutcomeSource::Capabilities));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn outcome(&self) -> Option<Outcome> {
        if !self.is_final() {
            return None;
        }
        if let Some(decision) = &self.decision {
            let label = decision.label().map(str::to_owned);
            return Some(Outcome {
                decision: decision.r#type.clone(),
                label,
                source: OutcomeSource::Decision,
            });
        }
        if let ExecutionStatus::SessionExpired | ExecutionStatus::TokenExpired = self.workflow.status {
            let label = Some(self.workflow.status.as_str().to_owned());
            return Some(Outcome {
                decision: DecisionType::NotExecuted,
                label,
                source: OutcomeSource::Status,
            });
        }
        let worst = self.results().into_iter().min_by_key(|result| goodness(&result.decision))?;
        let NotPassed { decision, label, .. } = worst;
        Some(Outcome { decision, label, source: OutcomeSource::Capabilities })
    }

    /// Returns the results of capabilities that did not pass: rejected, with a warning, not executed, or with a decision that
    /// this version does not know. It includes capabilities that this version does not know.
    ///
    /// ```
    /// # use serde_json::json;
    /// use kyx_schema::{Capability, DecisionType, RetrievalResponse};
    ///
    /// let response = json!({
    ///     "workflow": {"id": "bc6d862e-a1ae-40fa-9781-8fc755f75976", "status": "PROCESSED"},
    ///     "account": {"id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"},
    ///     "capabilities": {"usability": [{
    ///         "id": "fdb1bc31-99a0-4671-8f2a-2bf7ca2faace",
    ///         "credentials": [{"id": "b701e6c5-b74c-434a-866a-ef1f084a4d80", "category": "ID"}],
    ///         "decision": {"type": "REJECTED", "details": {"label": "BLURRED"}},
    ///     }]},
    /// });
    /// let response: RetrievalResponse = serde_json::from_value(response)?;
    /// let [failed] = response.not_passed().try_into().map_err(|_| "not one")?;
    /// assert_eq!((failed.capability, failed.decision), (Capability::Usability, DecisionType::Rejected));
    /// assert_eq!(failed.label.as_deref(), Some("BLURRED"));
    /// assert_eq!(failed.credentials[0].id, "b701e6c5-b74c-434a-866a-ef1f084a4d80");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn not_passed(&self) -> Vec<NotPassed> {
        let mut results = self.results();
        results.retain(|result| result.decision != DecisionType::Passed);
        results
    }

    /// Returns the reason why the workflow was not executed; `None` if it was, or if the response does not say.
    ///
    /// If one capability was not executed because of another, the reason is that of the other.
    ///
    /// ```
    /// # use serde_json::json;
    /// use kyx_schema::{NotExecutedReason, RetrievalResponse};
    ///
    /// let response = json!({
    ///     "workflow": {"id": "bc6d862e-a1ae-40fa-9781-8fc755f75976", "status": "SESSION_EXPIRED"},
    ///     "account": {"id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"},
    /// });
    /// let response: RetrievalResponse = serde_json::from_value(response)?;
    /// assert_eq!(response.why_not_executed(), Some(NotExecutedReason::SessionExpired));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn why_not_executed(&self) -> Option<NotExecutedReason> {
        if let ExecutionStatus::SessionExpired | ExecutionStatus::TokenExpired = self.workflow.status {
            return Some(self.workflow.status.as_str().into());
        }
        let is_not_executed = |decision: &DecisionType| *decision == DecisionType::NotExecuted;
        let outcome = self.outcome().filter(|outcome| is_not_executed(&outcome.decision))?;
        let results = self.results().into_iter().filter(|result| is_not_executed(&result.decision));
        let labels = outcome.label.into_iter().chain(results.filter_map(|result| result.label));
        // The label of the whole may only repeat the decision.
        let labels = labels.filter(|label| label != DecisionType::NotExecuted.as_str());
        let reasons: Vec<NotExecutedReason> = labels.map(|label| label.as_str().into()).collect();
        let is_own = |reason: &&NotExecutedReason| **reason != NotExecutedReason::PreconditionNotFulfilled;
        reasons.iter().find(is_own).or(reasons.first()).cloned()
    }

    /// Returns the data of the documents whose extraction passed.
    ///
    /// ```
    /// # use serde_json::json;
    /// use chrono::NaiveDate;
    /// use kyx_schema::RetrievalResponse;
    ///
    /// let response = json!({
    ///     "workflow": {"id": "bc6d862e-a1ae-40fa-9781-8fc755f75976", "status": "PROCESSED"},
    ///     "account": {"id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"},
    ///     "capabilities": {"extraction": [{
    ///         "id": "fdb1bc31-99a0-4671-8f2a-2bf7ca2faace",
    ///         "decision": {"type": "PASSED", "details": {"label": "OK"}},
    ///         "data": {"type": "PASSPORT", "lastName": "SMITH", "dateOfBirth": "1972-11-16"},
    ///     }]},
    /// });
    /// let response: RetrievalResponse = serde_json::from_value(response)?;
    /// let document = response.documents().next().ok_or("no document")?;
    /// assert_eq!(document.last_name.as_deref(), Some("SMITH"));
    /// assert_eq!(document.born_on(), NaiveDate::from_ymd_opt(1972, 11, 16));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    pub fn documents(&self) -> impl Iterator<Item = &ExtractionData> {
        let results = self.capabilities.iter().flat_map(|it| it.extraction.iter().flatten());
        results.filter(|it| it.decision.r#type == DecisionType::Passed).filter_map(|it| it.data.as_ref())
    }

    /// Returns the parts that can be fetched, such as images.
    ///
    /// A URL that is not the platform's, or belongs to another account, credential or part, is left out: whoever is behind
    /// it would receive your token. `KYX701` and `KYX702` report it.
    ///
    /// ```
    /// # use serde_json::json;
    /// use kyx_schema::RetrievalResponse;
    ///
    /// let url = "https://retrieval.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/credentials/b701e6c5-b74c-434a-866a-ef1f084a4d80/parts/FRONT";
    /// let response = json!({
    ///     "workflow": {"id": "bc6d862e-a1ae-40fa-9781-8fc755f75976", "status": "PROCESSED"},
    ///     "account": {"id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"},
    ///     "credentials": [{
    ///         "id": "b701e6c5-b74c-434a-866a-ef1f084a4d80",
    ///         "category": "ID",
    ///         "parts": [
    ///             {"classifier": "FRONT", "href": url},
    ///             {"classifier": "BACK", "href": "https://example.com/"},
    ///         ],
    ///     }],
    /// });
    /// let response: RetrievalResponse = serde_json::from_value(response)?;
    /// let [part] = response.fetchable_parts().try_into().map_err(|_| "not one")?;
    /// assert_eq!((part.classifier.as_str(), part.url.as_str()), ("FRONT", url));
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn fetchable_parts(&self) -> Vec<FetchablePart> {
        let mut fetchable = Vec::new();
        for credential in self.credentials.iter().flatten() {
            for part in credential.parts.iter().flatten() {
                let url = part.href.as_ref().filter(|url| self.is_own(url, credential, part));
                fetchable.extend(url.map(|url| FetchablePart {
                    credential: credential.id.clone(),
                    category: credential.category.clone(),
                    classifier: part.classifier.clone(),
                    url: url.clone(),
                }));
            }
        }
        fetchable
    }

    /// Whether the end user's consent was recorded: `false` if it was refused for any credential, `None` if the response
    /// does not say.
    ///
    /// ```
    /// # use serde_json::json;
    /// use kyx_schema::RetrievalResponse;
    ///
    /// let response = json!({
    ///     "workflow": {"id": "bc6d862e-a1ae-40fa-9781-8fc755f75976", "status": "PROCESSED"},
    ///     "account": {"id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"},
    ///     "credentials": [{
    ///         "id": "b701e6c5-b74c-434a-866a-ef1f084a4d80",
    ///         "category": "ID",
    ///         "consent": {"decisionAccepted": true, "collectedBy": "CUSTOMER"},
    ///     }],
    /// });
    /// let response: RetrievalResponse = serde_json::from_value(response)?;
    /// assert_eq!(response.recorded_consent(), Some(true));
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn recorded_consent(&self) -> Option<bool> {
        let consents = self.credentials.iter().flatten().filter_map(|it| it.consent.as_ref());
        consents.filter_map(|it| it.decision_accepted).reduce(|all, one| all && one)
    }

    /// Whether a URL returns this part of this credential.
    fn is_own(&self, url: &str, credential: &RetrievedCredential, part: &RetrievedPart) -> bool {
        Href::parse(url).is_some_and(|href| {
            href.host == Host::Retrieval
                && href.execution.is_none()
                && href.account == Some(&self.account.id)
                && href.credential == Some(&credential.id)
                && href.classifier.is_some_and(|it| it.eq_ignore_ascii_case(&part.classifier))
        })
    }

    /// The results of all capabilities.
    fn results(&self) -> Vec<NotPassed> {
        let Some(capabilities) = &self.capabilities else { return Vec::new() };
        let known = capabilities.known().into_iter().map(|result| NotPassed {
            capability: result.capability,
            decision: result.decision.r#type.clone(),
            label: result.decision.label().map(str::to_owned),
            credentials: result.credentials.to_vec(),
        });
        known.chain(unknown_results(capabilities)).collect()
    }
}

/// The results of capabilities that this version does not know, as far as they can be read. An object where others have an
/// array counts as one result.
fn unknown_results(capabilities: &CapabilityResults) -> impl Iterator<Item = NotPassed> {
    capabilities.unknown.iter().flat_map(|(name, value)| {
        let results = match value {
            Value::Array(results) => results.as_slice(),
            Value::Object(_) => slice::from_ref(value),
            _ => &[],
        };
        results.iter().map(|result| unknown_result(name, result))
    })
}

fn unknown_result(capability: &str, result: &Value) -> NotPassed {
    let decision = &result["decision"];
    let credentials = result["credentials"].as_array().into_iter().flatten();
    NotPassed {
        capability: capability.into(),
        decision: decision["type"].as_str().unwrap_or_default().into(),
        label: decision["details"]["label"].as_str().map(str::to_owned),
        credentials: credentials.filter_map(|it| EvaluatedCredential::deserialize(it).ok()).collect(),
    }
}

/// The rank of a decision: the worst has the lowest.
fn goodness(decision: &DecisionType) -> u8 {
    match decision {
        DecisionType::Rejected => 0,
        DecisionType::NotExecuted => 1,
        DecisionType::Other(_) => 2,
        DecisionType::Warning => 3,
        DecisionType::Passed => 4,
    }
}
