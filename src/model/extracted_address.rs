//! The address on a document: an object, or a string.

use bumpalo::Bump;
use std::fmt;

use serde::{
    Deserialize, Deserializer, Serialize,
    de::{Error, MapAccess, Visitor, value::MapAccessDeserializer},
};

use super::{declare::response, part::Part, viewed::Viewed};

/// The address on a document. It is serialized as it was read.
///
/// ```
/// use kyx_schema::AddressOnDocument;
///
/// let address: AddressOnDocument = serde_json::from_str(r#"{"city": "Portland"}"#)?;
/// let city = match &address {
///     AddressOnDocument::Fields(fields) => fields.city.as_deref(),
///     AddressOnDocument::Text(_) => None,
/// };
/// assert_eq!(city, Some("Portland"));
/// # Ok::<(), serde_json::Error>(())
/// ```
///
/// Source: the vendor's integration guide; its samples have an object, and a table of it says string.
#[derive(Clone, PartialEq, Serialize)]
#[serde(untagged)]
pub enum AddressOnDocument {
    /// An object with a field for each part.
    Fields(Box<ExtractedAddress>),
    /// The whole address as a string.
    Text(String),
}

impl<'de> Deserialize<'de> for AddressOnDocument {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(AddressVisitor)
    }
}

struct AddressVisitor;

impl<'de> Visitor<'de> for AddressVisitor {
    type Value = AddressOnDocument;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an object or a string")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<AddressOnDocument, E> {
        Ok(AddressOnDocument::Text(text.to_owned()))
    }

    fn visit_map<A: MapAccess<'de>>(self, fields: A) -> Result<AddressOnDocument, A::Error> {
        let fields = ExtractedAddress::deserialize(MapAccessDeserializer::new(fields))?;
        Ok(AddressOnDocument::Fields(Box::new(fields)))
    }
}

/// Does not show the values.
impl fmt::Debug for AddressOnDocument {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("AddressOnDocument ")?;
        self.fmt_masked(f)
    }
}

impl Part for AddressOnDocument {
    fn fmt_masked(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Fields(fields) => fields.fmt_masked(f),
            Self::Text(text) => text.fmt_masked(f),
        }
    }
}

/// The address in a text.
#[derive(Clone, Copy)]
pub(crate) enum AddressOnDocumentView<'a> {
    Fields(ExtractedAddressView<'a>),
    Text(#[allow(dead_code, reason = "rules may read it")] &'a str),
}

impl Viewed for AddressOnDocument {
    type View<'a> = AddressOnDocumentView<'a>;

    fn view<'a>(&'a self, arena: &'a Bump) -> AddressOnDocumentView<'a> {
        match self {
            Self::Fields(fields) => AddressOnDocumentView::Fields(fields.view(arena)),
            Self::Text(text) => AddressOnDocumentView::Text(text),
        }
    }
}

#[cfg(feature = "schemars")]
impl AddressOnDocument {
    /// The schema of an address that may be absent.
    pub(super) fn schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        let fields = generator.subschema_for::<ExtractedAddress>();
        schemars::json_schema!({ "anyOf": [fields, { "type": "string" }, { "type": "null" }] })
    }
}

response! {
    /// The address on a document.
    ///
    /// Source: the vendor's integration guide.
    #[example({"line1": "12345 SW Address Ln", "city": "Portland", "country": "USA"})]
    pub struct ExtractedAddress as ExtractedAddressView {
        /// The first line.
        ///
        /// Example: `12345 SW Address Ln`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub line1: Option<String>,

        /// The second line.
        ///
        /// Example: `Suite 707`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub line2: Option<String>,

        /// The third line.
        ///
        /// Example: `X`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub line3: Option<String>,

        /// The fourth line.
        ///
        /// Example: `X`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub line4: Option<String>,

        /// The fifth line.
        ///
        /// Example: `X`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub line5: Option<String>,

        /// The country: an ISO 3166-1 alpha-3 code, or `XKX`.
        ///
        /// Example: `USA`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub country: Option<String>,

        /// The postal code.
        ///
        /// Example: `97201`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub postal_code: Option<String>,

        /// The state or province.
        ///
        /// Example: `OR`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub subdivision: Option<String>,

        /// The city.
        ///
        /// Example: `Portland`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub city: Option<String>,

        /// The whole address.
        ///
        /// Example: `12345 SW Address Ln, Portland`. Source: the vendor's integration guide.
        #[serde(skip_serializing_if = "Option::is_none")]
        pub formatted_address: Option<String>,
    }
}
