//! Lints all payloads and calls of a file that contains more than one payload as it is.

use std::{
    borrow::Cow,
    fmt,
    hash::{DefaultHasher, Hash, Hasher},
    mem,
    ops::Range,
    sync::LazyLock,
};

use serde::de::IgnoredAny;

use super::{
    findings::Findings,
    fix::Fixer,
    lines::Lines,
    linter::{Linted, Linter, MAX_BYTES},
    syntax,
    visibility::Visibility,
};
use crate::{
    call::Call,
    defect::{Defect, Safety},
    excerpt::Excerpt,
    finding::{Edit, Finding, Fix, Span},
    input::{self, Answer, Format, Part, Template, Unread},
    json::{self, TextEdit},
    kind::Kind,
    placeholder::{FILLER, contains_variable},
    report::Report,
    route::{Request, Route},
    rule::{CallCheck, CallDefects, Check, Rule},
    rules::{
        self,
        call::{BODY_ELSEWHERE, METHODS, UNREADABLE_CALL},
    },
    workflow::Operation,
};

/// A payload or a call of a file, and its findings. All ranges are of the file.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LintedPart {
    /// The range of the call or the payload, in bytes.
    pub bytes: Range<usize>,
    /// The line that it starts on, from 1.
    pub line: usize,
    /// The operation that the URL of a request tells.
    pub operation: Option<Operation>,
    /// Whether it contains neither a payload of a known kind nor a call to the platform, so that nothing was checked.
    pub is_foreign: bool,
    /// The findings.
    pub linted: Linted,
}

impl Linter {
    /// Lints each payload and each call of a file, and passes on the results in the order of the file.
    ///
    /// The method and the URL of a call tell the kind of its payload and the operation, unless the linter was given them.
    ///
    /// ```
    /// use kyx_schema::{Context, input::Format, lint::Linter};
    ///
    /// let file = br#"curl -X PUT https://account.emea-1.jumio.ai/api/v1/accounts \
    ///   -H 'User-Agent: Example' -H 'Content-Type: application/json' \
    ///   -d '{"customerInternalReference": "order-4711", "workflowDefinition": {"key": "two"}}'"#;
    /// let mut found = Vec::new();
    /// Linter::new(Context::unknown()).lint_file(file, Format::Curl, &mut |part| {
    ///     found.extend(part.linted.report.findings().iter().map(|it| (it.rule.name, it.range.map(|it| it.start.line))));
    /// });
    /// assert_eq!(found, [("wrong-method", Some(1)), ("wrong-type", Some(3))]);
    /// ```
    pub fn lint_file(&self, bytes: &[u8], format: Format, receive: &mut dyn FnMut(LintedPart)) {
        let text = json::same_length_text(bytes);
        let file = File { linter: *self, format, lines: Lines::of(&text) };
        let mut elements = Vec::new();
        input::read(&Excerpt::file(&text), format, &mut |part| {
            elements.extend((format == Format::Array).then(|| part.range.clone()));
            receive(file.lint(&part));
        });
        if format == Format::Array {
            file.between(&text, &elements).into_iter().for_each(receive);
        }
    }

    /// The parts of a file that may be displayed.
    #[must_use]
    pub fn visibility_of_file(&self, bytes: &[u8], format: Format) -> Visibility {
        let text = json::same_length_text(bytes);
        let file = File { linter: *self, format, lines: Lines::of(&text) };
        let mut all = Visibility::default();
        input::read(&Excerpt::file(&text), format, &mut |part| {
            let visibility = file.visibility(&part, part.call.as_ref().and_then(Call::route).as_ref());
            all.public.extend(visibility.public);
            all.private.extend(visibility.private);
        });
        all.public.sort_by_key(|range| range.start);
        all.private.sort_by_key(|range| range.start);
        all
    }

    /// Applies the fixes of all payloads of a file that are at least this safe, until nothing changes. Only findings of the
    /// rules that `is_selected` accepts are fixed. A payload whose quoting makes a fix doubtful stays as it is.
    ///
    /// ```
    /// use kyx_schema::{Context, Safety, input::Format, lint::Linter};
    ///
    /// let file = br#"curl https://example.com -d '{"firstName": "John", "lastName": "O\u0027Hara",}'"#;
    /// let fixed = Linter::new(Context::unknown()).fix_file(file, Format::Curl, Safety::Safe, |_| true);
    /// assert_eq!(fixed.bytes, br#"curl https://example.com -d '{"firstName": "John", "lastName": "O\u0027Hara"}'"#);
    /// assert_eq!(fixed.count, 1);
    /// ```
    #[must_use]
    pub fn fix_file(
        &self,
        bytes: &[u8],
        format: Format,
        safety: Safety,
        is_selected: impl Fn(&Finding) -> bool,
    ) -> FixedFile {
        let unfixed = || FixedFile { bytes: bytes.to_vec(), count: 0 };
        let Ok(text) = std::str::from_utf8(bytes) else { return unfixed() };
        let file = File { linter: *self, format, lines: Lines::of(text) };
        let (mut edits, mut count, mut expected) = (Vec::new(), 0, Vec::new());
        input::read(&Excerpt::file(text), format, &mut |part| {
            let fixed = file.fixed(&part, safety, &is_selected);
            let Some(payload) = &part.payload else { return };
            expected.push(match fixed {
                Some(fixed) => {
                    edits.extend(fixed.edits);
                    count += fixed.count;
                    digest(&fixed.payload)
                }
                None => digest(&payload.text),
            });
        });
        if edits.is_empty() {
            return unfixed();
        }
        edits.sort_by_key(|(range, _): &TextEdit| (range.start, range.end));
        let bytes = applied(text, &edits).into_bytes();
        match payloads(&bytes, format) == expected {
            true => FixedFile { bytes, count },
            false => unfixed(),
        }
    }
}

/// A file after fixing.
#[derive(Clone)]
#[non_exhaustive]
pub struct FixedFile {
    /// The file.
    pub bytes: Vec<u8>,
    /// The number of fixed findings.
    pub count: usize,
}

/// Omits the file, which may contain personal data and tokens.
impl fmt::Debug for FixedFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("FixedFile").field("count", &self.count).finish_non_exhaustive()
    }
}

/// The fixes of a payload.
struct FixedPayload {
    payload: String,
    /// The edits of the file.
    edits: Vec<TextEdit>,
    count: usize,
}

fn applied(text: &str, edits: &[TextEdit]) -> String {
    let (mut new, mut at) = (String::with_capacity(text.len()), 0);
    for (range, replacement) in edits {
        new.push_str(&text[at..range.start]);
        new.push_str(replacement);
        at = range.end;
    }
    new.push_str(&text[at..]);
    new
}

/// Digests of all payloads of a file.
fn payloads(bytes: &[u8], format: Format) -> Vec<u64> {
    let text = json::same_length_text(bytes);
    let mut all = Vec::new();
    input::read(&Excerpt::file(&text), format, &mut |part| {
        all.extend(part.payload.iter().map(|payload| digest(&payload.text)));
    });
    all
}

fn digest(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

struct File<'t> {
    linter: Linter,
    format: Format,
    lines: Lines<'t>,
}

impl File<'_> {
    fn lint(&self, part: &Part<'_>) -> LintedPart {
        let route = part.call.as_ref().and_then(Call::route);
        let route = route.as_ref();
        let mut linted = match self.template(part, route) {
            Some((payload, template)) => self.lint_payload(payload, &template, &self.linter_for(part, route)),
            None => Linted::nothing(),
        };
        let is_foreign = self.is_foreign(part, route, &linted);
        if is_foreign {
            linted = Linted::nothing();
        } else {
            let (mut findings, omitted) = mem::take(&mut linted.report).into_parts();
            findings.extend(self.findings_of_call(part, route));
            linted.report = Report::new(findings, omitted);
        }
        if !linted.report.is_clean() {
            linted.visibility = Some(self.visibility(part, route));
        }
        let line = self.lines.span(&part.range).start.line;
        LintedPart { bytes: part.range.clone(), line, operation: operation(part, route), is_foreign, linted }
    }

    /// The errors of an array between its elements.
    fn between(&self, text: &str, elements: &[Range<usize>]) -> Option<LintedPart> {
        if serde_json::from_str::<IgnoredAny>(text).is_ok() || text.len() > MAX_BYTES {
            return None;
        }
        let mut findings = Findings::default();
        syntax::parse(text, 0, &[]).1.report(None, &mut findings);
        let (mut findings, omitted) = findings.into_report(text).into_parts();
        let is_between = |finding: &Finding| {
            let at = finding.range.map_or(0, |range| range.start.offset);
            let is_start = |it: &Range<usize>| at == it.start && text[at..].starts_with('{');
            elements
                .get(elements.partition_point(|it| it.end <= at))
                .is_none_or(|it| at < it.start || is_start(it))
        };
        findings.retain(is_between);
        let bytes = findings.first()?.range.map(bytes_of)?;
        let line = self.lines.span(&bytes).start.line;
        let linted = Linted { report: Report::new(findings, omitted), ..Linted::nothing() };
        Some(LintedPart { bytes, line, operation: None, is_foreign: false, linted })
    }

    /// The payload of a part, with its variables; `None` if there is none, or nothing is known of it.
    fn template<'p>(
        &self,
        part: &'p Part<'_>,
        route: Option<&Route<'_>>,
    ) -> Option<(&'p Excerpt<'p>, Template<'p>)> {
        let payload = part.payload.as_ref().filter(|_| expects_payload(part, route))?;
        let template = match self.format.has_variables() {
            true => Template::of(&payload.text)?,
            false => Template { text: Cow::Borrowed(&payload.text), unknown: Vec::new() },
        };
        Some((payload, template))
    }

    /// The parts of a part that may be displayed.
    fn visibility(&self, part: &Part<'_>, route: Option<&Route<'_>>) -> Visibility {
        let mut all = Visibility { public: part.public.clone(), private: Vec::new() };
        if let (Some(call), None) = (&part.call, part.answer) {
            all.public.extend(public_of_call(call, route));
        }
        if let Some((payload, template)) = self.template(part, route) {
            let linter = self.linter_for(part, route);
            let visibility = linter.visibility_of_template(&template);
            all.public.extend(visibility.public.iter().map(|it| payload.in_file(it)));
            all.private.extend(visibility.private.iter().map(|it| payload.in_file(it)));
        }
        all.public.sort_by_key(|range| range.start);
        all.private.sort_by_key(|range| range.start);
        all
    }

    /// The fixes of the payload of a part, if there are any that can be written.
    fn fixed(
        &self,
        part: &Part<'_>,
        safety: Safety,
        is_selected: &impl Fn(&Finding) -> bool,
    ) -> Option<FixedPayload> {
        let route = part.call.as_ref().and_then(Call::route);
        let (payload, template) = self.template(part, route.as_ref())?;
        let linter = self.linter_for(part, route.as_ref());
        let lint = |bytes: &[u8]| match std::str::from_utf8(bytes).ok().and_then(Template::of) {
            Some(template) if self.format.has_variables() => linter.lint_template(&template),
            _ => linter.lint(bytes),
        };
        let mut fixer = Fixer::new(template.text.as_bytes(), lint);
        if self.is_foreign(part, route.as_ref(), &fixer.fixed.linted) {
            return None;
        }
        fixer.fix(safety, is_selected);
        let (count, edits) = (fixer.fixed.count, fixer.patch.edits());
        let in_file = |(range, new): &TextEdit| payload.edit(range, new).filter(|_| !new.contains(FILLER));
        let in_file = edits.iter().map(in_file).collect::<Option<Vec<_>>>()?;
        (count > 0).then(|| FixedPayload { payload: applied(&payload.text, &edits), edits: in_file, count })
    }

    /// The linter for the payload of a call.
    fn linter_for(&self, part: &Part<'_>, route: Option<&Route<'_>>) -> Linter {
        let (Some(call), Some(route)) = (&part.call, route) else { return self.linter };
        let kind = match part.answer {
            _ if !route.is_certain() => None,
            Some(Answer::Success) => route.answer(&call.method),
            Some(Answer::Other) => None,
            None => match route.request(&call.method) {
                Some(Request::Payload(kind)) => Some(kind),
                _ => None,
            },
        };
        self.linter.in_call(kind, operation(part, Some(route)))
    }

    fn lint_payload(&self, payload: &Excerpt<'_>, template: &Template<'_>, linter: &Linter) -> Linted {
        let linted = linter.lint_template(template);
        let (findings, omitted) = linted.report.into_parts();
        let findings = findings.into_iter().map(|finding| self.in_file(finding, payload)).collect();
        Linted { report: Report::new(findings, omitted), visibility: None, ..linted }
    }

    /// The same finding with ranges of the file; without its fix if the quoting makes that doubtful.
    fn in_file(&self, finding: Finding, payload: &Excerpt<'_>) -> Finding {
        let edit = |edit: Edit| {
            let (range, text) = payload.edit(&bytes_of(edit.range), &edit.text)?;
            Some(Edit { range: self.lines.span(&range), text, ..edit })
        };
        let fix = finding.fix.and_then(|fix| {
            let edits = fix.edits.into_iter().map(edit).collect::<Option<_>>()?;
            Some(Fix { edits, moved: None, ..fix })
        });
        let range = finding.range.map(|range| self.lines.span(&payload.in_file(&bytes_of(range))));
        Finding { range, fix, ..finding }
    }

    /// Whether a part concerns the platform in no way.
    fn is_foreign(&self, part: &Part<'_>, route: Option<&Route<'_>>, linted: &Linted) -> bool {
        if part.call.is_none() && part.payload.is_none() {
            return false; // the file itself is at fault
        }
        let is_known = linted.kind.is_some() || linted.nearest.is_some();
        let is_expected = self.format == Format::Array || route.is_some_and(Route::is_certain);
        let is_alien = part.call.is_some() && part.answer.is_none() && route.is_none() && !is_known;
        is_alien || !(is_known || is_expected)
    }

    /// The findings of the call itself, and of what could not be read.
    fn findings_of_call(&self, part: &Part<'_>, route: Option<&Route<'_>>) -> Vec<Finding> {
        let mut findings = Vec::new();
        let mut report = |rule, range: &Range<usize>, defect| {
            let range = Some(self.lines.span(range));
            findings.push(Finding { range, ..Finding::new(rule, defect) });
        };
        for problem in &part.problems {
            let (rule, defect) = unread(problem.what);
            report(rule, &problem.range, defect);
        }
        if let (Some(call), None) = (&part.call, part.answer) {
            let unknown = Route::unknown();
            let Some(route) = route.or(contains_variable(&call.url.text).then_some(&unknown)) else {
                return findings;
            };
            for (rule, check) in CHECKS.iter() {
                check(call, route, &mut CallDefects(&mut |range, defect| report(rule, &range, defect)));
            }
        }
        findings
    }
}

/// The parts of a call that reveal nothing: the names of common headers, and what all URLs of the platform contain.
fn public_of_call(call: &Call<'_>, route: Option<&Route<'_>>) -> Vec<Range<usize>> {
    let is_common = |name: &str| COMMON_HEADERS.iter().any(|it| name.trim().eq_ignore_ascii_case(it));
    let headers = call.headers.iter().filter(|header| is_common(&header.name.text));
    let mut public: Vec<_> = headers.map(|header| header.name.range()).collect();
    if METHODS.contains(&call.method.as_str()) && call.method_range != call.url.range() {
        public.push(call.method_range.clone());
    }
    if let Some(route) = route {
        public.extend(route.public_parts(&call.url.text).into_iter().map(|it| call.url.in_file(&it)));
    }
    public.retain(|range| !range.is_empty());
    public
}

const COMMON_HEADERS: &[&str] = &["accept", "authorization", "content-type", "host", "user-agent"];

fn bytes_of(range: Span) -> Range<usize> {
    range.start.offset..range.end.offset
}

static CHECKS: LazyLock<Vec<(&'static Rule, CallCheck)>> = LazyLock::new(|| {
    rules::checks(|check| match check {
        Check::Call(check) => Some(*check),
        _ => None,
    })
});

/// The operation of an account request, by its URL.
fn operation(part: &Part<'_>, route: Option<&Route<'_>>) -> Option<Operation> {
    let (Some(call), Some(route), None) = (&part.call, route, part.answer) else { return None };
    let is_account = route.request(&call.method) == Some(Request::Payload(Kind::AccountRequest));
    route.operation().filter(|_| is_account)
}

/// Whether the payload of a part is meant to be one, and not a form or an image.
fn expects_payload(part: &Part<'_>, route: Option<&Route<'_>>) -> bool {
    match (&part.call, route, part.answer) {
        (Some(call), Some(route), None) => {
            !matches!(route.request(&call.method), Some(Request::File | Request::Form))
        }
        _ => true,
    }
}

fn unread(what: Unread) -> (&'static Rule, Defect) {
    let (message, help) = match what {
        Unread::OtherFile => {
            let defect = Defect::new("the body is in another file, which is not read", "lint that file, too");
            return (&BODY_ELSEWHERE, defect);
        }
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
