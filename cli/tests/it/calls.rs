//! Payloads inside files: curl commands, HTTP files, collections, captures, Markdown.

use std::fs;

use serde_json::Value;

use crate::support::{directory, kyx, kyx_with_stdin, root, text};

const NOW: &str = "2025-01-01T00:00:00Z";

fn fixture(name: &str) -> String {
    format!("tests/inputs/{name}")
}

fn json(args: &[&str]) -> Value {
    let run = kyx(&[&["lint", "--now", NOW, "--format", "json"], args].concat());
    serde_json::from_str(&run.stdout).unwrap_or_else(|_| panic!("{}{}", run.stdout, run.stderr))
}

#[test]
fn people_see_the_line_of_the_file() {
    let mut all = String::new();
    for name in
        ["script.sh", "requests.http", "guide.md", "capture.har", "kyx.postman_collection.json", "create.bru"]
    {
        let run = kyx(&["lint", "--now", NOW, &fixture(name)]);
        assert_eq!(run.status, 1, "{name}: {}", run.stderr);
        all.push_str(&run.stdout);
        all.push_str(&run.stderr);
    }
    insta::assert_snapshot!(all);
}

#[test]
fn programs_get_places_in_the_file() {
    let report = json(&[&fixture("requests.http")]);
    let payloads = report["payloads"].as_array().unwrap();
    let lines: Vec<_> =
        payloads.iter().map(|it| (it["line"].as_u64().unwrap(), it["kind"].as_str())).collect();
    assert_eq!(lines[0], (5, Some("account-request")));
    let finding = &payloads[0]["findings"][0];
    assert_eq!(finding["code"], "KYX206");
    let file = fs::read_to_string(root().join(fixture("requests.http"))).unwrap();
    let start = &finding["range"]["start"];
    let offset = usize::try_from(start["offset"].as_u64().unwrap()).unwrap();
    assert!(file[offset..].starts_with("\"US\""));
    assert_eq!((start["line"].as_u64(), start["column"].as_u64()), (Some(12), Some(100)));
    for format in ["ndjson", "github", "sarif"] {
        let run = kyx(&["lint", "--now", NOW, "--format", format, &fixture("requests.http")]);
        assert!(run.stdout.contains("12") && run.stdout.contains("100"), "{format}: {}", run.stdout);
    }
}

#[test]
fn the_format_is_told_by_name_content_or_option() {
    let curl = fs::read(root().join(fixture("workflow-descriptions.txt"))).unwrap();
    let by_content = kyx_with_stdin(&["lint", "--now", NOW, "-"], &curl);
    let by_option = kyx_with_stdin(&["lint", "--now", NOW, "--from", "curl", "-"], &curl);
    assert!(by_content.stdout.contains("KYX801"), "{}", by_content.stderr);
    assert_eq!(by_content.stdout, by_option.stdout);
    let unknown = kyx(&["lint", "--from", "curll", "-"]);
    assert_eq!(unknown.status, 2);
    assert!(unknown.stderr.contains("did you mean `curl`?"), "{}", unknown.stderr);
}

#[test]
fn the_command_line_overrides_the_url() {
    let file =
        b"curl -A x --json '{\"customerInternalReference\": \"x\", \"workflowDefinition\": {\"key\": 5}}' \
        https://account.emea-1.jumio.ai/api/v1/accounts";
    let codes = |args: &[&str]| {
        let args = [&["lint", "--format", "json", "--select", "KYX4"], args, &["-"]].concat();
        let report: Value = serde_json::from_str(&kyx_with_stdin(&args, file).stdout).unwrap();
        let findings = report["payloads"][0]["findings"].as_array().unwrap().clone();
        findings.iter().map(|it| it["name"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert_ne!(codes(&[]), codes(&["--operation", "update"]));
}

#[test]
fn a_file_without_payloads_is_no_success() {
    let directory = directory(&[("README.md", b"# Title\n\n```sh\nls\n```\n")]);
    let run = kyx(&["lint", text(&directory.join("README.md"))]);
    assert_eq!(run.status, 2, "{}", run.stderr);
    assert!(run.stderr.contains("nothing was checked"), "{}", run.stderr);
    assert_eq!(kyx(&["lint", "--allow-empty", text(&directory.join("README.md"))]).status, 0);
}

const FIXABLE: &str = "# O'Hara\ncurl -A x --json '{\n  \"customerInternalReference\": \"it'\\''s\",\n  \"workflowDefinition\": {\"key\": 2,},\n  \"callbackUrl\": null\n}' https://account.emea-1.jumio.ai/api/v1/accounts\n";
const FIXED: &str = "# O'Hara\ncurl -A x --json '{\n  \"customerInternalReference\": \"it'\\''s\",\n  \"workflowDefinition\": {\"key\": 2}\n}' https://account.emea-1.jumio.ai/api/v1/accounts\n";

#[test]
fn fixes_are_written_into_the_file() {
    let directory = directory(&[("call.sh", FIXABLE.as_bytes())]);
    let file = directory.join("call.sh");
    let diff = kyx(&["lint", "--diff", text(&file)]);
    assert!(diff.stdout.contains("-  \"workflowDefinition\": {\"key\": 2,},"), "{}", diff.stdout);
    assert!(!diff.stdout.contains("it'"), "{}", diff.stdout);
    assert_eq!(diff.status, 1);
    let run = kyx(&["lint", "--fix", text(&file)]);
    assert_eq!((run.status, fs::read_to_string(&file).unwrap().as_str()), (0, FIXED), "{}", run.stderr);
    assert!(run.stderr.starts_with("2 fixed; "), "{}", run.stderr);
    let stdin = kyx_with_stdin(&["lint", "--fix", "-"], FIXABLE.as_bytes());
    assert_eq!(stdin.stdout, FIXED);
}

const FORMATS: [&str; 9] =
    ["human", "json", "ndjson", "github", "sarif", "junit", "gitlab", "rdjson", "concise"];

/// Values, tokens, IDs, headers, hosts and comments.
#[test]
fn nothing_personal_is_shown_of_a_file() {
    const CANARY: &str = "Zanzibar";
    let body = r#"{"customerInternalReference": "Zanzibar", "userReference": ["Zanzibar"], "workflowDefinition": {"key": "Zanzibar"}}"#;
    let escaped = body.replace('"', "\\\"");
    let url = "https://account.emea-1.jumio.ai/api/v1/accounts/Zanzibar?a=Zanzibar#Zanzibar";
    let files = [
        (
            "a.sh",
            format!(
                "# Zanzibar\nX=Zanzibar curl -u Zanzibar:Zanzibar1234567890 -H 'Zanzibar: Zanzibar' -H 'Authorization: Bearer Zanzibar12345678' --Zanzibar -o Zanzibar -X ZANZIBAR --data '{body}' '{url}' # Zanzibar\n"
            ),
        ),
        ("b.sh", format!("curl -X POST -d \"{escaped}\" \"{url}\" | grep Zanzibar; echo Zanzibar\n")),
        ("c.sh", "curl -X POST 'https://Zanzibar.Zanzibar.jumio.ai/Zanzibar' -H 'Zanzibar".to_owned()),
        (
            "d.http",
            format!(
                "# Zanzibar\n@Zanzibar = Zanzibar\nPOST {url} HTTP/1.1\nZanzibar: Zanzibar\nAuthorization: Zanzibar1234567890\nContent-Type: Zanzibar\n\n{body}\n"
            ),
        ),
        (
            "e.md",
            format!(
                "# Zanzibar\n\n> Zanzibar\n> ```json Zanzibar\n> {body}\n> ```\n\n```sh\ncurl -d '{body}' {url} # Zanzibar\n```\n"
            ),
        ),
        (
            "f.postman_collection.json",
            format!(
                r#"{{"info": {{"_postman_id": "Zanzibar"}}, "Zanzibar": 1, "item": [{{"name": "Zanzibar", "request": {{"method": "ZANZIBAR", "url": "{url}", "header": [{{"key": "Zanzibar", "value": "Zanzibar"}}], "body": {{"mode": "raw", "raw": "{escaped}"}}}}}}]}}"#
            ),
        ),
        (
            "g.har",
            format!(
                r#"{{"log": {{"entries": [{{"request": {{"method": "POST", "url": "{url}", "Zanzibar": "Zanzibar", "headers": [{{"name": "Zanzibar", "value": "Zanzibar"}}], "postData": {{"text": "{escaped}"}}}}}}, {{"Zanzibar": "Zanzibar"#
            ),
        ),
        (
            "h.bru",
            format!(
                "meta {{\n  name: Zanzibar\n}}\npost {{\n  url: {url}\n}}\nheaders {{\n  Zanzibar: Zanzibar\n}}\nauth:bearer {{\n  token: Zanzibar1234567890\n}}\nbody:json {{\n  {body}\n}}\n"
            ),
        ),
        ("i.json", format!("[{body}, \"Zanzibar\" {body}]")),
        ("j.bat", format!("curl -X ZANZIBAR ^\r\n -d \"{escaped}\" ^\r\n {url}\r\n")),
        ("k.ps1", format!("curl.exe -X POST `\n -d '{body}' `\n '{url}'\n")),
        ("m.sh", format!("curl -sZanzibar -A Zanzibar -Zanzibar --json '{body}' '{url}'\n")),
        ("n.http", format!("PUT {url} HTTP/Zanzibar\nAccept: Zanzibar\n\n{body}\n")),
        (
            "o.har",
            format!(
                r#"{{"log": {{"entries": [{{"request": {{"method": "Zanzibar", "url": "{url}", "postData": {{"mimeType": "Zanzibar", "text": "{escaped}"}}}}}}]}}}}"#
            ),
        ),
    ];
    let mut files: Vec<_> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    // The body is {"workflowDefinition": {"key": "Zanzibar"}}.
    let encoded = "eyJ3b3JrZmxvd0RlZmluaXRpb24iOiB7ImtleSI6ICJaYW56aWJhciJ9fQ==";
    let har = format!(
        r#"{{"log": {{"entries": [{{"response": {{"content": {{"encoding": "base64", "text": "{encoded}"}}}}}}]}}}}"#
    );
    files.push(("l.har", har.as_bytes()));
    let directory = directory(&files);
    for (name, _) in &files {
        let path = directory.join(name);
        for format in FORMATS {
            let run = kyx(&["lint", "--format", format, text(&path)]);
            let shown = format!("{}{}", run.stdout, run.stderr);
            assert_eq!(run.status, 1, "{name}, {format}: {shown}");
            assert!(!shown.to_lowercase().contains(&CANARY.to_lowercase()), "{name}, {format}: {shown}");
            let is_shown = |part: &[u8]| shown.contains(std::str::from_utf8(part).unwrap());
            assert!(!encoded.as_bytes().windows(6).any(is_shown), "{name}, {format}: {shown}");
        }
        let run = kyx(&["lint", "--diff", "--unsafe-fixes", text(&path)]);
        assert!(!run.stdout.contains(CANARY), "{name}: {}", run.stdout);
    }
}

/// A repository is full of other JSON.
#[test]
fn arrays_of_other_things_are_skipped_in_a_search() {
    let directory = directory(&[
        ("other.json", br#"[{"name": "a", "version": 1,}]"#),
        ("payloads.json", br#"[{"firstName": "A", "sex": 1}]"#),
    ]);
    let run = kyx(&["lint", "--fix", text(&directory)]);
    assert!(run.stderr.contains("skipped 1 file of no known kind"), "{}{}", run.stdout, run.stderr);
    assert!(
        run.stderr.ends_with("1 payload, 0 clean: 1 error, 0 warnings\n"),
        "{}{}",
        run.stdout,
        run.stderr
    );
    let other = fs::read_to_string(directory.join("other.json")).unwrap();
    assert_eq!(other, r#"[{"name": "a", "version": 1,}]"#);
}

#[test]
fn the_content_type_of_a_capture_may_be_that_of_its_body() {
    let capture = |media_type: &str| {
        format!(
            r#"{{"log": {{"entries": [{{"request": {{"method": "POST", "url": "https://account.emea-1.jumio.ai/api/v1/accounts", "headers": [{{"name": "User-Agent", "value": "Example Bank"}}], "postData": {{"mimeType": "{media_type}", "text": "{{\"customerInternalReference\": \"order-4711\", \"workflowDefinition\": {{\"key\": 2}}}}"}}}}}}]}}}}"#
        )
    };
    let directory = directory(&[
        ("json.har", capture("application/json").as_bytes()),
        ("text.har", capture("text/plain").as_bytes()),
        ("unknown.har", capture("").as_bytes()),
    ]);
    let codes = |name: &str| {
        let report = json(&[text(&directory.join(name))]);
        let findings = report["payloads"][0]["findings"].as_array().unwrap().clone();
        findings.iter().map(|it| it["code"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
    };
    assert!(codes("json.har").is_empty());
    assert_eq!(codes("text.har"), ["KYX807"]);
    assert_eq!(codes("unknown.har"), ["KYX807"]);
}

/// A request that is complete in the channel API only with a consent, and never has settings of the channel WEB there.
const CREATE: &str = "
POST https://account.emea-1.jumio.ai/api/v1/accounts HTTP/1.1
User-Agent: Example Bank
Content-Type: application/json

{\"customerInternalReference\": \"order-4711\", \"workflowDefinition\": {\"key\": 2}, \"web\": {\"locale\": \"de\"}}
";

#[test]
fn a_comment_precedes_the_configuration_and_follows_the_command_line() {
    let directory = directory(&[(".kyx.toml", b"")]);
    let codes = |config: &str, comment: &str, args: &[&str]| {
        fs::write(directory.join(".kyx.toml"), config).unwrap();
        fs::write(directory.join("create.http"), format!("{comment}{CREATE}")).unwrap();
        let file = directory.join("create.http");
        let run = kyx(&[&["lint", "--now", NOW, "--format", "ndjson"], args, &[text(&file)]].concat());
        let codes = run.stdout.lines().map(|line| {
            let finding: Value = serde_json::from_str(line).unwrap();
            finding["code"].as_str().unwrap().to_owned()
        });
        codes.collect::<Vec<_>>()
    };
    assert_eq!(codes("", "", &[]), [""; 0]);
    let in_api = codes("", "# kyx: channel=api", &[]);
    assert!(!in_api.is_empty());
    assert_eq!(codes("channel = \"api\"", "", &[]), in_api);
    assert_eq!(codes("channel = \"web\"", "// kyx: channel=api", &[]), in_api);
    assert_eq!(codes("channel = \"api\"", "\n#kyx: operation=create channel=web", &[]), [""; 0]);
    assert_eq!(codes("", "# kyx: channel=web", &["--channel", "api"]), in_api);
    assert_eq!(codes("", "#\n#\n#\n#\n#\n# kyx: channel=api", &[]), [""; 0], "after the fifth line");
}
