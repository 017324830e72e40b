//! Prints what the library finds in each payload of `tests/corpus/` and each payload fixture of a rule, one per line. What
//! other programs report is compared with it.

use std::{
    collections::BTreeMap,
    error::Error,
    fs,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    str,
};

use kyx_schema::{Channel, Context, Finding, Kind, Operation, input::Format, lint::Linter};
use serde::Serialize;
use serde_json::value::RawValue;

const NOW: &str = "2025-01-01T00:00:00Z";

#[derive(Serialize)]
struct Line<'a> {
    payload: Text<'a>,
    kind: Option<&'static str>,
    operation: Option<&'static str>,
    channel: Option<&'static str>,
    findings: &'a [Finding],
    /// The kind that is reported.
    detected: Option<&'static str>,
}

/// A list of bytes if it is not UTF-8.
#[derive(Serialize)]
#[serde(untagged)]
enum Text<'a> {
    Utf8(&'a str),
    Bytes(&'a [u8]),
}

fn main() -> Result<(), Box<dyn Error>> {
    let mut out = BufWriter::new(io::stdout().lock());
    for kind in Kind::ALL {
        let lines = fs::read_to_string(tests().join(format!("corpus/{kind}.ndjson")))?;
        for line in lines.lines() {
            let line: BTreeMap<&str, &RawValue> = serde_json::from_str(line)?;
            write_line(&mut out, line["payload"].get().as_bytes(), Some(*kind), "")?;
        }
    }
    for path in fixtures()? {
        let name = path.file_name().and_then(|it| it.to_str()).ok_or("a name that is not UTF-8")?;
        write_line(&mut out, &fs::read(&path)?, None, name)?;
    }
    Ok(out.flush()?)
}

/// Writes the line of a payload. The words of `call` may name its operation and channel: `invalid.create.api.json`.
fn write_line(
    out: &mut impl Write,
    payload: &[u8],
    kind: Option<Kind>,
    call: &str,
) -> Result<(), Box<dyn Error>> {
    let word =
        |names: &[&'static str]| names.iter().copied().find(|it| call.split('.').any(|word| word == *it));
    let (operation, channel) = (word(&["create", "update"]), word(&["api", "web", "sdk"]));
    let mut context = Context::unknown().at(NOW.parse()?);
    context.operation = operation.map(str::parse::<Operation>).transpose()?;
    context.channel = channel.map(str::parse::<Channel>).transpose()?;
    let linter = Linter::new(context);
    let linted = kind.map_or(linter, |kind| linter.kind(kind)).lint(payload);
    let line = Line {
        payload: str::from_utf8(payload).map_or(Text::Bytes(payload), Text::Utf8),
        kind: kind.map(Kind::name),
        operation,
        channel,
        findings: linted.report.findings(),
        detected: linted.kind.map(Kind::name),
    };
    serde_json::to_writer(&mut *out, &line)?;
    Ok(writeln!(out)?)
}

/// The payloads in the folders of rules, sorted. Files with calls are left out.
fn fixtures() -> io::Result<Vec<PathBuf>> {
    let mut paths = Vec::new();
    for folder in fs::read_dir(tests().join("fixtures"))? {
        let folder = folder?;
        if folder.file_name().to_string_lossy().starts_with("KYX") {
            paths.extend(
                fs::read_dir(folder.path())?
                    .map(|it| it.map(|it| it.path()))
                    .collect::<io::Result<Vec<_>>>()?,
            );
        }
    }
    paths.retain(|path| Format::of_name(&path.to_string_lossy()).is_none());
    paths.sort();
    Ok(paths)
}

fn tests() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests")
}
