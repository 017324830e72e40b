//! The documents that `kyx schema` prints: the contract of the payloads, and the schemas of what `kyx` itself reads and
//! writes.

use std::borrow::Cow;

use kyx_schema::{Kind, schema::FILES};
use schemars::{JsonSchema, Schema, generate::SchemaSettings, transform::RecursiveTransform};
use serde_json::{Value, json};

use crate::{
    args::Side,
    config::Config,
    output::{LintFinding, LintReport, LintSummary},
};

/// Counts up when a change breaks those who rely on a schema.
const EDITION: u32 = 1;

/// Where the editions in draft-07 stand.
const DRAFT_07: &str = "draft-07/";

/// A file as it stands in `schemas/`.
pub(crate) struct Document {
    /// Where it stands there.
    pub(crate) path: Cow<'static, str>,
    pub(crate) text: Cow<'static, str>,
}

impl Document {
    /// Every one there is.
    pub(crate) fn all() -> Vec<Self> {
        let payloads = FILES.iter().map(|file| Self { path: file.path.into(), text: file.text.into() });
        let own =
            [("", "", SchemaSettings::draft2020_12()), (DRAFT_07, ":draft-07", SchemaSettings::draft07())];
        let own = own.into_iter().flat_map(|(directory, edition, settings)| {
            let settings = settings.with_transform(RecursiveTransform(drop_integer_format));
            let read = schema::<Config>("Configuration of kyx", settings.clone().for_deserialize());
            let settings = settings.for_serialize();
            let report = schema::<LintReport<'_>>("Lint report", settings.clone());
            let finding = schema::<LintFinding<'_>>("Lint finding", settings.clone());
            let summary = schema::<LintSummary<'_>>("Lint summary", settings);
            let own = [
                ("kyx-toml", read),
                ("lint-report", report),
                ("lint-finding", finding),
                ("lint-summary", summary),
            ];
            own.map(|(name, mut schema)| {
                schema.insert("$id".to_owned(), json!(format!("urn:kyx-schema:{name}:{EDITION}{edition}")));
                Self {
                    path: format!("{directory}{name}.schema.json").into(),
                    text: format!("{:#}\n", schema.to_value()).into(),
                }
            })
        });
        payloads.chain(own).collect()
    }

    /// The one of this name in draft 2020-12, or in draft-07.
    pub(crate) fn find(name: &str, draft_07: bool) -> Option<Self> {
        Self::all().into_iter().find(|it| it.is_in_draft_07() == draft_07 && it.name() == Some(name))
    }

    /// The name by which it is asked for. A page to read has none.
    pub(crate) fn name(&self) -> Option<&str> {
        let name = self.path.rsplit('/').next()?.strip_suffix(".json")?;
        Some(name.strip_suffix(".schema").unwrap_or(name))
    }

    pub(crate) fn is_in_draft_07(&self) -> bool {
        self.path.starts_with(DRAFT_07)
    }
}

/// Who relies on the schema of this name.
pub(crate) fn side(name: &str) -> Option<Side> {
    match (name, name.parse::<Kind>()) {
        (_, Ok(kind)) if kind.is_response() => Some(Side::Readers),
        ("kyx-toml", _) | (_, Ok(_)) => Some(Side::Senders),
        ("lint-report" | "lint-finding" | "lint-summary", _) => Some(Side::Readers),
        _ => None,
    }
}

fn schema<T: JsonSchema>(title: &str, settings: SchemaSettings) -> Schema {
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    schema.insert("title".to_owned(), json!(title));
    schema
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
