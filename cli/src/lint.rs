//! `kyx lint`: every payload of every path, into the output of choice, mended before if that is asked for.

use std::{
    fs::File,
    io::{self, BufReader, Write},
    path::Path,
};

use kyx_schema::{
    Safety,
    lint::{Fixed, Linted, Linter},
};
use tempfile::NamedTempFile;

use crate::{
    Status,
    args::LintArgs,
    fix,
    input::{self, Layout, Payload, ReadOrWrite},
    output::{Item, Look, Output, Source, Summary},
};

/// Lints all paths. A file that cannot be read is named, and the others are linted all the same.
pub(crate) fn run(args: &LintArgs, look: &Look, out: &mut impl Write) -> io::Result<Status> {
    let run = Run { args, linter: linter(args) };
    if args.fix.diff {
        return run.diff(out);
    }
    let stdin = run.mended_stdin(out)?;
    let mut stderr = io::stderr();
    // Standard output belongs to the mended text then.
    let mut findings: &mut dyn Write = if stdin.is_some() { &mut stderr } else { out };
    let mut output = Output::new(&args.output, args.show_values, look, &mut findings);
    let mut summary = Summary::default();
    let mut status = Status::Clean;
    for found in args.paths.iter().flat_map(|path| input::files(path)) {
        let mut lint = |path: &Path, payload: Payload| {
            let linted = run.lint(&payload.bytes);
            summary.add(&linted.report);
            output.item(&Item {
                source: Source::Path(path),
                origin: payload.line,
                kind: linted.kind,
                findings: linted.report.findings(),
                omitted: linted.report.omitted(),
                text: Some((&payload.bytes, &linted.visibility)),
            })
        };
        let (path, result) = match found {
            Ok(path) => {
                if let Err(error) = run.mend(&path) {
                    eprintln!("kyx: {}: not fixed: {error}", path.display());
                    status = Status::Failed;
                }
                let mut lint = |payload| lint(&path, payload);
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
    let status = status.max(summary.status(args.output.deny_warnings));
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

fn linter(args: &LintArgs) -> Linter {
    let mut linter = Linter::new(args.context());
    if let Some(kind) = args.kind {
        linter = linter.kind(kind);
    }
    if args.wants_news() {
        linter = linter.with_news();
    }
    linter
}

/// What is done to each payload.
struct Run<'a> {
    args: &'a LintArgs,
    linter: Linter,
}

impl Run<'_> {
    fn lint(&self, bytes: &[u8]) -> Linted {
        let mut linted = self.linter.lint(bytes);
        linted.report.retain(|rule| self.args.is_selected(rule));
        linted
    }

    fn fix(&self, bytes: &[u8], safety: Safety) -> Fixed {
        self.linter.fix(bytes, safety, |rule| self.args.is_selected(rule))
    }

    /// Mends a file, where that is asked for.
    fn mend(&self, path: &Path) -> io::Result<()> {
        let Some(safety) = self.args.fix.safety().filter(|_| !input::is_stdin(path)) else { return Ok(()) };
        match fix::in_place(path, Layout::of(path), |bytes| self.fix(bytes, safety)) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(()), // the linter says so
            result => result.map(drop),
        }
    }

    /// Standard input after it was mended, in a file of its own, where that is asked for.
    fn mended_stdin(&self, out: &mut dyn Write) -> io::Result<Option<NamedTempFile>> {
        let has_stdin = self.args.paths.iter().any(|path| input::is_stdin(path));
        let Some(safety) = self.args.fix.safety().filter(|_| has_stdin) else { return Ok(None) };
        let mut file = NamedTempFile::new()?;
        io::copy(&mut io::stdin().lock(), &mut file)?;
        fix::in_place(file.path(), Layout::Unknown, |bytes| self.fix(bytes, safety))?;
        io::copy(&mut File::open(file.path())?, out)?;
        Ok(Some(file))
    }

    /// Shows what would be mended, instead of what is found.
    fn diff(&self, out: &mut impl Write) -> io::Result<Status> {
        let safety = self.args.fix.safety().unwrap_or(Safety::Safe);
        let mut summary = Summary::default();
        let mut status = Status::Clean;
        let mut count = 0;
        for found in self.args.paths.iter().flat_map(|path| input::files(path)) {
            let mut mend = |bytes: &[u8]| {
                let fixed = self.fix(bytes, safety);
                summary.add(&fixed.linted.report);
                count += fixed.count;
                fixed
            };
            let (path, result) = match found {
                Ok(path) => {
                    let result = fix::diff(&path, &self.linter, &mut mend, self.args.show_values, out);
                    (path, result)
                }
                Err((path, error)) => (path, Err(ReadOrWrite::Read(error))),
            };
            status = status.max(ended(&path, result)?);
        }
        if !self.args.output.quiet {
            eprintln!("{count} would be fixed; then: {}", summary.of("payload"));
        }
        let is_changed = if count > 0 { Status::Found } else { Status::Clean };
        Ok(status.max(is_changed).max(summary.status(self.args.output.deny_warnings)))
    }
}
