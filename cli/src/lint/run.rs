//! Goes through the files of a run, one after the other.

use std::{
    fmt,
    fs::File,
    io::{self, BufWriter, Write},
    num::NonZeroUsize,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, MutexGuard},
    thread,
};

use chrono::{DateTime, Utc};
use kyx_schema::Safety;
use tempfile::NamedTempFile;

use super::{
    batch::{self, Batch},
    bulk, fix,
    interrupt::install_ctrl_c_handler,
    progress::Progress,
    settings::Settings,
    sink::{Sink, lock},
};
use crate::{
    args::{Format, LintArgs},
    config::ConfigSearch,
    input::{self, BUFFER_BYTES, Layout, OpenInput, Payload, Payloads, ReadOrWriteError, is_stdin},
    status::Status,
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
    let configs = match ConfigSearch::new(args.config.as_deref(), args.no_config) {
        Ok(configs) => configs,
        Err(error) => return Ok(refuse(&error)),
    };
    let is_long = !is_small(&args.paths);
    let progress = match is_long && !args.output.quiet && !args.fix.diff {
        true => Progress::new(&args.paths),
        false => Progress::default(),
    };
    let fixes_stdin = args.fix.safety().is_some() && args.paths.iter().any(|path| is_stdin(path));
    let out: Box<dyn Write + Send> = match fixes_stdin && !args.fix.diff {
        true => Box::new(io::stderr()), // standard output is for the fixed text
        false => Box::new(io::stdout()),
    };
    let out = BufWriter::with_capacity(BUFFER_BYTES, out);
    let sink = Arc::new(Mutex::new(Sink::new(&args, terminal, out, progress)));
    if is_long && !args.fix.diff {
        install_ctrl_c_handler(&sink);
    }
    let mut run = Run {
        now: args.now.unwrap_or_else(Utc::now),
        args: Arc::new(args),
        configs,
        sink: Arc::clone(&sink),
    };
    if run.args.fix.diff {
        run.diff()?;
    } else {
        run.lint()?;
    }
    let mut sink = lock(&sink);
    let status = sink.status();
    sink.finish(status)?;
    Ok(status)
}

fn refuse(why: &dyn fmt::Display) -> Status {
    eprintln!("kyx: {why}");
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
            run.fix_in_place(path, &settings);
            run.sink().begin_file(path);
            let input = match &stdin {
                Some(fixed) if is_stdin(path) => File::open(fixed.path()).map(OpenInput::as_stdin),
                _ => OpenInput::new(path),
            };
            run.lint_file(path, input.map_err(ReadOrWriteError::Read)?, &Arc::new(settings))
        })
    }

    /// Shows what would be fixed, instead of the findings.
    fn diff(&mut self) -> io::Result<()> {
        let safety = self.args.fix.safety().unwrap_or(Safety::Safe);
        let mut out = BufWriter::new(io::stdout());
        self.each_file(|run, path, settings| {
            run.sink().begin_file(path);
            let fix = |bytes: &[u8]| {
                let fixed = settings.fix(bytes, safety);
                run.sink().count_diff(&fixed.linted, &settings, fixed.count);
                fixed
            };
            fix::diff(path, &settings, fix, &mut out)
        })?;
        out.flush()
    }

    /// Calls `act` with each file. Only a failure to write the output ends the run.
    fn each_file(
        &mut self,
        mut act: impl FnMut(&Self, &Path, Settings) -> Result<(), ReadOrWriteError>,
    ) -> io::Result<()> {
        let args = Arc::clone(&self.args);
        for walked in args.paths.iter().flat_map(|path| input::files(path)) {
            let path = match walked {
                Ok(path) => path,
                Err((path, error)) => {
                    self.fail(&path, &error);
                    continue;
                }
            };
            let Some(settings) = self.settings(&path) else { break };
            match act(self, &path, settings) {
                Ok(()) => {}
                Err(ReadOrWriteError::Read(error)) => self.fail(&path, &error),
                Err(ReadOrWriteError::Write(error)) => return Err(error),
            }
            self.sink().end_file()?;
        }
        Ok(())
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
        let progress = self.sink().progress();
        let (payloads, version) = input.map_reader(|reader| progress.wrap_reader(reader)).payloads();
        match payloads.map_err(ReadOrWriteError::Read)? {
            Payloads::One(bytes) => {
                let payload = Payload { bytes: &bytes, origin: None, ends_line: false };
                let write = |batch: Batch| self.sink().write(&batch).map_err(ReadOrWriteError::Write);
                let needs = self.sink().needs();
                batch::lint([payload], settings, needs, write)?;
            }
            Payloads::Lines(chunks) => bulk::lint_lines(chunks, settings, threads, &self.sink)?,
        }
        version.check_unchanged(path).map_err(ReadOrWriteError::Read)
    }

    fn settings(&mut self, path: &Path) -> Option<Settings> {
        match self.configs.config_of(path) {
            Ok(config) => Some(Settings::new(Arc::clone(&self.args), self.now, config, path)),
            Err(error) => {
                self.sink().fail(&error);
                None
            }
        }
    }

    fn fail(&self, path: &Path, error: &dyn fmt::Display) {
        self.sink().fail(&format_args!("{}: {error}", path.display()));
    }

    fn fix_in_place(&self, path: &Path, settings: &Settings) {
        let Some(safety) = self.args.fix.safety().filter(|_| !is_stdin(path)) else { return };
        match fix::in_place(path, Layout::of(path), |bytes| settings.fix(bytes, safety)) {
            Ok(count) => self.sink().count_fixed(count),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {} // reported when it is linted
            Err(error) => self.fail(path, &format_args!("not fixed: {error}")),
        }
    }

    /// Fixes standard input if asked: writes the fixed text to standard output, and returns a copy of it to lint.
    fn fixed_stdin(&mut self) -> io::Result<Option<NamedTempFile>> {
        let args = Arc::clone(&self.args);
        let stdin = args.paths.iter().find(|path| is_stdin(path));
        let (Some(safety), Some(path)) = (args.fix.safety(), stdin) else { return Ok(None) };
        let Some(settings) = self.settings(path) else { return Ok(None) };
        let mut file = NamedTempFile::new()?;
        io::copy(&mut io::stdin().lock(), &mut file)?;
        let not_fixed =
            |error: io::Error| io::Error::new(error.kind(), format!("<stdin>: not fixed: {error}"));
        let fixed = fix::in_place(file.path(), Layout::Unknown, |bytes| settings.fix(bytes, safety));
        let fixed = fixed.map_err(not_fixed)?;
        self.sink().count_fixed(fixed);
        let mut out = io::stdout();
        io::copy(&mut File::open(file.path())?, &mut out)?;
        out.flush()?;
        Ok(Some(file))
    }
}
