//! `kyx schema diff`: the changes between two schemas, and whom they break.

mod change;
mod compare;
mod fields;
mod files;
mod keywords;
mod matching;
mod schema;
mod types;

use std::{
    fmt,
    io::{self, Write},
    path::Path,
};

use kyx_schema::Kind;

use self::{
    change::{Change, Effect},
    compare::Sides,
    files::Versions,
    schema::Schema,
};
use crate::{
    args::{SchemaDiffArgs, Side},
    display, schema as schema_of_kyx,
    status::Status,
    stderr,
};

/// Compares two files, or all schemas of two directories. What cannot be read is named, and the others are compared all
/// the same.
pub(crate) fn run(args: &SchemaDiffArgs, out: &mut impl Write) -> io::Result<Status> {
    let versions = match files::versions(&args.old, &args.new) {
        Ok(versions) => versions,
        Err(error) => {
            stderr::message(error);
            return Ok(Status::Failed);
        }
    };
    let mut summary = Summary::default();
    for versions in &versions {
        match changes(versions, args.side) {
            Ok(changes) => {
                for change in &changes {
                    writeln!(out, "{}", display::printable(&format!("{}: {change}", versions.name)))?;
                }
                summary.add(&changes);
            }
            Err(error) => {
                stderr::message(error);
                summary.is_failed = true;
            }
        }
    }
    stderr::line(&summary);
    Ok(summary.status())
}

/// What was found in all.
#[derive(Default)]
struct Summary {
    schemas: usize,
    breaking: usize,
    compatible: usize,
    is_failed: bool,
}

impl Summary {
    fn add(&mut self, changes: &[Change]) {
        let breaking = changes.iter().filter(|it| it.is_breaking()).count();
        self.schemas += 1;
        self.breaking += breaking;
        self.compatible += changes.len() - breaking;
    }

    fn status(&self) -> Status {
        match self {
            Self { is_failed: true, .. } => Status::Failed,
            Self { breaking: 0, .. } => Status::Clean,
            _ => Status::HasFindings,
        }
    }
}

impl fmt::Display for Summary {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counted = |count, name| format!("{count} {name}{}", if count == 1 { "" } else { "s" });
        let (schemas, breaking) =
            (counted(self.schemas, "schema"), counted(self.breaking, "breaking change"));
        write!(f, "{schemas} compared: {breaking}, {} compatible", self.compatible)
    }
}

/// What changed in a schema; what breaks someone comes first.
fn changes(Versions { name, old, new }: &Versions, side: Option<Side>) -> Result<Vec<Change>, String> {
    let read = |path: &Path| files::read(path).map_err(|error| format!("{}: {error}", display::name(path)));
    let (Some(old), new) = (old, new) else { return Ok(vec![Change::of_whole("new schema", Effect::NONE)]) };
    let old = read(old)?;
    let Some(new) = new else {
        let breaks = Effect::EITHER.on(side.or(side_of(&old)));
        return Ok(vec![Change::of_whole("schema removed", breaks)]);
    };
    let new = read(new)?;
    let of_both = side_of(&old).filter(|side| side_of(&new) == Some(*side));
    let of_definition = if kyx_name(&new).is_some() { side_of_definition } else { |_: &str| None };
    let sides = Sides { of_whole: side.or(of_both), of_definition };
    let changes = compare::changes(&old, &new, sides);
    let mut changes =
        changes.ok_or_else(|| format!("{name}: too many references, or too many to each other"))?;
    changes.sort_by_key(|it| !it.is_breaking());
    Ok(changes)
}

/// The name of a schema of `kyx`: `account-request` of `urn:kyx-schema:account-request:1`.
fn kyx_name(schema: &Schema) -> Option<&str> {
    schema.id()?.strip_prefix("urn:kyx-schema:")?.split(':').next()
}

/// The side that relies on a schema, as far as its name tells.
fn side_of(schema: &Schema) -> Option<Side> {
    schema_of_kyx::side(kyx_name(schema)?)
}

/// The side that relies on a payload; its definition is named as its type.
fn side_of_definition(name: &str) -> Option<Side> {
    let kind = Kind::ALL.iter().find(|kind| format!("{kind:?}") == name)?;
    schema_of_kyx::side(kind.name())
}
