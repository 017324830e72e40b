//! The calls that files show: method, URL, headers and body, each with its place.

use kyx_schema::{
    Context, Operation,
    input::Format,
    lint::{LintedPart, Linter},
};

use super::lint;

const ACCOUNTS: &str = "https://account.emea-1.jumio.ai/api/v1/accounts";
const ACCOUNT: &str = "https://account.emea-1.jumio.ai/api/v1/accounts/11111111-1111-1111-1111-aaaaaaaaaaaa";
const TOKEN: &str = "c2lnbmF0dXJlc2lnbmF0dXJl";
const BODY: &str = r#"{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2}}"#;

/// One line per call: its operation, and each finding with what it is about.
fn calls(text: &str, format: Format) -> Vec<String> {
    let line = |part: &LintedPart| {
        let operation = match part.operation {
            _ if part.is_foreign => "foreign",
            Some(Operation::CreateAccount) => "create",
            Some(Operation::UpdateAccount) => "update",
            None => "-",
        };
        let findings = part.linted.report.findings().iter().map(|finding| {
            let range = finding.range.unwrap();
            format!(", {} {}", finding.rule.code, &text[range.start.offset..range.end.offset])
        });
        std::iter::once(operation.to_owned()).chain(findings).collect()
    };
    lint(text, format).iter().map(line).collect()
}

#[test]
fn blocks_of_bruno_are_headers_passwords_and_bodies() {
    let json = format!("body:json {{\n  {BODY}\n}}\n");
    let typed = |media_type: &str| format!("headers {{\n  Content-Type: {media_type}\n}}\n\n");
    let token = format!("{{\n  token: {TOKEN}\n}}\n");
    for (method, blocks, expected) in [
        ("get", String::new(), "-, KYX801 get"),
        ("post", json.clone(), "create"),
        ("post", format!("headers {{\n  Cookie : {TOKEN} \r\n}}\n"), &format!("create, KYX805 {TOKEN}")),
        ("post", typed("text/plain") + &json, "create, KYX807 text/plain"),
        ("post", typed("text/plain"), "create"),
        ("post", typed("text/xml") + "body:xml {\n  <a/>\n}\n", "create, KYX807 text/xml"),
        ("post", "body:xml {\n  <a/>\n}\n".to_owned(), "create"),
        ("post", "body:multipart-form {\n  a: @file(b.png)\n}\n".to_owned(), "create, KYX807 post"),
        ("post", "body:form-urlencoded {\n  a: b\n}\n".to_owned(), "create, KYX807 post"),
        ("post", format!("auth:bearer {token}"), &format!("create, KYX805 {TOKEN}")),
        ("post", format!("vars:pre-request {token}"), "create"),
    ] {
        let file = format!("meta {{\n  name: A post\n}}\n\n{method} {{\n  url: {ACCOUNTS}\n}}\n\n{blocks}");
        assert_eq!(calls(&file, Format::Bruno), [expected], "{file}");
    }
}

#[test]
fn a_block_of_bruno_begins_with_a_name_at_the_start_of_a_line() {
    for line in ["{", " {", "  docs {", "\tdocs {", "docs"] {
        let file = format!("meta {{\n  name: x\n}}\n{line}\npost {{\n  url: {ACCOUNTS}\n}}\n");
        assert_eq!(calls(&file, Format::Bruno), ["create"], "{file}");
    }
}

#[test]
fn only_accounts_and_executions_have_further_calls() {
    let execution = format!("{ACCOUNT}/workflow-executions/22222222-2222-2222-2222-bbbbbbbbbbbb");
    let execution = execution.replace("//account.", "//retrieval.");
    for (method, url, is_known) in [
        ("GET", ACCOUNT, true),
        ("DELETE", ACCOUNT, true),
        ("DELETE", &execution, true),
        ("DELETE", ACCOUNTS, false),
        ("GET", ACCOUNTS, false),
    ] {
        let command = format!("curl -A x -X {method} {url}");
        let found = calls(&command, Format::Curl);
        assert_eq!(found.len(), 1, "{command}");
        assert_eq!(found[0].contains("KYX801"), !is_known, "{command}: {found:?}");
    }
}

#[test]
fn options_of_curl_change_what_is_sent() {
    let asked = format!("-, KYX801 {ACCOUNTS}");
    let form = format!("create, KYX807 {ACCOUNTS}");
    for (arguments, expected) in [
        (ACCOUNTS.to_owned(), asked.as_str()),
        (format!("--head {ACCOUNTS}"), "create"),
        (format!("-sI {ACCOUNTS}"), "create"),
        (format!("--json '{BODY}' --url {ACCOUNTS}"), "create"),
        (format!("'' {ACCOUNTS}"), &asked),
        (format!("--etag-save - {ACCOUNTS}"), &asked),
        (format!("-X POST {ACCOUNTS}"), "create"),
        (format!("-X POST -H 'Content-Type: text/plain' {ACCOUNTS}"), "create"),
        (format!("-X POST -G -d a=b -H 'Content-Type: text/plain' {ACCOUNTS}"), "create"),
        (format!("--data-urlencode a=b {ACCOUNTS}"), &form),
        (format!("-d a=b -d c=d {ACCOUNTS}"), &form),
        (format!("-F a=b {ACCOUNTS}"), &form),
        (format!("-T a.json {ACCOUNT}"), &format!("update, KYX809 a.json, KYX807 {ACCOUNT}")),
        (
            format!("--upload-file a.json -H 'Content-Type: application/json' {ACCOUNT}"),
            "update, KYX809 a.json",
        ),
    ] {
        let command = format!("curl -A Example {arguments}\n");
        assert_eq!(calls(&command, Format::Curl), [expected], "{command}");
    }
}

#[test]
fn the_media_type_that_curl_sends_is_told() {
    for (arguments, message) in [
        ("-d a=b", "sent as application/x-www-form-urlencoded, because there is no `Content-Type` header"),
        ("-F a=b", "sent as multipart/form-data, because there is no `Content-Type` header"),
        ("-X PUT -T a.json", "the `Content-Type` header is missing"),
    ] {
        let command = format!("curl -A Example {arguments} {ACCOUNTS}");
        let parts = lint(&command, Format::Curl);
        let messages: Vec<_> =
            parts[0].linted.report.findings().iter().map(|it| it.message.as_str()).collect();
        assert!(messages.contains(&message), "{command}: {messages:?}");
    }
}

#[test]
fn words_that_contain_the_name_of_curl_are_no_commands() {
    for text in [
        format!("# curl {ACCOUNTS}"),
        format!("echo\n  // curl {ACCOUNTS}"),
        format!("libcurl {ACCOUNTS}"),
        format!("curl: (6) {ACCOUNTS}"),
    ] {
        assert_eq!(calls(&text, Format::Curl), [""; 0], "{text}");
    }
}

#[test]
fn a_command_may_follow_other_words_and_have_a_path() {
    for before in [
        "time ",
        "if !",
        "a=$(",
        "a=`",
        "a;",
        "a|",
        "a&&",
        "{",
        "\t",
        "\n",
        "/usr/bin/",
        "./",
        "\\",
        r"C:\Windows\System32\",
    ] {
        let text = format!("{before}curl {ACCOUNTS}");
        assert_eq!(calls(&text, Format::Curl).len(), 1, "{text}");
    }
}

#[test]
fn a_command_has_whole_lines_unless_they_are_long() {
    let long = "x".repeat(2000);
    let command = format!("curl {ACCOUNTS}");
    for (before, first, last, after) in [
        ("", "", "", ""),
        ("", "answer=$(", ")", "\necho"),
        ("echo\n", "answer=\"\u{e9}$(", ")\" # asks", "\n"),
        (&format!("{long}; "), "", "", &format!("; {long}")),
        (&format!("{long}\n"), "time ", "; date", &format!("\n{long}")),
    ] {
        let part = format!("{first}{command}{last}");
        let text = format!("{before}{part}{after}");
        let parts = lint(&text, Format::Curl);
        assert_eq!(parts.len(), 1, "{text}");
        assert_eq!(&text[parts[0].bytes.clone()], part);
    }
}

#[test]
fn redaction_keeps_the_options_that_curl_has() {
    let linter = Linter::new(Context::unknown());
    for (options, expected) in [
        ("--silent --get --data", "--silent --get --data"),
        ("-sG -d", "-sG -d"),
        ("-#vd", "-#vd"),
        ("--zanzibar", "•••"),
        ("-Zi", "•••"),
        ("-iZG", "•••"),
        ("-Zd", "•••"),
    ] {
        let command = format!("curl {options} Jane");
        let redacted = linter.redact_file(format!("{command} {ACCOUNTS}").as_bytes(), Format::Curl);
        assert!(redacted.starts_with(&format!("curl {expected} •••")), "{command}: {redacted}");
    }
}

#[test]
fn a_request_of_a_har_may_post_a_form() {
    let posted = |data: &str| {
        let header = |name: &str, value: &str| format!(r#"{{"name": "{name}", "value": "{value}"}}"#);
        let headers = [header("User-Agent", "Example"), header("Content-Type", "text/plain")].join(", ");
        format!(
            r#"{{"log": {{"entries": [{{"request": {{"method": "POST", "url": "{ACCOUNTS}", "headers": [{headers}]{data}}}}}]}}}}"#
        )
    };
    let data = r#", "postData": {"mimeType": "text/plain", "params": [{"name": "a", "value": "b"}]}"#;
    assert_eq!(calls(&posted(data), Format::Har), ["create, KYX807 text/plain"]);
    assert_eq!(calls(&posted(""), Format::Har), ["create"]);
}

#[test]
fn a_body_with_any_escape_is_read() {
    for (body, expected) in
        [(r#"{\"firstName\": \"A\b\"}"#, r"KYX001 \b"), (r#"{\"firstName\": \"A\"\f}"#, r"KYX002 \f")]
    {
        let url = "https://example.com";
        let har = format!(
            r#"{{"log": {{"entries": [{{"request": {{"method": "POST", "url": "{url}", "postData": {{"text": "{body}"}}}}}}]}}}}"#
        );
        assert_eq!(calls(&har, Format::Har), [format!("-, {expected}")], "{har}");
    }
}

#[test]
fn damage_is_the_first_character_that_cannot_be() {
    for damage in ["7", "\u{e9}"] {
        let har = format!("{{\n \"log\": {{\n  \"entries\": [],\n  \"\u{e9}\" {damage}\n }}\n}}\n");
        assert_eq!(calls(&har, Format::Har), [format!("-, KYX808 {damage}")], "{har}");
    }
}

/// A request that creates an account.
fn creation(lines: &str) -> String {
    format!("POST {ACCOUNTS}\nUser-Agent: Example\nContent-Type: application/json\n{lines}\n{BODY}\n")
}

#[test]
fn scripts_contain_no_requests() {
    let script = format!("{{%\n  const text = `\nPUT {ACCOUNTS}\n`;\n%}}\n");
    for file in [
        format!("### Create\n< {script}{}", creation("")),
        format!("### Create\n< {{% client.log(1) %}}\n{}", creation("")),
        format!("{}\n> {script}", creation("")),
        format!("{}> {script}### Again\n", creation("")),
        format!("{}\n> {{% client.log(1) %}}\n", creation("")),
    ] {
        assert_eq!(calls(&file, Format::Http), ["create"], "{file}");
    }
}

#[test]
fn where_the_answer_goes_is_no_part_of_a_body() {
    for line in ["> check.js", ">> answer.json", ">>! answer.json", "<> 2025-01-01.200.json"] {
        let file = format!("{}\n{line}\n", creation(""));
        assert_eq!(calls(&file, Format::Http), ["create"], "{file}");
    }
}

#[test]
fn empty_lines_around_a_body_are_no_part_of_it() {
    for count in 0..6 {
        let file = creation(&"\n".repeat(count)) + &"\n".repeat(count);
        let parts = lint(&file, Format::Http);
        assert_eq!(calls(&file, Format::Http), ["create"], "{file}");
        assert_eq!(&file[parts[0].bytes.clone()], file.trim_end(), "{count}");
    }
}

#[test]
fn a_url_alone_is_asked_for() {
    for scheme in ["https", "http"] {
        let url = ACCOUNTS.replace("https", scheme);
        let file = format!("### Ask\n{url}\nUser-Agent: Example\n");
        assert_eq!(calls(&file, Format::Http), [format!("-, KYX801 {url}")], "{file}");
    }
}

#[test]
fn sentences_that_begin_with_a_method_are_no_requests() {
    for line in ["POST it", "POST", "PUT /accounts/{accountId} updates one", "DELETE https://example.com too"]
    {
        assert_eq!(calls(&format!("{line}\n"), Format::Http), [""; 0], "{line}");
    }
}

#[test]
fn comments_between_the_lines_of_a_request_are_no_headers() {
    for comment in ["# a: b", "// a: b"] {
        let (server, path) = ACCOUNTS.split_at(ACCOUNTS.find("/api").unwrap());
        let file = format!("POST {server}\n{comment}\n  {path}\nUser-Agent: Example\n{comment}\n");
        assert_eq!(calls(&file, Format::Http), ["create"], "{file}");
    }
}

#[test]
fn a_form_is_no_payload() {
    let form = "multipart/form-data; boundary=x";
    let file = format!(
        "POST {ACCOUNTS}\nUser-Agent: Example\nContent-Type: {form}\n\n--x\nContent-Disposition: form-data\n\n{{\n--x--\n"
    );
    assert_eq!(calls(&file, Format::Http), [format!("create, KYX807 {form}")]);
}
