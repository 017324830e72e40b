//! A schema as a comparison reads it: what its places say, with references followed.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use percent_encoding::percent_decode_str;
use serde_json::{Map, Value};

use super::types::Types;

/// Keywords that bear on what is accepted, and the types of values that they speak of, by name. All others describe.
const ASSERTIONS: &[(&str, Types)] = &[
    ("$dynamicRef", Types::ALL),
    ("$recursiveRef", Types::ALL),
    ("$ref", Types::ALL),
    ("additionalItems", Types::ARRAY),
    ("additionalProperties", Types::OBJECT),
    ("allOf", Types::ALL),
    ("anyOf", Types::ALL),
    ("const", Types::ALL),
    ("contains", Types::ARRAY),
    ("contentEncoding", Types::STRING),
    ("contentMediaType", Types::STRING),
    ("dependencies", Types::OBJECT),
    ("dependentRequired", Types::OBJECT),
    ("dependentSchemas", Types::OBJECT),
    ("else", Types::ALL),
    ("enum", Types::ALL),
    ("exclusiveMaximum", Types::NUMBER),
    ("exclusiveMinimum", Types::NUMBER),
    ("format", Types::STRING),
    ("if", Types::ALL),
    ("items", Types::ARRAY),
    ("maxContains", Types::ARRAY),
    ("maxItems", Types::ARRAY),
    ("maxLength", Types::STRING),
    ("maxProperties", Types::OBJECT),
    ("maximum", Types::NUMBER),
    ("minContains", Types::ARRAY),
    ("minItems", Types::ARRAY),
    ("minLength", Types::STRING),
    ("minProperties", Types::OBJECT),
    ("minimum", Types::NUMBER),
    ("multipleOf", Types::NUMBER),
    ("not", Types::ALL),
    ("oneOf", Types::ALL),
    ("pattern", Types::STRING),
    ("patternProperties", Types::OBJECT),
    ("prefixItems", Types::ARRAY),
    ("properties", Types::OBJECT),
    ("propertyNames", Types::OBJECT),
    ("required", Types::OBJECT),
    ("then", Types::ALL),
    ("type", Types::ALL),
    ("unevaluatedItems", Types::ARRAY),
    ("unevaluatedProperties", Types::OBJECT),
    ("uniqueItems", Types::ARRAY),
];
/// Those that drafts up to 7 do not know.
const SINCE_2019: &[&str] = &[
    "$dynamicRef",
    "$recursiveRef",
    "dependentRequired",
    "dependentSchemas",
    "maxContains",
    "minContains",
    "prefixItems",
    "unevaluatedItems",
    "unevaluatedProperties",
];
/// Those that name schemas which must hold, too.
const PARTS: [&str; 2] = ["$ref", "allOf"];
const DEFINITIONS: [&str; 2] = ["$defs", "definitions"];

/// What accepts everything, as a schema that is not there does.
static ANYTHING: Value = Value::Bool(true);
/// No JSON Pointer.
const NOWHERE: &str = "nowhere";

/// A schema document.
pub(super) struct Schema {
    root: Value,
    /// Whether it is of draft-07 or before.
    is_old: bool,
    /// The places that have an `$id`, by that.
    ids: HashMap<String, String>,
    /// The same places: references within are read from there.
    resources: HashSet<String>,
    /// How often other places refer to a place.
    uses: HashMap<String, usize>,
    /// References that lead nowhere in the document.
    lost: BTreeSet<String>,
}

impl Schema {
    /// The schema that a JSON document is, if it is one.
    pub(super) fn new(root: Value) -> Option<Self> {
        let is_keyword =
            |key: &String| key.starts_with('$') || key == "definitions" || types_of(key).is_some();
        let is_schema = match &root {
            Value::Object(fields) => fields.is_empty() || fields.keys().any(is_keyword),
            other => other.is_boolean(),
        };
        is_schema.then(|| Self::read(root))
    }

    fn read(root: Value) -> Self {
        let mut ids = HashMap::new();
        let mut references = Vec::new();
        each_object(&root, "", &mut |pointer, object| {
            let id = object.get("$id").and_then(Value::as_str).filter(|id| !id.starts_with('#'));
            if let Some(id) = id {
                ids.insert(id.trim_end_matches('#').to_owned(), pointer.to_owned());
            }
            if let Some(reference) = object.get("$ref").and_then(Value::as_str) {
                references.push((pointer.to_owned(), reference.to_owned()));
            }
        });
        let is_old = root["$schema"].as_str().is_some_and(|it| it.contains("/draft-0"));
        let resources = ids.values().cloned().collect();
        let mut schema = Self { root, is_old, ids, resources, uses: HashMap::new(), lost: BTreeSet::new() };
        for (from, reference) in references {
            match schema.target(&from, &reference) {
                Some(to) if from.starts_with(&format!("{to}/")) => {}
                Some(to) => *schema.uses.entry(to).or_default() += 1,
                None => drop(schema.lost.insert(reference)),
            }
        }
        schema
    }

    pub(super) fn id(&self) -> Option<&str> {
        self.root["$id"].as_str()
    }

    pub(super) fn lost(&self) -> impl Iterator<Item = &str> {
        self.lost.iter().map(String::as_str)
    }

    pub(super) fn whole(&self) -> Place<'_> {
        Place { schema: self, value: &self.root, pointer: String::new(), is_rest: false }
    }

    pub(super) fn definitions(&self) -> BTreeMap<&str, Place<'_>> {
        DEFINITIONS.iter().flat_map(|keyword| self.whole().map(keyword)).collect()
    }

    /// Where a reference leads.
    fn target(&self, from: &str, reference: &str) -> Option<String> {
        let (id, fragment) = reference.split_once('#').unwrap_or((reference, ""));
        let resource = if id.is_empty() { self.resource(from) } else { self.ids.get(id)? };
        let fragment = percent_decode_str(fragment).decode_utf8().ok()?;
        let pointer = format!("{resource}{fragment}");
        self.root.pointer(&pointer).filter(|it| it.is_object() || it.is_boolean())?;
        Some(pointer)
    }

    /// The innermost place around this one that has an `$id`; else the whole document.
    fn resource<'p>(&self, mut pointer: &'p str) -> &'p str {
        while !self.resources.contains(pointer) {
            let Some((outer, _)) = pointer.rsplit_once('/') else { return "" };
            pointer = outer;
        }
        pointer
    }
}

/// The types of values that a keyword speaks of; none where it only describes.
pub(super) fn types_of(keyword: &str) -> Option<Types> {
    let index = ASSERTIONS.binary_search_by_key(&keyword, |(name, _)| name).ok()?;
    Some(ASSERTIONS[index].1)
}

fn each_object(value: &Value, pointer: &str, visit: &mut impl FnMut(&str, &Map<String, Value>)) {
    match value {
        Value::Object(fields) => {
            visit(pointer, fields);
            for (name, value) in fields {
                each_object(value, &format!("{pointer}/{}", escaped(name)), visit);
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                each_object(value, &format!("{pointer}/{index}"), visit);
            }
        }
        _ => {}
    }
}

fn listed_names<'a>(value: &'a Value, pointer: &str) -> BTreeMap<&'a str, String> {
    let names = value.as_array().into_iter().flatten().enumerate();
    names.filter_map(|(index, name)| Some((name.as_str()?, format!("{pointer}/{index}")))).collect()
}

/// A name as JSON Pointers have it.
fn escaped(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// A place in a document where a schema stands.
#[derive(Clone)]
pub(super) struct Place<'a> {
    schema: &'a Schema,
    value: &'a Value,
    pub(super) pointer: String,
    /// Whether it is only what stands beside `allOf` and `$ref`.
    is_rest: bool,
}

impl<'a> Place<'a> {
    /// What a keyword says, where its draft knows it; nothing where it says no more than if it were not there.
    pub(super) fn keyword(&self, name: &str) -> Option<&'a Value> {
        // In old drafts, nothing beside a reference counts.
        let counts = || name == "$ref" || self.value.get("$ref").is_none();
        let is_known = !self.schema.is_old || !SINCE_2019.contains(&name) && counts();
        let is_part = self.is_rest && (name == "allOf" || name == "$ref" && self.target().is_some());
        let says_something = |value: &&Value| match name {
            "minItems" | "minLength" | "minProperties" => value.as_u64() != Some(0),
            "uniqueItems" => **value != Value::Bool(false),
            _ => true,
        };
        self.value.get(name).filter(|_| is_known && !is_part).filter(says_something)
    }

    /// The keywords that bear on what is accepted of some types.
    fn assertions(&self, given: Types) -> impl Iterator<Item = &'a str> {
        let keywords = self.value.as_object().into_iter().flat_map(Map::keys).map(String::as_str);
        let counts = move |name: &&str| types_of(name).is_some_and(|types| types.meets(given));
        keywords.filter(counts).filter(|name| self.keyword(name).is_some())
    }

    pub(super) fn is_anything(&self) -> bool {
        *self.value != Value::Bool(false) && self.assertions(Types::ALL).next().is_none()
    }

    pub(super) fn is_nothing(&self) -> bool {
        *self.value == Value::Bool(false)
    }

    pub(super) fn pointer_to(&self, keyword: &str) -> String {
        format!("{}/{}", self.pointer, escaped(keyword))
    }

    fn inner(&self, value: &'a Value, pointer: String) -> Option<Self> {
        let is_schema = value.is_object() || value.is_boolean();
        is_schema.then_some(Self { value, pointer, is_rest: false, schema: self.schema })
    }

    /// The schema that a keyword holds; without it, what holds in any case.
    pub(super) fn at(&self, keyword: &str) -> Self {
        let schema = self.keyword(keyword).and_then(|value| self.inner(value, self.pointer_to(keyword)));
        schema.unwrap_or_else(|| self.anything())
    }

    /// No place of the document, but what holds where there is none. Of these there is one only, so that none is within
    /// another.
    pub(super) fn anything(&self) -> Self {
        Self { value: &ANYTHING, pointer: NOWHERE.to_owned(), is_rest: false, schema: self.schema }
    }

    /// The schemas that a keyword lists.
    pub(super) fn list(&self, keyword: &str) -> Vec<Self> {
        let items = self.keyword(keyword).and_then(Value::as_array).into_iter().flatten().enumerate();
        let pointer = self.pointer_to(keyword);
        items.filter_map(|(index, value)| self.inner(value, format!("{pointer}/{index}"))).collect()
    }

    /// The schemas that a keyword holds by name.
    pub(super) fn map(&self, keyword: &str) -> BTreeMap<&'a str, Self> {
        let fields = self.keyword(keyword).and_then(Value::as_object).into_iter().flatten();
        let pointer = self.pointer_to(keyword);
        let place = |value, name: &str| self.inner(value, format!("{pointer}/{}", escaped(name)));
        fields.filter_map(|(name, value)| Some((name.as_str(), place(value, name)?))).collect()
    }

    /// Where the reference leads that stands here.
    fn target(&self) -> Option<Self> {
        let pointer = self.schema.target(&self.pointer, self.value.get("$ref")?.as_str()?)?;
        self.inner(self.schema.root.pointer(&pointer)?, pointer)
    }

    /// The reference that stands here, where it leads nowhere in the document.
    pub(super) fn lost_reference(&self) -> Option<&'a Value> {
        self.keyword("$ref").filter(|_| self.target().is_none())
    }

    /// The schemas that must hold besides what this one says itself.
    fn others(&self) -> Vec<Self> {
        let referred = self.target().filter(|_| !self.is_rest);
        self.list("allOf").into_iter().chain(referred).collect()
    }

    /// The schemas that must hold, one of which is what this one says itself.
    pub(super) fn parts(&self) -> Vec<Self> {
        let others = self.others();
        let rest = Self { is_rest: true, ..self.clone() };
        let rest = Some(rest).filter(|rest| others.is_empty() || !rest.is_anything());
        rest.into_iter().chain(others).collect()
    }

    /// The schema that this one only stands for.
    pub(super) fn resolved(&self) -> Self {
        let mut place = self.clone();
        let mut seen = BTreeSet::new();
        while seen.insert(place.pointer.clone()) && place.assertions(Types::ALL).all(|it| PARTS.contains(&it))
        {
            let [other] = &place.others()[..] else { break };
            place = other.clone();
        }
        place
    }

    /// The schemas of which any may hold for values of some types, where that is all that is said of these.
    pub(super) fn any_of(&self, given: Types) -> Option<Vec<Self>> {
        self.keyword("anyOf")?;
        let is_all = self.assertions(given).all(|it| it == "anyOf" || it == "type");
        (is_all && self.declared_types().has(given)).then(|| self.list("anyOf"))
    }

    /// The types that `type` allows.
    pub(super) fn declared_types(&self) -> Types {
        if self.is_nothing() {
            return Types::NONE;
        }
        self.keyword("type").and_then(Types::named).unwrap_or(Types::ALL)
    }

    /// The types that a value can have here.
    pub(super) fn types(&self) -> Types {
        let of_values =
            self.values().map_or(Types::ALL, |values| values.into_iter().map(Types::of).collect());
        self.declared_types() & of_values
    }

    /// The values that are allowed, where they are listed.
    pub(super) fn values(&self) -> Option<Vec<&'a Value>> {
        match self.keyword("enum") {
            Some(values) => Some(values.as_array()?.iter().collect()),
            None => Some(vec![self.keyword("const")?]),
        }
    }

    /// The value that is allowed besides being one of a list.
    pub(super) fn value_beside_list(&self) -> Option<&'a Value> {
        self.keyword("enum").and(self.keyword("const"))
    }

    /// Whether of values of some types it says no more than that.
    pub(super) fn is_plain(&self, given: Types) -> bool {
        self.assertions(given).all(|it| it == "type")
    }

    /// The schemas of the first items of an array, and that of the others.
    pub(super) fn items(&self) -> (Vec<Self>, Self) {
        // Before 2020, `items` could be both.
        match self.keyword("items") {
            Some(Value::Array(_)) => (self.list("items"), self.at("additionalItems")),
            _ => (self.list("prefixItems"), self.at("items")),
        }
    }

    /// The schemas that hold where a field is there, by field. Drafts up to 7 have one keyword for these and for names;
    /// of later ones, some readers take both, so that a field can have two.
    pub(super) fn schemas_by_field(&self) -> BTreeMap<(&'a str, usize), Self> {
        let mut schemas = BTreeMap::new();
        for keyword in ["dependentSchemas", "dependencies"] {
            for (field, schema) in self.map(keyword) {
                let index = usize::from(schemas.contains_key(&(field, 0)));
                schemas.insert((field, index), schema);
            }
        }
        schemas
    }

    /// The names of fields that a keyword lists, each with where it stands.
    pub(super) fn names(&self, keyword: &str) -> BTreeMap<&'a str, String> {
        self.keyword(keyword)
            .map_or_else(BTreeMap::new, |value| listed_names(value, &self.pointer_to(keyword)))
    }

    /// The same of those that are required where a field is there; by field.
    pub(super) fn names_by_field(&self) -> BTreeMap<&'a str, BTreeMap<&'a str, String>> {
        let mut names: BTreeMap<_, BTreeMap<_, _>> = BTreeMap::new();
        for keyword in ["dependencies", "dependentRequired"] {
            for (field, value) in self.keyword(keyword).and_then(Value::as_object).into_iter().flatten() {
                let pointer = format!("{}/{}", self.pointer_to(keyword), escaped(field));
                names.entry(field.as_str()).or_default().extend(listed_names(value, &pointer));
            }
        }
        names
    }

    /// The name of this definition, where it is one.
    pub(super) fn definition(&self) -> Option<&str> {
        let (place, name) = self.pointer.rsplit_once('/')?;
        DEFINITIONS.iter().any(|it| place.ends_with(&format!("/{it}"))).then_some(name)
    }

    /// What tells it from others: the definition that it stands for, or what is noted at it.
    pub(super) fn name(&self) -> Option<String> {
        let resolved = self.resolved();
        resolved.definition().or(self.comment()).map(str::to_owned)
    }

    /// What people call it, where it is about values of some types.
    pub(super) fn title(&self, given: Types) -> String {
        let resolved = self.resolved();
        let types = resolved.types();
        let definition = resolved.definition().filter(|_| given.has(types));
        definition.map_or_else(|| (types & given).to_string(), str::to_owned)
    }

    fn comment(&self) -> Option<&'a str> {
        self.value.get("$comment")?.as_str()
    }

    /// The rule that it says.
    pub(super) fn rule(&self) -> Option<&'a str> {
        self.comment().filter(|it| it.starts_with("KYX"))
    }

    /// How many other places refer to it.
    fn uses(&self) -> usize {
        self.schema.uses.get(&self.pointer).copied().unwrap_or_default()
    }

    pub(super) fn is_used(&self) -> bool {
        self.uses() > 0
    }

    pub(super) fn is_shared(&self) -> bool {
        self.uses() > 1
    }

    /// What tells it from all others.
    pub(super) fn key(&self) -> (String, bool) {
        (self.pointer.clone(), self.is_rest)
    }

    pub(super) fn is_rest(&self) -> bool {
        self.is_rest
    }

    pub(super) fn text(&self) -> String {
        self.value.to_string()
    }
}
