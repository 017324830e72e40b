//! `kyx lint`: every payload of every path, into the output of choice, mended before if that is asked for.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    num::NonZeroUsize,
    path::{Path, PathBuf},
    sync::{Arc, Mutex},
    thread,
};

use chrono::{DateTime, Utc};
use kyx_schema::{Safety, lint::Linted};
use tempfile::NamedTempFile;

use crate::{
    Status,
    args::{Format, LintArgs},
    bulk::{self, Batch, Found, Wanted},
    config::{Configs, Settings},
    decompress::BUFFER,
    fix,
    input::{self, Layout, Opened, Payloads, ReadOrWrite},
    interrupt, lock,
    output::{Item, Look, Output, Source},
    progress::Progress,
    tally::Tally,
};

/// How many bytes a file must have for threads to be worth their start.
const LARGE: u64 = 2 * BUFFER as u64;

type Out = BufWriter<Box<dyn Write + Send>>;

/// Lints all paths. A file that cannot be read is named, and the others are linted all the same. A configuration that
/// cannot be used ends the run: what it would say of the other files is not known.
pub(crate) fn run(args: LintArgs, look: &Look) -> io::Result<Status> {
    let now = args.now.unwrap_or_else(Utc::now);
    let configs = match Configs::new(&args) {
        Ok(configs) => configs,
        Err(error) => return Ok(refused(&error)),
    };
    if args.summary && !matches!(args.output.format, Format::Human | Format::Json | Format::Ndjson) {
        return Ok(refused(&"--summary is written for people, or as JSON: --format human, json or ndjson"));
    }
    let is_long = !is_small(&args.paths);
    let progress = match is_long && !args.output.quiet && !args.fix.diff {
        true => Progress::of(&args.paths),
        false => Progress::default(),
    };
    let stdin_is_mended = args.fix.safety().is_some() && args.paths.iter().any(|path| input::is_stdin(path));
    // Standard output belongs to the mended text then.
    let out: Box<dyn Write + Send> = match stdin_is_mended && !args.fix.diff {
        true => Box::new(io::stderr()),
        false => Box::new(io::stdout()),
    };
    let sink = Arc::new(Mutex::new(Sink::new(&args, look, BufWriter::with_capacity(BUFFER, out), progress)));
    if is_long && !args.fix.diff {
        interrupt::ends(&sink);
    }
    let mut run = Run { args: Arc::new(args), now, configs, sink };
    if run.args.fix.diff {
        run.diff()?;
    } else {
        run.lint()?;
    }
    let mut sink = lock(&run.sink);
    let status = sink.status;
    sink.end(status)?;
    Ok(status)
}

fn refused(why: &dyn std::fmt::Display) -> Status {
    eprintln!("kyx: {why}");
    Status::Failed
}

/// Whether a run will be over at once.
fn is_small(paths: &[PathBuf]) -> bool {
    match paths {
        [path] => input::size(path).is_some_and(|size| size < LARGE),
        _ => false,
    }
}

/// Where findings go, and what they come to.
pub(crate) struct Sink {
    output: Output<Out>,
    /// The file that is being linted.
    path: Option<PathBuf>,
    wanted: Wanted,
    status: Status,
    /// How many findings were mended, or would be.
    fixed: usize,
    is_diff: bool,
    is_quiet: bool,
    is_ended: bool,
    progress: Progress,
}

impl Sink {
    fn new(args: &LintArgs, look: &Look, out: Out, progress: Progress) -> Self {
        let wanted = match args.output.format {
            _ if args.summary => Wanted::Counts,
            Format::Human => Wanted::Text,
            _ => Wanted::Findings,
        };
        let output = match () {
            () if args.fix.diff => Output::none(out),
            () if args.summary => Output::overview(args.output.format, out),
            () => Output::new(&args.output, args.show_values, look, out),
        };
        Self {
            output,
            path: None,
            wanted,
            status: Status::Clean,
            fixed: 0,
            is_diff: args.fix.diff,
            is_quiet: args.output.quiet,
            is_ended: false,
            progress,
        }
    }

    pub(crate) fn wanted(&self) -> Wanted {
        self.wanted
    }

    fn begin(&mut self, path: &Path) {
        self.path = Some(path.to_owned());
    }

    /// Writes what was found in some payloads of the file.
    pub(crate) fn write(&mut self, batch: &Batch) -> io::Result<()> {
        self.status = self.status.max(batch.status);
        self.output.add(&batch.tally);
        self.progress.says(self.output.counts());
        let (Some(path), false) = (&self.path, batch.found.is_empty()) else { return Ok(()) };
        let item = |found: &Found| {
            self.output.item(&Item {
                source: Source::Path(path),
                origin: found.origin,
                kind: found.kind,
                findings: found.report.findings(),
                omitted: found.report.omitted(),
                text: found.text.as_ref().map(|(bytes, visibility)| (bytes.as_slice(), visibility)),
            })
        };
        self.progress.suspended(|| batch.found.iter().try_for_each(item))
    }

    /// Every payload of the file was written, or the run ends before.
    fn end_of_file(&mut self) -> io::Result<()> {
        let Some(path) = self.path.take() else { return Ok(()) };
        self.progress.suspended(|| self.output.end_of(Source::Path(&path)))
    }

    /// Counts a payload of which a difference is shown.
    fn add(&mut self, linted: &Linted, settings: &Settings, fixed: usize) {
        self.output.add(&Tally::of(&linted.report));
        self.status = self.status.max(Status::of(&linted.report, settings.deny_warnings()));
        self.fixed += fixed;
    }

    fn failed(&mut self, path: &Path, why: &str, error: &io::Error) {
        self.progress.suspended(|| eprintln!("kyx: {}: {why}{error}", path.display()));
        self.status = self.status.max(Status::Failed);
    }

    pub(crate) fn flush(&mut self) -> io::Result<()> {
        self.progress.suspended(|| self.output.flush())
    }

    /// Ends the output. When this is called again, it does nothing.
    pub(crate) fn end(&mut self, status: Status) -> io::Result<()> {
        if std::mem::replace(&mut self.is_ended, true) {
            return Ok(());
        }
        self.progress.end();
        self.end_of_file()?;
        self.output.end(status)?;
        if !self.is_quiet {
            eprintln!("{}", self.in_words());
        }
        Ok(())
    }

    fn in_words(&self) -> String {
        let summary = self.output.summary().of("payload");
        match (self.fixed, self.is_diff) {
            (0, _) => summary,
            (count, false) => format!("{count} fixed; {summary}"),
            (count, true) => format!("{count} would be fixed; then {summary}"),
        }
    }
}

struct Run {
    args: Arc<LintArgs>,
    now: DateTime<Utc>,
    configs: Configs,
    sink: Arc<Mutex<Sink>>,
}

impl Run {
    fn lint(&mut self) -> io::Result<()> {
        let stdin = self.mended_stdin()?;
        let args = Arc::clone(&self.args);
        for found in args.paths.iter().flat_map(|path| input::files(path)) {
            let Some(path) = self.found(found) else { continue };
            let Some(settings) = self.settings(&path) else { break };
            self.mend(&path, &settings);
            lock(&self.sink).begin(&path);
            let opened = match &stdin {
                Some(mended) if input::is_stdin(&path) => {
                    File::open(mended.path()).map(Opened::in_place_of_stdin)
                }
                _ => Opened::new(&path),
            };
            let result = opened.map_err(ReadOrWrite::Read);
            let result = result.and_then(|opened| self.lint_file(&path, opened, &Arc::new(settings)));
            self.ended(&path, result)?;
            lock(&self.sink).end_of_file()?;
        }
        Ok(())
    }

    fn lint_file(&self, path: &Path, opened: Opened, settings: &Arc<Settings>) -> Result<(), ReadOrWrite> {
        let one = NonZeroUsize::MIN;
        let threads = match opened.length {
            Some(length) if length < LARGE => one,
            _ => self.args.threads.or_else(|| thread::available_parallelism().ok()).unwrap_or(one),
        };
        let progress = lock(&self.sink).progress.clone();
        let (payloads, version) = opened.seen_by(|reader| progress.seeing(reader)).payloads();
        match payloads.map_err(ReadOrWrite::Read)? {
            Payloads::One(bytes) => {
                let payload = input::Payload { bytes: &bytes, line: None, ends_line: false };
                let write = |batch: Batch| lock(&self.sink).write(&batch).map_err(ReadOrWrite::Write);
                let wanted = lock(&self.sink).wanted();
                bulk::lint([payload], settings, wanted, write)?;
            }
            Payloads::Lines(chunks) => bulk::lint_lines(chunks, settings, threads, &self.sink)?,
        }
        version.assert_current(path).map_err(ReadOrWrite::Read)
    }

    /// Shows what would be mended, instead of what is found.
    fn diff(&mut self) -> io::Result<()> {
        let args = Arc::clone(&self.args);
        let safety = args.fix.safety().unwrap_or(Safety::Safe);
        let mut out = BufWriter::new(io::stdout());
        for found in args.paths.iter().flat_map(|path| input::files(path)) {
            let Some(path) = self.found(found) else { continue };
            let Some(settings) = self.settings(&path) else { break };
            lock(&self.sink).begin(&path);
            let mend = |bytes: &[u8]| {
                let fixed = settings.fix(bytes, safety);
                lock(&self.sink).add(&fixed.linted, &settings, fixed.count);
                fixed
            };
            let result = fix::diff(&path, &settings, mend, &mut out);
            self.ended(&path, result)?;
            lock(&self.sink).end_of_file()?;
        }
        let mut sink = lock(&self.sink);
        if sink.fixed > 0 {
            sink.status = sink.status.max(Status::Found);
        }
        out.flush()
    }

    fn failed(&self, path: &Path, why: &str, error: &io::Error) {
        lock(&self.sink).failed(path, why, error);
    }

    fn found(&self, found: input::Found) -> Option<PathBuf> {
        found.map_err(|(path, error)| self.failed(&path, "", &error)).ok()
    }

    fn settings(&mut self, path: &Path) -> Option<Settings> {
        let settings = self.configs.settings(&self.args, self.now, path);
        settings.map_err(|error| lock(&self.sink).status = refused(&error)).ok()
    }

    /// That the output cannot be written ends the run.
    fn ended(&self, path: &Path, result: Result<(), ReadOrWrite>) -> io::Result<()> {
        match result {
            Ok(()) => Ok(()),
            Err(ReadOrWrite::Read(error)) => {
                self.failed(path, "", &error);
                Ok(())
            }
            Err(ReadOrWrite::Write(error)) => Err(error),
        }
    }

    /// Mends a file, where that is asked for.
    fn mend(&self, path: &Path, settings: &Settings) {
        let Some(safety) = self.args.fix.safety().filter(|_| !input::is_stdin(path)) else { return };
        match fix::in_place(path, Layout::of(path), |bytes| settings.fix(bytes, safety)) {
            Ok(count) => lock(&self.sink).fixed += count,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {} // the linter says so
            Err(error) => self.failed(path, "not fixed: ", &error),
        }
    }

    /// Standard input after it was mended, in a file of its own, where that is asked for.
    fn mended_stdin(&mut self) -> io::Result<Option<NamedTempFile>> {
        let args = Arc::clone(&self.args);
        let stdin = args.paths.iter().find(|path| input::is_stdin(path));
        let (Some(safety), Some(path)) = (args.fix.safety(), stdin) else { return Ok(None) };
        let Some(settings) = self.settings(path) else { return Ok(None) };
        let mut file = NamedTempFile::new()?;
        io::copy(&mut io::stdin().lock(), &mut file)?;
        let fixed = fix::in_place(file.path(), Layout::Unknown, |bytes| settings.fix(bytes, safety))?;
        lock(&self.sink).fixed += fixed;
        let mut out = io::stdout();
        io::copy(&mut File::open(file.path())?, &mut out)?;
        out.flush()?;
        Ok(Some(file))
    }
}
