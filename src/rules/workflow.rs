//! Area 4: the requirements of the workflow.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{
    credential::{self, CREDENTIALS, KEY},
    fragment::{optional_at, present, required_at},
    wording::any_of,
};
use crate::{
    context::Context,
    defect::{Defect, Defects},
    model::{AccountRequest, Category, Credential},
    rule::Fragment,
    workflow::{self, Channel, Need, Operation, WORKFLOWS, Workflow},
};

declare_rules! {
    /// Workflow 32 is started without a `userReference`.
    ///
    /// ## Why
    /// Its screening requires one.
    ///
    /// ## Example
    /// This is reported at `/userReference`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 32},
    ///   "userConsent": {"userIp": "203.0.113.7", "userLocation": {"country": "DEU"}}
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 32},
    ///   "userReference": "customer-4711",
    ///   "userConsent": {"userIp": "203.0.113.7", "userLocation": {"country": "DEU"}}
    /// }
    /// ```
    ///
    /// ## Source
    /// *v3 Workflow Descriptions*, workflow 32.
    USER_REFERENCE_REQUIRED = "KYX405" "user-reference-required" Error [Request(user_reference_required)] schema(user_reference)

    /// A workflow that requires an existing account is started by the call that creates an account.
    ///
    /// ## Why
    /// The platform rejects it: there are no credentials to compare with or to reuse yet.
    ///
    /// ## Example
    /// With `--operation create`, this is reported at `/workflowDefinition/key`:
    /// ```json invalid --operation create
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 9},
    ///   "userConsent": {"userIp": "203.0.113.7", "userLocation": {"country": "DEU"}}
    /// }
    /// ```
    /// With `--operation update`, this is not:
    /// ```json valid --operation update
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 9},
    ///   "userConsent": {"userIp": "203.0.113.7", "userLocation": {"country": "DEU"}}
    /// }
    /// ```
    ///
    /// ## Source
    /// *v3 Workflow Descriptions*, workflows 5, 9 and 16; *Use Existing Credentials*, sample error 1.
    UPDATE_ONLY = "KYX406" "update-only" Error [Request(update_only)]

    /// The request does not list a credential that the workflow requires.
    ///
    /// ## Why
    /// Workflow 10026 requires a `DOCUMENT`; workflow 5 requires the `id` of an existing `ID` of the account.
    ///
    /// ## Example
    /// This is reported at `/workflowDefinition/credentials`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {
    ///     "key": 10026
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
    /// *Credential Reference*, "Specifying the DOCUMENT in the Account Request"; *v3 Workflow Descriptions*,
    /// workflow 5.
    MISSING_CREDENTIAL = "KYX409" "missing-credential" Error [Request(missing_credential)] schema(needed_credentials)

    /// Credentials will be uploaded by API, but the request lists none.
    ///
    /// ## Why
    /// The API channel requires the list: the response contains an upload URL for each listed credential.
    ///
    /// ## Example
    /// With `--channel api`, this is reported at `/workflowDefinition/credentials`:
    /// ```json invalid --channel api
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2},
    ///   "userConsent": {"userIp": "203.0.113.7", "userLocation": {"country": "DEU"}}
    /// }
    /// ```
    /// With `--channel api`, this is not:
    /// ```json valid --channel api
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2, "credentials": [{"category": "ID"}]},
    ///   "userConsent": {"userIp": "203.0.113.7", "userLocation": {"country": "DEU"}}
    /// }
    /// ```
    ///
    /// ## Source
    /// *Creating or Updating Accounts*, `credentials`. The samples for workflow 20 have none.
    CREDENTIALS_NEEDED = "KYX410" "credentials-needed" Warning [Request(credentials_needed)]

    /// The workflow does not support this channel.
    ///
    /// ## Why
    /// The response would offer no way to provide the credentials.
    ///
    /// ## Example
    /// With `--channel web`, this is reported at `/workflowDefinition/key`:
    /// ```json invalid --channel web
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 10113},
    ///   "userConsent": {"userIp": "203.0.113.7", "userLocation": {"country": "DEU"}}
    /// }
    /// ```
    /// With `--channel sdk`, this is not:
    /// ```json valid --channel sdk
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 10113},
    ///   "userConsent": {"userIp": "203.0.113.7", "userLocation": {"country": "DEU"}}
    /// }
    /// ```
    ///
    /// ## Source
    /// *v3 Workflow Descriptions*, allowed channels; *Use Existing Credentials*, channel support.
    CHANNEL_NOT_ALLOWED = "KYX412" "channel-not-allowed" Error [Request(channel_not_allowed)]

    /// Workflow 20 must have exactly two images, each an `ID` or a `SELFIE`.
    ///
    /// ## Why
    /// It compares two images. Without a list, these are an `ID` and a `SELFIE`.
    ///
    /// ## Example
    /// This is reported at `/workflowDefinition/credentials`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 20, "credentials": [{"category": "SELFIE"}]},
    ///   "userConsent": {"userIp": "203.0.113.7", "userLocation": {"country": "DEU"}}
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 20, "credentials": [{"category": "SELFIE"}, {"category": "ID"}]},
    ///   "userConsent": {"userIp": "203.0.113.7", "userLocation": {"country": "DEU"}}
    /// }
    /// ```
    ///
    /// ## Source
    /// *v3 Workflow Descriptions*, workflow 20.
    TWO_IMAGES = "KYX415" "two-images" Error [Request(two_images)] schema(two_or_none)

    /// A request selects rulesets with `ruleset`.
    ///
    /// ## Why
    /// `workflowDecision` is preferred in most cases.
    ///
    /// ## Example
    /// This is reported at `/workflowDefinition/capabilities/ruleset`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {
    ///     "key": 777,
    ///     "capabilities": {
    ///       "ruleset": {"ids": ["fdb1bc31-99a0-4671-8f2a-2bf7ca2faace"]}
    ///     }
    ///   }
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {
    ///     "key": 777,
    ///     "capabilities": {
    ///       "workflowDecision": {"riskScoreRulesetId": "fdb1bc31-99a0-4671-8f2a-2bf7ca2faace"}
    ///     }
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    /// *Creating or Updating Accounts*, `ruleset`.
    PREFER_WORKFLOW_DECISION = "KYX416" "prefer-workflow-decision" Warning [Request(prefer_workflow_decision)]
}

fn workflow(request: &AccountRequest) -> Option<&'static Workflow> {
    workflow::find(request.workflow_definition.key)
}

fn credentials(request: &AccountRequest) -> &[Credential] {
    request.workflow_definition.credentials.as_deref().unwrap_or_default()
}

fn user_reference_required(request: &AccountRequest, _: &Context, defects: &mut Defects<'_>) {
    let is_needed = workflow(request).is_some_and(|workflow| workflow.has(Need::UserReference));
    if is_needed && request.user_reference.is_none() {
        let defect = Defect::at(
            "/userReference",
            "the screening of this workflow requires `userReference`",
            "add `userReference`; it must not contain personal data",
        );
        defects.push(defect.because(KEY));
    }
}

fn user_reference() -> Vec<Fragment> {
    let needs_it = required_at(&["workflowDefinition", "key"], workflow::keys(&[Need::UserReference]));
    vec![Fragment::of_request(
        "workflowDefinition",
        json!({"if": needs_it, "then": required_at(&["userReference"], present())}),
    )]
}

fn needed_credentials() -> Vec<Fragment> {
    let listed = |needed: Value| required_at(&["credentials"], json!({"type": "array", "contains": needed}));
    let category = |category: &Category| required_at(&["category"], json!({"const": category.as_str()}));
    let needs = WORKFLOWS.iter().flat_map(|workflow| workflow.needs).collect::<BTreeSet<_>>();
    let fragment = |need: &Need| {
        let needed = match need {
            Need::Listed(needed) => category(needed),
            Need::Existing(needed) => json!({"allOf": [category(needed), required_at(&["id"], present())]}),
            _ => return None,
        };
        let of_workflow = required_at(&["key"], workflow::keys(&[*need]));
        Some(Fragment::of("WorkflowDefinition", "key", json!({"if": of_workflow, "then": listed(needed)})))
    };
    needs.into_iter().filter_map(fragment).collect()
}

fn two_or_none() -> Vec<Fragment> {
    let compares_two = required_at(&["key"], workflow::keys(&[Need::TwoImages]));
    let other = [Category::Document, Category::Facemap].map(Category::as_str);
    let images = json!({
        "type": ["array", "null"],
        "items": {"not": required_at(&["category"], json!({"enum": other}))},
        "anyOf": [{"maxItems": 0}, {"minItems": 2, "maxItems": 2}],
    });
    let then = optional_at(&["credentials"], images);
    vec![Fragment::of("WorkflowDefinition", "key", json!({"if": compares_two, "then": then}))]
}

fn update_only(request: &AccountRequest, context: &Context, defects: &mut Defects<'_>) {
    let is_needed = workflow(request).is_some_and(|workflow| workflow.has(Need::Update));
    if is_needed && context.operation == Some(Operation::CreateAccount) {
        defects.push(Defect::at(
            KEY,
            "this workflow requires an existing account",
            "use the call that updates an account: PUT …/api/v1/accounts/{accountId}",
        ));
    }
}

/// The first credential that the workflow requires and the request does not list.
fn unmet_need(request: &AccountRequest) -> Option<Need> {
    let credentials = credentials(request);
    let is_met = |need: &Need| match need {
        Need::Listed(category) => credentials.iter().any(|it| it.category == Some(*category)),
        Need::Existing(category) => {
            credentials.iter().any(|it| it.category == Some(*category) && it.id.is_some())
        }
        _ => true,
    };
    workflow(request)?.needs.iter().find(|need| !is_met(need)).copied()
}

fn missing_credential(request: &AccountRequest, _: &Context, defects: &mut Defects<'_>) {
    let Some(need) = unmet_need(request) else { return };
    let mut defect =
        Defect::at(CREDENTIALS, format!("this workflow requires {need}"), format!("list {need}"));
    defect = defect.because(KEY);
    for index in 0..credentials(request).len() {
        // If one of these is at fault, it may be the missing credential.
        let pointer = credential::pointer(index);
        defect = defect.because(format!("{pointer}/category")).because(format!("{pointer}/id"));
    }
    defects.push(defect);
}

fn credentials_needed(request: &AccountRequest, context: &Context, defects: &mut Defects<'_>) {
    let Some(workflow) = workflow(request) else { return };
    let by_itself = workflow.has(Need::TwoImages) || workflow.has(Need::ReuseConsent);
    let is_allowed = workflow.channels.is_empty() || workflow.channels.contains(&Channel::Api);
    if context.channel == Some(Channel::Api)
        && is_allowed
        && !by_itself
        && unmet_need(request).is_none()
        && credentials(request).is_empty()
    {
        let defect = Defect::at(
            CREDENTIALS,
            "credentials are uploaded by API, but none are listed",
            "list the credentials that you will upload",
        );
        defects.push(defect.because(KEY));
    }
}

fn channel_not_allowed(request: &AccountRequest, context: &Context, defects: &mut Defects<'_>) {
    let (Some(workflow), Some(channel)) = (workflow(request), context.channel) else { return };
    if workflow.channels.is_empty() || workflow.channels.contains(&channel) {
        return;
    }
    let channels: Vec<_> = workflow.channels.iter().map(ToString::to_string).collect();
    defects.push(Defect::at(
        KEY,
        format!("workflow {} does not support the {channel} channel", workflow.key),
        format!("use {}, or choose another workflow", any_of(&channels)),
    ));
}

fn two_images(request: &AccountRequest, _: &Context, defects: &mut Defects<'_>) {
    let credentials = credentials(request);
    let compares_two = workflow(request).is_some_and(|workflow| workflow.has(Need::TwoImages));
    if !compares_two || credentials.is_empty() {
        return;
    }
    if credentials.len() != 2 {
        let message = format!("{} listed, exactly two are compared", credentials.len());
        let help = "list exactly two, or none to compare an ID and a SELFIE";
        defects.push(Defect::at(CREDENTIALS, message, help).because(KEY));
    }
    for (index, credential) in credentials.iter().enumerate() {
        if let Some(category @ (Category::Document | Category::Facemap)) = credential.category {
            let pointer = format!("{}/category", credential::pointer(index));
            let message = format!("a {category} cannot be compared");
            defects.push(Defect::at(pointer, message, "list ID or SELFIE").because(KEY));
        }
    }
}

fn prefer_workflow_decision(request: &AccountRequest, _: &Context, defects: &mut Defects<'_>) {
    let Some(capabilities) = &request.workflow_definition.capabilities else { return };
    if capabilities.ruleset.is_none() {
        return;
    }
    let (message, help) = if capabilities.workflow_decision.is_some() {
        ("both `ruleset` and `workflowDecision` are set", "remove `ruleset`")
    } else {
        ("`workflowDecision` is preferred to `ruleset`", "use `workflowDecision` for a single ruleset")
    };
    defects.push(Defect::at("/workflowDefinition/capabilities/ruleset", message, help));
}
