//! A subschema as the exporter writes it: its keywords, and where its references lead.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::{Map, Value};

/// The types of values. `number` stands for a number that is not an integer.
pub(super) const TYPES: [&str; 7] = ["string", "integer", "number", "boolean", "array", "object", "null"];

const DRAFT_07: &str = "http://json-schema.org/draft-07/schema#";
const DRAFT_2020_12: &str = "https://json-schema.org/draft/2020-12/schema";

/// The types that a keyword restricts. Returns `None` if the exporter never writes it.
fn types_of(keyword: &str) -> Option<&'static [&'static str]> {
    Some(match keyword {
        "$comment" | "$defs" | "$id" | "$schema" => &[],
        "default" | "definitions" | "deprecated" | "description" | "examples" | "title" => &[],
        "allOf" | "anyOf" | "const" | "enum" | "if" | "not" | "then" | "type" => &TYPES,
        "format" | "maxLength" | "minLength" | "pattern" => &["string"],
        "maximum" | "minimum" => &["integer", "number"],
        "contains" | "items" | "maxItems" | "minItems" => &["array"],
        "additionalProperties" | "dependencies" | "dependentSchemas" | "properties" | "required" => {
            &["object"]
        }
        _ => return None,
    })
}

/// Whether a keyword may restrict values of a type.
pub(super) fn applies(keyword: &str, json_type: &str) -> bool {
    types_of(keyword).is_none_or(|types| types.contains(&json_type))
}

fn type_of(value: &Value) -> &'static str {
    match value {
        Value::Null => "null",
        Value::Bool(_) => "boolean",
        Value::String(_) => "string",
        Value::Array(_) => "array",
        Value::Object(_) => "object",
        // JSON Schema counts 1.0 as an integer.
        Value::Number(number) if number.as_f64().is_some_and(|it| it.fract() == 0.0) => "integer",
        Value::Number(_) => "number",
    }
}

/// Whether a document is a schema, as far as its keywords show.
pub(super) fn is_schema(document: &Value) -> bool {
    let is_keyword = |name: &String| name.starts_with('$') || types_of(name).is_some();
    let has_keyword = |it: &Map<_, _>| it.is_empty() || it.keys().any(is_keyword);
    document.as_object().map_or(document.is_boolean(), has_keyword)
}

#[derive(Clone, Copy)]
pub(super) struct SchemaNode<'a> {
    pub(super) root: &'a Value,
    pub(super) value: &'a Value,
    /// The name of the definition that it is.
    pub(super) definition: Option<&'a str>,
}

impl<'a> SchemaNode<'a> {
    pub(super) fn has(self, keyword: &str) -> bool {
        self.value.get(keyword).is_some()
    }

    /// The first keyword that cannot be compared.
    pub(super) fn unsupported(self) -> Option<&'a str> {
        let is_draft_07 = self.root["$schema"] == DRAFT_07;
        let is_unsupported = |name: &str| match name {
            "$id" | "$schema" if !std::ptr::eq(self.value, self.root) => true,
            "$schema" => !is_draft_07 && self.value[name] != DRAFT_2020_12,
            "const" => self.has("enum"),
            "dependencies" | "dependentSchemas" if is_draft_07 != (name == "dependencies") => true,
            "dependencies" => self.map(&[name]).values().any(|it| it.value.is_array()),
            "items" => self.value[name].is_array(),
            "type" => !self.types().into_iter().flatten().all(|it| TYPES.iter().any(|name| it == name)),
            _ => types_of(name).is_none(),
        };
        self.value.as_object()?.keys().map(String::as_str).find(|name| is_unsupported(name))
    }

    /// Whether no other keywords restrict values of a type.
    pub(super) fn has_only(self, keywords: &[&str], json_type: &str) -> bool {
        let mut names = self.value.as_object().into_iter().flat_map(|it| it.keys());
        names.all(|name| keywords.contains(&name.as_str()) || !applies(name, json_type))
    }

    fn types(self) -> Option<&'a [Value]> {
        self.value.get("type").map(|it| it.as_array().map_or(std::slice::from_ref(it), Vec::as_slice))
    }

    /// Whether it may accept values of a type. References to itself are not followed for long.
    pub(super) fn allows(self, json_type: &str) -> bool {
        self.allows_within(4, json_type)
    }

    fn allows_within(self, depth: usize, json_type: &str) -> bool {
        if depth == 0 || self.unsupported().is_some() {
            return true;
        }
        let is_named = |name: &Value| name == json_type || name == "number" && json_type == "integer";
        let is_declared = self.types().is_none_or(|names| names.iter().any(is_named));
        let allows = |it: &Self| std::ptr::eq(it.value, self.value) || it.allows_within(depth - 1, json_type);
        let is_listed = self.values(json_type).is_none_or(|values| !values.is_empty());
        let is_possible = *self.value != Value::Bool(false) && is_declared && is_listed;
        is_possible && self.list("allOf").iter().all(allows) && self.list("anyOf").iter().any(allows)
    }

    pub(super) fn accepts_all(self, json_type: &str) -> bool {
        self.allows(json_type) && self.has_only(&["type"], json_type) && self.unsupported().is_none()
    }

    /// The values of a type that `enum` or `const` lists, in JSON.
    pub(super) fn values(self, json_type: &str) -> Option<BTreeSet<String>> {
        let list = self.value.get("enum").and_then(Value::as_array).map(Vec::as_slice);
        let values = list.or_else(|| self.value.get("const").map(std::slice::from_ref))?;
        Some(values.iter().filter(|it| type_of(it) == json_type).map(Value::to_string).collect())
    }

    /// The subschema of a keyword. Without the keyword, it accepts anything.
    pub(super) fn at(self, keyword: &str) -> Self {
        Self { value: self.value.get(keyword).unwrap_or(&Value::Bool(true)), definition: None, ..self }
    }

    /// The subschemas in the list of a keyword. Without the keyword, the subschema itself.
    pub(super) fn list(self, keyword: &str) -> Vec<Self> {
        let node = |value| Self { value, definition: None, ..self }.resolved();
        let list = self.value.get(keyword).and_then(Value::as_array);
        list.map_or_else(|| vec![self], |items| items.iter().map(node).collect())
    }

    /// The subschemas of `anyOf` that allow a type. If some accept all its values, the others do not matter.
    pub(super) fn alternatives(self, json_type: &str) -> Vec<Self> {
        let mut nodes = self.list("anyOf");
        let accepts_all = nodes.iter().any(|it| it.accepts_all(json_type));
        nodes.retain(|it| if accepts_all { it.accepts_all(json_type) } else { it.allows(json_type) });
        nodes
    }

    /// The subschemas of keywords by field.
    pub(super) fn map(self, keywords: &[&str]) -> BTreeMap<&'a str, Self> {
        let fields = keywords.iter().filter_map(|it| self.value.get(it)?.as_object()).flatten();
        fields.map(|(name, value)| (name.as_str(), Self { value, definition: None, ..self })).collect()
    }

    pub(super) fn required(self) -> BTreeSet<&'a str> {
        self.value["required"].as_array().into_iter().flatten().filter_map(Value::as_str).collect()
    }

    /// The definition that a reference leads to. With other keywords beside it, its meaning depends on the draft.
    fn target(self) -> Option<Self> {
        let path = self.value.get("$ref")?.as_str()?.strip_prefix("#/")?;
        let (keyword, name) = path.split_once('/').filter(|(it, _)| ["$defs", "definitions"].contains(it))?;
        let is_alone = TYPES.iter().all(|json_type| self.has_only(&["$ref"], json_type));
        let value =
            self.root.get(keyword)?.get(name).filter(|_| is_alone && !name.contains(['%', '/', '~']))?;
        Some(Self { value, definition: Some(name), ..self })
    }

    /// The subschema with references followed, except from a definition to itself.
    pub(super) fn resolved(self) -> Self {
        std::iter::successors(Some(self), |it| it.target()).take(32).last().unwrap_or(self)
    }

    /// The rule that it expresses.
    pub(super) fn rule(self) -> Option<&'a str> {
        self.value.get("$comment")?.as_str()
    }
}
