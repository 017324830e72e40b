//! The credentials of a scenario, from the table of workflows.

use super::scenario::Scenario;
use crate::{
    endpoint::{Classifier, CredentialId, PartUrl},
    model::{
        Category::{self, Document, Facemap, Id, Selfie},
        CredentialCategory,
    },
    workflow::{Channel, Need, Prerequisite, Workflow},
};

/// A credential of a workflow execution.
pub(super) struct Access {
    pub(super) id: CredentialId,
    pub(super) category: CredentialCategory,
    /// Whether the account request lists it.
    pub(super) is_listed: bool,
    /// The channels that may provide it; empty if it exists.
    pub(super) channels: Vec<Channel>,
}

impl Access {
    /// Whether the account already has it.
    pub(super) fn exists(&self) -> bool {
        self.channels.is_empty()
    }

    pub(super) fn is_by_api(&self) -> bool {
        self.channels.contains(&Channel::Api)
    }

    /// The parts to upload by API.
    pub(super) fn uploads(&self) -> &'static [Classifier] {
        if self.is_by_api() { self.parts() } else { &[] }
    }

    /// Its parts.
    pub(super) fn parts(&self) -> &'static [Classifier] {
        match self.category {
            CredentialCategory::Id => &[Classifier::Front, Classifier::Back],
            CredentialCategory::Selfie => &[Classifier::Face],
            CredentialCategory::Facemap => &[Classifier::Facemap],
            CredentialCategory::Data => &[Classifier::PreparedData],
            CredentialCategory::Document | CredentialCategory::Other(_) => &[Classifier::Front],
        }
    }

    pub(super) fn part_url(&self, scenario: &Scenario, classifier: Classifier) -> PartUrl {
        PartUrl { execution: scenario.url(), credential: self.id, classifier }
    }
}

/// The credentials that the workflow runs on.
pub(super) fn credentials(scenario: &Scenario) -> Vec<Access> {
    let access = |name: &str, category: CredentialCategory, is_listed, channels| {
        let id = CredentialId(scenario.values(name).uuid());
        Access { id, category, is_listed, channels }
    };
    let Some(workflow) = scenario.workflow else {
        return vec![access("ID", CredentialCategory::Id, true, scenario.channels())];
    };
    let mut all = Vec::new();
    if workflow.prerequisites.contains(&Prerequisite::FacemapWithCustomer) {
        all.push(access("own facemap", CredentialCategory::Facemap, false, vec![Channel::Api]));
    }
    for category in workflow.credentials {
        let exists = exists(*category, workflow);
        let mut channels = if exists { vec![] } else { scenario.channels() };
        if *category == Facemap {
            channels.retain(|it| *it != Channel::Api); // it cannot be uploaded: liveness evaluates the selfie
        }
        if exists || !channels.is_empty() {
            let is_listed = exists || *category != Facemap;
            all.push(access(category.as_str(), in_response(*category), is_listed, channels));
        }
    }
    if workflow.uses_data {
        all.push(access("DATA", CredentialCategory::Data, false, vec![Channel::Api]));
    }
    all
}

/// Whether the account has the credential. Without a word about it, a workflow that reuses credentials reuses all.
fn exists(category: Category, workflow: &Workflow) -> bool {
    let mut on_file =
        workflow.prerequisites.iter().filter(|it| matches!(it, Prerequisite::OnFile(_))).peekable();
    let reuses = workflow.has(Need::ReuseConsent)
        && (on_file.peek().is_none() || on_file.any(|it| *it == Prerequisite::OnFile(category)));
    reuses || workflow.has(Need::Existing(category))
}

fn in_response(category: Category) -> CredentialCategory {
    match category {
        Id => CredentialCategory::Id,
        Document => CredentialCategory::Document,
        Facemap => CredentialCategory::Facemap,
        Selfie => CredentialCategory::Selfie,
    }
}
