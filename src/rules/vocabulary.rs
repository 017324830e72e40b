//! Values from a closed list.

use serde_json::{Value, json};

use super::{
    credential_type::{each_type, each_type_of},
    document_types::{FACEMAP_TYPES, ID_TYPES, TYPES, TypeCodeStatus},
    fragment::{optional_at, present, required_at},
    nearest::{is_same_folded, nearest},
    wording::{all_of, any_of},
};
use crate::{
    context::Context,
    defect::{Correction, Defect, Defects, Fault},
    model::{Category, view::AccountRequest},
    rule::Fragment,
};

declare_rules! {
    /// A value is not in the list of its field.
    ///
    /// ## Why
    /// The platform rejects it. Case, spaces and underscores matter.
    ///
    /// ## Example
    /// This is reported at `/workflowDefinition/credentials/0/type/values/0`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {
    ///     "key": 2,
    ///     "credentials": [{"category": "ID", "type": {"values": ["DRIVING LICENSE"]}}]
    ///   }
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {
    ///     "key": 2,
    ///     "credentials": [{"category": "ID", "type": {"values": ["DRIVING_LICENSE"]}}]
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    /// The list of the field, as named in its documentation. For types of `ID`, *Creating or Updating Accounts*,
    /// `credentials`, whose text once says `DRIVING LICENSE`; its samples use `DRIVING_LICENSE`. For types of `FACEMAP`, the
    /// vendor's integration guides.
    UNKNOWN_VALUE = "KYX205" "unknown-value" Error [Value(unknown_value), Request(unknown_types)] schema(known_types)
}

fn unknown_value(fault: &Fault<'_>) -> Defect {
    let options: Vec<&str> =
        fault.accepted.iter().map(String::as_str).filter(|option| !option.is_empty()).collect();
    let text = fault.text();
    let same = options.iter().copied().find(|option| is_same_folded(option, text));
    let meant = same.or_else(|| nearest(text, options.iter().copied())).filter(|_| !fault.is_personal);
    let help = match meant {
        Some(option) => format!("did you mean `{option}`? Known values are {}", all_of(&options)),
        None => format!("write {}", any_of(&options)),
    };
    Defect::new("unknown value", help).correction(same.map(Correction::listed))
}

/// The types of `ID` and `FACEMAP`, whose lists are closed, and of a credential without category.
fn known_types() -> Vec<Fragment> {
    let closed = TYPES.iter().filter(|(owner, _)| *owner != Category::Document);
    let of_category = closed.map(|(owner, codes)| each_type_of(*owner, &json!({"enum": codes})));
    let all: Vec<_> = TYPES.iter().flat_map(|(_, codes)| *codes).collect();
    let known = optional_at(&["type", "values"], json!({"type": "array", "items": {"enum": all}}));
    let has_category = required_at(&["category"], present());
    let of_none = Fragment::of("Credential", "type", json!({"if": {"not": has_category}, "then": known}));
    of_category.chain([of_none]).collect()
}

/// Unknown types of `ID` and `FACEMAP`, whose lists are closed, and of a credential without category.
fn unknown_types(request: &AccountRequest<'_>, _: &Context, defects: &mut Defects<'_>) {
    each_type(request, unknown_type, defects);
}

pub(super) fn unknown_type(category: Option<Category>, code: &str, status: TypeCodeStatus) -> Option<Defect> {
    if !matches!(status, TypeCodeStatus::Unknown | TypeCodeStatus::Reserved) {
        return None;
    }
    let codes = match category {
        Some(Category::Id) => ID_TYPES.to_vec(),
        Some(Category::Facemap) => FACEMAP_TYPES.to_vec(),
        Some(Category::Document | Category::Selfie) => return None,
        None => TYPES.iter().flat_map(|(_, codes)| codes.iter().copied()).collect(),
    };
    let accepted = codes.into_iter().map(str::to_owned).collect();
    Some(unknown_value(&Fault { accepted, ..Fault::of(&Value::from(code)) }))
}
