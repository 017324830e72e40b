//! The workflow of an account request: its key, its credentials and its settings.

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use uuid::Uuid;

use super::{
    capabilities::Capabilities,
    country::CountryCode,
    declare::{closed_list, request},
    limits::{Breach, Breaches, Limited},
    part::Part,
    uuid36,
    viewed::viewed_as_copy,
};
use crate::at::At;

request! {
    /// The workflow to run, with its credentials and settings.
    ///
    /// Source: *Creating or Updating Accounts*.
    #[example({"key": 10011})]
    pub struct WorkflowDefinition as WorkflowDefinitionView {
        /// The key of the workflow: a positive integer of at most 15 digits, or the same as a string of digits.
        ///
        /// Example: `10011`. Source: *Creating or Updating Accounts*.
        #[validate(nested)]
        pub key: WorkflowKey,

        /// The credentials that the workflow runs on. Required when they will be uploaded by API.
        ///
        /// The list also restricts what the end user can choose.
        ///
        /// Example: `[{"category":"ID"}]`. Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[validate(nested)]
        pub credentials: Option<Vec<Credential>>,

        /// Settings for individual capabilities.
        ///
        /// Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[validate(nested)]
        pub capabilities: Option<Capabilities>,
    }
}

impl WorkflowDefinition {
    /// Creates a definition without credentials or settings.
    #[must_use]
    pub fn new(key: impl Into<WorkflowKey>) -> Self {
        Self { key: key.into(), credentials: None, capabilities: None }
    }
}

/// The key of a workflow: a positive integer of at most 15 digits, or the same as a string of digits. It is serialized
/// as it was read.
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
    as_string: bool,
}

impl WorkflowKey {
    /// The most digits that every JSON parser keeps exactly.
    const MAX_DIGITS: u32 = 15;
    const MAX: u64 = 10_u64.pow(Self::MAX_DIGITS) - 1;

    /// Returns the key as a number.
    #[must_use]
    pub fn number(self) -> u64 {
        self.number
    }

    /// Whether the key is positive and has at most 15 digits.
    pub(crate) fn is_valid(self) -> bool {
        (1..=Self::MAX).contains(&self.number)
    }

    pub(crate) fn from_digits(text: &str) -> Option<Self> {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        let number = text.parse().ok().filter(|_| digits && !text.starts_with('0'))?;
        Some(Self { number, as_string: true })
    }
}

impl Limited for WorkflowKey {
    fn report_breaches(&self, at: &At<'_>, report: &mut Breaches<'_>) {
        if !self.is_valid() {
            let value = serde_json::to_value(self).unwrap_or_default();
            report(at, Breach { rule: "invalid-workflow-key", limit: None, value });
        }
    }
}

impl From<u64> for WorkflowKey {
    fn from(number: u64) -> Self {
        Self { number, as_string: false }
    }
}

impl Serialize for WorkflowKey {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.as_string {
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
        f.write_str("a positive integer, or the same as a string of digits")
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
            Err(E::custom("not a positive integer"))
        }
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<WorkflowKey, E> {
        WorkflowKey::from_digits(text).ok_or_else(|| E::custom("not a string of digits"))
    }
}

impl Part for WorkflowKey {}

viewed_as_copy!(WorkflowKey);

#[cfg(feature = "schemars")]
impl schemars::JsonSchema for WorkflowKey {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "WorkflowKey".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "The key of a workflow: a positive integer of at most 15 digits, or the same as a string of digits.",
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
    /// A credential that the workflow runs on: a new one to capture, or one that the account already has.
    ///
    /// Source: *Creating or Updating Accounts*; *Use Existing Credentials*; *Credential Reference*.
    #[derive(Default)]
    #[example({
        "category": "ID",
        "country": {"predefinedType": "DEFINED", "values": ["USA", "CAN"]},
        "type": {"predefinedType": "DEFINED", "values": ["DRIVING_LICENSE", "ID_CARD"]},
    })]
    pub struct Credential as CredentialView {
        /// The id of a credential that the account already has: a 36-character UUID. It is reused as a whole.
        ///
        /// Only `ID`, `FACEMAP` and `SELFIE` can be reused.
        ///
        /// Example: `fdb1bc31-99a0-4671-8f2a-2bf7ca2faace`. Source: *Use Existing Credentials*.
        #[serde(default, with = "uuid36", skip_serializing_if = "Option::is_none")]
        #[cfg_attr(feature = "schemars", schemars(schema_with = "uuid36::schema"))]
        pub id: Option<Uuid>,

        /// The category of the credential.
        ///
        /// Example: `ID`. Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub category: Option<Category>,

        /// The countries that the credential may come from. A `DOCUMENT` requires exactly one.
        ///
        /// Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[validate(nested)]
        pub country: Option<CountryChoice>,

        /// The types that the credential may have. A `DOCUMENT` requires exactly one.
        ///
        /// Source: *Creating or Updating Accounts*.
        #[serde(skip_serializing_if = "Option::is_none")]
        #[validate(nested)]
        pub r#type: Option<TypeChoice>,
    }
}

impl Credential {
    /// Creates a credential to capture.
    #[must_use]
    pub fn new(category: Category) -> Self {
        Self { category: Some(category), ..Self::default() }
    }

    /// Creates a reference to a credential that the account already has.
    #[must_use]
    pub fn existing(category: Category, id: Uuid) -> Self {
        Self { id: Some(id), ..Self::new(category) }
    }
}

closed_list! {
    /// The category of the credential.
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
    pub struct CountryChoice as CountryChoiceView {
        /// How binding the choice is. The default is `DEFINED`.
        ///
        /// Example: `DEFINED`. Source: the examples of *Creating or Updating Accounts*; the default, the vendor's integration
        /// guides.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub predefined_type: Option<PredefinedType>,

        /// The countries: at least 1.
        ///
        /// Example: `["USA"]`. Source: *Creating or Updating Accounts*, `credentials`.
        #[validate(length(min = 1))]
        pub values: Vec<CountryCode>,
    }
}

impl CountryChoice {
    /// Creates a choice of these countries.
    #[must_use]
    pub fn new(values: Vec<CountryCode>) -> Self {
        Self { predefined_type: None, values }
    }
}

request! {
    /// The types that a credential may have.
    ///
    /// Source: *Creating or Updating Accounts*; *Credential Reference*.
    #[derive(Eq)]
    #[example({"predefinedType": "DEFINED", "values": ["PASSPORT"]})]
    pub struct TypeChoice as TypeChoiceView {
        /// How binding the choice is. The default is `DEFINED`.
        ///
        /// Example: `DEFINED`. Source: the examples of *Creating or Updating Accounts*; the default, the vendor's integration
        /// guides.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub predefined_type: Option<PredefinedType>,

        /// The codes of the types: at least 1, of at least 1 character each. The valid codes depend on the category; these are
        /// the codes of documents:
        ///
        /// - `BC`: Birth certificate.
        /// - `BS`: Bank statement.
        /// - `CAAP`: Cash advance application.
        /// - `CB`: Council bill.
        /// - `CC`: Credit card.
        /// - `CCS`: Credit card statement.
        /// - `CRC`: Corporate resolution certificate.
        /// - `HCC`: Health care card.
        /// - `IC`: Insurance card.
        /// - `LAG`: Lease agreement.
        /// - `LOAP`: Loan application.
        /// - `MEDC`: Medicare card.
        /// - `MOAP`: Mortgage application.
        /// - `PB`: Phone bill.
        /// - `SEL`: School enrolment letter.
        /// - `SENC`: Seniors card.
        /// - `SS`: Superannuation statement.
        /// - `SSC`: Social security card.
        /// - `STUC`: Student card.
        /// - `TAC`: Trade association card.
        /// - `TR`: Tax return.
        /// - `UB`: Utility bill.
        /// - `VC`: Voided check.
        /// - `VT`: Vehicle title.
        /// - `WWCC`: Working with children check.
        ///
        /// Example: `["PASSPORT"]`. Source: *Creating or Updating Accounts*; *Credential Reference*.
        #[validate(length(min = 1), inner(length(min = 1)))]
        #[cfg_attr(feature = "schemars", schemars(inner(length(min = 1)), extend("$comment" = "KYX404 unknown-document-type")))]
        pub values: Vec<String>,
    }
}

impl TypeChoice {
    /// Creates a choice of these types.
    pub fn new<T: Into<String>>(values: impl IntoIterator<Item = T>) -> Self {
        Self { predefined_type: None, values: values.into_iter().map(Into::into).collect() }
    }
}

closed_list! {
    /// How binding a choice of countries or types is.
    ///
    /// Source: for `DEFINED`, the examples of *Creating or Updating Accounts*; for `RECOMMENDED`, the vendor's integration
    /// guides.
    #[derive(Debug)]
    pub enum PredefinedType {
        /// The end user can choose only these values.
        Defined = "DEFINED",
        /// These values are offered first.
        Recommended = "RECOMMENDED",
    }
}
