//! The forms in which payloads are embedded, each with where every byte of the payload is.

use kyx_schema::input::Format;

/// A file with an embedded payload.
pub(crate) struct Embedded {
    pub(crate) text: String,
    pub(crate) format: Format,
    /// Where each character starts, by its offset in the payload.
    starts: Vec<usize>,
    /// Where each character ends, by the offset after it.
    ends: Vec<usize>,
}

impl Embedded {
    fn new(format: Format) -> Self {
        Self { text: String::new(), format, starts: Vec::new(), ends: Vec::new() }
    }

    fn raw(mut self, text: &str) -> Self {
        self.text.push_str(text);
        self
    }

    /// Appends the payload; `write` returns what is written before a character, for it, and after it.
    fn payload(mut self, payload: &str, mut write: impl FnMut(char) -> [String; 3]) -> Self {
        (self.starts, self.ends) = (vec![0; payload.len() + 1], vec![0; payload.len() + 1]);
        for (at, c) in payload.char_indices() {
            let [before, unit, after] = write(c);
            self.text.push_str(&before);
            self.starts[at] = self.text.len();
            self.text.push_str(&unit);
            self.ends[at + c.len_utf8()] = self.text.len();
            self.text.push_str(&after);
        }
        self.starts[payload.len()] = self.ends[payload.len()];
        self
    }

    /// The range in the file of a range of the payload.
    pub(crate) fn range(&self, start: usize, end: usize) -> (usize, usize) {
        (self.starts[start], if start == end { self.starts[start] } else { self.ends[end] })
    }
}

fn unit(unit: impl Into<String>) -> [String; 3] {
    [String::new(), unit.into(), String::new()]
}

/// A character after a backslash if it is special.
fn escaped(c: char, special: &str) -> [String; 3] {
    if special.contains(c) { unit(format!("\\{c}")) } else { unit(c) }
}

fn in_json(c: char) -> [String; 3] {
    let quoted = serde_json::to_string(&c).unwrap();
    unit(&quoted[1..quoted.len() - 1])
}

type Form = fn(&str) -> Embedded;

/// Every form, with its name.
pub(crate) const FORMS: &[(&str, Form)] = &[
    ("single quotes", |payload| {
        let write = |c| match c {
            '\'' => ["'".to_owned(), "\\'".to_owned(), "'".to_owned()],
            c => unit(c),
        };
        let start = "#!/bin/sh\n# curl is called below\ncurl -sS \\\n  --request POST \\\n  -d '";
        Embedded::new(Format::Curl).raw(start).payload(payload, write).raw("' https://example.com | jq .\n")
    }),
    ("double quotes", |payload| {
        let start = "answer=$(curl https://example.com --data-raw \"";
        Embedded::new(Format::Curl).raw(start).payload(payload, |c| escaped(c, "\\\"$`")).raw("\")\n")
    }),
    ("ANSI-C quotes", |payload| {
        let write = |c| match c {
            '\n' => unit("\\n"),
            '\u{e9}' => unit("\\u00e9"),
            c => escaped(c, "\\'"),
        };
        Embedded::new(Format::Curl).raw("curl --json $'").payload(payload, write).raw("' https://example.com")
    }),
    ("here document", |payload| {
        let start = "curl -d @- https://example.com <<'END' | jq .\n";
        Embedded::new(Format::Curl).raw(start).payload(payload, unit).raw("\nEND\necho done\n")
    }),
    ("here document with variables", |payload| {
        let start = "curl https://example.com -d \"$(cat <<END\n";
        Embedded::new(Format::Curl).raw(start).payload(payload, |c| escaped(c, "\\$`")).raw("\nEND\n)\"\n")
    }),
    ("here document after text", |payload| {
        let start = "curl https://example.com -d \" \\\n$(cat <<END\n";
        Embedded::new(Format::Curl).raw(start).payload(payload, |c| escaped(c, "\\$`")).raw("\nEND\n)\"\n")
    }),
    ("PowerShell", |payload| {
        let write = |c| if c == '\'' { unit("''") } else { unit(c) };
        let start = "curl.exe -X POST `\r\n  -d '";
        Embedded::new(Format::Curl).raw(start).payload(payload, write).raw("' `\r\n  https://example.com\r\n")
    }),
    ("HTTP file", |payload| {
        let start =
            "@host = example.com\n\n### First\nPOST https://example.com/\nContent-Type: application/json\n\n";
        let end = "\n\n> {%\n  client.log(1)\n%}\n\n### Second\nGET https://example.com/\n";
        Embedded::new(Format::Http).raw(start).payload(payload, unit).raw(end)
    }),
    ("HTTP message", |payload| {
        let start = "POST / HTTP/1.1\r\nHost: example.com\r\n\r\n";
        let end = "\r\nHTTP/1.1 200 OK\r\nContent-Type: text/plain\r\n\r\nok\r\n";
        Embedded::new(Format::Http).raw(start).payload(payload, unit).raw(end)
    }),
    ("Markdown", |payload| {
        let start = "# Title\n\nText with ``` in it.\n\n~~~~json\n";
        Embedded::new(Format::Markdown).raw(start).payload(payload, unit).raw("\n~~~~\n\nMore.\n")
    }),
    ("quote in Markdown", |payload| {
        let mut before = ' ';
        let write = move |c| {
            let prefix = if before == '\n' { "> " } else { "" };
            before = c;
            [prefix.to_owned(), c.to_string(), String::new()]
        };
        Embedded::new(Format::Markdown).raw("> ```json\n> ").payload(payload, write).raw("\n> ```\n")
    }),
    ("curl in Markdown", |payload| {
        let write = |c| match c {
            '\'' => ["'".to_owned(), "\\'".to_owned(), "'".to_owned()],
            c => unit(c),
        };
        let start = "- item\n\n  ```bash title=\"x\"\n  curl https://example.com -d '";
        let mut newline = false;
        let write = move |c| {
            let [before, unit, after] = write(c);
            let indent = if newline { "  " } else { "" };
            newline = c == '\n';
            [format!("{indent}{before}"), unit, after]
        };
        Embedded::new(Format::Markdown).raw(start).payload(payload, write).raw("'\n  ```\n")
    }),
    ("Postman", |payload| {
        let start = r#"{"info": {"name": "x", "schema": "https://schema.getpostman.com/json/collection/v2.1.0/collection.json"},
          "item": [{"name": "folder", "item": [{"request": {"method": "POST", "url": {"raw": "https://example.com"}, "body": {"mode": "raw", "raw": ""#;
        Embedded::new(Format::Postman)
            .raw(start)
            .payload(payload, in_json)
            .raw("\"}}, \"response\": []}]}]}\n")
    }),
    ("HAR", |payload| {
        let start = r#"{"log": {"version": "1.2", "entries": [{"request": {"method": "POST", "url": "https://example.com/", "headers": [], "postData": {"mimeType": "application/json", "text": ""#;
        Embedded::new(Format::Har).raw(start).payload(payload, in_json).raw("\"}}}]}}")
    }),
    ("Bruno", |payload| {
        let mut before = ' ';
        let write = move |c| {
            let indent = if before == '\n' { "  " } else { "" };
            before = c;
            [indent.to_owned(), c.to_string(), String::new()]
        };
        let start =
            "meta {\n  name: x\n}\n\npost {\n  url: https://example.com\n  body: json\n}\n\nbody:json {\n  ";
        Embedded::new(Format::Bruno).raw(start).payload(payload, write).raw("\n}\n")
    }),
];
