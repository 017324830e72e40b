//! The account request: it creates or updates an account and starts a workflow.

use super::{
    consent::UserConsent,
    declare::{closed_list, request},
    text::{ABSOLUTE_OR_DEEP_LINK, ABSOLUTE_URL, LOCALE, NO_FORBIDDEN, check_token_lifetime},
    workflow::WorkflowDefinition,
};

request! {
    /// The body of a request that creates (POST) or updates (PUT) an account and starts a workflow on it.
    ///
    /// Both requests have the same fields. Unknown fields are an error; a field that is `null` counts as absent.
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
    #[example({"customerInternalReference": "myOrganization", "workflowDefinition": {"key": 10011}})]
    #[example({
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
    })]
    pub struct AccountRequest as AccountRequestView {
        /// Your reference for this request: 1 to 100 characters, without any of ``<>"/;`%{}|``. No personal data.
        ///
        /// Example: `myOrganization`. Source: *Creating or Updating Accounts*.
        #[validate(length(min = 1, max = 100), regex(path = *NO_FORBIDDEN, code = "forbidden-character"))]
        pub customer_internal_reference: String,

        /// The workflow to run, with its credentials and settings.
        ///
        /// The table of the source has "Max. Length 255", which is meaningless for an object: there is no limit here.
        ///
        /// Source: *Creating or Updating Accounts*, Required Fields.
        #[validate(nested)]
        pub workflow_definition: WorkflowDefinition,

        /// Your reference for the end user: 1 to 100 characters. No personal data. Required for workflow 32.
        ///
        /// Example: `customer-4711`. Source: *Creating or Updating Accounts*; *v3 Workflow Descriptions*, workflow 32.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[validate(length(min = 1, max = 100))]
        pub user_reference: Option<String>,

        /// Your own value for searching and aggregating: 1 to 255 characters.
        ///
        /// Example: `spring-campaign`. Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[validate(length(min = 1, max = 255))]
        pub reporting_criteria: Option<String>,

        /// The URL that the platform calls when this workflow ends: absolute, 1 to 255 characters.
        ///
        /// Overrides the URL set in the portal. Expected: an `https` URL without an IP address, port or fragment.
        ///
        /// Example: `https://www.yourcompany.com/callback`. Source: *Creating or Updating Accounts*; what is expected of the
        /// URL, the vendor's integration guides.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[validate(length(min = 1, max = 255), regex(path = *ABSOLUTE_URL, code = "invalid-url"))]
        pub callback_url: Option<String>,

        /// The lifetime of the response's authorization tokens: a number and `s`, `m`, `h` or `d`; 5m to 60d.
        ///
        /// Overrides the lifetime set in the portal. If neither is set, the lifetime is 30 minutes.
        ///
        /// Example: `30m`. Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[validate(custom(function = check_token_lifetime))]
        #[cfg_attr(feature = "schemars", schemars(regex(pattern = super::text::token_lifetime_pattern())))]
        pub token_lifetime: Option<String>,

        /// Settings for the web client.
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

        /// The tenant settings to override for this workflow.
        ///
        /// Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub override_settings: Option<OverrideSettings>,
    }
}

impl AccountRequest {
    /// Creates a request with only the two required fields.
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

request! {
    /// Settings for the web client. They override those in the portal.
    ///
    /// The URLs may be deep links or have local domains.
    ///
    /// Source: *Creating or Updating Accounts*.
    #[derive(Default)]
    #[example({
        "successUrl": "https://www.yourcompany.com/success",
        "errorUrl": "https://www.yourcompany.com/error",
        "locale": "es",
    })]
    pub struct WebSettings as WebSettingsView {
        /// The URL to redirect the end user to after success: absolute, 1 to 1900 characters.
        ///
        /// Example: `https://www.yourcompany.com/success`. Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[validate(length(min = 1, max = 1900), regex(path = *ABSOLUTE_OR_DEEP_LINK, code = "invalid-url"))]
        pub success_url: Option<String>,

        /// The URL to redirect the end user to after a failure: absolute, 1 to 1900 characters.
        ///
        /// Example: `https://www.yourcompany.com/error`. Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[validate(length(min = 1, max = 1900), regex(path = *ABSOLUTE_OR_DEEP_LINK, code = "invalid-url"))]
        pub error_url: Option<String>,

        /// The locale of the web client: a language or language-COUNTRY; 2 or 5 characters.
        ///
        /// Example: `es`. Source: *Creating or Updating Accounts*; language-COUNTRY, the vendor's integration guides.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[validate(regex(path = *LOCALE, code = "invalid-locale"))]
        pub locale: Option<String>,
    }
}

request! {
    /// The tenant settings that a request can override.
    ///
    /// Source: *Creating or Updating Accounts*.
    #[derive(Default, Eq)]
    #[example({"crossDeviceOnly": true, "crossDeviceOption": "QR_ONLY"})]
    pub struct OverrideSettings as OverrideSettingsView {
        /// Whether credentials must be captured on a mobile device.
        ///
        /// Example: `true`. Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub cross_device_only: Option<bool>,

        /// How the mobile device is connected.
        ///
        /// Example: `QR_ONLY`. Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub cross_device_option: Option<CrossDeviceOption>,
    }
}

closed_list! {
    /// How a mobile device is connected to a session that started on another device.
    ///
    /// Source: *Creating or Updating Accounts*.
    #[derive(Debug)]
    pub enum CrossDeviceOption {
        /// The end user chooses between e-mail and QR code.
        Default = "DEFAULT",
        /// Only the QR code is offered.
        QrOnly = "QR_ONLY",
        /// Only the e-mail is offered.
        EmailOnly = "EMAIL_ONLY",
    }
}
