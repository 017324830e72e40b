//! The host `account`: account requests.

use axum::{
    Router,
    body::Bytes,
    http::HeaderMap,
    middleware,
    routing::{post, put},
};
use kyx_schema::{
    Kind,
    endpoint::{AccountId, Classifier, CredentialId, ExecutionId, ExecutionUrl, Region},
};
use serde_json::json;
use uuid::Uuid;

use super::{
    answer::{Answer, Ids, NOW, answer, api, id, judge},
    auth::require_token,
};

pub(super) fn calls() -> Router {
    Router::new()
        .route("/api/v1/accounts", post(create))
        .route("/api/v1/accounts/{account}", put(update))
        .route_layer(middleware::from_fn(require_token))
}

async fn create(headers: HeaderMap, body: Bytes) -> Answer {
    judge(Kind::AccountRequest, &headers, &body)?;
    opened(AccountId(Uuid::new_v4()))
}

async fn update(ids: Ids, headers: HeaderMap, body: Bytes) -> Answer {
    let account = id(&ids, "account")?;
    judge(Kind::AccountRequest, &headers, &body)?;
    opened(account)
}

fn opened(account: AccountId) -> Answer {
    let execution = ExecutionUrl { region: Region::Us, account, execution: ExecutionId(Uuid::new_v4()) };
    let credential = |category: &str, classifiers: &[Classifier]| {
        let id = CredentialId(Uuid::new_v4());
        let api = api(execution, id, classifiers);
        json!({"id": id.to_string(), "category": category, "allowedChannels": ["API"], "api": api})
    };
    answer(
        Kind::AccountResponse,
        json!({
            "timestamp": NOW,
            "account": {"id": account.to_string()},
            "sdk": {"token": "xxx"},
            "workflowExecution": {
                "id": execution.execution.to_string(),
                "credentials": [
                    credential("ID", &[Classifier::Front, Classifier::Back]),
                    credential("SELFIE", &[Classifier::Face]),
                    credential("DATA", &[Classifier::PreparedData]),
                ],
            },
        }),
    )
}
