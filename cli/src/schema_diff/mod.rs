//! `kyx schema diff`: compares two versions of a schema of kyx and reports whom the changes break.

mod compare;
mod files;
mod keywords;
mod schema_node;

use std::{
    collections::HashSet,
    io::{self, Write},
    path::Path,
};

use kyx_schema::Kind;
use serde_json::Value;

use self::{
    compare::{Change, Comparison},
    schema_node::SchemaNode,
};
use crate::{
    Status,
    args::{SchemaDiffArgs, Side},
    output, schema as schema_of_kyx,
};

/// Compares two files, or all schemas of two directories. Reports unreadable files and compares the others.
pub(crate) fn run(args: &SchemaDiffArgs, out: &mut impl Write) -> io::Result<Status> {
    let versions = match files::versions(&args.old, &args.new) {
        Ok(versions) => versions,
        Err(error) => {
            eprintln!("kyx: {error}");
            return Ok(Status::Failed);
        }
    };
    let (mut schemas, mut breaking, mut compatible) = (0, 0, 0);
    for (name, [old, new]) in &versions {
        match changes(old.as_deref(), new.as_deref(), args.side) {
            Ok(changes) => {
                for change in &changes {
                    writeln!(out, "{}", output::printable(&format!("{name}: {}", line(change))))?;
                }
                schemas += 1;
                breaking += changes.iter().filter(|(_, breaks)| !breaks.is_empty()).count();
                compatible += changes.iter().filter(|(_, breaks)| breaks.is_empty()).count();
            }
            Err(error) => eprintln!("kyx: {error}"),
        }
    }
    let counted = |count, name| format!("{count} {name}{}", if count == 1 { "" } else { "s" });
    let (compared, changes) = (counted(schemas, "schema"), counted(breaking, "breaking change"));
    eprintln!("{compared} compared: {changes}, {compatible} compatible");
    Ok(match breaking {
        _ if schemas < versions.len() => Status::Failed,
        0 => Status::Clean,
        _ => Status::Found,
    })
}

fn line((text, breaks): &Change) -> String {
    let verdict = match [Side::Senders, Side::Readers].map(|side| breaks.contains(&side)) {
        [true, true] => "breaks senders and readers",
        [true, false] => "breaks senders",
        [false, true] => "breaks readers",
        [false, false] => "compatible",
    };
    format!("{verdict}: {text}")
}

/// The changes of a schema, the breaking ones first.
fn changes(old: Option<&Path>, new: Option<&Path>, side: Option<Side>) -> Result<Vec<Change>, String> {
    let of_file = |text: &str, breaks| Ok(vec![(text.to_owned(), breaks)]);
    let read = |path: &Path| files::read(path).map_err(|error| format!("{}: {error}", path.display()));
    let side_of = |schema: &Value| side.or_else(|| schema_of_kyx::side(kyx_name(schema)?));
    let Some(old) = old.map(read).transpose()? else { return of_file("new schema", HashSet::new()) };
    let Some(new_path) = new else {
        let sides = side_of(&old).map_or_else(|| vec![Side::Senders, Side::Readers], |side| vec![side]);
        return of_file("schema removed", HashSet::from_iter(sides));
    };
    let new = read(new_path)?;
    let side = side_of(&old).filter(|side| side_of(&new) == Some(*side));
    let definition_side = if kyx_name(&new).is_some() { definition_side } else { |_: &str| None };
    let nodes = [SchemaNode::of_document(&old), SchemaNode::of_document(&new)];
    let mut changes = Comparison::changes(nodes, side, definition_side)
        .ok_or_else(|| format!("{}: too many references to compare", new_path.display()))?;
    changes.sort_by_key(|(_, breaks)| breaks.is_empty());
    Ok(changes)
}

/// The name of a schema of kyx: `account-request` for `urn:kyx-schema:account-request:1`.
fn kyx_name(schema: &Value) -> Option<&str> {
    schema["$id"].as_str()?.strip_prefix("urn:kyx-schema:")?.split(':').next()
}

/// The side that relies on the definition of a payload, which has the name of its Rust type.
fn definition_side(name: &str) -> Option<Side> {
    let kind = Kind::ALL.iter().find(|kind| format!("{kind:?}") == name)?;
    schema_of_kyx::side(kind.name())
}
