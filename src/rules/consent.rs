//! Area 3: the end user's consent.

use std::borrow::Cow;

use bumpalo::Bump;
use chrono::{DateTime, Days, Months, TimeDelta, Utc};
use serde_json::{Value, json};

use super::{
    credential::{self, KEY},
    fragment::{present, required_at},
};
use crate::{
    context::Context,
    defect::{Defect, Defects, Severity},
    model::{
        self, ConsentDecision, CountryCode,
        view::{AccountRequest, Consent},
        viewed::Viewed,
    },
    rule::Fragment,
    workflow::{self, Channel, Need, Operation, Support},
};

/// How long a consent is valid: three calendar years.
const VALIDITY: Months = Months::new(36);
/// How long before it expires a consent should be renewed.
const NOTICE: Days = Days::new(30);
/// How far another machine's clock may be ahead.
const CLOCK_SKEW: TimeDelta = TimeDelta::minutes(5);

/// Until when the consent in an account request is valid, and where it was given.
#[cfg(feature = "lint")]
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[non_exhaustive]
pub struct ConsentTerm {
    /// The last moment at which the consent is valid; `None` if there is none, or its time is unknown.
    pub until: Option<DateTime<Utc>>,
    /// The country of the end user; `None` if it is unknown.
    pub country: Option<CountryCode>,
}

const CONSENT: &str = "/userConsent";
const COUNTRY: &str = "/userConsent/userLocation/country";
const STATE: &str = "/userConsent/userLocation/state";
const OBTAINED: &str = "/userConsent/consent/obtained";
const OBTAINED_AT: &str = "/userConsent/consent/obtainedAt";

declare_rules! {
    /// A consent is more than three calendar years old.
    ///
    /// ## Why
    /// It has expired; a new one must be obtained. A consent given on 29 February expires on 28 February.
    ///
    /// ## Example
    /// On 2025-01-01, this is reported at `/userConsent/consent/obtainedAt`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 9},
    ///   "userConsent": {
    ///     "userIp": "203.0.113.7",
    ///     "userLocation": {"country": "USA", "state": "IL"},
    ///     "consent": {"obtained": "yes", "obtainedAt": "2021-07-20T17:20:35.000Z"}
    ///   }
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 9},
    ///   "userConsent": {
    ///     "userIp": "203.0.113.7",
    ///     "userLocation": {"country": "USA", "state": "IL"},
    ///     "consent": {"obtained": "yes", "obtainedAt": "2024-07-20T17:20:35.000Z"}
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    /// *v3 Workflow Descriptions*, the prerequisites of workflows 9 and 16. That this applies to the consents of all workflows
    /// is this tool's own.
    CONSENT_EXPIRED = "KYX301" "consent-expired" Error [Request(expired)]

    /// A consent expires within 30 days.
    ///
    /// ## Why
    /// A new one must be obtained before it expires.
    ///
    /// ## Example
    /// On 2025-01-01, this is reported at `/userConsent/consent/obtainedAt`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 9},
    ///   "userConsent": {
    ///     "userIp": "203.0.113.7",
    ///     "userLocation": {"country": "USA", "state": "IL"},
    ///     "consent": {"obtained": "yes", "obtainedAt": "2022-01-08T17:20:35.000Z"}
    ///   }
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 9},
    ///   "userConsent": {
    ///     "userIp": "203.0.113.7",
    ///     "userLocation": {"country": "USA", "state": "IL"},
    ///     "consent": {"obtained": "yes", "obtainedAt": "2024-07-20T17:20:35.000Z"}
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    /// *v3 Workflow Descriptions*, the prerequisites of workflows 9 and 16. That this applies to the consents of all workflows
    /// is this tool's own.
    CONSENT_EXPIRING = "KYX302" "consent-expiring" Warning [Request(expiring)]

    /// A consent is dated more than 5 minutes in the future.
    ///
    /// ## Why
    /// It cannot have been given yet; a clock or an offset is wrong.
    ///
    /// ## Example
    /// On 2025-01-01, this is reported at `/userConsent/consent/obtainedAt`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 9},
    ///   "userConsent": {
    ///     "userIp": "203.0.113.7",
    ///     "userLocation": {"country": "USA", "state": "IL"},
    ///     "consent": {"obtained": "yes", "obtainedAt": "2025-07-20T17:20:35.000Z"}
    ///   }
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 9},
    ///   "userConsent": {
    ///     "userIp": "203.0.113.7",
    ///     "userLocation": {"country": "USA", "state": "IL"},
    ///     "consent": {"obtained": "yes", "obtainedAt": "2024-07-20T17:20:35.000Z"}
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    /// Inferred from the name `obtainedAt` in the example of *Creating or Updating Accounts*, `userConsent`.
    CONSENT_IN_FUTURE = "KYX303" "consent-in-future" Error [Request(in_future)]

    /// A consent was obtained, but the time is missing.
    ///
    /// ## Why
    /// The three years of its validity start at that time.
    ///
    /// ## Example
    /// This is reported at `/userConsent/consent/obtainedAt`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 9},
    ///   "userConsent": {
    ///     "userIp": "203.0.113.7",
    ///     "userLocation": {"country": "USA", "state": "IL"},
    ///     "consent": {"obtained": "yes"}
    ///   }
    /// }
    /// ```
    /// On 2025-01-01, this is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 9},
    ///   "userConsent": {
    ///     "userIp": "203.0.113.7",
    ///     "userLocation": {"country": "USA", "state": "IL"},
    ///     "consent": {"obtained": "yes", "obtainedAt": "2024-07-20T17:20:35.000Z"}
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    /// The vendor's guide on end-user consent.
    CONSENT_TIME_MISSING = "KYX304" "consent-time-missing" Error [Request(time_missing)] schema(time_with_yes)

    /// The request does not specify whether a consent was obtained, and the end user is in the USA or a credential is reused.
    ///
    /// ## Why
    /// US law requires the end user's own decision. Elsewhere, the reuse of a credential requires explicit consent, which is
    /// only a warning.
    ///
    /// ## Example
    /// This is reported at `/userConsent/consent/obtained`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2},
    ///   "userConsent": {
    ///     "userIp": "203.0.113.7",
    ///     "userLocation": {"country": "USA", "state": "IL"}
    ///   }
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2},
    ///   "userConsent": {
    ///     "userIp": "203.0.113.7",
    ///     "userLocation": {"country": "USA", "state": "IL"},
    ///     "consent": {"obtained": "na"}
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    /// The vendor's guide on end-user consent; for the reuse of credentials outside the USA, inferred from *Use Existing
    /// Credentials*, introduction: "explicit user consent".
    CONSENT_DECISION_MISSING = "KYX305" "consent-decision-missing" Error [Request(decision_missing)] schema(decision_in_usa)

    /// A workflow that requires a consent is started without one.
    ///
    /// ## Why
    /// A consent is required for biometric data, for credentials that are uploaded by API and for credentials that are
    /// reused. It is an error if a credential is reused, or if biometric data is uploaded by API. Otherwise it is a
    /// warning: the web client and the default screens of the SDKs collect a consent themselves, and samples omit it.
    ///
    /// ## Example
    /// This is reported at `/userConsent`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 10011}
    /// }
    /// ```
    /// On 2025-01-01, this is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 10011},
    ///   "userConsent": {
    ///     "userIp": "203.0.113.7",
    ///     "userLocation": {"country": "USA", "state": "IL"},
    ///     "consent": {"obtained": "yes", "obtainedAt": "2024-07-20T17:20:35.000Z"}
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    /// *Use Existing Credentials*, "Consent Requirement"; *Creating or Updating Accounts*, "Optional Fields", `userConsent`;
    /// *v3 Workflow Descriptions*, the prerequisites of each workflow.
    CONSENT_MISSING = "KYX306" "consent-missing" Warning [Request(missing)] schema(consent_to_reuse)

    /// The end user refused a required consent; as a warning, the end user was not asked for it.
    ///
    /// ## Why
    /// The data must not be sent.
    ///
    /// ## Example
    /// This is reported at `/userConsent/consent/obtained`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 9},
    ///   "userConsent": {
    ///     "userIp": "203.0.113.7",
    ///     "userLocation": {"country": "USA", "state": "IL"},
    ///     "consent": {"obtained": "no"}
    ///   }
    /// }
    /// ```
    /// On 2025-01-01, this is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 9},
    ///   "userConsent": {
    ///     "userIp": "203.0.113.7",
    ///     "userLocation": {"country": "USA", "state": "IL"},
    ///     "consent": {"obtained": "yes", "obtainedAt": "2024-07-20T17:20:35.000Z"}
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    /// *Use Existing Credentials*, introduction: explicit user consent; *Creating or Updating Accounts*, "Optional Fields",
    /// `userConsent`; *v3 Workflow Descriptions*, the prerequisites of each workflow.
    CONSENT_REFUSED = "KYX307" "consent-refused" Error [Request(refused)] schema(no_refusal)

    /// The end user is in the USA, and the state is missing.
    ///
    /// ## Why
    /// US law on biometric data differs by state.
    ///
    /// ## Example
    /// This is reported at `/userConsent/userLocation/state`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2},
    ///   "userConsent": {
    ///     "userIp": "203.0.113.7",
    ///     "userLocation": {"country": "USA"},
    ///     "consent": {"obtained": "na"}
    ///   }
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2},
    ///   "userConsent": {
    ///     "userIp": "203.0.113.7",
    ///     "userLocation": {"country": "USA", "state": "IL"},
    ///     "consent": {"obtained": "na"}
    ///   }
    /// }
    /// ```
    ///
    /// ## Source
    /// The vendor's guide on end-user consent.
    STATE_MISSING = "KYX308" "state-missing" Warning [Request(state_missing)]
}

fn consent<'v, 'a>(request: &'v AccountRequest<'a>) -> Option<&'v Consent<'a>> {
    request.user_consent.as_ref()?.consent.as_ref()
}

impl model::Consent {
    /// The last moment at which the consent is valid; `None` if the end user did not consent, or the time is unknown.
    ///
    /// ```
    /// use kyx_schema::Consent;
    ///
    /// let consent = Consent::given("2024-02-29T12:00:00Z".parse::<kyx_schema::Timestamp>()?);
    /// assert_eq!(consent.end().unwrap().to_string(), "2027-02-28 12:00:00 UTC");
    /// # Ok::<(), Box<dyn std::error::Error>>(())
    /// ```
    #[must_use]
    pub fn end(&self) -> Option<DateTime<Utc>> {
        self.view(&Bump::new()).end()
    }
}

impl Consent<'_> {
    fn end(&self) -> Option<DateTime<Utc>> {
        let is_given = matches!(self.obtained, None | Some(ConsentDecision::Yes));
        let given_at = self.obtained_at.as_ref().filter(|_| is_given)?;
        given_at.instant().checked_add_months(VALIDITY)
    }
}

fn end(request: &AccountRequest<'_>) -> Option<DateTime<Utc>> {
    consent(request)?.end()
}

#[cfg(feature = "lint")]
impl ConsentTerm {
    pub(crate) fn of(request: &AccountRequest<'_>) -> Self {
        let country = request.user_consent.as_ref().map(|consent| consent.user_location.country);
        Self { until: end(request), country }
    }
}

fn expired(request: &AccountRequest<'_>, context: &Context, defects: &mut Defects<'_>) {
    if end(request).is_some_and(|end| end < context.now) {
        defects.push(Defect::at(
            OBTAINED_AT,
            "the consent was given more than 3 years ago",
            "obtain a new consent and write its time here",
        ));
    }
}

fn expiring(request: &AccountRequest<'_>, context: &Context, defects: &mut Defects<'_>) {
    let Some(end) = end(request).filter(|end| *end >= context.now) else { return };
    if context.now.checked_add_days(NOTICE).is_some_and(|notice| end <= notice) {
        let remaining = match (end - context.now).num_days() {
            0 => "less than a day".to_owned(),
            1 => "1 more day".to_owned(),
            days => format!("{days} more days"),
        };
        defects.push(Defect::at(
            OBTAINED_AT,
            format!("the consent is valid for {remaining}"),
            "obtain a new consent before it expires",
        ));
    }
}

fn in_future(request: &AccountRequest<'_>, context: &Context, defects: &mut Defects<'_>) {
    let time = consent(request).and_then(|consent| consent.obtained_at.as_ref());
    if time.is_some_and(|time| time.instant() - context.now > CLOCK_SKEW) {
        defects.push(Defect::at(
            OBTAINED_AT,
            "the consent is dated in the future",
            "write the time at which it was given, in UTC",
        ));
    }
}

fn time_missing(request: &AccountRequest<'_>, _: &Context, defects: &mut Defects<'_>) {
    let Some(consent) = consent(request) else { return };
    if consent.obtained == Some(ConsentDecision::Yes) && consent.obtained_at.is_none() {
        let defect = Defect::at(OBTAINED_AT, "a consent without its time", "add `obtainedAt`");
        defects.push(defect.because(OBTAINED));
    }
}

fn decision_missing(request: &AccountRequest<'_>, context: &Context, defects: &mut Defects<'_>) {
    let Some(user_consent) = &request.user_consent else { return };
    if consent(request).and_then(|consent| consent.obtained).is_some() {
        return;
    }
    let describe = |message: String, cause| {
        let help = "add `consent` with `obtained`; if it is `yes`, also with `obtainedAt`";
        Defect::at(OBTAINED, message, help).because(cause).because("/userConsent/consent")
    };
    let of_reuse = for_first_reason(reuses(request, context), |reason| {
        let message =
            format!("{}, so the request should specify whether a consent was obtained", reason.words);
        describe(message, COUNTRY).severity(Severity::Warning)
    });
    if is_usa(user_consent.user_location.country) {
        let message = "in the USA, the request must specify whether a consent was obtained";
        defects.push(describe(message.to_owned(), COUNTRY));
    } else {
        defects.extend(of_reuse);
    }
}

fn is_usa(country: CountryCode) -> bool {
    country.as_str() == "USA"
}

fn time_with_yes() -> Vec<Fragment> {
    let yes = required_at(&["obtained"], json!({"const": ConsentDecision::Yes}));
    vec![Fragment::of(
        "Consent",
        "obtained",
        json!({"if": yes, "then": required_at(&["obtainedAt"], present())}),
    )]
}

fn decision_in_usa() -> Vec<Fragment> {
    let in_usa = required_at(&["userLocation", "country"], json!({"const": "USA"}));
    let decision = required_at(&["consent", "obtained"], present());
    vec![Fragment::of("UserConsent", "userLocation", json!({"if": in_usa, "then": decision}))]
}

/// Matches requests that list an existing credential, or whose workflow has one of these needs.
fn needs_consent(needs: &[Need]) -> Value {
    let of_workflow = required_at(&["workflowDefinition", "key"], workflow::keys(needs));
    let reuses = json!({"type": "array", "contains": required_at(&["id"], present())});
    json!({"anyOf": [of_workflow, required_at(&["workflowDefinition", "credentials"], reuses)]})
}

/// The cases in which a missing consent is an error, except for the channel, which is not in the payload.
fn consent_to_reuse() -> Vec<Fragment> {
    let reuses = needs_consent(&[Need::ReuseConsent]);
    vec![Fragment::of_request(
        "workflowDefinition",
        json!({"if": reuses, "then": required_at(&["userConsent"], present())}),
    )]
}

fn no_refusal() -> Vec<Fragment> {
    let is_needed = needs_consent(&[Need::ReuseConsent, Need::BiometricConsent]);
    let refusal = required_at(&["userConsent", "consent", "obtained"], json!({"const": ConsentDecision::No}));
    vec![Fragment::of_request("workflowDefinition", json!({"if": is_needed, "then": {"not": refusal}}))]
}

/// Why a request requires a consent.
struct Reason {
    words: &'static str,
    /// The severity if the consent is missing.
    missing: Severity,
    /// The severity if the end user refused.
    refused: Severity,
    /// The pointer of the value that gives the reason; `None` if the call does.
    cause: Option<Cow<'static, str>>,
}

impl Reason {
    fn error(words: &'static str, cause: impl Into<Cow<'static, str>>) -> Self {
        Self { words, missing: Severity::Error, refused: Severity::Error, cause: Some(cause.into()) }
    }
}

/// The existing credentials that a request reuses, and the workflow if it reuses them by itself.
fn reuses(request: &AccountRequest<'_>, context: &Context) -> Vec<Reason> {
    // A new account has none: KYX406 reports it.
    let is_possible = context.operation != Some(Operation::CreateAccount);
    let reused = credential::reused(request).filter(|_| is_possible);
    let workflow = workflow::find(request.workflow_definition.key);
    let by_itself = workflow.filter(|workflow| workflow.has(Need::ReuseConsent));
    reused
        .map(|(index, _)| {
            let id = format!("{}/id", credential::pointer(index));
            Reason::error("an existing credential is reused", id)
        })
        .chain(by_itself.map(|_| Reason::error("this workflow reuses credentials", KEY)))
        .collect()
}

/// The reasons, errors first.
fn reasons(request: &AccountRequest<'_>, context: &Context) -> Vec<Reason> {
    const BY_API: &str = "credentials are uploaded by API";
    let mut reasons = reuses(request, context);
    let workflow = workflow::find(request.workflow_definition.key);
    let biometric = workflow.filter(|workflow| workflow.has(Need::BiometricConsent));
    // KYX412 reports a workflow that excludes the API.
    let excludes_api =
        workflow.is_some_and(|workflow| workflow.support(Channel::Api) == Support::Unsupported);
    let is_by_api = context.channel == Some(Channel::Api) && !excludes_api;
    if is_by_api && biometric.is_some_and(|workflow| !workflow.source.is_inferred()) {
        reasons.push(Reason::error("biometric data is uploaded by API", KEY));
    }
    if is_by_api {
        let reason = Reason::error(BY_API, KEY);
        reasons.push(Reason { missing: Severity::Warning, cause: None, ..reason });
    }
    if let Some(workflow) = biometric {
        let reason = Reason::error("this workflow uses biometric data", KEY);
        reasons.push(Reason { missing: Severity::Warning, refused: workflow.source.severity(), ..reason });
    }
    reasons
}

/// One defect, for the first reason whose value is not itself at fault.
fn for_first_reason(reasons: Vec<Reason>, describe: impl Fn(&Reason) -> Defect) -> Option<Defect> {
    let defects = reasons.into_iter().rev().map(|reason| {
        let defect = describe(&reason);
        match reason.cause {
            Some(cause) => defect.because(cause),
            None => defect,
        }
    });
    defects.reduce(|fallback, defect| defect.fallback(fallback))
}

fn missing(request: &AccountRequest<'_>, context: &Context, defects: &mut Defects<'_>) {
    if request.user_consent.is_some() {
        return;
    }
    let collector = collector(request, context);
    defects.extend(for_first_reason(reasons(request, context), |reason| {
        let help = match collector.filter(|_| reason.missing == Severity::Warning) {
            Some(collector) => format!("add `userConsent`, unless {collector}"),
            None => "add `userConsent`".to_owned(),
        };
        Defect::at(CONSENT, format!("no consent, but {}", reason.words), help).severity(reason.missing)
    }));
}

/// Who else may collect the consent on the channels that the request can use.
fn collector(request: &AccountRequest<'_>, context: &Context) -> Option<&'static str> {
    let workflow = workflow::find(request.workflow_definition.key);
    let may_use = |channel| match context.channel {
        Some(used) => used == channel,
        None => workflow.is_none_or(|workflow| workflow.support(channel) != Support::Unsupported),
    };
    match (may_use(Channel::Web), may_use(Channel::Sdk)) {
        (true, true) => Some("the web client or the default screens of the SDKs collect it"),
        (true, false) => Some("the web client collects it"),
        (false, true) => Some("the default screens of the SDKs collect it"),
        (false, false) => None,
    }
}

fn refused(request: &AccountRequest<'_>, context: &Context, defects: &mut Defects<'_>) {
    let (words, is_refused) = match consent(request).and_then(|consent| consent.obtained) {
        Some(ConsentDecision::No) => ("the end user refused", true),
        Some(ConsentDecision::Na) => ("the end user was not asked for consent", false),
        Some(ConsentDecision::Yes) | None => return,
    };
    defects.extend(for_first_reason(reasons(request, context), |reason| {
        let defect = Defect::at(
            OBTAINED,
            format!("{words}, but {}", reason.words),
            "do not send the request until the end user has consented",
        );
        defect.severity(if is_refused { reason.refused } else { Severity::Warning })
    }));
}

fn state_missing(request: &AccountRequest<'_>, _: &Context, defects: &mut Defects<'_>) {
    let Some(location) = request.user_consent.as_ref().map(|it| &it.user_location) else { return };
    if is_usa(location.country) && location.state.is_none_or(str::is_empty) {
        let defect =
            Defect::at(STATE, "in the USA, the state should be specified", "add `state`, such as `IL`");
        defects.push(defect.because(COUNTRY));
    }
}
