//! `kyx next`: the next steps after an account response.

use std::{
    io::{self, Write},
    path::Path,
};

use kyx_schema::{
    AccountResponse, Channel, Context, lint,
    next::{Finalize, Journey, NextSteps},
};

use crate::{
    args::PrintFormat,
    display::{self, finding_line, printable},
    input::{self, Payload, ReadOrWriteError},
    status::Status,
    stderr,
};

/// Reads a response and prints the next steps. Does not rely on an invalid response.
pub(crate) fn run(
    path: &Path,
    channel: Option<Channel>,
    format: PrintFormat,
    out: &mut impl Write,
) -> io::Result<Status> {
    let mut status = Status::Clean;
    let mut print = |payload: Payload| {
        match lint::read::<AccountResponse>(payload.bytes, &Context::unknown()) {
            Ok(response) => {
                let next = response.next_steps(channel);
                if !next.journeys.iter().all(Journey::is_possible) {
                    status = Status::HasFindings;
                }
                match format {
                    PrintFormat::Human => print_steps(&next, out)?,
                    PrintFormat::Json => {
                        serde_json::to_writer_pretty(&mut *out, &next)?;
                        writeln!(out)?;
                    }
                }
            }
            Err(report) => {
                status = Status::HasFindings;
                stderr::message(format_args!("{}: not a valid account response", display::name(path)));
                report.findings().iter().for_each(|it| stderr::line(printable(&finding_line(it))));
            }
        }
        Ok(())
    };
    match input::each_payload(path, None, &mut print) {
        Ok(()) => Ok(status),
        Err(ReadOrWriteError::Write(error)) => Err(error),
        Err(ReadOrWriteError::Read(error)) => {
            stderr::message(format_args!("{}: {error}", display::name(path)));
            Ok(Status::Failed)
        }
    }
}

fn print_steps(next: &NextSteps<'_>, out: &mut impl Write) -> io::Result<()> {
    for category in &next.existing {
        writeln!(out, "{} already exists", printable(category.as_str()))?;
    }
    if next.journeys.is_empty() {
        return writeln!(out, "nothing to do: the workflow finalizes itself");
    }
    next.journeys.iter().try_for_each(|journey| print_journey(journey, out))
}

fn print_journey(journey: &Journey<'_>, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "by {}:", journey.channel)?;
    let mut steps: Vec<_> = journey.steps.iter().map(ToString::to_string).collect();
    let mut notes: Vec<_> = journey.remarks.iter().map(|it| format!("note: {it}")).collect();
    match &journey.finalize {
        Some(Finalize::Client) => notes.insert(0, Finalize::Client.to_string()),
        call => steps.extend(call.as_ref().map(ToString::to_string)),
    }
    for (index, step) in steps.iter().enumerate() {
        let mut lines = step.lines();
        writeln!(out, "{}. {}", index + 1, printable(lines.next().unwrap_or_default()))?;
        lines.try_for_each(|line| writeln!(out, "   {}", printable(line)))?;
    }
    notes.iter().try_for_each(|note| writeln!(out, "{}", printable(note)))
}
