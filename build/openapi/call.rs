//! The calls of the platform.

use crate::{
    defect::Severity,
    endpoint::{Classifier, Host, path},
    kind::Kind,
    rule::{Check, Rule},
    rules,
};

/// A call of the platform.
pub(super) struct Call {
    pub(super) id: &'static str,
    pub(super) host: Host,
    pub(super) method: &'static str,
    pub(super) path: String,
    pub(super) summary: &'static str,
    pub(super) description: String,
    pub(super) body: Body,
    pub(super) success: &'static str,
    pub(super) answer: Answer,
}

/// What the platform answers.
pub(super) enum Answer {
    /// An empty object.
    Empty,
    Payload(Kind),
    /// An image.
    Image,
}

pub(super) enum Body {
    None,
    Payload(Kind),
    /// A file of one of these media types.
    File(&'static str),
}

/// The media types of an image, and of any file that a part may be: an image, a document or a binary facemap.
const IMAGE: &str = "image/jpeg, image/png";
const ANY_PART: &str = "image/jpeg, image/png, application/pdf, application/octet-stream";
const DOCUMENT: &str = "image/jpeg, image/png, application/pdf";

const API_REFERENCE: &str = "Source: *Jumio Platform API – Credentials*.";

pub(super) fn calls() -> Vec<Call> {
    let execution = path::execution("{accountId}", "{workflowExecutionId}");
    let parts = path::parts(&execution, "{credentialId}");
    let part = path::part(&parts, "{classifier}");
    let account = |id, method, path, summary, description: &str, success| Call {
        id,
        host: Host::Account,
        method,
        path,
        summary,
        description: format!("{description} Source: *Creating or Updating Accounts*."),
        body: Body::Payload(Kind::AccountRequest),
        success,
        answer: Answer::Payload(Kind::AccountResponse),
    };
    let upload = |id, method, path: &str, summary, body, success| Call {
        id,
        host: Host::Api,
        method,
        path: path.to_owned(),
        summary,
        description: format!("{} {API_REFERENCE}", rejected_files()),
        body: Body::File(body),
        success,
        answer: Answer::Payload(Kind::PartResponse),
    };
    let deletion = |id, path: &str, summary, success| Call {
        id,
        host: Host::Api,
        method: "delete",
        path: path.to_owned(),
        summary,
        description: format!("Deletion cannot be undone. {API_REFERENCE}"),
        body: Body::None,
        success,
        answer: Answer::Empty,
    };
    let mut calls = vec![
        account(
            "createAccount",
            "post",
            path::ACCOUNTS.to_owned(),
            "Create an account",
            "Creates an account for a new customer, and starts a workflow on it.",
            "The account was created, and the workflow started.",
        ),
        account(
            "updateAccount",
            "put",
            path::account("{accountId}"),
            "Update an account",
            "Starts a workflow on an existing account. Required for workflows that use credentials on file.",
            "The account was updated, and the workflow started.",
        ),
        upload("addPart", "post", &part, "Add a part to a credential", ANY_PART, "The part was added."),
        upload("updatePart", "put", &part, "Update a part of a credential", IMAGE, "The part was updated."),
        upload(
            "uploadDocument",
            "post",
            &parts,
            "Upload a document: images, or a single PDF",
            DOCUMENT,
            "The document was uploaded.",
        ),
        deletion("deletePart", &part, "Delete a part of a credential", "The part was deleted."),
        deletion("deleteParts", &parts, "Delete all parts of a credential", "The parts were deleted."),
        Call {
            id: "uploadPreparedData",
            host: Host::Api,
            method: "post",
            path: path::part(&parts, Classifier::PreparedData),
            summary: "Upload prepared data",
            description: "If the workflow accepts prepared data, the account response lists a `DATA` credential. Source: \
                *Credential Reference*, prepared data."
                .to_owned(),
            body: Body::Payload(Kind::PreparedData),
            success: "The prepared data was uploaded.",
            answer: Answer::Payload(Kind::PartResponse),
        },
        Call {
            id: "finalizeWorkflow",
            host: Host::Api,
            method: "put",
            path: execution.clone(),
            summary: "Finalize the acquisition and start the workflow",
            description: format!("A workflow that only reuses credentials finalizes itself. {API_REFERENCE}"),
            body: Body::None,
            success: "The acquisition was finalized.",
            answer: Answer::Payload(Kind::FinalizeResponse),
        },
    ];
    calls.extend(retrievals());
    calls
}

/// The calls that retrieve what became of a workflow.
fn retrievals() -> [Call; 4] {
    let execution = path::execution("{accountId}", "{workflowExecutionId}");
    let parts = path::parts(path::account("{accountId}"), "{credentialId}");
    let get = |id, path, summary, description: &str, success, answer| Call {
        id,
        host: Host::Retrieval,
        method: "get",
        path,
        summary,
        description: format!("{description}."),
        body: Body::None,
        success,
        answer,
    };
    [
        get(
            "getStatus",
            path::status(&execution),
            "Get the status of a workflow",
            "The callback reports the same without polling. Source: the vendor's integration guides on statuses",
            "The status of the workflow.",
            Answer::Payload(Kind::StatusResponse),
        ),
        get(
            "getResult",
            execution.clone(),
            "Get the result of a workflow",
            "The status `PROCESSED` does not mean that the workflow passed: see `decision`. The result contains personal \
                data. Source: *View or Retrieve Workflow Transactions*; the vendor's integration guides on retrieval",
            "The result of the workflow.",
            Answer::Payload(Kind::RetrievalResponse),
        ),
        get(
            "getSteps",
            path::steps(execution),
            "Get the steps of a workflow",
            "Each step combines some of the capabilities of the workflow in one decision. Source: the vendor's \
                integration guides on retrieval, steps",
            "The steps of the workflow.",
            Answer::Payload(Kind::StepsResponse),
        ),
        get(
            "getPart",
            path::part(parts, "{classifier}"),
            "Get an image of a credential",
            "The result of the workflow lists the parts with their URLs. Source: the vendor's integration guides on \
                retrieval, `credentials`",
            "The image.",
            Answer::Image,
        ),
    ]
}

/// The rules on files, as text.
fn rejected_files() -> String {
    let is_defect_of_file =
        |rule: &&Rule| matches!(rule.checks, [Check::File]) && rule.severity == Severity::Error;
    let lines = rules::all()
        .into_iter()
        .filter(is_defect_of_file)
        .map(|rule| format!("- {} {}: {}\n", rule.code, rule.name, rule.summary()));
    let list = lines.collect::<String>();
    format!("Files with these defects are rejected; `kyx upload-check` finds them:\n\n{list}\n")
}
