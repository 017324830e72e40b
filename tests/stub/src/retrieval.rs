//! The host `retrieval`: the status, the result and the steps of a workflow, and the images.

use axum::{Router, http::header, middleware, response::IntoResponse, routing::get};
use kyx_schema::{
    Kind,
    endpoint::{AccountId, CredentialId},
};
use serde_json::json;
use uuid::Uuid;

use super::{
    answer::{Answer, EXECUTION, Ids, Refusal, answer, execution, id},
    auth::require_token,
};

/// The only image.
const IMAGE: &[u8] = include_bytes!("../part.png");

pub(super) fn calls() -> Router {
    Router::new()
        .route(EXECUTION, get(result))
        .route(&format!("{EXECUTION}/status"), get(status))
        .route(&format!("{EXECUTION}/steps"), get(steps))
        .route("/api/v1/accounts/{account}/credentials/{credential}/parts/{classifier}", get(part))
        .route_layer(middleware::from_fn(require_token))
}

async fn status(ids: Ids) -> Answer {
    let url = execution(&ids)?;
    answer(
        Kind::StatusResponse,
        json!({
            "account": {"id": url.account.to_string(), "href": url.region.account(url.account)},
            "workflowExecution": {
                "id": url.execution.to_string(),
                "href": url.result(),
                "definitionKey": "2",
                "status": "INITIATED",
            },
        }),
    )
}

async fn result(ids: Ids) -> Answer {
    let url = execution(&ids)?;
    answer(
        Kind::RetrievalResponse,
        json!({
            "workflow": {"id": url.execution.to_string(), "definitionKey": "2", "status": "PROCESSED"},
            "account": {"id": url.account.to_string()},
            "decision": {"type": "PASSED", "details": {"label": "PASSED"}},
        }),
    )
}

async fn steps(ids: Ids) -> Answer {
    execution(&ids)?;
    let decision = json!({"type": "PASSED", "details": {"label": "PASSED"}});
    let step = json!({"id": Uuid::new_v4(), "name": "ID_IV", "capabilityIds": [], "decision": decision});
    answer(Kind::StepsResponse, json!({ "steps": [step] }))
}

async fn part(ids: Ids) -> Result<impl IntoResponse, Refusal> {
    id::<AccountId>(&ids, "account")?;
    id::<CredentialId>(&ids, "credential")?;
    Ok(([(header::CONTENT_TYPE, "image/png")], IMAGE))
}
