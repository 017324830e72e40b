//! Payloads of every kind, and what their values are changed to: every type, each form, and both sides of each limit.

use std::fs;

use kyx_schema::{Context, Kind, lint::Linter, workflow::WORKFLOWS};
use serde_json::{Value, json};

use crate::support::{files, fixtures};

const DATES: &[&str] = &[
    "2024-02-29",
    "2023-02-29",
    "1900-02-29",
    "2000-02-29",
    "0000-01-01",
    "0001-01-01",
    "9999-12-31",
    "2024-04-31",
    "2024-12-31",
    "2024-13-01",
    "2024-00-10",
    "2024-01-00",
    "2024-01-32",
    "2024-1-01",
    "2024-01-1",
    "20240101",
    "2024-W01-1",
    "2024-001",
    "24-01-01",
    "+2024-01-01",
    "02024-01-01",
    "-024-01-01",
    "2024-+1-01",
    "2024-01-01T00:00:00Z",
    "٢٠٢٤-٠١-٠١",
    "2024-01-01\n",
    "\n2024-01-01",
    " 2024-01-01",
    "2024-01-01 ",
    "2024/01/01",
    "2024‐01‐01",
    "2024-01-01\u{2028}",
];
const TIMES: &[&str] = &[
    "2024-02-29T12:00:00Z",
    "2024-02-29t12:00:00.5z",
    "2023-02-29T12:00:00Z",
    "2024-02-30T12:00:00Z",
    "2024-04-31T12:00:00Z",
    "2024-13-01T12:00:00Z",
    "2024-00-01T12:00:00Z",
    "2024-01-00T12:00:00Z",
    "0000-01-01T00:00:00Z",
    "0001-01-01T00:00:00+23:59",
    "9999-12-31T23:59:59-23:59",
    "2024-02-29T24:00:00Z",
    "2024-02-29T23:60:00Z",
    "2016-12-31T23:59:60Z",
    "2016-12-31T23:59:61Z",
    "2024-02-29T12:00:00.123456789012Z",
    "2024-02-29T12:00:00.Z",
    "2024-02-29T12:00:00,5Z",
    "2024-02-29T12:00:00+14:00",
    "2024-02-29T12:00:00-00:00",
    "2024-02-29T12:00:00+24:00",
    "2024-02-29T12:00:00+05:60",
    "2024-02-29T12:00:00+0530",
    "2024-02-29T12:00:00+05",
    "2024-02-29T12:00:00",
    "2024-02-29T12:00Z",
    "2024-02-29 12:00:00Z",
    "2024-02-29_12:00:00Z",
    "2024-02-29T12:00:00ZZ",
    "2024-02-29T1:00:00Z",
    "2024-02-29T+1:00:00Z",
    "20240229T120000Z",
    "2024-02-29T12:00:00Z\n",
    "\n2024-02-29T12:00:00Z",
    "2024-02-29T12:00:00Z ",
    "2024-02-29",
    "2024-02-29T12:00:00+14:00\n",
    "٢٠٢٤-02-29T12:00:00Z",
    "2024-02-29T12:00:00−05:00",
];
const ADDRESSES: &[&str] = &[
    "1.2.3.4",
    "01.2.3.4",
    "1.2.3.04",
    "255.255.255.255",
    "256.1.1.1",
    "1.2.3",
    "1.2.3.4.5",
    "1.2.3.4/24",
    "0x1.2.3.4",
    "16909060",
    "1.2.3.٤",
    "1.2.3.4\n",
    " 1.2.3.4",
    "::",
    "::1",
    "1::",
    "2001:db8::7",
    "1:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7::",
    "::2:3:4:5:6:7:8",
    "1::3:4:5:6:7:8",
    "1:2:3:4:5:6:7:8:9",
    "1::2:3:4:5:6:7:8",
    "1:2:3:4:5:6:7",
    "::ffff:1.2.3.4",
    "::FFFF:1.2.3.4",
    "::1.2.3.04",
    "::256.1.1.1",
    "64:ff9b::1.2.3.4",
    "1:2:3:4:5:6:1.2.3.4",
    "1:2:3:4:5:6:7:1.2.3.4",
    "1.2.3.4::",
    "fe80::1%eth0",
    "fe80::1%",
    "FE80::A",
    "[::1]",
    "::00001",
    ":::",
    ":1",
    "1:",
    "1::2::3",
    "::g",
    "::1/128",
    "::1\n",
];
const IDS: &[&str] = &[
    "f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    "F81D4FAE-7DEC-11D0-A765-00A0C91E6BF6",
    "{f81d4fae-7dec-11d0-a765-00a0c91e6bf6}",
    "urn:uuid:f81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    "f81d4fae7dec11d0a76500a0c91e6bf6",
    "00000000-0000-0000-0000-000000000000",
    "ffffffff-ffff-ffff-ffff-ffffffffffff",
    "f81d4fae-7dec-11d0-a765-00a0c91e_bf6",
    "0x1d4fae-7dec-11d0-a765-00a0c91e6bf6",
    "+81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    " 81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    "f81d4fae-7dec-11d0-a765-00a0c91e6bf",
    "f81d4fae-7dec-11d0-a765-00a0c91e6bf6a",
    "f81d4fae-7dec-11d0-a765-00a0c91e6bf6\n",
    "g81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    "f81d4fa-e7dec-11d0-a765-00a0c91e6bf6",
    "٨81d4fae-7dec-11d0-a765-00a0c91e6bf6",
    "f81d4fae–7dec–11d0–a765–00a0c91e6bf6",
];
const URLS: &[&str] = &[
    "https://a",
    "HTTPS://user@example.com",
    "https://[::1]:8080/",
    "https:///a",
    "https://",
    "https:",
    "https://?a",
    "https://#a",
    "://a",
    "//a",
    "/a",
    "a:b",
    "a:",
    ":",
    "a+b-c.d://x",
    "1a://x",
    "+a://x",
    "ä://x",
    "https://a b",
    "https://a\n",
    "https://a\t",
    "https://a/\u{2028}",
    "https://a/\u{A0}",
    "https://ä.example/ü",
    "https://a/🙂",
    "https://a/%zz",
    "https://a/{b}",
    "https://a|b",
    "https://a\\b",
    "https://a^b",
    "https://a`b",
    "https://a\"b",
    "https://a<b",
    "https://a>b",
    "https://a\u{7F}",
    "https://a\u{80}",
    "https://a\0",
    " https://a",
    "https://a ",
    "\nhttps://a",
];
const LIFETIMES: &[&str] = &[
    "299s",
    "300s",
    "5184000s",
    "5184001s",
    "4m",
    "5m",
    "86400m",
    "86401m",
    "0h",
    "1h",
    "1440h",
    "1441h",
    "0d",
    "1d",
    "60d",
    "61d",
    "000300s",
    "00060d",
    "000299s",
    "999s",
    "1000s",
    "9999s",
    "10000s",
    "4999999s",
    "5000000s",
    "5099999s",
    "5100000s",
    "5179999s",
    "5183999s",
    "79999m",
    "80000m",
    "86399m",
    "1399h",
    "1400h",
    "5M",
    "5",
    "m",
    "5 m",
    "-5m",
    "+5m",
    "5.0m",
    "1e1m",
    "٥m",
    "5m\n",
    "\n5m",
    " 5m",
    "1w",
    "5ms",
    "99999999999999999999s",
];
const LOCALES: &[&str] = &[
    "es", "en-GB", "en_GB", "EN", "e", "eng", "en-", "en-G", "en-gb", "en-GBR", "en-GB-x", "es\n", "en-GB\n",
    "éé", "en‐GB", " es", "es ",
];
const EMAILS: &[&str] = &[
    "a@b",
    "a@b.example",
    "a.b+c'd@e-f.example",
    "jürgen@müller.example",
    "🙂@🙂",
    "a@@b",
    "a@",
    "@b",
    "@",
    "a",
    "a b@c",
    "a@b c",
    "a@b.",
    "a@.b",
    "a@b..c",
    "a@b_c",
    "a@-b",
    "a@b,c",
    "a,b@c",
    "a;b@c",
    "a:b@c",
    "(a)@b",
    "\"a\"@b",
    "a@[1.2.3.4]",
    "a\\b@c",
    "a/b@c",
    "a%b@c",
    "a@b\n",
    "a\n@b",
    "a@b\u{2028}",
    "a@b\u{7F}",
    " a@b",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@b",
    "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa@b",
    "🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂@b",
    "🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂🙂@b",
];
const PHONES: &[&str] = &[
    "+1",
    "+0",
    "+01",
    "1",
    "+",
    "++1",
    "+123456789012345",
    "+1234567890123456",
    "+1 503",
    "+1-503",
    "+1\n",
    "\n+1",
    "001",
    "+١",
    "＋1",
    "+1%",
    "+1;",
];
const KEYS: &[&str] = &[
    "1",
    "10011",
    "010011",
    "0",
    "-1",
    "+1",
    "999999999999999",
    "1000000000000000",
    "10011\n",
    "10011.0",
    "1e4",
    " 10011",
    "٣٤",
    "１",
    "99999999999999999999",
];
const FLAGS: &[&str] = &["true", "false", "TRUE", "True", "true\n", " true", "1", "yes"];
const COUNTRIES: &[&str] = &[
    "USA",
    "US",
    "usa",
    "XKX",
    "XK",
    "GBR",
    "GB",
    "UK",
    "ZZZ",
    "ZZ",
    "USA\n",
    " USA",
    "U\u{17F}A",
    "ＵＳＡ",
];
const PROFILES: &[&str] = &["abc123", "abc 123", "äbc", "a_b", "a-b", "abc\n", "\nabc", "٣", "ａ"];
/// What the platform refuses in names, and what it does not.
const NAMES: &[&str] = &[
    "a<",
    "a>",
    "a\"",
    "a/",
    "a;",
    "a`",
    "a%",
    "a{",
    "a}",
    "a|",
    "a\\",
    "a'",
    "a&",
    "a\n",
    "\n",
    "a＜b",
    "a\u{2028}",
];
const VALUES: &[&str] = &[
    "ID",
    "id",
    "FACEMAP",
    "SELFIE",
    "DOCUMENT",
    "DEFINED",
    "RECOMMENDED",
    "QR_ONLY",
    "yes",
    "no",
    "na",
    "one",
    "M",
    "m",
    "PASSPORT",
    "BS",
    "IPROOV_STANDARD",
    "CUSTOM",
    "OTHER",
];

/// Whole numbers however they are written, and what comes near; each within what all readers hold.
const NUMBERS: &[&str] = &[
    "0",
    "-0",
    "-0.0",
    "1",
    "1.0",
    "1e0",
    "-1",
    "2.5",
    "0.1",
    "20",
    "32.0",
    "10011",
    "10011.0",
    "1.0011e4",
    "999999999999999",
    "999999999999999.0",
    "1000000000000000",
    "1e15",
    "9007199254740991",
];
/// Numbers that some readers round.
const HUGE_NUMBERS: &[&str] = &[
    "18446744073709551615",
    "18446744073709551616",
    "-9223372036854775809",
    "12345678901234567890",
    "1e20",
    "1e300",
    "-1e300",
    "1e-300",
    "5e-324",
    "1.7976931348623157e308",
];

/// What no field takes for what it is meant to be, or few.
fn of_other_types() -> Vec<Value> {
    vec![
        Value::Null,
        json!(true),
        json!(false),
        json!(0),
        json!(2.5),
        json!(""),
        json!(" "),
        json!("x"),
        json!([]),
        json!([null]),
        json!(["x"]),
        json!({}),
        json!({"x": null}),
    ]
}

fn numbers(literals: &[&str]) -> impl Iterator<Item = Value> {
    literals.iter().map(|literal| serde_json::from_str(literal).unwrap())
}

fn texts<'a>(texts: &'a [&str]) -> impl Iterator<Item = Value> + 'a {
    texts.iter().map(|text| Value::from(*text))
}

/// The payloads of all fixtures and documents that are JSON, each with the kind it is linted as.
pub(crate) fn of_fixtures() -> Vec<(Kind, Value)> {
    let read = |path| {
        let value = serde_json::from_slice::<Value>(&fs::read(path).unwrap()).ok()?;
        let told = Linter::new(Context::unknown()).lint(value.to_string().as_bytes()).kind;
        Some((told.unwrap_or(Kind::PreparedData), value))
    };
    files(&fixtures("")).into_iter().filter_map(read).collect()
}

/// The payloads of all fixtures, the examples of all schemas, and a payload of each kind with every field.
pub(crate) fn payloads() -> Vec<(Kind, Value)> {
    let mut payloads = of_fixtures();
    for kind in Kind::ALL {
        let schema: Value = serde_json::from_str(kind.schema()).unwrap();
        payloads.extend(schema["examples"].as_array().unwrap().iter().map(|it| (*kind, it.clone())));
        payloads.push((*kind, with_every_field(&schema, &schema)));
    }
    payloads
}

/// A schema with its reference resolved, if it is one.
fn resolved<'a>(root: &'a Value, schema: &'a Value) -> &'a Value {
    let reference = schema["$ref"].as_str().or(schema["anyOf"][0]["$ref"].as_str());
    reference.map_or(schema, |it| root.pointer(&it[1..]).unwrap())
}

/// A payload that has every field its schema names, so that no field goes without its mutants.
pub(crate) fn with_every_field(root: &Value, schema: &Value) -> Value {
    let target = resolved(root, schema);
    if let Some(fields) = target["properties"].as_object() {
        let whole = |(name, field): (&String, &Value)| (name.clone(), with_every_field(root, field));
        return fields.iter().map(whole).collect();
    }
    match schema["items"].as_object() {
        Some(_) if schema["items"].get("$ref").is_some() => json!([with_every_field(root, &schema["items"])]),
        _ => schema["examples"].get(0).unwrap_or(&target["examples"][0]).clone(),
    }
}

/// A field that a schema names: where it stands in the payload that has every field.
pub(crate) struct Field<'a> {
    pub(crate) pointer: String,
    name: &'a str,
    schema: &'a Value,
    target: &'a Value,
}

/// Every field that a schema names, and the first entry of each array.
pub(crate) fn fields(schema: &Value) -> Vec<Field<'_>> {
    fields_below(schema, schema, "", "")
}

fn fields_below<'a>(root: &'a Value, schema: &'a Value, name: &'a str, pointer: &str) -> Vec<Field<'a>> {
    let target = resolved(root, schema);
    let mut found = vec![Field { pointer: pointer.to_owned(), name, schema, target }];
    for (name, field) in target["properties"].as_object().into_iter().flatten() {
        found.extend(fields_below(root, field, name, &format!("{pointer}/{name}")));
    }
    if let Some(item) = target.get("items") {
        found.extend(fields_below(root, item, name, &format!("{pointer}/0")));
    }
    found
}

impl Field<'_> {
    /// Whether there is nothing that it could be besides what it should be.
    pub(crate) fn takes_anything(&self) -> bool {
        ["type", "anyOf", "enum"].iter().all(|keyword| self.target.get(keyword).is_none())
    }

    /// What to put in the place of its value: what its form, its limits and its type let matter.
    pub(crate) fn replacements(&self, original: &Value) -> Vec<Value> {
        let mut replacements = of_other_types();
        replacements.extend(self.forms().iter().copied().flat_map(texts));
        if ["key", "definitionKey", "status", "crossDeviceOnly", "enableExtraction"].contains(&self.name) {
            replacements.extend(numbers(NUMBERS));
        }
        for limit in ["minLength", "maxLength"].map(|limit| &self.schema[limit]) {
            let Some((limit, text)) = limit.as_u64().zip(original.as_str()) else { continue };
            replacements.extend(around(text, limit.try_into().unwrap()));
        }
        replacements.extend(changed(original));
        replacements
    }

    fn forms(&self) -> Vec<&'static [&'static str]> {
        let format = self.target.get("format").or(self.target["anyOf"][1].get("format"));
        let of_format = match format.and_then(Value::as_str) {
            Some("date") => DATES,
            Some("date-time") => TIMES,
            Some("ipv4" | "ipv6") => ADDRESSES,
            Some("uuid") => IDS,
            _ => &[],
        };
        let of_name = match self.name {
            "callbackUrl" | "successUrl" | "errorUrl" => URLS,
            "tokenLifetime" => LIFETIMES,
            "locale" => LOCALES,
            "email" => EMAILS,
            "phoneNumber" | "phoneNumber2" => PHONES,
            "key" | "definitionKey" => KEYS,
            "enableExtraction" => FLAGS,
            "searchProfile" => PROFILES,
            "customerInternalReference"
            | "firstName"
            | "middleName"
            | "lastName"
            | "paternalSurname"
            | "maternalSurname" => NAMES,
            _ => &[],
        };
        let listed = self.target["enum"].as_array().or(self.target["anyOf"][0]["enum"].as_array());
        let of_list = match listed {
            Some(listed) if listed.contains(&json!("USA")) => COUNTRIES,
            Some(_) => VALUES,
            None => &[],
        };
        vec![of_format, of_name, of_list]
    }
}

/// A text brought to a limit and to one character more, of one and of two UTF-16 units each.
fn around(text: &str, limit: usize) -> Vec<Value> {
    let brought_to = |length: usize, with: char| {
        let text: String = text.chars().chain(std::iter::repeat(with)).take(length).collect();
        Value::from(text)
    };
    let lengths = [limit.saturating_sub(1), limit, limit + 1];
    lengths.iter().flat_map(|length| ['a', '🙂'].map(|with| brought_to(*length, with))).collect()
}

/// A value changed a little.
fn changed(original: &Value) -> Vec<Value> {
    match original {
        Value::String(text) => [
            format!("{text}<"),
            format!("{text}\n"),
            format!("{text}\u{2028}"),
            format!("{text}\u{E4}"),
            format!(" {text}"),
            text.to_lowercase(),
            text.to_uppercase(),
            text.replace('-', ""),
        ]
        .map(Value::from)
        .into(),
        Value::Object(fields) => {
            let with = |value: Value| {
                let mut more = fields.clone();
                more.insert("unknownField".to_owned(), value);
                Value::Object(more)
            };
            vec![with(json!(1)), with(Value::Null), fields.values().cloned().collect()]
        }
        Value::Array(items) => {
            let with = |item| Value::Array([items.as_slice(), &[item]].concat());
            let again = Value::Array([items.as_slice(), items].concat());
            vec![again, with(Value::Null), with(json!("x")), with(json!({}))]
        }
        _ => Vec::new(),
    }
}

/// A payload in which one value is changed, in every nth of all ways that might matter anywhere.
pub(crate) fn mutants(value: &Value, step: usize) -> impl Iterator<Item = Value> + '_ {
    let of_any_field = of_any_field();
    let changes = pointers(value, "").into_iter().flat_map(move |pointer| {
        let original = value.pointer(&pointer).unwrap();
        let mut replacements = [changed(original), of_any_field.clone()].concat();
        if let Some(text) = original.as_str() {
            replacements.extend([100, 255, 1900].into_iter().flat_map(|limit| around(text, limit)));
        }
        replacements
            .into_iter()
            .map(Some)
            .chain([None])
            .map(move |replacement| (pointer.clone(), replacement))
    });
    changes.step_by(step).filter_map(|(pointer, replacement)| match replacement {
        Some(replacement) => Some(with(value, &pointer, replacement)),
        None => without(value, &pointer),
    })
}

/// What may matter in some field, put into all.
fn of_any_field() -> Vec<Value> {
    let forms = [
        DATES, TIMES, ADDRESSES, IDS, URLS, LIFETIMES, LOCALES, EMAILS, PHONES, KEYS, FLAGS, COUNTRIES,
        PROFILES, NAMES, VALUES,
    ];
    let numbers = numbers(NUMBERS).chain(numbers(HUGE_NUMBERS));
    forms.into_iter().flat_map(texts).chain(numbers).chain(of_other_types()).collect()
}

/// A payload with another value at a place.
pub(crate) fn with(value: &Value, pointer: &str, replacement: Value) -> Value {
    let mut mutant = value.clone();
    *mutant.pointer_mut(pointer).unwrap() = replacement;
    mutant
}

/// Every place of a payload that holds a value, from the whole to the last entry.
pub(crate) fn pointers(value: &Value, pointer: &str) -> Vec<String> {
    let mut found = vec![pointer.to_owned()];
    match value {
        Value::Object(fields) => {
            for (key, value) in fields {
                let token = key.replace('~', "~0").replace('/', "~1");
                found.extend(pointers(value, &format!("{pointer}/{token}")));
            }
        }
        Value::Array(items) => {
            for (index, value) in items.iter().enumerate() {
                found.extend(pointers(value, &format!("{pointer}/{index}")));
            }
        }
        _ => {}
    }
    found
}

/// A payload without what is at a place; `None` where there is nothing, and for the whole.
pub(crate) fn without(value: &Value, pointer: &str) -> Option<Value> {
    value.pointer(pointer)?;
    value.pointer(pointer)?;
    let (parent, token) = pointer.rsplit_once('/')?;
    let mut without = value.clone();
    match without.pointer_mut(parent)? {
        Value::Object(fields) => drop(fields.remove(&token.replace("~1", "/").replace("~0", "~"))),
        Value::Array(items) => drop(items.remove(token.parse().ok()?)),
        _ => return None,
    }
    Some(without)
}

/// Account requests on both sides of each rule across fields.
pub(crate) fn requests() -> Vec<Value> {
    let mut requests = Vec::new();
    let own = 4711;
    for key in WORKFLOWS.iter().map(|workflow| workflow.key).chain([own]) {
        for credentials in lists_of_credentials() {
            for consent in [None, Some(user_consent("DEU", &json!({"obtained": "na"})))] {
                requests.push(request(&json!(key), Some(&credentials), consent.as_ref()));
            }
        }
        let named = with_field(request(&json!(key.to_string()), None, None), "userReference", json!("x"));
        requests.extend([named.clone(), with_field(named, "userReference", Value::Null)]);
    }
    for key in [json!(2), json!(9), json!("9"), json!(10011), json!(own)] {
        for consent in consents() {
            requests.push(request(&key, None, Some(&consent)));
            requests.push(request(&key, Some(&json!([{"category": "ID", "id": IDS[0]}])), Some(&consent)));
        }
    }
    requests.extend(typed_credentials().map(|it| request(&json!(own), Some(&json!([it])), None)));
    requests
}

fn request(key: &Value, credentials: Option<&Value>, consent: Option<&Value>) -> Value {
    let mut definition = json!({"key": key});
    if let Some(credentials) = credentials {
        definition["credentials"] = credentials.clone();
    }
    let request = json!({"customerInternalReference": "x", "workflowDefinition": definition});
    consent.map_or(request.clone(), |consent| with_field(request, "userConsent", consent.clone()))
}

fn with_field(mut object: Value, name: &str, value: Value) -> Value {
    object[name] = value;
    object
}

fn lists_of_credentials() -> Vec<Value> {
    let new = |category: &str| json!({"category": category});
    let existing = |category: &str| json!({"category": category, "id": IDS[0]});
    let document =
        json!({"category": "DOCUMENT", "country": {"values": ["USA"]}, "type": {"values": ["BS"]}});
    let mut lists = vec![Value::Null, json!([]), json!([{}]), json!([{"id": IDS[0]}]), json!([document])];
    for category in ["ID", "SELFIE", "FACEMAP"] {
        lists.extend([json!([new(category)]), json!([existing(category)])]);
    }
    lists.extend([
        json!([existing("DOCUMENT")]),
        json!([{"category": "ID", "id": null}]),
        json!([new("ID"), new("SELFIE")]),
        json!([new("ID"), existing("FACEMAP")]),
        json!([new("ID"), new("SELFIE"), new("ID")]),
    ]);
    lists
}

fn user_consent(country: &str, consent: &Value) -> Value {
    json!({"userIp": "1.2.3.4", "userLocation": {"country": country}, "consent": consent})
}

fn consents() -> impl Iterator<Item = Value> {
    let decisions = [None, Some(Value::Null), Some(json!("yes")), Some(json!("no")), Some(json!("na"))];
    let times = [None, Some(Value::Null), Some(json!("2024-07-20T17:20:35Z"))];
    let mut consents = vec![Value::Null];
    for decision in &decisions {
        for time in &times {
            let fields = [("obtained", decision), ("obtainedAt", time)];
            consents
                .push(fields.into_iter().filter_map(|(name, value)| Some((name, value.clone()?))).collect());
        }
    }
    ["USA", "DEU"].into_iter().flat_map(move |country| {
        consents.iter().map(|consent| user_consent(country, consent)).collect::<Vec<_>>()
    })
}

/// Each category with each type, and with no, one and two values of each choice.
fn typed_credentials() -> impl Iterator<Item = Value> {
    let codes =
        ["PASSPORT", "VISA", "IPROOV_STANDARD", "JUMIO_STANDARD", "BS", "WWCC", "CUSTOM", "OTHER", "x", ""];
    let choices =
        [json!(null), json!({"values": []}), json!({"values": ["USA"]}), json!({"values": ["USA", "DEU"]})];
    let types =
        [json!(null), json!({"values": []}), json!({"values": ["BS"]}), json!({"values": ["BS", "UB"]})];
    let of_code = move |category| {
        codes.map(
            |code| json!({"category": category, "country": {"values": ["USA"]}, "type": {"values": [code]}}),
        )
    };
    let counted = choices.into_iter().flat_map(move |country| {
        types.clone().map(|of_type| json!({"category": "DOCUMENT", "country": country, "type": of_type}))
    });
    ["ID", "DOCUMENT", "SELFIE", "FACEMAP"].into_iter().flat_map(of_code).chain(counted)
}
