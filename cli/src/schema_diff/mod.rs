//! `kyx schema diff`: compares two versions of a schema of kyx and reports whom the changes break.

mod compare;
mod files;
mod schema_node;

use std::{
    collections::HashSet,
    io::{self, Write},
    path::PathBuf,
};

use serde_json::Value;

use self::compare::{Changes, Comparison};
use crate::{
    args::{SchemaDiffArgs, Side},
    display,
    schema::{self as schema_of_kyx, definition_side},
    status::Status,
    stderr,
    tally::counted,
};

/// Compares two files, or all schemas of two directories. Reports unreadable files and compares the others.
pub(crate) fn run(args: &SchemaDiffArgs, out: &mut impl Write) -> io::Result<Status> {
    let versions = match files::versions(&args.old, &args.new) {
        Ok(versions) => versions,
        Err(error) => {
            stderr::message(error);
            return Ok(Status::Failed);
        }
    };
    let (mut compared, mut breaking, mut compatible) = (0, 0, 0);
    for (name, files) in &versions {
        match changes(files, args.side) {
            Ok(changes) => {
                for (text, breaks) in &changes {
                    let line = format!("{name}: {}: {text}", verdict(breaks));
                    writeln!(out, "{}", display::printable(&line))?;
                    *(if breaks.is_empty() { &mut compatible } else { &mut breaking }) += 1;
                }
                compared += 1;
            }
            Err(error) => stderr::message(error),
        }
    }
    let (schemas, changes) = (counted(compared, "schema"), counted(breaking, "breaking change"));
    stderr::line(format_args!("{schemas} compared: {changes}, {compatible} compatible"));
    Ok(match breaking {
        _ if compared < versions.len() => Status::Failed,
        0 => Status::Clean,
        _ => Status::HasFindings,
    })
}

/// The changes between two schemas, each with the verdict on it.
#[cfg(fuzzing)]
pub(crate) fn changes_of([old, new]: [&[u8]; 2]) -> Result<Vec<String>, String> {
    let [old, new] = [files::parse(old)?, files::parse(new)?];
    let changes = compared([&old, &new], None)?;
    Ok(changes.iter().map(|(text, breaks)| format!("{}: {text}", verdict(breaks))).collect())
}

fn verdict(breaks: &HashSet<Side>) -> String {
    let sides = [(Side::Senders, "senders"), (Side::Readers, "readers")];
    let names: Vec<_> = sides.iter().filter(|it| breaks.contains(&it.0)).map(|it| it.1).collect();
    if names.is_empty() { "compatible".to_owned() } else { format!("breaks {}", names.join(" and ")) }
}

/// The changes of a schema, the breaking ones first.
fn changes([old, new]: &[Option<PathBuf>; 2], side: Option<Side>) -> Result<Changes, String> {
    let side_of = |schema: &Value| side_of(schema, side);
    let Some(old) = old else { return Ok(vec![("new schema".to_owned(), HashSet::new())]) };
    let old = files::read(old)?;
    let Some(new_file) = new else {
        let sides = side_of(&old).map_or_else(|| vec![Side::Senders, Side::Readers], |side| vec![side]);
        return Ok(vec![("schema removed".to_owned(), HashSet::from_iter(sides))]);
    };
    let new = files::read(new_file)?;
    compared([&old, &new], side).map_err(|error| format!("{}: {error}", display::name(new_file)))
}

/// The changes between two versions, the breaking ones first.
fn compared([old, new]: [&Value; 2], side: Option<Side>) -> Result<Changes, &'static str> {
    let side = side_of(old, side).filter(|it| side_of(new, side) == Some(*it));
    let changes = Comparison::changes([old, new], side, kyx_name(new).map(|_| definition_side as _));
    let mut changes = changes.ok_or("too many references")?;
    changes.sort_by_key(|(_, breaks)| breaks.is_empty());
    Ok(changes)
}

/// Who relies on a schema, if that is known.
fn side_of(schema: &Value, side: Option<Side>) -> Option<Side> {
    side.or_else(|| schema_of_kyx::side(kyx_name(schema)?))
}

/// The name of a schema of kyx: `account-request` for `urn:kyx-schema:account-request:1`.
fn kyx_name(schema: &Value) -> Option<&str> {
    schema["$id"].as_str()?.strip_prefix("urn:kyx-schema:")?.split(':').next()
}
