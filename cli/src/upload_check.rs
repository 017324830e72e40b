//! `kyx upload-check`: checks files before they are uploaded.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
};

use kyx_schema::{Report, upload::Preflight};

use crate::{
    args::UploadArgs,
    display,
    output::{self, Item, Output, Source},
    status::Status,
    stderr,
    tally::Tally,
    terminal::Terminal,
};

/// Checks all files. An unreadable file is reported and skipped.
pub(crate) fn run(args: &UploadArgs, terminal: &Terminal, out: &mut impl Write) -> io::Result<Status> {
    let mut preflight = Preflight::new(args.category.clone(), args.part);
    if let Some(code) = &args.document_type {
        preflight = preflight.document_type(code.as_str());
    }
    if let Some(key) = args.workflow {
        preflight = preflight.workflow(key);
    }
    let out: Box<dyn Write> = match output::create_file(&args.output, &args.files) {
        Ok(Some(file)) => Box::new(BufWriter::new(file)),
        Ok(None) => Box::new(out),
        Err(error) => {
            stderr::message(error);
            return Ok(Status::Failed);
        }
    };
    let mut output = Output::new(&args.output, false, terminal, out);
    let mut status = Status::Clean;
    let mut checked = Vec::new();
    for path in &args.files {
        let name = path.to_string_lossy();
        match File::open(path).and_then(|mut file| preflight.check(&name, &mut file)) {
            Ok(checked_file) => {
                let tally = Tally::of(&checked_file.report, false);
                status = status.max(Status::of(&tally.summary, args.output.deny_warnings));
                output.add(&tally);
                write_item(&mut output, args, Source::Path(path), &checked_file.report)?;
                checked.push(checked_file);
            }
            Err(error) => {
                stderr::message(format_args!("{}: {error}", display::name(path)));
                status = Status::Failed;
            }
        }
    }
    let together = preflight.check_together(&checked);
    if !together.is_clean() {
        let tally = findings_only(&together);
        status = status.max(Status::of(&tally.summary, args.output.deny_warnings));
        output.add(&tally);
        write_item(&mut output, args, Source::AllFiles, &together)?;
    }
    let status = status.to_exit_with(args.output.exit_zero);
    output.finish(status)?;
    if !args.output.quiet {
        stderr::line(output.summary().describe("file"));
    }
    Ok(status)
}

/// Counts no file: each has been counted by itself.
fn findings_only(together: &Report) -> Tally {
    let mut tally = Tally::of(together, false);
    (tally.summary.payloads, tally.summary.clean) = (0, 0);
    tally
}

fn write_item(
    output: &mut Output<impl Write>,
    args: &UploadArgs,
    source: Source<'_>,
    report: &Report,
) -> io::Result<()> {
    output.write_item(&Item {
        source,
        origin: None,
        line: None,
        kind: None,
        findings: report.findings(),
        omitted: 0,
        deny_warnings: args.output.deny_warnings,
        docs_url: args.output.docs.docs_url.as_ref(),
        text: None,
    })?;
    output.end_file(source)
}
