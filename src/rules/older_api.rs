//! The vendor's older API (Netverify): its fields, and what has become of them.

use super::{nearest::nearest, wording::all_of};
use crate::{defect::Defect, kind::Kind};

declare_rules! {
    /// The body of a request to the vendor's older API (Netverify).
    ///
    /// ## Why
    /// The platform's API has other calls, and its fields have other names and places. Some values differ, too: the keys of
    /// workflows have other numbers, and a lifetime of `30` minutes is now `30m`.
    ///
    /// ## Example
    /// This is reported:
    /// ```json invalid
    /// {
    ///   "merchantIdScanReference": "order-4711",
    ///   "customerId": "customer-4711",
    ///   "successUrl": "https://www.yourcompany.com/success"
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2},
    ///   "userReference": "customer-4711",
    ///   "web": {"successUrl": "https://www.yourcompany.com/success"}
    /// }
    /// ```
    ///
    /// ## Source
    /// The vendor's transition guides, *Web Transition Guide*, request body, and *Netverify Web v4 Migration Guide*,
    /// request body; *performNetverify Implementation Guide*, request body, for the images. Where these do not mention a
    /// field, its new place is inferred from its meaning.
    OLDER_API = "KYX107" "older-api" Error [Text]
}

/// What has become of a field of the older API.
#[derive(Clone, Copy)]
enum Now {
    /// It is this field of an account request.
    Field(&'static str),
    /// It is this field of prepared data.
    Data(&'static str),
    /// It is a file, uploaded as this part.
    Part(&'static str),
    /// There is nothing like it.
    Gone,
}

/// Whether a field gives the older API away.
#[derive(Clone, Copy, PartialEq)]
enum Mark {
    /// Alone.
    Sure,
    /// Together with a reference that the older API requires.
    WithReference,
    /// Others use the name, too.
    No,
}

const COUNTRIES: Now = Now::Field("workflowDefinition.credentials[].country.values");
const TYPES: Now = Now::Field("workflowDefinition.credentials[].type.values");

/// The fields of the older API that are not at the same place in an account request, and other names of its fields.
const FIELDS: &[(&str, Now, Mark)] = &[
    ("merchantIdScanReference", Now::Field("customerInternalReference"), Mark::Sure),
    ("merchantScanReference", Now::Field("customerInternalReference"), Mark::Sure),
    ("merchantReportingCriteria", Now::Field("reportingCriteria"), Mark::Sure),
    ("customerId", Now::Field("userReference"), Mark::No),
    ("workflowId", Now::Field("workflowDefinition.key"), Mark::WithReference),
    ("definitionKey", Now::Field("workflowDefinition.key"), Mark::No), // of callbacks
    ("workflowKey", Now::Field("workflowDefinition.key"), Mark::No),
    ("tokenLifetimeInMinutes", Now::Field("tokenLifetime"), Mark::Sure),
    ("authorizationTokenLifetime", Now::Field("tokenLifetime"), Mark::WithReference),
    ("successUrl", Now::Field("web.successUrl"), Mark::WithReference),
    ("errorUrl", Now::Field("web.errorUrl"), Mark::WithReference),
    ("locale", Now::Field("web.locale"), Mark::WithReference),
    ("presets", Now::Field("workflowDefinition.credentials"), Mark::WithReference),
    ("presetCountry", COUNTRIES, Mark::WithReference),
    ("presetIdType", TYPES, Mark::WithReference),
    ("country", COUNTRIES, Mark::No),
    ("idType", TYPES, Mark::WithReference),
    ("type", TYPES, Mark::No),
    ("customDocumentCode", TYPES, Mark::WithReference),
    (
        "enableExtraction",
        Now::Field("workflowDefinition.capabilities.documentVerification.enableExtraction"),
        Mark::No,
    ),
    ("frontsideImage", Now::Part("FRONT"), Mark::Sure),
    ("backsideImage", Now::Part("BACK"), Mark::Sure),
    ("faceImage", Now::Part("FACE"), Mark::Sure),
    ("firstName", Now::Data("firstName"), Mark::No),
    ("lastName", Now::Data("lastName"), Mark::No),
    ("dob", Now::Data("dateOfBirth"), Mark::No),
    ("number", Now::Data("id.idNumber"), Mark::No),
    ("expiry", Now::Data("id.expiryDate"), Mark::No),
    ("personalNumber", Now::Data("personalNumber"), Mark::No),
    ("usState", Now::Gone, Mark::No),
    ("clientIp", Now::Gone, Mark::No),
    ("additionalInformation", Now::Gone, Mark::No),
    ("enabledFields", Now::Gone, Mark::WithReference),
    ("captureMethod", Now::Gone, Mark::WithReference),
    ("callbackGranularity", Now::Gone, Mark::WithReference),
    ("mrzCheck", Now::Gone, Mark::No),
    ("frontsideImageMimeType", Now::Gone, Mark::Sure),
    ("backsideImageMimeType", Now::Gone, Mark::Sure),
    ("faceImageMimeType", Now::Gone, Mark::Sure),
];

/// The older API requires one of these references; other payloads may have them, too.
const REFERENCES: [&str; 2] = ["customerInternalReference", "customerId"];

/// The field that every account request has, and that the older API does not.
const WORKFLOW: &str = "workflowDefinition";

fn field(name: &str) -> Option<(Now, Mark)> {
    FIELDS.iter().find(|(older, ..)| *older == name).map(|(_, now, mark)| (*now, *mark))
}

/// Whether an object with these keys is the body of a request to the older API.
pub(crate) fn is_older_api(keys: &[&str]) -> bool {
    // The usual answer, at once.
    if keys.contains(&WORKFLOW) {
        return false;
    }
    let has_mark = |mark| keys.iter().any(|key| field(key).is_some_and(|(_, it)| it == mark));
    let has_reference = || keys.iter().any(|key| REFERENCES.contains(key));
    (has_mark(Mark::Sure) || (has_mark(Mark::WithReference) && has_reference()))
        && !keys.iter().any(|key| nearest(key, [WORKFLOW]).is_some())
}

/// The field of a payload that another name stands for.
pub(crate) fn new_name(kind: Kind, name: &str) -> Option<&'static str> {
    match (kind, field(name)?.0) {
        (Kind::AccountRequest, Now::Field(new)) | (Kind::PreparedData, Now::Data(new)) => Some(new),
        _ => None,
    }
}

/// `keys` are the keys of the body.
pub(crate) fn older_api(keys: &[&str]) -> Defect {
    let (mut changes, mut data, mut gone) = (Vec::new(), Vec::new(), Vec::new());
    for (name, now, _) in FIELDS.iter().filter(|(name, ..)| keys.contains(name)) {
        match now {
            Now::Field(new) => changes.push(format!("`{name}` is now `{new}`")),
            Now::Data(new) if name == new => data.push(*name),
            Now::Data(new) => changes.push(format!("`{name}` is now `{new}` of the prepared data")),
            Now::Part(part) => changes.push(format!("`{name}` is now a file, uploaded as the part `{part}`")),
            Now::Gone => gone.push(*name),
        }
    }
    let mut list = |names: &[&str], one: &str, several: &str| match names {
        [] => {}
        [name] => changes.push(format!("`{name}` {one}")),
        names => changes.push(format!("{} {several}", all_of(names))),
    };
    list(&data, "belongs to the prepared data", "belong to the prepared data");
    list(&gone, "has no successor", "have no successors");
    let help = format!("send an account request: add `{WORKFLOW}`; {}", changes.join("; "));
    Defect::new("a request body of the vendor's older API (Netverify)", help)
}
