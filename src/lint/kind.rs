//! Which kind of payload it is, told by its keys.

use std::collections::BTreeMap;

use serde_json::value::RawValue;

use super::{
    structure::Contract,
    tree::{Node, Value},
};
use crate::Kind;

/// What tells responses from each other, in the order in which they are tried.
const RESPONSES: &[(Kind, &[&str])] = &[
    (Kind::AccountResponse, &["/account", "/workflowExecution/credentials"]),
    (Kind::PartResponse, &["/api", "/workflowExecution"]),
    (Kind::Callback, &["/callbackSentAt"]),
    (Kind::StatusResponse, &["/account", "/workflowExecution/status"]),
    (Kind::FinalizeResponse, &["/timestamp", "/workflowExecution/id"]),
    (Kind::Problem, &["/title", "/status"]),
];

/// The kind of a response, told by the fields of its text; `None` when it is none.
pub(super) fn of_response(text: &str) -> Option<Kind> {
    let fields = fields(text)?;
    response(|pointer| has(&fields, pointer))
}

/// The fields of an object, unread.
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

fn response(has: impl Fn(&str) -> bool) -> Option<Kind> {
    RESPONSES.iter().find(|(_, marks)| marks.iter().all(|it| has(it))).map(|(kind, _)| *kind)
}

/// The kind of a payload; `None` when it cannot be read well enough to say anything. Otherwise the name of the nearest
/// kind, if any, and the fields that it needs and are not there.
pub(super) fn detect(root: &Node<'_>) -> Result<Option<Kind>, Vec<String>> {
    let object = match &root.value {
        Value::Unreadable => return Ok(None),
        Value::Object(object) => object,
        _ => return Err(Vec::new()),
    };
    let keys: Vec<_> = object.members.iter().map(|member| member.key.as_ref()).collect();
    match response(|pointer| root.has(pointer)).map_or_else(|| request(&keys), Ok) {
        Ok(kind) => Ok(Some(kind)),
        // The keys that would tell may be the ones that were lost.
        Err(_) if object.incomplete => Ok(None),
        Err(nearest) => Err(nearest),
    }
}

/// How well an object fits a kind.
struct Fit {
    kind: Kind,
    score: usize,
    missing: Vec<String>,
}

fn request(keys: &[&str]) -> Result<Kind, Vec<String>> {
    let requests = Kind::ALL.iter().filter(|kind| !kind.is_response());
    let mut fits: Vec<_> = requests.map(|kind| fit(*kind, keys)).collect();
    fits.sort_by_key(|fit| std::cmp::Reverse(fit.score));
    match fits.as_slice() {
        [best, second, ..] if best.score == second.score => Err(Vec::new()),
        [best, ..] if is_convincing(best, keys) => Ok(best.kind),
        [best, ..] if best.score > 0 => Err(best.named()),
        _ => Err(Vec::new()),
    }
}

impl Fit {
    fn named(&self) -> Vec<String> {
        std::iter::once(self.kind.name().to_owned()).chain(self.missing.iter().cloned()).collect()
    }
}

/// A field that the kind needs convinces at once; others must make up half of what is there.
fn is_convincing(fit: &Fit, keys: &[&str]) -> bool {
    let contract = Contract::of(fit.kind);
    let has_required = contract.required().any(|field| keys.contains(&field));
    has_required || (fit.score > 0 && fit.score * 2 >= keys.len() && contract.required().next().is_none())
}

fn fit(kind: Kind, keys: &[&str]) -> Fit {
    let contract = Contract::of(kind);
    let missing = contract.required().filter(|field| !keys.contains(field)).map(str::to_owned);
    let score = keys.iter().filter(|key| contract.has_field(key)).count();
    Fit { kind, score, missing: missing.collect() }
}
