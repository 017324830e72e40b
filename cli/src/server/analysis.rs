//! What the linter says about a document.

use std::{
    io::Cursor,
    ops::Range,
    sync::{Arc, OnceLock},
};

use kyx_schema::{Finding, Kind, Related, Safety, Severity, Span, Tag, lint::Outline};
use lsp_types::{
    CodeDescription, Diagnostic, DiagnosticRelatedInformation, DiagnosticSeverity, DiagnosticTag, Location,
    NumberOrString, TextEdit,
};

use super::{
    documents::Document,
    position::{Encoding, difference},
};
use crate::{
    baseline::Baseline,
    input::{Layout, Payload, Payloads},
    lint::{self, Settings},
    output::MAX_FOR_PEOPLE,
    stderr,
};

/// A version of a document and its findings.
pub(super) struct Analysis {
    pub(super) document: Arc<Document>,
    pub(super) settings: Settings,
    pub(super) findings: Vec<Finding>,
    /// The payloads of the document that are JSON as it stands, each with its kind if it was linted.
    payloads: Vec<(Range<usize>, Option<Kind>)>,
    /// The findings that are known and not reported.
    known: Option<Baseline>,
    /// The edits that apply all safe fixes, once they were asked for: editors ask whenever the cursor moves.
    safe_edits: OnceLock<Vec<TextEdit>>,
}

impl Analysis {
    /// Lints a document. What is not told to be a payload, by its keys, by a call or by a configuration, has no findings.
    pub(super) fn of(document: Arc<Document>, settings: Settings) -> Self {
        let mut known =
            settings.baseline().and_then(|file| Baseline::read(&file).map_err(stderr::message).ok());
        known.iter_mut().for_each(|known| known.begin_file(&document.path));
        let (findings, payloads, safe_edits) = Default::default();
        let mut analysis = Self { document, settings, findings, payloads, known, safe_edits };
        let text = Arc::clone(&analysis.document);
        each_payload(&text, |payload| analysis.add(&payload));
        analysis
    }

    fn add(&mut self, payload: &Payload<'_>) {
        let whole = payload.origin.is_none();
        if let Some(format) = whole.then(|| self.settings.format(payload.bytes)).flatten() {
            let Self { settings, findings, known, .. } = self;
            settings.lint_file(payload.bytes, format, &mut |part, _| {
                if part.linted.nearest.is_some() && !settings.is_listed() {
                    return;
                }
                let new = part.linted.report.findings().iter();
                findings.extend(new.filter(|it| !is_known(known, part.linted.kind, it)).cloned());
            });
            return;
        }
        let start = payload.origin.map_or(0, |origin| origin.offset);
        let bytes = start..start + payload.bytes.len();
        // More findings are not shown: the rest is linted when an editor asks about it.
        if self.has_enough() {
            self.payloads.push((bytes, None));
            return;
        }
        let (linted, _) = self.settings.lint(payload.bytes);
        if linted.kind.is_none() && !self.settings.is_listed() {
            return;
        }
        if linted.kind.is_some() {
            self.payloads.push((bytes, linted.kind));
        }
        let moved = |span: Span| payload.origin.map_or(span, |origin| span.moved_to(origin));
        for finding in linted.report.findings() {
            if is_known(&mut self.known, linted.kind, finding) {
                continue;
            }
            let mut finding = finding.clone();
            finding.range = finding.range.map(moved);
            for edit in finding.fix.iter_mut().flat_map(|fix| &mut fix.edits) {
                edit.range = moved(edit.range);
            }
            for related in &mut finding.related {
                related.range = moved(related.range);
            }
            self.findings.push(finding);
        }
    }

    /// The range of a finding in bytes.
    pub(super) fn bytes(finding: &Finding) -> Range<usize> {
        finding.range.map_or(0..0, bytes_of)
    }

    pub(super) fn diagnostic(&self, finding: &Finding, encoding: Encoding) -> Diagnostic {
        let page = self.settings.docs_url().and_then(|site| site.of_rule(finding.rule).parse().ok());
        let range = |bytes| self.document.lines.range(&self.document.text, &bytes, encoding);
        let related = |it: &Related| DiagnosticRelatedInformation {
            location: Location::new(self.document.uri.clone(), range(bytes_of(it.range))),
            message: it.message.to_owned(),
        };
        let related: Vec<_> = finding.related.iter().map(related).collect();
        Diagnostic {
            range: range(Self::bytes(finding)),
            severity: Some(match finding.severity {
                Severity::Error => DiagnosticSeverity::ERROR,
                Severity::Warning => DiagnosticSeverity::WARNING,
                Severity::Info => DiagnosticSeverity::INFORMATION,
            }),
            code: Some(NumberOrString::String(finding.rule.code.to_owned())),
            code_description: page.map(|href| CodeDescription { href }),
            source: Some("kyx".to_owned()),
            message: format!("{}\n{}", finding.message, finding.help),
            related_information: (!related.is_empty()).then_some(related),
            tags: finding.rule.tag.map(|tag| vec![diagnostic_tag(tag)]),
            ..Diagnostic::default()
        }
    }

    /// The findings, as many as `kyx lint` shows of a file.
    pub(super) fn diagnostics(&self, encoding: Encoding) -> Vec<Diagnostic> {
        let shown = self.findings.iter().take(MAX_FOR_PEOPLE);
        shown.map(|finding| self.diagnostic(finding, encoding)).collect()
    }

    /// The edits of a fix.
    pub(super) fn edits(&self, finding: &Finding, encoding: Encoding) -> Vec<TextEdit> {
        let edits = finding.fix.iter().flat_map(|fix| &fix.edits);
        edits.map(|edit| self.edit(&bytes_of(edit.range), edit.text.clone(), encoding)).collect()
    }

    /// The edits that apply all safe fixes, as `kyx lint --fix` does.
    pub(super) fn safe_edits(&self, encoding: Encoding) -> &[TextEdit] {
        self.safe_edits.get_or_init(|| {
            let mut edits = Vec::new();
            let is_safe = |it: &Finding| it.fix.as_ref().is_some_and(|fix| fix.safety == Safety::Safe);
            if self.has_enough() || self.findings.iter().any(is_safe) {
                each_payload(&self.document, |payload| edits.extend(self.safe_edit(&payload, encoding)));
            }
            edits
        })
    }

    /// The edit that applies all safe fixes of a payload, or of a file with calls. Other JSON may contain comments for good
    /// reason.
    fn safe_edit(&self, payload: &Payload<'_>, encoding: Encoding) -> Option<TextEdit> {
        let start = payload.origin.map_or(0, |origin| origin.offset);
        let told = self.payloads.binary_search_by_key(&start, |(bytes, _)| bytes.start);
        let is_told = told.is_ok_and(|index| self.kind(&self.payloads[index]).is_some());
        let has_calls = payload.origin.is_none() && self.settings.format(payload.bytes).is_some();
        if !is_told && !has_calls && !self.settings.is_listed() {
            return None;
        }
        let (bytes, count) = lint::fixed(payload, &self.settings, Safety::Safe);
        let fixed = String::from_utf8(bytes).ok().filter(|_| count > 0)?;
        let old = &self.document.text[start..start + payload.bytes.len()];
        let (range, new) = difference(old, &fixed);
        Some(self.edit(&(range.start + start..range.end + start), new.to_owned(), encoding))
    }

    /// The payload around an offset: where it starts, and what an editor may ask about it.
    pub(super) fn outline(&self, offset: usize) -> Option<(usize, Outline<'_>)> {
        let is_around = |(bytes, _): &&(Range<usize>, _)| bytes.start <= offset && offset <= bytes.end;
        self.outline_of(self.payloads.iter().find(is_around)?)
    }

    /// The payloads in a range: where each starts, and what an editor may ask about it.
    pub(super) fn outlines(&self, range: Range<usize>) -> impl Iterator<Item = (usize, Outline<'_>)> {
        let payloads = self.payloads.iter().skip_while(move |(bytes, _)| bytes.end < range.start);
        let payloads = payloads.take_while(move |(bytes, _)| bytes.start <= range.end);
        payloads.filter_map(|payload| self.outline_of(payload))
    }

    fn outline_of(&self, payload: &(Range<usize>, Option<Kind>)) -> Option<(usize, Outline<'_>)> {
        let kind = self.kind(payload)?;
        Some((payload.0.start, Outline::new(&self.document.text[payload.0.clone()], kind)))
    }

    /// The kind of a payload, if it is known.
    fn kind(&self, (bytes, kind): &(Range<usize>, Option<Kind>)) -> Option<Kind> {
        kind.or_else(|| self.settings.lint(self.document.text[bytes.clone()].as_bytes()).0.kind)
    }

    /// Whether there are as many findings as are shown.
    fn has_enough(&self) -> bool {
        self.findings.len() >= MAX_FOR_PEOPLE
    }

    pub(super) fn edit(&self, bytes: &Range<usize>, new_text: String, encoding: Encoding) -> TextEdit {
        TextEdit { range: self.document.lines.range(&self.document.text, bytes, encoding), new_text }
    }
}

fn bytes_of(range: Span) -> Range<usize> {
    range.start.offset..range.end.offset
}

fn diagnostic_tag(tag: Tag) -> DiagnosticTag {
    match tag {
        Tag::Unnecessary => DiagnosticTag::UNNECESSARY,
        Tag::Deprecated => DiagnosticTag::DEPRECATED,
    }
}

fn is_known(known: &mut Option<Baseline>, kind: Option<Kind>, finding: &Finding) -> bool {
    known.as_mut().is_some_and(|known| known.contains(kind, finding))
}

/// Calls `act` with each payload of a document, as `kyx lint` divides files.
fn each_payload(document: &Document, mut act: impl FnMut(Payload<'_>)) {
    let text = Cursor::new(document.text.clone().into_bytes());
    // Reading from memory succeeds.
    if let Ok(payloads) = Payloads::of(Box::new(text), Layout::of(&document.path)) {
        _ = payloads.each(&mut |payload| {
            act(payload);
            Ok(())
        });
    }
}
