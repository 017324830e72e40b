//! `kyx sample`: prints a valid example of a payload, or writes examples of all.

use std::io::{self, Write};

use chrono::Utc;
use kyx_schema::sample::{self, Scenario};

use crate::{args::SampleArgs, status::Status, stderr, write::write_file};

pub(crate) fn run(args: &SampleArgs, out: &mut impl Write) -> io::Result<Status> {
    let now = args.now.unwrap_or_else(Utc::now);
    if let Some(directory) = &args.out {
        let fixtures = sample::fixtures(args.seed, now).map_err(io::Error::other)?;
        fixtures.iter().try_for_each(|it| write_file(&directory.join(&it.name), &it.json))?;
        return Ok(Status::Clean);
    }
    let workflow = args.workflow.unwrap_or(args.outcome.workflow());
    let scenario = Scenario::new(workflow, now).map_err(io::Error::other)?.seed(args.seed);
    let scenario = args.channel.map_or(Ok(scenario), |it| scenario.by(it)).map_err(io::Error::other)?;
    let scenario = scenario.ending_in(args.outcome).map_err(io::Error::other)?;
    let Some(kind) = args.kind else { return Ok(Status::Failed) };
    match scenario.json(kind) {
        Some(json) => {
            writeln!(out, "{json}")?;
            Ok(Status::Clean)
        }
        None => {
            let by = args.channel.map(|it| format!(" by {it}")).unwrap_or_default();
            stderr::message(format_args!("workflow {workflow}{by} has no {kind}"));
            Ok(Status::Failed)
        }
    }
}
