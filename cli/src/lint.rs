//! `kyx lint`: every payload of every path, into the output of choice.

use std::io::{self, Write};

use kyx_schema::lint::{Linted, Linter};

use crate::{
    Status,
    args::LintArgs,
    input::{self, Payload, ReadOrWrite},
    output::{Item, Look, Output, Source, Summary},
};

/// Lints all paths. A file that cannot be read is named, and the others are linted all the same.
pub(crate) fn run(args: &LintArgs, look: &Look, out: &mut impl Write) -> io::Result<Status> {
    let mut linter = Linter::new(args.context());
    if let Some(kind) = args.kind {
        linter = linter.kind(kind);
    }
    if args.wants_news() {
        linter = linter.with_news();
    }
    let mut output = Output::new(&args.output, args.show_values, look, out);
    let mut summary = Summary::default();
    let mut status = Status::Clean;
    for found in args.paths.iter().flat_map(|path| input::files(path)) {
        let (path, result) = match found {
            Ok(path) => {
                let mut lint = |payload: Payload| {
                    let linted = linted(&linter, args, &payload);
                    summary.add(&linted.report);
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
    let status = status.max(summary.status(args.output.deny_warnings));
    output.end(&summary, status)?;
    if !args.output.quiet {
        eprintln!("{}", summary.of("payload"));
    }
    Ok(status)
}

fn linted(linter: &Linter, args: &LintArgs, payload: &Payload) -> Linted {
    let mut linted = linter.lint(&payload.bytes);
    linted.report.retain(|finding| args.is_selected(finding));
    linted
}
