//! The program `kyx`.

use std::ffi::OsString;

use pyo3::prelude::*;

/// Runs `kyx` with these arguments, the first being its name, and returns its exit code.
#[pyfunction]
pub(crate) fn run(py: Python<'_>, args: Vec<OsString>) -> u8 {
    py.detach(|| kyx_cli::run(args))
}
