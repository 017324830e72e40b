//! The workflow of an account request: its key, and the credentials it runs on.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use uuid::Uuid;
use validator::{Validate, ValidationError};

use super::{
    capabilities::Capabilities,
    country::CountryCode,
    part::{Part, closed_list, request},
    uuid36,
};

request! {
    /// The workflow to run, and what it runs on.
    ///
    /// Source: *Creating or Updating Accounts*.
    #[example({"key": 10011})]
    pub struct WorkflowDefinition {
        /// Which workflow to run: a positive whole number, or the same as a text of digits.
        ///
        /// Example: `10011`. Source: *Creating or Updating Accounts*.
        #[validate(custom(function = check_key))]
        pub key: WorkflowKey,

        /// The credentials that the workflow runs on. Needed when they are going to be uploaded by API.
        ///
        /// The list also narrows what the end user may choose from.
        ///
        /// Example: `[{"category":"ID"}]`. Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[validate(nested)]
        pub credentials: Option<Vec<Credential>>,

        /// Settings of single capabilities.
        ///
        /// Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[validate(nested)]
        pub capabilities: Option<Capabilities>,
    }
}

impl WorkflowDefinition {
    /// A workflow, without anything that narrows it.
    #[must_use]
    pub fn new(key: impl Into<WorkflowKey>) -> Self {
        Self { key: key.into(), credentials: None, capabilities: None }
    }
}

/// The key of a workflow. Payloads write it as a number or as a text of digits; it is written back as it was read.
///
/// Source: *Creating or Updating Accounts*.
///
/// ```
/// use kyx_schema::WorkflowKey;
///
/// let key: WorkflowKey = serde_json::from_str(r#""10163""#)?;
/// assert_eq!(key.number(), 10163);
/// assert_eq!(serde_json::to_string(&key)?, r#""10163""#);
/// # Ok::<(), serde_json::Error>(())
/// ```
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WorkflowKey {
    number: u64,
    as_text: bool,
}

impl WorkflowKey {
    /// The most digits that every JSON reader keeps exactly.
    const MAX_DIGITS: u32 = 15;
    const MAX: u64 = 10_u64.pow(Self::MAX_DIGITS) - 1;

    /// The key as a number.
    #[must_use]
    pub fn number(self) -> u64 {
        self.number
    }

    fn from_digits(text: &str) -> Option<Self> {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let number = text.parse().ok().filter(|_| digits && !text.starts_with('0'))?;
        Some(Self { number, as_text: true })
    }
}

pub(crate) fn check_key(key: &WorkflowKey) -> Result<(), ValidationError> {
    if (1..=WorkflowKey::MAX).contains(&key.number) {
        Ok(())
    } else {
        Err(ValidationError::new("invalid-workflow-key"))
    }
}

impl From<u64> for WorkflowKey {
    fn from(number: u64) -> Self {
        Self { number, as_text: false }
    }
}

impl Serialize for WorkflowKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.as_text {
            serializer.collect_str(&self.number)
        } else {
            serializer.serialize_u64(self.number)
        }
    }
}

impl<'de> Deserialize<'de> for WorkflowKey {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(WorkflowKeyVisitor)
    }
}

struct WorkflowKeyVisitor;

impl de::Visitor<'_> for WorkflowKeyVisitor {
    type Value = WorkflowKey;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a positive whole number, or the same as a text of digits")
    }

    fn visit_u64<E: de::Error>(self, number: u64) -> Result<WorkflowKey, E> {
        Ok(number.into())
    }

    /// `10011.0` is the same JSON number as `10011`.
    #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, reason = "checked before")]
    fn visit_f64<E: de::Error>(self, number: f64) -> Result<WorkflowKey, E> {
        if number.fract() == 0.0 && (1.0..=1e15).contains(&number) {
            Ok((number as u64).into())
        } else {
            Err(E::custom("not a positive whole number"))
        }
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<WorkflowKey, E> {
        WorkflowKey::from_digits(text).ok_or_else(|| E::custom("not a text of digits"))
    }
}

impl Part for WorkflowKey {}

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for WorkflowKey {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "WorkflowKey".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "The key of a workflow: a positive whole number, or the same as a text of digits.",
            "$comment": "KYX219 invalid-workflow-key",
            "anyOf": [
                { "type": "integer", "minimum": 1, "maximum": Self::MAX },
                {
                    "type": "string",
                    "pattern": format!("^[1-9][0-9]{{0,{}}}$", Self::MAX_DIGITS - 1),
                    "not": super::text::no_line_feed(),
                },
            ],
            "examples": [10011],
        })
    }
}

request! {
    /// A credential that the workflow runs on: one to be captured, or one that the account already has.
    ///
    /// Source: *Creating or Updating Accounts*; *Use Existing Credentials*; *Credential Reference*.
    #[derive(Default)]
    #[example({
        "category": "ID",
        "country": {"predefinedType": "DEFINED", "values": ["USA", "CAN"]},
        "type": {"predefinedType": "DEFINED", "values": ["DRIVING_LICENSE", "ID_CARD"]},
    })]
    pub struct Credential {
        /// A credential that the account already has, as a UUID of 36 characters. It is reused whole.
        ///
        /// Only `ID`, `FACEMAP` and `SELFIE` can be reused.
        ///
        /// Example: `fdb1bc31-99a0-4671-8f2a-2bf7ca2faace`. Source: *Use Existing Credentials*.
        #[serde(default, with = "uuid36", skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schemars", schemars(schema_with = "uuid36::schema"))]
        pub id: Option<Uuid>,

        /// What kind of credential it is.
        ///
        /// Example: `ID`. Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub category: Option<Category>,

        /// The countries it may come from. A `DOCUMENT` needs exactly one.
        ///
        /// Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[validate(nested)]
        pub country: Option<CountryChoice>,

        /// The types it may be of. A `DOCUMENT` needs exactly one.
        ///
        /// Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[validate(nested)]
        pub r#type: Option<TypeChoice>,
    }
}

impl Credential {
    /// A credential to be captured.
    #[must_use]
    pub fn new(category: Category) -> Self {
        Self { category: Some(category), ..Self::default() }
    }

    /// A credential that the account already has.
    #[must_use]
    pub fn existing(category: Category, id: Uuid) -> Self {
        Self { id: Some(id), ..Self::new(category) }
    }
}

closed_list! {
    /// What kind of credential it is.
    ///
    /// Source: *Creating or Updating Accounts*; *Credential Reference*.
    #[derive(Debug, PartialOrd, Ord)]
    pub enum Category {
        /// An identity document issued by a government.
        Id = "ID",
        /// Any other document, such as a bank statement.
        Document = "DOCUMENT",
        /// Several images of the face in rapid succession.
        Facemap = "FACEMAP",
        /// An image of the face.
        Selfie = "SELFIE",
    }
}

request! {
    /// The countries that a credential may come from.
    ///
    /// Source: *Creating or Updating Accounts*.
    #[derive(Eq)]
    #[example({"predefinedType": "DEFINED", "values": ["USA"]})]
    pub struct CountryChoice {
        /// How binding the choice is. Without it the platform takes `DEFINED`.
        ///
        /// Example: `DEFINED`. Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub predefined_type: Option<PredefinedType>,

        /// The countries, at least 1.
        ///
        /// Example: `["USA"]`. Source: *Creating or Updating Accounts*.
        #[validate(length(min = 1))]
        pub values: Vec<CountryCode>,
    }
}

impl CountryChoice {
    /// A choice of these countries.
    #[must_use]
    pub fn new(values: Vec<CountryCode>) -> Self {
        Self { predefined_type: None, values }
    }
}

request! {
    /// The types that a credential may be of.
    ///
    /// Source: *Creating or Updating Accounts*; *Credential Reference*.
    #[derive(Eq)]
    #[example({"predefinedType": "DEFINED", "values": ["PASSPORT"]})]
    pub struct TypeChoice {
        /// How binding the choice is. Without it the platform takes `DEFINED`.
        ///
        /// Example: `DEFINED`. Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub predefined_type: Option<PredefinedType>,

        /// The codes of the types, at least 1. Which ones there are depends on the category.
        ///
        /// Example: `["PASSPORT"]`. Source: *Creating or Updating Accounts*; *Credential Reference*.
        #[validate(length(min = 1))]
        pub values: Vec<String>,
    }
}

impl TypeChoice {
    /// A choice of these types.
    pub fn new<T: Into<String>>(values: impl IntoIterator<Item = T>) -> Self {
        Self { predefined_type: None, values: values.into_iter().map(Into::into).collect() }
    }
}

closed_list! {
    /// How binding a choice of countries or types is.
    ///
    /// Source: *Creating or Updating Accounts*.
    #[derive(Debug)]
    pub enum PredefinedType {
        /// The end user chooses among these values only.
        Defined = "DEFINED",
        /// These values are offered first.
        Recommended = "RECOMMENDED",
    }
}
