//! Area 4: the credentials that a request lists.

use std::{
    borrow::Cow,
    cell::LazyCell,
    collections::{HashMap, HashSet},
    hash::Hash,
};

use serde_json::{Value, json};

use super::{
    fragment::{optional_at, required_at},
    wording::{all_of, any_of},
};
use crate::{
    context::Context,
    defect::{Defect, Defects},
    model::{
        Category,
        view::{AccountRequest, Credential},
    },
    rule::Fragment,
    workflow::{self, Channel, NO_FACEMAP_BY_API, Need, SELFIE_INSTEAD, Workflow},
};

/// The pointer of the list of credentials.
pub(super) const CREDENTIALS: &str = "/workflowDefinition/credentials";
/// The pointer of the workflow key.
pub(super) const KEY: &str = "/workflowDefinition/key";

/// The credentials of a request, each with its index.
pub(super) fn listed<'v, 'a>(
    request: &'v AccountRequest<'a>,
) -> impl Iterator<Item = (usize, &'v Credential<'a>)> + Clone {
    request.workflow_definition.credentials.into_iter().flatten().enumerate()
}

/// The pointer of a credential.
pub(super) fn pointer(index: usize) -> String {
    format!("{CREDENTIALS}/{index}")
}

/// The credentials that a request reuses, each with its index. A `DOCUMENT` cannot be reused: KYX408 reports it.
pub(super) fn reused<'v, 'a>(
    request: &'v AccountRequest<'a>,
) -> impl Iterator<Item = (usize, &'v Credential<'a>)> + Clone {
    listed(request).filter(|(_, it)| it.id.is_some() && it.category != Some(Category::Document))
}

/// The first credential that the workflow requires and the request does not list.
pub(super) fn unmet_need(request: &AccountRequest<'_>) -> Option<Need> {
    let is_met = |need: &Need| match *need {
        Need::Listed(needed) => listed(request).any(|(_, it)| it.category == Some(needed)),
        Need::Existing(needed) => {
            listed(request).any(|(_, it)| it.id.is_some() && it.category.is_none_or(|it| it == needed))
        }
        _ => true,
    };
    workflow(request)?.needs.iter().find(|need| !is_met(need)).copied()
}

fn workflow(request: &AccountRequest<'_>) -> Option<&'static Workflow> {
    workflow::find(request.workflow_definition.key)
}

declare_rules! {
    /// A `DOCUMENT` must have exactly one country and one type.
    ///
    /// ## Why
    /// The platform rejects other requests: it must know what to extract before the document arrives.
    ///
    /// ## Example
    /// This is reported at `/workflowDefinition/credentials/0/country/values`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {
    ///     "key": 10026,
    ///     "credentials": [
    ///       {"category": "DOCUMENT", "country": {"values": ["USA", "CAN"]}, "type": {"values": ["BS"]}}
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
    /// *Credential Reference*, "Specifying the DOCUMENT in the Account Request".
    DOCUMENT_NEEDS_ONE = "KYX401" "document-needs-one" Error [Request(document_needs_one)] schema(one_value_each)

    /// A category is listed twice among the credentials.
    ///
    /// ## Why
    /// Workflows with existing credentials run best with each category once. Workflow 20 compares two images, which may
    /// share a category, and a customer's own workflow may evaluate several credentials of one.
    ///
    /// ## Example
    /// This is reported at `/workflowDefinition/credentials/1/category`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2, "credentials": [{"category": "ID"}, {"category": "ID"}]}
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2, "credentials": [{"category": "ID"}]}
    /// }
    /// ```
    ///
    /// ## Source
    /// *Use Existing Credentials*, "Multi-Credential Support"; on a customer's own workflow, *Creating or Updating
    /// Accounts*, "Account Responses".
    REPEATED_CATEGORY = "KYX407" "repeated-category" Warning [Request(repeated_category)]

    /// A `DOCUMENT` has the `id` of an existing credential.
    ///
    /// ## Why
    /// Only `ID`, `FACEMAP` and `SELFIE` can be reused.
    ///
    /// ## Example
    /// This is reported at `/workflowDefinition/credentials/0/id`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {
    ///     "key": 10026,
    ///     "credentials": [
    ///       {
    ///         "category": "DOCUMENT",
    ///         "country": {"values": ["USA"]},
    ///         "type": {"values": ["BS"]},
    ///         "id": "fdb1bc31-99a0-4671-8f2a-2bf7ca2faace"
    ///       }
    ///     ]
    ///   },
    ///   "userConsent": {"userIp": "203.0.113.7", "userLocation": {"country": "DEU"}}
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {
    ///     "key": 10026,
    ///     "credentials": [
    ///       {
    ///         "category": "DOCUMENT",
    ///         "country": {"values": ["USA"]},
    ///         "type": {"values": ["BS"]}
    ///       }
    ///     ]
    ///   },
    ///   "userConsent": {"userIp": "203.0.113.7", "userLocation": {"country": "DEU"}}
    /// }
    /// ```
    ///
    /// ## Source
    /// *Use Existing Credentials*, "Credential Support".
    NOT_REUSABLE = "KYX408" "not-reusable" Error [Request(not_reusable)] schema(no_id)

    /// A credential has a category that the workflow does not use.
    ///
    /// ## Why
    /// It is not evaluated; probably another workflow or category was meant.
    ///
    /// ## Example
    /// This is reported at `/workflowDefinition/credentials/1/category`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2, "credentials": [{"category": "ID"}, {"category": "SELFIE"}]}
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2, "credentials": [{"category": "ID"}]}
    /// }
    /// ```
    ///
    /// ## Source
    /// *v3 Workflow Descriptions*, "Required Credentials" of each workflow; for workflows 10005 to 10014, older pages of the
    /// vendor's integration guide.
    FOREIGN_CREDENTIAL = "KYX411" "foreign-credential" Warning [Request(foreign_credential)] tag(Unnecessary)

    /// On the web channel, a choice offers more than one country or type.
    ///
    /// ## Why
    /// The web client shows only the first value.
    ///
    /// ## Example
    /// With `--channel web`, this is reported at `/workflowDefinition/credentials/0/country/values`:
    /// ```json invalid --channel web
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {
    ///     "key": 2,
    ///     "credentials": [{"category": "ID", "country": {"values": ["USA", "CAN"]}}]
    ///   }
    /// }
    /// ```
    /// With `--channel web`, this is not:
    /// ```json valid --channel web
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {
    ///     "key": 2,
    ///     "credentials": [{"category": "ID", "country": {"values": ["USA"]}}]
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    /// *Creating or Updating Accounts*, "credentials".
    WEB_SHOWS_FIRST = "KYX413" "web-shows-first" Warning [Request(web_shows_first)]

    /// The request lists a `FACEMAP` without the `id` of an existing one.
    ///
    /// ## Why
    /// A facemap is captured along with the selfie by the web client or an SDK, so it is rarely listed. It cannot be
    /// uploaded by API.
    ///
    /// ## Example
    /// This is reported at `/workflowDefinition/credentials/1/category`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {
    ///     "key": 10011,
    ///     "credentials": [{"category": "SELFIE"}, {"category": "FACEMAP"}]
    ///   },
    ///   "userConsent": {"userIp": "203.0.113.7", "userLocation": {"country": "DEU"}}
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {
    ///     "key": 10011,
    ///     "credentials": [{"category": "SELFIE"}]
    ///   },
    ///   "userConsent": {"userIp": "203.0.113.7", "userLocation": {"country": "DEU"}}
    /// }
    /// ```
    ///
    /// ## Source
    /// *Creating or Updating Accounts*, "credentials"; *Credential Reference*, "FACEMAP".
    UNUSUAL_FACEMAP = "KYX414" "unusual-facemap" Warning [Request(unusual_facemap)]

    /// A credential has no `category`.
    ///
    /// ## Why
    /// The platform cannot know which credential is meant. Every sample has a category.
    ///
    /// ## Example
    /// This is reported at `/workflowDefinition/credentials/0/category`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2, "credentials": [{"country": {"values": ["USA"]}}]}
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2, "credentials": [{"category": "ID", "country": {"values": ["USA"]}}]}
    /// }
    /// ```
    ///
    /// ## Source
    /// Inferred from the examples of *Creating or Updating Accounts*, "credentials".
    MISSING_CATEGORY = "KYX417" "missing-category" Warning [Request(missing_category)]

    /// A request lists the same existing credential twice.
    ///
    /// ## Why
    /// One of the two is not what was meant.
    ///
    /// ## Example
    /// With `--operation update`, this is reported at `/workflowDefinition/credentials/1/id`:
    /// ```json invalid --operation update
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {
    ///     "key": 10113,
    ///     "credentials": [
    ///       {"category": "ID", "id": "fdb1bc31-99a0-4671-8f2a-2bf7ca2faace"},
    ///       {"category": "SELFIE", "id": "fdb1bc31-99a0-4671-8f2a-2bf7ca2faace"}
    ///     ]
    ///   },
    ///   "userConsent": {
    ///     "userIp": "203.0.113.7",
    ///     "userLocation": {"country": "DEU"},
    ///     "consent": {"obtained": "yes", "obtainedAt": "2024-07-20T17:20:35.000Z"}
    ///   }
    /// }
    /// ```
    /// With `--operation update`, this is not:
    /// ```json valid --operation update
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {
    ///     "key": 10113,
    ///     "credentials": [
    ///       {"category": "ID", "id": "fdb1bc31-99a0-4671-8f2a-2bf7ca2faace"},
    ///       {"category": "SELFIE", "id": "bce8a24b-16ba-46a8-994e-fa76e4c4845b"}
    ///     ]
    ///   },
    ///   "userConsent": {
    ///     "userIp": "203.0.113.7",
    ///     "userLocation": {"country": "DEU"},
    ///     "consent": {"obtained": "yes", "obtainedAt": "2024-07-20T17:20:35.000Z"}
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    /// *Use Existing Credentials*, "Multi-Credential Support": no duplicates in a workflow.
    REPEATED_CREDENTIAL = "KYX419" "repeated-credential" Warning [Request(repeated_credential)]
}

fn document_needs_one(request: &AccountRequest<'_>, _: &Context, defects: &mut Defects<'_>) {
    for (index, credential) in listed(request) {
        if credential.category != Some(Category::Document) {
            continue;
        }
        let counts = [
            ("country", credential.country.as_ref().map(|choice| choice.values.len())),
            ("type", credential.r#type.as_ref().map(|choice| choice.values.len())),
        ];
        for (field, count) in counts {
            if matches!(count, Some(0 | 1)) {
                continue; // KYX217 reports an empty list
            }
            let credential = pointer(index);
            let (pointer, message) = match count {
                None => (format!("{credential}/{field}"), format!("a DOCUMENT without `{field}`")),
                Some(count) => (
                    format!("{credential}/{field}/values"),
                    format!("a DOCUMENT with {count} values in `{field}`"),
                ),
            };
            let category = format!("{credential}/category");
            let help = format!("give `{field}` exactly one value");
            defects.push(Defect::at(pointer, message, help).because(category));
        }
    }
}

/// What a credential of this category must match besides its own schema.
pub(super) fn of_category(category: Category, schema: &Value) -> Fragment {
    let is_it = required_at(&["category"], json!({"const": category.as_str()}));
    Fragment::of("Credential", "category", json!({"if": is_it, "then": schema}))
}

fn one_value_each() -> Vec<Fragment> {
    let one = |field| required_at(&[field, "values"], json!({"type": "array", "maxItems": 1}));
    vec![of_category(Category::Document, &json!({"allOf": [one("country"), one("type")]}))]
}

fn no_id() -> Vec<Fragment> {
    vec![of_category(Category::Document, &optional_at(&["id"], json!({"type": "null"})))]
}

fn repeated_category(request: &AccountRequest<'_>, _: &Context, defects: &mut Defects<'_>) {
    let workflow = workflow(request);
    let Some(reason) = (match workflow {
        Some(workflow) if workflow.has(Need::TwoImages) => None,
        Some(_) => Some(Cow::Borrowed(KEY)),
        // A customer's own workflow may compare several credentials, unless it reuses them.
        None => reused(request).next().map(|(index, _)| format!("{}/id", pointer(index)).into()),
    }) else {
        return;
    };
    // KYX411 reports other categories.
    let is_used = |category| workflow.is_none_or(|workflow| workflow.credentials.contains(&category));
    let repeats = LazyCell::new(|| repeats(request));
    let mut firsts = [None; Category::ALL.len()];
    for (index, credential) in listed(request) {
        let Some(category) = credential.category.filter(|it| is_used(*it)) else { continue };
        let first = *firsts[category as usize].get_or_insert(index);
        if first != index && repeats.binary_search_by_key(&index, |(repeat, _)| *repeat).is_err() {
            let pointer = |index| format!("{}/category", pointer(index));
            let message = format!("a second {category}");
            let defect = Defect::at(pointer(index), message, "list each category once");
            defects.push(defect.because(pointer(first)).because(KEY).because(reason.clone()));
        }
    }
}

/// The credentials with the ID of an earlier one, sorted: the index of each, and that of the first one.
fn repeats(request: &AccountRequest<'_>) -> Vec<(usize, usize)> {
    if reused(request).nth(1).is_none() {
        return Vec::new();
    }
    let mut firsts = HashMap::new();
    let mut first = |(index, it): (usize, &Credential<'_>)| (index, *firsts.entry(it.id).or_insert(index));
    reused(request).map(&mut first).filter(|(index, first)| index != first).collect()
}

fn repeated_credential(request: &AccountRequest<'_>, _: &Context, defects: &mut Defects<'_>) {
    for (index, first) in repeats(request) {
        let id = |index| format!("{}/id", pointer(index));
        let defect = Defect::at(id(index), "the same credential a second time", "list each credential once");
        let defect = defect.because(id(first)).because(format!("{}/category", pointer(index)));
        defects.push(defect.because(format!("{}/category", pointer(first))));
    }
}

fn missing_category(request: &AccountRequest<'_>, _: &Context, defects: &mut Defects<'_>) {
    if unmet_need(request).is_some() {
        return; // it may be this one
    }
    let workflow = workflow(request);
    let compares_two = workflow.is_some_and(|workflow| workflow.has(Need::TwoImages));
    for (index, credential) in listed(request).filter(|(_, it)| it.category.is_none()) {
        if compares_two && credential.id.is_none() {
            continue; // KYX415 reports it
        }
        let used = workflow.map_or(Category::ALL, |workflow| workflow.credentials);
        // KYX414 would report a new facemap.
        let is_usual = |it: &&Category| **it != Category::Facemap || credential.id.is_some();
        let used: Vec<_> = used.iter().filter(is_usual).map(|it| it.as_str()).collect();
        let pointer = pointer(index);
        let help = match used.as_slice() {
            [] => "remove it: this workflow does not list credentials".to_owned(),
            used => format!("add `category`: {}", any_of(used)),
        };
        let defect = Defect::at(format!("{pointer}/category"), "a credential without `category`", help);
        defects.push(defect.because(KEY).because(format!("{pointer}/id")));
    }
}

fn not_reusable(request: &AccountRequest<'_>, _: &Context, defects: &mut Defects<'_>) {
    for (index, credential) in listed(request) {
        if credential.category == Some(Category::Document) && credential.id.is_some() {
            let pointer = pointer(index);
            let defect = Defect::at(
                format!("{pointer}/id"),
                "a DOCUMENT cannot be reused",
                "remove `id` and upload the document again",
            );
            defects.push(defect.because(format!("{pointer}/category")));
        }
    }
}

fn foreign_credential(request: &AccountRequest<'_>, _: &Context, defects: &mut Defects<'_>) {
    let Some(workflow) = workflow(request).filter(|it| !it.has(Need::TwoImages)) else {
        return; // KYX415 reports it
    };
    for (index, credential) in listed(request) {
        let Some(category) = credential.category else { continue };
        if !workflow.credentials.contains(&category) {
            let used: Vec<_> = workflow.credentials.iter().map(|it| it.as_str()).collect();
            let message = format!("workflow {} does not use the category {category}", workflow.key);
            let help = match used.as_slice() {
                [] => "remove it, or choose another workflow".to_owned(),
                used => format!("list only {}, or choose another workflow", all_of(used)),
            };
            let defect = Defect::at(format!("{}/category", pointer(index)), message, help);
            defects.push(defect.because(KEY));
        }
    }
}

fn web_shows_first(request: &AccountRequest<'_>, context: &Context, defects: &mut Defects<'_>) {
    if context.channel != Some(Channel::Web) {
        return;
    }
    // KYX401 reports documents.
    for (index, credential) in listed(request).filter(|(_, it)| it.category != Some(Category::Document)) {
        let counts = [
            ("country", credential.country.as_ref().map_or(0, |choice| distinct(choice.values))),
            ("type", credential.r#type.as_ref().map_or(0, |choice| distinct(choice.values))),
        ];
        for (field, count) in counts {
            if count > 1 {
                defects.push(Defect::at(
                    format!("{}/{field}/values", pointer(index)),
                    format!("{count} values, but the web client shows only the first"),
                    "put the value that matters first, or remove the choice",
                ));
            }
        }
    }
}

/// Repeated values count once: KYX218 reports them.
fn distinct<T: Eq + Hash>(values: &[T]) -> usize {
    values.iter().collect::<HashSet<_>>().len()
}

fn unusual_facemap(request: &AccountRequest<'_>, context: &Context, defects: &mut Defects<'_>) {
    let workflow = workflow(request);
    if workflow.is_some_and(|workflow| !workflow.credentials.contains(&Category::Facemap)) {
        return; // KYX411 or KYX415 reports it
    }
    let cannot_come = context.channel == Some(Channel::Api);
    let (message, help) = if cannot_come {
        (NO_FACEMAP_BY_API, format!("remove it: {SELFIE_INSTEAD}"))
    } else {
        (
            "a FACEMAP is captured along with the selfie and rarely listed",
            "remove it, unless your account representative told you otherwise".to_owned(),
        )
    };
    for (index, credential) in listed(request) {
        if credential.category == Some(Category::Facemap) && credential.id.is_none() {
            let pointer = pointer(index);
            let defect = Defect::at(format!("{pointer}/category"), message, help.clone());
            defects.push(defect.because(format!("{pointer}/id")).because(KEY));
        }
    }
}
