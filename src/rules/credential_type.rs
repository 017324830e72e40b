//! Area 4: the type codes of credentials.

use serde_json::{Value, json};

use super::{
    credential::{self, of_category},
    document_types::{self, DOCUMENT_TYPES, FACEMAP_TYPES, ID_TYPES, RESERVED, TYPES, TypeCodeStatus},
    fragment::optional_at,
    nearest::nearest,
    wording::{all_of, any_of},
};
use crate::{
    context::Context,
    defect::{Defect, Defects},
    model::{
        Category::{self, Document, Facemap, Id, Selfie},
        view::AccountRequest,
    },
    rule::Fragment,
};

declare_rules! {
    /// A type code belongs to another category of credentials, or the category has no types.
    ///
    /// ## Why
    /// The platform rejects it, or waits for a document that does not exist. A `SELFIE` has no types.
    ///
    /// ## Example
    /// This is reported at `/workflowDefinition/credentials/0/type/values/0`:
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
    /// *Creating or Updating Accounts*, "credentials", `type`; *Credential Reference*, "Supported Documents"; the types of
    /// `FACEMAP` are from the vendor's integration guide.
    TYPE_NOT_FOR_CATEGORY = "KYX402" "type-not-for-category" Error [Request(foreign_types)] schema(own_types)

    /// The type of a `DOCUMENT` is one of the reserved words `CUSTOM` and `OTHER`.
    ///
    /// ## Why
    /// They are not type codes; a custom document has its own code.
    ///
    /// ## Example
    /// This is reported at `/workflowDefinition/credentials/0/type/values/0`:
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
    /// *Credential Reference*, "Supported Documents", the note on custom codes.
    RESERVED_DOCUMENT_TYPE = "KYX403" "reserved-document-type" Error [Request(reserved_types)] schema(no_reserved_types)

    /// The type of a `DOCUMENT` is not among the published codes.
    ///
    /// ## Why
    /// It may be misspelled, or a custom code that was agreed with the vendor.
    ///
    /// ## Example
    /// This is reported at `/workflowDefinition/credentials/0/type/values/0`:
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
    /// *Credential Reference*, "Supported Documents".
    UNKNOWN_DOCUMENT_TYPE = "KYX404" "unknown-document-type" Warning [Request(unknown_document_types)]
}

/// Reports the defect that `describe` returns for each listed type that is not a known code of its category.
/// `describe` receives the category, if any, the code and its status.
pub(super) fn each_type(
    request: &AccountRequest<'_>,
    describe: impl Fn(Option<Category>, &str, TypeCodeStatus) -> Option<Defect>,
    defects: &mut Defects<'_>,
) {
    for (index, credential) in credential::listed(request) {
        let (category, Some(choice)) = (credential.category, &credential.r#type) else { continue };
        for (position, code) in choice.values.iter().enumerate() {
            let status = document_types::status(category, code);
            if status == TypeCodeStatus::Known || code.is_empty() {
                continue; // KYX202 reports an empty code
            }
            if let Some(defect) = describe(category, code, status) {
                let pointer = credential::pointer(index);
                let defect = defect.moved_to(format!("{pointer}/type/values/{position}"));
                defects.push(defect.because(format!("{pointer}/category")));
            }
        }
    }
}

/// Requires each type of a credential of this category to match `schema`.
pub(super) fn each_type_of(category: Category, schema: &Value) -> Fragment {
    of_category(category, &optional_at(&["type", "values"], json!({"type": "array", "items": schema})))
}

fn own_types() -> Vec<Fragment> {
    let fragment = |category| {
        let others = TYPES.iter().filter(|(owner, _)| *owner != category);
        let foreign: Vec<_> = others.flat_map(|(_, codes)| *codes).collect();
        each_type_of(category, &json!({"not": {"enum": foreign}}))
    };
    let no_types =
        of_category(Selfie, &optional_at(&["type", "values"], json!({"type": "array", "maxItems": 0})));
    [Id, Facemap, Document].map(fragment).into_iter().chain([no_types]).collect()
}

fn no_reserved_types() -> Vec<Fragment> {
    vec![each_type_of(Document, &json!({"not": {"enum": RESERVED}}))]
}

fn foreign_types(request: &AccountRequest<'_>, _: &Context, defects: &mut Defects<'_>) {
    each_type(request, foreign_type, defects);
}

fn reserved_types(request: &AccountRequest<'_>, _: &Context, defects: &mut Defects<'_>) {
    each_type(request, reserved_type, defects);
}

fn unknown_document_types(request: &AccountRequest<'_>, _: &Context, defects: &mut Defects<'_>) {
    each_type(request, unknown_document_type, defects);
}

pub(super) fn foreign_type(category: Option<Category>, _: &str, status: TypeCodeStatus) -> Option<Defect> {
    let help = match category? {
        Selfie => return Some(type_without_list(Selfie.as_str())),
        Id => format!("write {}", any_of(ID_TYPES)),
        Facemap => format!("write {}", any_of(FACEMAP_TYPES)),
        Document => "write the code of a document, such as `BS` (bank statement)".to_owned(),
    };
    let TypeCodeStatus::Foreign(home) = status else { return None };
    Some(Defect::new(format!("a type for {home}, not for {}", category?), help))
}

/// The defect of any type in a category without types.
pub(super) fn type_without_list(category: &str) -> Defect {
    Defect::new(format!("a {category} has no types"), "remove `type`")
}

pub(super) fn reserved_type(category: Option<Category>, _: &str, status: TypeCodeStatus) -> Option<Defect> {
    ((category, status) == (Some(Document), TypeCodeStatus::Reserved)).then(|| {
        Defect::new(
            format!("{} are reserved words", all_of(RESERVED)),
            "write the code of the document; a custom document has its own",
        )
    })
}

pub(super) fn unknown_document_type(
    category: Option<Category>,
    code: &str,
    status: TypeCodeStatus,
) -> Option<Defect> {
    ((category, status) == (Some(Document), TypeCodeStatus::Unknown)).then(|| {
        Defect::new(
            "not among the published document types",
            match nearest(code, DOCUMENT_TYPES.iter().copied()) {
                Some(option) => format!("did you mean `{option}`? A custom code is allowed"),
                None => "a custom code is allowed; otherwise see the list of supported documents".to_owned(),
            },
        )
    })
}
