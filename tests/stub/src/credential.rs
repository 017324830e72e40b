//! The host `api`: uploads to credentials, and the finalization.

use axum::{
    Json, Router,
    body::Bytes,
    extract::{Multipart, multipart::MultipartRejection},
    http::{HeaderMap, Method, StatusCode},
    middleware,
    routing::{post, put},
};
use kyx_schema::{
    Kind,
    endpoint::{Classifier, CredentialId, ExecutionUrl},
};
use serde_json::json;

use super::{
    answer::{Answer, EXECUTION, Ids, NOW, Refusal, answer, api, bad, execution, id, judge},
    auth::require_token,
};

pub(super) fn calls() -> Router {
    let parts = format!("{EXECUTION}/credentials/{{credential}}/parts");
    Router::new()
        .route(EXECUTION, put(finalize))
        .route(&parts, post(add_document).delete(delete_parts))
        .route(&format!("{parts}/PREPARED_DATA"), post(add_prepared_data))
        .route(&format!("{parts}/{{classifier}}"), post(add_file).put(add_file).delete(delete_parts))
        .route_layer(middleware::from_fn(require_token))
}

async fn add_prepared_data(ids: Ids, headers: HeaderMap, body: Bytes) -> Answer {
    let (execution, credential) = credential(&ids)?;
    judge(Kind::PreparedData, &headers, &body)?;
    taken(execution, credential, Classifier::PreparedData)
}

async fn add_file(method: Method, ids: Ids, form: Result<Multipart, MultipartRejection>) -> Answer {
    let (execution, credential) = credential(&ids)?;
    let classifier = id(&ids, "classifier")?;
    if classifier == Classifier::Facemap && method != Method::POST {
        return Err(bad("Bad Request: a facemap can only be added"));
    }
    one_file(form).await?;
    taken(execution, credential, classifier)
}

async fn add_document(ids: Ids, form: Result<Multipart, MultipartRejection>) -> Answer {
    let (execution, credential) = credential(&ids)?;
    one_file(form).await?;
    taken(execution, credential, Classifier::Front)
}

/// Rejects anything but a form with one `file`.
async fn one_file(form: Result<Multipart, MultipartRejection>) -> Result<(), Refusal> {
    let mut form = form.map_err(|_| Refusal(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Unsupported Media Type"))?;
    let mut names = Vec::new();
    while let Some(field) = form.next_field().await.map_err(|_| bad("Bad Request: multipart error"))? {
        names.extend(field.name().map(str::to_owned));
    }
    if names == ["file"] { Ok(()) } else { Err(bad("Bad Request: not one `file`")) }
}

async fn delete_parts(ids: Ids) -> Answer {
    credential(&ids)?;
    if ids.contains_key("classifier") && id::<Classifier>(&ids, "classifier")? == Classifier::Facemap {
        return Err(bad("Bad Request: a facemap cannot be deleted by its classifier"));
    }
    Ok(Json(json!({})))
}

async fn finalize(ids: Ids) -> Answer {
    let ExecutionUrl { account, execution, .. } = execution(&ids)?;
    answer(
        Kind::FinalizeResponse,
        json!({
            "timestamp": NOW,
            "account": {"id": account.to_string()},
            "workflowExecution": {"id": execution.to_string()},
        }),
    )
}

fn credential(ids: &Ids) -> Result<(ExecutionUrl, CredentialId), Refusal> {
    Ok((execution(ids)?, id(ids, "credential")?))
}

/// The response to an upload.
fn taken(execution: ExecutionUrl, credential: CredentialId, classifier: Classifier) -> Answer {
    answer(
        Kind::PartResponse,
        json!({
            "timestamp": NOW,
            "account": {"id": execution.account.to_string()},
            "workflowExecution": {"id": execution.execution.to_string()},
            "credential": {"id": credential.to_string()},
            "api": api(execution, credential, &[classifier]),
        }),
    )
}
