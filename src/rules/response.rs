//! Area 7: the platform's responses.

use super::{
    outcome,
    structure::{DUPLICATE_KEY, MISSING_FIELD},
};
use crate::{
    at::At,
    defect::{Defect, Defects},
    response::{Link, Response},
    rule::Rule,
};

declare_rules! {
    /// A URL in a response contains a different ID or part than the object around it.
    ///
    /// ## Why
    /// An upload to it would reach another credential, workflow or person. Some of the vendor's own samples have this
    /// error.
    ///
    /// ## Example
    /// This is reported at `/account/href`:
    /// ```json invalid
    /// {
    ///   "account": {
    ///     "id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7",
    ///     "href": "https://account.amer-1.jumio.ai/api/v1/accounts/fdb1bc31-99a0-4671-8f2a-2bf7ca2faace"
    ///   },
    ///   "workflowExecution": {
    ///     "id": "bc6d862e-a1ae-40fa-9781-8fc755f75976",
    ///     "href": "https://retrieval.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/workflow-executions/bc6d862e-a1ae-40fa-9781-8fc755f75976",
    ///     "definitionKey": 2,
    ///     "status": "INITIATED"
    ///   }
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "account": {
    ///     "id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7",
    ///     "href": "https://account.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"
    ///   },
    ///   "workflowExecution": {
    ///     "id": "bc6d862e-a1ae-40fa-9781-8fc755f75976",
    ///     "href": "https://retrieval.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/workflow-executions/bc6d862e-a1ae-40fa-9781-8fc755f75976",
    ///     "definitionKey": 2,
    ///     "status": "INITIATED"
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    /// *v3 Workflow Descriptions*, the responses; the one for workflow 3 is wrong. The vendor's integration guide on retrieval,
    /// `credentials[].parts[].href`: the account, the credential and the classifier of the part.
    HREF_MISMATCH = "KYX701" "href-mismatch" Error [Response(href_mismatch)]

    /// A URL in a response does not have a form that the platform documents for its field.
    ///
    /// ## Why
    /// A token sent to it may reach a third party. Uploads and the end of a workflow go to the host `api`, accounts are at
    /// `account` or `retrieval`, results at `retrieval`, where the account may be absent from the path. The URL of a
    /// document may end in `/parts`: the call that uploads a document has no classifier.
    ///
    /// ## Example
    /// This is reported at `/account/href`:
    /// ```json invalid
    /// {
    ///   "account": {
    ///     "id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7",
    ///     "href": "https://account.amer-1.jumio.ai.example.com/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"
    ///   },
    ///   "workflowExecution": {
    ///     "id": "bc6d862e-a1ae-40fa-9781-8fc755f75976",
    ///     "href": "https://retrieval.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/workflow-executions/bc6d862e-a1ae-40fa-9781-8fc755f75976",
    ///     "definitionKey": 2,
    ///     "status": "INITIATED"
    ///   }
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "account": {
    ///     "id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7",
    ///     "href": "https://account.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"
    ///   },
    ///   "workflowExecution": {
    ///     "id": "bc6d862e-a1ae-40fa-9781-8fc755f75976",
    ///     "href": "https://retrieval.amer-1.jumio.ai/api/v1/accounts/89d585b9-ab3e-4de8-bb39-d79ecda2bfa7/workflow-executions/bc6d862e-a1ae-40fa-9781-8fc755f75976",
    ///     "definitionKey": 2,
    ///     "status": "INITIATED"
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    /// *Jumio Platform API – Credentials*, the paths; *v3 Workflow Descriptions* and *Use Existing Credentials*, the
    /// hosts; the vendor's integration guides on callbacks and statuses, `href`, and on retrieval, `parts`, a sample of
    /// which has the path `accounts/accounts`.
    HREF_MALFORMED = "KYX702" "href-malformed" Error [Response(href_malformed)]

    /// A response has a field or a value that this version does not know.
    ///
    /// ## Why
    /// Responses grow: the field or value is preserved, and is not a defect. `--select KYX703` shows it. Labels of decisions
    /// are not checked: the schema of each capability lists those of the documents, and the platform adds others.
    ///
    /// ## Example
    /// With `--select KYX703`, this is reported at `/account/region`:
    /// ```json invalid --select KYX703
    /// {
    ///   "timestamp": "2023-09-08T06:30:52.164Z",
    ///   "account": {"id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7", "region": "EU"},
    ///   "workflowExecution": {"id": "bc6d862e-a1ae-40fa-9781-8fc755f75976"}
    /// }
    /// ```
    /// With `--select KYX703`, this is not:
    /// ```json valid --select KYX703
    /// {
    ///   "timestamp": "2023-09-08T06:30:52.164Z",
    ///   "account": {"id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"},
    ///   "workflowExecution": {"id": "bc6d862e-a1ae-40fa-9781-8fc755f75976"}
    /// }
    /// ```
    ///
    /// ## Source
    /// This tool's own: the documents do not list all fields of a response.
    NEW_FIELD = "KYX703" "new-field" Info [Shape]
}

const DO_NOT_USE: &str = "do not send anything to it; keep the payload as it is, and report it to the vendor";
const DO_NOT_RELY: &str = "do not rely on the value; keep the payload as it is, and report it to the vendor";
const LEFT_OUT: &str = "the platform left it out; keep the payload as it is, and report it to the vendor";
const REPEATED: &str =
    "readers differ on which one counts; keep the payload as it is, and report it to the vendor";

/// The same defect for someone who reads a response: what the platform sent is not theirs to correct.
pub(crate) fn for_reader(rule: &Rule, defect: Defect) -> Defect {
    let help = match rule {
        _ if RULES.contains(&rule) || outcome::RULES.contains(&rule) => return defect,
        _ if rule == &MISSING_FIELD => LEFT_OUT,
        _ if rule == &DUPLICATE_KEY => REPEATED,
        _ => DO_NOT_RELY,
    };
    Defect { help: help.into(), ..defect.correction(None) }
}

/// Whether an ID in a URL is right, what it belongs to otherwise, and the pointer of the ID that it must equal.
type UrlPart<'a> = (bool, &'static str, Option<At<'a>>);

fn mismatch(link: &Link<'_>, wrong: &[UrlPart<'_>]) -> Defect {
    let words: Vec<_> = wrong.iter().map(|(_, words, _)| *words).collect();
    let message = format!("the URL belongs to {}", words.join(" and "));
    let defect = Defect::at(link.at.pointer(), message, DO_NOT_USE);
    let causes = wrong.iter().filter_map(|(.., at)| *at);
    causes.fold(defect, |defect, at| defect.because(at.pointer()))
}

fn href_malformed(response: &dyn Response, defects: &mut Defects<'_>) {
    response.each_link(&mut |link| {
        if link.href().is_none() {
            let defect = Defect::at(link.at.pointer(), "not a platform URL that belongs here", DO_NOT_USE);
            let cause = link.cause().map(|at| at.pointer());
            defects.push(cause.into_iter().fold(defect, Defect::because));
        }
    });
}

fn href_mismatch(response: &dyn Response, defects: &mut Defects<'_>) {
    response.each_link(&mut |link| {
        let Some(href) = link.href() else { return };
        let is_part_right = match (&link.part, href.classifier) {
            (Some(part), Some(classifier)) => part.name.eq_ignore_ascii_case(classifier),
            _ => true,
        };
        let named_at = link.part.as_ref().and_then(|part| part.named_at);
        let is_account_right = href.account.is_none() || link.account.matches(href.account);
        let wrong: Vec<_> = [
            (is_account_right, "another account", link.account.at()),
            (link.execution.matches(href.execution), "another workflow execution", link.execution.at()),
            (link.credential.matches(href.credential), "another credential", link.credential.at()),
            (is_part_right, "another part", named_at),
        ]
        .into_iter()
        .filter(|(is_right, ..)| !is_right)
        .collect();
        if wrong.is_empty() {
            return;
        }
        // Each mismatch is a defect by itself, in case the others depend on IDs that are at fault.
        let each = wrong.chunks(1).rev().map(|wrong| mismatch(link, wrong));
        let one = each.reduce(|fallback, one| one.fallback(fallback));
        defects.extend(one.map(|one| mismatch(link, &wrong).fallback(one)));
    });
}

/// `what` is `field` or `value`.
pub(crate) fn new_field(what: &str) -> Defect {
    Defect::new(format!("a {what} that this version does not know"), "no action needed; it is preserved")
}
