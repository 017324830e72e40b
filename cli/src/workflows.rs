//! `kyx workflows`: lists the documented workflows, or shows one.

use std::io::{self, Write};

use kyx_schema::workflow::{
    self, ChannelDoubt, GENERAL_NOTES, Requirement, Support, WORKFLOWS, Workflow, WorkflowView,
};

use crate::{
    args::{PrintFormat, WorkflowArgs},
    status::Status,
    stderr,
};

/// Marks a channel on which the documents disagree.
const DOUBT: &str = "?";
/// Marks a workflow that only older pages describe.
const INFERRED: &str = "*";

pub(crate) fn run(args: &WorkflowArgs, out: &mut impl Write) -> io::Result<Status> {
    if let Some(key) = args.key {
        let Some(workflow) = workflow::find(key.into()) else {
            stderr::message(format_args!("workflow {key} is not documented; it may be a custom workflow"));
            return Ok(Status::Failed);
        };
        let workflow = WorkflowView::of(workflow);
        match args.format {
            PrintFormat::Human => show(&workflow, out)?,
            PrintFormat::Json => json(&workflow, out)?,
        }
        return Ok(Status::Clean);
    }
    let may_run =
        |it: &&Workflow| args.channel.is_none_or(|channel| it.support(channel) != Support::Unsupported);
    let uses_all = |it: &WorkflowView| args.credentials.iter().all(|category| it.uses(category.as_str()));
    let workflows: Vec<_> = WORKFLOWS.iter().filter(may_run).map(WorkflowView::of).filter(uses_all).collect();
    match args.format {
        PrintFormat::Human => list(&workflows, out)?,
        PrintFormat::Json => json(&workflows, out)?,
    }
    Ok(Status::Clean)
}

fn json(value: &impl serde::Serialize, out: &mut impl Write) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, value)?;
    writeln!(out)
}

fn list(workflows: &[WorkflowView], out: &mut impl Write) -> io::Result<()> {
    if workflows.is_empty() {
        return writeln!(out, "none of the documented workflows");
    }
    writeln!(out, "  key   credentials        channels      name")?;
    for workflow in workflows {
        let key = format!("{}{}", workflow.key, if workflow.inferred { INFERRED } else { " " });
        let doubtful = workflow.doubtful_channels.iter().map(|it| format!("{}{DOUBT}", it.channel));
        let channels: Vec<_> = workflow.channels.iter().cloned().chain(doubtful).collect();
        let (credentials, channels) = (workflow.credentials.join(" "), channels.join(" "));
        writeln!(out, "{key:>6}  {credentials:<17}  {channels:<12}  {}", workflow.name)?;
    }
    writeln!(out)?;
    if workflows.iter().any(|it| it.inferred) {
        writeln!(out, "{INFERRED} only older pages of the vendor's guide describe it")?;
    }
    if workflows.iter().any(|it| !it.doubtful_channels.is_empty()) {
        writeln!(out, "{DOUBT} the documents disagree: `kyx workflows KEY` shows what they say")?;
    }
    GENERAL_NOTES.iter().try_for_each(|note| writeln!(out, "- {note}"))
}

fn show(workflow: &WorkflowView, out: &mut impl Write) -> io::Result<()> {
    writeln!(out, "{} {}", workflow.key, workflow.name)?;
    let texts = |requirements: &[Requirement]| requirements.iter().map(|it| it.text.clone()).collect();
    let doubt = |it: &ChannelDoubt| format!("{}: {}", it.channel, it.reason);
    let one = |items: String| if items.is_empty() { vec![] } else { vec![items] };
    let sections: [(&str, Vec<String>); 9] = [
        ("source", vec![workflow.source.clone()]),
        ("credentials", one(workflow.credentials.join(", "))),
        ("stored", one(workflow.stored_credentials.join(", "))),
        ("channels", one(workflow.channels.join(", "))),
        ("in doubt", workflow.doubtful_channels.iter().map(doubt).collect()),
        ("capabilities", workflow.capabilities.iter().map(|chain| chain.join(" → ")).collect()),
        ("needs", texts(&workflow.needs)),
        ("prerequisites", texts(&workflow.prerequisites)),
        ("notes", workflow.notes.clone()),
    ];
    for (name, lines) in sections {
        let is_expected = matches!(name, "credentials" | "stored" | "channels" | "capabilities");
        match lines.as_slice() {
            [] if is_expected => writeln!(out, "{:<15}not documented", format!("{name}:"))?,
            [] => {}
            [first, rest @ ..] => {
                writeln!(out, "{:<15}{first}", format!("{name}:"))?;
                rest.iter().try_for_each(|line| writeln!(out, "{:<15}{line}", ""))?;
            }
        }
    }
    Ok(())
}
