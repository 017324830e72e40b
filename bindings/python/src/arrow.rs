//! Lints and redacts columns of payloads: Arrow arrays in, Arrow arrays out, without a copy of texts.

mod column;
mod exported;
mod json;
mod rows;
mod texts;

use std::{
    iter,
    ops::Range,
    panic,
    str::FromStr,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    thread::{self, ScopedJoinHandle},
};

use arrow_array::builder::LargeStringBuilder;
use arrow_schema::ArrowError;
use kyx_schema::{
    Rule, Severity,
    lint::{self, Linted},
    rules,
};
use pyo3::{exceptions::PyTypeError, prelude::*};
use pyo3_arrow::input::AnyArray;

use crate::{
    arguments::{Name, refuse},
    detached::detached,
    linter::Linter,
};
use column::Column;
pub(crate) use exported::Array;
use rows::Rows;

/// As in `kyx lint`.
const MOST_THREADS: usize = 256;
/// How many rows a thread reads before the results are written. Few enough to keep them in memory.
const BLOCK: usize = 4096;
/// How many of them a thread takes at once: payloads differ in size.
const STEP: usize = 64;

/// How much the rows of the result say about each payload.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Detail {
    Findings,
    Counts,
    Valid,
}

impl FromStr for Detail {
    type Err = &'static str;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        match name {
            "findings" => Ok(Self::Findings),
            "counts" => Ok(Self::Counts),
            "valid" => Ok(Self::Valid),
            _ => Err("not `findings`, `counts` or `valid`"),
        }
    }
}

/// The number of threads that read a column.
struct Threads(usize);

impl Threads {
    /// Passes on what comes of each text, in their order; `None` for a null.
    fn each<T: Send>(
        &self,
        column: &Column,
        work: impl Fn(&[u8]) -> T + Sync,
        mut receive: impl FnMut(Option<&T>) -> Result<(), ArrowError>,
    ) -> Result<(), ArrowError> {
        match column {
            // Each text is read once. A slice may share a dictionary that is far larger than itself.
            Column::Dictionary(keys, values) if values.len() <= keys.len() => {
                let results = self.block(values, 0..values.len(), &work);
                keys.iter().try_for_each(|key| receive(key.and_then(|key| results[key].as_ref())))
            }
            _ => (0..column.len()).step_by(BLOCK * self.0).try_for_each(|start| {
                let end = column.len().min(start + BLOCK * self.0);
                self.block(column, start..end, &work).iter().try_for_each(|result| receive(result.as_ref()))
            }),
        }
    }

    /// What comes of the texts of some rows.
    fn block<T: Send>(
        &self,
        column: &Column,
        range: Range<usize>,
        work: &(impl Fn(&[u8]) -> T + Sync),
    ) -> Vec<Option<T>> {
        let of_rows = |rows: Range<usize>| rows.map(|row| column.text(row).map(|text| work(&text)));
        if self.0 == 1 || range.len() <= STEP {
            return of_rows(range).collect();
        }
        let next = AtomicUsize::new(range.start);
        let of_thread = || {
            let starts = iter::repeat_with(|| next.fetch_add(STEP, Ordering::Relaxed));
            let steps = starts.take_while(|start| *start < range.end);
            steps.map(|start| (start, of_rows(start..range.end.min(start + STEP)).collect())).collect()
        };
        let mut steps: Vec<(usize, Vec<_>)> = thread::scope(|scope| {
            let workers: Vec<_> = (0..self.0).map(|_| scope.spawn(of_thread)).collect();
            let joined = workers.into_iter().map(ScopedJoinHandle::join);
            let steps =
                |steps: thread::Result<Vec<_>>| steps.unwrap_or_else(|panic| panic::resume_unwind(panic));
            joined.flat_map(steps).collect()
        });
        steps.sort_unstable_by_key(|(start, _)| *start);
        steps.into_iter().flat_map(|(_, step)| step).collect()
    }
}

/// What a payload is checked by.
struct Task {
    linter: lint::Linter,
    /// The rules that may report findings; `None` for all.
    select: Option<Vec<&'static Rule>>,
}

impl Task {
    fn lint(&self, text: &[u8]) -> Linted {
        let mut linted = self.linter.lint(text);
        if let Some(select) = &self.select {
            linted.report.retain(|rule| select.contains(&rule));
        }
        linted.visibility = None;
        linted
    }
}

/// Lints each payload of an array, or of a stream of arrays. The result has as many rows: structs, or the one column of them
/// that is asked for.
#[pyfunction]
#[expect(clippy::too_many_arguments, reason = "Python passes them by name")]
#[pyo3(signature = (linter, array, *, select, detail, country, column, threads))]
pub(crate) fn lint_array(
    py: Python<'_>,
    linter: &Linter,
    array: &Bound<'_, PyAny>,
    select: Option<Vec<Name>>,
    detail: Name,
    country: bool,
    column: Option<&str>,
    threads: Option<usize>,
) -> PyResult<Array> {
    let detail = detail.parse().map_err(|error: &str| refuse("detail", &error))?;
    let select = select.map(|select| selected(&select)).transpose()?;
    let mut linter = linter.linter();
    if detail != Detail::Findings {
        linter = linter.counting();
    }
    if select.iter().flatten().any(|rule| rule.severity == Severity::Info) {
        linter = linter.with_news();
    }
    let task = Task { linter, select };
    let mut rows = Rows::new(detail, country);
    each(py, array, threads, |text| task.lint(text), |linted| rows.push(linted))?;
    let structs = rows.finish().map_err(raise)?;
    let only = column.and_then(|name| structs.column_by_name(name).map(Arc::clone));
    Ok(Array(only.unwrap_or_else(|| Arc::new(structs))))
}

/// Redacts each payload of an array, or of a stream of arrays.
#[pyfunction]
#[pyo3(signature = (linter, array, *, threads))]
pub(crate) fn redact_array(
    py: Python<'_>,
    linter: &Linter,
    array: &Bound<'_, PyAny>,
    threads: Option<usize>,
) -> PyResult<Array> {
    let linter = linter.linter();
    let mut texts = LargeStringBuilder::new();
    let append = |text: Option<&String>| {
        texts.append_option(text);
        Ok(())
    };
    each(py, array, threads, |text| linter.redact(text), append)?;
    Ok(Array(Arc::new(texts.finish())))
}

/// Passes on what comes of each text of an array, or of a stream of arrays, without the lock of the interpreter.
fn each<T: Send>(
    py: Python<'_>,
    array: &Bound<'_, PyAny>,
    threads: Option<usize>,
    work: impl Fn(&[u8]) -> T + Sync,
    mut receive: impl FnMut(Option<&T>) -> Result<(), ArrowError> + Send,
) -> PyResult<()> {
    let input: AnyArray = array.extract().map_err(|error: PyErr| not_arrow(array, error))?;
    let threads = threads.unwrap_or_else(|| thread::available_parallelism().map_or(1, Into::into));
    let threads = Threads(threads.clamp(1, MOST_THREADS));
    let chunks = input.into_reader()?;
    column::check(chunks.field().data_type()).map_err(raise)?;
    detached(py, || {
        let mut columns = chunks.into_iter().map(|chunk| Column::of(&chunk?));
        columns.try_for_each(|column| threads.each(&column?, &work, &mut receive)).map_err(raise)
    })
}

/// The rules that the selectors mean.
fn selected(selectors: &[Name]) -> PyResult<Vec<&'static Rule>> {
    let mut select = Vec::new();
    for selector in selectors {
        let found = rules::selected(selector);
        if found.is_empty() {
            return Err(refuse("select", &"no such rule; `kyx_schema.rules()` lists them all"));
        }
        select.extend(found);
    }
    Ok(select)
}

/// The exception for an object that has no Arrow data; one that failed to hand it over keeps its own.
fn not_arrow(array: &Bound<'_, PyAny>, error: PyErr) -> PyErr {
    let has = |name| array.hasattr(name).unwrap_or(false);
    if has("__arrow_c_array__") || has("__arrow_c_stream__") {
        return error;
    }
    let name = array.get_type().name().map_or_else(|_| "?".to_owned(), |name| name.to_string());
    PyTypeError::new_err(format!("not an Arrow array: {name}"))
}

fn raise(error: ArrowError) -> PyErr {
    match error {
        ArrowError::InvalidArgumentError(message) => PyTypeError::new_err(message),
        error => pyo3_arrow::error::PyArrowError::from(error).into(),
    }
}
