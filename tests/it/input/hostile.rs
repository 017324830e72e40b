//! Damaged, huge and misleading files: a clear finding, in linear time.

use std::time::{Duration, Instant};

use kyx_schema::input::Format;

use super::{described, lint};

/// Longer than any file below takes, even on a slow machine.
const LONG: Duration = Duration::from_secs(20);

fn quickly<T>(what: &str, act: impl FnOnce() -> T) -> T {
    let start = Instant::now();
    let result = act();
    println!("{what}: {:?}", start.elapsed());
    assert!(start.elapsed() < LONG, "{what}: {:?}", start.elapsed());
    result
}

const BODY: &str = r#"{\"customerInternalReference\": \"x\", \"workflowDefinition\": {\"key\": \"two\"}}"#;

fn entry(body: &str) -> String {
    format!(
        r#"{{"request": {{"method": "POST", "url": "https://account.emea-1.jumio.ai/api/v1/accounts", "headers": [], "postData": {{"text": "{body}"}}}}}}"#
    )
}

#[test]
fn a_capture_that_is_cut_off_is_read_to_its_end() {
    let entries = vec![entry(BODY); 20_000].join(",\n");
    let har = format!(
        "{{\"log\": {{\"version\": \"1.2\", \"creator\": {{}}, \"entries\": [\n{entries},\n{}",
        &entry(BODY)[..150]
    );
    assert_eq!(Format::detect(&har), Some(Format::Har));
    let parts = quickly("HAR", || lint(&har, Format::Har));
    assert_eq!(parts.len(), 20_002, "with the entry that is cut off, and the place where it is");
    let last = parts.last().unwrap().linted.report.findings().to_vec();
    assert_eq!((last.len(), last[0].rule.code), (1, "KYX808"));
    assert_eq!(last[0].range.unwrap().start.line, 20_002);
    assert!(parts[..20_000].iter().all(|part| part.linted.report.findings().len() == 1));
}

#[test]
fn a_collection_of_many_requests() {
    let item = format!(
        r#"{{"name": "x", "request": {{"method": "POST", "url": "https://account.emea-1.jumio.ai/api/v1/accounts", "header": [], "body": {{"mode": "raw", "raw": "{BODY}"}}}}}}"#
    );
    let items = vec![item; 10_000].join(",");
    let collection = format!(
        r#"{{"info": {{"_postman_id": "1", "name": "x"}}, "item": [{{"name": "y", "item": [{items}]}}]}}"#
    );
    assert_eq!(Format::detect(&collection), Some(Format::Postman));
    let parts = quickly("collection", || lint(&collection, Format::Postman));
    assert_eq!(parts.len(), 10_000);
}

#[test]
fn misleading_texts_take_linear_time() {
    let cases = [
        ("open quotes", "curl 'https://a.b\n".repeat(100_000), Format::Curl),
        ("open double quotes", "curl \"https://a.b \\\n".repeat(100_000), Format::Curl),
        ("continued lines", format!("curl \"{}", "\\\n".repeat(500_000)), Format::Curl),
        ("open ANSI-C quotes", "curl $'https://a.b\n".repeat(100_000), Format::Curl),
        ("open here documents", "curl -d @- <<X\n".repeat(100_000), Format::Curl),
        ("commands on a line", "curl a; ".repeat(100_000), Format::Curl),
        ("words", "curl curl ".repeat(200_000), Format::Curl),
        ("no commands", "curling ".repeat(500_000), Format::Curl),
        ("carets", "curl ^\r\n ".repeat(100_000), Format::Curl),
        ("backticks", "curl 'a `\n".repeat(100_000), Format::Curl),
        ("dollars", format!("curl a -d '{}'", "$".repeat(1_000_000)), Format::Curl),
        ("braces", format!("curl a -d '{}'", "{{".repeat(500_000)), Format::Curl),
        ("requests", "POST /\n\n".repeat(100_000), Format::Http),
        ("scripts", "> {%\n".repeat(100_000), Format::Http),
        ("blocks", "a {\n".repeat(100_000), Format::Bruno),
        ("quotes in Markdown", format!("{}```json\n{{}}\n", ">".repeat(10_000)), Format::Markdown),
        ("fences", "```json\n".repeat(100_000), Format::Markdown),
        ("lists", "- ".repeat(50_000), Format::Markdown),
        ("brackets", "[".repeat(1_000_000), Format::Array),
        ("folders", "{\"item\": [".repeat(100_000), Format::Postman),
        ("open objects", "{\"log\": ".repeat(100_000), Format::Har),
        ("NUL", "\0".repeat(1_000_000), Format::Http),
    ];
    for (name, text, format) in &cases {
        quickly(name, || lint(text, *format));
        quickly(name, || Format::detect(text));
    }
}

#[test]
fn every_prefix_of_a_file_is_read_without_a_panic() {
    let files = [
        "curl -X POST $'https://account.emea-1.jumio.ai/api/v1/accounts\\u00e9' -d \"{\\\"a\\\": \\\"\u{e9}$X\\\"}\" <<'E'\nx\nE\n",
        "curl -d \"$(cat <<-E\n\t{\"a\": 1}\n\tE\n)\" {{url}}",
        "curl ^\r\n -d ^\"^{^\\^\"a^\\^\": 1^}^\" ^\r\n https://example.com",
        "curl.exe `\n -d @'\n{\"a\": \u{e9}}\n'@ -H \"a: `\"b`\"\" https://example.com",
        "### a\r\nPOST {{host}}/api/v1/accounts\r\n  ?a=b\r\nA: b\r\n\r\n< x.json\r\n> {%\r\n%}\r\nHTTP/1.1 200 OK\r\n\r\n{}",
        "meta {\n}\npost {\n  url: {{u}}\n}\nbody:json {\n  {\"a\": {{b}}, {{c}}}\n}\n",
        "> ```json\n> {\"a\": \"\u{e9}\"}\n> ```\n1. ~~~sh\n   curl 'x'\n",
        r#"{"log": {"entries": [{"request": {"method": "GET", "url": "x\ud83d\ude00\u00e9"}, "response": {"status": 200, "content": {"mimeType": "application/json", "encoding": "base64", "text": "e30="}}}]}}"#,
        "[{\"a\": 1}, {\"b\": \u{201c}\u{e9}\u{201d}},]",
    ];
    for file in files {
        for end in (0..=file.len()).filter(|end| file.is_char_boundary(*end)) {
            for format in Format::ALL {
                lint(&file[..end], *format);
                lint(&file[end..], *format);
            }
            let _ = Format::detect(&file[..end]);
        }
    }
}

#[test]
fn an_array_with_errors_between_its_elements_is_not_clean() {
    let text = "[\n{\"firstName\": \"A\"}\n{\"firstName\": \"B\"},\n]";
    insta::assert_snapshot!(described(text, Format::Array));
}
