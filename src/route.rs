//! What the method and the URL of a call say about its payloads.

use std::ops::Range;

use crate::{
    endpoint::{Classifier, DOMAINS, Host, Path, Region, Resource},
    kind::Kind,
    placeholder::contains_variable,
    workflow::Operation,
};

/// What the URL of a call leads to.
#[derive(Clone, Debug)]
pub(crate) struct Route<'a> {
    pub(crate) origin: Origin<'a>,
    /// `None` if no document has such a path.
    pub(crate) path: Option<Path<'a>>,
    /// The path and what follows it.
    pub(crate) rest: &'a str,
}

/// The server that a URL leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Origin<'a> {
    /// A host of the platform.
    Platform { host: &'a str, name: &'a str, region: &'a str },
    /// A server that a variable names.
    Variable,
    /// Another server: a mock, a proxy, or something else altogether.
    Other,
}

/// A documented call.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Documented {
    pub(crate) method: &'static str,
    resource: Resource,
    pub(crate) hosts: &'static [&'static str],
    pub(crate) request: Request,
    pub(crate) answer: Option<Kind>,
}

/// What a documented call sends.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Request {
    Nothing,
    Payload(Kind),
    File,
    Form,
}

const ACCOUNT: &[&str] = &["account"];
const API: &[&str] = &["api"];
const RETRIEVAL: &[&str] = &["retrieval"];
const AUTH: &[&str] = &["auth"];

const fn call(
    method: &'static str,
    resource: Resource,
    hosts: &'static [&'static str],
    request: Request,
    answer: Option<Kind>,
) -> Documented {
    Documented { method, resource, hosts, request, answer }
}

/// The documented calls. A part that is `PREPARED_DATA` takes a payload instead of a file.
const CALLS: &[Documented] = &[
    call("POST", Resource::Token, AUTH, Request::Form, Some(Kind::TokenResponse)),
    call(
        "POST",
        Resource::Accounts,
        ACCOUNT,
        Request::Payload(Kind::AccountRequest),
        Some(Kind::AccountResponse),
    ),
    call(
        "PUT",
        Resource::Account,
        ACCOUNT,
        Request::Payload(Kind::AccountRequest),
        Some(Kind::AccountResponse),
    ),
    call("POST", Resource::Part, API, Request::File, Some(Kind::PartResponse)),
    call("PUT", Resource::Part, API, Request::File, Some(Kind::PartResponse)),
    call("DELETE", Resource::Part, API, Request::Nothing, None),
    call("POST", Resource::Parts, API, Request::File, Some(Kind::PartResponse)),
    call("DELETE", Resource::Parts, API, Request::Nothing, None),
    call("PUT", Resource::Execution, API, Request::Nothing, Some(Kind::FinalizeResponse)),
    call("GET", Resource::Execution, RETRIEVAL, Request::Nothing, Some(Kind::RetrievalResponse)),
    call("GET", Resource::Status, RETRIEVAL, Request::Nothing, Some(Kind::StatusResponse)),
    call("GET", Resource::Steps, RETRIEVAL, Request::Nothing, Some(Kind::StepsResponse)),
    call("GET", Resource::Image, RETRIEVAL, Request::Nothing, None),
];

impl<'a> Route<'a> {
    /// Parses a URL, which may contain variables. `host` is that of the `Host` header, for a path alone. `None` if the
    /// URL leads to another server, to a path that the platform does not have.
    pub(crate) fn parse(url: &'a str, host: Option<&'a str>) -> Option<Self> {
        let url = url.trim();
        let url = &url[..url.find(['?', '#']).unwrap_or(url.len())];
        let after_scheme = ["https://", "http://"].iter().find_map(|it| url.strip_prefix(it)).unwrap_or(url);
        let (authority, rest) = match after_scheme.find('/') {
            Some(0) => (host.unwrap_or_default().trim(), after_scheme),
            Some(slash) => after_scheme.split_at(slash),
            None => (after_scheme, ""),
        };
        let origin = Origin::parse(authority);
        let path = rest.strip_prefix('/').unwrap_or(rest);
        let path = Path::parse(path).or_else(|| after_variable(origin, path));
        let is_of_platform = path.is_some() || matches!(origin, Origin::Platform { .. });
        is_of_platform.then_some(Self { origin, path, rest })
    }

    /// The route of a call whose URL is a variable.
    pub(crate) fn unknown() -> Self {
        Self { origin: Origin::Variable, path: None, rest: "" }
    }

    /// Whether the call certainly is one to the platform.
    pub(crate) fn is_certain(&self) -> bool {
        match self.origin {
            Origin::Platform { .. } => true,
            Origin::Variable | Origin::Other => self.path.is_some_and(|path| path.execution.is_some()),
        }
    }

    /// The documented calls to this resource.
    pub(crate) fn documented(&self) -> impl Iterator<Item = &'static Documented> {
        let resource = self.path.map(|path| path.resource);
        CALLS.iter().filter(move |call| Some(call.resource) == resource)
    }

    /// The documented call with this method.
    pub(crate) fn call(&self, method: &str) -> Option<&'static Documented> {
        self.documented().find(|call| call.method == method)
    }

    /// What the call sends. If the method is wrong, the resource tells.
    pub(crate) fn request(&self, method: &str) -> Option<Request> {
        let path = self.path?;
        if path.resource == Resource::Part && self.is_prepared_data() {
            return matches!(method, "POST" | "PUT").then_some(Request::Payload(Kind::PreparedData));
        }
        let call = self.call(method).or_else(|| self.documented().next().filter(|_| method != "GET"))?;
        Some(call.request)
    }

    /// The kind of the answer, if it is a success.
    pub(crate) fn answer(&self, method: &str) -> Option<Kind> {
        self.call(method)?.answer
    }

    /// The operation of an account request.
    pub(crate) fn operation(&self) -> Option<Operation> {
        match self.path?.resource {
            Resource::Accounts => Some(Operation::CreateAccount),
            Resource::Account => Some(Operation::UpdateAccount),
            _ => None,
        }
    }

    /// Whether the URL is that of one account.
    pub(crate) fn is_account(&self) -> bool {
        self.path.is_some_and(|path| path.resource == Resource::Account)
    }

    /// Whether the URL is that of a workflow execution.
    pub(crate) fn is_execution(&self) -> bool {
        self.path.is_some_and(|path| path.resource == Resource::Execution)
    }

    fn is_prepared_data(&self) -> bool {
        let classifier = self.path.and_then(|path| path.classifier);
        classifier.is_some_and(|it| it.parse() == Ok(Classifier::PreparedData))
    }
}

/// The segments of paths that are the same in all URLs.
const KEYWORDS: &[&str] = &[
    "",
    "api",
    "v1",
    "accounts",
    "workflow-executions",
    "credentials",
    "parts",
    "status",
    "steps",
    "oauth2",
    "token",
];

impl Route<'_> {
    /// The ranges of a URL of the platform that are the same in many: all but IDs and what the documents do not name.
    pub(crate) fn public_parts(&self, url: &str) -> Vec<Range<usize>> {
        let Origin::Platform { host, .. } = self.origin else { return Vec::new() };
        let Some(found) = url.find(host) else { return Vec::new() };
        let is_public =
            host_names().any(|it| host.split('.').next() == Some(it)) && self.origin.region().is_some();
        let start = found + host.len();
        let is_https = url[..found].eq_ignore_ascii_case("https://");
        let mut parts =
            vec![if is_https { 0..found } else { 0..0 }, if is_public { found..start } else { start..start }];
        let mut at = start;
        for segment in self.rest.split('/') {
            let end = at + segment.len();
            let is_keyword = KEYWORDS.contains(&segment) || segment.parse::<Classifier>().is_ok();
            let range = at.saturating_sub(1).max(start)..if is_keyword { end } else { at };
            match parts.last_mut().filter(|last| last.end >= range.start) {
                Some(last) => last.end = range.end.max(last.end),
                None => parts.push(range),
            }
            at = end + 1;
        }
        parts.retain(|range| range.start < range.end && range.end <= url.len());
        parts
    }
}

/// The path after a variable that stands for the server and the version of the API.
fn after_variable<'a>(origin: Origin<'_>, path: &'a str) -> Option<Path<'a>> {
    if origin == Origin::Variable { Path::parse_versioned(path) } else { None }
}

impl<'a> Origin<'a> {
    fn parse(authority: &'a str) -> Self {
        let host = authority.rsplit('@').next().unwrap_or_default();
        let host = host.split(':').next().unwrap_or_default();
        if authority.is_empty() || contains_variable(authority) {
            return Self::Variable;
        }
        let domain = DOMAINS.iter().find_map(|domain| host.strip_suffix(domain));
        match domain.and_then(|before| before.strip_suffix('.')) {
            Some(before) => {
                let (name, region) = before.split_once('.').unwrap_or((before, ""));
                Self::Platform { host, name, region }
            }
            None => Self::Other,
        }
    }

    /// The region of the platform, if it is a documented one.
    pub(crate) fn region(self) -> Option<Region> {
        let Self::Platform { region, .. } = self else { return None };
        Region::ALL.iter().copied().find(|it| it.name() == region)
    }
}

/// The name of every host of the platform.
pub(crate) fn host_names() -> impl Iterator<Item = &'static str> {
    Host::ALL.iter().map(|host| host.name()).chain(["auth"])
}
