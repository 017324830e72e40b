//! Area 7: the platform's responses.

use crate::{
    defect::{Defect, Defects},
    response::{Link, Response},
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
    /// *v3 Workflow Descriptions*, the responses; the one for workflow 3 is wrong.
    HREF_MISMATCH = "KYX701" "href-mismatch" Error [Response(href_mismatch)]

    /// A URL in a response does not have a form that the platform documents.
    ///
    /// ## Why
    /// A token sent to it may reach a third party.
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
    /// *Jumio Platform API – Credentials*, the paths; *Use Existing Credentials*, hosts.
    HREF_MALFORMED = "KYX702" "href-malformed" Error [Response(href_malformed)]

    /// A response has a field or a value that this version does not know.
    ///
    /// ## Why
    /// Responses grow: the field or value is preserved, and is not a defect. `--select KYX703` shows it.
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

const DO_NOT_USE: &str = "do not send anything to it; repeat the request, and report the URL to the vendor";

/// Whether an ID in a URL is right, what it belongs to otherwise, and the pointer of the ID that it must equal.
type UrlPart<'a> = (bool, &'static str, Option<&'a str>);

fn mismatch(link: &Link<'_>, wrong: &[UrlPart<'_>]) -> Defect {
    let words: Vec<_> = wrong.iter().map(|(_, words, _)| *words).collect();
    let message = format!("the URL belongs to {}", words.join(" and "));
    let defect = Defect::at(link.pointer.clone(), message, DO_NOT_USE);
    let causes = wrong.iter().filter_map(|(_, _, pointer)| *pointer);
    causes.fold(defect, |defect, pointer| defect.because(pointer.to_owned()))
}

fn href_malformed(response: &dyn Response, defects: &mut Defects<'_>) {
    for link in response.links().into_iter().filter(|link| link.href().is_none()) {
        defects.push(Defect::at(link.pointer, "not a platform URL that belongs here", DO_NOT_USE));
    }
}

fn href_mismatch(response: &dyn Response, defects: &mut Defects<'_>) {
    for link in response.links() {
        let Some(href) = link.href() else { continue };
        let is_part_right = match (link.part, href.classifier) {
            (Some(name), Some(classifier)) => name.eq_ignore_ascii_case(classifier),
            _ => true,
        };
        let wrong: Vec<_> = [
            (link.account.matches(Some(href.account)), "another account", link.account.pointer()),
            (link.execution.matches(href.execution), "another workflow execution", link.execution.pointer()),
            (link.credential.matches(href.credential), "another credential", link.credential.pointer()),
            (is_part_right, "another part", None),
        ]
        .into_iter()
        .filter(|(is_right, ..)| !is_right)
        .collect();
        if wrong.is_empty() {
            continue;
        }
        // Each mismatch is a defect by itself, in case the others depend on IDs that are at fault.
        let each = wrong.chunks(1).rev().map(|wrong| mismatch(&link, wrong));
        let one = each.reduce(|fallback, one| one.fallback(fallback));
        defects.extend(one.map(|one| mismatch(&link, &wrong).fallback(one)));
    }
}

/// `what` is `field` or `value`.
pub(crate) fn new_field(what: &str) -> Defect {
    Defect::new(format!("a {what} that this version does not know"), "no action needed; it is preserved")
}
