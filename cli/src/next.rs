//! `kyx next`: the next steps after an account response.

use std::{
    io::{self, Write},
    path::Path,
};

use kyx_schema::{
    AccountResponse, Context, Finding, Rule, lint,
    next::{Finalize, NextSteps},
};

use crate::{
    args::PrintFormat,
    display::{self, printable},
    input::{self, Payload, ReadOrWriteError},
    status::Status,
    stderr,
};

/// Reads a response and prints the next steps. Does not rely on an invalid response.
pub(crate) fn run(path: &Path, format: PrintFormat, out: &mut impl Write) -> io::Result<Status> {
    let mut status = Status::Clean;
    let mut print = |payload: Payload| {
        match lint::read::<AccountResponse>(payload.bytes, &Context::unknown()) {
            Ok(response) => match format {
                PrintFormat::Human => print_steps(&response.next_steps(), out)?,
                PrintFormat::Json => {
                    serde_json::to_writer_pretty(&mut *out, &response.next_steps())?;
                    writeln!(out)?;
                }
            },
            Err(report) => {
                status = Status::HasFindings;
                stderr::message(format_args!("{}: not a valid account response", display::name(path)));
                report.findings().iter().for_each(|it| stderr::line(printable(&description(it))));
            }
        }
        Ok(())
    };
    match input::each_payload(path, &mut print) {
        Ok(()) => Ok(status),
        Err(ReadOrWriteError::Write(error)) => Err(error),
        Err(ReadOrWriteError::Read(error)) => {
            stderr::message(format_args!("{}: {error}", display::name(path)));
            Ok(Status::Failed)
        }
    }
}

/// A finding in one line.
fn description(finding: &Finding) -> String {
    let Rule { code, name, .. } = finding.rule;
    let at = if finding.pointer.is_empty() { String::new() } else { format!(", at {}", finding.pointer) };
    format!("{}[{code}]: {} ({name}{at}; {})", finding.severity, finding.message, finding.help)
}

fn print_steps(next: &NextSteps<'_>, out: &mut impl Write) -> io::Result<()> {
    let mut steps = Vec::new();
    for upload in &next.uploads {
        let (category, classifier) = (upload.category, &upload.classifier);
        steps.push(format!(
            "upload {category} {classifier}\n   POST {}\n   with the token at {}",
            upload.url, upload.token_pointer
        ));
    }
    for credential in &next.by_client {
        let channels: Vec<_> = credential.channels.iter().map(ToString::to_string).collect();
        steps.push(format!(
            "have the end user provide {} via {}",
            credential.category,
            channels.join(" or ")
        ));
    }
    steps.extend(match next.finalize {
        Finalize::Call { url } => Some(format!("finalize\n   PUT {url}")),
        Finalize::Client => Some("nothing: the client finalizes the workflow".to_owned()),
        _ => None,
    });
    for category in &next.existing {
        writeln!(out, "{category} already exists")?;
    }
    if steps.is_empty() {
        return writeln!(out, "nothing to do: the workflow finalizes itself");
    }
    for (index, step) in steps.iter().enumerate() {
        writeln!(out, "{}. {step}", index + 1)?;
    }
    Ok(())
}
