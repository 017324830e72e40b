//! The account request: it opens an account or updates one, and starts a workflow.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::json;
use validator::Validate;

use super::{
    UserConsent, WorkflowDefinition,
    debug::debug_shape,
    strict::strict,
    text::{
        ABSOLUTE_OR_DEEP_LINK, ABSOLUTE_URL, LOCALE, NO_FORBIDDEN, check_token_lifetime, no_line_feed,
        token_lifetime_pattern,
    },
};

/// The body of a call that creates an account (POST) or updates one (PUT), and starts a workflow on it.
///
/// Both calls take the same fields. Unknown fields are an error; a field that is `null` is read as absent.
///
/// Source: *Creating or Updating Accounts*.
///
/// ```
/// use kyx_schema::{AccountRequest, WorkflowDefinition};
///
/// let mut request = AccountRequest::new("order-4711", WorkflowDefinition::new(2));
/// request.token_lifetime = Some("30m".to_owned());
/// assert_eq!(
///     serde_json::to_string(&request)?,
///     r#"{"customerInternalReference":"order-4711","workflowDefinition":{"key":2},"tokenLifetime":"30m"}"#,
/// );
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, PartialEq, Serialize, Deserialize, Validate, JsonSchema)]
#[schemars(!remote)]
#[serde(remote = "Self", rename_all = "camelCase", deny_unknown_fields)]
#[schemars(
    example = json!({"customerInternalReference": "myOrganization", "workflowDefinition": {"key": 10011}}),
    example = json!({
        "customerInternalReference": "myOrganization",
        "workflowDefinition": {
            "key": 10026,
            "credentials": [{
                "category": "DOCUMENT",
                "country": {"predefinedType": "DEFINED", "values": ["USA"]},
                "type": {"predefinedType": "DEFINED", "values": ["BS"]},
            }],
        },
        "userReference": "customer-4711",
        "callbackUrl": "https://www.yourcompany.com/callback",
        "tokenLifetime": "10m",
        "userConsent": {
            "userIp": "226.80.211.232",
            "userLocation": {"country": "USA", "state": "IL"},
            "consent": {"obtained": "yes", "obtainedAt": "2022-07-20T17:20:35.000Z"},
        },
    }),
)]
pub struct AccountRequest {
    /// Your reference for this request: 1 to 100 characters, none of ``<>"/;`%{}|``. No personal data.
    ///
    /// Example: `myOrganization`. Source: *Creating or Updating Accounts*.
    #[validate(length(min = 1, max = 100), regex(path = *NO_FORBIDDEN, code = "forbidden-character"))]
    #[schemars(example = "myOrganization".to_owned())]
    pub customer_internal_reference: String,

    /// The workflow to run, and what it runs on.
    ///
    /// Source: *Creating or Updating Accounts*.
    #[validate(nested)]
    pub workflow_definition: WorkflowDefinition,

    /// Your reference for the end user: 1 to 100 characters. No personal data. Workflow 32 needs it.
    ///
    /// Example: `customer-4711`. Source: *Creating or Updating Accounts*; *v3 Workflow Descriptions*, workflow 32.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 100))]
    #[schemars(example = "customer-4711".to_owned())]
    pub user_reference: Option<String>,

    /// Anything of yours to search and aggregate by: 1 to 255 characters.
    ///
    /// Example: `spring-campaign`. Source: *Creating or Updating Accounts*.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 255))]
    #[schemars(example = "spring-campaign".to_owned())]
    pub reporting_criteria: Option<String>,

    /// Where the platform reports the end of this workflow: an absolute URL of 1 to 255 characters.
    ///
    /// It overrides the one in the portal. An `https` URL without an IP address, port and fragment is expected.
    ///
    /// Example: `https://www.yourcompany.com/callback`. Source: *Creating or Updating Accounts*.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 255), regex(path = *ABSOLUTE_URL, code = "invalid-url"))]
    #[schemars(extend("not" = no_line_feed()), example = "https://www.yourcompany.com/callback".to_owned())]
    pub callback_url: Option<String>,

    /// How long the authorization tokens of the response hold: a number and `s`, `m`, `h` or `d`; 5m to 60d.
    ///
    /// It overrides the lifetime in the portal; without both, the platform takes 30 minutes.
    ///
    /// Example: `30m`. Source: *Creating or Updating Accounts*.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[validate(custom(function = check_token_lifetime))]
    #[schemars(regex(pattern = token_lifetime_pattern()), extend("not" = no_line_feed()), example = "30m".to_owned())]
    pub token_lifetime: Option<String>,

    /// Settings of the web client.
    ///
    /// Source: *Creating or Updating Accounts*.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[validate(nested)]
    pub web: Option<WebSettings>,

    /// The end user's consent.
    ///
    /// Source: *Creating or Updating Accounts*.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[validate(nested)]
    pub user_consent: Option<UserConsent>,

    /// Settings of the tenant to override for this workflow.
    ///
    /// Source: *Creating or Updating Accounts*.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub override_settings: Option<OverrideSettings>,
}

impl AccountRequest {
    /// A request with the two fields that every request needs.
    #[must_use]
    pub fn new(
        customer_internal_reference: impl Into<String>,
        workflow_definition: WorkflowDefinition,
    ) -> Self {
        Self {
            customer_internal_reference: customer_internal_reference.into(),
            workflow_definition,
            user_reference: None,
            reporting_criteria: None,
            callback_url: None,
            token_lifetime: None,
            web: None,
            user_consent: None,
            override_settings: None,
        }
    }
}

/// Settings of the web client that override those in the portal.
///
/// Deep links and local domains are allowed here.
///
/// Source: *Creating or Updating Accounts*.
#[derive(Clone, Default, PartialEq, Serialize, Deserialize, Validate, JsonSchema)]
#[schemars(!remote)]
#[serde(remote = "Self", rename_all = "camelCase", deny_unknown_fields)]
#[schemars(example = json!({
    "successUrl": "https://www.yourcompany.com/success",
    "errorUrl": "https://www.yourcompany.com/error",
    "locale": "es",
}))]
pub struct WebSettings {
    /// Where the browser goes after success: an absolute URL of 1 to 1900 characters.
    ///
    /// Example: `https://www.yourcompany.com/success`. Source: *Creating or Updating Accounts*.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 1900), regex(path = *ABSOLUTE_OR_DEEP_LINK, code = "invalid-url"))]
    #[schemars(extend("not" = no_line_feed()), example = "https://www.yourcompany.com/success".to_owned())]
    pub success_url: Option<String>,

    /// Where the browser goes after a failure: an absolute URL of 1 to 1900 characters.
    ///
    /// Example: `https://www.yourcompany.com/error`. Source: *Creating or Updating Accounts*.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[validate(length(min = 1, max = 1900), regex(path = *ABSOLUTE_OR_DEEP_LINK, code = "invalid-url"))]
    #[schemars(extend("not" = no_line_feed()), example = "https://www.yourcompany.com/error".to_owned())]
    pub error_url: Option<String>,

    /// The language of the web client: a language, or language-COUNTRY, so 2 or 5 characters.
    ///
    /// Example: `es`. Source: *Creating or Updating Accounts*.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[validate(regex(path = *LOCALE, code = "invalid-locale"))]
    #[schemars(extend("not" = no_line_feed()), example = "es".to_owned())]
    pub locale: Option<String>,
}

/// Settings of the tenant that one request overrides.
///
/// Source: *Creating or Updating Accounts*.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[schemars(!remote)]
#[serde(remote = "Self", rename_all = "camelCase", deny_unknown_fields)]
#[schemars(example = json!({"crossDeviceOnly": true, "crossDeviceOption": "QR_ONLY"}))]
pub struct OverrideSettings {
    /// Whether credentials must be captured on a mobile device.
    ///
    /// Example: `true`. Source: *Creating or Updating Accounts*.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = true)]
    pub cross_device_only: Option<bool>,

    /// How the mobile device is connected.
    ///
    /// Example: `QR_ONLY`. Source: *Creating or Updating Accounts*.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schemars(example = "QR_ONLY".to_owned())]
    pub cross_device_option: Option<CrossDeviceOption>,
}

/// How a mobile device is connected to a session that began elsewhere.
///
/// Source: *Creating or Updating Accounts*.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[schemars(!remote)]
#[serde(remote = "Self", rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CrossDeviceOption {
    /// The end user chooses between e-mail and QR code.
    Default,
    /// Only the QR code is offered.
    QrOnly,
    /// Only the e-mail is offered.
    EmailOnly,
}

debug_shape!(AccountRequest, WebSettings);

strict!(AccountRequest, WebSettings, OverrideSettings, CrossDeviceOption);
