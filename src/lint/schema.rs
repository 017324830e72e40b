//! The exported schema of a payload, parsed at run time: its structure, and the values that the model's types accept.

use std::{
    collections::{BTreeMap, BTreeSet},
    slice,
    sync::OnceLock,
};

use serde::Deserialize;
use serde_json::Value as Json;

use super::shallow::Shallow;
use crate::{
    kind::Kind,
    model::PERSONAL_DATA,
    rules::{country::INVALID_COUNTRY, identifier::INVALID_WORKFLOW_KEY},
};

/// The exported schema of a kind.
#[derive(Default, Deserialize)]
#[serde(from = "ExportedSchema")]
pub(super) struct PayloadSchema {
    pub(super) root: Subschema,
    pub(super) definitions: Vec<Subschema>,
}

/// A schema, prepared for frequent queries.
#[derive(Default)]
pub(super) struct Subschema {
    /// The definition that it refers to, alone or as an alternative to `null`.
    pub(super) definition: Option<usize>,
    pub(super) description: String,
    pub(super) is_personal: bool,
    pub(super) example: Option<Json>,
    /// Its types; those of its alternatives if it has none itself.
    pub(super) types: Vec<Type>,
    pub(super) accepted: Accepted,
    pub(super) properties: Option<BTreeMap<String, Subschema>>,
    pub(super) required: Vec<String>,
    /// Whether it allows no other properties.
    pub(super) is_closed: bool,
    /// The schema of other properties, if any.
    pub(super) others: Option<Box<Subschema>>,
    pub(super) items: Option<Box<Subschema>>,
    /// The known values, whether the list is closed or not.
    pub(super) listed: Option<BTreeSet<String>>,
    /// Whether the list may grow.
    pub(super) is_growing: bool,
    pub(super) is_time: bool,
}

/// The values of the right JSON type that the model's type accepts.
#[derive(Default)]
pub(super) enum Accepted {
    #[default]
    Any,
    Country,
    WorkflowKey,
    Timestamp,
    Uuid,
    Ip,
    /// These strings, and any value that is not a string.
    List(Vec<String>),
}

/// A schema as exported, with the keywords that are used here.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct ExportedSchema {
    #[serde(rename = "$ref")]
    reference: Option<String>,
    #[serde(rename = "$comment")]
    comment: Option<String>,
    description: String,
    #[serde(rename = "$defs")]
    definitions: BTreeMap<String, ExportedSchema>,
    r#type: Types,
    any_of: Vec<ExportedSchema>,
    properties: Option<BTreeMap<String, ExportedSchema>>,
    required: Vec<String>,
    additional_properties: OtherProperties,
    items: Option<Box<ExportedSchema>>,
    format: Option<String>,
    r#enum: Option<Vec<Json>>,
    examples: Vec<Json>,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Types {
    One(Type),
    Several(Vec<Type>),
}

#[derive(Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum Type {
    Null,
    Boolean,
    String,
    Array,
    Object,
    Number,
    Integer,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum OtherProperties {
    Allowed(bool),
    Schema(Box<ExportedSchema>),
}

impl PayloadSchema {
    pub(super) fn of(kind: Kind) -> &'static Self {
        static SCHEMAS: [OnceLock<PayloadSchema>; Kind::ALL.len()] =
            [const { OnceLock::new() }; Kind::ALL.len()];
        // Exported schemas can always be parsed; the tests validate each against its metaschema.
        let read = || serde_json::from_str(kind.schema()).unwrap_or_default();
        SCHEMAS[kind as usize].get_or_init(read)
    }
}

impl From<ExportedSchema> for PayloadSchema {
    fn from(mut root: ExportedSchema) -> Self {
        let definitions = std::mem::take(&mut root.definitions);
        let names: Vec<_> = definitions.keys().cloned().collect();
        let definition = |exported| Subschema::of(exported, true, &names);
        let definitions = definitions.into_values().map(definition).collect();
        Self { root: Subschema::of(root, false, &names), definitions }
    }
}

impl Subschema {
    /// Prepares a schema. `names` are the sorted names of all definitions.
    fn of(exported: ExportedSchema, is_definition: bool, names: &[String]) -> Self {
        let inner = |exported| Self::of(exported, false, names);
        let boxed = |exported: Box<ExportedSchema>| Box::new(inner(*exported));
        let alternative = exported.any_of.iter().find(|schema| schema.reference.is_some());
        let reference = alternative.unwrap_or(&exported).reference.as_deref();
        let referred = reference.and_then(|reference| reference.strip_prefix("#/$defs/"));
        let first = exported.any_of.first();
        let format = exported.format.as_deref().or_else(|| first?.format.as_deref());
        let listed = exported.r#enum.as_ref().or_else(|| first?.r#enum.as_ref());
        Self {
            definition: referred.and_then(|name| names.binary_search_by(|it| it.as_str().cmp(name)).ok()),
            is_personal: exported.comment.as_deref() == Some(PERSONAL_DATA),
            types: exported.types(),
            accepted: Accepted::of(&exported, is_definition, format, listed.map(Vec::as_slice)),
            is_closed: matches!(exported.additional_properties, OtherProperties::Allowed(false)),
            listed: listed.map(|values| strings(values).collect()),
            is_growing: exported.any_of.iter().any(ExportedSchema::is_any_string),
            is_time: exported.format.as_deref() == Some("date-time"),
            description: exported.description,
            example: exported.examples.into_iter().next(),
            properties: exported
                .properties
                .map(|fields| fields.into_iter().map(|(name, exported)| (name, inner(exported))).collect()),
            required: exported.required,
            others: match exported.additional_properties {
                OtherProperties::Schema(exported) => Some(boxed(exported)),
                OtherProperties::Allowed(_) => None,
            },
            items: exported.items.map(boxed),
        }
    }
}

impl ExportedSchema {
    fn types(&self) -> Vec<Type> {
        match self.r#type.as_slice() {
            [] => self.any_of.iter().flat_map(|schema| schema.r#type.as_slice()).copied().collect(),
            named => named.to_vec(),
        }
    }

    /// Whether it accepts any string, and nothing else.
    fn is_any_string(&self) -> bool {
        self.r#type.as_slice() == [Type::String] && self.r#enum.is_none() && self.format.is_none()
    }
}

impl Accepted {
    /// The `$comment` of a definition names the rule that its type enforces, as in the fragments of rules.
    fn of(
        exported: &ExportedSchema,
        is_definition: bool,
        format: Option<&str>,
        listed: Option<&[Json]>,
    ) -> Self {
        let rule = exported.comment.as_deref().and_then(|comment| comment.split(' ').next());
        let is_growing = exported.any_of.iter().any(ExportedSchema::is_any_string);
        match (rule.filter(|_| is_definition), format, listed) {
            (Some(code), ..) if code == INVALID_COUNTRY.code => Self::Country,
            (Some(code), ..) if code == INVALID_WORKFLOW_KEY.code => Self::WorkflowKey,
            (_, Some("date-time"), _) => Self::Timestamp,
            (_, Some("uuid"), _) => Self::Uuid,
            (_, Some("ipv4"), _) => Self::Ip,
            (_, _, Some(values)) if is_definition && !is_growing => Self::List(strings(values).collect()),
            _ => Self::Any,
        }
    }
}

impl Types {
    fn as_slice(&self) -> &[Type] {
        match self {
            Self::One(one) => slice::from_ref(one),
            Self::Several(several) => several,
        }
    }
}

impl Default for Types {
    fn default() -> Self {
        Self::Several(Vec::new())
    }
}

impl Default for OtherProperties {
    fn default() -> Self {
        Self::Allowed(true)
    }
}

impl Type {
    pub(super) fn name(self) -> &'static str {
        match self {
            Self::Null => "null",
            Self::Boolean => "boolean",
            Self::String => "string",
            Self::Array => "array",
            Self::Object => "object",
            Self::Number => "number",
            Self::Integer => "integer",
        }
    }

    pub(super) fn has(self, value: &Shallow<'_>) -> bool {
        match (self, value) {
            // 1.0 is a whole number to JSON Schema.
            (Self::Integer, Shallow::Number(number)) => number.as_f64().is_some_and(|it| it.fract() == 0.0),
            (Self::Null, Shallow::Null)
            | (Self::Boolean, Shallow::Bool(_))
            | (Self::String, Shallow::String(_))
            | (Self::Array, Shallow::Array)
            | (Self::Object, Shallow::Object)
            | (Self::Number, Shallow::Number(_)) => true,
            _ => false,
        }
    }
}

/// The strings among values.
fn strings(values: &[Json]) -> impl Iterator<Item = String> {
    values.iter().filter_map(Json::as_str).map(str::to_owned)
}
