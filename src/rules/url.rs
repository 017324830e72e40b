//! URLs.

use std::net::Ipv4Addr;

use memchr::{memchr, memchr3, memrchr};

use crate::{
    defect::{Defect, Fault},
    model::ABSOLUTE_URL,
    rule::Form,
};

declare_rules! {
    /// A URL is not absolute.
    ///
    /// ## Why
    /// Neither the platform nor a browser can resolve a relative URL. Often it is a placeholder from a sample.
    ///
    /// ## Example
    /// This is reported at `/callbackUrl`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2},
    ///   "callbackUrl": "YOUR_CALLBACK_URL"
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2},
    ///   "callbackUrl": "https://www.yourcompany.com/callback"
    /// }
    /// ```
    ///
    /// ## Source
    /// *Creating or Updating Accounts*, Optional Fields, `callbackUrl`, and `web`, whose note allows deep links. That a URL
    /// is absolute is inferred from the examples.
    INVALID_URL = "KYX207" "invalid-url" Error [Value(invalid_url)]

    /// A callback URL is not `https`, or contains an IP address, a port or a fragment.
    ///
    /// ## Why
    /// The vendor's guide rules these out; callbacks may not arrive.
    ///
    /// ## Example
    /// This is reported at `/callbackUrl`:
    /// ```json invalid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2},
    ///   "callbackUrl": "http://203.0.113.7:8080/callback"
    /// }
    /// ```
    /// This is not:
    /// ```json valid
    /// {
    ///   "customerInternalReference": "order-4711",
    ///   "workflowDefinition": {"key": 2},
    ///   "callbackUrl": "https://www.yourcompany.com/callback"
    /// }
    /// ```
    ///
    /// ## Source
    /// The vendor's integration guides. The API reference is less strict, so this is not an error.
    DISCOURAGED_URL = "KYX227" "discouraged-url" Warning [String(Form::Url, discouraged_url)]
}

fn invalid_url(fault: &Fault<'_>) -> Defect {
    let text = fault.text();
    let (message, help) = if text.trim() != text && text.trim().contains(':') {
        ("whitespace around the URL", "remove the whitespace")
    } else if text.contains(char::is_whitespace) {
        ("not an absolute URL: it contains whitespace", "remove the whitespace, or write `%20`")
    } else if text.contains("://") {
        ("not an absolute URL: the host is missing, or a character must be percent-encoded", WHOLE_URL)
    } else {
        ("not an absolute URL: the scheme and the host are missing", WHOLE_URL)
    };
    Defect::new(message, help)
}

const WHOLE_URL: &str = "write the whole URL, such as `https://www.yourcompany.com/callback`";

/// The scheme of an absolute URL, and the rest after `://`.
pub(super) fn split_scheme(url: &str) -> Option<(&str, &str)> {
    let (scheme, rest) = url.split_at(url.bytes().position(|byte| byte == b':')?);
    Some((scheme, rest.strip_prefix("://")?))
}

/// The start of the path, query or fragment in the part of a URL after its scheme.
pub(super) fn end_of_authority(rest: &str) -> Option<usize> {
    memchr3(b'/', b'?', b'#', rest.as_bytes())
}

fn discouraged_url(url: &str) -> Option<Defect> {
    let (scheme, rest) = split_scheme(url)?;
    let authority = end_of_authority(rest).map_or(rest, |end| &rest[..end]);
    let host_and_port = &authority[memrchr(b'@', authority.as_bytes()).map_or(0, |at| at + 1)..];
    let (host, has_port) = match memrchr(b':', host_and_port.as_bytes()) {
        Some(colon) if !host_and_port.ends_with(']') => (&host_and_port[..colon], true),
        _ => (host_and_port, false),
    };
    let is_ip = host.starts_with('[') || host.parse::<Ipv4Addr>().is_ok();
    let problems: Vec<_> = [
        (!scheme.eq_ignore_ascii_case("https"), "is not https"),
        (is_ip, "has an IP address as its host"),
        (has_port, "has a port"),
        (memchr(b'#', rest.as_bytes()).is_some(), "has a fragment"),
    ]
    .into_iter()
    .filter_map(|(found, words)| found.then_some(words))
    .collect();
    // What these parts of an invalid URL are is a guess; KYX207 reports it.
    (!problems.is_empty() && ABSOLUTE_URL.is_match(url)).then(|| {
        Defect::new(
            format!("the URL {}", problems.join(", ")),
            "write an https URL with a host name, without port and fragment",
        )
    })
}
