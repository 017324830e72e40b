//! Some linted payloads, on their way from a worker to the output.

use std::mem;

use kyx_schema::{Kind, Place, Report, lint::Visibility};

use super::settings::Settings;
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
    pub(super) kind: Option<Kind>,
    pub(super) report: Report,
    pub(super) text: Option<(Vec<u8>, Visibility)>,
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
            self.tally.consents.add(linted.kind, payload.bytes, settings.now());
        }
        if needs.findings && (!is_clean || payload.origin.is_none()) {
            let has_text = needs.text && !is_clean;
            self.findings += linted.report.findings().len();
            self.payloads.push(LintedPayload {
                origin: payload.origin,
                kind: linted.kind,
                report: linted.report,
                text: has_text.then(|| {
                    (payload.bytes.to_vec(), settings.visibility_of(linted.visibility, payload.bytes))
                }),
            });
        }
    }
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
