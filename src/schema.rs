//! The contract for those who do not read Rust: the JSON Schemas, the OpenAPI document and the page in `schemas/`.

use crate::kind::Kind;

/// A file of `schemas/`.
#[derive(Clone, Copy, Debug)]
#[non_exhaustive]
pub struct File {
    /// Its path in `schemas/`, such as `draft-07/account-request.schema.json`.
    pub path: &'static str,
    /// What it holds.
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
// The build writes them: the schema of each kind first, in the order of `Kind::ALL`.
pub static FILES: &[File] = include!("generated/schemas.rs");

impl Kind {
    /// The JSON Schema (draft 2020-12) of this kind, as a JSON text.
    ///
    /// `format` asserts nothing in most validators unless they are told to; tell yours to.
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
        FILES[self as usize].text
    }
}
