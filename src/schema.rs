//! The contract for other languages: the JSON Schemas, the OpenAPI document and the page about them in `schemas/`.

use crate::kind::Kind;

/// A file of `schemas/`.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct File {
    /// Its path in `schemas/`, such as `draft-07/account-request.schema.json`.
    pub path: &'static str,
    /// Its content.
    pub text: &'static str,
}

/// Every file of `schemas/` about payloads.
///
/// ```
/// let openapi = kyx_schema::schema::FILES.iter().find(|file| file.path == "openapi.json").unwrap();
/// let openapi: serde_json::Value = serde_json::from_str(openapi.text)?;
/// assert_eq!(openapi["openapi"], "3.1.0");
/// # Ok::<(), serde_json::Error>(())
/// ```
// The build generates the list: first the schema of each kind, in the order of `Kind::ALL`.
pub static FILES: &[File] = include!("generated/schemas.rs");

/// The schemas of the kinds, apart from the list: a program that needs only these does not carry the other files.
static SCHEMAS: [&str; Kind::ALL.len()] = {
    let mut schemas = [""; Kind::ALL.len()];
    let mut index = 0;
    while index < schemas.len() {
        schemas[index] = FILES[index].text;
        index += 1;
    }
    schemas
};

impl Kind {
    /// The JSON Schema (draft 2020-12) of this kind, as JSON text.
    ///
    /// Most validators ignore `format` by default: turn it on.
    ///
    /// ```
    /// use kyx_schema::Kind;
    ///
    /// let schema: serde_json::Value = serde_json::from_str(Kind::AccountRequest.schema())?;
    /// assert_eq!(schema["properties"]["customerInternalReference"]["maxLength"], 100);
    /// # Ok::<(), serde_json::Error>(())
    /// ```
    #[must_use]
    pub fn schema(self) -> &'static str {
        SCHEMAS[self as usize]
    }
}
