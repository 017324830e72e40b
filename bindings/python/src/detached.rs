//! Work that needs no Python.

use std::panic::{self, AssertUnwindSafe};

use pyo3::{exceptions::PyRuntimeError, prelude::*};

/// Lets other threads of Python run meanwhile. A panic becomes an exception without its message, which may repeat a value.
pub(crate) fn detached<T: Send>(py: Python<'_>, work: impl FnOnce() -> PyResult<T> + Send) -> PyResult<T> {
    let done = py.detach(|| panic::catch_unwind(AssertUnwindSafe(work)));
    done.unwrap_or_else(|_| Err(PyRuntimeError::new_err("internal error; standard error has its place")))
}
