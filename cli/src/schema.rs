//! The JSON Schemas that `kyx` prints: those of the payloads, and those of what it reads and writes itself.

use std::{borrow::Cow, fmt, str::FromStr};

use kyx_schema::Kind;
use schemars::{JsonSchema, Schema, generate::SchemaSettings, transform::RecursiveTransform};
use serde_json::{Value, json};

use crate::{config::Config, output::LintReport};

/// Counts up when a change breaks those who rely on a schema.
const EDITION: u32 = 1;

/// What has a schema.
#[derive(Clone, Copy)]
pub(crate) enum Document {
    Payload(Kind),
    LintReport,
    Config,
}

impl Document {
    pub(crate) fn all() -> impl Iterator<Item = Self> {
        Kind::ALL.iter().copied().map(Self::Payload).chain([Self::LintReport, Self::Config])
    }

    pub(crate) fn name(self) -> &'static str {
        match self {
            Self::Payload(kind) => kind.name(),
            Self::LintReport => "lint-report",
            Self::Config => "kyx-toml",
        }
    }

    /// The schema, as a JSON text.
    pub(crate) fn schema(self) -> Cow<'static, str> {
        match self {
            Self::Payload(kind) => kind.schema().into(),
            Self::LintReport => self.text::<LintReport<'_>>("Lint report", settings().for_serialize()).into(),
            Self::Config => self.text::<Config>("Configuration of kyx", settings().for_deserialize()).into(),
        }
    }

    fn text<T: JsonSchema>(self, title: &str, settings: SchemaSettings) -> String {
        let mut schema = settings.into_generator().into_root_schema_for::<T>();
        schema.insert("$id".to_owned(), json!(format!("urn:kyx-schema:{self}:{EDITION}")));
        schema.insert("title".to_owned(), json!(title));
        format!("{:#}\n", schema.to_value())
    }
}

impl fmt::Display for Document {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Document {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        Self::all().find(|it| it.name() == name).ok_or_else(|| {
            let names: Vec<_> = Self::all().map(Self::name).collect();
            format!("no schema of this name; there are {}", names.join(", "))
        })
    }
}

fn settings() -> SchemaSettings {
    SchemaSettings::draft2020_12().with_transform(RecursiveTransform(drop_integer_format))
}

/// Rust's integer formats (`uint64`) mean nothing to other readers.
fn drop_integer_format(schema: &mut Schema) {
    let is_integer = match schema.get("type") {
        Some(Value::Array(types)) => types.contains(&json!("integer")),
        other => other == Some(&json!("integer")),
    };
    if is_integer {
        schema.remove("format");
    }
}
