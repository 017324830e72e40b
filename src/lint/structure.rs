//! What the exported schema says of a payload: its shape, and the values that the model's types cannot hold.

use std::{
    collections::{BTreeMap, BTreeSet},
    net::IpAddr,
    slice,
    sync::OnceLock,
};

use serde::Deserialize;
use serde_json::Value as Json;

use super::mended::Mended;
use crate::{
    CountryCode, Flag, Kind, Timestamp, WorkflowKey,
    model::{PERSONAL_DATA, parse_uuid},
    rules::{
        INVALID_COUNTRY, INVALID_IP, INVALID_TIMESTAMP, INVALID_UUID, INVALID_WORKFLOW_KEY, Rule,
        UNKNOWN_VALUE, WRONG_TYPE,
    },
};

/// The exported schema of a kind.
#[derive(Default, Deserialize)]
#[serde(from = "Written")]
pub(super) struct Contract {
    root: Schema,
    definitions: Vec<Schema>,
}

/// A schema, made ready for what is asked of it again and again.
#[derive(Default)]
struct Schema {
    /// The definition that it refers to, `null` aside.
    definition: Option<usize>,
    is_personal: bool,
    example: Option<Json>,
    /// The types that it names; where it names none, those of its alternatives.
    types: Vec<Type>,
    holder: Holder,
    properties: Option<BTreeMap<String, Schema>>,
    required: Vec<String>,
    /// Whether there are no other properties.
    is_closed: bool,
    /// What other properties are, where that is said.
    others: Option<Box<Schema>>,
    items: Option<Box<Schema>>,
    /// The values that are known, whether others may follow or not.
    listed: Option<BTreeSet<String>>,
    /// Whether others may follow.
    is_growing: bool,
    is_time: bool,
}

/// What holds a value in the model, besides the types that JSON has.
#[derive(Default)]
enum Holder {
    #[default]
    Any,
    Country,
    WorkflowKey,
    Timestamp,
    Flag,
    Uuid,
    Ip,
    /// One of these.
    List(Vec<String>),
}

/// A schema as it is written, as far as anything is asked of it.
#[derive(Default, Deserialize)]
#[serde(default, rename_all = "camelCase")]
struct Written {
    #[serde(rename = "$ref")]
    reference: Option<String>,
    #[serde(rename = "$comment")]
    comment: Option<String>,
    #[serde(rename = "$defs")]
    definitions: BTreeMap<String, Written>,
    r#type: Types,
    any_of: Vec<Written>,
    properties: Option<BTreeMap<String, Written>>,
    required: Vec<String>,
    additional_properties: Others,
    items: Option<Box<Written>>,
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
enum Others {
    Allowed(bool),
    Schema(Box<Written>),
}

/// The schema of a place in a payload.
#[derive(Clone, Copy)]
pub(super) struct Field<'a> {
    contract: &'a Contract,
    /// As it stands at the place; `None` where the schema knows of no such place.
    schema: Option<&'a Schema>,
    /// With references and `null` resolved.
    resolved: Option<&'a Schema>,
    /// Of an item or a member whose name is free, an example in that of its array or object.
    outer_example: Option<&'a Json>,
    is_personal: bool,
}

/// A rule that a value breaks, and what the value could be.
pub(super) struct Breach {
    pub(super) rule: &'static Rule,
    pub(super) options: Vec<String>,
}

impl Contract {
    pub(super) fn of(kind: Kind) -> &'static Self {
        static CONTRACTS: [OnceLock<Contract>; Kind::ALL.len()] =
            [const { OnceLock::new() }; Kind::ALL.len()];
        // Always succeeds on what the build exported; the tests hold every schema to its metaschema.
        let read = || serde_json::from_str(kind.schema()).unwrap_or_default();
        CONTRACTS[kind as usize].get_or_init(read)
    }

    /// The fields that a payload of this kind needs.
    pub(super) fn required(&self) -> impl Iterator<Item = &str> {
        self.root().required()
    }

    pub(super) fn has_field(&self, name: &str) -> bool {
        self.root().has_field(name)
    }

    /// The schema of the whole payload.
    pub(super) fn root(&self) -> Field<'_> {
        Field { contract: self, schema: None, resolved: None, outer_example: None, is_personal: false }
            .inner(Some(&self.root), None)
    }
}

impl From<Written> for Contract {
    fn from(mut root: Written) -> Self {
        let definitions = std::mem::take(&mut root.definitions);
        let names: Vec<_> = definitions.keys().cloned().collect();
        let definition = |(name, written): (String, Written)| Schema::of(written, &name, &names);
        let definitions = definitions.into_iter().map(definition).collect();
        Self { root: Schema::of(root, "", &names), definitions }
    }
}

impl Schema {
    /// Reads a schema. `name` is that of its definition, if it is one; `names` are those of all, in order.
    fn of(written: Written, name: &str, names: &[String]) -> Self {
        let inner = |written| Self::of(written, "", names);
        let boxed = |written: Box<Written>| Box::new(inner(*written));
        let alternative = written.any_of.iter().find(|schema| schema.reference.is_some());
        let reference = alternative.unwrap_or(&written).reference.as_deref();
        let referred = reference.and_then(|reference| reference.strip_prefix("#/$defs/"));
        let first = written.any_of.first();
        let format = written.format.as_deref().or_else(|| first?.format.as_deref());
        let listed = written.r#enum.as_ref().or_else(|| first?.r#enum.as_ref());
        Self {
            definition: referred.and_then(|name| names.binary_search_by(|it| it.as_str().cmp(name)).ok()),
            is_personal: written.comment.as_deref() == Some(PERSONAL_DATA),
            types: written.types(),
            holder: Holder::of(name, format, written.r#enum.as_deref()),
            is_closed: matches!(written.additional_properties, Others::Allowed(false)),
            listed: listed.map(|values| texts(values).collect()),
            is_growing: written.any_of.iter().any(Written::is_any_text),
            is_time: written.format.as_deref() == Some("date-time"),
            example: written.examples.into_iter().next(),
            properties: written
                .properties
                .map(|fields| fields.into_iter().map(|(name, written)| (name, inner(written))).collect()),
            required: written.required,
            others: match written.additional_properties {
                Others::Schema(written) => Some(boxed(written)),
                Others::Allowed(_) => None,
            },
            items: written.items.map(boxed),
        }
    }
}

impl Written {
    fn types(&self) -> Vec<Type> {
        match self.r#type.as_slice() {
            [] => self.any_of.iter().flat_map(|schema| schema.r#type.as_slice()).copied().collect(),
            named => named.to_vec(),
        }
    }

    /// Whether it says that a value is a text, and no more.
    fn is_any_text(&self) -> bool {
        self.r#type.as_slice() == [Type::String] && self.r#enum.is_none() && self.format.is_none()
    }
}

impl Holder {
    /// What holds the values of a definition, or of a schema without a name.
    fn of(name: &str, format: Option<&str>, values: Option<&[Json]>) -> Self {
        match (name, format) {
            ("CountryCode", _) => Self::Country,
            ("WorkflowKey", _) => Self::WorkflowKey,
            ("Timestamp", _) => Self::Timestamp,
            ("Flag", _) => Self::Flag,
            (_, Some("uuid")) => Self::Uuid,
            (_, Some("ipv4")) => Self::Ip,
            ("", _) => Self::Any,
            _ => values.map_or(Self::Any, |values| Self::List(texts(values).collect())),
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

impl Default for Others {
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

    fn has(self, value: &Mended<'_>) -> bool {
        match (self, value) {
            // 1.0 is a whole number to JSON Schema.
            (Self::Integer, Mended::Number(number)) => number.as_f64().is_some_and(|it| it.fract() == 0.0),
            (Self::Null, Mended::Null)
            | (Self::Boolean, Mended::Bool(_))
            | (Self::String, Mended::Text(_))
            | (Self::Array, Mended::Array(_))
            | (Self::Object, Mended::Object(_))
            | (Self::Number, Mended::Number(_)) => true,
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

    /// The schema of the items.
    pub(super) fn item(self) -> Self {
        let schema = self.resolved.and_then(|schema| schema.items.as_deref());
        self.inner(schema, self.example().and_then(|example| example.get(0)))
    }

    fn inner(self, schema: Option<&'a Schema>, outer_example: Option<&'a Json>) -> Self {
        // What is not known is better taken for personal.
        let is_marked = schema.is_none_or(|schema| schema.is_personal);
        let definition = schema.and_then(|schema| self.contract.definitions.get(schema.definition?));
        let resolved = definition.or(schema);
        Self { schema, resolved, outer_example, is_personal: self.is_personal || is_marked, ..self }
    }

    /// An example of what may stand at the place.
    fn example(self) -> Option<&'a Json> {
        let own = self.schema?.example.as_ref();
        own.or_else(|| self.resolved?.example.as_ref()).or(self.outer_example)
    }

    /// What can stand for a value at the place: an example, or what is simplest.
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

    /// The fields that must be there.
    pub(super) fn required(self) -> impl Iterator<Item = &'a str> {
        self.resolved.into_iter().flat_map(|schema| &schema.required).map(String::as_str)
    }

    /// The fields that there are.
    pub(super) fn names(self) -> impl Iterator<Item = &'a str> {
        let fields = self.resolved.and_then(|schema| schema.properties.as_ref());
        fields.into_iter().flatten().map(|(name, _)| name.as_str())
    }

    /// Whether this field is one of those that there are.
    pub(super) fn has_field(self, name: &str) -> bool {
        let fields = self.resolved.and_then(|schema| schema.properties.as_ref());
        fields.is_some_and(|fields| fields.contains_key(name))
    }

    /// Whether there are no other fields.
    pub(super) fn is_closed(self) -> bool {
        self.resolved.is_some_and(|schema| schema.is_closed)
    }

    /// Whether the place is an object whose fields are named, so that others are new.
    pub(super) fn names_fields(self) -> bool {
        self.resolved.is_some_and(|schema| schema.properties.is_some())
    }

    /// Whether the schema knows of the place.
    pub(super) fn is_known(self) -> bool {
        self.schema.is_some()
    }

    /// Whether the place says something of a person.
    pub(super) fn is_personal(self) -> bool {
        self.is_personal
    }

    /// What keeps the model's types from holding a value; of an array or an object only that it is one. Everything
    /// else, the model can hold, and `check` speaks of it.
    pub(super) fn breach(self, value: &Mended<'_>) -> Option<Breach> {
        let Schema { types, holder, .. } = self.resolved?;
        let mut types = types.iter().filter(|it| **it != Type::Null).peekable();
        if types.peek().is_some() && !types.clone().any(|it| it.has(value)) {
            let is_bad_key = matches!(holder, Holder::WorkflowKey) && matches!(value, Mended::Number(_));
            let rule = if is_bad_key { &INVALID_WORKFLOW_KEY } else { &WRONG_TYPE };
            let mut options: Vec<_> = types.map(|it| it.name().to_owned()).collect();
            options.dedup();
            return Some(Breach { rule, options });
        }
        let (is_held, rule): (bool, &'static Rule) = match holder {
            Holder::Any => return None,
            Holder::Country => (is::<CountryCode>(value), &INVALID_COUNTRY),
            Holder::WorkflowKey => (is::<WorkflowKey>(value), &INVALID_WORKFLOW_KEY),
            Holder::Timestamp => (is::<Timestamp>(value), &INVALID_TIMESTAMP),
            Holder::Flag => (is::<Flag>(value), &UNKNOWN_VALUE),
            Holder::Uuid => (value.text().and_then(parse_uuid).is_some(), &INVALID_UUID),
            Holder::Ip => (is::<IpAddr>(value), &INVALID_IP),
            Holder::List(values) => (values.iter().any(|it| value.text() == Some(it)), &UNKNOWN_VALUE),
        };
        let options = || match holder {
            Holder::Flag => [true, false].map(|it| it.to_string()).into(),
            Holder::List(values) => values.clone(),
            _ => Vec::new(),
        };
        (!is_held).then(|| Breach { rule, options: options() })
    }

    /// Whether a value is none of those that are known of the place, though others may follow.
    pub(super) fn is_new(self, value: &str) -> bool {
        let growing = self.resolved.filter(|schema| schema.is_growing);
        growing.and_then(|schema| schema.listed.as_ref()).is_some_and(|known| !known.contains(value))
    }

    /// Whether a value at the place may be shown: it is one of a closed list, and says nothing of a person.
    pub(super) fn is_public(self, value: &Mended<'_>) -> bool {
        let Some(schema) = self.resolved.filter(|_| !self.is_personal) else { return false };
        match value {
            Mended::Bool(_) => true,
            Mended::Number(number) => number.is_u64() && schema.types.contains(&Type::Integer),
            Mended::Text(text) => {
                let is_listed = schema.listed.as_ref().is_some_and(|listed| listed.contains(*text));
                is_listed || (schema.is_time && is::<Timestamp>(value))
            }
            _ => false,
        }
    }
}

/// The texts among values.
fn texts(values: &[Json]) -> impl Iterator<Item = String> {
    values.iter().filter_map(Json::as_str).map(str::to_owned)
}

/// Whether the model's type can hold a value.
fn is<'v, T: Deserialize<'v>>(value: &'v Mended<'_>) -> bool {
    T::deserialize(value).is_ok()
}
