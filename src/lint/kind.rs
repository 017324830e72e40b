//! Detects the kind of a payload by its keys.

use std::cmp::Reverse;

use super::{field::Field, places::is_anywhere};
use crate::{
    defect::Defect,
    json::{Member, Node, Object, Skim, Value},
    kind::Kind,
    rule::Rule,
    rules::{
        older_api::{OLDER_API, is_older_api, older_api},
        structure::{Near, UNKNOWN_KIND, empty_object, not_an_object, unknown_kind},
    },
};

/// The fields by which each kind of response is told. A kind with a [mark](Kind::mark) takes precedence; one without has
/// none of the fields that are missing in its schema.
const RESPONSES: &[(Kind, &[&str])] = &[
    (Kind::AccountResponse, &["/workflowExecution/credentials"]),
    (Kind::PartResponse, &["/api", "/workflowExecution"]),
    (Kind::Callback, &["/callbackSentAt"]),
    (Kind::Problem, &["/title", "/status"]),
    (Kind::RetrievalResponse, &["/workflow/id", "/account/id"]),
    (Kind::StepsResponse, &["/steps"]),
    (Kind::TokenResponse, &["/access_token"]),
    (Kind::TokenError, &["/error", "/error_description"]),
    (Kind::StatusResponse, &["/account", "/workflowExecution/status"]),
    (Kind::FinalizeResponse, &["/timestamp", "/workflowExecution/id"]),
];

/// More fields that only some kinds have.
const OTHER_MARKS: &[&str] = &["/workflow", "/capabilities", "/decision", "/credentials"];

/// Guesses the kind of a response; right if the text is valid JSON.
pub(super) fn of_response(text: &str) -> Option<Kind> {
    let members: Vec<_> = Skim::of(text).members().collect();
    response_kind(|pointer| {
        let (first, rest) = pointer[1..].split_once('/').unwrap_or((&pointer[1..], ""));
        let member = members.iter().find(|(key, _)| *key == first);
        member.is_some_and(|(_, value)| rest.is_empty() || value.has(&pointer[first.len() + 1..]))
    })
}

fn response_kind(has: impl Fn(&str) -> bool) -> Option<Kind> {
    let complete = RESPONSES.iter().filter(|(kind, fields)| has_all(*kind, fields, &has));
    let mut kinds: Vec<_> = complete.map(|(kind, _)| *kind).collect();
    match kinds.iter().any(|kind| kind.mark().is_some()) {
        true => kinds.retain(|kind| kind.mark().is_some()),
        false => kinds.retain(|kind| foreign(*kind, &has).next().is_none()),
    }
    <[Kind; 1]>::try_from(kinds).ok().map(|[only]| only)
}

/// Whether a payload has the fields by which a kind is told.
fn has_all(kind: Kind, fields: &[&str], has: impl Fn(&str) -> bool) -> bool {
    fields.iter().all(|it| has(it)) && !(kind == Kind::StepsResponse && has_foreign_steps(has))
}

/// Whether a payload has steps of another program, which have other fields.
fn has_foreign_steps(has: impl Fn(&str) -> bool) -> bool {
    has("/steps/0") && !has("/steps/0/capabilityIds") && !has("/steps/0/decision")
}

/// The decisive fields of a payload that a kind does not have.
fn foreign(kind: Kind, has: impl Fn(&str) -> bool) -> impl Iterator<Item = &'static str> {
    let knows = move |pointer: &str| Field::of(kind).at(pointer).is_known();
    let decisive = RESPONSES.iter().flat_map(|(_, fields)| *fields).chain(OTHER_MARKS).copied();
    decisive.filter(move |pointer| has(pointer) && !knows(pointer))
}

/// A text that is not a payload of a known kind.
pub(super) struct Unknown {
    pub(super) rule: &'static Rule,
    pub(super) defect: Defect,
    /// The kind that it resembles most.
    pub(super) nearest: Option<Kind>,
}

impl Unknown {
    fn new(defect: Defect) -> Box<Self> {
        Box::new(Self { rule: &UNKNOWN_KIND, defect, nearest: None })
    }
}

/// Detects the kind of a payload; `None` if too little of it can be read.
pub(super) fn detect(root: &Node<'_>) -> Result<Option<Kind>, Box<Unknown>> {
    let object = match &root.value {
        Value::Unreadable => return Ok(None),
        Value::Object(object) => object,
        other => return Err(Unknown::new(not_an_object(found(other)))),
    };
    if let Some(kind) = response_kind(|pointer| root.has(pointer)) {
        return Ok(Some(kind));
    }
    refuse_older_api(root)?;
    match request_kind(object) {
        Some(kind) => Ok(Some(kind)),
        // The lost members may be the decisive ones.
        None if object.lost_members => Ok(None),
        None if object.members.is_empty() => Err(Unknown::new(empty_object())),
        None => {
            let nearest = nearest(root, object);
            let defect = unknown_kind(&nearest);
            let nearest = nearest.first().map(|near| near.kind);
            Err(Box::new(Unknown { rule: &UNKNOWN_KIND, defect, nearest }))
        }
    }
}

/// Checks that a payload of a given kind does not belong to the vendor's older API.
pub(super) fn expect(kind: Kind, root: &Node<'_>) -> Result<Option<Kind>, Box<Unknown>> {
    if kind == Kind::AccountRequest {
        refuse_older_api(root)?;
    }
    Ok(Some(kind))
}

fn refuse_older_api(root: &Node<'_>) -> Result<(), Box<Unknown>> {
    let Value::Object(object) = &root.value else { return Ok(()) };
    let keys: Vec<_> = object.members.iter().map(|member| member.key.as_ref()).collect();
    if object.lost_members || !is_older_api(&keys) {
        return Ok(());
    }
    let nearest = Some(Kind::AccountRequest);
    Err(Box::new(Unknown { rule: &OLDER_API, defect: older_api(&keys), nearest }))
}

/// The type of a value that is not an object.
fn found(value: &Value<'_>) -> &'static str {
    match value {
        Value::Array(_) => "an array",
        Value::String(text) if text.trim_start().starts_with('{') => "JSON in a string",
        _ => "a single value",
    }
}

/// The kind of a request: one required field is convincing. For a kind without required fields, half of all keys must be
/// known, even if not all are in the right place.
fn request_kind(object: &Object<'_>) -> Option<Kind> {
    let requests = Kind::ALL.iter().copied().filter(|kind| !kind.is_response());
    let known = |kind| object.members.iter().filter(|it| Field::of(kind).has_field(&it.key)).count();
    let mut scores: Vec<_> = requests.map(|kind| (known(kind), kind)).collect();
    scores.sort_by_key(|(score, _)| Reverse(*score));
    let (score, kind) = *scores.first()?;
    let is_unique = scores.get(1).is_none_or(|(second, _)| *second < score);
    let schema = Field::of(kind);
    let is_convincing = match schema.required().next() {
        Some(_) => schema.required().any(|field| object.last(field).is_some()),
        None => (score + misplaced(kind, object)) * 2 >= object.members.len(),
    };
    (is_unique && is_convincing).then_some(kind)
}

/// The number of keys that a kind knows, but not at the top.
fn misplaced(kind: Kind, object: &Object<'_>) -> usize {
    let schema = Field::of(kind);
    let is_misplaced = |key: &str| !schema.has_field(key) && is_anywhere(kind, key);
    object.members.iter().filter(|member| is_misplaced(&member.key)).count()
}

/// The two kinds at most that a payload resembles most.
fn nearest(root: &Node<'_>, object: &Object<'_>) -> Vec<Near> {
    let has = |pointer: &str| root.has(pointer);
    let near = |kind: &Kind| {
        let (known, keys) = (known_keys(Field::of(*kind), object), count_keys(object));
        let missing = missing(*kind, has);
        let is_told = kind.mark().is_some() && missing.is_empty();
        let is_near = known > 0 && (!kind.is_response() || is_told || known * 2 > keys);
        let is_other = *kind == Kind::StepsResponse && has_foreign_steps(has);
        let foreign = || foreign(*kind, has).collect();
        (is_near && !is_other).then(|| (known, Near { kind: *kind, missing, foreign: foreign() }))
    };
    let mut nearest: Vec<_> = Kind::ALL.iter().filter_map(near).collect();
    nearest.sort_by_key(|(known, near)| (Reverse(*known), near.missing.len()));
    nearest.into_iter().take(2).map(|(_, near)| near).collect()
}

/// The decisive fields of a kind that a payload lacks.
fn missing(kind: Kind, has: impl Fn(&str) -> bool) -> Vec<&'static str> {
    match RESPONSES.iter().find(|(it, _)| *it == kind) {
        Some((_, decisive)) => decisive.iter().copied().filter(|pointer| !has(pointer)).collect(),
        None => Field::of(kind).required().filter(|name| !has(&format!("/{name}"))).collect(),
    }
}

/// The number of keys of an object, and of the objects in it, that a schema knows.
fn known_keys(field: Field<'_>, object: &Object<'_>) -> usize {
    let known = object.members.iter().filter(|member| field.has_field(&member.key));
    known.map(|member| 1 + inner(member, |object| known_keys(field.member(&member.key), object))).sum()
}

/// The number of keys of an object, and of the objects in it.
fn count_keys(object: &Object<'_>) -> usize {
    object.members.iter().map(|member| 1 + inner(member, count_keys)).sum()
}

fn inner(member: &Member<'_>, count: impl Fn(&Object<'_>) -> usize) -> usize {
    match &member.node.value {
        Value::Object(object) => count(object),
        _ => 0,
    }
}
