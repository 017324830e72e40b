//! A server that answers a bad payload with all its findings.

use std::{env, error::Error};

use axum::{
    Json, Router,
    body::Bytes,
    extract::{FromRequest, Request},
    http::{StatusCode, header::CONTENT_TYPE},
    response::{IntoResponse, Response},
    routing::post,
};
use kyx_schema::{AccountRequest, Context, Payload, Report, Valid, lint};
use serde_json::{Value, json};
use tokio::net::TcpListener;

/// The body of a request: a payload without errors.
struct Checked<T>(Valid<T>);

impl<T: Payload, S: Send + Sync> FromRequest<S> for Checked<T> {
    type Rejection = Response;

    async fn from_request(request: Request, state: &S) -> Result<Self, Response> {
        let body = Bytes::from_request(request, state).await.map_err(IntoResponse::into_response)?;
        // `Context::new` takes the operation, and with it the rules that depend on it.
        lint::read(&body, &Context::unknown()).map(Self).map_err(|report| problem(&report))
    }
}

/// Problem details (RFC 9457) with the findings. They name fields, and repeat none of their values.
fn problem(report: &Report) -> Response {
    let status = StatusCode::UNPROCESSABLE_ENTITY;
    let problem = json!({
        "title": "The payload has errors",
        "status": status.as_u16(),
        "findings": report.findings(),
    });
    (status, [(CONTENT_TYPE, "application/problem+json")], problem.to_string()).into_response()
}

async fn create_account(Checked(request): Checked<AccountRequest>) -> Json<Value> {
    // Send `request` on: only a checked payload has this type.
    Json(json!({"workflow": request.workflow_definition.key}))
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> Result<(), Box<dyn Error>> {
    let address = env::args().nth(1).unwrap_or_else(|| "127.0.0.1:8080".to_owned());
    let listener = TcpListener::bind(address).await?;
    println!("{}", listener.local_addr()?);
    let app = Router::new().route("/accounts", post(create_account));
    axum::serve(listener, app).await?;
    Ok(())
}
