//! `kyx`: lints payloads for the Jumio KYX platform, and prints what it knows of them.

mod args;
mod config;
mod fix;
mod input;
mod lint;
mod next;
mod output;
mod print;
mod schema;
mod upload_check;

use std::{
    io::{self, BufWriter, IsTerminal, Write},
    process::ExitCode,
};

use anstream::{AutoStream, ColorChoice};
use args::{Args, Command};
use clap::Parser;
use kyx_schema::{Report, Severity};

/// How a run ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Status {
    /// Nothing of error severity was found.
    Clean,
    /// Something was found.
    Found,
    /// Bad arguments, or a file that cannot be read.
    Failed,
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
    let mut out = BufWriter::new(stdout.lock());
    let result = match args.command {
        Command::Lint(args) => lint::run(&args, &output::Look { is_coloured, width }, &mut out),
        Command::UploadCheck(args) => {
            upload_check::run(&args, &output::Look { is_coloured, width }, &mut out)
        }
        Command::Next { path, format } => next::run(&path, format, &mut out),
        Command::Explain { rule } => print::explain(rule, &mut out),
        Command::Rules { markdown } => print::rules(markdown, &mut out),
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

/// The columns of the terminal, where the shell says so.
fn terminal_width() -> Option<usize> {
    std::env::var("COLUMNS").ok()?.parse().ok()
}
