//! `kyx`: lints payloads for the Jumio KYX platform.

use std::{env, process::ExitCode};

fn main() -> ExitCode {
    kyx_cli::run(env::args_os()).into()
}
