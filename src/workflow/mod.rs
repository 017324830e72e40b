//! The workflows that the platform documents: their credentials, channels and requirements.

mod call;
mod requirement;
mod table;
mod view;

use serde_json::{Value, json};

pub use call::{Channel, Operation, UnknownName};
pub(crate) use requirement::{NO_FACEMAP_BY_API, SELFIE_INSTEAD};
pub use requirement::{Need, Prerequisite, Source};
pub use table::{Support, WORKFLOWS, Workflow};
pub use view::{ChannelDoubt, Requirement, WorkflowView};

use crate::model::WorkflowKey;

/// What applies to all workflows, but cannot be checked in a payload.
///
/// Source: *Creating or Updating Accounts*; *Use Existing Credentials*.
pub const GENERAL_NOTES: &[&str] = &[
    "account requests are rate limited: after status 429, wait before you repeat the call",
    "any other key is a customer's own workflow",
];

/// The workflow with this key; `None` for a customer's own workflow, which is unknown.
#[must_use]
pub fn find(key: WorkflowKey) -> Option<&'static Workflow> {
    let found = WORKFLOWS.binary_search_by_key(&key.number(), |workflow| workflow.key);
    found.ok().map(|index| &WORKFLOWS[index])
}

/// All workflows as a JSON document: `schemas/workflows.json`.
#[must_use]
pub fn views() -> Vec<WorkflowView> {
    WORKFLOWS.iter().map(WorkflowView::of).collect()
}

/// The schema of the keys of all workflows that have one of these needs, each key as a number and as a string. Needs that
/// are inferred are left out: breaking them is a warning.
pub(crate) fn keys(needs: &[Need]) -> Value {
    let of_need =
        |workflow: &&Workflow| !workflow.source.is_inferred() && needs.iter().any(|need| workflow.has(*need));
    let keys = WORKFLOWS.iter().filter(of_need).map(|workflow| workflow.key);
    json!({"enum": keys.flat_map(|key| [json!(key), json!(key.to_string())]).collect::<Vec<_>>()})
}
