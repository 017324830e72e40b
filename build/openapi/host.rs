//! The hosts of the platform: their servers, their groups of calls, and how they authorize.

use serde_json::{Value, json};

use crate::endpoint::{Host, Region};

/// The host of calls that have no `servers`.
pub(super) const MAIN_HOST: Host = Host::Account;

/// The name and description of a group of calls.
pub(super) fn tag(host: Host) -> (&'static str, &'static str) {
    match host {
        Host::Account => ("Accounts", "Create or update an account, and start a workflow on it."),
        Host::Api => ("Credentials", "Upload or delete parts of credentials, and finalize the workflow."),
        Host::Retrieval => {
            ("Retrieval", "Retrieve the status, the result and the steps of a workflow, and the images.")
        }
    }
}

/// The name and description of the call for an access token.
pub(super) const AUTHORIZATION: (&str, &str) =
    ("Authorization", "Get an access token, which all account calls need.");

/// The group of the calls that the platform makes. A group of their own: client generators write a file for each group of
/// calls, and another for each group of webhooks.
pub(super) const CALLBACKS: (&str, &str) = ("Callbacks", "Receive callbacks at your server.");

/// One server for each region, without variables: client generators do not fill these in if a call has its own servers.
pub(super) fn servers_at(origin: impl Fn(&Region) -> String) -> Value {
    let server = |region: &Region| {
        let description = match region {
            Region::Us => "USA",
            Region::Eu => "European Union",
            Region::Singapore => "Singapore",
        };
        json!({"url": origin(region), "description": description})
    };
    Region::ALL.iter().map(server).collect()
}

/// The servers of a host.
pub(super) fn servers(host: Host) -> Value {
    servers_at(|region| host.origin(region.name()))
}

/// The name of the security scheme for calls to a host.
pub(super) fn scheme(host: Host) -> &'static str {
    match host {
        Host::Account | Host::Retrieval => "accessToken",
        Host::Api => "apiToken",
    }
}

pub(super) fn security_scheme(host: Host) -> (String, Value) {
    let region = Region::ALL[0];
    let scheme_of_host = match host {
        Host::Account | Host::Retrieval => json!({
            "type": "oauth2",
            "description": format!("An OAuth 2.0 access token of the tenant. Other regions have their own host instead of `{}`.", region.name()),
            "flows": {"clientCredentials": {"tokenUrl": region.access_token(), "scopes": {}}},
        }),
        Host::Api => json!({
            "type": "http",
            "scheme": "bearer",
            "description": "The `api.token` of the credential in the account response.",
        }),
    };
    (scheme(host).to_owned(), scheme_of_host)
}
