//! The exported JSON Schemas, embedded.

use crate::Kind;

// `SCHEMAS`, which the build writes: that of each kind, in the order of [`Kind::ALL`].
include!(concat!(env!("OUT_DIR"), "/schemas.rs"));

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
        SCHEMAS[self as usize]
    }
}
