//! `kyx upload-check`: checks files before they are uploaded.

use std::{
    fs::File,
    io::{self, Write},
};

use kyx_schema::{Report, upload::Preflight};

use crate::{
    args::UploadArgs,
    display,
    output::{Item, Output, Source},
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
    let mut output = Output::new(&args.output, false, terminal, out);
    let mut status = Status::Clean;
    let mut checked = Vec::new();
    for path in &args.files {
        let name = path.to_string_lossy();
        match File::open(path).and_then(|mut file| preflight.check(&name, &mut file)) {
            Ok(checked_file) => {
                status = status.max(Status::of(&checked_file.report, args.output.deny_warnings));
                output.add(&Tally::of(&checked_file.report, false));
                write_item(&mut output, Source::Path(path), &checked_file.report)?;
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
        status = status.max(Status::of(&together, args.output.deny_warnings));
        output.add(&findings_only(&together));
        write_item(&mut output, Source::AllFiles, &together)?;
    }
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

fn write_item(output: &mut Output<impl Write>, source: Source<'_>, report: &Report) -> io::Result<()> {
    output.write_item(&Item {
        source,
        origin: None,
        line: None,
        kind: None,
        findings: report.findings(),
        omitted: 0,
        text: None,
    })?;
    output.end_file(source)
}
