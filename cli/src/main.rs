//! `kyx`: lints payloads for the Jumio KYX platform, and prints what it knows of them.

mod args;
mod bulk;
mod config;
mod decompress;
mod fix;
mod input;
mod interrupt;
mod lint;
mod next;
mod output;
mod print;
mod progress;
mod schema;
mod schema_diff;
mod tally;
mod upload_check;

use std::{
    io::{self, BufWriter, IsTerminal, Write},
    process::ExitCode,
    sync::{Mutex, MutexGuard, PoisonError},
};

use anstream::{AutoStream, ColorChoice};
use args::{Args, Command, SchemaArgs, SchemaCommand};
use clap::Parser;
use kyx_schema::{Report, Severity};

/// How a run ended.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    /// Nothing of error severity was found.
    #[default]
    Clean,
    /// Something was found.
    Found,
    /// Bad arguments, or a file that cannot be read.
    Failed,
    /// The user ended it before its end.
    Interrupted,
}

impl Status {
    /// What findings make of a run.
    fn of(report: &Report, deny_warnings: bool) -> Self {
        let is_found = report.has_errors() || (deny_warnings && report.count(Severity::Warning) > 0);
        if is_found { Self::Found } else { Self::Clean }
    }

    /// What the process exits with.
    fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Found => 1,
            Self::Failed => 2,
            Self::Interrupted => 130,
        }
    }
}

impl From<Status> for ExitCode {
    fn from(status: Status) -> Self {
        status.code().into()
    }
}

fn main() -> ExitCode {
    let args = Args::parse();
    let stdout = io::stdout();
    let is_coloured = AutoStream::choice(&stdout) != ColorChoice::Never;
    let width = if stdout.is_terminal() { terminal_width() } else { None };
    let mut out = BufWriter::new(stdout);
    let look = output::Look { is_coloured, width };
    let result = match args.command {
        Command::Lint(args) => lint::run(*args, &look),
        Command::UploadCheck(args) => upload_check::run(&args, &look, &mut out),
        Command::Next { path, format } => next::run(&path, format, &mut out),
        Command::Explain { rule } => print::explain(rule, &mut out),
        Command::Rules { markdown } => print::rules(markdown, &mut out),
        Command::Schema(SchemaArgs { command: Some(SchemaCommand::Diff(args)), .. }) => {
            schema_diff::run(&args, &mut out)
        }
        Command::Schema(args) => print::schema(&args, &mut out),
        Command::Workflows { key } => print::workflows(key, &mut out),
        Command::Completions { shell } => print::completions(shell, &mut out),
        Command::Man { out: directory } => print::man(directory.as_deref(), &mut out),
    };
    match result.and_then(|status| out.flush().map(|()| status)) {
        Ok(status) => status.into(),
        // Whoever read the output has seen enough.
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("kyx: {error}");
            Status::Failed.into()
        }
    }
}

/// What a thread that panicked left behind is as good as any: the run ends with that panic.
fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The columns of the terminal, where the shell says so.
fn terminal_width() -> Option<usize> {
    std::env::var("COLUMNS").ok()?.parse().ok()
}
