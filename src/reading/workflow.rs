//! What became of a workflow: its status, its result, and its steps.

use super::{
    call::WAIT,
    parts::{Reading, Values, limited},
};
use crate::{
    kind::Kind,
    model::{
        Callback, Capability, Decision, DecisionType, ExecutionStatus, NotExecutedReason, NotPassed, Outcome,
        OutcomeSource, RetrievalResponse, StatusResponse, StepName, StepsResponse, is_documented_label,
    },
    rules::wording::all_plain,
};

const START_AGAIN: &str = "start a new workflow with the end user";
const RETRIEVE: &str = "retrieve the result, and read its decision";

pub(super) fn callback(callback: &Callback, values: Values) -> Reading {
    of_status(Kind::Callback, &callback.workflow_execution.status, values)
}

pub(super) fn status_response(response: &StatusResponse, values: Values) -> Reading {
    of_status(Kind::StatusResponse, &response.workflow_execution.status, values)
}

fn of_status(kind: Kind, status: &ExecutionStatus, values: Values) -> Reading {
    let (happened, action) = match status {
        ExecutionStatus::Initiated => ("the workflow has started, and waits for credentials", WAIT),
        ExecutionStatus::AcquisitionStarted => ("the end user is providing credentials", WAIT),
        ExecutionStatus::Acquired => ("the credentials were acquired, and are being processed", WAIT),
        ExecutionStatus::Processed => (
            "the workflow has ended; this alone does not mean that it passed",
            "retrieve the result from the URL at /workflowExecution/href, and read its decision",
        ),
        ExecutionStatus::SessionExpired => {
            ("the end user's session expired before all credentials were provided", START_AGAIN)
        }
        ExecutionStatus::TokenExpired => (
            "the token expired before all credentials were provided",
            "start a new workflow; `tokenLifetime` sets how long its tokens are valid",
        ),
        ExecutionStatus::Other(name) => {
            let happened = format!("the workflow has an unknown status: {}", values.show(name));
            return Reading::new(kind, happened).action("ask the vendor what this status means");
        }
    };
    Reading::new(kind, format!("{status}: {happened}")).action(action)
}

pub(super) fn retrieval_response(response: &RetrievalResponse, values: Values) -> Reading {
    let status = &response.workflow.status;
    let reading = match (status, response.outcome()) {
        (ExecutionStatus::SessionExpired | ExecutionStatus::TokenExpired, _) => {
            let decision = response.decision.iter().map(|it| format!("decision: {}", decision(it, values)));
            of_status(Kind::RetrievalResponse, status, values).details(decision)
        }
        (_, Some(outcome)) => of_outcome(response, &outcome, values),
        (_, None) if response.is_final() => {
            Reading::new(Kind::RetrievalResponse, format!("{status}: the response has no decision"))
                .action("do not take the workflow for passed; ask the vendor")
        }
        (_, None) => return of_status(Kind::RetrievalResponse, status, values),
    };
    reading.details(results(response, values)).details(remarks(response))
}

/// The overall decision, and what to do about it.
fn of_outcome(response: &RetrievalResponse, outcome: &Outcome, values: Values) -> Reading {
    let (happened, action) = match &outcome.decision {
        DecisionType::Passed if response.not_passed().is_empty() => {
            ("the workflow passed".to_owned(), "accept the end user")
        }
        DecisionType::Passed => (
            "the workflow passed, but not each capability did".to_owned(),
            "decide whether what did not pass matters, before you accept the end user",
        ),
        DecisionType::Warning => {
            ("the workflow ended with a warning".to_owned(), "let a person look at the details")
        }
        DecisionType::Rejected => {
            let action = match is_only_unusable(response) {
                true => "do not accept the end user; a new workflow with better images may pass",
                false => "do not accept the end user",
            };
            ("the workflow was rejected".to_owned(), action)
        }
        DecisionType::NotExecuted => not_executed(response, values),
        DecisionType::Other(name) if name.is_empty() => {
            ("the decision is empty".to_owned(), "do not take the workflow for passed; ask the vendor")
        }
        DecisionType::Other(name) => (
            format!("the workflow has an unknown decision: {}", values.show(name)),
            "do not take the workflow for passed; ask the vendor what this decision means",
        ),
    };
    let is_inferred = outcome.source == OutcomeSource::Capabilities;
    let inferred = "the response has no overall decision: this is the worst decision of its capabilities";
    Reading::new(Kind::RetrievalResponse, happened)
        .details(is_inferred.then(|| inferred.to_owned()))
        .action(action)
}

/// Whether nothing but the images was rejected.
fn is_only_unusable(response: &RetrievalResponse) -> bool {
    let mut rejected = response.not_passed();
    rejected.retain(|it| it.decision == DecisionType::Rejected);
    !rejected.is_empty() && rejected.iter().all(|it| it.capability == Capability::Usability)
}

/// Why a workflow was not executed, and what to do about it.
fn not_executed(response: &RetrievalResponse, values: Values) -> (String, &'static str) {
    const HAPPENED: &str = "the workflow was not executed";
    let Some(reason) = response.why_not_executed() else { return (HAPPENED.to_owned(), START_AGAIN) };
    let (why, action) = match &reason {
        NotExecutedReason::SessionExpired => ("the end user did not finish in time", START_AGAIN),
        NotExecutedReason::TokenExpired => ("the end user did not start in time", START_AGAIN),
        NotExecutedReason::TechnicalError => (
            "the platform failed",
            "start a new workflow with the end user; if it fails again, report it to the vendor",
        ),
        NotExecutedReason::NotUploaded => ("a credential was not uploaded", START_AGAIN),
        NotExecutedReason::PreconditionNotFulfilled => ("a precondition was not met", START_AGAIN),
        NotExecutedReason::NotEnoughData => {
            ("the data is not sufficient", "start a new workflow, with more data")
        }
        NotExecutedReason::ValidationFailed => {
            ("the data is not valid", "check the data, then start a new workflow")
        }
        NotExecutedReason::InvalidMerchantSettings => {
            ("the settings of your account are not valid", "ask the vendor to check these settings")
        }
        NotExecutedReason::ExtractionNotDone => {
            ("no data was extracted from the document", "start a new workflow, with better images")
        }
        NotExecutedReason::NoValidIdCredential => {
            ("there is no valid ID", "start a new workflow, with a valid ID")
        }
        NotExecutedReason::UnsupportedCountry => {
            ("the platform does not support the country", "use another document, or another workflow")
        }
        NotExecutedReason::UnsupportedState => {
            ("the platform does not support the state", "use another document, or another workflow")
        }
        NotExecutedReason::Other(name) => {
            let why = values.code(name, is_documented_label(name));
            return (format!("{HAPPENED}: {why}"), "ask the vendor what this reason means");
        }
    };
    (format!("{HAPPENED}: {why} ({reason})"), action)
}

/// The results of capabilities that did not pass; those that had to wait for others are named together.
fn results(response: &RetrievalResponse, values: Values) -> Vec<String> {
    let precondition = NotExecutedReason::PreconditionNotFulfilled;
    let (waiting, results): (Vec<_>, Vec<_>) = response.not_passed().into_iter().partition(|it| {
        it.decision == DecisionType::NotExecuted && it.label.as_deref() == Some(precondition.as_str())
    });
    let mut lines = limited(results.iter().map(|it| result(it, values)));
    let names = limited(waiting.iter().map(|it| capability(&it.capability, values)));
    if !names.is_empty() {
        lines.push(format!("not executed, as a precondition was not met: {}", names.join(", ")));
    }
    lines
}

/// A capability that did not pass, with the categories of its credentials and its decision.
fn result(result: &NotPassed, values: Values) -> String {
    let categories = values.categories(result.credentials.iter().filter_map(|it| it.category.as_ref()));
    let of = if categories.is_empty() { String::new() } else { format!(" of {}", all_plain(&categories)) };
    let decision = worded(&result.decision, result.label.as_deref(), values);
    format!("{}{of}: {decision}", capability(&result.capability, values))
}

fn capability(capability: &Capability, values: Values) -> String {
    match capability {
        Capability::Other(name) => values.key(name),
        known => known.to_string(),
    }
}

fn decision(decision: &Decision, values: Values) -> String {
    worded(&decision.r#type, decision.label(), values)
}

/// A decision, with its label if that says more.
fn worded(decision: &DecisionType, label: Option<&str>, values: Values) -> String {
    let shown = match decision {
        DecisionType::Other(name) if name.is_empty() => "no decision".to_owned(),
        DecisionType::Other(name) => values.show(name),
        known => known.to_string(),
    };
    match label.filter(|it| *it != decision.as_str()) {
        Some(label) => format!("{shown} ({})", values.code(label, is_documented_label(label))),
        None => shown,
    }
}

/// What else matters to the reader of a result.
fn remarks(response: &RetrievalResponse) -> Vec<String> {
    let mut remarks = Vec::new();
    if response.recorded_consent() == Some(false) {
        remarks.push("the end user did not consent".to_owned());
    }
    let parts = response.fetchable_parts().len();
    if response.wiped_out_at.is_some() {
        remarks.push("the data of the workflow was deleted".to_owned());
    } else if parts > 0 {
        remarks.push(format!(
            "parts that can be fetched: {parts}, from the URLs at /credentials/*/parts/*/href"
        ));
    }
    remarks
}

pub(super) fn steps_response(response: &StepsResponse, values: Values) -> Reading {
    if response.steps.is_empty() {
        return Reading::new(Kind::StepsResponse, "the workflow has no steps").action(RETRIEVE);
    }
    let name = |name: &Option<StepName>| match name {
        Some(StepName::Other(name)) => values.show(name),
        Some(known) => known.to_string(),
        None => "a step without a name".to_owned(),
    };
    let steps = response.steps.iter().map(|step| {
        let decision = step.decision.as_ref().map(|it| decision(it, values));
        format!("{}: {}", name(&step.name), decision.unwrap_or_else(|| "no decision".to_owned()))
    });
    let has_passed = |it: &Decision| it.r#type == DecisionType::Passed;
    let (happened, action) =
        match response.steps.iter().all(|it| it.decision.as_ref().is_some_and(has_passed)) {
            true => ("each step of the workflow passed", RETRIEVE),
            false => (
                "not each step of the workflow passed",
                "retrieve the result to see which capability of these steps did not pass",
            ),
        };
    Reading::new(Kind::StepsResponse, happened).details(limited(steps)).action(action)
}
