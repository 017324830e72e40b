//! Where findings go: into the output, the totals and the exit status.

use std::{
    fmt,
    io::{self, BufWriter, Write},
    mem,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use kyx_schema::lint::Linted;

use super::{
    batch::{Batch, LintedPayload, OutputNeeds},
    progress::Progress,
    settings::Settings,
};
use crate::{
    args::{Format, LintArgs},
    output::{Item, Output, Source},
    status::Status,
    tally::Tally,
    terminal::Terminal,
};

/// Locks a mutex and ignores poisoning: a panic ends the process anyway.
pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

pub(super) type Out = BufWriter<Box<dyn Write + Send>>;

/// The output of a run, with its totals and its status.
pub(super) struct Sink {
    output: Output<Out>,
    needs: OutputNeeds,
    /// The file that is being linted.
    path: Option<PathBuf>,
    status: Status,
    /// The number of findings that were fixed, or would be.
    fixed: usize,
    is_diff: bool,
    is_quiet: bool,
    is_finished: bool,
    progress: Progress,
}

impl Sink {
    pub(super) fn new(args: &LintArgs, terminal: &Terminal, out: Out, progress: Progress) -> Self {
        let needs = match args.output.format {
            _ if args.summary => OutputNeeds::Counts,
            Format::Human => OutputNeeds::FindingsAndText,
            _ => OutputNeeds::Findings,
        };
        let output = match () {
            () if args.fix.diff => Output::none(out),
            () if args.summary => Output::summary_only(args.output.format, out),
            () => Output::new(&args.output, args.show_values, terminal, out),
        };
        Self {
            output,
            needs,
            path: None,
            status: Status::Clean,
            fixed: 0,
            is_diff: args.fix.diff,
            is_quiet: args.output.quiet,
            is_finished: false,
            progress,
        }
    }

    pub(super) fn needs(&self) -> OutputNeeds {
        self.needs
    }

    pub(super) fn progress(&self) -> Progress {
        self.progress.clone()
    }

    pub(super) fn status(&self) -> Status {
        self.status
    }

    pub(super) fn begin_file(&mut self, path: &Path) {
        self.path = Some(path.to_owned());
    }

    /// Writes some payloads of the current file.
    pub(super) fn write(&mut self, batch: &Batch) -> io::Result<()> {
        self.status = self.status.max(batch.status);
        self.output.add(&batch.tally);
        self.progress.show_counts(self.output.counts());
        let (Some(path), false) = (&self.path, batch.payloads.is_empty()) else { return Ok(()) };
        let write_item = |payload: &LintedPayload| {
            self.output.write_item(&Item {
                source: Source::Path(path),
                origin: payload.origin,
                kind: payload.kind,
                findings: payload.report.findings(),
                omitted: payload.report.omitted(),
                text: payload.text.as_ref().map(|(bytes, visibility)| (bytes.as_slice(), visibility)),
            })
        };
        self.progress.suspend(|| batch.payloads.iter().try_for_each(write_item))
    }

    /// Ends the current file, complete or not.
    pub(super) fn end_file(&mut self) -> io::Result<()> {
        let Some(path) = self.path.take() else { return Ok(()) };
        self.progress.suspend(|| self.output.end_file(Source::Path(&path)))
    }

    /// Counts a payload whose fixes are shown as a diff: what remains after `fixed` fixes.
    pub(super) fn count_diff(&mut self, linted: &Linted, settings: &Settings, fixed: usize) {
        self.output.add(&Tally::of(&linted.report));
        self.status = self.status.max(Status::of(&linted.report, settings.deny_warnings()));
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
        self.progress.suspend(|| eprintln!("kyx: {error}"));
        self.status = self.status.max(Status::Failed);
    }

    pub(super) fn flush(&mut self) -> io::Result<()> {
        self.progress.suspend(|| self.output.flush())
    }

    /// Completes the output. Further calls do nothing.
    pub(super) fn finish(&mut self, status: Status) -> io::Result<()> {
        if mem::replace(&mut self.is_finished, true) {
            return Ok(());
        }
        self.progress.clear();
        self.end_file()?;
        self.output.finish(status)?;
        if !self.is_quiet {
            eprintln!("{}", self.totals());
        }
        Ok(())
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
