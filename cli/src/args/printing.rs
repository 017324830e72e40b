//! The arguments of the commands that print: `read`, `redact`, `sample`, `schema` and `workflows`.

use std::path::PathBuf;

use chrono::{DateTime, Utc};
use clap::{Args as ClapArgs, Subcommand, ValueEnum};
use kyx_schema::{Channel, CredentialCategory, Kind, input::Format, sample::Outcome};

use super::values::{category, format, kind, number, outcome, time};

const SAMPLE_HELP: &str = "\
Samples lint clean, without warnings, with --operation update for workflows that require an existing account, else with
--operation create; with the same --channel; and with the same --now. The names of the files of --all tell these options.

Exit status: 0 success, 2 could not run, or the workflow has no such payload.

Examples:
  kyx sample account-request --workflow 5 --channel api      print the request of a workflow
  kyx sample retrieval-response --outcome session-expired    print the result of one that ended like this
  kyx sample --all --out samples                             write examples of everything";

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
#[command(after_help = "Exit status: 0 redacted, 2 could not run.")]
pub(crate) struct RedactArgs {
    /// A payload, or a file that contains many, as for `kyx lint`; - for standard input.
    #[arg(default_value = "-")]
    pub(crate) path: PathBuf,
    /// Treat every payload as this kind, such as account-request, instead of detecting it.
    #[arg(long = "as", value_name = "KIND", value_parser = kind)]
    pub(crate) kind: Option<Kind>,
    /// The format of the file, such as curl or har, instead of detecting it by name and content.
    #[arg(long, value_name = "FORMAT", value_parser = format)]
    pub(crate) from: Option<Format>,
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
