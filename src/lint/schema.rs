//! The exported schema of a payload, parsed at run time: its structure, and the values that the model's types accept.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
    slice,
    sync::OnceLock,
};

use serde::Deserialize;
use serde_json::Value as Json;

use super::recovered::Recovered;
use crate::{
    defect::{Defect, Fault},
    kind::Kind,
    model::{CountryCode, PERSONAL_DATA, Timestamp, WorkflowKey, parse_uuid},
    rule::Rule,
    rules::{
        contact::INVALID_IP,
        country::INVALID_COUNTRY,
        identifier::{INVALID_UUID, INVALID_WORKFLOW_KEY},
        structure::{WRONG_TYPE, wrong_type},
        time::INVALID_TIMESTAMP,
        vocabulary::UNKNOWN_VALUE,
    },
};

/// The exported schema of a kind.
#[derive(Default, Deserialize)]
#[serde(from = "ExportedSchema")]
pub(super) struct PayloadSchema {
    root: Subschema,
    definitions: Vec<Subschema>,
}

/// A schema, prepared for frequent queries.
#[derive(Default)]
struct Subschema {
    /// The definition that it refers to, alone or as an alternative to `null`.
    definition: Option<usize>,
    is_personal: bool,
    example: Option<Json>,
    /// Its types; those of its alternatives if it has none itself.
    types: Vec<Type>,
    accepted: Accepted,
    properties: Option<BTreeMap<String, Subschema>>,
    required: Vec<String>,
    /// Whether it allows no other properties.
    is_closed: bool,
    /// The schema of other properties, if any.
    others: Option<Box<Subschema>>,
    items: Option<Box<Subschema>>,
    /// The known values, whether the list is closed or not.
    listed: Option<BTreeSet<String>>,
    /// Whether the list may grow.
    is_growing: bool,
    is_time: bool,
}

/// The values of the right JSON type that the model's type accepts.
#[derive(Default)]
enum Accepted {
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
enum Type {
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

/// The schema of a value in a payload.
#[derive(Clone, Copy)]
pub(super) struct Field<'a> {
    payload: &'a PayloadSchema,
    /// The schema as exported; `None` if the payload's schema does not describe the value.
    schema: Option<&'a Subschema>,
    /// The schema with references and `null` resolved.
    resolved: Option<&'a Subschema>,
    /// For an array element, or a member with any name: an example taken from that of its array or object.
    outer_example: Option<&'a Json>,
    is_personal: bool,
}

impl PayloadSchema {
    pub(super) fn of(kind: Kind) -> &'static Self {
        static SCHEMAS: [OnceLock<PayloadSchema>; Kind::ALL.len()] =
            [const { OnceLock::new() }; Kind::ALL.len()];
        // Exported schemas can always be parsed; the tests validate each against its metaschema.
        let read = || serde_json::from_str(kind.schema()).unwrap_or_default();
        SCHEMAS[kind as usize].get_or_init(read)
    }

    /// The required fields of the payload.
    pub(super) fn required(&self) -> impl Iterator<Item = &str> {
        self.root().required()
    }

    pub(super) fn has_field(&self, name: &str) -> bool {
        self.root().has_field(name)
    }

    /// The schema of the whole payload.
    pub(super) fn root(&self) -> Field<'_> {
        Field { payload: self, schema: None, resolved: None, outer_example: None, is_personal: false }
            .inner(Some(&self.root), None)
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
        match (rule, format, listed) {
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
    fn name(self) -> &'static str {
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

    fn has(self, value: &Recovered<'_>) -> bool {
        match (self, value) {
            // 1.0 is a whole number to JSON Schema.
            (Self::Integer, Recovered::Number(number)) => number.as_f64().is_some_and(|it| it.fract() == 0.0),
            (Self::Null, Recovered::Null)
            | (Self::Boolean, Recovered::Bool(_))
            | (Self::String, Recovered::String(_))
            | (Self::Array, Recovered::Array(_))
            | (Self::Object, Recovered::Object(_))
            | (Self::Number, Recovered::Number(_)) => true,
            _ => false,
        }
    }
}

impl<'a> Field<'a> {
    /// The schema of a member.
    pub(super) fn member(self, key: &str) -> Self {
        let Some(schema) = self.resolved else { return self.inner(None, None) };
        if let Some(schema) = schema.properties.as_ref().and_then(|fields| fields.get(key)) {
            return self.inner(Some(schema), None);
        }
        let Some(others) = schema.others.as_deref() else { return self.inner(None, None) };
        let mut examples = self.example().and_then(Json::as_object).into_iter().flatten();
        self.inner(Some(others), examples.next().map(|(_, example)| example))
    }

    /// The schema of array elements.
    pub(super) fn item(self) -> Self {
        let schema = self.resolved.and_then(|schema| schema.items.as_deref());
        self.inner(schema, self.example().and_then(|example| example.get(0)))
    }

    fn inner(self, schema: Option<&'a Subschema>, outer_example: Option<&'a Json>) -> Self {
        // An unknown value may be personal.
        let is_marked = schema.is_none_or(|schema| schema.is_personal);
        let definition = schema.and_then(|schema| self.payload.definitions.get(schema.definition?));
        let resolved = definition.or(schema);
        Self { schema, resolved, outer_example, is_personal: self.is_personal || is_marked, ..self }
    }

    /// An example of the value.
    fn example(self) -> Option<&'a Json> {
        let own = self.schema?.example.as_ref();
        own.or_else(|| self.resolved?.example.as_ref()).or(self.outer_example)
    }

    /// A value to use instead of one that cannot be read: an example, or the simplest value of its type.
    pub(super) fn stand_in(self) -> Json {
        let simplest = || match self.resolved.and_then(|schema| schema.types.first()) {
            Some(Type::String) => Json::from(""),
            Some(Type::Boolean) => Json::from(false),
            Some(Type::Integer | Type::Number) => Json::from(0),
            Some(Type::Array) => Json::from(Vec::<Json>::new()),
            Some(Type::Object) => Json::Object(serde_json::Map::new()),
            Some(Type::Null) | None => Json::Null,
        };
        self.example().cloned().unwrap_or_else(simplest)
    }

    /// The required fields.
    pub(super) fn required(self) -> impl Iterator<Item = &'a str> {
        self.resolved.into_iter().flat_map(|schema| &schema.required).map(String::as_str)
    }

    /// The names of all fields.
    pub(super) fn names(self) -> impl Iterator<Item = &'a str> {
        let fields = self.resolved.and_then(|schema| schema.properties.as_ref());
        fields.into_iter().flatten().map(|(name, _)| name.as_str())
    }

    /// Whether the object has a field of this name.
    pub(super) fn has_field(self, name: &str) -> bool {
        let fields = self.resolved.and_then(|schema| schema.properties.as_ref());
        fields.is_some_and(|fields| fields.contains_key(name))
    }

    /// Whether unknown fields are rejected.
    pub(super) fn is_closed(self) -> bool {
        self.resolved.is_some_and(|schema| schema.is_closed)
    }

    /// Whether the fields of the object are named, so that others are new.
    pub(super) fn names_fields(self) -> bool {
        self.resolved.is_some_and(|schema| schema.properties.is_some())
    }

    /// Whether the names of the fields are free, and their values have a schema.
    pub(super) fn is_map(self) -> bool {
        self.resolved.is_some_and(|schema| schema.others.is_some() && schema.properties.is_none())
    }

    /// Whether the schema describes the value.
    pub(super) fn is_known(self) -> bool {
        self.schema.is_some()
    }

    /// Whether the value may reveal something about a person.
    pub(super) fn is_personal(self) -> bool {
        self.is_personal
    }

    /// Why the model cannot represent this value. For arrays and objects only the JSON type is checked; everything
    /// else is checked after deserialization.
    pub(super) fn breach(self, value: &Recovered<'_>) -> Option<Breach<'a>> {
        let Subschema { types, accepted, .. } = self.resolved?;
        let mut types = types.iter().filter(|it| **it != Type::Null).peekable();
        if types.peek().is_some() && !types.clone().any(|it| it.has(value)) {
            if matches!(accepted, Accepted::WorkflowKey) && matches!(value, Recovered::Number(_)) {
                return Some(Breach { rule: &INVALID_WORKFLOW_KEY, expected: Expected::Any });
            }
            let mut expected: Vec<_> = types.map(|it| it.name()).collect();
            expected.dedup();
            return Some(Breach { rule: &WRONG_TYPE, expected: Expected::Types(expected) });
        }
        let (is_accepted, rule): (bool, &'static Rule) = match accepted {
            Accepted::Any => return None,
            Accepted::Country => (is::<CountryCode>(value), &INVALID_COUNTRY),
            Accepted::WorkflowKey => (is::<WorkflowKey>(value), &INVALID_WORKFLOW_KEY),
            Accepted::Timestamp => (is::<Timestamp>(value), &INVALID_TIMESTAMP),
            Accepted::Uuid => (value.text().and_then(parse_uuid).is_some(), &INVALID_UUID),
            Accepted::Ip => (is::<IpAddr>(value), &INVALID_IP),
            Accepted::List(values) => {
                (value.text().is_none_or(|text| values.iter().any(|it| it == text)), &UNKNOWN_VALUE)
            }
        };
        let expected = match accepted {
            Accepted::List(values) => Expected::Values(values),
            _ => Expected::Any,
        };
        (!is_accepted).then_some(Breach { rule, expected })
    }

    /// Whether a value is not in a list that may grow.
    pub(super) fn is_new(self, value: &str) -> bool {
        let growing = self.resolved.filter(|schema| schema.is_growing);
        growing.and_then(|schema| schema.listed.as_ref()).is_some_and(|known| !known.contains(value))
    }

    /// Whether a value may be displayed: it is a known value, and reveals nothing about a person.
    pub(super) fn is_public(self, value: &Recovered<'_>) -> bool {
        let Some(schema) = self.resolved.filter(|_| !self.is_personal) else { return false };
        match value {
            Recovered::Bool(_) => true,
            Recovered::Number(number) => number.is_u64() && schema.types.contains(&Type::Integer),
            Recovered::String(text) => {
                let is_listed = schema.listed.as_ref().is_some_and(|listed| listed.contains(*text));
                is_listed || (schema.is_time && is::<Timestamp>(value))
            }
            _ => false,
        }
    }
}

/// Why the model cannot represent a value.
pub(super) struct Breach<'a> {
    pub(super) rule: &'static Rule,
    expected: Expected<'a>,
}

enum Expected<'a> {
    /// JSON types, by name.
    Types(Vec<&'static str>),
    Values(&'a [String]),
    Any,
}

impl Breach<'_> {
    pub(super) fn describe(self, value: &Json, is_personal: bool) -> Defect {
        match self.expected {
            Expected::Types(types) => wrong_type(value, &types),
            Expected::Values(values) => {
                self.rule.describe(&Fault { accepted: values.to_vec(), is_personal, ..Fault::of(value) })
            }
            Expected::Any => self.rule.describe(&Fault { is_personal, ..Fault::of(value) }),
        }
    }
}

/// The strings among values.
fn strings(values: &[Json]) -> impl Iterator<Item = String> {
    values.iter().filter_map(Json::as_str).map(str::to_owned)
}

/// Whether a type of the model accepts a value.
fn is<'v, T: Deserialize<'v>>(value: &'v Recovered<'_>) -> bool {
    T::deserialize(value).is_ok()
}
