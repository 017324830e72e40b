//! A stub of the platform on loopback: the library validates the requests and builds the URLs of the responses.
//!
//! It prints its address and runs until it is stopped. It stores nothing and accepts only the token `xxx`.

use std::{collections::HashMap, io, str::FromStr};

use axum::{
    Form, Json, Router,
    body::Bytes,
    extract::{Multipart, Path, Request, multipart::MultipartRejection, rejection::FormRejection},
    http::{HeaderMap, Method, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::{get, post, put},
};
use kyx_schema::{
    Context, Kind, Severity,
    endpoint::{AccountId, Classifier, CredentialId, ExecutionId, ExecutionUrl, PartUrl, Region},
    lint::Linter,
};
use serde_json::{Value, json};
use uuid::Uuid;

/// The ids in the path of a call.
type Ids = Path<HashMap<String, String>>;
type Answer = Result<Json<Value>, Refusal>;

/// A rejected call; the response is a problem document.
struct Refusal(StatusCode, &'static str);

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let Self(status, title) = self;
        let problem =
            json!({"type": "about:blank", "title": title, "status": status.as_str(), "detail": "[]"});
        (status, Json(problem)).into_response()
    }
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    axum::serve(listener, app()).await
}

const ACCESS_TOKEN: &str = "/oauth2/token";

fn app() -> Router {
    let accounts = "/api/v1/accounts";
    let account = format!("{accounts}/{{account}}");
    let execution = format!("{account}/workflow-executions/{{execution}}");
    let parts = format!("{execution}/credentials/{{credential}}/parts");
    Router::new()
        .route(accounts, post(create_account))
        .route(&account, put(update_account))
        .route(&execution, put(finalize))
        .route(&format!("{execution}/status"), get(status))
        .route(&format!("{execution}/steps"), get(steps))
        .route(ACCESS_TOKEN, post(access_token))
        .route(&parts, post(add_document).delete(delete_parts))
        .route(&format!("{parts}/PREPARED_DATA"), post(add_prepared_data))
        .route(&format!("{parts}/{{classifier}}"), post(add_file).put(add_file).delete(delete_parts))
        .fallback(async || Refusal(StatusCode::NOT_FOUND, "Not Found"))
        .method_not_allowed_fallback(async || Refusal(StatusCode::METHOD_NOT_ALLOWED, "Method Not Allowed"))
        .layer(middleware::from_fn(authorize))
}

async fn authorize(request: Request, next: Next) -> Response {
    let authorization = request.headers().get(header::AUTHORIZATION);
    if authorization.is_some_and(|value| value == "Bearer xxx") {
        return next.run(request).await;
    }
    match request.uri().path() {
        ACCESS_TOKEN => token_error(StatusCode::UNAUTHORIZED, "invalid_client"),
        _ => Refusal(StatusCode::UNAUTHORIZED, "Unauthorized").into_response(),
    }
}

/// Issues the only token, for a form with the grant of a client.
async fn access_token(form: Result<Form<HashMap<String, String>>, FormRejection>) -> Response {
    match form {
        Ok(form) if form.get("grant_type").is_some_and(|it| it == "client_credentials") => {
            Json(json!({"access_token": "xxx", "expires_in": 3600, "token_type": "Bearer"})).into_response()
        }
        Ok(_) => token_error(StatusCode::BAD_REQUEST, "unsupported_grant_type"),
        Err(_) => token_error(StatusCode::UNSUPPORTED_MEDIA_TYPE, "invalid_request"),
    }
}

fn token_error(status: StatusCode, error: &str) -> Response {
    (status, Json(json!({ "error": error }))).into_response()
}

async fn create_account(headers: HeaderMap, body: Bytes) -> Answer {
    judge(Kind::AccountRequest, &headers, &body)?;
    Ok(opened(AccountId(Uuid::new_v4())))
}

async fn update_account(ids: Ids, headers: HeaderMap, body: Bytes) -> Answer {
    let account = id(&ids, "account")?;
    judge(Kind::AccountRequest, &headers, &body)?;
    Ok(opened(account))
}

async fn add_prepared_data(ids: Ids, headers: HeaderMap, body: Bytes) -> Answer {
    let (execution, credential) = credential(&ids)?;
    judge(Kind::PreparedData, &headers, &body)?;
    Ok(taken(execution, credential, Classifier::PreparedData))
}

async fn add_file(method: Method, ids: Ids, form: Result<Multipart, MultipartRejection>) -> Answer {
    let (execution, credential) = credential(&ids)?;
    let classifier = id(&ids, "classifier")?;
    if classifier == Classifier::Facemap && method != Method::POST {
        return Err(bad("Bad Request: a facemap can only be added"));
    }
    one_file(form).await?;
    Ok(taken(execution, credential, classifier))
}

async fn add_document(ids: Ids, form: Result<Multipart, MultipartRejection>) -> Answer {
    let (execution, credential) = credential(&ids)?;
    one_file(form).await?;
    Ok(taken(execution, credential, Classifier::Front))
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
    Ok(Json(json!({
        "timestamp": NOW,
        "account": {"id": account.to_string()},
        "workflowExecution": {"id": execution.to_string()},
    })))
}

async fn status(ids: Ids) -> Answer {
    let url = execution(&ids)?;
    Ok(Json(json!({
        "account": {"id": url.account.to_string(), "href": url.region.account(url.account)},
        "workflowExecution": {
            "id": url.execution.to_string(),
            "href": url.status().trim_end_matches("/status"),
            "definitionKey": "2",
            "status": "INITIATED",
        },
    })))
}

async fn steps(ids: Ids) -> Answer {
    execution(&ids)?;
    let decision = json!({"type": "PASSED", "details": {"label": "PASSED"}});
    Ok(Json(
        json!({"steps": [{"id": Uuid::new_v4(), "name": "ID_IV", "capabilityIds": [], "decision": decision}]}),
    ))
}

const NOW: &str = "2025-01-01T00:00:00.000Z";

/// Rejects what the schema of a kind rejects.
fn judge(kind: Kind, headers: &HeaderMap, body: &[u8]) -> Result<(), Refusal> {
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if media_type.is_none_or(|it| it.split(';').next() != Some("application/json")) {
        return Err(Refusal(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Unsupported Media Type"));
    }
    let left = left_to_others(kind);
    let linted = Linter::new(Context::unknown()).kind(kind).lint(body);
    let mut defects = linted.report.findings().iter().filter(|it| it.severity == Severity::Error);
    match defects.find(|it| !left.contains(&it.rule.code)) {
        Some(_) => Err(bad("Bad Request: the payload is invalid")),
        None => Ok(()),
    }
}

/// The rules that the schema of a kind leaves to others, according to its description: they may depend on the time, or
/// on more than the payload.
fn left_to_others(kind: Kind) -> Vec<&'static str> {
    let sentence = kind.schema().split("leaves to `kyx lint`: ").nth(1);
    let list = sentence.and_then(|text| text.split(';').next()).unwrap_or_default();
    list.split([' ', ',']).filter(|word| word.starts_with("KYX")).collect()
}

fn bad(title: &'static str) -> Refusal {
    Refusal(StatusCode::BAD_REQUEST, title)
}

fn id<T: FromStr>(ids: &Ids, name: &str) -> Result<T, Refusal> {
    let id = ids.get(name).and_then(|id| id.parse().ok());
    id.ok_or_else(|| bad("Bad Request: JSON parse error: no UUID in its standard 36-char representation"))
}

fn execution(ids: &Ids) -> Result<ExecutionUrl, Refusal> {
    Ok(ExecutionUrl { region: Region::Us, account: id(ids, "account")?, execution: id(ids, "execution")? })
}

fn credential(ids: &Ids) -> Result<(ExecutionUrl, CredentialId), Refusal> {
    Ok((execution(ids)?, id(ids, "credential")?))
}

/// The `api` object of a credential.
fn api(execution: ExecutionUrl, credential: CredentialId, classifiers: &[Classifier]) -> Value {
    let part = |classifier: &Classifier| {
        let url = PartUrl { execution, credential, classifier: *classifier };
        (classifier.to_string().to_lowercase(), json!(url.to_string()))
    };
    let parts: serde_json::Map<_, _> = classifiers.iter().map(part).collect();
    json!({"token": "xxx", "parts": parts, "workflowExecution": execution.to_string()})
}

/// The response to an account request.
fn opened(account: AccountId) -> Json<Value> {
    let execution = ExecutionUrl { region: Region::Us, account, execution: ExecutionId(Uuid::new_v4()) };
    let credential = |category: &str, classifiers: &[Classifier]| {
        let id = CredentialId(Uuid::new_v4());
        let api = api(execution, id, classifiers);
        json!({"id": id.to_string(), "category": category, "allowedChannels": ["API"], "api": api})
    };
    Json(json!({
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
    }))
}

/// The response to an upload.
fn taken(execution: ExecutionUrl, credential: CredentialId, classifier: Classifier) -> Json<Value> {
    Json(json!({
        "timestamp": NOW,
        "account": {"id": execution.account.to_string()},
        "workflowExecution": {"id": execution.execution.to_string()},
        "credential": {"id": credential.to_string()},
        "api": api(execution, credential, &[classifier]),
    }))
}
