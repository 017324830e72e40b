//! The command line: commands, options and their help.

use std::{num::NonZeroUsize, path::PathBuf, process, str::FromStr};

use chrono::{DateTime, Utc};
use clap::{
    Args as ClapArgs, Parser, Subcommand, ValueEnum,
    builder::NonEmptyStringValueParser,
    error::{ContextKind, ContextValue, ErrorKind},
};
use clap_complete::Shell;
use kyx_schema::{
    Channel, CredentialCategory, Kind, Operation, Safety, UnknownKind,
    endpoint::Classifier,
    input::{Format as InputFormat, UnknownFormat},
    sample::{Outcome, UnknownOutcome},
};

use crate::{selector::RuleSelector, status::Status, stderr, suggestion::did_you_mean};

/// Shown by `kyx` and `kyx lint` without arguments.
const NOTHING_TO_CHECK: &str = "\
kyx: nothing to check. Try one of these:
  kyx lint request.json           check one file
  kyx lint .                      check every .json, .ndjson and .jsonl file below this directory
  cat request.json | kyx lint -   check standard input
  kyx --help                      list all commands
";

const HELP: &str = "\
Exit status:
  0    success: no errors found
  1    errors found, or breaking changes between schemas
  2    could not run: invalid arguments, or a file that cannot be read
  130  interrupted, such as by Ctrl-C

Examples:
  kyx lint request.json         check a payload
  kyx explain KYX301            explain a rule
  kyx schema account-request    print a JSON Schema";

const LINT_HELP: &str = "\
Exit status:
  0    no errors found; with --deny-warnings, no warnings either
  1    errors found; with --diff, also if anything would be fixed
  2    could not run: invalid arguments, or a file that cannot be read
  130  interrupted, such as by Ctrl-C

Examples:
  kyx lint request.json                          check one file
  kyx lint --operation create --channel web .    check a directory of requests
  kyx lint --diff request.json                   preview the safe fixes";

const SAMPLE_HELP: &str = "\
Samples lint clean, without warnings, with --operation update for workflows that require an existing account, else with
--operation create; with the same --channel; and with the same --now. The names of the files of --all tell these options.

Exit status: 0 success, 2 could not run, or the workflow has no such payload.

Examples:
  kyx sample account-request --workflow 5 --channel api      print the request of a workflow
  kyx sample retrieval-response --outcome session-expired    print the result of one that ended like this
  kyx sample --all --out samples                             write examples of everything";

const LINT_PATHS: &str = "PATH";

/// More threads only cost memory.
const MAX_THREADS: usize = 256;

/// Checks payloads for the Jumio KYX platform before you send them.
#[derive(Parser)]
#[command(name = "kyx", version, max_term_width = 100, after_help = HELP)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Parses the command line. Exits on `--help`, `--version` and invalid arguments.
pub(crate) fn parse() -> Args {
    Args::try_parse().unwrap_or_else(|error| {
        if !is_nothing_to_check(&error) {
            error.exit();
        }
        stderr::line(NOTHING_TO_CHECK.trim_end());
        process::exit(Status::Failed.code().into());
    })
}

fn is_nothing_to_check(error: &clap::Error) -> bool {
    match error.kind() {
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => std::env::args_os().len() <= 1,
        ErrorKind::MissingRequiredArgument => match error.get(ContextKind::InvalidArg) {
            Some(ContextValue::Strings(missing)) => *missing == [format!("<{LINT_PATHS}>...")],
            _ => false,
        },
        _ => false,
    }
}

#[derive(Subcommand)]
pub(crate) enum Command {
    /// Report every problem in payloads, with its position.
    Lint(Box<LintArgs>),
    /// Explain a rule: what it reports, why, and an example.
    Explain {
        /// The code or name of the rule, such as KYX301 or consent-expired. The start of several codes, such as KYX3,
        /// lists them.
        rule: RuleSelector,
    },
    /// List all rules.
    Rules {
        /// Print the full documentation of every rule as Markdown.
        #[arg(long)]
        markdown: bool,
    },
    /// Check files before you upload them.
    UploadCheck(UploadArgs),
    /// List the next steps after an account response.
    #[command(
        after_help = "Exit status: 0 the steps are complete, 1 the response is invalid or the channel cannot complete the workflow, 2 could not run."
    )]
    Next {
        /// The account response, or - for standard input.
        path: PathBuf,
        /// The channel that provides the credentials: api, web or sdk. [default: each that can complete the workflow]
        #[arg(long)]
        channel: Option<Channel>,
        /// Output format.
        #[arg(long, value_enum, default_value_t)]
        format: PrintFormat,
    },
    /// Print a valid example of a payload, or write examples of all.
    Sample(SampleArgs),
    /// Say what a response means and what to do about it.
    Read(ReadArgs),
    /// Print or compare JSON Schemas, or print the OpenAPI document.
    Schema(SchemaArgs),
    /// List the documented workflows, or show one of them.
    Workflows(WorkflowArgs),
    /// Print a shell completion script.
    Completions {
        /// The shell.
        shell: Shell,
    },
    /// Print the manual as man pages.
    Man {
        /// Write one page per command into this directory.
        #[arg(long, value_name = "DIR")]
        out: Option<PathBuf>,
    },
}

#[derive(ClapArgs)]
#[command(after_help = LINT_HELP)]
pub(crate) struct LintArgs {
    /// Files, directories (searched for .json, .ndjson and .jsonl), or - for standard input. A file may be a payload, or
    /// contain many: curl commands, HTTP messages, a Postman collection, a HAR, Bruno, Markdown. Files may be
    /// compressed with gzip or Zstandard. The search skips what .gitignore excludes, JSON of no known kind, and
    /// hidden, `node_modules` and `target` directories.
    #[arg(required = true, value_name = LINT_PATHS)]
    pub(crate) paths: Vec<PathBuf>,
    /// Succeed even if there is nothing to check.
    #[arg(long, help_heading = "Input")]
    pub(crate) allow_empty: bool,
    /// Treat every payload as this kind, such as account-request, instead of detecting it.
    #[arg(long = "as", value_name = "KIND", value_parser = kind, help_heading = "Input")]
    pub(crate) kind: Option<Kind>,
    /// The format of the files, such as curl or har, instead of detecting it by name and content.
    #[arg(long, value_name = "FORMAT", value_parser = format, help_heading = "Input")]
    pub(crate) from: Option<InputFormat>,
    /// The number of threads that read NDJSON, at most 256. [default: one per core]
    #[arg(long, value_name = "N", value_parser = threads, help_heading = "Input")]
    pub(crate) threads: Option<NonZeroUsize>,
    /// The call that will send the payloads: create or update.
    #[arg(long, help_heading = "Rules")]
    pub(crate) operation: Option<Operation>,
    /// The channel that provides the credentials: api, web or sdk.
    #[arg(long, help_heading = "Rules")]
    pub(crate) channel: Option<Channel>,
    /// Check as if it were this time, such as 2025-06-01T12:00:00Z.
    #[arg(long, value_name = "RFC3339", value_parser = time, help_heading = "Rules")]
    pub(crate) now: Option<DateTime<Utc>>,
    /// Report only these rules, as codes, code prefixes (KYX3) or names.
    #[arg(long, value_name = "CODES", value_delimiter = ',', help_heading = "Rules")]
    pub(crate) select: Vec<RuleSelector>,
    /// Do not report these rules, as codes, code prefixes (KYX3) or names.
    #[arg(long, value_name = "CODES", value_delimiter = ',', help_heading = "Rules")]
    pub(crate) ignore: Vec<RuleSelector>,
    /// Use this configuration file instead of the nearest .kyx.toml of each file.
    #[arg(long, value_name = "FILE", conflicts_with = "no_config", help_heading = "Rules")]
    pub(crate) config: Option<PathBuf>,
    /// Ignore all configuration files.
    #[arg(long, help_heading = "Rules")]
    pub(crate) no_config: bool,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    /// Print statistics instead of findings: the number per rule and per file, and when consents expire. Works with
    /// --format human, json and ndjson.
    #[arg(long, conflicts_with_all = ["fix", "unsafe_fixes", "diff", "max_findings", "show_values"], help_heading = "Output")]
    pub(crate) summary: bool,
    /// Show values that may be personal instead of masking them.
    #[arg(long, help_heading = "Output")]
    pub(crate) show_values: bool,
    #[command(flatten)]
    pub(crate) fix: FixArgs,
}

#[derive(ClapArgs)]
#[command(next_help_heading = "Fixes")]
pub(crate) struct FixArgs {
    /// Apply safe fixes in place. For standard input, write the fixed text to standard output and the findings to
    /// standard error.
    #[arg(long)]
    fix: bool,
    /// Also apply fixes that may change the meaning.
    #[arg(long)]
    unsafe_fixes: bool,
    /// Show what would be fixed as a diff, and change nothing.
    #[arg(long, conflicts_with_all = ["format", "max_findings"])]
    pub(crate) diff: bool,
}

impl FixArgs {
    /// The fixes to apply: those at least this safe, or none.
    pub(crate) fn safety(&self) -> Option<Safety> {
        match (self.unsafe_fixes, self.fix || self.diff) {
            (true, _) => Some(Safety::Unsafe),
            (false, true) => Some(Safety::Safe),
            (false, false) => None,
        }
    }
}

#[derive(ClapArgs)]
#[command(after_help = "Exit status: 0 no errors found, 1 errors found, 2 could not run.")]
pub(crate) struct UploadArgs {
    /// The files to check. Pass all files of a document together, because its limits apply to their total.
    #[arg(required = true, value_name = "FILE")]
    pub(crate) files: Vec<PathBuf>,
    /// The category of the credential: ID, DOCUMENT, SELFIE or, in workflow 16, FACEMAP.
    #[arg(long, value_parser = category)]
    pub(crate) category: CredentialCategory,
    /// The part of the credential: FRONT, BACK, FACE or FACEMAP.
    #[arg(long)]
    pub(crate) part: Classifier,
    /// The type of the document, such as BS; credit cards (CC) have their own limits.
    #[arg(long = "type", value_name = "CODE", value_parser = NonEmptyStringValueParser::new())]
    pub(crate) document_type: Option<String>,
    /// The key of the workflow: 16 accepts a binary facemap.
    #[arg(long, value_name = "KEY", value_parser = number::<u64>)]
    pub(crate) workflow: Option<u64>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
}

#[derive(ClapArgs)]
pub(crate) struct OutputArgs {
    /// Exit with 1 on warnings, too.
    #[arg(long, help_heading = "Rules")]
    pub(crate) deny_warnings: bool,
    /// Output format.
    #[arg(long, value_enum, default_value_t, help_heading = "Output")]
    pub(crate) format: Format,
    /// Show at most this many findings per file and count the rest; 0 shows all. [default: 1000 for human and
    /// github, 0 for the others]
    #[arg(long, value_name = "N", value_parser = number::<usize>, help_heading = "Output")]
    pub(crate) max_findings: Option<usize>,
    /// Do not print totals or progress to standard error.
    #[arg(long, short, help_heading = "Output")]
    pub(crate) quiet: bool,
}

#[derive(Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
pub(crate) enum Format {
    /// For people: the line at fault, with values that may be personal masked.
    #[default]
    Human,
    /// For programs: one JSON document; `kyx schema lint-report` prints its schema.
    Json,
    /// For programs that read line by line: one finding per line; `kyx schema lint-finding` prints its schema.
    Ndjson,
    /// For GitHub Actions: workflow commands that annotate the lines of a change.
    Github,
    /// For code scanning: one SARIF 2.1.0 log.
    Sarif,
}

#[derive(ClapArgs)]
pub(crate) struct WorkflowArgs {
    /// The key of the workflow to show.
    #[arg(value_parser = number::<u64>, conflicts_with_all = ["credentials", "channel"])]
    pub(crate) key: Option<u64>,
    /// Only workflows that use this category of credentials; repeatable.
    #[arg(long = "credential", value_name = "CATEGORY", value_parser = category)]
    pub(crate) credentials: Vec<CredentialCategory>,
    /// Only workflows that may use this channel: api, web or sdk.
    #[arg(long)]
    pub(crate) channel: Option<Channel>,
    /// The format of the output.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: PrintFormat,
}

#[derive(ClapArgs)]
#[command(after_help = "Exit status: 0 read, 1 not a valid response, 2 could not run.")]
pub(crate) struct ReadArgs {
    /// Any response, callback or problem document, or - for standard input.
    pub(crate) path: PathBuf,
    /// Treat it as this kind, such as token-error, instead of detecting it.
    #[arg(long = "as", value_name = "KIND", value_parser = kind)]
    pub(crate) kind: Option<Kind>,
    /// Output format.
    #[arg(long, value_enum, default_value_t)]
    pub(crate) format: PrintFormat,
    /// Show values that may be personal, such as titles and URLs, instead of masking them.
    #[arg(long)]
    pub(crate) show_values: bool,
}

#[derive(ClapArgs)]
#[command(after_help = SAMPLE_HELP)]
pub(crate) struct SampleArgs {
    /// The kind of the payload, such as account-request.
    #[arg(value_parser = kind, required_unless_present = "all", conflicts_with_all = ["all", "out"])]
    pub(crate) kind: Option<Kind>,
    /// The key of the workflow. [default: 3, or one that can end in --outcome]
    #[arg(long, value_name = "KEY", value_parser = number::<u64>)]
    pub(crate) workflow: Option<u64>,
    /// The channel that provides the credentials: api, web or sdk. [default: each that the workflow supports]
    #[arg(long)]
    pub(crate) channel: Option<Channel>,
    /// How the workflow ends, such as rejected-by-liveness, for the samples of what follows: callback, status,
    /// retrieval-response and steps-response.
    #[arg(long, value_name = "OUTCOME", value_parser = outcome, default_value_t)]
    pub(crate) outcome: Outcome,
    /// Another seed gives other IDs and values.
    #[arg(long, value_name = "N", value_parser = number::<u64>, default_value_t = 0)]
    pub(crate) seed: u64,
    /// The time of the calls, such as 2025-06-01T12:00:00Z. [default: now]
    #[arg(long, value_name = "RFC3339", value_parser = time)]
    pub(crate) now: Option<DateTime<Utc>>,
    /// Write an example of every kind, for each workflow and channel, and of each outcome, into the directory given by
    /// --out.
    #[arg(long, requires = "out", conflicts_with_all = ["workflow", "channel", "outcome"])]
    pub(crate) all: bool,
    /// The directory to write to.
    #[arg(long, value_name = "DIR", requires = "all")]
    pub(crate) out: Option<PathBuf>,
}

/// The format of a command that prints facts.
#[derive(Clone, Copy, Default, ValueEnum)]
pub(crate) enum PrintFormat {
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
    /// The schema to print. Without a name, `kyx schema` lists them all.
    pub(crate) name: Option<String>,
    /// Print the draft-07 version, for tools that do not support 2020-12.
    #[arg(long, requires = "name")]
    pub(crate) draft_07: bool,
    /// Write all schemas, and a page that explains how to use them, into the directory given by --out.
    #[arg(long, requires = "out", conflicts_with = "name")]
    pub(crate) all: bool,
    /// The directory to write to.
    #[arg(long, value_name = "DIR", requires = "all")]
    pub(crate) out: Option<PathBuf>,
}

#[derive(Subcommand)]
pub(crate) enum SchemaCommand {
    /// Compare two versions of a schema, and report the changes that break senders or readers.
    Diff(SchemaDiffArgs),
}

#[derive(ClapArgs)]
#[command(after_help = "Exit status: 0 no breaking changes, 1 breaking changes, 2 could not run.")]
pub(crate) struct SchemaDiffArgs {
    /// The old schema: a file, - for standard input, or a directory of *.schema.json files.
    pub(crate) old: PathBuf,
    /// The new schema; a directory if OLD is one.
    pub(crate) new: PathBuf,
    /// Who relies on the schema. [default: for schemas of kyx, detected from $id; for others, both]
    #[arg(long, value_enum)]
    pub(crate) side: Option<Side>,
}

/// Who relies on a schema.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, ValueEnum)]
pub(crate) enum Side {
    /// Those who send payloads: the schema must keep accepting everything it accepted.
    Senders,
    /// Those who read payloads: the schema must not accept anything new.
    Readers,
}

fn category(text: &str) -> Result<CredentialCategory, String> {
    match CredentialCategory::from(text.to_uppercase().as_str()) {
        CredentialCategory::Other(_) => Err("expected ID, DOCUMENT, SELFIE, FACEMAP or DATA".to_owned()),
        category => Ok(category),
    }
}

fn kind(text: &str) -> Result<Kind, String> {
    let names = || Kind::ALL.iter().map(|kind| kind.name());
    text.parse().map_err(|error: UnknownKind| format!("{error}{}", did_you_mean(text, names())))
}

fn format(text: &str) -> Result<InputFormat, String> {
    let names = || InputFormat::ALL.iter().map(|format| format.name());
    text.parse().map_err(|error: UnknownFormat| format!("{error}{}", did_you_mean(text, names())))
}

fn outcome(text: &str) -> Result<Outcome, String> {
    let names = || Outcome::ALL.iter().map(|outcome| outcome.name());
    text.parse().map_err(|error: UnknownOutcome| format!("{error}{}", did_you_mean(text, names())))
}

fn number<T: FromStr>(text: &str) -> Result<T, &'static str> {
    text.parse().map_err(|_| "not a whole number")
}

fn threads(text: &str) -> Result<NonZeroUsize, String> {
    let number = text.parse().ok().filter(|it: &NonZeroUsize| it.get() <= MAX_THREADS);
    number.ok_or_else(|| format!("not a number from 1 to {MAX_THREADS}"))
}

fn time(text: &str) -> Result<DateTime<Utc>, String> {
    DateTime::parse_from_rfc3339(text)
        .map(|time| time.to_utc())
        .map_err(|_| "not an RFC 3339 time such as 2025-06-01T12:00:00Z".to_owned())
}
