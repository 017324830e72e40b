//! `kyx read`: what a response means, and what to do about it.

use std::io::{self, Write};

use kyx_schema::reading::{self, Unreadable, Values};

use crate::{
    args::{PrintFormat, ReadArgs},
    display::{self, finding_line, printable},
    input::{self, Payload, ReadOrWriteError},
    status::Status,
    stderr,
};

pub(crate) fn run(args: &ReadArgs, out: &mut impl Write) -> io::Result<Status> {
    let values = if args.show_values { Values::Shown } else { Values::Masked };
    let name = display::name(&args.path);
    let mut status = Status::Clean;
    let read = |bytes: &[u8]| match args.kind {
        Some(kind) => reading::read_as(kind, bytes, values),
        None => reading::read(bytes, values),
    };
    let mut print = |payload: Payload| match read(payload.bytes) {
        Ok(reading) => match args.format {
            PrintFormat::Human => {
                reading.to_string().lines().try_for_each(|it| writeln!(out, "{}", printable(it)))
            }
            PrintFormat::Json => {
                serde_json::to_writer_pretty(&mut *out, &reading)?;
                writeln!(out)
            }
        },
        Err(error) => {
            status = Status::HasFindings;
            match error {
                Unreadable::Request(kind) => {
                    stderr::message(format_args!("{name}: not a response, but of kind {kind}"));
                }
                Unreadable::Invalid(report) => {
                    stderr::message(format_args!("{name}: not a valid response"));
                    report.findings().iter().for_each(|it| stderr::line(printable(&finding_line(it))));
                }
                _ => stderr::message(format_args!("{name}: not a valid response")),
            }
            Ok(())
        }
    };
    match input::each_payload(&args.path, None, &mut print) {
        Ok(()) => Ok(status),
        Err(ReadOrWriteError::Write(error)) => Err(error),
        Err(ReadOrWriteError::Read(error)) => {
            stderr::message(format_args!("{name}: {error}"));
            Ok(Status::Failed)
        }
    }
}
