//! Detects the kind of a payload by its keys.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::field::Field;
use crate::{
    json::{Node, Value},
    kind::Kind,
};

/// The fields that identify each kind of response, in the order of the attempts.
const RESPONSES: &[(Kind, &[&str])] = &[
    (Kind::AccountResponse, &["/account", "/workflowExecution/credentials"]),
    (Kind::PartResponse, &["/api", "/workflowExecution"]),
    (Kind::Callback, &["/callbackSentAt"]),
    (Kind::StatusResponse, &["/account", "/workflowExecution/status"]),
    (Kind::FinalizeResponse, &["/timestamp", "/workflowExecution/id"]),
    (Kind::Problem, &["/title", "/status"]),
];

/// Detects the kind of a response by the fields of its text; `None` if it is not a response.
pub(super) fn of_response(text: &str) -> Option<Kind> {
    let fields = fields(text)?;
    response_kind(|pointer| has(&fields, pointer))
}

/// The fields of an object, not yet parsed.
type Fields<'t> = BTreeMap<&'t str, &'t RawValue>;

fn fields(text: &str) -> Option<Fields<'_>> {
    serde_json::from_str(text).ok()
}

/// Whether there is a value at a pointer.
fn has(fields: &Fields<'_>, pointer: &str) -> bool {
    let pointer = pointer.trim_start_matches('/');
    match pointer.split_once('/') {
        None => fields.contains_key(pointer),
        Some((key, inner)) => {
            let value = fields.get(key).and_then(|value| self::fields(value.get()));
            value.is_some_and(|fields| has(&fields, inner))
        }
    }
}

fn response_kind(has: impl Fn(&str) -> bool) -> Option<Kind> {
    RESPONSES.iter().find(|(_, marks)| marks.iter().all(|it| has(it))).map(|(kind, _)| *kind)
}

/// The error if no kind fits.
#[derive(Default)]
pub(super) struct Unknown {
    /// What the payload is, if it is not an object.
    pub(super) found: Option<&'static str>,
    pub(super) nearest: Option<Kind>,
    /// The fields that the payload lacks for the nearest kind.
    pub(super) missing: Vec<String>,
}

/// Detects the kind of a payload; `None` if too little of it can be read.
pub(super) fn detect(root: &Node<'_>) -> Result<Option<Kind>, Unknown> {
    let object = match &root.value {
        Value::Unreadable => return Ok(None),
        Value::Object(object) => object,
        Value::Array(_) => return Err(Unknown { found: Some("an array"), ..Unknown::default() }),
        _ => return Err(Unknown { found: Some("a single value"), ..Unknown::default() }),
    };
    let keys: Vec<_> = object.members.iter().map(|member| member.key.as_ref()).collect();
    match response_kind(|pointer| root.has(pointer)).map_or_else(|| request_kind(&keys), Ok) {
        Ok(kind) => Ok(Some(kind)),
        // The lost members may be the decisive ones.
        Err(_) if object.lost_members => Ok(None),
        Err(unknown) => Err(unknown),
    }
}

/// How well an object fits a kind.
struct KindScore {
    kind: Kind,
    score: usize,
    missing: Vec<String>,
}

fn request_kind(keys: &[&str]) -> Result<Kind, Unknown> {
    let requests = Kind::ALL.iter().filter(|kind| !kind.is_response());
    let mut scores: Vec<_> = requests.map(|kind| score(*kind, keys)).collect();
    scores.sort_by_key(|it| std::cmp::Reverse(it.score));
    match scores.as_slice() {
        [best, second, ..] if best.score == second.score => Err(Unknown::default()),
        [best, ..] if is_convincing(best, keys) => Ok(best.kind),
        [best, ..] if best.score > 0 => {
            Err(Unknown { nearest: Some(best.kind), missing: best.missing.clone(), found: None })
        }
        _ => Err(Unknown::default()),
    }
}

/// One required field is convincing. For a kind without required fields, half of all keys must be known.
fn is_convincing(candidate: &KindScore, keys: &[&str]) -> bool {
    let schema = Field::of(candidate.kind);
    let has_required = schema.required().any(|field| keys.contains(&field));
    has_required
        || (candidate.score > 0 && candidate.score * 2 >= keys.len() && schema.required().next().is_none())
}

fn score(kind: Kind, keys: &[&str]) -> KindScore {
    let schema = Field::of(kind);
    let missing = schema.required().filter(|field| !keys.contains(field)).map(str::to_owned);
    let score = keys.iter().filter(|key| schema.has_field(key)).count();
    KindScore { kind, score, missing: missing.collect() }
}
