//! Writes plain code that tells whether the fields of a request meet their schemas: what `check` asks first.
//!
//! It may say no where the schema says yes; then the model's own attributes are asked. It never says yes where the schema
//! says no: what it does not understand of a schema, only a field that is absent can meet.

mod automaton;

use std::{
    collections::{BTreeMap, BTreeSet},
    error::Error,
};

use serde_json::{Map, Value};

use crate::{
    Kind,
    json_schema::{Definitions, references, type_name},
};
use automaton::Automaton;

/// Names and tables of automata, by what they are made of. The name is that of the first field that they are of.
type Tables = BTreeMap<String, (String, String)>;

/// The days of the calendar, but for those of leap years and the year 0000, in any case of which the calendar is asked.
const DAY: &str = "^([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])-\
    ((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))$";

const IPV4: &str =
    r"^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])$";

/// What `src/fields.rs` includes.
pub(crate) fn code(definitions: &Definitions) -> Result<String, Box<dyn Error>> {
    let mut names = BTreeSet::new();
    for kind in Kind::ALL.iter().filter(|kind| !kind.is_response()) {
        let name = type_name(*kind);
        names.extend(references(&name, definitions));
        names.insert(name);
    }
    let mut tables = Tables::new();
    let mut code = String::new();
    for name in names {
        if let Some(fields) = definitions[&name].get("properties").and_then(Value::as_object) {
            code += &implementation(&name, fields, &mut tables)?;
        }
    }
    for (name, table) in tables.into_values() {
        code += &format!("static {name}: Automaton = {table};\n");
    }
    Ok(code)
}

/// Takes the struct apart by all its fields, so that one of which the schema does not know is no way around it.
fn implementation(
    name: &str,
    fields: &Map<String, Value>,
    tables: &mut Tables,
) -> Result<String, Box<dyn Error>> {
    let (mut bindings, mut checks) = (Vec::new(), Vec::new());
    for (field, schema) in fields {
        let field = rust_name(field);
        match check(&field, &format!("{name}_{field}"), schema, tables)? {
            Some(check) => {
                bindings.push(field);
                checks.push(check);
            }
            None => bindings.push(format!("{field}: _")),
        }
    }
    if checks.is_empty() {
        checks.push("true".to_owned());
    }
    Ok(format!(
        "impl Holds for crate::{name} {{\n fn holds(&self) -> bool {{\n let Self {{ {} }} = self;\n {}\n }}\n}}\n",
        bindings.join(", "),
        checks.join("\n && "),
    ))
}

/// The inverse of `#[serde(rename_all = "camelCase")]`.
fn rust_name(json_name: &str) -> String {
    let mut name = String::new();
    for letter in json_name.chars() {
        if letter.is_ascii_uppercase() {
            name.push('_');
        }
        name.push(letter.to_ascii_lowercase());
    }
    if name == "type" { format!("r#{name}") } else { name }
}

/// The expression that a field has to meet; `None` where its type says enough.
fn check(
    field: &str,
    path: &str,
    schema: &Value,
    tables: &mut Tables,
) -> Result<Option<String>, Box<dyn Error>> {
    let Some(schema) = schema.as_object() else { return Ok(Some(format!("{field}.is_none()"))) };
    if is_reference(schema) {
        return Ok(Some(format!("{field}.holds()")));
    }
    let types: Vec<_> = types(schema).filter(|name| *name != "null").collect();
    Ok(match types[..] {
        ["boolean" | "object"] if constraints(schema).next().is_none() => None,
        ["array"] => Some(array(field, schema)),
        ["string"] | [] => text(field, path, schema, tables)?,
        _ => Some(format!("{field}.is_none()")),
    })
}

/// Whether a schema is that of a type with a name, or that or `null`.
fn is_reference(schema: &Map<String, Value>) -> bool {
    let alternatives = schema.get("anyOf").and_then(Value::as_array).into_iter().flatten();
    let other: Vec<_> = alternatives.filter(|schema| schema["type"] != "null").collect();
    let one = match other[..] {
        [one] => one.as_object(),
        _ => Some(schema),
    };
    one.is_some_and(|schema| {
        constraints(schema).all(|(keyword, _)| keyword == "$ref") && schema.contains_key("$ref")
    })
}

fn types(schema: &Map<String, Value>) -> impl Iterator<Item = &str> {
    let named = schema.get("type").into_iter();
    named
        .flat_map(|named| named.as_array().map_or(std::slice::from_ref(named), Vec::as_slice))
        .filter_map(Value::as_str)
}

/// What a schema asks for besides the type.
fn constraints(schema: &Map<String, Value>) -> impl Iterator<Item = (&str, &Value)> {
    let says_nothing = |keyword: &str| matches!(keyword, "type" | "description" | "examples" | "$comment");
    schema
        .iter()
        .map(|(keyword, value)| (keyword.as_str(), value))
        .filter(move |(keyword, _)| !says_nothing(keyword))
}

fn array(field: &str, schema: &Map<String, Value>) -> String {
    let is_understood = |(keyword, value): (&str, &Value)| match keyword {
        "minItems" => value.is_u64(),
        "items" => value.as_object().is_some_and(|item| {
            let of_any_text = types(item).eq(["string"]) && constraints(item).next().is_none();
            is_reference(item) || of_any_text
        }),
        _ => false,
    };
    if !constraints(schema).all(is_understood) {
        return format!("{field}.is_none()");
    }
    let least = schema.get("minItems").and_then(Value::as_u64).unwrap_or_default();
    format!("{field}.holds_items({least})")
}

fn text(
    field: &str,
    path: &str,
    schema: &Map<String, Value>,
    tables: &mut Tables,
) -> Result<Option<String>, Box<dyn Error>> {
    let mut checks = Vec::new();
    let range = match lengths(schema) {
        (0, None) => None,
        (least, None) => Some(format!("({}..)", bytes(least))),
        (least, Some(most)) => Some(format!("({}..={most})", bytes(least))),
    };
    checks.extend(range.map(|range| format!("{range}.contains(&text.len())")));
    if let Some(name) = table(path, schema, tables)? {
        checks.push(format!("{name}.accepts(text)"));
    }
    Ok((!checks.is_empty()).then(|| format!("{field}.holds_text(|text| {})", checks.join(" && "))))
}

/// How many bytes have so many characters in any case: each has one to four.
fn bytes(characters: u64) -> u64 {
    characters.checked_sub(1).map_or(0, |others| others * 4 + 1)
}

/// The limits of a length in characters.
fn lengths(schema: &Map<String, Value>) -> (u64, Option<u64>) {
    let limit = |keyword: &str| schema.get(keyword).and_then(Value::as_u64);
    (limit("minLength").unwrap_or_default(), limit("maxLength"))
}

/// What a schema asks of a text besides its length.
fn forms(schema: &Map<String, Value>) -> impl Iterator<Item = (&str, &Value)> {
    constraints(schema).filter(|(keyword, _)| !matches!(*keyword, "minLength" | "maxLength"))
}

/// The name of the table of what a schema asks of the form of a text, if it does.
fn table(
    path: &str,
    schema: &Map<String, Value>,
    tables: &mut Tables,
) -> Result<Option<String>, Box<dyn Error>> {
    let asked = serde_json::to_string(&forms(schema).collect::<BTreeMap<_, _>>())?;
    if let Some((name, _)) = tables.get(&asked) {
        return Ok(Some(name.clone()));
    }
    let Some(form) = form(schema)? else { return Ok(None) };
    let name = path.replace("r#", "").to_uppercase();
    tables.insert(asked, (name.clone(), form.tables()?));
    Ok(Some(name))
}

/// The texts of the form that a schema asks for, if it does.
fn form(schema: &Map<String, Value>) -> Result<Option<Automaton>, Box<dyn Error>> {
    let mut all: Option<Automaton> = None;
    for (keyword, value) in forms(schema) {
        let form = form_of_keyword(keyword, value)?;
        all = Some(match all {
            Some(others) => others.and(&form),
            None => form,
        });
    }
    Ok(all)
}

fn form_of_keyword(keyword: &str, value: &Value) -> Result<Automaton, Box<dyn Error>> {
    match (keyword, value) {
        ("pattern", Value::String(pattern)) => Automaton::matching(pattern),
        // Patterns are understood in full. Where less is, what is left of all texts would be too much.
        ("not", Value::Object(not))
            if types(not).eq(["string"]) && constraints(not).all(|(keyword, _)| keyword == "pattern") =>
        {
            let form = form(not)?.unwrap_or(Automaton::all()?);
            Ok(Automaton::all()?.without(&form))
        }
        ("enum", Value::Array(texts)) => Automaton::one_of(texts.iter().filter_map(Value::as_str)),
        ("format", Value::String(format)) => match format.as_str() {
            "date" => Automaton::matching(DAY),
            "ipv4" => Automaton::matching(IPV4),
            _ => Ok(Automaton::nothing()),
        },
        ("anyOf", Value::Array(alternatives)) => {
            let mut any = Automaton::nothing();
            for alternative in alternatives.iter().filter_map(Value::as_object) {
                if let Some(form) = form_of_alternative(alternative)? {
                    any = any.or(&form);
                }
            }
            Ok(any)
        }
        _ => Ok(Automaton::nothing()),
    }
}

/// `None` also where the alternative is no text, or not understood.
fn form_of_alternative(schema: &Map<String, Value>) -> Result<Option<Automaton>, Box<dyn Error>> {
    if !types(schema).eq(["string"]) {
        return Ok(None);
    }
    match lengths(schema) {
        (0, None) => form(schema),
        (0, Some(0)) if forms(schema).next().is_none() => Automaton::one_of([""]).map(Some),
        _ => Ok(None),
    }
}
