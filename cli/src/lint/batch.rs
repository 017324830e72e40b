//! Some linted payloads, on their way from a worker to the output.

use std::{mem, ops::Range};

use kyx_schema::{
    Kind, Place, Report,
    input::Format,
    lint::{LintedPart, Visibility},
};

use memchr::{memchr, memrchr};

use super::settings::{Settings, Verdict};
use crate::{input::Payload, tally::Tally};

/// The number of findings that complete a batch.
const FINDINGS: usize = 64;

/// The parts of each linted payload that the output needs.
#[derive(Clone, Copy)]
pub(super) struct OutputNeeds {
    pub(super) findings: bool,
    /// The text to show findings in.
    pub(super) text: bool,
    /// The number of findings by rule, and the consents.
    pub(super) statistics: bool,
}

/// Some linted payloads, in the order of the input.
#[derive(Default)]
pub(super) struct Batch {
    /// The payloads to write. Clean lines are only counted.
    pub(super) payloads: Vec<LintedPayload>,
    pub(super) tally: Tally,
    /// The number of files that were skipped: JSON of no known kind.
    pub(super) skipped: usize,
    findings: usize,
}

/// A payload and its findings.
pub(super) struct LintedPayload {
    /// Where it starts; `None` if it is the whole file.
    pub(super) origin: Option<Place>,
    /// The line that it starts on, if its file may have several.
    pub(super) line: Option<usize>,
    pub(super) kind: Option<Kind>,
    pub(super) report: Report,
    pub(super) text: Option<ShownText>,
}

/// The text to show findings in.
pub(super) struct ShownText {
    pub(super) bytes: Vec<u8>,
    /// The offset of the first byte in what the findings refer to.
    pub(super) start: usize,
    pub(super) visibility: Visibility,
}

impl Batch {
    fn add(&mut self, payload: &Payload<'_>, settings: &Settings, needs: OutputNeeds) {
        let (linted, verdict) = settings.lint(payload.bytes);
        if verdict.is_skipped && payload.origin.is_none() {
            self.skipped += 1;
            return;
        }
        let is_clean = linted.report.is_clean();
        self.tally.summary.add(&linted.report, verdict.is_unreadable);
        if needs.statistics {
            self.tally.add_rules(linted.report.findings());
            self.tally.consents.add(&linted, payload.bytes, settings.now());
        }
        if needs.findings && (!is_clean || payload.origin.is_none()) {
            let has_text = needs.text && !is_clean;
            self.findings += linted.report.findings().len();
            self.payloads.push(LintedPayload {
                origin: payload.origin,
                line: payload.origin.map(|origin| origin.line),
                kind: linted.kind,
                report: linted.report,
                text: has_text.then(|| ShownText {
                    bytes: payload.bytes.to_vec(),
                    start: 0,
                    visibility: settings.visibility_of(linted.visibility, payload.bytes),
                }),
            });
        }
    }

    fn add_part(&mut self, part: LintedPart, verdict: Verdict, file: &[u8], needs: OutputNeeds) {
        let LintedPart { bytes, line, linted, .. } = part;
        self.tally.summary.add(&linted.report, verdict.is_unreadable);
        if needs.statistics {
            self.tally.add_rules(linted.report.findings());
        }
        if !needs.findings {
            return;
        }
        let has_text = needs.text && !linted.report.is_clean();
        let visibility = linted.visibility.unwrap_or_default();
        self.findings += linted.report.findings().len();
        self.payloads.push(LintedPayload {
            origin: None,
            line: Some(line),
            kind: linted.kind,
            report: linted.report,
            text: has_text.then(|| ShownText::of(file, bytes, visibility)),
        });
    }
}

/// The number of bytes around a part in which the start and the end of its lines are searched.
const MARGIN: usize = 1000;

impl ShownText {
    /// A part of a file and its surroundings: its whole lines, unless they are long.
    fn of(file: &[u8], part: Range<usize>, visibility: Visibility) -> Self {
        let before = &file[part.start.saturating_sub(MARGIN)..part.start];
        let after = &file[part.end..file.len().min(part.end + MARGIN)];
        let start = match memrchr(b'\n', before) {
            Some(end) => part.start - before.len() + end + 1,
            None if before.len() == part.start => 0,
            None => part.start,
        };
        let end = match memchr(b'\n', after) {
            Some(length) => part.end + length,
            None if part.end + after.len() == file.len() => file.len(),
            None => part.end,
        };
        let shifted = |ranges: Vec<Range<usize>>| {
            let inside = ranges.into_iter().filter(|it| start <= it.start && it.end <= end);
            inside.map(|it| it.start - start..it.end - start).collect()
        };
        let mut shown = Visibility::default();
        (shown.public, shown.private) = (shifted(visibility.public), shifted(visibility.private));
        Self { bytes: file[start..end].to_vec(), start, visibility: shown }
    }
}

/// Lints all parts of a file and passes them on in batches.
pub(super) fn lint_parts<E>(
    file: &[u8],
    format: Format,
    settings: &Settings,
    needs: OutputNeeds,
    mut pass_on: impl FnMut(Batch) -> Result<(), E>,
) -> Result<(), E> {
    let (mut batch, mut result, mut is_foreign) = (Batch::default(), Ok(()), true);
    settings.lint_file(file, format, &mut |part, verdict| {
        if result.is_err() {
            return;
        }
        is_foreign = false;
        batch.add_part(part, verdict, file, needs);
        if batch.findings >= FINDINGS {
            result = pass_on(mem::take(&mut batch));
        }
    });
    result?;
    batch.skipped += usize::from(is_foreign);
    pass_on(batch)
}

/// Lints payloads and passes them on in batches.
pub(super) fn lint<'p, E>(
    payloads: impl IntoIterator<Item = Payload<'p>>,
    settings: &Settings,
    needs: OutputNeeds,
    mut pass_on: impl FnMut(Batch) -> Result<(), E>,
) -> Result<(), E> {
    let mut batch = Batch::default();
    for payload in payloads {
        batch.add(&payload, settings, needs);
        if batch.findings >= FINDINGS {
            pass_on(mem::take(&mut batch))?;
        }
    }
    pass_on(batch)
}
