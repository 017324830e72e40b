//! The commands that print rules, schemas, completions and the manual.

use std::{
    fs,
    io::{self, Write},
    path::Path,
};

use clap::{Command, CommandFactory};
use clap_complete::Shell;
use clap_mangen::Man;
use kyx_schema::{Rule, rules};

use crate::{
    args::{Args, SchemaArgs},
    config::{ConfigError, ConfigSearch},
    docs_url::DocsUrl,
    schema::Document,
    selector::RuleSelector,
    status::Status,
    stderr,
    suggestion::did_you_mean,
    write::{at, write_file},
};

/// Explains a rule, or lists those of an area.
pub(crate) fn explain(selector: &RuleSelector, out: &mut impl Write) -> io::Result<Status> {
    match selector.rules()[..] {
        [rule] => writeln!(out, "{}", rules::markdown(rule))?,
        ref rules => list(rules, out)?,
    }
    Ok(Status::Clean)
}

/// Prints the addresses of the pages of rules, on the site that is given or that the nearest `.kyx.toml` names.
pub(crate) fn web(
    selector: &RuleSelector,
    given: Option<DocsUrl>,
    out: &mut impl Write,
) -> io::Result<Status> {
    let configured = || {
        let config = ConfigSearch::new(None, false)?.config_of(Path::new("."))?;
        Ok(config.and_then(|loaded| loaded.config.docs_url().cloned()))
    };
    let site = given.map_or_else(configured, |given| Ok(Some(given)));
    let site = site.map_err(|error: ConfigError| io::Error::other(error.to_string()))?;
    let Some(site) = site else {
        stderr::message(
            "it is not known where the pages of rules are; set --docs-url, KYX_DOCS_URL or docs-url in .kyx.toml",
        );
        return Ok(Status::Failed);
    };
    selector.rules().iter().try_for_each(|rule| writeln!(out, "{}", site.of_rule(rule)))?;
    Ok(Status::Clean)
}

pub(crate) fn rules(markdown: bool, out: &mut impl Write) -> io::Result<Status> {
    if markdown {
        write!(out, "{}", rules::catalogue())?;
        return Ok(Status::Clean);
    }
    list(&rules::all(), out)?;
    Ok(Status::Clean)
}

fn list(rules: &[&Rule], out: &mut impl Write) -> io::Result<()> {
    for rule in rules {
        let Rule { code, name, severity, .. } = rule;
        writeln!(out, "{code} {:<7} {name:<28} {}", severity.to_string(), rule.summary())?;
    }
    Ok(())
}

pub(crate) fn schema(args: &SchemaArgs, out: &mut impl Write) -> io::Result<Status> {
    if let Some(directory) = &args.out {
        for Document { path, text } in Document::all() {
            write_file(&directory.join(&*path), &text)?;
        }
    } else if let Some(name) = &args.name {
        let document =
            Document::find(name, args.draft_07).ok_or_else(|| unknown_schema(name, args.draft_07))?;
        write!(out, "{}", document.text)?;
    } else {
        for name in names(false) {
            writeln!(out, "{name}")?;
        }
    }
    Ok(Status::Clean)
}

fn names(draft_07: bool) -> Vec<String> {
    let documents = Document::all().into_iter().filter(|it| it.is_in_draft_07() == draft_07);
    documents.filter_map(|it| it.name().map(str::to_owned)).collect()
}

fn unknown_schema(name: &str, draft_07: bool) -> io::Error {
    let draft = if draft_07 { " in draft-07" } else { "" };
    let names = names(draft_07);
    let suggestion = did_you_mean(name, names.iter().map(String::as_str));
    let names = names.join(", ");
    io::Error::other(format!("unknown schema {name:?}{draft}{suggestion}; expected one of {names}"))
}

pub(crate) fn completions(shell: Shell, out: &mut impl Write) -> io::Result<Status> {
    // Generate into memory, because it panics if a write fails.
    let mut script = Vec::new();
    clap_complete::generate(shell, &mut Args::command(), "kyx", &mut script);
    out.write_all(&script)?;
    Ok(Status::Clean)
}

/// Prints the man page of the program and of each command, or writes them into a directory.
pub(crate) fn man(directory: Option<&Path>, out: &mut impl Write) -> io::Result<Status> {
    let mut program = Args::command().disable_help_subcommand(true);
    if let Some(directory) = directory {
        let created = fs::create_dir_all(directory);
        created
            .and_then(|()| clap_mangen::generate_to(program, directory))
            .map_err(|error| at(directory, &error))?;
        return Ok(Status::Clean);
    }
    program.build();
    write_pages(&program, out)?;
    Ok(Status::Clean)
}

fn write_pages(command: &Command, out: &mut impl Write) -> io::Result<()> {
    Man::new(command.clone()).render(out)?;
    command.get_subcommands().try_for_each(|command| write_pages(command, out))
}
