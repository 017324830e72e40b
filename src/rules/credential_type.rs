//! Area 4: the type codes of credentials.

use serde_json::{Value, json};

use super::{Fault, Fragment, at_most, credential::of_category, nearest, vocabulary::UNKNOWN_VALUE};
use crate::{
    AccountRequest,
    Category::{self, Document, Facemap, Id, Selfie},
    Context, Finding,
    check::Findings,
};

const ID_TYPES: &[&str] = &["ID_CARD", "DRIVING_LICENSE", "PASSPORT", "VISA"];
const FACEMAP_TYPES: &[&str] = &["IPROOV_STANDARD", "IPROOV_PREMIUM", "JUMIO_STANDARD"];
const DOCUMENT_TYPES: &[&str] = &[
    "BC", "BS", "CAAP", "CB", "CC", "CCS", "CRC", "HCC", "IC", "LAG", "LOAP", "MEDC", "MOAP", "PB", "SEL",
    "SENC", "SS", "SSC", "STUC", "TAC", "TR", "UB", "VC", "VT", "WWCC",
];
/// The categories that have types.
const OWNERS: [(Category, &[&str]); 3] =
    [(Id, ID_TYPES), (Facemap, FACEMAP_TYPES), (Document, DOCUMENT_TYPES)];
const RESERVED: &[&str] = &["CUSTOM", "OTHER"];

declare_rules! {
    /// A type code belongs to another category of credentials.
    ///
    /// ## Why
    /// The platform refuses it, or waits for a document that nobody has.
    ///
    /// ## Example
    /// This is reported, at `/workflowDefinition/credentials/0/type/values/0`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {
    ///     "key": 2,
    ///     "credentials": [{"category": "ID", "type": {"values": ["BS"]}}]
    ///   }
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {
    ///     "key": 2,
    ///     "credentials": [{"category": "ID", "type": {"values": ["PASSPORT"]}}]
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    /// *Creating or Updating Accounts*, `type`; *Credential Reference*, supported documents.
    TYPE_NOT_FOR_CATEGORY = "KYX402" "type-not-for-category" Error {
        account_request: foreign_types,
        schema: own_types,
    }

    /// The type of a `DOCUMENT` is one of the reserved words `CUSTOM` and `OTHER`.
    ///
    /// ## Why
    /// They are no codes; a custom document has a code of its own.
    ///
    /// ## Example
    /// This is reported, at `/workflowDefinition/credentials/0/type/values/0`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {
    ///     "key": 10026,
    ///     "credentials": [
    ///       {"category": "DOCUMENT", "country": {"values": ["USA"]}, "type": {"values": ["OTHER"]}}
    ///     ]
    ///   }
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {
    ///     "key": 10026,
    ///     "credentials": [
    ///       {"category": "DOCUMENT", "country": {"values": ["USA"]}, "type": {"values": ["BS"]}}
    ///     ]
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    /// *Credential Reference*, the note under supported documents.
    RESERVED_DOCUMENT_TYPE = "KYX403" "reserved-document-type" Error {
        account_request: reserved_types,
        schema: no_reserved_types,
    }

    /// The type of a `DOCUMENT` is not among the published codes.
    ///
    /// ## Why
    /// It may be a custom code that was agreed with the vendor, or misspelled.
    ///
    /// ## Example
    /// This is reported, at `/workflowDefinition/credentials/0/type/values/0`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {
    ///     "key": 10026,
    ///     "credentials": [
    ///       {"category": "DOCUMENT", "country": {"values": ["USA"]}, "type": {"values": ["BSX"]}}
    ///     ]
    ///   }
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {
    ///     "key": 10026,
    ///     "credentials": [
    ///       {"category": "DOCUMENT", "country": {"values": ["USA"]}, "type": {"values": ["BS"]}}
    ///     ]
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    /// *Credential Reference*, supported documents.
    UNKNOWN_DOCUMENT_TYPE = "KYX404" "unknown-document-type" Warning {
        account_request: unknown_document_types,
    }
}

/// What is known of a type code in a category.
#[derive(PartialEq)]
enum Standing {
    Known,
    /// A code of another category.
    Foreign(Category),
    Reserved,
    Unknown,
}

fn standing(category: Category, code: &str) -> Standing {
    // Nearly all are at home.
    if OWNERS.iter().any(|(owner, codes)| *owner == category && codes.contains(&code)) {
        return Standing::Known;
    }
    match OWNERS.iter().find(|(_, codes)| codes.contains(&code)) {
        Some((home, _)) => Standing::Foreign(*home),
        None if RESERVED.contains(&code) => Standing::Reserved,
        None => Standing::Unknown,
    }
}

/// Calls `found` with the pointer, the category, the code and the standing of each type that is listed.
fn each_type(
    request: &AccountRequest,
    mut found: impl FnMut(String, Category, &str, Standing) -> Option<Finding>,
    findings: &mut Findings<'_>,
) {
    for (index, credential) in super::credential::listed(request) {
        let (Some(category), Some(choice)) = (credential.category, &credential.r#type) else {
            continue;
        };
        for (place, code) in choice.values.iter().enumerate() {
            let standing = standing(category, code);
            if standing == Standing::Known {
                continue;
            }
            let pointer = super::credential::pointer(index);
            let finding = found(format!("{pointer}/type/values/{place}"), category, code, standing);
            if let Some(finding) = finding {
                findings.push(finding.because(format!("{pointer}/category")));
            }
        }
    }
}

/// Of a credential of this category, each type meets a schema.
fn each_type_of(category: Category, schema: &Value) -> Fragment {
    of_category(category, &at_most(&["type", "values"], json!({"type": "array", "items": schema})))
}

fn own_types() -> Vec<Fragment> {
    let fragment = |category| {
        let others = OWNERS.iter().filter(|(owner, _)| *owner != category);
        let foreign: Vec<_> = others.flat_map(|(_, codes)| *codes).collect();
        each_type_of(category, &json!({"not": {"enum": foreign}}))
    };
    [Id, Facemap, Document, Selfie].map(fragment).into()
}

fn no_reserved_types() -> Vec<Fragment> {
    vec![each_type_of(Document, &json!({"not": {"enum": RESERVED}}))]
}

/// KYX205.
pub(super) fn known_types() -> Vec<Fragment> {
    let closed = OWNERS.iter().filter(|(owner, _)| *owner != Document);
    closed.map(|(owner, codes)| each_type_of(*owner, &json!({"enum": codes}))).collect()
}

fn foreign_types(request: &AccountRequest, _: &Context, findings: &mut Findings<'_>) {
    let found = |pointer, category, _: &str, standing| match standing {
        Standing::Foreign(home) => Some(TYPE_NOT_FOR_CATEGORY.says(
            pointer,
            format!("a type of {home}, not of {category}"),
            match category {
                Id => format!("write {}", super::any_of(ID_TYPES)),
                Facemap => format!("write {}", super::any_of(FACEMAP_TYPES)),
                Document => "write the code of a document, such as `BS` (bank statement)".to_owned(),
                Selfie => "leave `type` out".to_owned(),
            },
        )),
        _ => None,
    };
    each_type(request, found, findings);
}

fn reserved_types(request: &AccountRequest, _: &Context, findings: &mut Findings<'_>) {
    let found = |pointer, category, _: &str, standing| match (category, standing) {
        (Document, Standing::Reserved) => Some(RESERVED_DOCUMENT_TYPE.says(
            pointer,
            format!("{} are reserved words", super::all_of(RESERVED)),
            "write the code of the document; a custom document has one of its own",
        )),
        _ => None,
    };
    each_type(request, found, findings);
}

fn unknown_document_types(request: &AccountRequest, _: &Context, findings: &mut Findings<'_>) {
    let found = |pointer, category, code: &str, standing| match (category, standing) {
        (Document, Standing::Unknown) => Some(UNKNOWN_DOCUMENT_TYPE.says(
            pointer,
            "not among the published document types",
            match nearest(code, DOCUMENT_TYPES.iter().copied()) {
                Some(option) => format!("did you mean `{option}`? A custom code is fine"),
                None => "a custom code is fine; otherwise see the list of supported documents".to_owned(),
            },
        )),
        _ => None,
    };
    each_type(request, found, findings);
}

/// KYX205 on types of `ID` and `FACEMAP`, whose lists are closed.
pub(super) fn unknown_types(request: &AccountRequest, _: &Context, findings: &mut Findings<'_>) {
    let found = |pointer, category, code: &str, standing| {
        let options = match category {
            Id => ID_TYPES,
            Facemap => FACEMAP_TYPES,
            Document | Selfie => return None,
        };
        if !matches!(standing, Standing::Unknown | Standing::Reserved) {
            return None;
        }
        let value = Value::from(code);
        let options = options.iter().map(ToString::to_string).collect();
        Some(UNKNOWN_VALUE.at(pointer, &Fault { options, ..Fault::of(&value) }))
    };
    each_type(request, found, findings);
}
