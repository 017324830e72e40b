//! Broken and hostile texts of any size.

/// The name of a shape, and a function that generates a text of about so many bytes.
pub(crate) type Shape = (&'static str, fn(usize) -> Vec<u8>);

const MANY: &str = "long-winded-key-";

pub(crate) const SHAPES: &[Shape] = &[
    // Values that break a rule.
    ("clean values", |size| request(size, r#","credentials":[{"type":{"values":["#, r#""ID_CARD","#, "]}}]")),
    ("wrong types", |size| values(size, "1,")),
    ("repeated values", |size| values(size, r#""USA","#)),
    ("bad countries", |size| values(size, r#""us","#)),
    ("unlike any country", |size| values(size, r#""Atlantis","#)),
    ("empty arrays", |size| values(size, "[],")),
    ("types unknown to an ID", |size| types(size, "ID", r#""DRIVING LICENCE","#)),
    ("types unknown to a DOCUMENT", |size| types(size, "DOCUMENT", r#""XX","#)),
    ("types of another category", |size| types(size, "SELFIE", r#""PASSPORT","#)),
    ("one type of any length", |size| types(size, "ID", "x")),
    ("digits", |size| request(size, r#","credentials":"#, "9", "")),
    ("fraction", |size| whole(size, r#"{"customerInternalReference":1."#, "9", "}")),
    ("exponent", |size| whole(size, r#"{"customerInternalReference":1e"#, "9", "}")),
    ("digits of a key", |size| {
        whole(size, r#"{"customerInternalReference":"x","workflowDefinition":{"key":"#, "9", "}}")
    }),
    // Credentials, one by one.
    ("credentials of bad category", |size| credentials(size, r#"{"category":"IDE"},"#)),
    ("credentials of the same category", |size| credentials(size, r#"{"category":"ID"},"#)),
    ("credentials without category", |size| credentials(size, "{},")),
    ("documents", |size| {
        credentials(size, r#"{"category":"DOCUMENT","id":"89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"},"#)
    }),
    ("documents after others", |size| {
        let others = r#"{"category":"ID"},"#.repeat(size / 40);
        request(
            size,
            &format!(r#","credentials":[{others}"#),
            r#"{"category":"DOCUMENT"},"#,
            r#"{"category":"ID"}]"#,
        )
    }),
    ("facemaps", |size| credentials(size, r#"{"category":"FACEMAP","type":{"values":["A","A"]}},"#)),
    ("credentials of null", |size| credentials(size, r#"{"category":null,"id":null},"#)),
    ("credentials with a misspelt key", |size| credentials(size, r#"{"Category":"ID"},"#)),
    // Fields.
    ("unknown fields", |size| request(size, "", r##","#": 1"##, "")),
    ("misspelt fields", |size| request(size, "", r##","credential#": 1"##, "")),
    ("one unknown name", |size| request(size, r#",""#, "credentials", r#"":1"#)),
    ("one unknown name of accents", |size| request(size, r#",""#, "é", r#"":1"#)),
    ("one unknown value", |size| request(size, r#","credentials":[{"category":""#, "ID ", r#""}]"#)),
    ("repeated keys", |size| request(size, "", r#","key":2"#, "")),
    ("repeated objects", |size| request(size, "", r#","credentials":[{"id":1}]"#, "")),
    ("null fields", |size| whole(size, r#"{"firstName":"#, r#"null,"lastName":"#, "null}")),
    ("unknown nulls", |size| whole(size, r#"{"firstName":"x""#, r##","#":null"##, "}")),
    ("nested deep", |size| {
        request(
            size,
            r#","x":["#,
            &format!("{}1{},", r#"{"long-winded-key":"#.repeat(120), "}".repeat(120)),
            "1]",
        )
    }),
    ("nested long", nested_long),
    ("nested long, repeated", |size| {
        request(
            size,
            r#","x":["#,
            &format!(
                "{0}1,\"{1}\":1{2},",
                format!("{{\"{}\":", MANY.repeat(9)).repeat(120),
                MANY.repeat(9),
                "}".repeat(120)
            ),
            "1]",
        )
    }),
    ("arrays nested deep", |size| {
        request(size, r#","x":["#, &format!("{}{},", "[".repeat(120), "]".repeat(120)), "1]")
    }),
    ("open response", |size| {
        whole(size, r#"{"timestamp":1,"workflowExecution":{"id":1},"x":{"#, r##""#":null,"##, r#""x":1}}"#)
    }),
    // Text that is not JSON.
    ("commas", |size| whole(size, r#"{"workflowDefinition":{"#, ",", "}}")),
    ("commas in an array", |size| values(size, ",")),
    ("opening brackets", |size| whole(size, "", "[", "")),
    ("closing brackets", |size| whole(size, "", "]", "")),
    ("closing brackets in an object", |size| whole(size, r#"{"firstName":"x""#, "]", "")),
    ("mixed brackets", |size| whole(size, r#"{"firstName":["#, "[}", "]}")),
    ("pairs of brackets", |size| whole(size, r#"{"firstName":["#, "[]", "]}")),
    ("quotes", |size| whole(size, "", "\"", "")),
    ("quotes in an array", |size| values(size, "\"")),
    ("unclosed strings", |size| values(size, "\"a\n")),
    ("unclosed strings and commas", |size| values(size, "\"a,\n")),
    ("unclosed single quotes", |size| values(size, "'a\n")),
    ("unclosed typographic quotes", |size| values(size, "\u{201C}a\n")),
    ("unclosed keys", |size| whole(size, "{", "\"a: 1,\n", "}")),
    ("no colons", |size| whole(size, "{", "\"a\" 1,\n", "}")),
    ("no commas", |size| whole(size, "{", "\"a\": 1\n", "}")),
    ("no quotes", |size| whole(size, "{", "a: b,\n", "}")),
    ("wrong brackets", |size| whole(size, r#"{"firstName":["#, r#"{"a":[1},"#, "]}")),
    ("bullets", |size| whole(size, "{", "* \"a\": 1,\n", "}")),
    ("bullets without a quote", |size| whole(size, "{", "*", "}")),
    ("dashes", |size| whole(size, "{", "- ", "}")),
    ("colons", |size| whole(size, "{", ":", "}")),
    ("equals signs", |size| whole(size, r#"{"a""#, "=", "}")),
    ("line feeds in a string", |size| whole(size, r#"{"firstName":""#, "\n", r#""}"#)),
    ("line feeds and words in a string", |size| whole(size, r#"{"firstName":""#, "a\n", r#""}"#)),
    ("control characters", |size| values(size, "\"\u{1}\",")),
    ("single quotes", |size| values(size, "'USA',")),
    ("single quotes only", |size| whole(size, "{", "'", "}")),
    ("typographic quotes", |size| values(size, "\u{201C}USA\u{201D},")),
    ("typographic quotes at the end", |size| values(size, "\"USA\u{201D},\n")),
    ("typographic quotes in an open string", |size| whole(size, r#"{"firstName":""#, "\u{201D}", "\n}")),
    ("blanks after typographic quotes", |size| whole(size, r#"{"firstName":""#, "\u{201D}  ", "\n}")),
    ("far blanks after typographic quotes", |size| {
        whole(size, "{\"firstName\":\"\u{201D}", " \u{201D}", "\n}")
    }),
    ("quotes within single quotes", |size| whole(size, r#"{"firstName":'"#, "\"", "'}")),
    ("placeholders", |size| values(size, "...,")),
    ("placeholders for fields", |size| whole(size, r#"{"firstName":1,"#, "...,", "}")),
    ("placeholders of angle brackets", |size| values(size, "<x>,")),
    ("open brackets in a placeholder", |size| whole(size, r#"{"firstName":KEY "#, "[", "}")),
    ("quotes in a placeholder", |size| whole(size, r#"{"firstName":KEY "#, "\"", "}")),
    ("comments", |size| whole(size, r#"{"firstName":"#, "/**/", "1}")),
    ("comments between values", |size| values(size, "1/**/,")),
    ("comments on a line", |size| whole(size, "{", "/**/\n", "}")),
    ("comments after blanks", |size| whole(size, "{", "                /**/\n", "}")),
    ("comments in one line of blanks", |size| whole(size, "{", " /**/", "}")),
    ("line comments", |size| whole(size, "{", "//\n", "}")),
    ("an open comment", |size| whole(size, "{", "/*", "")),
    ("slashes", |size| whole(size, "{", "/ ", "}")),
    ("no-break spaces", |size| whole(size, "{", "\u{A0}", "}")),
    ("no-break spaces and blanks", |size| whole(size, "{", " \u{A0}", "}")),
    ("no-break spaces between values", |size| values(size, "1\u{A0},")),
    ("byte order marks", |size| whole(size, "", "\u{FEFF}", "{}")),
    ("line feeds", |size| whole(size, r#"{"firstName":1,"#, "\n", "}")),
    ("invalid UTF-8", |size| vec![0xFF; size]),
    ("invalid UTF-8 in values", |size| bytes(size, br#"{"firstName":[""#, b"\xFF\",\"", br#""]}"#)),
    ("every second byte invalid", |size| bytes(size, br#"{"firstName":""#, b"\xFFa", br#""}"#)),
    ("every second key invalid", |size| bytes(size, b"{", b"\"a\xFF\":1,", br#""a":1}"#)),
    ("NUL", |size| vec![0; size]),
    ("escapes", |size| whole(size, r#"{"firstName":""#, r"\u0041", r#""}"#)),
    ("escaped values", |size| values(size, r#""\u0041","#)),
    ("escaped line feeds", |size| whole(size, r#"{"firstName":""#, r"\n", r#""}"#)),
    ("bad escapes", |size| whole(size, r#"{"firstName":""#, r"\q", r#""}"#)),
    ("halves of surrogate pairs", |size| whole(size, r#"{"firstName":""#, r"\ud83d", r#""}"#)),
    ("many lines", |size| values(size, "1,\n")),
    ("accents before each finding", |size| whole(size, "[", "\"é\",'',", "]")),
    ("accents before each finding of a field", |size| request(size, "", r##","é#":"é""##, "")),
    // Values of any length.
    ("reference of digits", |size| {
        whole(size, r#"{"workflowDefinition":{"key":2},"customerInternalReference":""#, "4", r#""}"#)
    }),
    ("reference of cards", |size| {
        whole(
            size,
            r#"{"workflowDefinition":{"key":2},"customerInternalReference":""#,
            "4111 1111 1111 1112 ",
            r#""}"#,
        )
    }),
    ("reference of hyphens", |size| {
        whole(size, r#"{"workflowDefinition":{"key":2},"customerInternalReference":""#, "4-", r#""}"#)
    }),
    ("reference of at signs", |size| {
        whole(size, r#"{"workflowDefinition":{"key":2},"customerInternalReference":""#, "a@", r#""}"#)
    }),
    ("reference of dots", |size| {
        whole(size, r#"{"workflowDefinition":{"key":2},"customerInternalReference":"a@"#, "a.", r#""}"#)
    }),
    ("reference of phones", |size| {
        whole(size, r#"{"workflowDefinition":{"key":2},"customerInternalReference":""#, "+1(", r#""}"#)
    }),
    ("reference of tokens", |size| {
        whole(size, r#"{"workflowDefinition":{"key":2},"customerInternalReference":""#, "eyJ", r#""}"#)
    }),
    ("reference of bearers", |size| {
        whole(size, r#"{"workflowDefinition":{"key":2},"customerInternalReference":""#, "bearer ", r#""}"#)
    }),
    ("reference of slashes", |size| {
        whole(size, r#"{"workflowDefinition":{"key":2},"customerInternalReference":""#, "/", r#""}"#)
    }),
    ("URL", |size| field(size, r#","callbackUrl":"https://example.com/"#, "%40a4", r#"""#)),
    ("URL of dots", |size| field(size, r#","callbackUrl":"https://a"#, "a.", r#"""#)),
    ("URL of ports", |size| field(size, r#","callbackUrl":"https://a"#, ":1", r#"""#)),
    ("token lifetime", |size| field(size, r#","tokenLifetime":""#, "0", r#"m""#)),
    ("timestamp", |size| {
        request(size, r#","userConsent":{"consent":{"obtainedAt":"2025-01-01T00:00:00."#, "0", r#"Z"}}"#)
    }),
    ("locale", |size| field(size, r#","web":{"locale":"en_"#, "a", r#""}"#)),
    ("name", |size| whole(size, r#"{"firstName":""#, "a", r#""}"#)),
    ("name of accents", |size| whole(size, r#"{"firstName":""#, "é", r#""}"#)),
    ("e-mail address", |size| whole(size, r#"{"email":"a@"#, "a.", r#""}"#)),
    ("e-mail addresses", |size| whole(size, r#"{"email":""#, "a@a", r#""}"#)),
    ("phone number", |size| whole(size, r#"{"phoneNumber":"+1"#, " 5", r#""}"#)),
    ("date", |size| whole(size, r#"{"dateOfBirth":""#, "1", r#""}"#)),
    ("social security number", |size| whole(size, r#"{"socialSecurityNumber":""#, "1", r#""}"#)),
    ("country", |size| whole(size, r#"{"nationality":""#, "u", r#""}"#)),
    ("personal fields", |size| {
        whole(size, r#"{"firstName":"x""#, r#","lastName":"<","email":"x","phoneNumber":"+1 5""#, "}")
    }),
    // Responses.
    ("response of wrong URLs", |size| {
        response(
            size,
            r##"{"id":"b701e6c5-b74c-434a-866a-ef1f084a4d80","category":"ID","allowedChannels":["API"],"api":{"token":"x","parts":{"front":"https://api.amer-1.jumio.ai/api/v1/accounts/1/workflow-executions/1/credentials/1/parts/BACK"},"workflowExecution":"x"}},"##,
        )
    }),
    ("response of many parts", |size| {
        whole(
            size,
            r#"{"timestamp":"2023-09-08T06:30:52.164Z","account":{"id":"89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"},"workflowExecution":{"id":"bc6d862e-a1ae-40fa-9781-8fc755f75976","credentials":[{"id":"b701e6c5-b74c-434a-866a-ef1f084a4d80","category":"ID","allowedChannels":["API"],"api":{"token":"x","workflowExecution":"x","parts":{"a":"x""#,
            r##","#":"x""##,
            "}}}]}}",
        )
    }),
    ("response of bad ids", |size| {
        response(size, r##"{"id":"#","category":"ID","allowedChannels":["X"]},"##)
    }),
    ("response of valid credentials", |size| {
        response(
            size,
            r##"{"id":"b701e6c5-b74c-434a-866a-ef1f084a4d80","category":"ID","allowedChannels":["API"]},"##,
        )
    }),
];

/// A request with these items in the array of a credential's countries.
fn values(size: usize, item: &str) -> Vec<u8> {
    request(size, r#","credentials":[{"country":{"values":["#, item, r#""USA"]}}]"#)
}

fn types(size: usize, category: &str, item: &str) -> Vec<u8> {
    let (open, close) = if item.starts_with('"') { ("", r#""ID_CARD""#) } else { ("\"", "\"") };
    let head = format!(r#","credentials":[{{"category":"{category}","type":{{"values":[{open}"#);
    request(size, &head, item, &format!("{close}]}}}}]"))
}

fn credentials(size: usize, item: &str) -> Vec<u8> {
    request(size, r#","credentials":["#, item, r#"{"category":"ID"}]"#)
}

/// A request with these items in its workflow definition.
fn request(size: usize, head: &str, item: &str, tail: &str) -> Vec<u8> {
    let head = format!(r#"{{"customerInternalReference":"x","workflowDefinition":{{"key":2{head}"#);
    whole(size, &head, item, &format!("{tail}}}}}"))
}

/// A request with these items beside its workflow definition.
fn field(size: usize, head: &str, item: &str, tail: &str) -> Vec<u8> {
    let head = format!(r#"{{"customerInternalReference":"x","workflowDefinition":{{"key":2}}{head}"#);
    whole(size, &head, item, &format!("{tail}}}"))
}

fn response(size: usize, item: &str) -> Vec<u8> {
    let head = r#"{"timestamp":"2023-09-08T06:30:52.164Z","account":{"id":"89d585b9-ab3e-4de8-bb39-d79ecda2bfa7"},"workflowExecution":{"id":"bc6d862e-a1ae-40fa-9781-8fc755f75976","credentials":["#;
    whole(size, head, item, r#"{"id":"b701e6c5-b74c-434a-866a-ef1f084a4d80","category":"ID"}]}}"#)
}

/// Deep nesting with one key per level, each as long as the size allows.
fn nested_long(size: usize) -> Vec<u8> {
    const DEPTH: usize = 120;
    let key = "k".repeat((size / DEPTH).saturating_sub(8));
    let head = format!("{{\"{key}\":").repeat(DEPTH);
    whole(0, &format!(r#"{{"workflowDefinition":{head}1"#), "", &"}".repeat(DEPTH + 1))
}

fn whole(size: usize, head: &str, item: &str, tail: &str) -> Vec<u8> {
    bytes(size, head.as_bytes(), item.as_bytes(), tail.as_bytes())
}

/// As many items as fit; a `#` in an item is replaced with its index.
fn bytes(size: usize, head: &[u8], item: &[u8], tail: &[u8]) -> Vec<u8> {
    let mut text = head.to_vec();
    let number = item.iter().position(|byte| *byte == b'#');
    for index in 0.. {
        let start = text.len();
        match number {
            Some(at) => {
                text.extend_from_slice(&item[..at]);
                text.extend_from_slice(index.to_string().as_bytes());
                text.extend_from_slice(&item[at + 1..]);
            }
            None => text.extend_from_slice(item),
        }
        if item.is_empty() || text.len() + tail.len() > size {
            text.truncate(start);
            break;
        }
    }
    text.extend_from_slice(tail);
    text
}
