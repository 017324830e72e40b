//! Where findings go: into the output, the totals and the exit status.

use std::{
    fmt,
    io::{self, BufWriter, Write},
    mem,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use kyx_schema::Report;

use super::{
    batch::{Batch, LintedPayload, OutputNeeds},
    progress::Progress,
    settings::{Settings, Verdict},
};
use crate::{
    args::{Format, LintArgs},
    display,
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
    /// The file that is being linted.
    path: Option<PathBuf>,
    status: Status,
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
            skipped: Vec::new(),
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
    pub(super) fn count_diff(&mut self, fixed: usize, left: &[(Report, Verdict)], settings: &Settings) {
        if left.iter().all(|(_, verdict)| verdict.is_skipped) {
            return self.skip();
        }
        for (report, verdict) in left {
            self.output.add(&Tally::of(report, verdict.is_unreadable));
            self.status = self.status.max(settings.status(report, *verdict));
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
