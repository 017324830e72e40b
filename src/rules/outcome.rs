//! Area 7: the result of a workflow.

use std::collections::HashSet;

use crate::{
    defect::{Defect, Defects},
    model::{
        ExecutionStatus, parse_uuid,
        view::{RetrievalResponse, Timestamp},
    },
    response::Response,
};

declare_rules! {
    /// A capability names a credential that the response does not have.
    ///
    /// ## Why
    /// Its result cannot be related to a document or a person. It applies to the capabilities that this version knows. That
    /// steps name results of capabilities that exist cannot be checked: the two are in different responses.
    ///
    /// ## Example
    /// This is reported at `/capabilities/usability/0/credentials/0/id`:
    /// ```json invalid
    /// {
    ///   "workflow": {"id": "bc6d862e-a1ae-40fa-9781-8fc755f75976", "status": "ACQUIRED"},
    ///   "account": {"id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"},
    ///   "credentials": [{"id": "b701e6c5-b74c-434a-866a-ef1f084a4d80", "category": "ID"}],
    ///   "capabilities": {
    ///     "usability": [{
    ///       "id": "fdb1bc31-99a0-4671-8f2a-2bf7ca2faace",
    ///       "credentials": [{"id": "1b04bbb0-5c1c-4dc1-8b24-6b0b4c4a2a11", "category": "ID"}],
    ///       "decision": {"type": "PASSED", "details": {"label": "OK"}}
    ///     }]
    ///   }
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "workflow": {"id": "bc6d862e-a1ae-40fa-9781-8fc755f75976", "status": "ACQUIRED"},
    ///   "account": {"id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"},
    ///   "credentials": [{"id": "b701e6c5-b74c-434a-866a-ef1f084a4d80", "category": "ID"}],
    ///   "capabilities": {
    ///     "usability": [{
    ///       "id": "fdb1bc31-99a0-4671-8f2a-2bf7ca2faace",
    ///       "credentials": [{"id": "b701e6c5-b74c-434a-866a-ef1f084a4d80", "category": "ID"}],
    ///       "decision": {"type": "PASSED", "details": {"label": "OK"}}
    ///     }]
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    /// The vendor's integration guide on retrieval, `capabilities`: the credentials of a capability are those of the
    /// response.
    UNKNOWN_CREDENTIAL = "KYX704" "unknown-credential" Error [Retrieval(unknown_credential)]

    /// The times or the score of an outcome are implausible, or a processed workflow has no end.
    ///
    /// ## Why
    /// A workflow is created, started, completed and finally wiped, in this order. A score is from 0 to 100, or -1 if there
    /// is none. A processed workflow has ended, so it has `completedAt`, unless its data was wiped.
    ///
    /// ## Example
    /// This is reported at `/completedAt`:
    /// ```json invalid
    /// {
    ///   "workflow": {"id": "bc6d862e-a1ae-40fa-9781-8fc755f75976", "status": "PROCESSED"},
    ///   "account": {"id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"},
    ///   "createdAt": "2023-09-08T06:30:52.164Z",
    ///   "startedAt": "2023-09-08T06:31:52.164Z",
    ///   "completedAt": "2023-09-08T06:31:51.164Z",
    ///   "credentials": []
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "workflow": {"id": "bc6d862e-a1ae-40fa-9781-8fc755f75976", "status": "PROCESSED"},
    ///   "account": {"id": "89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"},
    ///   "createdAt": "2023-09-08T06:30:52.164Z",
    ///   "startedAt": "2023-09-08T06:31:52.164Z",
    ///   "completedAt": "2023-09-08T06:32:52.164Z",
    ///   "credentials": []
    /// }
    /// ```
    ///
    /// ## Source
    /// Inferred from the samples of the vendor's integration guide on retrieval; *View or Retrieve Workflow Transactions*,
    /// `risk.score`, for the range.
    IMPLAUSIBLE_OUTCOME = "KYX705" "implausible-outcome" Warning [Retrieval(implausible_end), Response(implausible_score)]
}

const DO_NOT_RELY: &str = "do not rely on the result; keep the payload as it is, and report it to the vendor";

/// Scores are from 0 to 100; this one means that there is none.
const NO_SCORE: f64 = -1.0;

fn unknown_credential(response: &RetrievalResponse<'_>, defects: &mut Defects<'_>) {
    let (Some(credentials), Some(capabilities)) = (response.credentials, &response.capabilities) else {
        return;
    };
    let mut known = HashSet::with_capacity(credentials.len());
    for credential in credentials {
        // KYX204 reports an ID that is not a UUID; a capability may mean that one.
        let Some(id) = parse_uuid(credential.id) else { return };
        known.insert(id);
    }
    for result in capabilities.known() {
        for (index, credential) in result.credentials.iter().enumerate() {
            if parse_uuid(credential.id).is_some_and(|id| !known.contains(&id)) {
                let pointer = format!("{}/credentials/{index}/id", result.pointer());
                let defect = Defect::at(pointer, "the response has no credential with this ID", DO_NOT_RELY);
                defects.push(defect.because("/credentials/*/id"));
            }
        }
    }
}

fn implausible_end(response: &RetrievalResponse<'_>, defects: &mut Defects<'_>) {
    let times: [(&str, &str, &Option<Timestamp<'_>>); 4] = [
        ("/createdAt", "created", &response.created_at),
        ("/startedAt", "started", &response.started_at),
        ("/completedAt", "completed", &response.completed_at),
        ("/wipedOutAt", "wiped", &response.wiped_out_at),
    ];
    let present: Vec<_> =
        times.into_iter().filter_map(|(at, what, time)| Some((at, what, time.as_ref()?.instant()))).collect();
    for pair in present.windows(2) {
        let [(before, earlier, first), (after, later, second)] = pair else { continue };
        if second < first {
            let defect = Defect::at(*after, format!("{later} before it was {earlier}"), DO_NOT_RELY);
            defects.push(defect.because(*before));
        }
    }
    let has_ended = response.completed_at.is_some() || response.wiped_out_at.is_some();
    if response.workflow.status == ExecutionStatus::Processed.as_str() && !has_ended {
        let defect = Defect::at("/completedAt", "processed, but `completedAt` is missing", DO_NOT_RELY);
        defects.push(defect.because("/workflow/status").because("/wipedOutAt"));
    }
}

fn implausible_score(response: &dyn Response, defects: &mut Defects<'_>) {
    response.each_score(&mut |at, score| {
        if !(0.0..=100.0).contains(&score) && score != NO_SCORE {
            defects.push(Defect::at(at.pointer(), "not a score from 0 to 100", DO_NOT_RELY));
        }
    });
}
