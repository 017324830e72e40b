//! Code that tells of the fields of a request whether they meet their schemas. What it does not understand of a schema,
//! only a field that is absent can meet.

use std::{collections::BTreeMap, error::Error};

use serde_json::{Map, Value};

use super::{Struct, automaton::Automaton, rust_name};

/// The tables of automata, each with the name of the first field that it is of.
type Tables = BTreeMap<String, String>;

/// The days of the calendar, but for those of leap years and the year 0000, in any case of which the calendar is asked.
const DAY: &str = "^([1-9][0-9]{3}|0[1-9][0-9]{2}|00[1-9][0-9]|000[1-9])-\
    ((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))$";

const IPV4: &str =
    r"^((25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])\.){3}(25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])$";

pub(super) fn code(structs: &[Struct<'_>]) -> Result<String, Box<dyn Error>> {
    let mut tables = Tables::new();
    let mut code = String::new();
    for of_request in structs {
        code += &implementation(of_request, &mut tables)?;
    }
    for (table, name) in tables {
        code += &format!("static {name}: Automaton = {table};\n");
    }
    Ok(code)
}

/// Takes the struct apart by all its fields, so that one of which the schema does not know is no way around it.
fn implementation(
    Struct { name, fields, .. }: &Struct<'_>,
    tables: &mut Tables,
) -> Result<String, Box<dyn Error>> {
    let (mut bindings, mut checks) = (Vec::new(), Vec::new());
    for (field, schema) in *fields {
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

/// Texts of a length in characters and a form.
struct Language {
    least: u64,
    most: Option<u64>,
    form: Option<Automaton>,
}

impl Language {
    fn of(schema: &Map<String, Value>) -> Result<Self, Box<dyn Error>> {
        let mut language = Self { least: 0, most: None, form: None };
        for (keyword, value) in constraints(schema) {
            let form = match (keyword, value) {
                ("minLength", Value::Number(least)) => {
                    language.least = least.as_u64().unwrap_or(u64::MAX);
                    continue;
                }
                ("maxLength", Value::Number(most)) => {
                    language.most = Some(most.as_u64().unwrap_or_default());
                    continue;
                }
                ("pattern", Value::String(pattern)) => Automaton::matching(pattern)?,
                ("not", Value::Object(not)) if types(not).eq(["string"]) => {
                    match constraints(not).collect::<Vec<_>>()[..] {
                        [("pattern", Value::String(pattern))] => {
                            Automaton::matching("")?.without(&Automaton::matching(pattern)?)
                        }
                        _ => Automaton::nothing(),
                    }
                }
                ("enum", Value::Array(texts)) => Automaton::one_of(texts.iter().filter_map(Value::as_str))?,
                ("format", Value::String(format)) => match format.as_str() {
                    "date" => Automaton::matching(DAY)?,
                    "ipv4" => Automaton::matching(IPV4)?,
                    _ => Automaton::nothing(),
                },
                ("anyOf", Value::Array(alternatives)) => Self::of_any(alternatives)?,
                _ => Automaton::nothing(),
            };
            language.form = Some(match language.form {
                Some(other) => other.and(&form),
                None => form,
            });
        }
        Ok(language)
    }

    fn of_any(alternatives: &[Value]) -> Result<Automaton, Box<dyn Error>> {
        let mut any = Automaton::nothing();
        for alternative in alternatives.iter().filter_map(Value::as_object) {
            if !types(alternative).eq(["string"]) {
                continue; // null is no text
            }
            any = match Self::of(alternative)? {
                Self { least: 0, most: Some(0), form: None } => any.or(&Automaton::one_of([""])?),
                Self { least: 0, most: None, form: Some(form) } => any.or(&form),
                _ => any,
            };
        }
        Ok(any)
    }
}

fn text(
    field: &str,
    path: &str,
    schema: &Map<String, Value>,
    tables: &mut Tables,
) -> Result<Option<String>, Box<dyn Error>> {
    let Language { least, most, form } = Language::of(schema)?;
    let mut checks = Vec::new();
    // A character has one to four bytes.
    if let Some(least) = least.checked_sub(1) {
        checks.push(format!("text.len() > {}", least * 4));
    }
    checks.extend(most.map(|most| format!("text.len() <= {most}")));
    if let Some(form) = form {
        let name = path.replace("r#", "").to_uppercase();
        let name = tables.entry(form.tables()?).or_insert(name);
        checks.push(format!("{name}.accepts(text)"));
    }
    Ok((!checks.is_empty()).then(|| format!("{field}.holds_text(|text| {})", checks.join(" && "))))
}
