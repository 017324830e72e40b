//! Problem documents: why the platform rejected a call.

use bumpalo::Bump;
use std::sync::LazyLock;

use regex::Regex;
use serde::{Deserialize, Deserializer, Serialize, de};
use serde_json::Value;

use super::{
    access::CredentialCategory, declare::response, part::Part, text::pattern, unknown::unique, viewed::Viewed,
};

response! {
    /// A problem document: why the platform rejected a call.
    ///
    /// Source: *Use Existing Credentials*, sample error responses.
    ///
    /// ```
    /// use kyx_schema::{CredentialCategory, Problem, ProblemCause};
    ///
    /// let problem: Problem = serde_json::from_str(r#"{
    ///     "type": "about:blank",
    ///     "title": "Bad Request: Workflow [10113] requires [ID, SELFIE] existing credentials therefore no new account can be created. The update account endpoint has to be used instead",
    ///     "status": "400",
    ///     "detail": "[]",
    ///     "instance": "/api/v1/accounts"
    /// }"#)?;
    /// assert_eq!(problem.status.code(), Some(400));
    /// assert_eq!(problem.cause(), ProblemCause::ExistingCredentialsRequired {
    ///     workflow: 10113,
    ///     categories: vec![CredentialCategory::Id, CredentialCategory::Selfie],
    /// });
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[example({
        "type": "about:blank",
        "title": "Bad Request: Workflow 10115 requires [ID] existing credentials but [ID] are unusable for the account 02e2c457-9424-43dd-b691-c1a9167a4144",
        "status": "400",
        "detail": "[]",
        "instance": "/api/v1/accounts/02e2c457-9424-43dd-b691-c1a9167a4144",
    })]
    pub struct Problem as ProblemView {
        /// The type of the problem: a URI.
        ///
        /// Example: `about:blank`. Source: *Use Existing Credentials*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub r#type: Option<String>,

        /// A summary of the problem. It may repeat values of the request.
        ///
        /// Example: `Bad Request`. Source: *Use Existing Credentials*.
        pub title: String,

        /// The HTTP status: a string or a number.
        ///
        /// Example: `"400"`. Source: *Use Existing Credentials*.
        pub status: ProblemStatus,

        /// The details of the problem.
        ///
        /// Example: `"[]"`. Source: *Use Existing Credentials*.
        #[serde(default, skip_serializing_if = "Option::is_none", deserialize_with = "unique")]
        pub detail: Option<Value>,

        /// The path of the call.
        ///
        /// Example: `/api/v1/accounts`. Source: *Use Existing Credentials*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub instance: Option<String>,
    }
}

/// The HTTP status of a problem. It is serialized as it was read.
///
/// Source: *Use Existing Credentials*, whose samples write it as a string.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(transparent)]
pub struct ProblemStatus(Value);

impl Part for ProblemStatus {}

/// No rule reads the value.
#[derive(Clone, Copy)]
pub(crate) struct ProblemStatusView;

impl Viewed for ProblemStatus {
    type View<'a> = ProblemStatusView;

    fn view(&self, _: &Bump) -> ProblemStatusView {
        ProblemStatusView
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for ProblemStatus {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "ProblemStatus".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({ "anyOf": [{ "type": "integer" }, { "type": "string" }] })
    }
}

impl ProblemStatus {
    /// Returns the status as a number, or `None` if it is not one.
    #[must_use]
    pub fn code(&self) -> Option<u16> {
        match &self.0 {
            Value::String(text) => text.parse().ok(),
            value => value.as_u64()?.try_into().ok(),
        }
    }
}

impl<'de> Deserialize<'de> for ProblemStatus {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)? {
            value @ Value::String(_) => Ok(Self(value)),
            value if value.as_f64().is_some_and(|number| number.fract() == 0.0) => Ok(Self(value)),
            _ => Err(de::Error::custom("neither an integer nor a string")),
        }
    }
}

/// The cause of a problem, as far as its title reveals it.
///
/// Source: *Use Existing Credentials*, sample error responses.
#[derive(Clone, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum ProblemCause {
    /// The workflow reuses credentials, so the call must update an account, not create one.
    ExistingCredentialsRequired {
        /// The key of the workflow.
        workflow: u64,
        /// The categories that must exist.
        categories: Vec<CredentialCategory>,
    },
    /// The workflow reuses credentials that the account does not have or that are unusable.
    ExistingCredentialsUnusable {
        /// The key of the workflow.
        workflow: u64,
        /// The categories that must exist.
        categories: Vec<CredentialCategory>,
        /// The categories that are unusable.
        unusable: Vec<CredentialCategory>,
        /// The id of the account.
        account: String,
    },
    /// An id is not in the 36-character form.
    MalformedId {
        /// The string that was sent as an id.
        text: String,
    },
    /// Any other cause; see the problem document itself.
    Other,
}

static REQUIRED: LazyLock<Regex> = LazyLock::new(|| {
    pattern(r"Workflow \[?([0-9]+)\]? requires \[([^\]]*)\] existing credentials therefore")
});
static UNUSABLE: LazyLock<Regex> = LazyLock::new(|| {
    pattern(
        r"Workflow \[?([0-9]+)\]? requires \[([^\]]*)\] existing credentials but \[([^\]]*)\] are unusable for the account ([^ ]+)",
    )
});
static MALFORMED: LazyLock<Regex> =
    LazyLock::new(|| pattern(r"`java\.util\.UUID` from String (.*): UUID has to be represented"));

impl Problem {
    /// Returns the cause of the problem, as far as its title reveals it.
    #[must_use]
    pub fn cause(&self) -> ProblemCause {
        self.known_cause().unwrap_or(ProblemCause::Other)
    }

    fn known_cause(&self) -> Option<ProblemCause> {
        if let Some(found) = REQUIRED.captures(&self.title) {
            return Some(ProblemCause::ExistingCredentialsRequired {
                workflow: found[1].parse().ok()?,
                categories: categories(&found[2]),
            });
        }
        if let Some(found) = UNUSABLE.captures(&self.title) {
            return Some(ProblemCause::ExistingCredentialsUnusable {
                workflow: found[1].parse().ok()?,
                categories: categories(&found[2]),
                unusable: categories(&found[3]),
                account: found[4].to_owned(),
            });
        }
        let found = MALFORMED.captures(&self.title)?;
        // The platform sometimes puts the string between quotes.
        Some(ProblemCause::MalformedId { text: found[1].trim_matches('"').to_owned() })
    }
}

fn categories(list: &str) -> Vec<CredentialCategory> {
    list.split(',').map(str::trim).filter(|it| !it.is_empty()).map(CredentialCategory::from).collect()
}
