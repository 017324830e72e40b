//! `kyx lint`: every payload of every path, into the output of choice, mended before if that is asked for.

use std::{
    fs::File,
    io::{self, BufReader, Write},
    path::{Path, PathBuf},
};

use chrono::{DateTime, Utc};
use kyx_schema::{Safety, lint::Linted};
use tempfile::NamedTempFile;

use crate::{
    Status,
    args::LintArgs,
    config::{Configs, Settings},
    fix,
    input::{self, Layout, Payload, ReadOrWrite},
    output::{Item, Look, Output, Source, Summary},
};

/// Lints all paths. A file that cannot be read is named, and the others are linted all the same. A configuration that
/// cannot be used ends the run: what it would say of the other files is not known.
pub(crate) fn run(args: &LintArgs, look: &Look, out: &mut impl Write) -> io::Result<Status> {
    let now = args.now.unwrap_or_else(Utc::now);
    let configs = match Configs::new(args) {
        Ok(configs) => configs,
        Err(error) => {
            eprintln!("kyx: {error}");
            return Ok(Status::Failed);
        }
    };
    let (status, summary) = (Status::Clean, Summary::default());
    let mut run = Run { args, now, configs, status, summary, fixed: 0 };
    if args.fix.diff {
        run.diff(out)?;
    } else {
        run.lint(look, out)?;
    }
    if !args.output.quiet {
        eprintln!("{}", run.in_words());
    }
    Ok(run.status)
}

struct Run<'a> {
    args: &'a LintArgs,
    now: DateTime<Utc>,
    configs: Configs,
    status: Status,
    summary: Summary,
    /// How many findings were mended, or would be.
    fixed: usize,
}

impl<'a> Run<'a> {
    fn lint(&mut self, look: &Look, out: &mut impl Write) -> io::Result<()> {
        let stdin = self.mended_stdin(out)?;
        let mut stderr = io::stderr();
        // Standard output belongs to the mended text then.
        let mut findings: &mut dyn Write = if stdin.is_some() { &mut stderr } else { out };
        let mut output = Output::new(&self.args.output, self.args.show_values, look, &mut findings);
        for found in self.args.paths.iter().flat_map(|path| input::files(path)) {
            let Some(path) = self.found(found) else { continue };
            let Some(settings) = self.settings(&path) else { break };
            self.mend(&path, &settings);
            let mut lint = |payload: Payload| {
                let linted = settings.lint(&payload.bytes);
                self.add(&linted, &settings);
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
            self.ended(&path, result)?;
            output.end_of(Source::Path(&path))?;
        }
        output.end(&self.summary, self.status)
    }

    /// Shows what would be mended, instead of what is found.
    fn diff(&mut self, out: &mut impl Write) -> io::Result<()> {
        let safety = self.args.fix.safety().unwrap_or(Safety::Safe);
        for found in self.args.paths.iter().flat_map(|path| input::files(path)) {
            let Some(path) = self.found(found) else { continue };
            let Some(settings) = self.settings(&path) else { break };
            let mend = |bytes: &[u8]| {
                let fixed = settings.fix(bytes, safety);
                self.add(&fixed.linted, &settings);
                self.fixed += fixed.count;
                fixed
            };
            let result = fix::diff(&path, &settings, mend, out);
            self.ended(&path, result)?;
        }
        if self.fixed > 0 {
            self.status = self.status.max(Status::Found);
        }
        Ok(())
    }

    fn add(&mut self, linted: &Linted, settings: &Settings<'_>) {
        self.summary.add(&linted.report);
        self.status = self.status.max(Status::of(&linted.report, settings.deny_warnings()));
    }

    fn failed(&mut self, path: &Path, why: &str, error: &io::Error) {
        eprintln!("kyx: {}: {why}{error}", path.display());
        self.status = Status::Failed;
    }

    fn found(&mut self, found: input::Found) -> Option<PathBuf> {
        found.map_err(|(path, error)| self.failed(&path, "", &error)).ok()
    }

    fn settings(&mut self, path: &Path) -> Option<Settings<'a>> {
        let settings = self.configs.settings(self.args, self.now, path);
        settings
            .map_err(|error| {
                eprintln!("kyx: {error}");
                self.status = Status::Failed;
            })
            .ok()
    }

    /// That the output cannot be written ends the run.
    fn ended(&mut self, path: &Path, result: Result<(), ReadOrWrite>) -> io::Result<()> {
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
    fn mend(&mut self, path: &Path, settings: &Settings<'_>) {
        let Some(safety) = self.args.fix.safety().filter(|_| !input::is_stdin(path)) else { return };
        match fix::in_place(path, Layout::of(path), |bytes| settings.fix(bytes, safety)) {
            Ok(count) => self.fixed += count,
            Err(error) if error.kind() == io::ErrorKind::NotFound => {} // the linter says so
            Err(error) => self.failed(path, "not fixed: ", &error),
        }
    }

    /// Standard input after it was mended, in a file of its own, where that is asked for.
    fn mended_stdin(&mut self, out: &mut dyn Write) -> io::Result<Option<NamedTempFile>> {
        let stdin = self.args.paths.iter().find(|path| input::is_stdin(path));
        let (Some(safety), Some(path)) = (self.args.fix.safety(), stdin) else { return Ok(None) };
        let Some(settings) = self.settings(path) else { return Ok(None) };
        let mut file = NamedTempFile::new()?;
        io::copy(&mut io::stdin().lock(), &mut file)?;
        self.fixed += fix::in_place(file.path(), Layout::Unknown, |bytes| settings.fix(bytes, safety))?;
        io::copy(&mut File::open(file.path())?, out)?;
        Ok(Some(file))
    }

    fn in_words(&self) -> String {
        let summary = self.summary.of("payload");
        match (self.fixed, self.args.fix.diff) {
            (0, _) => summary,
            (count, false) => format!("{count} fixed; {summary}"),
            (count, true) => format!("{count} would be fixed; then {summary}"),
        }
    }
}
