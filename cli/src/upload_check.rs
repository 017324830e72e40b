//! `kyx upload-check`: whether files would be taken, before they are uploaded.

use std::{
    fs::File,
    io::{self, Write},
};

use kyx_schema::{Report, upload::Preflight};

use crate::{
    Status,
    args::UploadArgs,
    output::{Item, Look, Output, Source},
    tally::Tally,
};

/// Looks into all files. One that cannot be read is named, and the others are looked into all the same.
pub(crate) fn run(args: &UploadArgs, look: &Look, out: &mut impl Write) -> io::Result<Status> {
    let mut preflight = Preflight::new(args.category.clone(), args.part);
    if let Some(code) = &args.document_type {
        preflight = preflight.document_type(code.as_str());
    }
    let mut output = Output::new(&args.output, false, look, out);
    let mut status = Status::Clean;
    let mut checked = Vec::new();
    for path in &args.files {
        let name = path.to_string_lossy();
        match File::open(path).and_then(|mut file| preflight.check(&name, &mut file)) {
            Ok(found) => {
                status = status.max(Status::of(&found.report, args.output.deny_warnings));
                write_item(&mut output, Source::Path(path), &found.report)?;
                checked.push(found);
            }
            Err(error) => {
                eprintln!("kyx: {}: {error}", path.display());
                status = Status::Failed;
            }
        }
    }
    let together = preflight.check_together(&checked);
    if !together.is_clean() {
        status = status.max(Status::of(&together, args.output.deny_warnings));
        write_item(&mut output, Source::AllFiles, &together)?;
    }
    output.end(status)?;
    if !args.output.quiet {
        eprintln!("{}", output.summary().of("file"));
    }
    Ok(status)
}

fn write_item(output: &mut Output<impl Write>, source: Source<'_>, report: &Report) -> io::Result<()> {
    output.item(&Item {
        source,
        origin: None,
        kind: None,
        findings: report.findings(),
        omitted: 0,
        text: None,
    })?;
    output.add(&Tally::of(report));
    output.end_of(source)
}
