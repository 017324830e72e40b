//! The contents of `.kyx.toml`.

use std::{
    fmt, fs, io,
    path::{Path, PathBuf},
    str::FromStr,
    sync::atomic::{AtomicBool, Ordering},
};

use globset::{GlobBuilder, GlobMatcher};
use kyx_schema::{Channel, Finding, Kind, Operation, Rule};
use schemars::JsonSchema;
use serde::Deserialize;

use super::{ignore::IgnoredFindings, parsed::Parsed};
use crate::{
    display,
    docs_url::DocsUrl,
    input::{directory_of, is_stdin},
    selector::RuleSelector,
    suggestion::did_you_mean,
};

pub(super) const FILE_NAME: &str = ".kyx.toml";

/// Options of `kyx lint` for the payloads of a directory. `kyx lint` reads the nearest `.kyx.toml` in the directory of
/// a file or above it. Options on the command line take precedence.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Config {
    /// Report only these rules, as codes, code prefixes (`KYX3`) or names.
    pub(crate) select: Vec<RuleSelector>,
    /// Do not report these rules, as codes, code prefixes (`KYX3`) or names.
    pub(crate) ignore: Vec<RuleSelector>,
    /// The channel that provides the credentials.
    #[schemars(with = "String", extend("enum" = ["api", "web", "sdk"]))]
    pub(crate) channel: Option<Parsed<Channel>>,
    /// The call that will send the payloads.
    #[schemars(with = "String", extend("enum" = ["create", "update"]))]
    pub(crate) operation: Option<Parsed<Operation>>,
    /// Exit with 1 on warnings, too.
    pub(crate) deny_warnings: bool,
    /// Report JSON of no known kind in directories instead of skipping it.
    pub(crate) strict_kinds: bool,
    /// The baseline: a file of findings that are known, and not reported, relative to the directory of this file.
    /// `kyx lint --write-baseline FILE` writes it.
    #[schemars(with = "String")]
    baseline: Option<PathBuf>,
    /// The address of a site with a page for each rule, such as `https://example.com/kyx`, to which findings link.
    #[schemars(with = "String", extend("format" = "uri"))]
    docs_url: Option<Parsed<DocsUrl>>,
    /// Options for some files. The first matching entry applies. Files that contain requests among other things, such as
    /// `.http` and `.md`, are found in directories only if an entry lists them.
    pub(crate) files: Vec<FileOptions>,
}

impl Config {
    /// # Errors
    /// The text of the file of this name is not a configuration.
    pub(crate) fn parse(text: &str, name: &str) -> Result<Self, ConfigError> {
        toml::from_str(text).map_err(|error| {
            let before = &text[..error.span().map_or(0, |span| span.start)];
            let (line, column) = position_after(before);
            let message =
                error.message().replace('\n', ", ").replace("expected a sequence", "expected an array");
            let message = display::printable(&message);
            let suggestion = suggestion(&message);
            ConfigError(format!("{name}:{line}:{column}: {message}{suggestion}"))
        })
    }

    /// The index of the options for a file, by its path relative to the configuration, if an entry lists it.
    pub(crate) fn entry_of(&self, path: &Path) -> Option<usize> {
        self.files.iter().position(|entry| entry.path.0.0.is_match(path))
    }

    /// The address of the site with a page for each rule.
    pub(crate) fn docs_url(&self) -> Option<&DocsUrl> {
        self.docs_url.as_ref().map(|url| &url.0)
    }
}

/// Options for some files.
#[derive(Deserialize, JsonSchema)]
#[schemars(rename = "Files")]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct FileOptions {
    /// The files, as a glob relative to the directory of this configuration, such as `responses/**/*.json`.
    #[schemars(with = "String")]
    path: Parsed<Glob>,
    /// The kind of their payloads. Without it, the kind is detected.
    #[serde(rename = "as", default)]
    #[schemars(with = "String", extend("enum" = Kind::ALL.iter().map(|kind| kind.name()).collect::<Vec<_>>()))]
    kind: Option<Parsed<Kind>>,
    /// Findings that are not reported.
    #[serde(default)]
    ignore_findings: Vec<IgnoredFindings>,
    /// Whether such a file was linted in this run.
    #[serde(skip)]
    is_used: AtomicBool,
}

impl FileOptions {
    pub(crate) fn kind(&self) -> Option<Kind> {
        self.kind.as_ref().map(|kind| kind.0)
    }

    /// Remembers that such a file was linted.
    pub(crate) fn set_used(&self) {
        self.is_used.store(true, Ordering::Relaxed);
    }

    /// Whether a finding is ignored, which is remembered.
    pub(crate) fn ignores(&self, finding: &Finding) -> bool {
        // All that match are used, not only the first.
        self.ignore_findings.iter().filter(|it| it.matches(finding)).count() > 0
    }

    /// Whether findings may be ignored.
    pub(crate) fn ignores_some(&self) -> bool {
        !self.ignore_findings.is_empty()
    }

    /// Whether findings of a rule may be ignored.
    pub(crate) fn may_ignore(&self, rule: &Rule) -> bool {
        self.ignore_findings.iter().any(|it| it.may_match(rule))
    }

    /// Describes the ignored findings that no linted file has.
    fn unused(&self) -> impl Iterator<Item = String> {
        let is_used = self.is_used.load(Ordering::Relaxed);
        let unused = self.ignore_findings.iter().filter(move |it| is_used && !it.is_used());
        unused.map(|it| format!("no linted file of `{}` has a finding of {it}", self.path.0.0.glob()))
    }
}

struct Glob(GlobMatcher);

impl FromStr for Glob {
    type Err = globset::Error;

    fn from_str(text: &str) -> Result<Self, globset::Error> {
        let glob = GlobBuilder::new(text).literal_separator(true).build()?;
        Ok(Self(glob.compile_matcher()))
    }
}

/// Why a configuration cannot be used: the file, the position and the problem.
#[derive(Debug)]
pub(crate) struct ConfigError(String);

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// A configuration, and the directory that its globs are relative to.
pub(crate) struct LoadedConfig {
    pub(crate) config: Config,
    name: String,
    directory: PathBuf,
}

impl LoadedConfig {
    pub(super) fn read(file: &Path) -> Result<Self, ConfigError> {
        let failed = |error: io::Error| ConfigError(format!("{}: {error}", display::name(file)));
        let text = fs::read_to_string(file).map_err(failed)?;
        let name = display::name(file);
        let config = Config::parse(&text, &name)?;
        let directory = fs::canonicalize(directory_of(file)).map_err(failed)?;
        Ok(Self { config, name, directory })
    }

    /// The file.
    pub(crate) fn file(&self) -> PathBuf {
        self.directory.join(FILE_NAME)
    }

    /// The baseline of the files, if this configuration names one.
    pub(crate) fn baseline(&self) -> Option<PathBuf> {
        self.config.baseline.as_ref().map(|file| self.directory.join(file))
    }

    /// The index of the options for a file, if an entry lists it.
    pub(crate) fn entry_of(&self, path: &Path) -> Option<usize> {
        if self.config.files.is_empty() || is_stdin(path) {
            return None;
        }
        let path = fs::canonicalize(directory_of(path)).ok()?.join(path.file_name()?);
        self.config.entry_of(path.strip_prefix(&self.directory).ok()?)
    }
}

impl LoadedConfig {
    /// Describes what the configuration ignores and no linted file has.
    pub(super) fn unused(&self) -> impl Iterator<Item = String> {
        let unused = self.config.files.iter().flat_map(FileOptions::unused);
        unused.map(|unused| format!("{}: ignore-findings: {unused}", self.name))
    }
}

/// Suggests one of the fields that a message about an unknown field lists.
fn suggestion(message: &str) -> String {
    let Some(fields) = message.strip_prefix("unknown field `") else { return String::new() };
    let mut quoted = fields.split('`').step_by(2);
    quoted.next().map_or_else(String::new, |unknown| did_you_mean(unknown, quoted))
}

/// The line and the column, in characters, that follow a text.
fn position_after(text: &str) -> (usize, usize) {
    let last_line = text.rsplit('\n').next().unwrap_or_default();
    (text.matches('\n').count() + 1, last_line.chars().count() + 1)
}
