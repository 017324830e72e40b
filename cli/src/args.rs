//! The command line.

use std::{num::NonZeroUsize, path::PathBuf, str::FromStr};

use chrono::{DateTime, Utc};
use clap::{Args as ClapArgs, Parser, Subcommand, ValueEnum};
use clap_complete::Shell;
use kyx_schema::{Channel, CredentialCategory, Kind, Operation, Rule, Safety, endpoint::Classifier, rules};

/// Lints payloads for the Jumio KYX platform before they are sent.
#[derive(Parser)]
#[command(name = "kyx", version, max_term_width = 100)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Find every defect of payloads, each in its place.
    Lint(Box<LintArgs>),
    /// Print what a rule finds, why, and an example.
    Explain {
        /// Its code or name, such as KYX301 or consent-expired.
        #[arg(value_parser = rule)]
        rule: &'static Rule,
    },
    /// List the rules.
    Rules {
        /// Print the whole catalogue as Markdown.
        #[arg(long)]
        markdown: bool,
    },
    /// Say whether files would be taken, before they are uploaded.
    UploadCheck(UploadArgs),
    /// Say what is to be done after an account response.
    Next {
        /// The response, or - for standard input.
        path: PathBuf,
        /// How it is written.
        #[arg(long, value_enum, default_value_t)]
        format: StepsFormat,
    },
    /// Print a JSON Schema or the OpenAPI document; without a name, list them; or compare two.
    Schema(SchemaArgs),
    /// Print the workflows that the platform documents.
    Workflows {
        /// Print this one in full.
        key: Option<u64>,
    },
    /// Print the completions of a shell.
    Completions {
        /// Which shell.
        shell: Shell,
    },
    /// Print the manual, in the format of man.
    Man {
        /// Write a page of each command into this directory.
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
}

#[derive(ClapArgs)]
#[command(
    after_help = "Exit status: 0 nothing of error severity found, 1 something found, 2 could not run, 130 interrupted."
)]
pub(crate) struct LintArgs {
    /// Files, directories (walked for .json, .ndjson and .jsonl), or - for standard input. Each may be compressed by gzip or
    /// Zstandard.
    #[arg(required = true)]
    pub(crate) paths: Vec<PathBuf>,
    /// Take every payload for this kind, instead of telling it by its keys.
    #[arg(long = "as", value_name = "KIND")]
    pub(crate) kind: Option<Kind>,
    /// The call that will carry the payloads: create or update.
    #[arg(long)]
    pub(crate) operation: Option<Operation>,
    /// The channel that credentials come by: api, web or sdk.
    #[arg(long)]
    pub(crate) channel: Option<Channel>,
    /// Check as if it were this time, such as 2025-06-01T12:00:00Z.
    #[arg(long, value_name = "RFC3339", value_parser = time)]
    pub(crate) now: Option<DateTime<Utc>>,
    /// Report only these rules: codes, their beginnings (KYX3) or names.
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub(crate) select: Vec<Rules>,
    /// Do not report these rules: codes, their beginnings (KYX3) or names.
    #[arg(long, value_name = "CODES", value_delimiter = ',')]
    pub(crate) ignore: Vec<Rules>,
    /// Read this configuration, instead of the nearest .kyx.toml of each file.
    #[arg(long, value_name = "FILE", conflicts_with = "no_config")]
    pub(crate) config: Option<PathBuf>,
    /// Read no configuration.
    #[arg(long)]
    pub(crate) no_config: bool,
    /// Show values that may be personal.
    #[arg(long)]
    pub(crate) show_values: bool,
    /// Print how many findings there are of each rule and in each file, and how long consents still hold, instead of the
    /// findings; as JSON with --format json or ndjson.
    #[arg(long, conflicts_with_all = ["fix", "unsafe_fixes", "diff"])]
    pub(crate) summary: bool,
    /// How many threads read payloads that stand one a line. [default: one of each core]
    #[arg(long, value_name = "N")]
    pub(crate) threads: Option<NonZeroUsize>,
    #[command(flatten)]
    pub(crate) fix: FixArgs,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(ClapArgs)]
pub(crate) struct FixArgs {
    /// Mend what leaves no doubt about what was meant, in the files themselves; of standard input, write the mended
    /// text to standard output and the findings to standard error.
    #[arg(long)]
    fix: bool,
    /// Mend also what may come to mean something else than was meant.
    #[arg(long)]
    unsafe_fixes: bool,
    /// Show what would be mended, and change nothing.
    #[arg(long)]
    pub(crate) diff: bool,
}

impl FixArgs {
    /// How safe a fix must be to be made; `None` where none is.
    pub(crate) fn safety(&self) -> Option<Safety> {
        match (self.unsafe_fixes, self.fix || self.diff) {
            (true, _) => Some(Safety::Unsafe),
            (false, true) => Some(Safety::Safe),
            (false, false) => None,
        }
    }
}

#[derive(ClapArgs)]
#[command(after_help = "Exit status: 0 nothing of error severity found, 1 something found, 2 could not run.")]
pub(crate) struct UploadArgs {
    /// The files; of a document all of them, since its limits hold for all together.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The category of the credential: ID, DOCUMENT or SELFIE.
    #[arg(long, value_parser = category)]
    pub(crate) category: CredentialCategory,
    /// Which part of the credential: FRONT, BACK or FACE.
    #[arg(long)]
    pub(crate) part: Classifier,
    /// The type of a document, such as BS; a credit card (CC) has limits of its own.
    #[arg(long = "type", value_name = "CODE")]
    pub(crate) document_type: Option<String>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

fn category(text: &str) -> Result<CredentialCategory, String> {
    match CredentialCategory::from(text.to_uppercase().as_str()) {
        CredentialCategory::Other(_) => Err("not one of ID, DOCUMENT, SELFIE, FACEMAP, DATA".to_owned()),
        category => Ok(category),
    }
}

#[derive(ClapArgs)]
pub(crate) struct OutputArgs {
    /// Let warnings fail the run as errors do.
    #[arg(long)]
    pub(crate) deny_warnings: bool,
    /// How findings are written.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: Format,
    /// Write at most this many findings of a file, and count the rest; 0 writes all. [default: 1000 for human and
    /// github, 0 for the others]
    #[arg(long, value_name = "N")]
    pub(crate) max_findings: Option<usize>,
    /// Print no summary and no progress to standard error.
    #[arg(long, short)]
    pub(crate) quiet: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people: the line of the text, with values that may be personal masked.
    #[default]
    Human,
    /// For programs: one JSON document; `kyx schema lint-report` prints its schema.
    Json,
    /// For programs that read line by line: one finding a line; `kyx schema lint-finding` prints its schema.
    Ndjson,
    /// For GitHub Actions: workflow commands, which show findings beside the lines of a change.
    Github,
    /// For code scanning: one SARIF 2.1.0 log.
    Sarif,
}

#[derive(Clone, Copy, Default, ValueEnum)]
pub(crate) enum StepsFormat {
    /// For people.
    #[default]
    Human,
    /// For programs: one JSON document.
    Json,
}

#[derive(ClapArgs)]
#[command(args_conflicts_with_subcommands = true, disable_help_subcommand = true)]
pub(crate) struct SchemaArgs {
    #[command(subcommand)]
    pub(crate) command: Option<SchemaCommand>,
    /// Which one; `kyx schema` lists them.
    pub(crate) name: Option<String>,
    /// The edition in draft-07, for editors and generators that read no later one.
    #[arg(long, requires = "name")]
    pub(crate) draft_07: bool,
    /// Write everything into the directory of --out, with a page that tells how to use it.
    #[arg(long, requires = "out", conflicts_with = "name")]
    pub(crate) all: bool,
    /// The directory to write to.
    #[arg(long, value_name = "DIR", requires = "all")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Subcommand)]
pub(crate) enum SchemaCommand {
    /// Say whom the changes between two schemas break.
    Diff(SchemaDiffArgs),
}

#[derive(ClapArgs)]
#[command(after_help = "Exit status: 0 no change breaks anyone, 1 some do, 2 could not run.")]
pub(crate) struct SchemaDiffArgs {
    /// The schema as it was: a file, - for standard input, or a directory with files named *.schema.json.
    pub(crate) old: PathBuf,
    /// The schema as it is; a directory where OLD is one.
    pub(crate) new: PathBuf,
    /// Who relies on the schema. [default: of the schemas of kyx, as their $id tells; of others, both]
    #[arg(long, value_enum)]
    pub(crate) side: Option<Side>,
}

/// Who relies on a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, ValueEnum)]
pub(crate) enum Side {
    /// Those who send what it accepts: it must go on to accept all of that.
    Senders,
    /// Those who read what it accepts: it must not accept more.
    Readers,
}

/// Some rules: those of which a code begins like this, or the one of this name.
#[derive(Clone)]
pub(crate) struct Rules(String);

impl Rules {
    pub(crate) fn has(&self, rule: &Rule) -> bool {
        rule.code.starts_with(&self.0.to_uppercase()) || rule.name == self.0
    }
}

impl FromStr for Rules {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let rules = Self(text.to_owned());
        if text.is_empty() || !rules::all().iter().any(|rule| rules.has(rule)) {
            return Err("no rule has such a code or name; `kyx rules` lists them".to_owned());
        }
        Ok(rules)
    }
}

fn rule(text: &str) -> Result<&'static Rule, String> {
    let lower = text.to_lowercase();
    rules::find(&text.to_uppercase())
        .or_else(|| rules::find(&lower))
        .ok_or_else(|| "no rule has this code or name; `kyx rules` lists them".to_owned())
}

fn time(text: &str) -> Result<DateTime<Utc>, String> {
    DateTime::parse_from_rfc3339(text)
        .map(|time| time.to_utc())
        .map_err(|_| "no RFC 3339 time, such as 2025-06-01T12:00:00Z".to_owned())
}
