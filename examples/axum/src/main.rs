//! A server that lets only payloads without errors in.

use std::io;

use axum::{
    Json, Router,
    body::Bytes,
    extract::{FromRequest, Request},
    http::{HeaderMap, Method, StatusCode, header},
    response::{IntoResponse, Response},
    routing::post,
};
use kyx_schema::{AccountRequest, Context, Finding, Operation, Payload, Valid, lint};
use serde_json::{Value, json};

/// A payload without errors, read from the body of a request.
struct Checked<T>(Valid<T>);

impl<S: Send + Sync, T: Payload> FromRequest<S> for Checked<T> {
    type Rejection = Problem;

    async fn from_request(request: Request, state: &S) -> Result<Self, Problem> {
        let context = match *request.method() {
            Method::POST => Context::new(Operation::CreateAccount),
            Method::PUT => Context::new(Operation::UpdateAccount),
            _ => Context::unknown(),
        };
        if !is_json(request.headers()) {
            return Err(Problem::new(StatusCode::UNSUPPORTED_MEDIA_TYPE, &[]));
        }
        let body = Bytes::from_request(request, state).await;
        let body = body.map_err(|error| Problem::new(error.status(), &[]))?;
        let payload = lint::read(&body, &context);
        payload.map(Self).map_err(|report| Problem::new(StatusCode::UNPROCESSABLE_ENTITY, report.findings()))
    }
}

fn is_json(headers: &HeaderMap) -> bool {
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    let essence = media_type.and_then(|value| value.split(';').next());
    essence.is_some_and(|it| it.trim().eq_ignore_ascii_case("application/json"))
}

/// Problem details (RFC 9457). The findings repeat no personal value.
struct Problem(StatusCode, Value);

impl Problem {
    fn new(status: StatusCode, findings: &[Finding]) -> Self {
        let title = status.canonical_reason();
        Self(status, json!({"title": title, "status": status.as_u16(), "findings": findings}))
    }
}

impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        let content_type = [(header::CONTENT_TYPE, "application/problem+json")];
        (self.0, content_type, Json(self.1)).into_response()
    }
}

async fn accounts(Checked(request): Checked<AccountRequest>) -> Json<Valid<AccountRequest>> {
    // Send it to the platform here.
    Json(request)
}

#[tokio::main(flavor = "current_thread")]
async fn main() -> io::Result<()> {
    let app = Router::new().route("/accounts", post(accounts).put(accounts));
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("{}", listener.local_addr()?);
    axum::serve(listener, app).await
}
