//! `kyx lint`: every payload of every path, into the output of choice.

use std::io::{self, Write};

use chrono::Utc;
use kyx_schema::lint::{Linted, Linter};

use crate::{
    Status,
    args::LintArgs,
    config::{ConfigError, Configs, Settings},
    input::{self, Payload, ReadOrWrite},
    output::{Item, Look, Output, Source, Summary},
};

/// Lints all paths. A file that cannot be read is named, and the others are linted all the same.
pub(crate) fn run(args: &LintArgs, look: &Look, out: &mut impl Write) -> io::Result<Status> {
    let now = args.now.unwrap_or_else(Utc::now);
    let mut configs = match Configs::new(args) {
        Ok(configs) => configs,
        Err(error) => return Ok(failed(&error)),
    };
    let mut output = Output::new(&args.output, args.show_values, look, out);
    let mut summary = Summary::default();
    let mut status = Status::Clean;
    for found in args.paths.iter().flat_map(|path| input::files(path)) {
        let (path, result) = match found {
            Ok(path) => {
                let settings = match configs.settings(args, now, &path) {
                    Ok(settings) => settings,
                    Err(error) => {
                        status = failed(&error);
                        break;
                    }
                };
                let linter = settings.linter();
                let mut lint = |payload: Payload| {
                    let linted = linted(&linter, &settings, &payload);
                    summary.add(&linted.report);
                    status = status.max(Status::of(&linted.report, settings.deny_warnings()));
                    output.item(&Item {
                        source: Source::Path(&path),
                        origin: payload.line,
                        kind: linted.kind,
                        findings: linted.report.findings(),
                        text: Some((&payload.bytes, &linted.visibility)),
                    })
                };
                let result = input::each_payload(&path, &mut lint);
                (path, result)
            }
            Err((path, error)) => (path, Err(ReadOrWrite::Read(error))),
        };
        match result {
            Ok(()) => {}
            Err(ReadOrWrite::Read(error)) => {
                eprintln!("kyx: {}: {error}", path.display());
                status = Status::Failed;
            }
            Err(ReadOrWrite::Write(error)) => return Err(error),
        }
        output.end_of(Source::Path(&path))?;
    }
    output.end(&summary, status)?;
    if !args.output.quiet {
        eprintln!("{}", summary.of("payload"));
    }
    Ok(status)
}

/// A configuration that cannot be used ends the run: what it would say of the other files is not known.
fn failed(error: &ConfigError) -> Status {
    eprintln!("kyx: {error}");
    Status::Failed
}

fn linted(linter: &Linter, settings: &Settings<'_>, payload: &Payload) -> Linted {
    let mut linted = linter.lint(&payload.bytes);
    linted.report.retain(|finding| settings.is_selected(finding));
    linted
}
