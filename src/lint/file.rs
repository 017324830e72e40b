//! Lints all payloads and calls of a file that contains more than one payload as it is.

use std::{collections::HashSet, mem, ops::Range};

use serde::de::IgnoredAny;

use super::{
    findings::Findings,
    lines::Lines,
    linter::{Linted, Linter},
    part::RoutedPart,
    syntax,
    visibility::Visibility,
};
use crate::{
    excerpt::Excerpt,
    finding::{Edit, Finding, Fix, Span},
    input::{self, Directive, Format, MAX_TREE, Part, Template},
    json::{self, Decoded},
    report::Report,
    rules::syntax::{NOT_UTF8, not_utf8},
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
    /// A comment tells the kind of the payloads, the operation and the channel, as [`Directive`] describes; the method and
    /// the URL of a call tell its kind and operation. What the linter was given takes precedence, then the comment.
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
    /// assert_eq!(found, [("wrong-method", Some(1)), ("invalid-workflow-key", Some(3))]);
    /// ```
    pub fn lint_file(&self, bytes: &[u8], format: Format, receive: &mut dyn FnMut(LintedPart)) {
        let Decoded { text, invalid } = json::decode(bytes);
        let file = FileLinter { invalid, ..FileLinter::new(*self, format, &text) };
        let (mut elements, mut found) = (Vec::new(), HashSet::new());
        input::read(&Excerpt::file(&text), format, &mut |part| {
            let linted = file.lint(&part);
            if format == Format::Array {
                elements.push(part.range.clone());
                found.extend(linted.linted.report.findings().iter().filter_map(offset));
            }
            receive(linted);
        });
        if format == Format::Array {
            file.between(&text, &elements, &found).into_iter().for_each(receive);
        }
    }

    /// The parts of a file that may be displayed.
    #[must_use]
    pub fn visibility_of_file(&self, bytes: &[u8], format: Format) -> Visibility {
        let text = json::same_length_text(bytes);
        let file = FileLinter::new(*self, format, &text);
        let mut all = Visibility::default();
        input::read(&Excerpt::file(&text), format, &mut |part| {
            let visibility = file.visibility(&RoutedPart::new(&part));
            all.public.extend(visibility.public);
            all.private.extend(visibility.private);
        });
        all.sort();
        all
    }
}

/// Lints the parts of a file.
pub(super) struct FileLinter<'t> {
    linter: Linter,
    pub(super) format: Format,
    lines: Lines<'t>,
    /// The sorted ranges that are not UTF-8.
    invalid: Vec<Range<usize>>,
}

impl<'t> FileLinter<'t> {
    pub(super) fn new(linter: Linter, format: Format, text: &'t str) -> Self {
        let linter = linter.directed(Directive::of(text.as_bytes(), format));
        Self { linter, format, lines: Lines::of(text), invalid: Vec::new() }
    }

    fn lint(&self, part: &Part<'_>) -> LintedPart {
        let routed = RoutedPart::new(part);
        let payload = routed.payload(self.format);
        let mut linted = match &payload {
            Some((payload, template)) => self.lint_payload(payload, template, &self.linter_for(&routed)),
            None => Linted::nothing(),
        };
        let is_foreign = self.is_foreign(&routed, &linted);
        if is_foreign {
            linted = Linted::nothing();
        } else {
            let (mut findings, omitted) = mem::take(&mut linted.report).into_parts();
            findings.extend(payload.iter().flat_map(|(payload, _)| self.invalid_bytes(payload.range())));
            findings.extend(routed.defects().into_iter().map(|(rule, range, defect)| Finding {
                range: Some(self.lines.span(&range)),
                ..Finding::new(rule, defect)
            }));
            linted.report = Report::new(findings, omitted);
        }
        if !linted.report.is_clean() {
            linted.visibility = Some(self.visibility(&routed));
        }
        let line = self.lines.span(&part.range).start.line;
        LintedPart { bytes: part.range.clone(), line, operation: routed.operation(), is_foreign, linted }
    }

    /// The linter for the payload of a part.
    pub(super) fn linter_for(&self, routed: &RoutedPart<'_>) -> Linter {
        self.linter.in_call(routed.kind(), routed.operation())
    }

    /// The parts of a part that may be displayed.
    fn visibility(&self, routed: &RoutedPart<'_>) -> Visibility {
        let mut all = Visibility { public: routed.public(), private: Vec::new() };
        if let Some((payload, template)) = routed.payload(self.format) {
            let mut visibility = self.linter_for(routed).visibility_of_template(&template);
            if !payload.separates_characters() {
                let whole = 0..payload.text.len();
                visibility = Visibility { public: Vec::new(), private: vec![whole] };
            } else if payload.has_escapes() {
                let structure = visibility.structure(&payload.text);
                visibility.public.extend(structure);
            }
            all.public.extend(visibility.public.iter().map(|it| payload.in_file(it)));
            all.private.extend(visibility.private.iter().map(|it| payload.in_file(it)));
        }
        all.sort();
        all
    }

    /// The bytes in a range that are not UTF-8.
    fn invalid_bytes(&self, range: Range<usize>) -> impl Iterator<Item = Finding> {
        let first = self.invalid.partition_point(|it| it.end <= range.start);
        let end = range.end;
        self.invalid[first..].iter().take_while(move |it| it.start < end).map(|it| Finding {
            range: Some(self.lines.span(it)),
            ..Finding::new(&NOT_UTF8, not_utf8(it.len()))
        })
    }

    /// The errors of an array between its elements, except those that an element has as well.
    fn between(&self, text: &str, elements: &[Range<usize>], found: &HashSet<usize>) -> Option<LintedPart> {
        if serde_json::from_str::<IgnoredAny>(text).is_ok() || text.len() > MAX_TREE {
            return None;
        }
        let mut findings = Findings::default();
        let start = syntax::skip_byte_order_mark(text, &mut findings);
        syntax::parse(text, start, &[]).1.report(None, &mut findings);
        let (mut findings, omitted) = findings.into_report(text).into_parts();
        let is_between = |finding: &Finding| {
            let at = offset(finding).unwrap_or_default();
            if found.contains(&at) {
                return false;
            }
            elements.get(elements.partition_point(|it| it.end <= at)).is_none_or(|it| at <= it.start)
        };
        findings.retain(is_between);
        let bytes = findings.first()?.range.map(bytes_of)?;
        let line = self.lines.span(&bytes).start.line;
        let linted = Linted { report: Report::new(findings, omitted), ..Linted::nothing() };
        Some(LintedPart { bytes, line, operation: None, is_foreign: false, linted })
    }

    fn lint_payload(&self, payload: &Excerpt<'_>, template: &Template<'_>, linter: &Linter) -> Linted {
        let linted = linter.lint_template(template);
        let (findings, omitted) = linted.report.into_parts();
        let findings = findings.into_iter().map(|finding| self.in_file(finding, payload)).collect();
        Linted { report: Report::new(findings, omitted), ..linted }
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
        let span = |range: Span| {
            let range = with_whole_characters(bytes_of(range), &payload.text);
            self.lines.span(&payload.in_file(&range))
        };
        let range = finding.range.map(span);
        let mut related = finding.related;
        for it in &mut related {
            it.range = span(it.range);
        }
        Finding { range, fix, related, ..finding }
    }

    /// Whether a part concerns the platform in no way.
    fn is_foreign(&self, routed: &RoutedPart<'_>, linted: &Linted) -> bool {
        if routed.part.call.is_none() && routed.part.payload.is_none() {
            return routed.part.problems.is_empty(); // or else the file itself is at fault
        }
        let is_known = linted.kind.is_some() || linted.nearest.is_some();
        let is_expected = self.format == Format::Array || routed.is_certain();
        !is_known && !is_expected
    }
}

fn bytes_of(range: Span) -> Range<usize> {
    range.start.offset..range.end.offset
}

/// The range with all of its first and last character: what is linted in place of a variable has other characters.
fn with_whole_characters(Range { start, end }: Range<usize>, text: &str) -> Range<usize> {
    let start = (0..=start).rev().find(|at| text.is_char_boundary(*at)).unwrap_or_default();
    let end = (end..text.len()).find(|at| text.is_char_boundary(*at)).unwrap_or(text.len());
    start..end
}

/// Where a finding begins.
fn offset(finding: &Finding) -> Option<usize> {
    finding.range.map(|range| range.start.offset)
}
