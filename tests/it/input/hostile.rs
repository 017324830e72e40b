//! Damaged, huge and misleading files: a clear finding.

use kyx_schema::{
    Context,
    input::Format,
    lint::{Linter, MAX_BYTES},
};

use super::{described, file, lint};
use crate::support::{findings_in_file, fixture_time};

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
    let parts = lint(&har, Format::Har);
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
    let parts = lint(&collection, Format::Postman);
    assert_eq!(parts.len(), 10_000);
}

/// With quadratic time, they would take minutes.
#[test]
fn misleading_texts_are_read_to_their_end() {
    let cases = [
        ("curl 'https://a.b\n".repeat(50_000), Format::Curl),
        ("curl \"https://a.b \\\n".repeat(50_000), Format::Curl),
        (format!("curl \"{}", "\\\n".repeat(200_000)), Format::Curl),
        ("curl $'https://a.b\n".repeat(50_000), Format::Curl),
        ("curl -d @- <<X\n".repeat(50_000), Format::Curl),
        ("curl a; ".repeat(50_000), Format::Curl),
        ("curl curl ".repeat(100_000), Format::Curl),
        ("curling ".repeat(200_000), Format::Curl),
        ("curl ^\r\n ".repeat(50_000), Format::Curl),
        ("curl 'a `\n".repeat(50_000), Format::Curl),
        (format!("curl a -d '{}'", "$".repeat(200_000)), Format::Curl),
        (format!("curl a -d '{}'", "{{".repeat(200_000)), Format::Curl),
        ("POST /\n\n".repeat(50_000), Format::Http),
        ("> {%\n".repeat(50_000), Format::Http),
        ("a {\n".repeat(50_000), Format::Bruno),
        (format!("{}```json\n{{}}\n", ">".repeat(10_000)), Format::Markdown),
        ("```json\n".repeat(50_000), Format::Markdown),
        ("- ".repeat(50_000), Format::Markdown),
        ("[".repeat(200_000), Format::Array),
        ("{\"item\": [".repeat(50_000), Format::Postman),
        ("{\"log\": ".repeat(50_000), Format::Har),
        ("\0".repeat(200_000), Format::Http),
    ];
    for (text, format) in &cases {
        lint(text, *format);
        _ = Format::detect(text);
    }
}

/// Files of every format, with the syntax that is hard to read.
const FILES: &[&str] = &[
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

#[test]
fn every_prefix_of_a_file_is_read_without_a_panic() {
    for file in FILES {
        for end in (0..=file.len()).filter(|end| file.is_char_boundary(*end)) {
            for format in Format::ALL {
                lint(&file[..end], *format);
                lint(&file[end..], *format);
            }
            let _ = Format::detect(&file[..end]);
        }
    }
}

/// Readers that skip some whitespace and end words at other whitespace do not come to an end.
#[test]
fn whitespace_of_any_kind_is_read() {
    for file in FILES {
        for at in (0..=file.len()).filter(|at| file.is_char_boundary(*at)) {
            for space in ["\u{B}", "\u{C}", "\r", "\u{85}", "\u{2028}", "\u{3000}", "\u{FEFF}"] {
                let file = [&file[..at], space, &file[at..]].concat();
                Format::detect(&file).into_iter().for_each(|format| _ = lint(&file, format));
            }
        }
    }
}

#[test]
fn an_array_with_errors_between_its_elements_is_not_clean() {
    let text = "[\n{\"firstName\": \"A\"}\n{\"firstName\": \"B\"},\n]";
    insta::assert_snapshot!(described(text, Format::Array));
}

/// The rule of a finding, and its offset.
type Place = (&'static str, usize);

/// The places of the findings in a file.
fn found(file: &[u8], format: Format) -> Vec<Place> {
    let linter = Linter::new(Context::unknown().at(fixture_time()));
    let findings = findings_in_file(&linter, file, format);
    findings.iter().map(|it| (it.rule.code, it.range.unwrap().start.offset)).collect()
}

#[test]
fn errors_between_elements_are_found_in_arrays_up_to_the_limit() {
    let (first, second) = (r#"[{"firstName": "A"}"#, r#"{"lastName": "B"}]"#);
    let start = MAX_BYTES - second.len();
    let array = [first, &" ".repeat(start - first.len()), second].concat();
    assert_eq!(found(array.as_bytes(), Format::Array), [("KYX001", start)]);
}

#[test]
fn errors_between_elements_damage_longer_arrays() {
    let (first, others) = (r#"[{"firstName": "A"}"#, r#"{"lastName": "B"} {"lastName": "C"}]"#);
    let array = [first, &" ".repeat(MAX_BYTES), others].concat();
    assert_eq!(found(array.as_bytes(), Format::Array), [("KYX808", MAX_BYTES + first.len())]);
}

#[test]
fn errors_in_an_array_are_found_once() {
    let cases: [(&str, &[Place]); 6] = [
        (r#"[{"firstName": 7} x, {"firstName": "B"}]"#, &[("KYX101", 15), ("KYX001", 18)]),
        (r#"[{"firstName": 7}, , {"firstName": "B"}]"#, &[("KYX101", 15), ("KYX001", 19)]),
        (r#"[{"firstName": 7} {"firstName": "B"}]"#, &[("KYX101", 15), ("KYX001", 18)]),
        (r#"[{"firstName": [{} {}]}]"#, &[("KYX101", 15), ("KYX001", 19)]),
        (r#"[{"firstName": "A"} 7]"#, &[("KYX001", 20)]),
        (r#"[{"firstName": "A"} [1 2]]"#, &[("KYX105", 20), ("KYX001", 23)]),
    ];
    for (array, expected) in cases {
        assert_eq!(found(array.as_bytes(), Format::Array), expected, "{array}");
    }
}

#[test]
fn bytes_that_are_not_utf8_are_found_in_their_payload() {
    let cases: [(&[u8], &[Place]); 3] = [
        (
            b"[{\"firstName\": \"A\xFF\"}, {\"firstName\": \"B\"}, {\"firstName\": \"C\xFE\"}]",
            &[("KYX006", 17), ("KYX006", 58)],
        ),
        (b"[{\"firstName\": \"A\"}\xFF, {\"firstName\": \"B\"}]", &[("KYX001", 19)]),
        (b"[{\"firstName\": \"A\"},\xFF{\"firstName\": \"B\"}]", &[("KYX001", 20), ("KYX006", 20)]),
    ];
    for (array, expected) in cases {
        assert_eq!(found(array, Format::Array), expected, "{}", String::from_utf8_lossy(array));
    }
}

/// In double quotes and here documents, a backslash means nothing before other characters, and joins lines.
#[test]
fn backslashes_mean_what_they_mean_to_a_shell() {
    let country = r#"{"nationality": "\u0055SA"}"#;
    let quoted = country.replace('"', "\\\"");
    for (body, is_clean) in [
        (format!("-d \"{quoted}\""), true),
        (format!("-d \"{}\"", quoted.replace("\\u", "u")), false),
        (format!("-d \"{}\"", quoted.replace("SA", "S\\\nA")), true),
        (format!("-d @- <<END\n{country}\nEND"), true),
        (format!("-d @- <<END\n{}\nEND", country.replace("SA", "S\\\nA")), true),
        (format!("-d @- <<'END'\n{}\nEND", country.replace("SA", "S\\\nA")), false),
    ] {
        let found = found(format!("curl https://example.com {body}\n").as_bytes(), Format::Curl);
        assert_eq!(found.is_empty(), is_clean, "{body} {found:?}");
    }
}

#[test]
fn parts_with_findings_tell_what_may_be_displayed() {
    let parts = lint(r#"[{"firstName": 7}, {"firstName": "B"}]"#, Format::Array);
    let told: Vec<_> = parts.iter().map(|part| part.linted.visibility.is_some()).collect();
    assert_eq!(told, [true, false]);
}

#[test]
fn an_array_that_is_cut_off_has_one_error() {
    let parts = lint("[{\"firstName\": \"A\"}, {\"firstName\":", Format::Array);
    let reports = parts.iter().map(|part| part.linted.report.findings().len());
    assert_eq!(reports.collect::<Vec<_>>(), [0, 1]);
}

#[test]
fn a_request_with_an_unknown_method_is_read() {
    let request = |line: &str| {
        let body = r#"{"customerInternalReference": "order-4711", "workflowDefinition": {"key": "two"}}"#;
        format!("### Create\n{line}\nUser-Agent: Example\nContent-Type: application/json\n\n{body}\n")
    };
    let codes = |line: &str| -> Vec<_> {
        let parts = lint(&request(line), Format::Http);
        parts.iter().flat_map(|part| part.linted.report.findings()).map(|it| it.rule.code).collect()
    };
    let url = "https://account.emea-1.jumio.ai/api/v1/accounts";
    assert_eq!(codes(&format!("POTS {url}")), ["KYX801", "KYX219"]);
    assert_eq!(codes(&format!("POTS {url} HTTP/1.1")), ["KYX801", "KYX219"]);
    assert_eq!(codes("POTS {{host}}/api/v1/accounts"), ["KYX801", "KYX219"]);
    assert_eq!(codes("POTS /api/v1/accounts HTTP/1.1"), ["KYX801", "KYX219"]);
    assert_eq!(codes(&format!("See {url}")), [""; 0]);
}

#[test]
fn a_key_without_a_value_is_read_without_a_panic() {
    for cut in ["\"schema\"", "\"schema\"\u{E9}", "\"schema\" \u{E9}: 1", "\"schema\":", "\"schema\":\u{E9}"]
    {
        let text = format!("{{\"info\": {{\"name\": \"KYX\", {cut}");
        assert_eq!(Format::detect(&text), None, "{text}");
    }
    for (name, format) in [("kyx.postman_collection.json", Format::Postman), ("capture.har", Format::Har)] {
        let text = file(name);
        for (at, _) in text.match_indices(':') {
            let broken = format!("{}\u{E9}{}", &text[..at], &text[at + 1..]);
            let cut = &text[..at];
            for text in [broken.as_str(), cut] {
                _ = (Format::detect(text), lint(text, format));
            }
        }
    }
}
