//! `kyx redact`: payloads without what may be personal, for sharing and for tests.

use std::io::{self, Write};

use kyx_schema::{
    Context,
    input::Format,
    lint::{Linter, MAX_BYTES, same_length_text},
};

use crate::{
    args::RedactArgs,
    display,
    input::{self, Layout, Payload, ReadOrWriteError},
    status::Status,
    stderr,
};

pub(crate) fn run(args: &RedactArgs, out: &mut impl Write) -> io::Result<Status> {
    let name = display::name(&args.path);
    let linter = Linter::new(Context::unknown());
    let linter = args.kind.map_or(linter, |kind| linter.kind(kind));
    let given = args.from.or_else(|| input::format(&args.path));
    let mut print = |Payload { bytes, origin, ends_line }: Payload<'_>| {
        let is_whole = origin.is_none();
        let format = given.or_else(|| Format::detect(&same_length_text(bytes))).filter(|_| is_whole);
        let redacted = match format {
            Some(format) => linter.redact_file(bytes, format),
            None if bytes.len() > MAX_BYTES => {
                let error = format!("{name}: more than {} MiB in one payload", MAX_BYTES >> 20);
                return Err(io::Error::other(error)); // the rest of it was not read
            }
            None => linter.redact(bytes),
        };
        out.write_all(redacted.as_bytes())?;
        if ends_line { out.write_all(b"\n") } else { Ok(()) }
    };
    match input::each_payload(&args.path, args.from.map(|_| Layout::Whole), &mut print) {
        Ok(()) => Ok(Status::Clean),
        Err(ReadOrWriteError::Write(error)) => Err(error),
        Err(ReadOrWriteError::Read(error)) => {
            stderr::message(format_args!("{name}: {error}"));
            Ok(Status::Failed)
        }
    }
}
