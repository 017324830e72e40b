//! The documents of `kyx schema`: the library's schemas of the payloads, and the schemas of the configuration and the output
//! of `kyx`, and of reports and rules in other languages.

use std::borrow::Cow;

use kyx_schema::{Kind, ReportJson, RuleJson, schema::FILES};
use schemars::{JsonSchema, Schema, generate::SchemaSettings, transform::RecursiveTransform};
use serde_json::{Value, json};

use crate::{
    args::Side,
    baseline::LintBaseline,
    config::Config,
    output::{LintFinding, LintReport, LintSummary},
};

/// The edition of the schemas of configuration and output, which is the number in their `$id`. Raise it if a change breaks
/// their users. The schemas of the payloads have an edition of their own, in the library's build.
const CLI_SCHEMA_EDITION: u32 = 1;

/// The name of the document that is not a schema.
const OPENAPI: &str = "openapi";

/// The directory of the draft-07 versions.
const DRAFT_07: &str = "draft-07/";

/// The directory of the versions for editors.
const EDITOR: &str = "editor/";

/// A file in `schemas/`.
pub(crate) struct Document {
    /// The path in that directory.
    pub(crate) path: Cow<'static, str>,
    pub(crate) text: Cow<'static, str>,
}

impl Document {
    /// All documents.
    pub(crate) fn all() -> Vec<Self> {
        let payloads = FILES.iter().map(|file| Self { path: file.path.into(), text: file.text.into() });
        let own =
            [("", "", SchemaSettings::draft2020_12()), (DRAFT_07, ":draft-07", SchemaSettings::draft07())];
        let own = own.into_iter().flat_map(|(directory, suffix, settings)| {
            let settings = settings.with_transform(RecursiveTransform(drop_integer_format));
            let config = schema::<Config>("Configuration of kyx", settings.clone().for_deserialize());
            let baseline = schema::<LintBaseline>("Lint baseline", settings.clone().for_deserialize());
            let settings = settings.for_serialize();
            let report = schema::<LintReport<'_>>("Lint report", settings.clone());
            let finding = schema::<LintFinding<'_>>("Lint finding", settings.clone());
            let summary = schema::<LintSummary<'_>>("Lint summary", settings.clone());
            let report_of_package = schema::<ReportJson<'_>>("Report", settings.clone());
            let rules = schema::<Vec<RuleJson>>("Rules", settings);
            let own = [
                ("kyx-toml", config),
                ("lint-baseline", baseline),
                ("lint-report", report),
                ("lint-finding", finding),
                ("lint-summary", summary),
                ("report", report_of_package),
                ("rules", rules),
            ];
            own.map(|(name, mut schema)| {
                schema.insert(
                    "$id".to_owned(),
                    json!(format!("urn:kyx-schema:{name}:{CLI_SCHEMA_EDITION}{suffix}")),
                );
                Self {
                    path: format!("{directory}{name}.schema.json").into(),
                    text: format!("{:#}\n", schema.to_value()).into(),
                }
            })
        });
        payloads.chain(own).collect()
    }

    /// The document with this name, in draft 2020-12 or draft-07.
    pub(crate) fn find(name: &str, draft_07: bool) -> Option<Self> {
        Self::all().into_iter().find(|it| it.is_in_draft_07() == draft_07 && it.name() == Some(name))
    }

    /// The name to ask for; `None` for a page to read, for the data of a schema, and for the schemas for editors.
    pub(crate) fn name(&self) -> Option<&str> {
        if self.path.starts_with(EDITOR) {
            return None;
        }
        let file = self.path.rsplit('/').next()?;
        file.strip_suffix(".schema.json").or_else(|| file.strip_suffix(".json").filter(|it| *it == OPENAPI))
    }

    pub(crate) fn is_in_draft_07(&self) -> bool {
        self.path.starts_with(DRAFT_07)
    }
}

/// Who relies on the schema with this name.
pub(crate) fn side(name: &str) -> Option<Side> {
    match (name, name.parse::<Kind>()) {
        (_, Ok(kind)) if kind.is_response() => Some(Side::Readers),
        ("kyx-toml" | "lint-baseline", _) | (_, Ok(_)) => Some(Side::Senders),
        ("lint-report" | "lint-finding" | "lint-summary" | "report" | "rules" | "workflows", _) => {
            Some(Side::Readers)
        }
        _ => None,
    }
}

/// The side that relies on the definition of a payload, which has the name of its Rust type.
pub(crate) fn definition_side(name: &str) -> Option<Side> {
    let kind = Kind::ALL.iter().find(|kind| format!("{kind:?}") == name)?;
    side(kind.name())
}

fn schema<T: JsonSchema>(title: &str, settings: SchemaSettings) -> Schema {
    let mut schema = settings.into_generator().into_root_schema_for::<T>();
    schema.insert("title".to_owned(), json!(title));
    schema
}

/// Drops Rust's integer formats (`uint64`), which other tools do not know.
fn drop_integer_format(schema: &mut Schema) {
    let is_integer = match schema.get("type") {
        Some(Value::Array(types)) => types.contains(&json!("integer")),
        other => other == Some(&json!("integer")),
    };
    if is_integer {
        schema.remove("format");
    }
}
