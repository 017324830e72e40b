//! The functions of the npm package, from bytes to JSON. `js/api.js` gives them the form that users see.

mod json;
mod options;

use chrono::Utc;
use kyx_schema::{
    AccountResponse, Channel, Context, Kind, ReportJson, Safety,
    input::Format,
    lint::{self, Linter, same_length_text},
    reading::{self, Unreadable, Values},
    rules,
    sample::Scenario,
    workflow,
};
use wasm_bindgen::prelude::wasm_bindgen;

use json::{ExplainedJson, FileJson, FixedJson, LinesJson, PayloadJson, RefusalJson, Success, text};
use options::{named, time};

/// The linter that these options describe.
fn linter(
    kind: Option<String>,
    operation: Option<String>,
    channel: Option<String>,
    now: Option<String>,
) -> Result<Linter, String> {
    let mut context = Context::unknown();
    context.operation = named("operation", operation)?;
    context.channel = named("channel", channel)?;
    context.now = time(now)?.unwrap_or(context.now);
    let linter = Linter::new(context);
    Ok(named::<Kind>("kind", kind)?.map_or(linter, |kind| linter.kind(kind)))
}

/// A report on one payload.
#[wasm_bindgen]
pub fn lint(
    data: &[u8],
    kind: Option<String>,
    operation: Option<String>,
    channel: Option<String>,
    now: Option<String>,
) -> Result<String, String> {
    let linted = linter(kind, operation, channel, now)?.lint(data);
    Ok(text(&ReportJson::new(linted.kind, &linted.report, false)))
}

/// The reports on those of several lines that have findings. Blank lines are skipped.
#[wasm_bindgen(js_name = lintLines)]
pub fn lint_lines(
    data: &[u8],
    kind: Option<String>,
    operation: Option<String>,
    channel: Option<String>,
    now: Option<String>,
) -> Result<String, String> {
    let linter = linter(kind, operation, channel, now)?;
    let mut lines = LinesJson::default();
    for line in data.split_inclusive(|byte| *byte == b'\n') {
        lines.add(line, &linter);
    }
    Ok(text(&lines))
}

/// The format of a file with calls, which its name or content tells.
fn format(data: &[u8], name: Option<String>) -> Option<Format> {
    name.and_then(|name| Format::of_name(&name)).or_else(|| Format::detect(&same_length_text(data)))
}

/// The reports on the payloads and calls of a file.
#[wasm_bindgen(js_name = lintFile)]
pub fn lint_file(
    data: &[u8],
    name: Option<String>,
    shows_values: bool,
    kind: Option<String>,
    operation: Option<String>,
    channel: Option<String>,
    now: Option<String>,
) -> Result<String, String> {
    let linter = linter(kind, operation, channel, now)?;
    let format = format(data, name);
    let mut payloads = Vec::new();
    match format {
        Some(format) => linter.lint_file(data, format, &mut |part| {
            if !part.is_foreign {
                payloads.push(PayloadJson::new(Some(part.line), part.linted, shows_values));
            }
        }),
        None => payloads.push(PayloadJson::new(None, linter.lint(data), shows_values)),
    }
    Ok(text(&FileJson::new(format, payloads)))
}

/// A payload, or a file with calls, without what may be personal.
#[wasm_bindgen]
pub fn redact(data: &[u8], name: Option<String>, kind: Option<String>) -> Result<String, String> {
    let linter = linter(kind, None, None, None)?;
    Ok(match format(data, name) {
        Some(format) => linter.redact_file(data, format),
        None => linter.redact(data),
    })
}

/// The report on the fixed payload, a line feed, and the fixed payload.
#[wasm_bindgen]
pub fn fix(
    data: &[u8],
    is_unsafe: bool,
    kind: Option<String>,
    operation: Option<String>,
    channel: Option<String>,
    now: Option<String>,
) -> Result<Vec<u8>, String> {
    let safety = if is_unsafe { Safety::Unsafe } else { Safety::Safe };
    let fixed = linter(kind, operation, channel, now)?.fix(data, safety, |_| true);
    let report = ReportJson::new(fixed.linted.kind, &fixed.linted.report, false);
    let mut answer = text(&FixedJson { count: fixed.count, report }).into_bytes();
    answer.push(b'\n');
    answer.extend(fixed.bytes);
    Ok(answer)
}

/// The steps after an account response, or the report on it.
#[wasm_bindgen(js_name = nextSteps)]
pub fn next_steps(data: &[u8], channel: Option<String>) -> Result<String, String> {
    let channel = named::<Channel>("channel", channel)?;
    Ok(match lint::read::<AccountResponse>(data, &Context::unknown()) {
        Ok(response) => text(&Success::new(response.next_steps(channel))),
        Err(report) => text(&ReportJson::new(Some(Kind::AccountResponse), &report, false)),
    })
}

/// What a response means, or the report on it.
#[wasm_bindgen]
pub fn read(data: &[u8], kind: Option<String>, shows_values: bool) -> Result<String, String> {
    let values = if shows_values { Values::Shown } else { Values::Masked };
    let kind = named::<Kind>("kind", kind)?.or_else(|| Linter::new(Context::unknown()).lint(data).kind);
    let reading = match kind {
        Some(kind) => reading::read_as(kind, data, values),
        None => reading::read(data, values),
    };
    Ok(match reading {
        Ok(reading) => text(&Success::new(reading)),
        Err(Unreadable::Invalid(report)) => text(&ReportJson::new(kind, &report, false)),
        Err(_) => text(&RefusalJson::new(kind)),
    })
}

/// All documented workflows.
#[wasm_bindgen]
#[must_use]
pub fn workflows() -> String {
    text(&workflow::views())
}

/// All rules.
#[wasm_bindgen]
#[must_use]
pub fn rules() -> String {
    text(&rules::all())
}

/// A rule with its documentation in Markdown, by code or name.
#[wasm_bindgen]
#[must_use]
pub fn explain(rule: &str) -> Option<String> {
    rules::find(rule).map(|rule| text(&ExplainedJson::new(rule)))
}

/// A valid example of a payload, if the scenario has one.
#[wasm_bindgen]
pub fn sample(
    kind: &str,
    workflow: Option<f64>,
    channel: Option<String>,
    outcome: Option<String>,
    seed: Option<f64>,
    now: Option<String>,
) -> Result<Option<String>, String> {
    let kind = options::value("kind", kind)?;
    let outcome = named("outcome", outcome)?.unwrap_or_default();
    let workflow = match workflow {
        Some(key) => options::whole("workflow", key)?,
        None => kyx_schema::sample::Outcome::workflow(outcome),
    };
    let seed = seed.map_or(Ok(0), |seed| options::whole("seed", seed))?;
    let scenario = Scenario::new(workflow, time(now)?.unwrap_or_else(Utc::now)).map_err(options::sentence)?;
    let scenario = scenario.seed(seed).ending_in(outcome).map_err(options::sentence)?;
    let scenario = match named::<Channel>("channel", channel)? {
        Some(channel) => scenario.by(channel).map_err(options::sentence)?,
        None => scenario,
    };
    Ok(scenario.json(kind))
}
