//! The baseline: findings that are known, and not reported again.

use std::{
    collections::{BTreeMap, btree_map::Entry},
    fmt::Write as _,
    fs, io,
    path::{Path, PathBuf, is_separator},
};

use kyx_schema::{Finding, Kind};
use pathdiff::diff_paths;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::{
    display,
    fingerprint::Identity,
    input::{directory_of, is_stdin},
    tally::counted,
    write::write_file,
};

const VERSION: u32 = 1;

/// The number of findings to name that are gone.
const MAX_NAMED: usize = 3;

/// The file of `kyx lint --baseline`: the findings that are known. It contains no value of a payload.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LintBaseline {
    /// The version of this format.
    #[schemars(extend("const" = VERSION))]
    version: u32,
    /// The findings, sorted.
    findings: Vec<KnownFindings>,
}

/// Equal findings in a file.
#[derive(Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct KnownFindings {
    /// The file, relative to the directory of the baseline; `-` is standard input.
    path: String,
    /// The code of the rule.
    #[schemars(extend("pattern" = "^KYX[0-9]{3}$", "not" = { "pattern": "\\n" }))]
    code: String,
    /// The kind of the payload; null if it is unknown.
    kind: Option<String>,
    /// The JSON Pointer of the value at fault, or of the missing field.
    pointer: String,
    /// Their number.
    #[schemars(range(min = 1))]
    count: usize,
}

/// A baseline that is compared with the findings of a run, or recorded from them.
pub(crate) struct Baseline {
    file: PathBuf,
    directory: PathBuf,
    is_recording: bool,
    files: BTreeMap<String, KnownFile>,
    /// The file that is being linted.
    current: String,
}

#[derive(Default)]
struct KnownFile {
    findings: BTreeMap<Identity, Known>,
    is_linted: bool,
}

#[derive(Default)]
struct Known {
    count: usize,
    /// The number so far in the current file.
    now: usize,
    /// The largest number in a file of this path, which may be linted more than once.
    found: usize,
}

impl Baseline {
    /// An empty baseline that will be written to a file.
    ///
    /// # Errors
    /// Why the file cannot be written.
    pub(crate) fn record(file: &Path) -> Result<Self, String> {
        let directory = directory_of(file);
        let created = fs::create_dir_all(directory);
        let directory =
            created.and_then(|()| fs::canonicalize(directory)).map_err(|error| failed(file, &error))?;
        let (file, files) = (file.to_owned(), BTreeMap::new());
        Ok(Self { file, directory, is_recording: true, files, current: String::new() })
    }

    /// # Errors
    /// Why the file is not a baseline. The message does not repeat what the file contains.
    pub(crate) fn read(file: &Path) -> Result<Self, String> {
        let text = fs::read(file).map_err(|error| {
            let hint = match error.kind() {
                io::ErrorKind::NotFound => "; `--write-baseline` writes one",
                _ => "",
            };
            failed(file, &error) + hint
        })?;
        let read: LintBaseline = serde_json::from_slice(&text).map_err(|error| {
            let (name, line, column) = (display::name(file), error.line(), error.column());
            format!("{name}:{line}:{column}: not a baseline; `--write-baseline` writes one")
        })?;
        if read.version != VERSION {
            return Err(failed(file, &"a baseline of another version of kyx; `--write-baseline` writes one"));
        }
        let mut baseline = Self { is_recording: false, ..Self::record(file)? };
        for KnownFindings { path, code, kind, pointer, count } in read.findings {
            let findings = &mut baseline.files.entry(path).or_default().findings;
            findings.entry(Identity { code, kind, pointer }).or_default().count += count;
        }
        Ok(baseline)
    }

    pub(crate) fn begin_file(&mut self, path: &Path) {
        self.current = self.relative(path);
        if let Some(file) = self.files.get_mut(&self.current) {
            file.is_linted = true;
            file.findings.values_mut().for_each(|known| known.now = 0);
        }
    }

    /// Whether the next finding in the current file is known.
    pub(crate) fn contains(&mut self, kind: Option<Kind>, finding: &Finding) -> bool {
        let identity = Identity::of(kind, finding);
        if self.is_recording {
            let file = self.files.entry(self.current.clone()).or_default();
            let known = file.findings.entry(identity).or_default();
            known.now += 1;
            known.count = known.count.max(known.now);
            return true;
        }
        let file = self.files.get_mut(&self.current);
        let Some(known) = file.and_then(|file| file.findings.get_mut(&identity)) else { return false };
        known.now += 1;
        known.found = known.found.max(known.now.min(known.count));
        known.now <= known.count
    }

    /// The path of a file, relative to the directory of the baseline, with slashes.
    fn relative(&self, path: &Path) -> String {
        if is_stdin(path) {
            return path.to_string_lossy().into_owned();
        }
        let directory = fs::canonicalize(directory_of(path)).ok();
        let absolute = directory.and_then(|directory| Some(directory.join(path.file_name()?)));
        let relative = absolute.and_then(|path| diff_paths(path, &self.directory));
        relative.as_deref().unwrap_or(path).to_string_lossy().replace(is_separator, "/")
    }

    /// Describes the known findings that are gone: those that a linted file does not have, and those of files that do not
    /// exist. `None` if there are none.
    pub(crate) fn gone(&self) -> Option<String> {
        if self.is_recording {
            return None;
        }
        let (mut count, mut names) = (0, Vec::new());
        for (path, file) in &self.files {
            let is_deleted = || !is_stdin(Path::new(path)) && !self.directory.join(path).exists();
            if !file.is_linted && !is_deleted() {
                continue;
            }
            for (Identity { code, pointer, .. }, known) in &file.findings {
                let missing = known.count - known.found;
                count += missing;
                if missing > 0 && names.len() <= MAX_NAMED {
                    names.push(format!("{code} at `{pointer}` in {path}"));
                }
            }
        }
        if count == 0 {
            return None;
        }
        let more = if names.len() > MAX_NAMED { ", …" } else { "" };
        names.truncate(MAX_NAMED);
        let (file, findings) = (display::name(&self.file), counted(count, "known finding"));
        let names = display::printable(&names.join(", ")).into_owned();
        Some(format!(
            "{file}: {findings} gone: {names}{more}; to update the baseline, lint the same files with `--write-baseline {file}`"
        ))
    }

    /// Writes a recorded baseline, and describes it.
    ///
    /// # Errors
    /// Why the file cannot be written.
    pub(crate) fn write(&self) -> io::Result<String> {
        let (mut text, mut total) = (format!("{{\n  \"version\": {VERSION},\n  \"findings\": ["), 0);
        let mut separator = "";
        for (path, file) in &self.files {
            for (Identity { code, kind, pointer }, known) in &file.findings {
                let entry = KnownFindings {
                    path: path.clone(),
                    code: code.clone(),
                    kind: kind.clone(),
                    pointer: pointer.clone(),
                    count: known.count,
                };
                _ = write!(text, "{separator}\n    {}", serde_json::to_string(&entry)?);
                separator = ",";
                total += known.count;
            }
        }
        let end = if separator.is_empty() { "]\n}\n" } else { "\n  ]\n}\n" };
        write_file(&self.file, &(text + end))?;
        Ok(format!("wrote {} to {}", counted(total, "finding"), display::name(&self.file)))
    }
}

fn failed(file: &Path, error: &dyn std::fmt::Display) -> String {
    format!("{}: {error}", display::name(file))
}

/// The baselines of a run, which the configurations of the files may name, each read once.
#[derive(Default)]
pub(crate) struct Baselines {
    read: BTreeMap<PathBuf, Baseline>,
    /// That of the current file.
    current: Option<PathBuf>,
}

impl Baselines {
    /// Chooses the baseline of the next file.
    ///
    /// # Errors
    /// Why it cannot be used.
    pub(crate) fn choose(&mut self, file: Option<PathBuf>, is_recording: bool) -> Result<(), String> {
        if let Some(file) = &file
            && let Entry::Vacant(entry) = self.read.entry(file.clone())
        {
            entry.insert(if is_recording { Baseline::record(file)? } else { Baseline::read(file)? });
        }
        self.current = file;
        Ok(())
    }

    /// The baseline of the current file, if it has one.
    pub(crate) fn current(&mut self) -> Option<&mut Baseline> {
        self.read.get_mut(self.current.as_ref()?)
    }

    pub(crate) fn all(&self) -> impl Iterator<Item = &Baseline> {
        self.read.values()
    }
}
