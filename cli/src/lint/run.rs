//! Goes through the files of a run, one after the other.

use std::{
    env, fmt,
    fs::File,
    io::{self, BufWriter, Write},
    num::NonZeroUsize,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard},
    thread,
};

use chrono::{DateTime, Utc};
use kyx_schema::Safety;

use super::{
    batch::{self, Batch},
    bulk, fix,
    interrupt::install_signal_handler,
    progress::Progress,
    settings::Settings,
    sink::{Sink, lock},
};
use crate::{
    args::{Format, LintArgs},
    baseline::Baselines,
    config::ConfigSearch,
    display,
    input::{
        self, BUFFER_BYTES, EXTENSIONS, FoundFile, Layout, OpenInput, Payload, Payloads, ReadOrWriteError,
        is_stdin,
    },
    output,
    pipe::Pipe,
    status::Status,
    stderr,
    temporary::TemporaryFile,
    terminal::Terminal,
};

/// The size from which a file is worth the start of several threads.
const LARGE: u64 = 2 * BUFFER_BYTES as u64;

/// Lints all paths. An unreadable file is reported and skipped. An invalid configuration ends the run, because its
/// options for the other files are unknown.
pub(crate) fn run(args: LintArgs, terminal: &Terminal) -> io::Result<Status> {
    if args.summary && !matches!(args.output.format, Format::Human | Format::Json | Format::Ndjson) {
        return Ok(refuse(&"--summary works only with --format human, json or ndjson"));
    }
    if args.paths.iter().filter(|path| is_stdin(path)).count() > 1 {
        return Ok(refuse(&"standard input can be read only once"));
    }
    let configs = match ConfigSearch::new(args.config.as_deref(), args.no_config) {
        Ok(configs) => configs,
        Err(error) => return Ok(refuse(&error)),
    };
    let mut baselines = Baselines::default();
    let given = args.write_baseline.as_ref().or(args.baseline.as_ref());
    if let Err(error) = baselines.choose(given.cloned(), args.write_baseline.is_some()) {
        return Ok(refuse(&error));
    }
    let is_long = !is_small(&args.paths);
    let progress = match is_long && !args.output.quiet && !args.fix.diff {
        true => Progress::new(&args.paths),
        false => Progress::default(),
    };
    let fixes_stdin = args.fix.safety().is_some() && args.paths.iter().any(|path| is_stdin(path));
    let out: Box<dyn Write + Send> = match output::create_file(&args.output, &args.paths) {
        Ok(Some(file)) => Box::new(file),
        Ok(None) if fixes_stdin && !args.fix.diff => Box::new(io::stderr()), // standard output is for the fixed text
        Ok(None) => Box::new(io::stdout()),
        Err(error) => return Ok(refuse(&error)),
    };
    let out = BufWriter::with_capacity(BUFFER_BYTES, Pipe::new(out));
    let sink = Arc::new(Mutex::new(Sink::new(&args, terminal, out, progress, baselines)));
    if (is_long || args.fix.safety().is_some()) && !args.fix.diff {
        install_signal_handler(&sink);
    }
    let mut run = Run {
        now: args.now.unwrap_or_else(Utc::now),
        args: Arc::new(args),
        configs,
        sink: Arc::clone(&sink),
    };
    let result = if run.args.fix.diff { run.diff() } else { run.lint() };
    let mut sink = lock(&sink);
    match result {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => return Ok(sink.status()),
        result => result?,
    }
    if sink.skipped_all() && !run.args.allow_empty {
        sink.fail(&"nothing was checked: no file contains a known kind of payload");
    }
    for unused in run.configs.unused() {
        sink.note(&format_args!("{unused}; if all of them were linted, remove it"));
    }
    if sink.status() < Status::Failed {
        sink.finish_baselines(run.args.write_baseline.is_some());
    } else if let Some(baseline) = &run.args.write_baseline {
        sink.warn(&format_args!("{}: not written, because the run failed", display::name(baseline)));
    }
    let status = sink.status();
    sink.finish(status)?;
    Ok(status)
}

fn refuse(why: &dyn fmt::Display) -> Status {
    stderr::message(why);
    Status::Failed
}

/// Whether a run will be over in an instant.
fn is_small(paths: &[PathBuf]) -> bool {
    match paths {
        [path] => input::size(path).is_some_and(|size| size < LARGE),
        _ => false,
    }
}

struct Run {
    args: Arc<LintArgs>,
    now: DateTime<Utc>,
    configs: ConfigSearch,
    sink: Arc<Mutex<Sink>>,
}

impl Run {
    fn sink(&self) -> MutexGuard<'_, Sink> {
        lock(&self.sink)
    }

    /// Fixes the files if asked, and writes the findings that are left.
    fn lint(&mut self) -> io::Result<()> {
        let stdin = self.fixed_stdin()?;
        self.each_file(|run, path, settings| {
            if run.args.fix.safety().is_some() && !fix::is_possible(path) {
                let why =
                    "cannot be fixed, because it is not a regular file; to fix standard input, name it -";
                return Err(ReadOrWriteError::Read(io::Error::other(why)));
            }
            run.fix_in_place(path, &settings);
            run.sink().begin_file(path, &settings);
            let input = match &stdin {
                Some(fixed) if is_stdin(path) => File::open(fixed.path()).map(OpenInput::as_stdin),
                _ => OpenInput::new(path),
            };
            let input = input.map_err(ReadOrWriteError::Read)?.with_layout(settings.layout());
            run.lint_file(path, input, &Arc::new(settings))
        })
    }

    /// Shows what would be fixed, instead of the findings.
    fn diff(&mut self) -> io::Result<()> {
        let safety = self.args.fix.safety().unwrap_or(Safety::Safe);
        let mut out = BufWriter::new(io::stdout());
        self.each_file(|run, path, settings| {
            run.sink().begin_file(path, &settings);
            let count = |fixed, left: Vec<_>| run.sink().count_diff(fixed, &left);
            fix::diff(path, &settings, safety, count, &mut out)
        })?;
        out.flush()
    }

    /// Calls `act` with each file. Only a failure to write the output ends the run.
    fn each_file(
        &mut self,
        mut act: impl FnMut(&Self, &Path, Settings) -> Result<(), ReadOrWriteError>,
    ) -> io::Result<()> {
        let args = Arc::clone(&self.args);
        for path in &args.paths {
            let mut is_empty = true;
            for found in input::files(path) {
                let file = match found {
                    Ok(file) => file,
                    Err((path, error)) => {
                        self.fail(&path, &error);
                        is_empty = false;
                        continue;
                    }
                };
                let Some(settings) = self.settings(&file) else { return Ok(()) };
                let baseline = settings.baseline();
                if file.is_searched && self.is_own(&file.path, baseline.as_deref())
                    || file.must_be_listed && !settings.is_listed()
                {
                    continue;
                }
                is_empty = false;
                let chosen = self.sink().baselines().choose(baseline, args.write_baseline.is_some());
                if let Err(error) = chosen {
                    self.sink().fail(&error);
                    return Ok(());
                }
                match act(self, &file.path, settings) {
                    Ok(()) => {}
                    Err(ReadOrWriteError::Read(error)) => self.fail(&file.path, &error),
                    Err(ReadOrWriteError::Write(error)) => return Err(error),
                }
                self.sink().end_file()?;
            }
            if is_empty {
                self.report_empty(path);
            }
        }
        Ok(())
    }

    /// Whether a file is an output or the baseline of this run.
    fn is_own(&self, path: &Path, baseline: Option<&Path>) -> bool {
        let own = self.args.output.output_file.as_deref().into_iter().chain(baseline);
        own.into_iter().any(|own| input::is_same_file(path, own))
    }

    /// Reports a directory in which the search finds no file.
    fn report_empty(&self, directory: &Path) {
        let warning = format!("no {EXTENSIONS} file in {}", display::name(directory));
        match self.args.allow_empty {
            true => self.sink().warn(&warning),
            false => self.sink().fail(&warning),
        }
    }

    fn lint_file(
        &self,
        path: &Path,
        input: OpenInput,
        settings: &Arc<Settings>,
    ) -> Result<(), ReadOrWriteError> {
        let one = NonZeroUsize::MIN;
        let threads = match input.length {
            Some(length) if length < LARGE => one,
            _ => self.args.threads.or_else(|| thread::available_parallelism().ok()).unwrap_or(one),
        };
        let (progress, layout) = (self.sink().progress(), input.layout);
        let (payloads, version) = input.map_reader(|reader| progress.wrap_reader(reader)).payloads();
        match payloads.map_err(ReadOrWriteError::Read)? {
            Payloads::One(bytes) => {
                let write = |batch: Batch| self.sink().write(batch).map_err(ReadOrWriteError::Write);
                let needs = self.sink().needs();
                if let Some(format) = settings.format(&bytes) {
                    batch::lint_parts(&bytes, format, settings, needs, write)?;
                } else {
                    let payload = Payload { bytes: &bytes, origin: None, ends_line: false };
                    batch::lint([payload], settings, needs, write)?;
                }
            }
            Payloads::Lines(chunks) => {
                if layout == Layout::Unknown && !is_stdin(path) {
                    let name = display::name(path);
                    self.sink()
                        .note(&format_args!("{name}: several payloads, so read as NDJSON, one per line"));
                }
                bulk::lint_lines(chunks, settings, threads, &self.sink)?;
            }
        }
        version.check_unchanged(path).map_err(ReadOrWriteError::Read)
    }

    fn settings(&mut self, file: &FoundFile) -> Option<Settings> {
        match self.configs.config_of(&file.path) {
            Ok(config) => Some(Settings::new(Arc::clone(&self.args), self.now, config, file)),
            Err(error) => {
                self.sink().fail(&error);
                None
            }
        }
    }

    fn fail(&self, path: &Path, error: &dyn fmt::Display) {
        self.sink().fail(&format_args!("{}: {error}", display::name(path)));
    }

    fn fix_in_place(&self, path: &Path, settings: &Settings) {
        let Some(safety) = self.args.fix.safety().filter(|_| !is_stdin(path)) else { return };
        let layout = settings.layout().unwrap_or(Layout::of(path));
        match fix::in_place(path, layout, settings, safety) {
            Ok(count) => self.sink().count_fixed(count),
            // Reported when it is linted.
            Err(error) if matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::InvalidData) => {}
            Err(error) => self.fail(path, &format_args!("not fixed: {error}")),
        }
    }

    /// Fixes standard input if asked: writes the fixed text to standard output, and returns a copy of it to lint.
    fn fixed_stdin(&mut self) -> io::Result<Option<TemporaryFile>> {
        let args = Arc::clone(&self.args);
        let stdin = args.paths.iter().find(|path| is_stdin(path));
        let (Some(safety), Some(path)) = (args.fix.safety(), stdin) else { return Ok(None) };
        let stdin = FoundFile::named(path.clone());
        let Some(settings) = self.settings(&stdin) else { return Ok(None) };
        let file = TemporaryFile::new_in(&env::temp_dir())?;
        io::copy(&mut io::stdin().lock(), &mut file.as_file())?;
        let not_fixed =
            |error: io::Error| io::Error::new(error.kind(), format!("<stdin>: not fixed: {error}"));
        let layout = settings.layout().unwrap_or(Layout::Unknown);
        let fixed = fix::in_place(file.path(), layout, &settings, safety);
        let fixed = fixed.map_err(not_fixed)?;
        self.sink().count_fixed(fixed);
        let mut out = Pipe::new(io::stdout());
        io::copy(&mut File::open(file.path())?, &mut out)?;
        out.flush()?;
        Ok(Some(file))
    }
}
