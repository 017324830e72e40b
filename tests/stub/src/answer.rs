//! What all calls share: the IDs in their paths, verdicts on payloads, and responses.

use std::{collections::HashMap, str::FromStr};

use axum::{
    Json,
    extract::Path,
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use kyx_schema::{
    Context, Kind, Severity,
    endpoint::{Classifier, CredentialId, ExecutionUrl, PartUrl, Region},
    lint::Linter,
};
use serde_json::{Map, Value, json};

use super::samples;

pub(super) const EXECUTION: &str = "/api/v1/accounts/{account}/workflow-executions/{execution}";
pub(super) const NOW: &str = "2025-01-01T00:00:00.000Z";

/// The IDs in the path of a call.
pub(super) type Ids = Path<HashMap<String, String>>;
pub(super) type Answer = Result<Json<Value>, Refusal>;

/// A rejected call; the response is a problem document.
pub(super) struct Refusal(pub(super) StatusCode, pub(super) &'static str);

impl IntoResponse for Refusal {
    fn into_response(self) -> Response {
        let Self(status, title) = self;
        let problem =
            json!({"type": "about:blank", "title": title, "status": status.as_str(), "detail": "[]"});
        (status, Json(problem)).into_response()
    }
}

pub(super) fn bad(title: &'static str) -> Refusal {
    Refusal(StatusCode::BAD_REQUEST, title)
}

/// Rejects what the schema of a kind rejects.
pub(super) fn judge(kind: Kind, headers: &HeaderMap, body: &[u8]) -> Result<(), Refusal> {
    let media_type = headers.get(header::CONTENT_TYPE).and_then(|value| value.to_str().ok());
    if media_type.is_none_or(|it| it.split(';').next() != Some("application/json")) {
        return Err(Refusal(StatusCode::UNSUPPORTED_MEDIA_TYPE, "Unsupported Media Type"));
    }
    let left = left_to_others(kind);
    let linted = Linter::new(Context::unknown()).kind(kind).lint(body);
    let mut defects = linted.report.findings().iter().filter(|it| it.severity == Severity::Error);
    if defects.any(|it| !left.contains(&it.rule.code)) {
        return Err(bad("Bad Request: the payload is invalid"));
    }
    let is_same = samples::of(kind).is_none_or(|sample| samples::is_same(&sample, body));
    if is_same { Ok(()) } else { Err(bad("Bad Request: not the sample payload")) }
}

/// The rules that the schema of a kind leaves to others, according to its description: they may depend on the time, or
/// on more than the payload.
fn left_to_others(kind: Kind) -> Vec<&'static str> {
    let sentence = kind.schema().split("leaves to `kyx lint`: ").nth(1);
    let list = sentence.and_then(|text| text.split(';').next()).unwrap_or_default();
    list.split([' ', ',']).filter(|word| word.starts_with("KYX")).collect()
}

/// Responds with the sample of a kind, if there are samples.
pub(super) fn answer(kind: Kind, minimal: Value) -> Answer {
    Ok(Json(samples::of(kind).unwrap_or(minimal)))
}

pub(super) fn id<T: FromStr>(ids: &Ids, name: &str) -> Result<T, Refusal> {
    let id = ids.get(name).and_then(|id| id.parse().ok());
    id.ok_or_else(|| bad("Bad Request: JSON parse error: no UUID in its standard 36-char representation"))
}

pub(super) fn execution(ids: &Ids) -> Result<ExecutionUrl, Refusal> {
    Ok(ExecutionUrl { region: Region::Us, account: id(ids, "account")?, execution: id(ids, "execution")? })
}

/// The `api` object of a credential.
pub(super) fn api(execution: ExecutionUrl, credential: CredentialId, classifiers: &[Classifier]) -> Value {
    let part = |classifier: &Classifier| {
        let url = PartUrl { execution, credential, classifier: *classifier };
        (classifier.to_string().to_lowercase(), json!(url.to_string()))
    };
    let parts: Map<_, _> = classifiers.iter().map(part).collect();
    json!({"token": "xxx", "parts": parts, "workflowExecution": execution.to_string()})
}
