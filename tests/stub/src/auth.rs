//! The host `auth`: the only token, and who may use it.

use std::collections::HashMap;

use axum::{
    Form, Json, Router,
    extract::{Request, rejection::FormRejection},
    http::{StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::post,
};
use kyx_schema::Kind;
use serde_json::json;

use super::answer::{Refusal, answer};

/// The client `client` with the secret `secret`.
const CLIENT: &str = "Basic Y2xpZW50OnNlY3JldA==";

pub(super) fn calls() -> Router {
    let authorized = middleware::from_fn(async |request: Request, next: Next| {
        if is_authorized(&request, CLIENT) {
            return next.run(request).await;
        }
        token_error(StatusCode::UNAUTHORIZED, "invalid_client")
    });
    Router::new().route("/oauth2/token", post(access_token)).route_layer(authorized)
}

/// Rejects calls without the token.
pub(super) async fn require_token(request: Request, next: Next) -> Response {
    if is_authorized(&request, "Bearer xxx") {
        return next.run(request).await;
    }
    Refusal(StatusCode::UNAUTHORIZED, "Unauthorized").into_response()
}

fn is_authorized(request: &Request, expected: &str) -> bool {
    request.headers().get(header::AUTHORIZATION).is_some_and(|value| value == expected)
}

/// Issues the token, for a form with the grant of a client.
async fn access_token(form: Result<Form<HashMap<String, String>>, FormRejection>) -> Response {
    match form {
        Ok(form) if form.get("grant_type").is_some_and(|it| it == "client_credentials") => {
            let token = json!({"access_token": "xxx", "expires_in": 3600, "token_type": "Bearer"});
            answer(Kind::TokenResponse, token).into_response()
        }
        Ok(_) => token_error(StatusCode::BAD_REQUEST, "unsupported_grant_type"),
        Err(_) => token_error(StatusCode::UNSUPPORTED_MEDIA_TYPE, "invalid_request"),
    }
}

fn token_error(status: StatusCode, error: &str) -> Response {
    (status, Json(json!({ "error": error }))).into_response()
}
