//! `kyx`: lints payloads for the Jumio KYX platform, and prints its rules, schemas and workflows.

mod args;
mod baseline;
mod config;
mod display;
mod fingerprint;
mod input;
mod lint;
mod next;
mod os_error;
mod output;
mod pipe;
mod print;
mod read;
mod sample;
mod schema;
mod schema_diff;
mod selector;
mod status;
mod stderr;
mod suggestion;
mod tally;
mod terminal;
mod upload_check;
mod workflows;
mod write;

use std::{
    io::{self, BufWriter, Write},
    process::ExitCode,
};

use args::{Command, SchemaArgs, SchemaCommand};
use pipe::Pipe;
use status::Status;
use terminal::Terminal;

fn main() -> ExitCode {
    let args = args::parse();
    let terminal = Terminal::of_stdout();
    let mut out = BufWriter::new(Pipe::new(io::stdout()));
    let result = match args.command {
        Command::Lint(args) => lint::run(*args, &terminal),
        Command::UploadCheck(args) => upload_check::run(&args, &terminal, &mut out),
        Command::Next { path, channel, format } => next::run(&path, channel, format, &mut out),
        Command::Read(args) => read::run(&args, &mut out),
        Command::Explain { rule } => print::explain(&rule, &mut out),
        Command::Rules { markdown } => print::rules(markdown, &mut out),
        Command::Sample(args) => sample::run(&args, &mut out),
        Command::Schema(SchemaArgs { command: Some(SchemaCommand::Diff(args)), .. }) => {
            schema_diff::run(&args, &mut out)
        }
        Command::Schema(args) => print::schema(&args, &mut out),
        Command::Workflows(args) => workflows::run(&args, &mut out),
        Command::Completions { shell } => print::completions(shell, &mut out),
        Command::Man { out: directory } => print::man(directory.as_deref(), &mut out),
    };
    match result.and_then(|status| out.flush().map(|()| status)) {
        Ok(status) => status.into(),
        Err(error) => {
            stderr::message(error);
            Status::Failed.into()
        }
    }
}
