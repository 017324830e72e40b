//! Lints all payloads and calls of a file that contains more than one payload as it is.

use std::{borrow::Cow, mem, ops::Range, sync::LazyLock};

use super::{
    lines::Lines,
    linter::{Linted, Linter},
    visibility::Visibility,
};
use crate::{
    call::Call,
    defect::Defect,
    excerpt::Excerpt,
    finding::{Edit, Finding, Fix, Span},
    input::{self, Answer, Format, Part, Template, Unread},
    json,
    report::Report,
    route::{Request, Route},
    rule::{CallCheck, CallDefects, Check, Rule},
    rules::{
        self,
        call::{BODY_ELSEWHERE, UNREADABLE_CALL},
    },
};

/// A payload or a call of a file, and its findings. All ranges are of the file.
#[derive(Clone, Debug)]
#[non_exhaustive]
pub struct LintedPart {
    /// The range of the call or the payload, in bytes.
    pub bytes: Range<usize>,
    /// The line that it starts on, from 1.
    pub line: usize,
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
        input::read(&Excerpt::file(&text), format, &mut |part| receive(file.lint(part)));
    }
}

struct File<'t> {
    linter: Linter,
    format: Format,
    lines: Lines<'t>,
}

impl File<'_> {
    fn lint(&self, part: Part<'_>) -> LintedPart {
        let route = part.call.as_ref().and_then(Call::route);
        let mut linted = match &part.payload {
            Some(payload) if expects_payload(&part, route.as_ref()) => {
                self.lint_payload(payload, &self.linter_for(&part, route.as_ref()))
            }
            _ => Linted::nothing(),
        };
        let is_foreign = self.is_foreign(&part, route.as_ref(), &linted);
        if is_foreign {
            linted = Linted::nothing();
        } else {
            let (mut findings, omitted) = mem::take(&mut linted.report).into_parts();
            findings.extend(self.findings_of_call(&part, route.as_ref()));
            linted.report = Report::new(findings, omitted);
        }
        let line = self.lines.span(&part.range).start.line;
        LintedPart { bytes: part.range.clone(), line, is_foreign, linted }
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
        self.linter.in_call(kind, route.operation().filter(|_| part.answer.is_none()))
    }

    fn lint_payload(&self, payload: &Excerpt<'_>, linter: &Linter) -> Linted {
        let template = match self.format.has_variables() {
            true => Template::of(&payload.text),
            false => Some(Template { text: Cow::Borrowed(&payload.text), unknown: Vec::new() }),
        };
        let Some(template) = template else { return Linted::nothing() };
        let linted = linter.lint_template(&template);
        let visibility = match linted.visibility {
            None if !linted.report.is_clean() => linter.visibility(template.text.as_bytes()),
            visibility => visibility.unwrap_or_default(),
        };
        let in_file = |ranges: Vec<Range<usize>>| ranges.iter().map(|it| payload.in_file(it)).collect();
        let visibility =
            Visibility { public: in_file(visibility.public), private: in_file(visibility.private) };
        let (findings, omitted) = linted.report.into_parts();
        let findings = findings.into_iter().map(|finding| self.in_file(finding, payload)).collect();
        Linted { report: Report::new(findings, omitted), visibility: Some(visibility), ..linted }
    }

    /// The same finding with ranges of the file; without its fix if the quoting makes that doubtful.
    fn in_file(&self, finding: Finding, payload: &Excerpt<'_>) -> Finding {
        let bytes = |range: Span| range.start.offset..range.end.offset;
        let edit = |edit: Edit| {
            let (range, text) = payload.edit(&bytes(edit.range), &edit.text)?;
            Some(Edit { range: self.lines.span(&range), text, ..edit })
        };
        let fix = finding.fix.and_then(|fix| {
            let edits = fix.edits.into_iter().map(edit).collect::<Option<_>>()?;
            Some(Fix { edits, moved: None, ..fix })
        });
        let range = finding.range.map(|range| self.lines.span(&payload.in_file(&bytes(range))));
        Finding { range, fix, ..finding }
    }

    /// Whether a part concerns the platform in no way.
    fn is_foreign(&self, part: &Part<'_>, route: Option<&Route<'_>>, linted: &Linted) -> bool {
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
        if let (Some(call), Some(route), None) = (&part.call, route, part.answer) {
            for (rule, check) in CHECKS.iter() {
                check(call, route, &mut CallDefects(&mut |range, defect| report(rule, &range, defect)));
            }
        }
        findings
    }
}

static CHECKS: LazyLock<Vec<(&'static Rule, CallCheck)>> = LazyLock::new(|| {
    rules::checks(|check| match check {
        Check::Call(check) => Some(*check),
        _ => None,
    })
});

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
        Unread::Container => ("not valid JSON; what follows is not checked", "save or export it again"),
        Unread::Base64 => ("not valid base64, so the body is not checked", "capture or copy it again"),
    };
    (&UNREADABLE_CALL, Defect::new(message, help))
}
