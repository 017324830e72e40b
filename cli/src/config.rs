//! `.kyx.toml`: how the payloads of a folder are linted, so that it need not be typed.

use std::{
    borrow::Cow,
    collections::HashMap,
    fmt, fs, io,
    path::{Path, PathBuf},
    str::FromStr,
    sync::Arc,
};

use chrono::{DateTime, Utc};
use globset::{GlobBuilder, GlobMatcher};
use kyx_schema::{
    Channel, Context, Kind, Operation, Rule, Safety, Severity,
    lint::{Fixed, Linted, Linter, Visibility},
    rules,
};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::Deserialize;

use crate::{
    args::{LintArgs, Rules},
    input,
};

const NAME: &str = ".kyx.toml";

/// How the payloads of a folder are linted. `kyx lint` reads the nearest `.kyx.toml` of the folder of a file or of one
/// above it; what the command line says comes before it.
#[derive(Default, Deserialize, JsonSchema)]
#[serde(default, deny_unknown_fields, rename_all = "kebab-case")]
pub(crate) struct Config {
    /// Report only these rules: codes, their beginnings (`KYX3`) or names.
    select: Vec<Rules>,
    /// Do not report these rules: codes, their beginnings (`KYX3`) or names.
    ignore: Vec<Rules>,
    /// The channel that credentials come by.
    #[schemars(with = "String", extend("enum" = ["api", "web", "sdk"]))]
    channel: Option<Parsed<Channel>>,
    /// The call that will carry the payloads.
    #[schemars(with = "String", extend("enum" = ["create", "update"]))]
    operation: Option<Parsed<Operation>>,
    /// Let warnings fail the run as errors do.
    deny_warnings: bool,
    /// What some files hold, which is otherwise told by their keys. The first that fits counts.
    files: Vec<Files>,
}

/// What some files hold.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Files {
    /// Which files: a glob, from the folder of this file, such as `responses/**/*.json`.
    #[schemars(with = "String")]
    path: Parsed<Glob>,
    /// The kind of their payloads.
    #[serde(rename = "as")]
    #[schemars(with = "String", extend("enum" = Kind::ALL.iter().map(|kind| kind.name()).collect::<Vec<_>>()))]
    kind: Parsed<Kind>,
}

/// What is written as a text.
#[derive(Deserialize)]
#[serde(try_from = "Cow<'_, str>", bound = "T: FromStr<Err: fmt::Display>")]
struct Parsed<T>(T);

impl<T: FromStr<Err: fmt::Display>> TryFrom<Cow<'_, str>> for Parsed<T> {
    type Error = String;

    fn try_from(text: Cow<'_, str>) -> Result<Self, String> {
        text.parse().map(Self).map_err(|error| format!("`{text}`: {error}"))
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

impl<'de> Deserialize<'de> for Rules {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Parsed::deserialize(deserializer).map(|Parsed(rules)| rules)
    }
}

/// Editors complete what is listed.
impl JsonSchema for Rules {
    fn schema_name() -> Cow<'static, str> {
        "Rules".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let all = rules::all();
        let mut names: Vec<_> = all.iter().flat_map(|it| [&it.code[..4], it.code, it.name]).collect();
        names.sort_unstable();
        names.dedup();
        json_schema!({
            "description": "Some rules: those of which a code begins like this, or the one of this name.",
            "type": "string",
            "enum": names,
        })
    }
}

/// A configuration, and the folder that its globs start from.
struct Located {
    config: Config,
    folder: PathBuf,
}

/// The configurations of a run, each read once.
pub(crate) struct Configs {
    is_searched: bool,
    /// The configuration of each folder that was looked into, and the one of all files where there is one for all.
    found: HashMap<PathBuf, Option<Arc<Located>>>,
    of_all: Option<Arc<Located>>,
}

/// Why a configuration cannot be used: its file, the place, and what is wrong there.
#[derive(Debug)]
pub(crate) struct ConfigError(String);

impl fmt::Display for ConfigError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Configs {
    pub(crate) fn new(args: &LintArgs) -> Result<Self, ConfigError> {
        let of_all = args.config.as_deref().map(read).transpose()?;
        let is_searched = of_all.is_none() && !args.no_config;
        Ok(Self { is_searched, found: HashMap::new(), of_all })
    }

    /// How a file is linted.
    pub(crate) fn settings(
        &mut self,
        args: &Arc<LintArgs>,
        now: DateTime<Utc>,
        path: &Path,
    ) -> Result<Settings, ConfigError> {
        let folder = match path.parent() {
            Some(folder) if !folder.as_os_str().is_empty() && !input::is_stdin(path) => folder,
            _ => Path::new("."),
        };
        let config = if self.is_searched { self.search(folder)? } else { self.of_all.clone() };
        let kind = config.as_ref().and_then(|config| config.kind(folder, path));
        Ok(Settings::new(Arc::clone(args), now, config, kind))
    }

    fn search(&mut self, folder: &Path) -> Result<Option<Arc<Located>>, ConfigError> {
        if let Some(found) = self.found.get(folder) {
            return Ok(found.clone());
        }
        // A folder that cannot be resolved holds no file that can be read.
        let found = fs::canonicalize(folder).map_or(Ok(None), |folder| self.nearest(&folder))?;
        self.found.insert(folder.to_owned(), found.clone());
        Ok(found)
    }

    fn nearest(&mut self, folder: &Path) -> Result<Option<Arc<Located>>, ConfigError> {
        if let Some(found) = self.found.get(folder) {
            return Ok(found.clone());
        }
        let file = folder.join(NAME);
        let found = match folder.parent() {
            _ if file.is_file() => Some(read(&file)?),
            Some(parent) => self.nearest(parent)?,
            None => None,
        };
        self.found.insert(folder.to_owned(), found.clone());
        Ok(found)
    }
}

fn read(file: &Path) -> Result<Arc<Located>, ConfigError> {
    let failed = |error: io::Error| ConfigError(format!("{}: {error}", file.display()));
    let text = fs::read_to_string(file).map_err(failed)?;
    let config = toml::from_str(&text).map_err(|error| {
        let before = &text[..error.span().map_or(0, |span| span.start)];
        let (line, column) = place_after(before);
        ConfigError(format!("{}:{line}:{column}: {}", file.display(), error.message()))
    })?;
    let folder = file.parent().filter(|it| !it.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = fs::canonicalize(folder).map_err(failed)?;
    Ok(Arc::new(Located { config, folder }))
}

/// The line and the column, in characters, after a text.
fn place_after(before: &str) -> (usize, usize) {
    let last = before.rsplit('\n').next().unwrap_or_default();
    (before.matches('\n').count() + 1, last.chars().count() + 1)
}

impl Located {
    /// What a file holds, where the configuration says so.
    fn kind(&self, folder: &Path, path: &Path) -> Option<Kind> {
        if self.config.files.is_empty() || input::is_stdin(path) {
            return None;
        }
        let path = fs::canonicalize(folder).ok()?.join(path.file_name()?);
        let path = path.strip_prefix(&self.folder).ok()?;
        let files = self.config.files.iter().find(|files| files.path.0.0.is_match(path))?;
        Some(files.kind.0)
    }
}

/// How a file is linted: as the command line says, and where it says nothing, as the configuration does.
pub(crate) struct Settings {
    args: Arc<LintArgs>,
    now: DateTime<Utc>,
    config: Option<Arc<Located>>,
    linter: Linter,
}

impl Settings {
    fn new(
        args: Arc<LintArgs>,
        now: DateTime<Utc>,
        config: Option<Arc<Located>>,
        kind: Option<Kind>,
    ) -> Self {
        let written = config.as_deref().map(|located| &located.config);
        let mut context = Context::unknown().at(now);
        context.operation = args.operation.or(written.and_then(|it| Some(it.operation.as_ref()?.0)));
        context.channel = args.channel.or(written.and_then(|it| Some(it.channel.as_ref()?.0)));
        let mut linter = Linter::new(context);
        if let Some(kind) = args.kind.or(kind) {
            linter = linter.kind(kind);
        }
        let settings = Self { args, now, config, linter };
        match settings.wants_news() {
            true => Self { linter: linter.with_news(), ..settings },
            false => settings,
        }
    }

    /// The time at which consents and documents must hold.
    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.now
    }

    /// What there is to find in a payload, as far as it was asked for.
    pub(crate) fn lint(&self, bytes: &[u8]) -> Linted {
        let mut linted = self.linter.lint(bytes);
        linted.report.retain(|rule| self.is_selected(rule));
        linted
    }

    /// A payload with all that was asked for mended, as far as that can be done so safely.
    pub(crate) fn fix(&self, bytes: &[u8], safety: Safety) -> Fixed {
        self.linter.fix(bytes, safety, |rule| self.is_selected(rule))
    }

    /// What of a payload may be shown; `None` where all of it may be.
    pub(crate) fn visibility(&self, bytes: &[u8]) -> Option<Visibility> {
        (!self.args.show_values).then(|| self.linter.visibility(bytes))
    }

    fn is_selected(&self, rule: &Rule) -> bool {
        let is_in = |rules: &[Rules]| rules.iter().any(|rules| rules.has(rule));
        (self.select().is_empty() || is_in(self.select())) && !is_in(self.ignore())
    }

    pub(crate) fn deny_warnings(&self) -> bool {
        self.args.output.deny_warnings || self.config().is_some_and(|config| config.deny_warnings)
    }

    /// Whether a rule is asked for that is off by itself.
    fn wants_news(&self) -> bool {
        let mut off = rules::all().into_iter().filter(|rule| rule.severity == Severity::Info);
        off.any(|rule| self.select().iter().any(|rules| rules.has(rule)))
    }

    fn select(&self) -> &[Rules] {
        self.rules(&self.args.select, |config| &config.select)
    }

    fn ignore(&self) -> &[Rules] {
        self.rules(&self.args.ignore, |config| &config.ignore)
    }

    fn rules<'s>(&'s self, typed: &'s [Rules], written: fn(&Config) -> &[Rules]) -> &'s [Rules] {
        match self.config() {
            Some(config) if typed.is_empty() => written(config),
            _ => typed,
        }
    }

    fn config(&self) -> Option<&Config> {
        self.config.as_deref().map(|located| &located.config)
    }
}
