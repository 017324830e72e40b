//! Type codes by themselves, outside a request.

use super::{
    credential_type::{
        RESERVED_DOCUMENT_TYPE, TYPE_NOT_FOR_CATEGORY, UNKNOWN_DOCUMENT_TYPE, foreign_type, reserved_type,
        type_without_list, unknown_document_type,
    },
    document_types::status,
    vocabulary::{UNKNOWN_VALUE, unknown_type},
};
use crate::{
    defect::Defect,
    model::{Category, CredentialCategory},
    rule::Rule,
};

/// The rule that a type code breaks in a credential of this category.
pub(crate) fn type_code_defect(category: &CredentialCategory, code: &str) -> Option<(&'static Rule, Defect)> {
    let category = match category {
        CredentialCategory::Id => Category::Id,
        CredentialCategory::Document => Category::Document,
        CredentialCategory::Facemap => Category::Facemap,
        CredentialCategory::Selfie | CredentialCategory::Data => {
            return Some((&TYPE_NOT_FOR_CATEGORY, type_without_list(category.as_str())));
        }
        CredentialCategory::Other(_) => return None,
    };
    let category = Some(category);
    let status = status(category, code);
    let with_rule = |rule, defect: Option<Defect>| defect.map(|defect| (rule, defect));
    with_rule(&TYPE_NOT_FOR_CATEGORY, foreign_type(category, code, status))
        .or_else(|| with_rule(&RESERVED_DOCUMENT_TYPE, reserved_type(category, code, status)))
        .or_else(|| with_rule(&UNKNOWN_DOCUMENT_TYPE, unknown_document_type(category, code, status)))
        .or_else(|| with_rule(&UNKNOWN_VALUE, unknown_type(category, code, status)))
}
