//! The native module of the Python package `kyx_schema`: hands texts to the library, and its JSON to Python.

mod arguments;
mod arrow;
mod command;
mod detached;
mod linter;

use chrono::Utc;
use kyx_schema::{
    AccountResponse, Context, CredentialCategory,
    endpoint::Classifier,
    lint::read,
    rules,
    sample::{Outcome, Scenario},
    schema::FILES,
    upload::Preflight,
    workflow,
};
use pyo3::{create_exception, exceptions::PyValueError, prelude::*, types::PyString};
use std::fs::File;

use arguments::{FilePath, Name, Text, json, named, refuse, time};
use detached::detached;
use linter::{Found, Linter, found_in};

create_exception!(kyx_schema, InvalidPayload, PyValueError, "A payload with errors, which are its message.");

/// The steps after an account response, as JSON text.
#[pyfunction]
fn next_steps(py: Python<'_>, data: Text, channel: Option<Name>) -> PyResult<String> {
    let channel = named("channel", channel)?;
    detached(py, || match read::<AccountResponse>(data.bytes(), &Context::unknown()) {
        Ok(response) => json(&response.next_steps(channel)),
        Err(report) => Err(InvalidPayload::new_err(report.to_string())),
    })
}

/// All documented workflows, as JSON text.
#[pyfunction]
fn workflows() -> PyResult<String> {
    json(&workflow::views())
}

/// All rules, as JSON text.
#[pyfunction(name = "rules")]
fn list_rules() -> PyResult<String> {
    json(&rules::all())
}

/// The documentation of a rule, in Markdown; `None` if there is no such rule.
#[pyfunction]
fn explain(rule: Name) -> Option<String> {
    rules::find(&rule).map(rules::markdown)
}

/// A document of `schemas/` by its name, without extension; `None` if there is no such document.
#[pyfunction]
fn schema(name: Name) -> Option<&'static str> {
    let paths = [".schema.json", ".json"].map(|extension| [&name, extension].concat());
    paths.iter().find_map(|path| FILES.iter().find(|file| file.path == path)).map(|file| file.text)
}

/// An example of a payload; `None` if the workflow has no such payload.
#[pyfunction]
fn sample(
    kind: Name,
    workflow: Option<u64>,
    channel: Option<Name>,
    outcome: Option<Name>,
    seed: u64,
    now: Option<Name>,
) -> PyResult<Option<String>> {
    let kind = kind.parse().map_err(|error| refuse("kind", &error))?;
    let outcome: Outcome = named("outcome", outcome)?.unwrap_or_default();
    let now = time(now)?.unwrap_or_else(Utc::now);
    let mut scenario = Scenario::new(workflow.unwrap_or(outcome.workflow()), now)
        .map_err(|error| refuse("workflow", &error))?
        .seed(seed);
    if let Some(channel) = named("channel", channel)? {
        scenario = scenario.by(channel).map_err(|error| refuse("channel", &error))?;
    }
    let scenario = scenario.ending_in(outcome).map_err(|error| refuse("outcome", &error))?;
    Ok(scenario.json(kind))
}

/// What was found in each file, and in all of them together.
#[pyfunction]
fn upload_check(
    py: Python<'_>,
    paths: Vec<FilePath>,
    category: Name,
    part: Name,
    document_type: Option<Name>,
    workflow: Option<u64>,
) -> PyResult<(Vec<Found>, Found)> {
    let category = CredentialCategory::known(&category).map_err(|error| refuse("category", &error))?;
    let part: Classifier = part.parse().map_err(|error| refuse("part", &error))?;
    let mut preflight = Preflight::new(category, part);
    if let Some(code) = document_type {
        preflight = preflight.document_type(&*code);
    }
    if let Some(key) = workflow {
        preflight = preflight.workflow(key);
    }
    detached(py, || {
        let mut files = Vec::new();
        for path in &paths {
            files.push(preflight.check(&path.as_ref().to_string_lossy(), &mut File::open(path)?)?);
        }
        let each = files.iter().map(|file| found_in(None, &file.report)).collect::<PyResult<_>>()?;
        Ok((each, found_in(None, &preflight.check_together(&files))?))
    })
}

#[pymodule]
fn _kyx(module: &Bound<'_, PyModule>) -> PyResult<()> {
    kyx_cli::hide_panic_messages();
    module.add("__version__", PyString::new(module.py(), env!("CARGO_PKG_VERSION")))?;
    module.add("InvalidPayload", module.py().get_type::<InvalidPayload>())?;
    module.add_class::<Linter>()?;
    module.add_class::<arrow::Array>()?;
    for function in [
        wrap_pyfunction!(next_steps, module)?,
        wrap_pyfunction!(workflows, module)?,
        wrap_pyfunction!(list_rules, module)?,
        wrap_pyfunction!(explain, module)?,
        wrap_pyfunction!(schema, module)?,
        wrap_pyfunction!(sample, module)?,
        wrap_pyfunction!(upload_check, module)?,
        wrap_pyfunction!(arrow::lint_array, module)?,
        wrap_pyfunction!(arrow::redact_array, module)?,
        wrap_pyfunction!(command::run, module)?,
    ] {
        module.add_function(function)?;
    }
    Ok(())
}
