//! IPv4 and IPv6 addresses.

use std::net::IpAddr;

#[cfg(feature = "schemars")]
use super::text::no_line_feed;

/// The schema of an IP address.
#[cfg(feature = "schemars")]
pub(super) fn ip_address(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({ "anyOf": [ipv4(), { "type": "string", "format": "ipv6" }] })
}

/// The schema of an IPv4 address. Some validators accept leading zeros, which others read as octal numbers.
#[cfg(feature = "schemars")]
fn ipv4() -> serde_json::Value {
    serde_json::json!({
        "type": "string",
        "format": "ipv4",
        "pattern": r"^(0|[1-9][0-9]{0,2})(\.(0|[1-9][0-9]{0,2})){3}$",
        "not": no_line_feed(),
    })
}

/// The schema of an IP address that may be empty or absent.
#[cfg(feature = "schemars")]
pub(super) fn blank_or_ip_address(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
    schemars::json_schema!({
        "anyOf": [
            { "type": "string", "maxLength": 0 },
            ipv4(),
            { "type": "string", "format": "ipv6" },
            { "type": "null" },
        ],
    })
}

pub(super) fn check_blank_or_ip_address(text: &str) -> Result<(), &'static str> {
    if text.is_empty() || text.parse::<IpAddr>().is_ok() { Ok(()) } else { Err("invalid-ip") }
}
