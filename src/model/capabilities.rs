//! Settings for individual capabilities of a workflow.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};

use super::{
    declare::{closed_list, request},
    part::Part,
    text::ALPHANUMERIC,
    viewed::viewed_as_copy,
};

request! {
    /// Settings for individual capabilities of a workflow.
    ///
    /// Source: *Creating or Updating Accounts*.
    #[derive(Default)]
    #[example({"ekycCheck": {"searchType": "one"}})]
    pub struct Capabilities as CapabilitiesView {
        /// Settings for watchlist screening.
        ///
        /// Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[validate(nested)]
        pub watchlist_screening: Option<WatchlistScreening>,

        /// Settings for document verification: whether data is extracted.
        ///
        /// Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub document_verification: Option<DocumentVerification>,

        /// Settings for an electronic KYC check: how many sources it queries.
        ///
        /// Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub ekyc_check: Option<EkycCheck>,

        /// The ruleset that makes the decision, instead of the tenant's own.
        ///
        /// Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub workflow_decision: Option<WorkflowDecision>,

        /// The rulesets that the workflow uses. Prefer `workflowDecision`.
        ///
        /// Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[validate(nested)]
        pub ruleset: Option<Ruleset>,
    }
}

request! {
    /// Settings for watchlist screening.
    ///
    /// Source: *Creating or Updating Accounts*.
    #[derive(Default)]
    #[example({"searchProfile": "abc123"})]
    pub struct WatchlistScreening as WatchlistScreeningView {
        /// The identifier of the search profile: letters and digits only, at least 1.
        ///
        /// Example: `abc123`. Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[validate(length(min = 1), regex(path = *ALPHANUMERIC, code = "not-alphanumeric"))]
        pub search_profile: Option<String>,

        /// Additional properties of the search.
        ///
        /// Example: `profile`. Source: the vendor's integration guides.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub additional_properties: Option<String>,
    }
}

request! {
    /// Settings for document verification: whether data is extracted.
    ///
    /// Source: *Creating or Updating Accounts*.
    #[derive(Default, Eq)]
    #[example({"enableExtraction": "false"})]
    pub struct DocumentVerification as DocumentVerificationView {
        /// Whether data is extracted; if not, the document is only stored.
        ///
        /// Example: `"false"`. Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub enable_extraction: Option<Flag>,
    }
}

/// A boolean, or the string `"true"` or `"false"`. It is serialized as it was read.
///
/// Source: *Creating or Updating Accounts*, whose sample writes it as a string.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Flag {
    value: bool,
    as_string: bool,
}

impl Flag {
    /// Returns the boolean.
    #[must_use]
    pub fn value(self) -> bool {
        self.value
    }

    pub(crate) fn from_text(text: &str) -> Option<Self> {
        Some(Self { value: text.parse().ok()?, as_string: true })
    }
}

viewed_as_copy!(Flag);

impl From<bool> for Flag {
    fn from(value: bool) -> Self {
        Self { value, as_string: false }
    }
}

impl Serialize for Flag {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.as_string {
            serializer.collect_str(&self.value)
        } else {
            serializer.serialize_bool(self.value)
        }
    }
}

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(FlagVisitor)
    }
}

struct FlagVisitor;

impl de::Visitor<'_> for FlagVisitor {
    type Value = Flag;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("true or false, as a boolean or a string")
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<Flag, E> {
        Ok(value.into())
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Flag, E> {
        Flag::from_text(text).ok_or_else(|| E::custom("neither true nor false"))
    }
}

impl Part for Flag {
    fn fmt_masked(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.value)
    }
}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for Flag {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Flag".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A boolean, or the string `true` or `false`.",
            "anyOf": [{ "type": "string", "enum": ["true", "false"] }, { "type": "boolean" }],
            "examples": [true],
        })
    }
}

request! {
    /// Settings for an electronic KYC check: how many sources it queries.
    ///
    /// Source: *Creating or Updating Accounts*.
    #[derive(Eq)]
    #[example({"searchType": "one"})]
    pub struct EkycCheck as EkycCheckView {
        /// How many sources the check queries.
        ///
        /// Example: `one`. Source: *Creating or Updating Accounts*, `ekycCheck`: "Includes a searchType value".
        pub search_type: SearchType,
    }
}

impl EkycCheck {
    /// Creates settings for a check of this type.
    #[must_use]
    pub fn new(search_type: SearchType) -> Self {
        Self { search_type }
    }
}

closed_list! {
    /// Settings for an electronic KYC check: how many sources it queries.
    ///
    /// Source: *Creating or Updating Accounts*.
    #[derive(Debug)]
    pub enum SearchType {
        /// A 1+1 check.
        One = "one",
        /// A 2+2 check.
        Two = "two",
    }
}

request! {
    /// The ruleset that makes the decision, instead of the tenant's own.
    ///
    /// Source: *Creating or Updating Accounts*.
    #[derive(Default, Eq)]
    #[example({"riskScoreRulesetId": "81c616b7-d47e-4cb2-8c4f-17267f2106f3"})]
    pub struct WorkflowDecision as WorkflowDecisionView {
        /// The id of the ruleset: a 36-character UUID, as in the sample of the source.
        ///
        /// Example: `81c616b7-d47e-4cb2-8c4f-17267f2106f3`. Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schemars", schemars(extend("$comment" = "KYX204 invalid-uuid")))]
        pub risk_score_ruleset_id: Option<String>,
    }
}

request! {
    /// The rulesets that the workflow uses.
    ///
    /// Source: *Creating or Updating Accounts*.
    #[derive(Eq)]
    #[example({"ids": ["id1", "id2"]})]
    pub struct Ruleset as RulesetView {
        /// The ids of the rulesets: at least 1, of at least 1 character each.
        ///
        /// Example: `["id1","id2"]`. Source: *Creating or Updating Accounts*.
        #[validate(length(min = 1), inner(length(min = 1)))]
        #[cfg_attr(feature = "schemars", schemars(inner(length(min = 1))))]
        pub ids: Vec<String>,
    }
}

impl Ruleset {
    /// Creates a list of rulesets from their ids.
    pub fn new<T: Into<String>>(ids: impl IntoIterator<Item = T>) -> Self {
        Self { ids: ids.into_iter().map(Into::into).collect() }
    }
}
