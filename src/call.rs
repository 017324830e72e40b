//! A call as a file shows it: its method, its URL and its headers, each with its range.

use std::{borrow::Cow, ops::Range};

use crate::{excerpt::Excerpt, route::Route};

/// The methods that the platform has calls for.
pub(crate) const METHODS: &[&str] = &["GET", "POST", "PUT", "PATCH", "DELETE"];

/// The methods that clients use for themselves.
pub(crate) const CLIENT_METHODS: &[&str] = &["HEAD", "OPTIONS"];

/// Every method, in upper case.
pub(crate) fn methods() -> impl Iterator<Item = &'static str> {
    METHODS.iter().chain(CLIENT_METHODS).copied()
}

/// A call as a file shows it.
pub(crate) struct Call<'t> {
    /// The method in upper case.
    pub(crate) method: String,
    /// The range of the method; of the URL if the method is implied.
    pub(crate) method_range: Range<usize>,
    pub(crate) url: Excerpt<'t>,
    /// The host that a header names, if the URL is only a path.
    pub(crate) host: Option<Excerpt<'t>>,
    pub(crate) headers: Vec<Header<'t>>,
    /// Whether it sends something.
    pub(crate) has_body: bool,
    /// The media type that the client sends with a body if no header names one.
    pub(crate) default_type: Option<&'static str>,
    /// Whether the file shows all headers, so that a missing one is a defect.
    pub(crate) shows_all_headers: bool,
    /// What may contain a password beside the headers, such as the value of `curl --user`.
    pub(crate) passwords: Vec<Excerpt<'t>>,
}

/// A header of a call.
pub(crate) struct Header<'t> {
    pub(crate) name: Cow<'t, str>,
    /// The range of the name; `None` if something else in the file implies it, such as an option.
    pub(crate) name_range: Option<Range<usize>>,
    pub(crate) value: Excerpt<'t>,
}

impl<'t> Header<'t> {
    /// A header that the file names.
    pub(crate) fn new(name: Excerpt<'t>, value: Excerpt<'t>) -> Self {
        Self { name_range: Some(name.range()), name: name.text, value }
    }

    /// A header that the file implies.
    pub(crate) fn implied(name: &'static str, value: Excerpt<'t>) -> Self {
        Self { name: name.into(), name_range: None, value }
    }
}

impl<'t> Call<'t> {
    /// A call without headers and without a body.
    pub(crate) fn new(method: &str, method_range: Range<usize>, url: Excerpt<'t>) -> Self {
        Self {
            method: method.to_ascii_uppercase(),
            method_range,
            url,
            host: None,
            headers: Vec::new(),
            has_body: false,
            default_type: None,
            shows_all_headers: true,
            passwords: Vec::new(),
        }
    }

    /// What the call is about, if its URL tells.
    pub(crate) fn route(&self) -> Option<Route<'_>> {
        Route::parse(&self.url.text, self.host.as_ref().map(|host| host.text.as_ref()))
    }

    /// The last header with a name, in any case.
    pub(crate) fn header(&self, name: &str) -> Option<&Header<'t>> {
        self.headers.iter().rfind(|header| header.name.trim().eq_ignore_ascii_case(name))
    }

    /// The range of a part of the URL.
    pub(crate) fn range_in_url(&self, part: &str) -> Range<usize> {
        let start = (part.as_ptr() as usize).wrapping_sub(self.url.text.as_ptr() as usize);
        match start.checked_add(part.len()) {
            Some(end) if end <= self.url.text.len() => self.url.in_file(&(start..end)),
            _ => self.url.range(),
        }
    }
}
