//! The program `kyx`, which lints payloads for the Jumio KYX platform, and prints its rules, schemas and workflows: as a
//! function, for the packages that bring it along.

mod args;
mod baseline;
mod config;
mod display;
mod docs_url;
mod fingerprint;
#[cfg(fuzzing)]
pub mod fuzzing;
mod input;
mod lint;
mod next;
mod os_error;
mod output;
mod panics;
mod pipe;
mod print;
mod read;
mod redact;
mod replace;
mod sample;
mod schema;
mod schema_diff;
mod selector;
mod server;
mod status;
mod stderr;
mod suggestion;
mod tally;
mod temporary;
mod terminal;
mod upload_check;
mod workflows;
mod write;

use std::{
    ffi::OsString,
    io::{self, BufWriter, Write},
    panic,
};

use args::{Args, Command, SchemaArgs, SchemaCommand};
pub use panics::hide_panic_messages;
use pipe::Pipe;
use status::Status;
use terminal::Terminal;

/// Runs `kyx` with these arguments, the first being its name, on the streams of the process, and returns its exit code.
/// An interrupt ends the process. From then on, panics of the process write their place only, see [`hide_panic_messages`].
pub fn run(args: impl IntoIterator<Item = OsString>) -> u8 {
    hide_panic_messages();
    match args::parse(args.into_iter().collect()) {
        Ok(args) => panic::catch_unwind(|| run_command(args)).unwrap_or(Status::Failed).code(),
        Err(exit_code) => exit_code,
    }
}

fn run_command(args: Args) -> Status {
    let terminal = Terminal::of_stdout();
    let mut out = BufWriter::new(Pipe::new(io::stdout()));
    let result = match args.command {
        Command::Lint(args) => lint::run(*args, &terminal),
        Command::UploadCheck(args) => upload_check::run(&args, &terminal, &mut out),
        Command::Next { path, channel, format } => next::run(&path, channel, format, &mut out),
        Command::Read(args) => read::run(&args, &mut out),
        Command::Redact(args) => redact::run(&args, &mut out),
        Command::Explain { rule, web: true, docs } => print::web(&rule, docs.docs_url, &mut out),
        Command::Explain { rule, .. } => print::explain(&rule, &mut out),
        Command::Rules { markdown } => print::rules(markdown, &mut out),
        Command::Sample(args) => sample::run(&args, &mut out),
        Command::Schema(SchemaArgs { command: Some(SchemaCommand::Diff(args)), .. }) => {
            schema_diff::run(&args, &mut out)
        }
        Command::Schema(args) => print::schema(&args, &mut out),
        Command::Server => server::run(),
        Command::Workflows(args) => workflows::run(&args, &mut out),
        Command::Completions { shell } => print::completions(shell, &mut out),
        Command::Man { out: directory } => print::man(directory.as_deref(), &mut out),
    };
    result.and_then(|status| out.flush().map(|()| status)).unwrap_or_else(|error| {
        stderr::message(error);
        Status::Failed
    })
}
