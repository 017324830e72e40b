//! The response to the call for an access token, and its error.

use super::{declare::response, number::Number, token::Token};

response! {
    /// The response to the call for an access token, which all account calls need.
    ///
    /// Source: the vendor's integration guides on authorization; RFC 6749, section 5.1.
    #[example({"access_token": "xxx", "expires_in": 3600, "token_type": "Bearer"})]
    pub struct TokenResponse as TokenResponseView {
        /// The token, for the header `Authorization`.
        ///
        /// Example: `xxx`. Source: the vendor's integration guides on authorization.
        #[serde(rename = "access_token")]
        pub access_token: Token,

        /// The lifetime of the token in seconds: 3600 in the sample.
        ///
        /// Example: `3600`. Source: the vendor's integration guides on authorization.
        #[serde(rename = "expires_in", skip_serializing_if = "Option::is_none")]
        pub expires_in: Option<Number>,

        /// The type of the token.
        ///
        /// Example: `Bearer`. Source: the vendor's integration guides on authorization.
        #[serde(rename = "token_type", skip_serializing_if = "Option::is_none")]
        pub token_type: Option<String>,
    }
}

response! {
    /// The reason why the platform did not issue an access token.
    ///
    /// Source: RFC 6749, section 5.2.
    #[example({"error": "invalid_client", "error_description": "Client authentication failed"})]
    pub struct TokenError as TokenErrorView {
        /// The code of the error.
        ///
        /// Example: `invalid_client`. Source: RFC 6749, section 5.2.
        pub error: String,

        /// The explanation of the error, for developers.
        ///
        /// Example: `Client authentication failed`. Source: RFC 6749, section 5.2.
        #[serde(rename = "error_description", skip_serializing_if = "Option::is_none")]
        pub error_description: Option<String>,

        /// A page about the error.
        ///
        /// Example: `https://example.org/errors`. Source: RFC 6749, section 5.2.
        #[serde(rename = "error_uri", skip_serializing_if = "Option::is_none")]
        pub error_uri: Option<String>,
    }
}
