//! What the exported schema says of a payload: its shape, and the values that the model's types cannot hold.

use std::sync::OnceLock;

use jsonschema::{
    ValidationError, Validator,
    error::{TypeKind, ValidationErrorKind},
};
use serde_json::Value as Json;

use super::tree::{child_pointer, tokens};
use crate::{
    Kind,
    model::PERSONAL_DATA,
    rules::{
        INVALID_COUNTRY, INVALID_IP, INVALID_TIMESTAMP, INVALID_UUID, INVALID_WORKFLOW_KEY, Rule,
        UNKNOWN_VALUE, WRONG_TYPE,
    },
};

/// The exported schema of a kind, ready for use.
pub(super) struct Contract {
    schema: Json,
    /// Made when it is needed: telling the kind of a payload takes the schemas alone.
    validator: OnceLock<Option<Validator>>,
}

/// The schema of a place in a payload.
#[derive(Clone, Copy)]
pub(super) struct Field<'a> {
    root: &'a Json,
    /// As it stands at the place; `None` where the schema knows of no such place.
    schema: Option<&'a Json>,
    is_personal: bool,
}

/// A defect of the structure.
pub(super) enum Defect {
    /// The value at the pointer breaks a rule; `options` is what it could be.
    Value { pointer: String, rule: &'static Rule, options: Vec<String> },
    /// An object lacks a field.
    Missing { pointer: String, name: String },
    /// An object has a field too many; `options` is what there is.
    Unknown { pointer: String, key: String, options: Vec<String> },
}

impl Contract {
    pub(super) fn of(kind: Kind) -> &'static Self {
        static CONTRACTS: [OnceLock<Contract>; Kind::ALL.len()] =
            [const { OnceLock::new() }; Kind::ALL.len()];
        CONTRACTS[kind as usize].get_or_init(|| Self::new(kind))
    }

    fn new(kind: Kind) -> Self {
        // Always succeeds on what the build exported; the tests hold every schema to its metaschema.
        let schema = serde_json::from_str(kind.schema()).unwrap_or_default();
        Self { schema, validator: OnceLock::new() }
    }

    fn validator(&self) -> Option<&Validator> {
        let make = || jsonschema::options().should_validate_formats(true).build(&self.schema).ok();
        self.validator.get_or_init(make).as_ref()
    }

    /// The fields that a payload of this kind needs.
    pub(super) fn required(&self) -> impl Iterator<Item = &str> {
        self.schema["required"].as_array().into_iter().flatten().filter_map(Json::as_str)
    }

    pub(super) fn has_field(&self, name: &str) -> bool {
        self.schema["properties"].get(name).is_some()
    }

    /// Everything that the schema finds and the model's types could not hold.
    pub(super) fn defects(&self, payload: &Json) -> Vec<Defect> {
        let mut defects = Vec::new();
        for error in self.validator().into_iter().flat_map(|it| it.iter_errors(payload)) {
            self.collect(&error, &mut defects);
        }
        defects
    }

    fn collect(&self, error: &ValidationError<'_>, defects: &mut Vec<Defect>) {
        let pointer = error.instance_path().as_str();
        match error.kind() {
            ValidationErrorKind::AnyOf { context } | ValidationErrorKind::OneOfNotValid { context } => {
                for error in context.iter().filter(|branch| !is_about_null(branch)).flatten() {
                    self.collect(error, defects);
                }
            }
            ValidationErrorKind::Required { property } => {
                let name = property.as_str().unwrap_or_default().to_owned();
                defects.push(Defect::Missing { pointer: child_pointer(pointer, &name), name });
            }
            ValidationErrorKind::AdditionalProperties { unexpected } => {
                let options = self.field(pointer).names();
                defects.extend(unexpected.iter().map(|key| Defect::Unknown {
                    pointer: child_pointer(pointer, key),
                    key: key.clone(),
                    options: options.clone(),
                }));
            }
            kind => {
                let Some(rule) = rule_of(error) else { return };
                let is_known = |defect: &Defect| matches!(defect, Defect::Value { pointer: other, .. } if other == pointer);
                if !defects.iter().any(is_known) {
                    let options = options(kind);
                    defects.push(Defect::Value { pointer: pointer.to_owned(), rule, options });
                }
            }
        }
    }

    /// The schema of the whole payload.
    pub(super) fn root(&self) -> Field<'_> {
        let is_personal = self.schema["$comment"] == PERSONAL_DATA;
        Field { root: &self.schema, schema: Some(&self.schema), is_personal }
    }

    /// The schema of what a pointer points at.
    pub(super) fn field(&self, pointer: &str) -> Field<'_> {
        tokens(pointer).fold(self.root(), |field, token| field.child(&token))
    }

    /// The example that the schema carries of what a pointer points at.
    pub(super) fn example(&self, pointer: &str) -> Option<Json> {
        self.field(pointer).example().or_else(|| {
            // An item has none of its own: the first of its array's.
            let (array, _) = pointer.rsplit_once('/')?;
            self.field(array).example()?.get(0).cloned()
        })
    }
}

impl<'a> Field<'a> {
    /// The schema of a member or an item.
    pub(super) fn child(self, token: &str) -> Self {
        let inner = |schema: &'a Json| schema["properties"].get(token).or_else(|| schema.get("items"));
        let schema = self.resolved().and_then(inner);
        // What is not known is better taken for personal.
        let is_marked = schema.is_none_or(|schema| schema["$comment"] == PERSONAL_DATA);
        Self { schema, is_personal: self.is_personal || is_marked, ..self }
    }

    /// The schema with references and `null` resolved.
    fn resolved(self) -> Option<&'a Json> {
        let schema = self.schema?;
        let mut either = schema["anyOf"].as_array().into_iter().flatten();
        let reference = either.find(|schema| schema.get("$ref").is_some()).unwrap_or(schema)["$ref"].as_str();
        let target = reference.and_then(|it| self.root.pointer(it.strip_prefix('#')?));
        Some(target.unwrap_or(schema))
    }

    fn example(self) -> Option<Json> {
        let example = |schema: &Json| schema["examples"].get(0).cloned();
        example(self.schema?).or_else(|| example(self.resolved()?))
    }

    /// The fields that there are.
    fn names(self) -> Vec<String> {
        let fields = self.resolved().and_then(|schema| schema["properties"].as_object());
        fields.into_iter().flatten().map(|(name, _)| name.clone()).collect()
    }

    /// Whether the schema knows of the place.
    pub(super) fn is_known(self) -> bool {
        self.schema.is_some()
    }

    /// Whether the place says something of a person.
    pub(super) fn is_personal(self) -> bool {
        self.is_personal
    }

    /// The values that are known of the place, whether others may follow or not.
    fn listed(self) -> Option<&'a Vec<Json>> {
        let schema = self.resolved()?;
        schema.get("enum").unwrap_or(&schema["anyOf"][0]["enum"]).as_array()
    }

    /// Whether a value is none of those that are known of the place, though others may follow.
    pub(super) fn is_new(self, value: &str) -> bool {
        let is_growing = self.resolved().is_some_and(|schema| schema.get("enum").is_none());
        is_growing && self.listed().is_some_and(|known| known.iter().all(|it| it != value))
    }

    /// Whether the place is an object whose fields are named, so that others are new.
    pub(super) fn names_fields(self) -> bool {
        self.resolved().is_some_and(|schema| schema.get("properties").is_some())
    }

    /// Whether a value at the place may be shown: it is one of a closed list, and says nothing of a person.
    pub(super) fn is_public(self, value: &Json) -> bool {
        let Some(schema) = self.resolved().filter(|_| !self.is_personal) else { return false };
        let is_listed = || self.listed().is_some_and(|options| options.contains(value));
        let is_number =
            || value.as_u64().is_some() && schema["type"].get(0).is_some_and(|it| it == "integer");
        let is_time = || {
            let text = value.as_str().filter(|_| schema["format"] == "date-time");
            text.is_some_and(|text| text.parse::<crate::Timestamp>().is_ok())
        };
        value.is_boolean() || is_listed() || is_number() || is_time()
    }
}

/// Whether a branch of a choice only says that the value is not `null`.
fn is_about_null(branch: &[ValidationError<'static>]) -> bool {
    branch.iter().any(|error| match error.kind() {
        ValidationErrorKind::Type { kind: TypeKind::Single(name) } => name.to_string() == "null",
        _ => false,
    })
}

/// Which rule a broken keyword stands for. `None` for keywords that come from a `#[validate(…)]` attribute: the model
/// can hold what breaks them, and `check` speaks of it.
fn rule_of(error: &ValidationError<'_>) -> Option<&'static Rule> {
    // Types that know their own values have a definition each: `/$defs/CountryCode/enum`.
    let mut path = error.schema_path().as_str().split('/').skip(1);
    let definition = match (path.next(), path.next(), path.next(), path.next()) {
        (Some("$defs"), Some(name), Some(_), None) => Some(name),
        _ => None,
    };
    match (definition, error.kind()) {
        (Some("WorkflowKey"), ValidationErrorKind::Type { .. }) if error.instance().is_number() => {
            Some(&INVALID_WORKFLOW_KEY)
        }
        (_, ValidationErrorKind::Type { .. }) => Some(&WRONG_TYPE),
        (Some("CountryCode"), _) => Some(&INVALID_COUNTRY),
        (Some("WorkflowKey"), _) => Some(&INVALID_WORKFLOW_KEY),
        (Some("Timestamp"), _) => Some(&INVALID_TIMESTAMP),
        (Some(_), ValidationErrorKind::Enum { .. }) => Some(&UNKNOWN_VALUE),
        (_, ValidationErrorKind::Format { format }) => match format.as_str() {
            "uuid" => Some(&INVALID_UUID),
            "ipv4" | "ipv6" => Some(&INVALID_IP),
            _ => None,
        },
        _ => None,
    }
}

/// What the value could be: types or values.
fn options(kind: &ValidationErrorKind) -> Vec<String> {
    match kind {
        ValidationErrorKind::Type { kind: TypeKind::Single(name) } => vec![name.to_string()],
        ValidationErrorKind::Type { kind: TypeKind::Multiple(names) } => {
            names.iter().map(|name| name.to_string()).filter(|name| name != "null").collect()
        }
        ValidationErrorKind::Enum { options } => {
            let options = options.as_array().into_iter().flatten();
            options.map(|it| it.as_str().map_or_else(|| it.to_string(), str::to_owned)).collect()
        }
        _ => Vec::new(),
    }
}
