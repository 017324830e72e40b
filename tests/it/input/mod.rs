//! Files that contain payloads: what is read from them, and where the findings are.

mod calls;
mod directive;
mod forms;
mod hostile;
mod markdown;
mod places;
mod postman;
mod shell;
mod variables;
mod windows;

use std::{fs, path::Path};

use kyx_schema::{
    Context, Finding, Kind, Operation,
    input::Format,
    lint::{LintedPart, Linter},
};
use serde_json::Value;

use crate::support::fixture_time;

/// A file of `tests/inputs/`.
fn file(name: &str) -> String {
    fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/inputs").join(name)).unwrap()
}

/// The parts of a file.
pub(crate) fn lint(text: &str, format: Format) -> Vec<LintedPart> {
    let mut parts = Vec::new();
    let linter = Linter::new(Context::unknown().at(fixture_time()));
    linter.lint_file(text.as_bytes(), format, &mut |part| parts.push(part));
    parts
}

/// The rule of each finding in a file, and the text at its place.
fn found(text: &str, format: Format) -> Vec<(&'static str, &str)> {
    let place =
        |it: &Finding| (it.rule.code, &text[it.range.unwrap().start.offset..it.range.unwrap().end.offset]);
    lint(text, format).iter().flat_map(|part| part.linted.report.findings().iter().map(place)).collect()
}

/// The kind of each payload in a file.
fn kinds(text: &str, format: Format) -> Vec<Option<Kind>> {
    lint(text, format).iter().map(|part| part.linted.kind).collect()
}

/// One line per part and per finding.
pub(crate) fn described(text: &str, format: Format) -> String {
    let mut lines = String::new();
    for part in lint(text, format) {
        let kind = part.linted.kind.map_or("-", |kind| kind.name());
        let foreign = if part.is_foreign { " foreign" } else { "" };
        let operation = match part.operation {
            Some(Operation::CreateAccount) => " create",
            Some(Operation::UpdateAccount) => " update",
            None => "",
        };
        lines.push_str(&format!("{} {kind}{operation}{foreign}\n", part.line));
        for finding in part.linted.report.findings() {
            let range = finding.range.unwrap();
            let found = &text[range.start.offset..range.end.offset].replace('\n', "⏎");
            lines.push_str(&format!(
                "    {}:{} {} {} {:?} [{}]\n",
                range.start.line,
                range.start.column,
                finding.rule.code,
                finding.pointer,
                found.chars().take(60).collect::<String>(),
                finding.message,
            ));
        }
    }
    lines
}

#[test]
fn each_command_of_the_documents() {
    let text = file("workflow-descriptions.txt");
    assert_eq!(Format::detect(&text), Some(Format::Curl));
    let parts = lint(&text, Format::Curl);
    assert_eq!(parts.len(), text.matches("\ncurl ").count());
    insta::assert_snapshot!(described(&text, Format::Curl));
}

/// Files as teams have them.
#[test]
fn files_of_each_format() {
    let names = [
        "capture.har",
        "create.bru",
        "guide.md",
        "kyx.postman_collection.json",
        "powershell.ps1",
        "requests.http",
        "script.sh",
        "windows.bat",
    ];
    let mut all = String::new();
    for name in names {
        let text = file(name);
        let format = Format::of_name(name).unwrap();
        if !["script.sh", "windows.bat", "powershell.ps1"].contains(&name) {
            assert_eq!(Format::detect(&text), Some(format), "{name}");
        }
        all.push_str(&format!("{name}\n{}\n", described(&text, format)));
    }
    insta::assert_snapshot!(all);
}

#[test]
fn a_byte_order_mark_hides_no_format() {
    for name in ["capture.har", "create.bru", "guide.md", "kyx.postman_collection.json", "requests.http"] {
        let text = file(name);
        assert_eq!(Format::detect(&format!("\u{FEFF}{text}")), Format::detect(&text), "{name}");
    }
    let array = "\u{FEFF}\n[{\"firstName\": 7}]";
    assert_eq!(Format::detect(array), Some(Format::Array));
    insta::assert_snapshot!(described(array, Format::Array));
}

#[test]
fn a_format_is_told_from_what_resembles_it() {
    for (text, format) in [
        ("\n [ {\"firstName\": \"A\"}]", Some(Format::Array)),
        ("[7, {\"firstName\": \"A\"}]", None),
        ("meta {\n  name: x\n}\n\npost {\n}\n", Some(Format::Bruno)),
        ("meta {\n  name: x\n}\n", None),
        ("post {\n}\n", None),
        ("{\"log\": {\"version\": \"1.2\", \"entries\": []}}", Some(Format::Har)),
        ("{\"log\": {\"level\": \"info\"}}", None),
        ("{\"page\": {\"entries\": []}}", None),
        ("https://example.com/\n", Some(Format::Http)),
        ("http://example.com/\n", Some(Format::Http)),
        ("ftp://example.com/\n", None),
    ] {
        assert_eq!(Format::detect(text), format, "{text}");
    }
}

#[test]
fn a_format_has_a_name() {
    for format in Format::ALL {
        assert_eq!(format.to_string(), format.name());
        assert_eq!(format.name().parse(), Ok(*format));
    }
    let names = "array, curl, http, postman, har, bruno, markdown";
    let message = format!("not a format of a file; formats are {names}");
    assert_eq!("pdf".parse::<Format>().map_err(|error| error.to_string()), Err(message));
}

/// The calls of the OpenAPI document are those that method and URL tell.
#[test]
fn each_call_of_the_openapi_document_is_known() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("schemas/openapi.json");
    let document: Value = serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap();
    let id = "11111111-1111-1111-1111-aaaaaaaaaaaa";
    let mut count = 0;
    for (path, operations) in document["paths"].as_object().unwrap() {
        let path = path.replace("{classifier}", "FRONT");
        let segments: Vec<_> = path.split('/').map(|it| if it.starts_with('{') { id } else { it }).collect();
        for (method, operation) in operations.as_object().unwrap() {
            let Some(name) = operation["operationId"].as_str() else { continue };
            let server = operation["servers"][1]["url"].as_str().unwrap_or("https://account.emea-1.jumio.ai");
            let url = server.to_owned() + &segments.join("/");
            let media_type = operation["requestBody"]["content"].as_object().and_then(|it| it.keys().next());
            let body = media_type.map_or(String::new(), |it| format!("Content-Type: {it}\n\n{{}}"));
            let message = format!("{} {url}\nUser-Agent: x\n{body}", method.to_uppercase());
            let parts = lint(&message, Format::Http);
            let is_of_call = |it: &&Finding| it.rule.code.starts_with("KYX8");
            let findings: Vec<_> = parts[0].linted.report.findings().iter().filter(is_of_call).collect();
            assert!(findings.is_empty(), "{message}\n{findings:?}");
            let (kind, operation) = match name {
                "createAccount" => (Some(Kind::AccountRequest), Some(Operation::CreateAccount)),
                "updateAccount" => (Some(Kind::AccountRequest), Some(Operation::UpdateAccount)),
                "uploadPreparedData" => (Some(Kind::PreparedData), None),
                _ => (None, None),
            };
            assert_eq!((parts[0].linted.kind, parts[0].operation), (kind, operation), "{message}");
            count += 1;
        }
    }
    assert_eq!(count, 14);
}
