//! What a response means: what happened, and what to do about it.

use std::fmt;

use serde::Serialize;

use crate::{
    context::Context,
    endpoint::Classifier,
    kind::Kind,
    lint::{self, Linter},
    model::{
        AccountResponse, AllowedChannel, Callback, Capability, CredentialCategory, DecisionType,
        EvaluatedCredential, ExecutionStatus, FinalizeResponse, NotExecutedReason, NotPassed, Outcome,
        OutcomeSource, PartResponse, Problem, ProblemCause, RetrievalResponse, StatusResponse, StepName,
        StepsResponse, TokenError, TokenResponse,
    },
    next::Finalize,
    payload::Payload,
    report::Report,
};

/// Whether a [`Reading`] may contain values of the response.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Values {
    /// Names that the documents list, but no other value.
    Masked,
    /// Titles, labels and URLs, too.
    Shown,
}

const MASK: &str = "•••";

impl Values {
    fn show(self, text: &str) -> String {
        if self == Self::Shown { text.to_owned() } else { MASK.to_owned() }
    }
}

/// What a response means. As text, it is a few lines for people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[non_exhaustive]
pub struct Reading {
    /// The kind of the response.
    pub kind: &'static str,
    /// What happened.
    pub happened: String,
    /// The JSON Pointer of the field of the request that it is about, if it is about one.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub field: Option<&'static str>,
    /// The details, such as each step of a workflow.
    pub details: Vec<String>,
    /// What to do, in order.
    pub actions: Vec<String>,
}

impl fmt::Display for Reading {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.happened)?;
        self.field.iter().try_for_each(|it| write!(f, "\nin the request: {it}"))?;
        self.details.iter().try_for_each(|it| write!(f, "\n- {it}"))?;
        self.actions.iter().try_for_each(|it| write!(f, "\nto do: {it}"))
    }
}

/// The reason why a text has no [`Reading`].
#[derive(Clone, Debug, PartialEq)]
#[non_exhaustive]
pub enum Unreadable {
    /// It is a request.
    Request(Kind),
    /// It is not a valid response.
    Invalid(Report),
}

/// Reads any response, callback or problem document.
///
/// ```
/// use kyx_schema::reading::{self, Values};
///
/// let problem = br#"{"title": "Too Many Requests", "status": 429}"#;
/// let reading = reading::read(problem, Values::Masked).map_err(|_| "not a response")?;
/// assert_eq!(reading.happened, "the platform rejected the call, with status 429");
/// assert_eq!(reading.actions, ["wait, then repeat the call: account calls are rate limited"]);
/// # Ok::<(), &str>(())
/// ```
///
/// # Errors
/// The text is a request, or not a valid response.
pub fn read(bytes: &[u8], values: Values) -> Result<Reading, Unreadable> {
    let linted = Linter::new(Context::unknown()).lint(bytes);
    match linted.kind {
        Some(Kind::AccountResponse) => of(bytes, |it| account_response(it, values)),
        Some(Kind::PartResponse) => of(bytes, part_response),
        Some(Kind::FinalizeResponse) => of(bytes, finalize_response),
        Some(Kind::Callback) => {
            of(bytes, |it: &Callback| outcome(Kind::Callback, &it.workflow_execution.status, values))
        }
        Some(Kind::StatusResponse) => of(bytes, |it: &StatusResponse| {
            outcome(Kind::StatusResponse, &it.workflow_execution.status, values)
        }),
        Some(Kind::Problem) => of(bytes, |it| problem(it, values)),
        Some(Kind::RetrievalResponse) => of(bytes, |it| retrieval_response(it, values)),
        Some(Kind::StepsResponse) => of(bytes, |it| steps_response(it, values)),
        Some(Kind::TokenResponse) => of(bytes, token_response),
        Some(Kind::TokenError) => of(bytes, |it| token_error(it, values)),
        Some(kind @ (Kind::AccountRequest | Kind::PreparedData)) => Err(Unreadable::Request(kind)),
        None => Err(Unreadable::Invalid(linted.report)),
    }
}

fn of<T: Payload>(bytes: &[u8], reading: impl Fn(&T) -> Reading) -> Result<Reading, Unreadable> {
    let payload = lint::read::<T>(bytes, &Context::unknown()).map_err(Unreadable::Invalid)?;
    Ok(reading(&payload))
}

impl Reading {
    fn new(kind: Kind, happened: impl Into<String>) -> Self {
        let (details, actions) = (Vec::new(), Vec::new());
        Self { kind: kind.name(), happened: happened.into(), field: None, details, actions }
    }

    fn action(mut self, action: impl Into<String>) -> Self {
        self.actions.push(action.into());
        self
    }
}

fn account_response(response: &AccountResponse, values: Values) -> Reading {
    let response = &known_names(response.clone(), values);
    let next = response.next_steps(None);
    let mut reading = Reading::new(Kind::AccountResponse, "the workflow has started");
    reading.details.extend(next.existing.iter().map(|it| format!("{it} already exists")));
    if next.journeys.is_empty() {
        return reading.action("nothing: the workflow finalizes itself; wait for the callback");
    }
    for journey in &next.journeys {
        let channel = journey.channel;
        let mut add = |text: String| {
            let shown = match values {
                Values::Shown => text.replace('\n', " "),
                Values::Masked => text.lines().next().unwrap_or_default().to_owned(), // URLs are below
            };
            reading.actions.push(format!("by {channel}: {shown}"));
        };
        journey.steps.iter().for_each(|it| add(it.to_string()));
        match &journey.finalize {
            Some(call @ Finalize::Call { .. }) => add(call.to_string()),
            Some(client @ Finalize::Client) => add(client.to_string()),
            None => {}
        }
        reading.details.extend(journey.remarks.iter().map(|it| format!("by {channel}: {it}")));
    }
    reading
}

/// The response with a mask instead of names that the documents do not list.
fn known_names(mut response: AccountResponse, values: Values) -> AccountResponse {
    if values == Values::Shown {
        return response;
    }
    for credential in &mut response.workflow_execution.credentials {
        if let CredentialCategory::Other(name) = &mut credential.category {
            MASK.clone_into(name);
        }
        for channel in &mut credential.allowed_channels {
            if let AllowedChannel::Other(name) = channel {
                MASK.clone_into(name);
            }
        }
        let parts = credential.api.as_mut().and_then(|it| it.parts.take());
        let known = |name: String| if name.parse::<Classifier>().is_ok() { name } else { MASK.to_owned() };
        if let (Some(api), Some(parts)) = (&mut credential.api, parts) {
            api.parts = Some(parts.into_iter().map(|(name, url)| (known(name), url)).collect());
        }
    }
    response
}

fn part_response(_: &PartResponse) -> Reading {
    let reading = Reading::new(Kind::PartResponse, "a part was uploaded");
    let reading = reading.action("upload the parts that are still missing; their URLs are at /api/parts");
    reading.action("after the last, unless a client finalizes the workflow: PUT to the URL at /api/workflowExecution, with the token at /api/token")
}

fn finalize_response(_: &FinalizeResponse) -> Reading {
    Reading::new(Kind::FinalizeResponse, "the workflow was finalized, and is being processed").action(WAIT)
}

const WAIT: &str = "wait for the callback, or ask for the status from time to time";

fn outcome(kind: Kind, status: &ExecutionStatus, values: Values) -> Reading {
    let (happened, action) = match status {
        ExecutionStatus::Initiated => ("the workflow has started, and waits for credentials", WAIT),
        ExecutionStatus::AcquisitionStarted => ("the end user is providing credentials", WAIT),
        ExecutionStatus::Acquired => ("the credentials were acquired, and are being processed", WAIT),
        ExecutionStatus::Processed => (
            "the workflow has ended; this alone does not mean that it passed",
            "retrieve the result from the URL at /workflowExecution/href, and read its decision",
        ),
        ExecutionStatus::SessionExpired => (
            "the end user's session expired before all credentials were provided",
            "start a new workflow with the end user",
        ),
        ExecutionStatus::TokenExpired => (
            "the token expired before all credentials were provided",
            "start a new workflow; `tokenLifetime` sets how long its tokens are valid",
        ),
        ExecutionStatus::Other(_) => ("", "ask the vendor what this status means"),
    };
    let happened = match status {
        ExecutionStatus::Other(name) => format!("the workflow has an unknown status: {}", values.show(name)),
        known => format!("{known}: {happened}"),
    };
    Reading::new(kind, happened).action(action)
}

fn retrieval_response(response: &RetrievalResponse, values: Values) -> Reading {
    let status = &response.workflow.status;
    let Some(Outcome { decision, source, .. }) = response.outcome() else {
        return match response.is_final() {
            true => Reading::new(Kind::RetrievalResponse, format!("{status}: the response has no decision"))
                .action("do not take the workflow for passed; ask the vendor"),
            false => outcome(Kind::RetrievalResponse, status, values),
        };
    };
    let (happened, action) = match &decision {
        DecisionType::Passed => ("the workflow passed".to_owned(), "accept the end user"),
        DecisionType::Warning => {
            ("the workflow ended with a warning".to_owned(), "let a person look at the details")
        }
        DecisionType::Rejected => ("the workflow was rejected".to_owned(), "do not accept the end user"),
        DecisionType::NotExecuted => {
            ("the workflow was not executed".to_owned(), "start a new workflow with the end user")
        }
        DecisionType::Other(name) => (
            format!("the workflow has an unknown decision: {}", values.show(name)),
            "do not take the workflow for passed; ask the vendor what this decision means",
        ),
    };
    let mut reading = Reading::new(Kind::RetrievalResponse, happened);
    if source == OutcomeSource::Capabilities {
        let worst = "the response has no decision of the whole: this is the worst of its capabilities";
        reading.details.push(worst.to_owned());
    }
    match response.why_not_executed() {
        Some(NotExecutedReason::Other(reason)) => {
            reading.details.push(format!("not executed because of {}", values.show(&reason)));
        }
        Some(reason) => reading.details.push(format!("not executed because of {reason}")),
        None => {}
    }
    reading.details.extend(response.not_passed().iter().map(|it| not_passed(it, values)));
    match response.fetchable_parts().len() {
        0 => {}
        count => reading.details.push(format!(
            "parts that can be fetched: {count}, from the URLs at /credentials/*/parts/*/href"
        )),
    }
    reading.action(action)
}

/// A capability that did not pass: its decision, and the categories of its credentials.
fn not_passed(result: &NotPassed, values: Values) -> String {
    let capability = match &result.capability {
        Capability::Other(name) => values.show(name),
        known => known.to_string(),
    };
    let decision = match &result.decision {
        DecisionType::Other(name) => values.show(name),
        known => known.to_string(),
    };
    let label = result.label.as_deref().filter(|_| values == Values::Shown);
    let label = label.map(|it| format!(" ({it})")).unwrap_or_default();
    let category = |it: &EvaluatedCredential| match &it.category {
        Some(CredentialCategory::Other(name)) => Some(values.show(name)),
        category => category.as_ref().map(ToString::to_string),
    };
    let categories: Vec<_> = result.credentials.iter().filter_map(category).collect();
    let of = if categories.is_empty() { String::new() } else { format!(", of {}", categories.join(" and ")) };
    format!("{capability}: {decision}{label}{of}")
}

fn problem(problem: &Problem, values: Values) -> Reading {
    let code = problem.status.code();
    let status = code.map(|code| format!(", with status {code}")).unwrap_or_default();
    let mut reading = Reading::new(Kind::Problem, format!("the platform rejected the call{status}"));
    if values == Values::Shown {
        reading.details.push(problem.title.clone());
    }
    let names = |categories: &[CredentialCategory]| {
        let name = |it: &CredentialCategory| match it {
            CredentialCategory::Other(name) => values.show(name),
            known => known.to_string(),
        };
        categories.iter().map(name).collect::<Vec<_>>().join(", ")
    };
    match problem.cause() {
        ProblemCause::ExistingCredentialsRequired { categories, .. } => {
            reading.field = Some("/workflowDefinition/key");
            let categories = names(&categories);
            reading.details.push(format!("the workflow reuses existing credentials: {categories}"));
            reading.action("use the call that updates an account: PUT …/api/v1/accounts/{accountId}")
        }
        ProblemCause::ExistingCredentialsUnusable { categories, unusable, .. } => {
            reading.field = Some("/workflowDefinition/credentials");
            let (categories, unusable) = (names(&categories), names(&unusable));
            reading.details.push(format!("the workflow reuses existing credentials: {categories}"));
            reading.details.push(format!("the account does not have them, or they are unusable: {unusable}"));
            reading.action("let the end user provide these credentials again, in a workflow that stores them")
        }
        ProblemCause::MalformedId { text } => {
            reading.field = Some("/workflowDefinition/credentials/*/id");
            reading.details.push(format!("not a UUID in its 36-character form: {}", values.show(&text)));
            reading.action("write the ID as the platform returned it: 8-4-4-4-12 hexadecimal digits")
        }
        ProblemCause::Other => reading.action(match code {
            Some(401 | 403) => "request a new access token; uploads need the `api.token` of their credential",
            Some(404) => "check the IDs and the region in the URL",
            Some(429) => "wait, then repeat the call: account calls are rate limited",
            Some(500..=599) => "repeat the call later; if it fails again, report it to the vendor",
            _ => "correct what `title` and `detail` name; `kyx lint` finds most defects of a request",
        }),
    }
}

fn steps_response(response: &StepsResponse, values: Values) -> Reading {
    let mut reading = Reading::new(Kind::StepsResponse, "the steps of the workflow, each with its decision");
    let mut is_fine = true;
    for step in &response.steps {
        let name = match &step.name {
            Some(StepName::Other(name)) => values.show(name),
            Some(known) => known.to_string(),
            None => "a step without a name".to_owned(),
        };
        let decision = step.decision.as_ref().map(|it| &it.r#type);
        is_fine &= decision == Some(&DecisionType::Passed);
        let decision = match decision {
            Some(DecisionType::Other(name)) => values.show(name),
            Some(known) => known.to_string(),
            None => "no decision".to_owned(),
        };
        let label = step.decision.as_ref().and_then(|it| it.details.as_ref()?.label.as_deref());
        let label = label.filter(|it| values == Values::Shown && *it != decision);
        let label = label.map(|it| format!(" ({it})")).unwrap_or_default();
        reading.details.push(format!("{name}: {decision}{label}"));
    }
    match is_fine {
        true => reading.action("nothing: each step passed"),
        false => reading.action("retrieve the result to see which capability of these steps did not pass"),
    }
}

fn token_response(response: &TokenResponse) -> Reading {
    let seconds = response.expires_in.as_ref().map(|it| format!(", valid for {} seconds", it.as_f64()));
    Reading::new(Kind::TokenResponse, format!("an access token was issued{}", seconds.unwrap_or_default()))
        .action(
            "send it with account calls, as `Authorization: Bearer …`; request a new one before it expires",
        )
}

/// Source: RFC 6749, section 5.2.
fn token_error(error: &TokenError, values: Values) -> Reading {
    let action = match error.error.as_str() {
        "invalid_client" => "check the client ID and the secret, and that they belong to this region",
        "invalid_grant" | "unsupported_grant_type" => "send `grant_type=client_credentials`",
        "invalid_request" => {
            "send `grant_type=client_credentials` as a form, and the credentials as basic authentication"
        }
        "invalid_scope" => "leave out `scope`",
        "unauthorized_client" => "ask the vendor to allow this client to request tokens",
        _ => "ask the vendor what this error means",
    };
    let is_known = !action.ends_with("this error means");
    let code = if is_known { error.error.clone() } else { values.show(&error.error) };
    let mut reading = Reading::new(Kind::TokenError, format!("no access token was issued: {code}"));
    reading.details.extend(error.error_description.clone().filter(|_| values == Values::Shown));
    reading.action(action)
}
