//! What the exported schema says of a payload: its shape, and the values that the model's types cannot hold.

use std::{net::IpAddr, slice, sync::OnceLock};

use serde::Deserialize;
use serde_json::{Value as Json, json};

use crate::{
    CountryCode, Flag, Kind, Timestamp, WorkflowKey,
    model::{PERSONAL_DATA, parse_uuid},
    rules::{
        INVALID_COUNTRY, INVALID_IP, INVALID_TIMESTAMP, INVALID_UUID, INVALID_WORKFLOW_KEY, Rule,
        UNKNOWN_VALUE, WRONG_TYPE,
    },
};

/// The exported schema of a kind.
pub(super) struct Contract {
    schema: Json,
}

/// The schema of a place in a payload.
#[derive(Clone, Copy)]
pub(super) struct Field<'a> {
    root: &'a Json,
    /// As it stands at the place; `None` where the schema knows of no such place.
    schema: Option<&'a Json>,
    /// With references and `null` resolved, and the name of its definition: this is asked for again and again.
    resolved: Option<(&'a str, &'a Json)>,
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
        let read = || Self { schema: serde_json::from_str(kind.schema()).unwrap_or_default() };
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
        let is_personal = self.schema["$comment"] == PERSONAL_DATA;
        Field {
            root: &self.schema,
            schema: Some(&self.schema),
            resolved: resolved(&self.schema, &self.schema),
            outer_example: None,
            is_personal,
        }
    }
}

impl<'a> Field<'a> {
    /// The schema of a member.
    pub(super) fn member(self, key: &str) -> Self {
        let Some(schema) = self.resolved() else { return self.inner(None, None) };
        if let Some(schema) = schema["properties"].get(key) {
            return self.inner(Some(schema), None);
        }
        let others = schema.get("additionalProperties").filter(|schema| schema.is_object());
        let mut examples = self.example().and_then(Json::as_object).into_iter().flatten();
        self.inner(others, examples.next().map(|(_, example)| example))
    }

    /// The schema of the items.
    pub(super) fn item(self) -> Self {
        let schema = self.resolved().and_then(|schema| schema.get("items"));
        self.inner(schema, self.example().and_then(|example| example.get(0)))
    }

    fn inner(self, schema: Option<&'a Json>, outer_example: Option<&'a Json>) -> Self {
        // What is not known is better taken for personal.
        let is_marked = schema.is_none_or(|schema| schema["$comment"] == PERSONAL_DATA);
        let resolved = schema.and_then(|schema| resolved(self.root, schema));
        Self { schema, resolved, outer_example, is_personal: self.is_personal || is_marked, ..self }
    }

    /// The schema with references and `null` resolved, if there is one.
    fn resolved(self) -> Option<&'a Json> {
        self.resolved.map(|(_, schema)| schema)
    }

    /// An example of what may stand at the place.
    fn example(self) -> Option<&'a Json> {
        let example = |schema: &'a Json| schema["examples"].get(0);
        example(self.schema?).or_else(|| example(self.resolved()?)).or(self.outer_example)
    }

    /// What can stand for a value at the place: an example, or what is simplest.
    pub(super) fn stand_in(self) -> Json {
        let simplest = || match self.resolved().and_then(|schema| types(schema).next()) {
            Some("string") => Json::from(""),
            Some("boolean") => Json::from(false),
            Some("integer" | "number") => Json::from(0),
            Some("array") => Json::from(Vec::<Json>::new()),
            Some("object") => Json::Object(serde_json::Map::new()),
            _ => Json::Null,
        };
        self.example().cloned().unwrap_or_else(simplest)
    }

    /// The fields that must be there.
    pub(super) fn required(self) -> impl Iterator<Item = &'a str> {
        let names = self.resolved().and_then(|schema| schema["required"].as_array());
        names.into_iter().flatten().filter_map(Json::as_str)
    }

    /// The fields that there are.
    pub(super) fn names(self) -> impl Iterator<Item = &'a str> {
        let fields = self.resolved().and_then(|schema| schema["properties"].as_object());
        fields.into_iter().flatten().map(|(name, _)| name.as_str())
    }

    /// Whether this field is one of those that there are.
    pub(super) fn has_field(self, name: &str) -> bool {
        self.resolved().is_some_and(|schema| schema["properties"].get(name).is_some())
    }

    /// Whether there are no other fields.
    pub(super) fn is_closed(self) -> bool {
        self.resolved().is_some_and(|schema| schema["additionalProperties"] == false)
    }

    /// Whether the place is an object whose fields are named, so that others are new.
    pub(super) fn names_fields(self) -> bool {
        self.resolved().is_some_and(|schema| schema.get("properties").is_some())
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
    pub(super) fn breach(self, value: &Json) -> Option<Breach> {
        let (name, schema) = self.resolved?;
        let mut types: Vec<_> = types(schema).filter(|name| *name != "null").collect();
        types.dedup();
        if !types.is_empty() && !types.iter().any(|name| is_of_type(value, name)) {
            let is_bad_key = name == "WorkflowKey" && value.is_number();
            let rule = if is_bad_key { &INVALID_WORKFLOW_KEY } else { &WRONG_TYPE };
            return Some(Breach { rule, options: types.into_iter().map(str::to_owned).collect() });
        }
        let rule = match (name, format(schema)) {
            ("CountryCode", _) if !is::<CountryCode>(value) => &INVALID_COUNTRY,
            ("WorkflowKey", _) if !is::<WorkflowKey>(value) => &INVALID_WORKFLOW_KEY,
            ("Timestamp", _) if !is::<Timestamp>(value) => &INVALID_TIMESTAMP,
            ("Flag", _) if !is::<Flag>(value) => {
                let options = [true, false].map(|it| it.to_string());
                return Some(Breach { rule: &UNKNOWN_VALUE, options: options.into() });
            }
            (_, Some("uuid")) if value.as_str().and_then(parse_uuid).is_none() => &INVALID_UUID,
            (_, Some("ipv4")) if !is::<IpAddr>(value) => &INVALID_IP,
            ("CountryCode" | "WorkflowKey" | "Timestamp" | "Flag" | "", _) => return None,
            _ => {
                let values = schema["enum"].as_array().filter(|values| !values.contains(value))?;
                let options =
                    values.iter().map(|it| it.as_str().map_or_else(|| it.to_string(), str::to_owned));
                return Some(Breach { rule: &UNKNOWN_VALUE, options: options.collect() });
            }
        };
        Some(Breach { rule, options: Vec::new() })
    }

    /// The values that are known of the place, whether others may follow or not.
    fn listed(self) -> Option<&'a Vec<Json>> {
        let schema = self.resolved()?;
        schema.get("enum").unwrap_or(&schema["anyOf"][0]["enum"]).as_array()
    }

    /// Whether a value is none of those that are known of the place, though others may follow.
    pub(super) fn is_new(self, value: &str) -> bool {
        let alternatives = self.resolved().and_then(|schema| schema["anyOf"].as_array());
        let is_growing = alternatives.is_some_and(|any_of| any_of.contains(&json!({"type": "string"})));
        is_growing && self.listed().is_some_and(|known| known.iter().all(|it| it != value))
    }

    /// Whether a value at the place may be shown: it is one of a closed list, and says nothing of a person.
    pub(super) fn is_public(self, value: &Json) -> bool {
        let Some(schema) = self.resolved().filter(|_| !self.is_personal) else { return false };
        let is_listed = || self.listed().is_some_and(|options| options.contains(value));
        let is_number = || value.as_u64().is_some() && types(schema).any(|it| it == "integer");
        let is_time = || schema["format"] == "date-time" && is::<Timestamp>(value);
        value.is_boolean() || is_listed() || is_number() || is_time()
    }
}

/// A schema with references and `null` resolved, if there is one, and the name of its definition.
fn resolved<'a>(root: &'a Json, schema: &'a Json) -> Option<(&'a str, &'a Json)> {
    let mut either = schema["anyOf"].as_array().into_iter().flatten();
    let reference = either.find(|schema| schema.get("$ref").is_some()).unwrap_or(schema)["$ref"].as_str();
    let Some(name) = reference.and_then(|reference| reference.strip_prefix("#/$defs/")) else {
        return Some(("", schema));
    };
    Some((name, root["$defs"].get(name)?))
}

/// The types that a schema names; where it names none, those of its alternatives.
fn types(schema: &Json) -> impl Iterator<Item = &str> {
    let alternatives = schema["anyOf"].as_array().filter(|_| schema.get("type").is_none());
    let named = alternatives.map_or(slice::from_ref(schema), Vec::as_slice).iter().map(|it| &it["type"]);
    named
        .flat_map(|named| match named {
            Json::Array(several) => several.as_slice(),
            one => slice::from_ref(one),
        })
        .filter_map(Json::as_str)
}

fn is_of_type(value: &Json, name: &str) -> bool {
    match name {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        "number" => value.is_number(),
        // 1.0 is a whole number to JSON Schema.
        _ => value.as_f64().is_some_and(|number| number.fract() == 0.0),
    }
}

/// The format that the model's type stands for: its own, or the first that it can have.
fn format(schema: &Json) -> Option<&str> {
    schema.get("format").unwrap_or(&schema["anyOf"][0]["format"]).as_str()
}

/// Whether the model's type can hold a value.
fn is<'v, T: Deserialize<'v>>(value: &'v Json) -> bool {
    T::deserialize(value).is_ok()
}
