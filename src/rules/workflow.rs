//! Area 4: the requirements of the workflow.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::{
    credential::{self, CREDENTIALS, KEY, reused, unmet_need},
    fragment::{optional_at, present, required_at},
    wording::{all_of, any_of},
};
use crate::{
    context::Context,
    defect::{Defect, Defects, Severity},
    model::{
        Category,
        view::{AccountRequest, Credential},
    },
    rule::Fragment,
    workflow::{self, Channel, Need, Operation, Prerequisite, Support, WORKFLOWS, Workflow},
};

declare_rules! {
    /// A workflow with screening is started without a `userReference`.
    ///
    /// ## Why
    /// The screening of workflow 32 requires one. For workflow 10010 this is only a warning, because newer pages do not
    /// describe it.
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
    /// *v3 Workflow Descriptions*, "Workflow 32: ID Verification, Identity Verification, Screening"; for workflow 10010,
    /// older pages of the vendor's integration guide.
    USER_REFERENCE_REQUIRED = "KYX405" "user-reference-required" Error [Request(user_reference_required)] schema(user_reference)

    /// The call that creates an account starts a workflow that requires an existing one, or reuses a credential.
    ///
    /// ## Why
    /// The platform rejects it: a new account has no credentials to compare with or to reuse. For workflow 10014 this is
    /// only a warning, because newer pages do not describe it.
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
    /// *v3 Workflow Descriptions*, the prerequisites of workflows 5, 9 and 16; *Use Existing Credentials*, "Initialization"
    /// and "Error 1: Account initiate used instead of account update".
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
    /// *Credential Reference*, "Specifying the DOCUMENT in the Account Request"; *v3 Workflow Descriptions*, "Workflow 5:
    /// Similarity to Existing ID".
    MISSING_CREDENTIAL = "KYX409" "missing-credential" Error [Request(missing_credential)] schema(needed_credentials)

    /// Credentials will be uploaded by API, but the request does not have a list of them.
    ///
    /// ## Why
    /// The text requires the list for the API channel, but some samples have none, so this is a warning.
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
    /// *Creating or Updating Accounts*, "credentials"; against it, *v3 Workflow Descriptions*, the first sample request of
    /// workflow 20.
    CREDENTIALS_NEEDED = "KYX410" "credentials-needed" Warning [Request(credentials_needed)]

    /// The workflow, or the reuse of a credential, does not support this channel.
    ///
    /// ## Why
    /// The response would offer no way to provide the credentials. It is a warning where the documents disagree (WEB for
    /// workflow 6), where they advise against it (reuse by WEB), and for workflows that newer pages do not describe.
    ///
    /// ## Example
    /// With `--channel web`, this is reported at `/workflowDefinition/key`:
    /// ```json invalid --channel web
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 20},
    ///   "userConsent": {"userIp": "203.0.113.7", "userLocation": {"country": "DEU"}}
    /// }
    /// ```
    /// With `--channel api`, this is not:
    /// ```json valid --channel api
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 20},
    ///   "userConsent": {"userIp": "203.0.113.7", "userLocation": {"country": "DEU"}}
    /// }
    /// ```
    ///
    /// ## Source
    /// *v3 Workflow Descriptions*, "Allowed channels" of each workflow; *Use Existing Credentials*, "Channel Support".
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
    /// *v3 Workflow Descriptions*, "Workflow 20: Similarity of Two Images".
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
    /// *Creating or Updating Accounts*, "ruleset".
    PREFER_WORKFLOW_DECISION = "KYX416" "prefer-workflow-decision" Warning [Request(prefer_workflow_decision)]
}

fn workflow(request: &AccountRequest<'_>) -> Option<&'static Workflow> {
    workflow::find(request.workflow_definition.key)
}

fn credentials<'v, 'a>(request: &'v AccountRequest<'a>) -> &'v [Credential<'a>] {
    request.workflow_definition.credentials.unwrap_or_default()
}

fn user_reference_required(request: &AccountRequest<'_>, _: &Context, defects: &mut Defects<'_>) {
    let Some(workflow) = workflow(request).filter(|it| it.has(Need::UserReference)) else { return };
    if request.user_reference.is_none() {
        let defect = Defect::at(
            "/userReference",
            "the screening of this workflow requires `userReference`",
            "add `userReference`; it must not contain personal data",
        );
        defects.push(defect.severity(workflow.source.severity()).because(KEY));
    }
}

fn user_reference() -> Vec<Fragment> {
    let needs_it = required_at(&["workflowDefinition", "key"], workflow::keys(&[Need::UserReference]));
    vec![Fragment::of_request(
        "workflowDefinition",
        json!({"if": needs_it, "then": required_at(&["userReference"], present())}),
    )]
}

fn update_only(request: &AccountRequest<'_>, context: &Context, defects: &mut Defects<'_>) {
    if context.operation != Some(Operation::CreateAccount) {
        return;
    }
    if let Some(workflow) = workflow(request).filter(|it| it.has(Need::Update)) {
        let help = "use the call that updates an account: PUT …/api/v1/accounts/{accountId}";
        let defect = Defect::at(KEY, "this workflow requires an existing account", help);
        return defects.push(defect.severity(workflow.source.severity()));
    }
    for (index, existing) in reused(request) {
        let credential = credential::pointer(index);
        let help = match existing.category {
            // Without `id`, it would be an unusual facemap.
            Some(Category::Facemap) => "use the call that updates an account, or remove the credential",
            _ => "use the call that updates an account, or remove `id` and provide a new credential",
        };
        let defect = Defect::at(format!("{credential}/id"), "a new account has no credential to reuse", help);
        defects.push(defect.because(format!("{credential}/category")).because(KEY));
    }
}

fn missing_credential(request: &AccountRequest<'_>, _: &Context, defects: &mut Defects<'_>) {
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

fn needed_credentials() -> Vec<Fragment> {
    let listed = |needed: Value| required_at(&["credentials"], json!({"type": "array", "contains": needed}));
    let category = |category: &Category| json!({"const": category.as_str()});
    let needs = WORKFLOWS.iter().flat_map(|workflow| workflow.needs).collect::<BTreeSet<_>>();
    let fragment = |need: &Need| {
        let needed = match need {
            Need::Listed(needed) => required_at(&["category"], category(needed)),
            Need::Existing(needed) => json!({"allOf": [
                optional_at(&["category"], json!({"enum": [needed.as_str(), null]})),
                required_at(&["id"], present()),
            ]}),
            _ => return None,
        };
        let of_workflow = required_at(&["key"], workflow::keys(&[*need]));
        Some(Fragment::of("WorkflowDefinition", "key", json!({"if": of_workflow, "then": listed(needed)})))
    };
    needs.into_iter().filter_map(fragment).collect()
}

fn credentials_needed(request: &AccountRequest<'_>, context: &Context, defects: &mut Defects<'_>) {
    let Some(workflow) = workflow(request) else { return };
    let by_itself = workflow.has(Need::TwoImages) || workflow.has(Need::ReuseConsent);
    let is_by_api =
        context.channel == Some(Channel::Api) && workflow.support(Channel::Api) == Support::Supported;
    if !is_by_api
        || by_itself
        || request.workflow_definition.credentials.is_some()
        || unmet_need(request).is_some()
    {
        return;
    }
    let uploaded = workflow.credentials.iter().filter(|it| **it != Category::Facemap);
    let uploaded: Vec<_> = uploaded.map(|it| it.as_str()).collect();
    if !uploaded.is_empty() {
        let defect = Defect::at(
            CREDENTIALS,
            "credentials are uploaded by API, but none are listed",
            format!("list the credentials that you will upload: {}", all_of(&uploaded)),
        );
        defects.push(defect.because(KEY));
    }
}

fn channel_not_allowed(request: &AccountRequest<'_>, context: &Context, defects: &mut Defects<'_>) {
    let Some(channel) = context.channel else { return };
    if !request.workflow_definition.key.is_valid() {
        return; // KYX219 reports it
    }
    let Some(workflow) = workflow(request) else { return reuse_by_web(request, context, defects) };
    let channels: Vec<_> = workflow.channels.iter().map(ToString::to_string).collect();
    let channels = any_of(&channels);
    match workflow.support(channel) {
        Support::Unsupported => {
            let message = format!("workflow {} does not support the {channel} channel", workflow.key);
            let uploads_own_facemap = workflow.prerequisites.contains(&Prerequisite::FacemapWithCustomer);
            let help = match channel {
                Channel::Api if uploads_own_facemap => {
                    format!("use {channels}; only your own facemap is uploaded by API")
                }
                _ => format!("use {channels}, or choose another workflow"),
            };
            defects.push(Defect::at(KEY, message, help).severity(workflow.source.severity()));
        }
        Support::Doubtful => {
            let message =
                format!("the documents disagree on the {channel} channel for workflow {}", workflow.key);
            let help = format!("use {channels}, which they agree on");
            defects.push(Defect::at(KEY, message, help).severity(Severity::Warning));
        }
        // It compares with an existing credential on this channel by design.
        Support::Supported if workflow.has(Need::Update) => {}
        Support::Supported => reuse_by_web(request, context, defects),
    }
}

fn reuse_by_web(request: &AccountRequest<'_>, context: &Context, defects: &mut Defects<'_>) {
    // A new account has nothing to reuse: KYX406 reports it.
    if context.channel != Some(Channel::Web) || context.operation == Some(Operation::CreateAccount) {
        return;
    }
    for (index, _) in reused(request) {
        let credential = credential::pointer(index);
        let defect = Defect::at(
            format!("{credential}/id"),
            "existing credentials are only supported by API and SDK",
            "use `API` or `SDK` if you reuse credentials",
        );
        let defect = defect.severity(Severity::Warning).because(format!("{credential}/category"));
        defects.push(defect.because(KEY));
    }
}

fn two_images(request: &AccountRequest<'_>, _: &Context, defects: &mut Defects<'_>) {
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
        let message = match credential.category {
            Some(category @ (Category::Document | Category::Facemap)) => {
                format!("a {category} cannot be compared")
            }
            None if credential.id.is_none() => {
                "a credential without `category` cannot be compared".to_owned()
            }
            _ => continue,
        };
        let pointer = credential::pointer(index);
        let defect = Defect::at(format!("{pointer}/category"), message, "list ID or SELFIE");
        defects.push(defect.because(KEY).because(format!("{pointer}/id")));
    }
}

fn two_or_none() -> Vec<Fragment> {
    let compares_two = required_at(&["key"], workflow::keys(&[Need::TwoImages]));
    let other = [Category::Document, Category::Facemap].map(Category::as_str);
    let images = json!({
        "type": ["array", "null"],
        "items": {
            "not": required_at(&["category"], json!({"enum": other})),
            "anyOf": [required_at(&["category"], present()), required_at(&["id"], present())],
        },
        "anyOf": [{"maxItems": 0}, {"minItems": 2, "maxItems": 2}],
    });
    let then = optional_at(&["credentials"], images);
    vec![Fragment::of("WorkflowDefinition", "key", json!({"if": compares_two, "then": then}))]
}

fn prefer_workflow_decision(request: &AccountRequest<'_>, _: &Context, defects: &mut Defects<'_>) {
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
