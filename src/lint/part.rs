//! What the call of a part says about its payload, and the findings of the call itself.

use std::{borrow::Cow, ops::Range, sync::LazyLock};

use crate::{
    call::{Call, methods},
    defect::Defect,
    excerpt::Excerpt,
    input::{Answer, Format, Invalid, Part, Template, Unread},
    kind::Kind,
    placeholder::contains_variable,
    route::{Request, Route},
    rule::{CallCheck, CallDefects, Check, Rule},
    rules::{
        self,
        call::{BODY_ELSEWHERE, INVALID_DIRECTIVE, UNREADABLE_CALL},
        wording::any_of,
    },
    workflow::{Channel, Operation},
};

/// A part of a file, and what its URL leads to.
pub(super) struct RoutedPart<'p> {
    pub(super) part: &'p Part<'p>,
    route: Option<Route<'p>>,
}

impl<'p> RoutedPart<'p> {
    pub(super) fn new(part: &'p Part<'_>) -> Self {
        Self { part, route: part.call.as_ref().and_then(Call::route) }
    }

    /// Whether it is a request or an answer to one, by its URL.
    pub(super) fn is_certain(&self) -> bool {
        self.route.as_ref().is_some_and(Route::is_certain)
    }

    /// What a request sends, by its URL.
    fn request(&self) -> Option<Request> {
        let (Some(call), Some(route), None) = (&self.part.call, &self.route, self.part.answer) else {
            return None;
        };
        route.request(&call.method)
    }

    /// The kind of the payload, if the URL leaves no doubt.
    pub(super) fn kind(&self) -> Option<Kind> {
        match self.part.answer {
            _ if !self.is_certain() => None,
            Some(Answer::Success) => self.route.as_ref()?.answer(&self.part.call.as_ref()?.method),
            Some(Answer::Other) => None,
            None => match self.request()? {
                Request::Payload(kind) => Some(kind),
                Request::Nothing | Request::File | Request::Form => None,
            },
        }
    }

    /// The operation of an account request.
    pub(super) fn operation(&self) -> Option<Operation> {
        let is_account = self.request() == Some(Request::Payload(Kind::AccountRequest));
        self.route.as_ref()?.operation().filter(|_| is_account)
    }

    /// The payload with its variables; `None` if there is none, or nothing is known of it.
    pub(super) fn payload(&self, format: Format) -> Option<(&'p Excerpt<'p>, Template<'p>)> {
        let is_other = matches!(self.request(), Some(Request::File | Request::Form));
        let payload = self.part.payload.as_ref().filter(|_| !is_other)?;
        let template = match format.has_variables() {
            true => Template::of(&payload.text)?,
            false => Template { text: Cow::Borrowed(&payload.text), unknown: Vec::new() },
        };
        Some((payload, template))
    }

    /// What reveals nothing, beside the payload: syntax, the names of common headers, the method, and what all URLs of the
    /// platform have in common.
    pub(super) fn public(&self) -> Vec<Range<usize>> {
        let mut public = self.part.public.clone();
        if let (Some(call), None) = (&self.part.call, self.part.answer) {
            let is_common = |name: &str| COMMON_HEADERS.iter().any(|it| name.trim().eq_ignore_ascii_case(it));
            let headers = call.headers.iter().filter(|header| is_common(&header.name));
            public.extend(headers.filter_map(|header| header.name_range.clone()));
            if methods().any(|method| method == call.method) && call.method_range != call.url.range() {
                public.push(call.method_range.clone());
            }
            let of_url = self.route.iter().flat_map(|route| route.public_parts(&call.url.text));
            public.extend(of_url.map(|part| call.url.in_file(&part)));
        }
        public.retain(|range| !range.is_empty());
        public
    }

    /// The defects of the call, and of what could not be read, each with its range in the file.
    pub(super) fn defects(&self) -> Vec<(&'static Rule, Range<usize>, Defect)> {
        let of_problem = |(rule, defect), range: &Range<usize>| (rule, range.clone(), defect);
        let problems = self.part.problems.iter();
        let mut defects: Vec<_> = problems.map(|it| of_problem(unread(it.what), &it.range)).collect();
        let (Some(call), None) = (&self.part.call, self.part.answer) else { return defects };
        let unknown = Route::unknown();
        let is_unknown = contains_variable(&call.url.text);
        let Some(route) = self.route.as_ref().or(is_unknown.then_some(&unknown)) else { return defects };
        for (rule, check) in CHECKS.iter() {
            check(call, route, &mut CallDefects(&mut |range, defect| defects.push((*rule, range, defect))));
        }
        defects
    }
}

const COMMON_HEADERS: &[&str] = &["accept", "authorization", "content-type", "host", "user-agent"];

static CHECKS: LazyLock<Vec<(&'static Rule, CallCheck)>> = LazyLock::new(|| {
    rules::checks(|check| match check {
        Check::Call(check) => Some(*check),
        _ => None,
    })
});

fn unread(what: Unread) -> (&'static Rule, Defect) {
    let (message, help) = match what {
        Unread::OtherFile => {
            let defect = Defect::new("the body is in another file, which is not read", "lint that file, too");
            return (&BODY_ELSEWHERE, defect);
        }
        Unread::Directive(invalid) => return (&INVALID_DIRECTIVE, invalid_directive(invalid)),
        Unread::Quote => ("the quote is not closed", "close it where the value ends"),
        Unread::HereDocument => ("the here document has no end", "write its tag on a line of its own"),
        Unread::Rest => ("the file ends too early", "save or export it again; what is there is checked"),
        Unread::Container => {
            ("not valid JSON; what follows may not be checked", "correct it, or export it again")
        }
        Unread::Base64 => ("not valid base64, so the body is not checked", "capture or copy it again"),
    };
    (&UNREADABLE_CALL, Defect::new(message, help))
}

fn invalid_directive(invalid: Invalid) -> Defect {
    let names = |names: &[&str]| format!("write {}", any_of(names));
    let (message, help) = match invalid {
        Invalid::Name => ("not an option of this comment", names(&["kind=…", "operation=…", "channel=…"])),
        Invalid::Repeated => ("the option is set already", "remove one of the two".to_owned()),
        Invalid::Kind => {
            let kinds: Vec<_> = Kind::ALL.iter().map(|kind| kind.name()).collect();
            ("not a kind of payload", names(&kinds))
        }
        Invalid::Operation => ("not an operation", names(&Operation::NAMES.map(|(name, _)| name))),
        Invalid::Channel => ("not a channel", names(&Channel::NAMES.map(|(name, _)| name))),
    };
    Defect::new(message, help)
}
