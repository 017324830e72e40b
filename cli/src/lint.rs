//! `kyx lint`: every payload of every path, into the output of choice.

use std::io::{self, Write};

use kyx_schema::{Severity, lint::Linter};

use crate::{
    Status,
    args::LintArgs,
    input::{self, Payload, ReadOrWrite},
    output::{self, Linted, Look, Summary},
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
    let mut output = output::of(args.format, look, out);
    let mut summary = Summary::default();
    let mut status = Status::Clean;
    for found in args.paths.iter().flat_map(|path| input::files(path)) {
        let (path, result) = match found {
            Ok(path) => {
                let mut lint = |payload: Payload| {
                    let linted = linted(&linter, args, &payload);
                    summary.add(&linted);
                    output.payload(&path, &payload, &linted)
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
    }
    output.end(&summary)?;
    if !args.quiet {
        eprintln!("{summary}");
    }
    let is_found = summary.errors > 0 || (args.deny_warnings && summary.warnings > 0);
    Ok(status.max(if is_found { Status::Found } else { Status::Clean }))
}

fn linted(linter: &Linter, args: &LintArgs, payload: &Payload) -> Linted {
    let mut linted = linter.lint(&payload.bytes);
    linted.report.retain(|finding| args.is_selected(finding));
    linted
}

impl Summary {
    fn add(&mut self, linted: &Linted) {
        self.payloads += 1;
        self.clean += usize::from(linted.report.is_clean());
        self.errors += linted.report.count(Severity::Error);
        self.warnings += linted.report.count(Severity::Warning);
    }
}
