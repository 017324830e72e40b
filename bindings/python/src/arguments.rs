//! Reads what Python passes.

use std::{
    fmt::Display,
    ops::Deref,
    path::{Path, PathBuf},
    str::FromStr,
};

use chrono::{DateTime, Utc};
use kyx_schema::Timestamp;
use pyo3::{
    exceptions::{PyTypeError, PyUnicodeError, PyValueError},
    intern,
    prelude::*,
    pybacked::{PyBackedBytes, PyBackedStr},
    types::PyString,
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
        if !data.is_instance_of::<PyString>() {
            return Err(refused_type("bytes or str", data));
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

/// A name. Half a surrogate pair, which no name contains, becomes U+FFFD: the exception of Python would carry the text.
pub(crate) struct Name(String);

impl Deref for Name {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl<'py> FromPyObject<'_, 'py> for Name {
    type Error = PyErr;

    fn extract(data: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        let text = data.cast::<PyString>().map_err(|_| refused_type("str", data))?;
        Ok(Self(text.to_string_lossy().into_owned()))
    }
}

/// The path of a file.
pub(crate) struct FilePath(PathBuf);

impl AsRef<Path> for FilePath {
    fn as_ref(&self) -> &Path {
        &self.0
    }
}

impl<'py> FromPyObject<'_, 'py> for FilePath {
    type Error = PyErr;

    fn extract(data: Borrowed<'_, 'py, PyAny>) -> PyResult<Self> {
        match data.extract() {
            Ok(path) => Ok(Self(path)),
            // Its exception carries the path.
            Err(error) if error.is_instance_of::<PyUnicodeError>(data.py()) => {
                Err(PyValueError::new_err("not the path of a file: it contains half a surrogate pair"))
            }
            Err(error) => Err(error),
        }
    }
}

fn refused_type(expected: &str, found: Borrowed<'_, '_, PyAny>) -> PyErr {
    match found.get_type().name() {
        Ok(name) => PyTypeError::new_err(format!("not {expected}: {name}")),
        Err(error) => error,
    }
}

/// A time in RFC 3339.
pub(crate) fn time(now: Option<Name>) -> PyResult<Option<DateTime<Utc>>> {
    Ok(named::<Timestamp>("now", now)?.map(|time| time.instant()))
}

/// The value that a name stands for.
pub(crate) fn named<T: FromStr<Err: Display>>(argument: &str, name: Option<Name>) -> PyResult<Option<T>> {
    name.map(|name| name.parse().map_err(|error| refuse(argument, &error))).transpose()
}

/// The exception for an argument. The error does not repeat its value.
pub(crate) fn refuse(argument: &str, error: &dyn Display) -> PyErr {
    PyValueError::new_err(format!("{argument}: {error}"))
}

pub(crate) fn json(value: &impl Serialize) -> PyResult<String> {
    serde_json::to_string(value).map_err(|error| PyValueError::new_err(error.to_string()))
}
