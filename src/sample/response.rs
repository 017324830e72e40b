//! Samples of what the platform answers. All are about the account, the execution and the credentials of the scenario.

use serde_json::{Map, Value, json};

use super::{
    credentials::{Access, credentials},
    request::{ERROR_URL, SUCCESS_URL, locale, user_reference},
    result::status,
    scenario::Scenario,
};
use crate::{
    endpoint::{Classifier, Host, path},
    model::CredentialCategory,
    workflow::{Channel, Need},
};

/// A token that nobody takes for a secret.
const TOKEN: &str = "sample-token";

pub(super) fn account_response(scenario: &Scenario) -> Value {
    let all = credentials(scenario);
    let offers = |channel| all.iter().any(|it| it.channels.contains(&channel));
    let mut response = answer(scenario, 0);
    response["workflowExecution"]["credentials"] = all.iter().map(|it| access(it, scenario)).collect();
    if offers(Channel::Web) {
        response["web"] = web_access(scenario);
    }
    if offers(Channel::Sdk) {
        response["sdk"] = json!({ "token": TOKEN });
    }
    response
}

pub(super) fn part_response(scenario: &Scenario) -> Option<Value> {
    let all = credentials(scenario);
    let uploaded = all.iter().find(|it| it.is_by_api())?;
    let part = uploaded.uploads().first()?.as_str();
    let mut response = answer(scenario, 1);
    response["credential"] = json!({ "id": uploaded.id.to_string() });
    response["part"] = json!({ "id": scenario.values(part).uuid() });
    response["api"] = api(uploaded, scenario);
    Some(response)
}

/// The answer to the call that finalizes a workflow; a client finalizes it without one.
pub(super) fn finalize_response(scenario: &Scenario) -> Option<Value> {
    let is_by_call = scenario.channels().contains(&Channel::Api);
    let has_upload = || credentials(scenario).iter().any(Access::is_by_api);
    (is_by_call && has_upload()).then(|| answer(scenario, 2))
}

pub(super) fn callback(scenario: &Scenario) -> Value {
    let mut callback = status_response(scenario);
    callback["callbackSentAt"] = json!(scenario.after(5));
    callback["userReference"] = json!(user_reference(scenario));
    callback
}

pub(super) fn status_response(scenario: &Scenario) -> Value {
    let url = scenario.url();
    json!({
        "account": { "id": url.account.to_string(), "href": url.region.account(url.account) },
        "workflowExecution": {
            "id": url.execution.to_string(),
            "href": url.at(Host::Retrieval),
            "definitionKey": scenario.key.to_string(),
            "status": status(scenario),
        },
    })
}

/// The refusal of the account request: because existing credentials are unusable, if there are any.
pub(super) fn problem(scenario: &Scenario) -> Value {
    let (account, key) = (scenario.url().account, scenario.key);
    let existing: Vec<_> =
        credentials(scenario).iter().filter(|it| it.exists()).map(|it| it.category.to_string()).collect();
    let existing = existing.join(", ");
    let title = match existing.as_str() {
        "" => "Bad Request".to_owned(),
        _ => format!(
            "Bad Request: Workflow {key} requires [{existing}] existing credentials but [{existing}] are unusable for the account {account}"
        ),
    };
    let instance = match scenario.has(Need::Update) {
        true => path::account(account),
        false => path::ACCOUNTS.to_owned(),
    };
    json!({ "type": "about:blank", "title": title, "status": "400", "detail": "[]", "instance": instance })
}

pub(super) fn token_response(scenario: &Scenario) -> Value {
    let token = format!("{TOKEN}-{}", scenario.values("token").below(1000));
    json!({ "access_token": token, "expires_in": 3600, "token_type": "Bearer" })
}

pub(super) fn token_error() -> Value {
    json!({ "error": "invalid_client", "error_description": "Client authentication failed" })
}

/// What all answers to the calls of a workflow execution contain.
fn answer(scenario: &Scenario, minutes: i64) -> Value {
    let url = scenario.url();
    json!({
        "timestamp": scenario.after(minutes),
        "account": { "id": url.account.to_string() },
        "workflowExecution": { "id": url.execution.to_string() },
    })
}

fn web_access(scenario: &Scenario) -> Value {
    let (region, locale) = (scenario.url().region.name(), locale(scenario));
    let query = format!("authorizationToken={TOKEN}&locale={locale}");
    json!({
        "href": format!("https://example.web.{region}.jumio.ai/web/v4/app?{query}"),
        "successUrl": SUCCESS_URL,
        "errorUrl": ERROR_URL,
    })
}

fn access(access: &Access, scenario: &Scenario) -> Value {
    let channels: Vec<_> = access.channels.iter().map(ToString::to_string).collect();
    let mut result = json!({
        "id": access.id.to_string(),
        "category": access.category,
        "allowedChannels": channels,
    });
    if access.category == CredentialCategory::Data {
        result["label"] = json!("DATA");
    }
    if access.is_by_api() {
        result["api"] = api(access, scenario);
    }
    result
}

fn api(access: &Access, scenario: &Scenario) -> Value {
    let url = |it: &Classifier| {
        (it.to_string().to_ascii_lowercase(), json!(access.part_url(scenario, *it).to_string()))
    };
    let parts: Map<_, _> = access.uploads().iter().map(url).collect();
    json!({ "token": TOKEN, "parts": parts, "workflowExecution": scenario.url().to_string() })
}
