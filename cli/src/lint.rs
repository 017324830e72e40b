//! `kyx lint`: every payload of every path, into the output of choice, mended before if that is asked for.

use std::{
    fs::File,
    io::{self, BufReader, Write},
    path::Path,
};

use kyx_schema::{
    Report, Safety,
    lint::{Fixed, Linted, Linter},
};
use tempfile::NamedTempFile;

use crate::{
    Status,
    args::LintArgs,
    config::{Configs, Settings},
    fix,
    input::{self, Layout, Payload, ReadOrWrite},
    output::{Item, Look, Output, Source, Summary},
};

/// Lints all paths. A file that cannot be read is named, and the others are linted all the same.
pub(crate) fn run(args: &LintArgs, look: &Look, out: &mut impl Write) -> io::Result<Status> {
    let mut configs = Configs::new(args)?;
    if args.fix.diff {
        return diff(args, &mut configs, out);
    }
    let stdin = mended_stdin(args, &mut configs, out)?;
    let mut stderr = io::stderr();
    // Standard output belongs to the mended text then.
    let mut findings: &mut dyn Write = if stdin.is_some() { &mut stderr } else { out };
    let mut output = Output::new(&args.output, args.show_values, look, &mut findings);
    let mut summary = Summary::default();
    let mut status = Status::Clean;
    for found in args.paths.iter().flat_map(|path| input::files(path)) {
        let (path, result) = match found {
            Ok(path) => {
                let run = match configs.settings(&path) {
                    Ok(settings) => Run::new(settings),
                    Err(error) => {
                        // What the configuration would say of the other files is not known either.
                        eprintln!("kyx: {error}");
                        status = Status::Failed;
                        break;
                    }
                };
                if let Err(error) = run.mend(&path, args.fix.safety()) {
                    eprintln!("kyx: {}: not fixed: {error}", path.display());
                    status = Status::Failed;
                }
                let mut lint = |payload: Payload| {
                    let linted = run.lint(&payload.bytes);
                    summary.add(&linted.report);
                    status = status.max(run.status(&linted.report));
                    output.item(&Item {
                        source: Source::Path(&path),
                        origin: payload.line,
                        kind: linted.kind,
                        findings: linted.report.findings(),
                        omitted: linted.report.omitted(),
                        text: Some((&payload.bytes, &linted.visibility)),
                    })
                };
                let result = match &stdin {
                    Some(mended) if input::is_stdin(&path) => {
                        let mut reader = BufReader::new(File::open(mended.path())?);
                        input::read(&mut reader, Layout::Unknown, &mut lint)
                    }
                    _ => input::each_payload(&path, &mut lint),
                };
                (path, result)
            }
            Err((path, error)) => (path, Err(ReadOrWrite::Read(error))),
        };
        status = status.max(ended(&path, result)?);
        output.end_of(Source::Path(&path))?;
    }
    output.end(&summary, status)?;
    if !args.output.quiet {
        eprintln!("{}", summary.of("payload"));
    }
    Ok(status)
}

/// Names a file that cannot be read; that the output cannot be written ends the run.
fn ended(path: &Path, result: Result<(), ReadOrWrite>) -> io::Result<Status> {
    match result {
        Ok(()) => Ok(Status::Clean),
        Err(ReadOrWrite::Read(error)) => {
            eprintln!("kyx: {}: {error}", path.display());
            Ok(Status::Failed)
        }
        Err(ReadOrWrite::Write(error)) => Err(error),
    }
}

/// What is done to each payload of a file.
struct Run<'a> {
    settings: Settings<'a>,
    linter: Linter,
}

impl<'a> Run<'a> {
    fn new(settings: Settings<'a>) -> Self {
        Self { linter: settings.linter(), settings }
    }

    fn lint(&self, bytes: &[u8]) -> Linted {
        let mut linted = self.linter.lint(bytes);
        linted.report.retain(|rule| self.settings.is_selected(rule));
        linted
    }

    fn status(&self, report: &Report) -> Status {
        Status::of(report, self.settings.deny_warnings())
    }

    fn fix(&self, bytes: &[u8], safety: Safety) -> Fixed {
        self.linter.fix(bytes, safety, |rule| self.settings.is_selected(rule))
    }

    /// Mends a file, where that is asked for.
    fn mend(&self, path: &Path, safety: Option<Safety>) -> io::Result<()> {
        let Some(safety) = safety.filter(|_| !input::is_stdin(path)) else { return Ok(()) };
        match fix::in_place(path, Layout::of(path), |bytes| self.fix(bytes, safety)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()), // the linter says so
            result => result.map(drop),
        }
    }
}

/// Standard input after it was mended, in a file of its own, where that is asked for.
fn mended_stdin(
    args: &LintArgs,
    configs: &mut Configs<'_>,
    out: &mut dyn Write,
) -> io::Result<Option<NamedTempFile>> {
    let stdin = args.paths.iter().find(|path| input::is_stdin(path));
    let (Some(safety), Some(stdin)) = (args.fix.safety(), stdin) else { return Ok(None) };
    let run = Run::new(configs.settings(stdin)?);
    let mut file = NamedTempFile::new()?;
    io::copy(&mut io::stdin().lock(), &mut file)?;
    fix::in_place(file.path(), Layout::Unknown, |bytes| run.fix(bytes, safety))?;
    io::copy(&mut File::open(file.path())?, out)?;
    Ok(Some(file))
}

/// Shows what would be mended, instead of what is found.
fn diff(args: &LintArgs, configs: &mut Configs<'_>, out: &mut impl Write) -> io::Result<Status> {
    let safety = args.fix.safety().unwrap_or(Safety::Safe);
    let mut summary = Summary::default();
    let mut status = Status::Clean;
    let mut count = 0;
    for found in args.paths.iter().flat_map(|path| input::files(path)) {
        let (path, result) = match found {
            Ok(path) => {
                let run = Run::new(configs.settings(&path)?);
                let mend = |bytes: &[u8]| {
                    let fixed = run.fix(bytes, safety);
                    summary.add(&fixed.linted.report);
                    status = status.max(run.status(&fixed.linted.report));
                    count += fixed.count;
                    fixed
                };
                let result = fix::diff(&path, &run.linter, mend, args.show_values, out);
                (path, result)
            }
            Err((path, error)) => (path, Err(ReadOrWrite::Read(error))),
        };
        status = status.max(ended(&path, result)?);
    }
    if !args.output.quiet {
        eprintln!("{count} would be fixed; then: {}", summary.of("payload"));
    }
    let is_changed = if count > 0 { Status::Found } else { Status::Clean };
    Ok(status.max(is_changed))
}
