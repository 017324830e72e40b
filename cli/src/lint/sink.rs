//! Where findings go: into the output, the totals and the exit status.

use std::{
    fmt,
    io::{self, BufWriter, Write},
    mem,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use super::{
    batch::{Batch, LintedPayload, OutputNeeds},
    progress::Progress,
    settings::{Judged, Settings},
};
use crate::{
    args::{Format, LintArgs},
    baseline::{Baseline, Baselines},
    display,
    docs_url::DocsUrl,
    output::{Item, ItemText, Output, Source},
    pipe::Pipe,
    status::Status,
    stderr,
    tally::{Tally, counted},
    terminal::Terminal,
};

/// The number of skipped files to name.
const MAX_SKIPPED_NAMES: usize = 3;

/// Locks a mutex and ignores poisoning: a panic ends the process anyway.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(super) type Out = BufWriter<Pipe<Box<dyn Write + Send>>>;

/// The output of a run, with its totals and its status.
pub(super) struct Sink {
    output: Output<Out>,
    needs: OutputNeeds,
    baselines: Baselines,
    /// The file that is being linted.
    path: Option<PathBuf>,
    /// Whether a warning in that file fails the run.
    deny_warnings: bool,
    /// Where the pages of rules are, for that file.
    docs_url: Option<DocsUrl>,
    status: Status,
    exit_zero: bool,
    /// The files that were skipped: JSON of no known kind, such as of other tools.
    skipped: Vec<PathBuf>,
    /// The number of findings that were fixed, or would be.
    fixed: usize,
    is_diff: bool,
    is_quiet: bool,
    is_finished: bool,
    progress: Progress,
}

impl Sink {
    pub(super) fn new(
        args: &LintArgs,
        terminal: &Terminal,
        out: Out,
        progress: Progress,
        baselines: Baselines,
    ) -> Self {
        let needs = OutputNeeds {
            findings: !args.summary,
            text: !args.summary && matches!(args.output.format, Format::Human | Format::Rdjson),
            statistics: args.summary,
        };
        let output = match () {
            () if args.fix.diff => Output::none(out),
            () if args.summary => Output::summary_only(args.output.format, out),
            () => Output::new(&args.output, args.show_values, terminal, out),
        };
        Self {
            output,
            needs,
            baselines,
            path: None,
            deny_warnings: false,
            docs_url: None,
            status: Status::Clean,
            exit_zero: args.output.exit_zero,
            skipped: Vec::new(),
            fixed: 0,
            is_diff: args.fix.diff,
            is_quiet: args.output.quiet,
            is_finished: false,
            progress,
        }
    }

    /// What the output needs of the current file.
    pub(super) fn needs(&mut self) -> OutputNeeds {
        let has_baseline = self.baselines.current().is_some();
        OutputNeeds { findings: self.needs.findings || has_baseline, ..self.needs }
    }

    /// The baselines of the run.
    pub(super) fn baselines(&mut self) -> &mut Baselines {
        &mut self.baselines
    }

    pub(super) fn progress(&self) -> Progress {
        self.progress.clone()
    }

    /// The status to exit with.
    pub(super) fn status(&self) -> Status {
        self.status.to_exit_with(self.exit_zero)
    }

    pub(super) fn begin_file(&mut self, path: &Path, settings: &Settings) {
        self.path = Some(path.to_owned());
        self.deny_warnings = settings.deny_warnings();
        self.docs_url = settings.docs_url().cloned();
        if let Some(baseline) = self.baselines.current() {
            baseline.begin_file(path);
        }
    }

    /// Writes some payloads of the current file.
    pub(super) fn write(&mut self, mut batch: Batch) -> io::Result<()> {
        self.remove_known(&mut batch);
        self.count(&batch.tally);
        if batch.skipped > 0 {
            self.skip();
        }
        self.progress.show_counts(self.output.counts());
        let (Some(path), false) = (&self.path, batch.payloads.is_empty()) else { return Ok(()) };
        let write_item = |payload: &LintedPayload| {
            self.output.write_item(&Item {
                source: Source::Path(path),
                origin: payload.origin,
                line: payload.line,
                kind: payload.kind,
                findings: payload.report.findings(),
                omitted: payload.report.omitted(),
                deny_warnings: self.deny_warnings,
                docs_url: self.docs_url.as_ref(),
                text: payload.text.as_ref().map(|text| ItemText {
                    bytes: &text.bytes,
                    start: text.start,
                    visibility: &text.visibility,
                }),
            })
        };
        self.progress.suspend(|| batch.payloads.iter().try_for_each(write_item))?;
        self.check_reader()
    }

    /// Removes the findings that the baseline lists.
    fn remove_known(&mut self, batch: &mut Batch) {
        let Some(baseline) = self.baselines.current() else { return };
        for payload in &mut batch.payloads {
            payload.report.retain_findings(|finding| {
                let is_known = baseline.contains(payload.kind, finding);
                if is_known {
                    batch.tally.set_known(finding);
                }
                !is_known
            });
        }
        // As without a baseline, lines without findings are only counted.
        batch.payloads.retain(|payload| payload.origin.is_none() || !payload.report.is_clean());
    }

    fn count(&mut self, tally: &Tally) {
        self.status = self.status.max(Status::of(&tally.summary, self.deny_warnings));
        self.output.add(tally);
    }

    /// # Errors
    /// Nobody reads the output any more, and no further payload can change the status.
    fn check_reader(&self) -> io::Result<()> {
        match self.output.out().get_ref().is_closed() && self.status >= Status::HasFindings {
            true => Err(io::ErrorKind::BrokenPipe.into()),
            false => Ok(()),
        }
    }

    fn skip(&mut self) {
        self.skipped.extend(self.path.clone());
    }

    /// Ends the current file, complete or not.
    pub(super) fn end_file(&mut self) -> io::Result<()> {
        let Some(path) = self.path.take() else { return Ok(()) };
        self.progress.suspend(|| self.output.end_file(Source::Path(&path)))
    }

    /// Counts a payload whose fixes are shown as a diff: what remains after them.
    pub(super) fn count_diff(&mut self, fixed: usize, left: &[Judged]) {
        if left.iter().all(|left| left.verdict.is_skipped) {
            return self.skip();
        }
        for Judged { kind, report, verdict } in left {
            let mut tally = Tally::of(report, verdict.is_unreadable);
            if let Some(baseline) = self.baselines.current() {
                let known = report.findings().iter().filter(|finding| baseline.contains(*kind, finding));
                known.for_each(|finding| tally.set_known(finding));
            }
            self.count(&tally);
        }
        self.count_fixed(fixed);
        if fixed > 0 {
            self.status = self.status.max(Status::HasFindings);
        }
    }

    pub(super) fn count_fixed(&mut self, fixed: usize) {
        self.fixed += fixed;
    }

    /// Reports an error about a file or about the whole run.
    pub(super) fn fail(&mut self, error: &dyn fmt::Display) {
        self.warn(error);
        self.status = self.status.max(Status::Failed);
    }

    pub(super) fn warn(&self, warning: &dyn fmt::Display) {
        self.progress.suspend(|| stderr::message(warning));
    }

    /// Says something that helps, unless asked to be quiet.
    pub(super) fn note(&self, note: &dyn fmt::Display) {
        if !self.is_quiet {
            self.warn(note);
        }
    }

    /// Ends the comparison with the baselines: reports the known findings that are gone, or writes what was recorded.
    pub(super) fn finish_baselines(&mut self, is_recording: bool) {
        let gone: Vec<_> = self.baselines.all().filter_map(Baseline::gone).collect();
        gone.iter().for_each(|gone| self.note(gone));
        let recorded = self.baselines.all().filter(|_| is_recording);
        for written in recorded.map(Baseline::write).collect::<Vec<_>>() {
            match written {
                Ok(written) => self.note(&written),
                Err(error) => self.fail(&error),
            }
        }
    }

    /// Whether files were skipped and no payload was checked.
    pub(super) fn skipped_all(&self) -> bool {
        !self.skipped.is_empty() && self.output.counts().0 == 0
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.progress.suspend(|| self.output.flush())?;
        self.check_reader()
    }

    /// Completes the output. Further calls do nothing.
    pub(super) fn finish(&mut self, status: Status) -> io::Result<()> {
        if mem::replace(&mut self.is_finished, true) {
            return Ok(());
        }
        self.progress.clear();
        self.end_file()?;
        self.output.finish(status)?;
        if self.output.out().get_ref().is_closed() {
            return Ok(());
        }
        if self.output.summary().unreadable > 0 {
            let unreadable = counted(self.output.summary().unreadable, "payload");
            self.warn(&format_args!("not JSON: {unreadable}; add KYX0 to the selected rules to see why"));
        }
        if !self.skipped.is_empty() {
            self.note(&self.skipped_files());
        }
        if !self.is_quiet {
            stderr::line(self.totals());
        }
        Ok(())
    }

    fn skipped_files(&self) -> String {
        let count = counted(self.skipped.len(), "file");
        let names: Vec<_> =
            self.skipped.iter().take(MAX_SKIPPED_NAMES).map(|path| display::name(path)).collect();
        let more = if self.skipped.len() > MAX_SKIPPED_NAMES { ", …" } else { "" };
        let names = names.join(", ");
        format!("skipped {count} of no known kind: {names}{more}; to check them, name the kind with `--as`")
    }

    fn totals(&self) -> String {
        let summary = self.output.summary().describe("payload");
        match (self.fixed, self.is_diff) {
            (0, _) => summary,
            (count, false) => format!("{count} fixed; {summary}"),
            (count, true) => format!("{count} would be fixed; then {summary}"),
        }
    }
}
