//! The call for an access token: authorized by the credentials of the tenant, and on a host of its own.

use serde_json::{Value, json};

use super::{
    host::{AUTHORIZATION, servers_at},
    payload::payload,
};
use crate::kind::Kind;

use super::super::json_schema::Definitions;

/// The name of the security scheme.
const SCHEME: &str = "clientCredentials";
const GRANT: &str = "client_credentials";

pub(super) fn operation(schemas: &Definitions) -> Value {
    let form = json!({
        "schema": {
            "type": "object",
            "properties": {"grant_type": {"description": "The grant.", "type": "string", "const": GRANT}},
            "required": ["grant_type"],
        },
        "example": {"grant_type": GRANT},
    });
    let json = |kind| json!({"application/json": payload(kind, schemas)});
    let refused = json!({"description": "No token was issued.", "content": json(Kind::TokenError)});
    json!({
        "operationId": "getAccessToken",
        "tags": [AUTHORIZATION.0],
        "summary": "Get an access token",
        "description": "The token is valid for 60 minutes. Source: the vendor's integration guides on authorization.",
        "parameters": [{"$ref": "#/components/parameters/userAgent"}],
        "security": [{SCHEME: []}],
        "servers": servers_at(|region| region.authorization()),
        "requestBody": {"required": true, "content": {"application/x-www-form-urlencoded": form}},
        "responses": {
            "200": {"description": "The access token.", "content": json(Kind::TokenResponse)},
            "400": refused,
            "default": refused,
        },
    })
}

pub(super) fn security_scheme() -> (String, Value) {
    let description = "The client ID and the client secret of the tenant.";
    (SCHEME.to_owned(), json!({"type": "http", "scheme": "basic", "description": description}))
}
