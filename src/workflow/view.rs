//! A workflow as text and as JSON: what `kyx workflows` prints and `schemas/workflows.json` contains.

use serde::Serialize;

use super::{
    call::Channel,
    requirement::{NO_FACEMAP_BY_API, Need, Prerequisite, SELFIE_INSTEAD},
    table::Workflow,
};
use crate::model::Category;

/// The category of prepared data, which only responses name.
const DATA: &str = "DATA";
const EIDAS: &str =
    "an eIDAS digital ID has no image of the face: its similarity cannot be checked, and it cannot be reused";

/// A workflow that the platform documents.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct WorkflowView {
    /// The number that identifies it in requests.
    pub key: u64,
    /// Its name.
    pub name: &'static str,
    /// The document that describes it.
    pub source: String,
    /// Whether only older pages of the guide describe it: then requests that differ get warnings, not errors.
    pub inferred: bool,
    /// The categories of credentials that it uses.
    pub credentials: Vec<&'static str>,
    /// The categories of credentials that the account has afterwards; empty if the documents name none.
    pub stored_credentials: Vec<&'static str>,
    /// The channels that it supports: `API`, `SDK`, `WEB`; empty if the documents name none.
    pub channels: Vec<String>,
    /// The channels on which the documents disagree.
    pub doubtful_channels: Vec<ChannelDoubt>,
    /// Its capabilities, each chain in order of dependency; empty if the documents name none.
    pub capabilities: Vec<Vec<&'static str>>,
    /// What it requires of a request.
    pub needs: Vec<Requirement>,
    /// What must be true before, and cannot be checked in a request.
    pub prerequisites: Vec<Requirement>,
    /// What else the documents say about it.
    pub notes: Vec<String>,
}

/// A channel on which the documents disagree.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct ChannelDoubt {
    /// The channel: `API`, `SDK` or `WEB`.
    pub channel: String,
    /// What the documents say.
    pub reason: &'static str,
}

/// A requirement of a workflow.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(rename_all = "camelCase")]
#[cfg_attr(feature = "schemars", derive(schemars::JsonSchema))]
#[non_exhaustive]
pub struct Requirement {
    /// A name for programs, such as `update` or `on-file`.
    pub name: &'static str,
    /// The category of credentials that it is about, if any.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub category: Option<&'static str>,
    /// The requirement in words.
    pub text: String,
}

impl WorkflowView {
    /// Describes a workflow.
    ///
    /// ```
    /// use kyx_schema::workflow::{self, WorkflowView};
    ///
    /// let screening = WorkflowView::of(workflow::find(32.into()).unwrap());
    /// assert_eq!(screening.stored_credentials, ["ID", "SELFIE", "FACEMAP"]);
    /// assert!(screening.needs.iter().any(|need| need.name == "user-reference"));
    /// ```
    #[must_use]
    pub fn of(workflow: &Workflow) -> Self {
        let doubt = |(channel, reason): &(Channel, &'static str)| ChannelDoubt {
            channel: channel.to_string(),
            reason,
        };
        Self {
            key: workflow.key,
            name: workflow.name,
            source: workflow.source.to_string(),
            inferred: workflow.source.is_inferred(),
            credentials: workflow
                .uses_data
                .then_some(DATA)
                .into_iter()
                .chain(names(workflow.credentials))
                .collect(),
            stored_credentials: names(workflow.stored).collect(),
            channels: workflow.channels.iter().map(ToString::to_string).collect(),
            doubtful_channels: workflow.doubts.iter().map(doubt).collect(),
            capabilities: workflow.chains.iter().map(|chain| chain.to_vec()).collect(),
            needs: workflow.needs.iter().map(Requirement::from).collect(),
            prerequisites: workflow.prerequisites.iter().map(Requirement::from).collect(),
            notes: workflow.notes.iter().map(ToString::to_string).chain(implied_notes(workflow)).collect(),
        }
    }

    /// Whether it uses credentials of this category.
    #[must_use]
    pub fn uses(&self, category: &str) -> bool {
        self.credentials.contains(&category)
    }
}

/// The notes that follow from the rest of the table.
fn implied_notes(workflow: &Workflow) -> impl Iterator<Item = String> {
    let compares_faces = workflow.chains.iter().any(|chain| chain.contains(&"similarity"));
    let lacks_facemap =
        workflow.credentials.contains(&Category::Facemap) && workflow.channels.contains(&Channel::Api);
    let reuses = workflow.has(Need::ReuseConsent);
    let no_facemap = (lacks_facemap && !reuses).then(|| format!("{NO_FACEMAP_BY_API}: {SELFIE_INSTEAD}"));
    let eidas = (compares_faces || reuses).then(|| EIDAS.to_owned());
    no_facemap.into_iter().chain(eidas)
}

fn names(categories: &'static [Category]) -> impl Iterator<Item = &'static str> {
    categories.iter().map(|it| it.as_str())
}

impl From<&Need> for Requirement {
    fn from(need: &Need) -> Self {
        Self { name: need.name(), category: need.category().map(Category::as_str), text: need.to_string() }
    }
}

impl From<&Prerequisite> for Requirement {
    fn from(prerequisite: &Prerequisite) -> Self {
        Self {
            name: prerequisite.name(),
            category: prerequisite.category().map(Category::as_str),
            text: prerequisite.to_string(),
        }
    }
}
