//! The native module of the Python package `kyx_schema`: hands texts to the library, and its JSON to Python.

mod arguments;
mod arrow;
mod command;
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
use serde::Serialize;
use std::{fs::File, path::PathBuf};

use arguments::{Text, json, refuse, time};
use linter::{Found, Linter, found_in};

create_exception!(kyx_schema, InvalidPayload, PyValueError, "A payload with errors, which are its message.");

#[derive(Serialize)]
struct RuleJson {
    code: &'static str,
    name: &'static str,
    severity: String,
    summary: String,
}

/// The steps after an account response, as JSON text.
#[pyfunction]
fn next_steps(py: Python<'_>, data: Text, channel: Option<&str>) -> PyResult<String> {
    let channel = channel.map(str::parse).transpose().map_err(|error| refuse("channel", &error))?;
    py.detach(|| match read::<AccountResponse>(data.bytes(), &Context::unknown()) {
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
    let rows = rules::all().into_iter().map(|rule| RuleJson {
        code: rule.code,
        name: rule.name,
        severity: rule.severity.to_string(),
        summary: rule.summary().replace('\n', " "),
    });
    json(&rows.collect::<Vec<_>>())
}

/// The documentation of a rule, in Markdown; `None` if there is no such rule.
#[pyfunction]
fn explain(rule: &str) -> Option<String> {
    rules::find(rule).map(rules::markdown)
}

/// A file of `schemas/`; `None` if there is no such file.
#[pyfunction]
fn schema(path: &str) -> Option<&'static str> {
    FILES.iter().find(|file| file.path == path).map(|file| file.text)
}

/// An example of a payload; `None` if the workflow has no such payload.
#[pyfunction]
fn sample(
    kind: &str,
    workflow: Option<u64>,
    channel: Option<&str>,
    outcome: Option<&str>,
    seed: u64,
    now: Option<&str>,
) -> PyResult<Option<String>> {
    let kind = kind.parse().map_err(|error| refuse("kind", &error))?;
    let outcome: Outcome =
        outcome.map_or(Ok(Outcome::default()), str::parse).map_err(|error| refuse("outcome", &error))?;
    let now = now.map_or_else(|| Ok(Utc::now()), time)?;
    let mut scenario = Scenario::new(workflow.unwrap_or(outcome.workflow()), now)
        .map_err(|error| refuse("workflow", &error))?
        .seed(seed);
    if let Some(channel) = channel {
        let channel = channel.parse().map_err(|error| refuse("channel", &error))?;
        scenario = scenario.by(channel).map_err(|error| refuse("channel", &error))?;
    }
    let scenario = scenario.ending_in(outcome).map_err(|error| refuse("outcome", &error))?;
    Ok(scenario.json(kind))
}

/// What was found in each file, and in all of them together.
#[pyfunction]
fn upload_check(
    py: Python<'_>,
    paths: Vec<PathBuf>,
    category: &str,
    part: &str,
    document_type: Option<String>,
    workflow: Option<u64>,
) -> PyResult<(Vec<Found>, Found)> {
    let category = CredentialCategory::known(category).map_err(|error| refuse("category", &error))?;
    let part: Classifier = part.parse().map_err(|error| refuse("part", &error))?;
    let mut preflight = Preflight::new(category, part);
    if let Some(code) = document_type {
        preflight = preflight.document_type(code);
    }
    if let Some(key) = workflow {
        preflight = preflight.workflow(key);
    }
    py.detach(|| {
        let mut files = Vec::new();
        for path in &paths {
            files.push(preflight.check(&path.to_string_lossy(), &mut File::open(path)?)?);
        }
        let each = files.iter().map(|file| found_in(None, &file.report)).collect::<PyResult<_>>()?;
        Ok((each, found_in(None, &preflight.check_together(&files))?))
    })
}

#[pymodule]
fn _kyx(module: &Bound<'_, PyModule>) -> PyResult<()> {
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
