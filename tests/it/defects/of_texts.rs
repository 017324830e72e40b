//! Defects of the text: between tokens, and in the notation of tokens.

use std::ops::Range;

use serde_json::{Value, json};

use super::{
    plan::{Defect, Part, Place, Plan, Site, parent},
    text::{Edit, Gap, Node, Noise, Piece},
};

pub(super) fn all() -> Vec<Defect> {
    [noise(), quotes(), values(), keys(), punctuation(), around()].into_iter().flatten().collect()
}

const SPACES: [(&str, &[u8]); 6] = [
    ("no-break space", "\u{A0}".as_bytes()),
    ("em space", "\u{2003}\t\u{2003}".as_bytes()),
    ("byte order mark", "\u{FEFF}".as_bytes()),
    ("zero width space", "\u{200B}".as_bytes()),
    ("line separator", "\u{2028}".as_bytes()),
    ("ideographic space", "\u{3000}\n\u{A0}".as_bytes()),
];

const COMMENTS: [&[u8]; 4] =
    [b"/* \"a\": 1, ] } */", b"/**/", b"/* one\n   two\r\n\t*/", "/* 'ключ' // \u{A0} * / */".as_bytes()];
const LINE_COMMENTS: [&[u8]; 3] = [b"// \"a\": [1, }", b"//", "// «ключ» /* \u{A0}".as_bytes()];

const GAPS: [(Gap, &str, &str, &str); 4] = [
    (
        Gap::BeforeEntry,
        "foreign space before a member or element",
        "comment before a member or element",
        "line comment before a member or element",
    ),
    (
        Gap::BeforeColon,
        "foreign space before a colon",
        "comment before a colon",
        "line comment before a colon",
    ),
    (
        Gap::BeforeValue,
        "foreign space before a value",
        "comment before a value",
        "line comment before a value",
    ),
    (Gap::AfterValue, "foreign space after a value", "comment after a value", "line comment after a value"),
];

/// Noise between tokens: 002, 005 and 006.
fn noise() -> Vec<Defect> {
    let between = |site: &Site<'_>, gap: Gap, code, text, end: Option<&'static [u8]>| {
        let is_inner = matches!(gap, Gap::BeforeColon | Gap::BeforeValue);
        let pointer = site.any(|it| !is_inner || site.is_member(it))?;
        let found_at = if is_inner { pointer } else { parent(pointer) };
        let part = Part::Noise(gap, code);
        let plan =
            Plan::new(found_at, Place::Planted).edit(pointer, part, Edit::Noise(gap, site.piece(text)));
        let end = end.map(|text| (pointer.to_owned(), Edit::Noise(gap, Piece { text, planted: None })));
        Some(Plan { edits: plan.edits.into_iter().chain(end).collect(), ..plan })
    };
    let mut defects =
        vec![Defect::new("KYX006", "a no-break space of Latin-1 before a member or element", move |site| {
            let plan = between(site, Gap::BeforeEntry, "KYX006", b"\xA0", None)?;
            Some(Plan { pointer: String::new(), ..plan })
        })];
    for (gap, space, comment, line_comment) in GAPS {
        defects.push(Defect::new("KYX002", space, move |site| {
            let (_, text) = SPACES[site.pick / 7 % SPACES.len()];
            between(site, gap, "KYX002", text, None)
        }));
        defects.push(Defect::new("KYX005", comment, move |site| {
            between(site, gap, "KYX005", COMMENTS[site.pick / 7 % COMMENTS.len()], None)
        }));
        defects.push(Defect::new("KYX005", line_comment, move |site| {
            let newline = if site.case.style.newline == "\r\n" { "\r\n" } else { "\n" };
            let text = LINE_COMMENTS[site.pick / 7 % LINE_COMMENTS.len()];
            between(site, gap, "KYX005", text, Some(newline.as_bytes()))
        }));
    }
    defects
}

const QUOTES: [(&str, &str, &str); 7] = [
    ("“", "”", "double"),
    ("„", "“", "low"),
    ("'", "'", "single"),
    ("‘", "’", "single"),
    ("`", "`", "grave"),
    ("«", "»", "angle"),
    ("“", "\"", "half"),
];

/// A string between quotes that are not valid in JSON.
fn in_quotes(text: &str, pick: usize) -> Option<Vec<u8>> {
    let is_quote = |c: char| QUOTES.iter().any(|(a, b, _)| a.contains(c) || b.contains(c)) || c == '\\';
    let (open, close, _) = QUOTES[pick % QUOTES.len()];
    (!text.contains(is_quote)).then(|| format!("{open}{text}{close}").into_bytes())
}

/// Wrong quotes: 003.
fn quotes() -> Vec<Defect> {
    vec![
        Defect::new("KYX003", "quotes of a value", |site| {
            let pointer = site.any(|it| site.value(it).is_string())?;
            let token = in_quotes(site.value(pointer).as_str()?, site.pick / 7)?;
            let plan = Plan::new(pointer, Place::Value(pointer.to_owned()));
            Some(plan.edit(pointer, Part::Value, Edit::Put(Node::Token(token))))
        }),
        Defect::new("KYX003", "closing quote of a value", |site| {
            let pointer = site.any(|it| site.is_pretty() && site.value(it).is_string())?;
            let text = site.value(pointer).as_str()?;
            in_quotes(text, 0)?;
            let token = Node::token(&format!("\"{text}”"));
            let plan = Plan::new(pointer, Place::Value(pointer.to_owned()))
                .needs(pointer, Part::Noise(Gap::AfterValue, "KYX002"))
                .needs(pointer, Part::Noise(Gap::AfterValue, "KYX005"));
            let plan = site.quotes_go_on(pointer, plan);
            Some(plan.edit(pointer, Part::Value, Edit::Put(token)))
        }),
        Defect::new("KYX003", "quotes of a key", |site| {
            let pointer = site.any(|it| site.is_member(it))?;
            let token = in_quotes(pointer.rsplit('/').next()?, site.pick / 7)?;
            let plan = Plan::new(parent(pointer), Place::Key(pointer.to_owned()));
            Some(plan.edit(pointer, Part::Key, Edit::Key(token)))
        }),
    ]
}

const PLACEHOLDERS: [&str; 9] =
    ["DEFINITION_KEY", "...", "…", "<key>", "$key", "None", "your value here", "undefined", "NaN"];
const INVALID_NUMBERS: [&str; 6] = ["+5", "01", "1.", "0x1F", "1_000", "5m"];
/// Invalid strings, and the range of the defect in each.
const INVALID_STRINGS: [(&str, Range<usize>); 6] = [
    (r#""a\qb""#, 2..4),
    (r#""C:\dir""#, 3..5),
    (r#""ü\ud800""#, 3..9),
    (r#""\uZZZZ""#, 1..3),
    (r#""a\u12""#, 2..4),
    (r#""\ud83d\n""#, 1..7),
];
const NOT_UTF8: [(&[u8], Range<usize>); 3] =
    [(b"\"M\xFCller\"", 2..3), (b"\"\xE2\x82\"", 1..3), (b"\"\xFF\xFE\"", 1..3)];

/// Invalid tokens instead of a value: 001, 006 and 008.
fn values() -> Vec<Defect> {
    let instead = |site: &Site<'_>, token: Node, place: &dyn Fn(String) -> Place| {
        let pointer = site.any(|_| true)?;
        let plan = Plan::new(pointer, place(pointer.to_owned()));
        Some(plan.edit(pointer, Part::Value, Edit::Put(token)))
    };
    vec![
        Defect::new("KYX008", "a placeholder instead of a value", move |site| {
            let text = PLACEHOLDERS[site.pick / 7 % PLACEHOLDERS.len()];
            let plan = instead(site, Node::token(text), &Place::Value)?;
            let pointer = plan.pointer.clone();
            Some(plan.breaks(&pointer, Part::End))
        }),
        Defect::new("KYX001", "an invalid number", move |site| {
            let plan = instead(
                site,
                Node::token(INVALID_NUMBERS[site.pick / 7 % INVALID_NUMBERS.len()]),
                &Place::Value,
            )?;
            let pointer = plan.pointer.clone();
            Some(plan.breaks(&pointer, Part::End))
        }),
        Defect::new("KYX001", "an invalid escape sequence", move |site| {
            let (text, range) = &INVALID_STRINGS[site.pick / 7 % INVALID_STRINGS.len()];
            instead(site, Node::token(text), &|pointer| Place::Within(pointer, range.clone()))
        }),
        Defect::new("KYX006", "bytes of a value", move |site| {
            let (text, range) = &NOT_UTF8[site.pick / 7 % 3];
            let plan = instead(site, Node::Token(text.to_vec()), &|it| Place::Within(it, range.clone()))?;
            Some(Plan { pointer: String::new(), ..plan })
        }),
        Defect::new("KYX001", "a missing value", |site| {
            let pointer = site.any(|it| site.is_member(it))?;
            let plan = Plan::new(pointer, Place::Next(pointer.to_owned()))
                .needs(pointer, Part::Comma)
                .needs(pointer, Part::Colon)
                .needs(pointer, Part::Noise(Gap::AfterValue, "KYX002"))
                .needs(pointer, Part::Noise(Gap::AfterValue, "KYX005"))
                .needs(&site.last_of(pointer)?, Part::Entry);
            Some(plan.edit(pointer, Part::Value, Edit::Put(Node::token(""))).breaks(pointer, Part::End))
        }),
        Defect::new("KYX001", "a control character in a value", |site| {
            let pointer = site.any(|it| site.value(it).is_string())?;
            let text = site.value(pointer).as_str()?;
            let (control, length) = [("\t", 1), ("\u{1}", 1), ("\nx", 1)][site.pick / 7 % 3];
            // Without a comma after it, the next quote might open the next string as well as close this one.
            let plan = Plan::new(pointer, Place::Within(pointer.to_owned(), 1..1 + length))
                .needs(pointer, Part::Comma);
            let quoted = Value::from(text).to_string();
            let token = Node::token(&format!("\"{control}{}", &quoted[1..]));
            Some(plan.edit(pointer, Part::Value, Edit::Put(token)))
        }),
        Defect::new("KYX001", "a missing closing quote of a value", |site| {
            let pointer = site.any(|it| site.is_pretty() && site.value(it).is_string())?;
            let text = site.value(pointer).as_str()?;
            in_quotes(text, 0)?;
            let plan = Plan::new(pointer, Place::Line(pointer.to_owned()))
                .breaks(pointer, Part::Comma)
                .needs(pointer, Part::Noise(Gap::AfterValue, "KYX002"))
                .needs(pointer, Part::Noise(Gap::AfterValue, "KYX005"))
                .needs(parent(pointer), Part::Tail);
            let plan = site.quotes_go_on(pointer, plan);
            Some(plan.edit(pointer, Part::Value, Edit::Put(Node::token(&format!("\"{text}")))))
        }),
        Defect::new("KYX001", "a quote in a value", |site| {
            let pointer = site.any(|it| site.is_pretty() && site.value(it).is_string())?;
            let plan = Plan::new(parent(pointer), Place::Within(pointer.to_owned(), 3..4))
                .needs(pointer, Part::Noise(Gap::AfterValue, "KYX002"))
                .needs(pointer, Part::Noise(Gap::AfterValue, "KYX005"));
            Some(
                plan.edit(pointer, Part::Value, Edit::Put(Node::token("\"a\"b\"")))
                    .breaks(pointer, Part::End),
            )
        }),
    ]
}

/// Invalid and duplicate keys: 001, 006 and 104.
fn keys() -> Vec<Defect> {
    let name = |pointer: &str| pointer.rsplit('/').next().unwrap_or_default().to_owned();
    let is_word = |name: &str| name.bytes().all(|byte| byte.is_ascii_alphanumeric());
    vec![
        Defect::new("KYX001", "missing quotes around a key", move |site| {
            let pointer = site.any(|it| site.is_member(it) && is_word(&name(it)))?;
            let plan = Plan::new(parent(pointer), Place::Key(pointer.to_owned()));
            let plan = plan.needs(pointer, Part::Colon);
            Some(plan.edit(pointer, Part::Key, Edit::Key(name(pointer).into_bytes())))
        }),
        Defect::new("KYX001", "a missing opening quote of a key", move |site| {
            let pointer = site.any(|it| site.is_member(it) && is_word(&name(it)))?;
            let plan = Plan::new(parent(pointer), Place::Key(pointer.to_owned()));
            let plan = plan.needs(pointer, Part::Colon);
            Some(plan.edit(pointer, Part::Key, Edit::Key(format!("{}\"", name(pointer)).into_bytes())))
        }),
        Defect::new("KYX006", "bytes of a key", move |site| {
            let pointer = site.any(|it| site.is_member(it) && is_word(&name(it)))?;
            let token = [b"\"", &name(pointer).as_bytes()[..1], b"\xFC\"".as_slice()].concat();
            let plan = Plan::new("", Place::WithinKey(pointer.to_owned(), 2..3))
                .breaks(parent(pointer), Part::Names);
            Some(plan.edit(pointer, Part::Entry, Edit::Key(token)))
        }),
        Defect::new("KYX001", "a missing closing quote of a key", move |site| {
            // If it is the last member, one added after it is lost as well.
            let is_plain = |it: &str| {
                let value = site.value(it);
                site.is_followed(it) && (value.is_number() || value.is_boolean())
            };
            let pointer =
                site.any(|it| site.is_pretty() && site.is_member(it) && is_word(&name(it)) && is_plain(it))?;
            let plan = Plan::new(parent(pointer), Place::KeyLine(pointer.to_owned()))
                .needs(&site.last_of(pointer)?, Part::Entry);
            let plan = lost(parent(pointer), site.quotes_go_on(pointer, plan));
            Some(plan.edit(pointer, Part::Entry, Edit::Key(format!("\"{}", name(pointer)).into_bytes())))
        }),
        Defect::new("KYX104", "a key", |site| {
            let pointer = site.any(|it| site.is_member(it))?;
            let plan = Plan::new(pointer, Place::Key(pointer.to_owned())).needs(pointer, Part::Entry);
            let twins = [Node::token("1"), Node::token("null"), Node::from(&json!({ "a": [true] }))];
            Some(plan.edit(pointer, Part::Key, Edit::Twin(twins[site.pick / 7 % 3].clone())))
        }),
    ]
}

/// The parser loses a member of an object, so its members are unknown.
fn lost(object: &str, plan: Plan) -> Plan {
    plan.breaks(object, Part::Names)
}

/// Commas and colons: 001 and 004.
fn punctuation() -> Vec<Defect> {
    vec![
        Defect::new("KYX001", "a missing comma", |site| {
            let pointer = site.any(|it| site.is_followed(it))?;
            let (array, token) = pointer.rsplit_once('/')?;
            if let (Value::Array(items), Ok(index)) = (site.value(array), token.parse::<usize>()) {
                let next = &items[index + 1];
                if !next.is_string() && !next.is_object() {
                    return None; // two numbers or words without a comma form another word
                }
            }
            let plan = Plan::new(parent(pointer), Place::Next(pointer.to_owned()))
                .needs(&site.last_of(pointer)?, Part::Entry)
                .needs(pointer, Part::End)
                .needs(pointer, Part::Noise(Gap::AfterValue, "KYX002"));
            // A number and a key without quotes would form one word.
            let next = site.next_of(pointer)?;
            let plan = plan.needs(next, if site.is_member(next) { Part::Key } else { Part::Value });
            Some(plan.edit(pointer, Part::Comma, Edit::Comma(Noise::new())))
        }),
        Defect::new("KYX001", "an extra comma", |site| {
            let pointer = site.any(|it| site.is_followed(it) && site.is_member(it))?;
            let plan = Plan::new(parent(pointer), Place::Planted).needs(&site.last_of(pointer)?, Part::Entry);
            let commas = vec![Piece { text: b",", planted: None }, site.piece(b",")];
            Some(plan.edit(pointer, Part::Comma, Edit::Comma(commas)))
        }),
        Defect::new("KYX001", "a semicolon instead of a comma", |site| {
            let pointer = site.any(|it| site.is_followed(it))?;
            let plan = Plan::new(parent(pointer), Place::Planted).needs(&site.last_of(pointer)?, Part::Entry);
            Some(plan.edit(pointer, Part::Comma, Edit::Comma(vec![site.piece(b";")])))
        }),
        Defect::new("KYX001", "an equals sign instead of a colon", |site| {
            let pointer = site.any(|it| site.is_member(it))?;
            let plan = Plan::new(pointer, Place::Planted).edit(pointer, Part::Colon, Edit::Colon(""));
            let gap = Gap::BeforeColon;
            let plan = plan
                .needs(pointer, Part::Noise(gap, "KYX002"))
                .needs(pointer, Part::Noise(gap, "KYX005"))
                .edit(pointer, Part::Colon, Edit::Noise(gap, site.piece(b"=")));
            Some(plan)
        }),
        Defect::new("KYX001", "a missing colon", |site| {
            let pointer = site.any(|it| site.is_member(it))?;
            let plan = Plan::new(pointer, Place::First(pointer.to_owned()))
                .breaks(pointer, Part::End)
                .needs(pointer, Part::Noise(Gap::BeforeColon, "KYX002"));
            Some(plan.edit(pointer, Part::Colon, Edit::Colon("")))
        }),
        Defect::new("KYX004", "a comma after the last member or element", |site| {
            let pointer = site.any(|it| !site.is_followed(it))?;
            let found_at = parent(pointer);
            let plan = Plan::new(found_at, Place::Planted).needs(pointer, Part::Entry);
            Some(plan.edit(found_at, Part::Tail, Edit::Tail(site.piece(b","))))
        }),
        Defect::new("KYX008", "a placeholder instead of a member", |site| {
            let pointer = site.any(|it| site.is_member(it))?;
            let object = parent(pointer);
            let text: &[u8] = [b"...", "…".as_bytes(), b"MORE_FIELDS"][site.pick / 7 % 3];
            let plan = Plan::new(object, Place::Planted).needs(pointer, Part::Entry);
            let plan = lost(object, plan);
            Some(plan.edit(object, Part::Names, Edit::Stray(site.piece(text))))
        }),
    ]
}

/// Noise before and after the payload: 001, 002, 005 and 006.
fn around() -> Vec<Defect> {
    let before = |site: &Site<'_>, text| {
        let plan = Plan::new("", Place::Planted).breaks("", Part::Lead);
        Some(Plan { lead: vec![site.piece(text)], ..plan })
    };
    let after = |site: &Site<'_>, text| {
        let plan = Plan::new("", Place::Planted).breaks("", Part::Trail);
        Some(Plan { trail: vec![site.piece(text)], ..plan })
    };
    vec![
        Defect::new("KYX006", "byte order mark", move |site| before(site, "\u{FEFF}".as_bytes())),
        Defect::new("KYX002", "foreign space before the payload", move |site| {
            before(site, "\u{A0}".as_bytes())
        }),
        Defect::new("KYX002", "foreign space after the payload", move |site| {
            after(site, "\u{2003}".as_bytes())
        }),
        Defect::new("KYX005", "comment before the payload", move |site| before(site, b"/* {} */")),
        Defect::new("KYX005", "comment after the payload", move |site| after(site, b"/* {} */")),
        Defect::new("KYX001", "a bracket after the payload", move |site| after(site, b"}")),
    ]
}
