//! The command line: commands, options and their help.

mod printing;
mod values;

use std::{ffi::OsString, num::NonZeroUsize, path::PathBuf};

use chrono::{DateTime, Utc};
use clap::{
    Args as ClapArgs, Parser, Subcommand, ValueEnum,
    builder::NonEmptyStringValueParser,
    error::{ContextKind, ContextValue, ErrorKind},
};
use clap_complete::Shell;
use kyx_schema::{
    Channel, CredentialCategory, Kind, Operation, Safety, endpoint::Classifier, input::Format as InputFormat,
};

use crate::{docs_url::DocsUrl, selector::RuleSelector, status::Status, stderr};
pub(crate) use printing::{
    PrintFormat, ReadArgs, RedactArgs, SampleArgs, SchemaArgs, SchemaCommand, SchemaDiffArgs, Side,
    WorkflowArgs,
};
use values::{category, format, kind, number, threads, time};

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
  0    no errors found, or --exit-zero; with --deny-warnings, no warnings either
  1    errors found; with --diff, also if anything would be fixed
  2    could not run: invalid arguments, or a file that cannot be read
  130  interrupted, such as by Ctrl-C

Examples:
  kyx lint request.json                          check one file
  kyx lint --operation create --channel web .    check a directory of requests
  kyx lint --diff request.json                   preview the safe fixes";

const LINT_PATHS: &str = "PATH";

/// Checks payloads for the Jumio KYX platform before you send them.
#[derive(Parser)]
#[command(name = "kyx", version, max_term_width = 100, after_help = HELP)]
pub(crate) struct Args {
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// Parses the command line.
///
/// # Errors
/// The exit code, after `--help`, `--version` or a complaint about invalid arguments.
pub(crate) fn parse(args: Vec<OsString>) -> Result<Args, u8> {
    let is_alone = args.len() <= 1;
    Args::try_parse_from(args).map_err(|error| {
        if is_nothing_to_check(&error, is_alone) {
            stderr::line(NOTHING_TO_CHECK.trim_end());
            return Status::Failed.code();
        }
        // Nobody can be told if that fails.
        _ = error.print();
        if error.use_stderr() { Status::Failed.code() } else { Status::Clean.code() }
    })
}

fn is_nothing_to_check(error: &clap::Error, is_alone: bool) -> bool {
    match error.kind() {
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => is_alone,
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
        /// Print the address of its page instead.
        #[arg(long)]
        web: bool,
        #[command(flatten)]
        docs: DocsArgs,
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
    /// Mask what may be personal in payloads, and keep their structure.
    Redact(RedactArgs),
    /// Print or compare JSON Schemas, or print the OpenAPI document.
    Schema(SchemaArgs),
    /// List the documented workflows, or show one of them.
    Workflows(WorkflowArgs),
    /// Show findings, fixes and completions in editors: a language server (LSP) on standard input and output.
    Server,
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

#[derive(ClapArgs, Default)]
#[command(after_help = LINT_HELP)]
pub(crate) struct LintArgs {
    /// Files, directories (searched for .json, .ndjson and .jsonl), or - for standard input. A file may be a payload, or
    /// contain many: curl commands, HTTP messages, a Postman collection, a HAR, Bruno, Markdown. Files may be
    /// compressed with gzip or Zstandard. The search skips what .gitignore excludes, JSON of no known kind, and
    /// hidden, `node_modules` and `target` directories. It finds .http, .rest, .har, .bru, .sh, .md and Postman
    /// collections only if .kyx.toml lists them.
    #[arg(required = true, value_name = LINT_PATHS)]
    pub(crate) paths: Vec<PathBuf>,
    /// Report JSON of no known kind in directories instead of skipping it.
    #[arg(long, help_heading = "Input")]
    pub(crate) strict_kinds: bool,
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
    /// Do not report the findings that this file lists. `--write-baseline` writes it.
    #[arg(long, value_name = "FILE", conflicts_with = "write_baseline", help_heading = "Rules")]
    pub(crate) baseline: Option<PathBuf>,
    /// Write all findings to this file, and succeed. `--baseline` then reports only others.
    #[arg(long, value_name = "FILE", conflicts_with = "diff", help_heading = "Rules")]
    pub(crate) write_baseline: Option<PathBuf>,
    #[command(flatten)]
    pub(crate) output: OutputArgs,
    /// Print statistics instead of findings: the number per rule and per file, and when consents expire. Works with
    /// --format human, json and ndjson.
    #[arg(
        long,
        visible_alias = "statistics",
        conflicts_with_all = ["fix", "unsafe_fixes", "diff", "max_findings", "show_values"],
        help_heading = "Output"
    )]
    pub(crate) summary: bool,
    /// Show values that may be personal instead of masking them.
    #[arg(long, help_heading = "Output")]
    pub(crate) show_values: bool,
    #[command(flatten)]
    pub(crate) fix: FixArgs,
}

#[derive(ClapArgs, Default)]
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
    #[arg(long, conflicts_with_all = ["format", "max_findings", "output_file"])]
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

#[derive(ClapArgs, Default)]
pub(crate) struct DocsArgs {
    /// The address of a site with a page for each rule, such as `https://example.com/kyx`, for links to it. Without it,
    /// docs-url of .kyx.toml counts.
    #[arg(long, value_name = "URL", env = "KYX_DOCS_URL", hide_env_values = true, help_heading = "Output")]
    pub(crate) docs_url: Option<DocsUrl>,
}

#[derive(ClapArgs, Default)]
pub(crate) struct OutputArgs {
    /// Exit with 1 on warnings, too.
    #[arg(long, help_heading = "Rules")]
    pub(crate) deny_warnings: bool,
    /// Exit with 0 even if there are findings.
    #[arg(long, help_heading = "Rules")]
    pub(crate) exit_zero: bool,
    /// Output format.
    #[arg(long, value_enum, default_value_t, help_heading = "Output")]
    pub(crate) format: Format,
    /// Write the findings to this file instead of standard output.
    #[arg(long, value_name = "FILE", help_heading = "Output")]
    pub(crate) output_file: Option<PathBuf>,
    /// Show at most this many findings per file and count the rest; 0 shows all. [default: 1000 for human and
    /// github, 0 for the others]
    #[arg(long, value_name = "N", value_parser = number::<usize>, help_heading = "Output")]
    pub(crate) max_findings: Option<usize>,
    /// Do not print totals or progress to standard error.
    #[arg(long, short, help_heading = "Output")]
    pub(crate) quiet: bool,
    #[command(flatten)]
    pub(crate) docs: DocsArgs,
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
    /// For build servers such as Jenkins: one JUnit report.
    Junit,
    /// For GitLab: one report of code quality.
    Gitlab,
    /// For reviewdog: one document in the Reviewdog Diagnostic Format.
    Rdjson,
    /// One finding per line: its position, severity, rule and message.
    Concise,
}
