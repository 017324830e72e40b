//! The schema of a value in a payload: what linting asks about it.

use std::{net::IpAddr, str::FromStr};

use serde_json::Value as Json;

use super::{
    schema::{Accepted, PayloadSchema, Subschema, Type},
    shallow::Shallow,
};
use crate::{
    defect::{Defect, Fault},
    json::{tokens, unescaped},
    kind::Kind,
    model::{CountryCode, Timestamp, WorkflowKey, parse_uuid},
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

/// The schema of a value in a payload.
#[derive(Clone, Copy)]
pub(super) struct Field<'a> {
    payload: &'a PayloadSchema,
    /// The schema as exported; `None` if the payload's schema does not describe the value.
    schema: Option<&'a Subschema>,
    /// The schema with references and `null` resolved.
    resolved: Option<&'a Subschema>,
    is_personal: bool,
}

impl Field<'static> {
    /// The schema of a whole payload.
    pub(super) fn of(kind: Kind) -> Self {
        let payload = PayloadSchema::of(kind);
        Self { payload, schema: None, resolved: None, is_personal: false }.inner(Some(&payload.root))
    }
}

impl<'a> Field<'a> {
    /// The schema of a member.
    pub(super) fn member(self, key: &str) -> Self {
        let Some(schema) = self.resolved else { return self.inner(None) };
        let named = schema.properties.as_ref().and_then(|fields| fields.get(key));
        self.inner(named.or(schema.others.as_deref()))
    }

    /// The schema of array elements.
    pub(super) fn item(self) -> Self {
        self.inner(self.resolved.and_then(|schema| schema.items.as_deref()))
    }

    /// The schema of the value at a JSON Pointer.
    pub(super) fn at(self, pointer: &str) -> Self {
        tokens(pointer).map(unescaped).fold(self, |field, token| match field.resolved {
            Some(Subschema { items: Some(_), .. }) => field.item(),
            _ => field.member(&token),
        })
    }

    fn inner(self, schema: Option<&'a Subschema>) -> Self {
        // An unknown value may be personal.
        let is_marked = schema.is_none_or(|schema| schema.is_personal);
        let definition = schema.and_then(|schema| self.payload.definitions.get(schema.definition?));
        let resolved = definition.or(schema);
        Self { schema, resolved, is_personal: self.is_personal || is_marked, ..self }
    }

    /// An example of the value.
    fn example(self) -> Option<&'a Json> {
        self.schema?.example.as_ref().or_else(|| self.resolved?.example.as_ref())
    }

    /// What the schema says about the value: the description of the field, or that of its type.
    pub(super) fn description(self) -> &'a str {
        let texts =
            [self.schema, self.resolved].into_iter().flatten().map(|schema| schema.description.as_str());
        texts.into_iter().find(|text| !text.is_empty()).unwrap_or_default()
    }

    /// What the description says about one of the listed values.
    pub(super) fn meaning_of(self, value: &str) -> &'a str {
        let start = format!("- `{value}`: ");
        let descriptions =
            [self.schema, self.resolved].into_iter().flatten().map(|schema| schema.description.lines());
        descriptions.flatten().find_map(|line| line.strip_prefix(&start)).unwrap_or_default()
    }

    /// The values that the model's type accepts.
    pub(super) fn accepted(self) -> Option<&'a Accepted> {
        self.resolved.map(|schema| &schema.accepted)
    }

    /// The known values, whether the list is closed or not.
    pub(super) fn listed(self) -> impl Iterator<Item = &'a str> {
        let listed = self.resolved.and_then(|schema| schema.listed.as_ref());
        listed.into_iter().flatten().map(String::as_str)
    }

    /// The type of the value, if there is only one beside `null`.
    pub(super) fn only_type(self) -> Option<Type> {
        let mut types = self.resolved?.types.iter().filter(|it| **it != Type::Null);
        types.next().filter(|first| types.all(|it| it == *first)).copied()
    }

    /// The paragraph of the documentation that mentions another name of the field.
    pub(super) fn remark(self, name: &str) -> Option<&'a str> {
        let name = format!("{name}`");
        self.schema?.description.split("\n\n").find(|paragraph| paragraph.contains(&name))
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

    /// Why the model cannot represent this value. For arrays and objects only the JSON type is checked, and limits are
    /// left to the model.
    pub(super) fn breach(self, value: &Shallow<'_>) -> Option<Breach<'a>> {
        let resolved = self.resolved?;
        let accepted = &resolved.accepted;
        // A definition may have alternatives beside it, such as a string.
        let beside = self.schema.filter(|schema| schema.definition.is_some());
        let types = resolved.types.iter().chain(beside.into_iter().flat_map(|schema| &schema.types));
        let mut types = types.filter(|it| **it != Type::Null).peekable();
        if types.peek().is_some() && !types.clone().any(|it| it.has(value)) {
            if matches!(accepted, Accepted::WorkflowKey) && matches!(value, Shallow::Number(_)) {
                return Some(Breach { rule: &INVALID_WORKFLOW_KEY, expected: Expected::Any });
            }
            let mut expected: Vec<_> = types.map(|it| it.name()).collect();
            expected.dedup();
            return Some(Breach { rule: &WRONG_TYPE, expected: Expected::Types(expected) });
        }
        let (is_accepted, rule): (bool, &'static Rule) = match accepted {
            Accepted::Any => return None,
            Accepted::Country => (is::<CountryCode>(value), &INVALID_COUNTRY),
            Accepted::WorkflowKey => (is_workflow_key(value), &INVALID_WORKFLOW_KEY),
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
    pub(super) fn is_public(self, value: &Shallow<'_>) -> bool {
        let Some(schema) = self.resolved.filter(|_| !self.is_personal) else { return false };
        match value {
            Shallow::Bool(_) => true,
            Shallow::Number(number) => number.is_u64() && schema.types.contains(&Type::Integer),
            Shallow::String(text) => {
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
            Expected::Any => self.rule.describe(&Fault::of(value)),
        }
    }
}

/// Whether a value is a string that a type of the model accepts.
fn is<T: FromStr>(value: &Shallow<'_>) -> bool {
    value.text().is_some_and(|text| text.parse::<T>().is_ok())
}

fn is_workflow_key(value: &Shallow<'_>) -> bool {
    serde_json::from_str::<WorkflowKey>(&Json::from(value).to_string()).is_ok()
}
