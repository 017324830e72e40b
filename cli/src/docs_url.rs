//! Where the pages of rules are: the address of a site that `site/` builds, which is its owner's.

use std::{fmt, str::FromStr};

use kyx_schema::Rule;

/// The address of a site with a page for each rule, such as `https://example.com/kyx`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct DocsUrl(String);

/// The error for a text that is not such an address.
#[derive(Debug)]
pub(crate) struct NotASite;

impl fmt::Display for NotASite {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(
            "not the address of a site; write it like https://example.com/kyx, without a query or a fragment",
        )
    }
}

impl std::error::Error for NotASite {}

impl DocsUrl {
    /// The address of the page of a rule.
    pub(crate) fn of_rule(&self, rule: &Rule) -> String {
        format!("{}/rules/{}/", self.0, rule.code)
    }
}

impl FromStr for DocsUrl {
    type Err = NotASite;

    fn from_str(text: &str) -> Result<Self, NotASite> {
        let is_allowed = |c: char| c.is_ascii_alphanumeric() || "-._~:/%@!$&'()*+,;=[]".contains(c);
        let mut rest = ["https://", "http://"].iter().filter_map(|scheme| text.strip_prefix(scheme));
        let has_host = |it: &&str| it.starts_with(|c: char| c.is_ascii_alphanumeric() || c == '[');
        let is_site = rest.next().filter(has_host).is_some_and(|it| it.chars().all(is_allowed));
        if is_site { Ok(Self(text.trim_end_matches('/').to_owned())) } else { Err(NotASite) }
    }
}
