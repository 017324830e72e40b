//! What the answers to calls mean: a workflow started, a part uploaded, a token issued, a call rejected.

use super::parts::{Reading, Values};
use crate::{
    endpoint::Classifier,
    kind::Kind,
    model::{
        AccountResponse, AllowedChannel, CredentialCategory, FinalizeResponse, MASK, Number, PartResponse,
        Problem, ProblemCause, TokenError, TokenResponse,
    },
    next::Finalize,
};

pub(super) fn account_response(response: &AccountResponse, values: Values) -> Reading {
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

pub(super) fn part_response(_: &PartResponse) -> Reading {
    let reading = Reading::new(Kind::PartResponse, "a part was uploaded");
    let reading = reading.action("upload the parts that are still missing; their URLs are at /api/parts");
    reading.action("after the last, unless a client finalizes the workflow: PUT to the URL at /api/workflowExecution, with the token at /api/token")
}

pub(super) fn finalize_response(_: &FinalizeResponse) -> Reading {
    Reading::new(Kind::FinalizeResponse, "the workflow was finalized, and is being processed").action(WAIT)
}

pub(super) const WAIT: &str = "wait for the callback, or ask for the status from time to time";

pub(super) fn problem(problem: &Problem, values: Values) -> Reading {
    let code = problem.status.code();
    let status = code.map(|code| format!(", with status {code}")).unwrap_or_default();
    let mut reading = Reading::new(Kind::Problem, format!("the platform rejected the call{status}"));
    if values == Values::Shown {
        reading.details.push(values.show(&problem.title));
    }
    let names = |categories: &[CredentialCategory]| values.categories(categories).join(", ");
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

pub(super) fn token_response(response: &TokenResponse) -> Reading {
    let seconds =
        response.expires_in.as_ref().and_then(Number::as_u64).map(|it| format!(", valid for {it} seconds"));
    Reading::new(Kind::TokenResponse, format!("an access token was issued{}", seconds.unwrap_or_default()))
        .action(
            "send it with account calls, as `Authorization: Bearer …`; request a new one before it expires",
        )
}

/// Source: RFC 6749, section 5.2.
pub(super) fn token_error(error: &TokenError, values: Values) -> Reading {
    let remedy = match error.error.as_str() {
        "invalid_client" => Some("check the client ID and the secret, and that they belong to this region"),
        "invalid_grant" | "unsupported_grant_type" => Some("send `grant_type=client_credentials`"),
        "invalid_request" => Some(
            "send `grant_type=client_credentials` as a form, and the credentials as basic authentication",
        ),
        "invalid_scope" => Some("leave out `scope`"),
        "unauthorized_client" => Some("ask the vendor to allow this client to request tokens"),
        _ => None,
    };
    let code = values.code(&error.error, remedy.is_some());
    let mut reading = Reading::new(Kind::TokenError, format!("no access token was issued: {code}"));
    if values == Values::Shown {
        reading.details.extend(error.error_description.iter().map(|it| values.show(it)));
    }
    reading.action(remedy.unwrap_or("ask the vendor what this error means"))
}
