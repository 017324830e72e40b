//! Reads what Python passes.

use std::fmt::Display;

use chrono::{DateTime, Utc};
use kyx_schema::Timestamp;
use pyo3::{
    exceptions::{PyTypeError, PyValueError},
    intern,
    prelude::*,
    pybacked::{PyBackedBytes, PyBackedStr},
};
use serde::Serialize;

/// A payload, which is not copied.
pub(crate) enum Text {
    Str(PyBackedStr),
    Bytes(PyBackedBytes),
}

impl Text {
    pub(crate) fn bytes(&self) -> &[u8] {
        match self {
            Self::Str(text) => text.as_bytes(),
            Self::Bytes(bytes) => bytes,
        }
    }
}

impl<'py> FromPyObject<'_, 'py> for Text {
    type Error = PyErr;

    fn extract(data: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        if let Ok(bytes) = data.extract() {
            return Ok(Self::Bytes(bytes));
        }
        if !data.is_instance_of::<pyo3::types::PyString>() {
            return Err(PyTypeError::new_err(format!("not bytes or str: {}", data.get_type().name()?)));
        }
        if let Ok(text) = data.extract() {
            return Ok(Self::Str(text));
        }
        // Half a surrogate pair is not UTF-8, which is a finding. The exception of Python would carry the payload.
        let py = data.py();
        let bytes = data.call_method1(intern!(py, "encode"), ("utf-8", "surrogatepass"))?;
        Ok(Self::Bytes(bytes.extract()?))
    }
}

/// A time in RFC 3339.
pub(crate) fn time(text: &str) -> PyResult<DateTime<Utc>> {
    let time: Timestamp = text.parse().map_err(|error| refuse("now", &error))?;
    Ok(time.instant())
}

/// The exception for an argument. The error does not repeat its value.
pub(crate) fn refuse(argument: &str, error: &dyn Display) -> PyErr {
    PyValueError::new_err(format!("{argument}: {error}"))
}

pub(crate) fn json(value: &impl Serialize) -> PyResult<String> {
    serde_json::to_string(value).map_err(|error| PyValueError::new_err(error.to_string()))
}
