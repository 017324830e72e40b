//! No output contains a personal value.

use std::{
    fs,
    path::{Path, PathBuf},
};

use kyx_schema::Kind;
use serde_json::{Value, json};

use crate::{
    support::{CLEAN, FORMATS, directory, kyx, kyx_with_stdin, root, text},
    whole::{planted as planted_one_by_one, with_every_field, with_unknown_fields},
};

const CANARY: &str = "Zanzibar";

fn files(directory: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(directory).unwrap().map(|entry| entry.unwrap().path());
    entries.flat_map(|path| if path.is_dir() { files(&path) } else { vec![path] }).collect()
}

/// Inserts the canary into every string value (`"key": "value"`, `["value"]`), even in invalid JSON.
fn planted(text: &str) -> String {
    let mut planted = String::new();
    let mut rest = text;
    while let Some(at) = rest.find([':', '[', ',']) {
        let (before, after) = rest.split_at(at + 1);
        planted.push_str(before);
        let space = after.len() - after.trim_start().len();
        planted.push_str(&after[..space]);
        rest = &after[space..];
        let Some(inner) = rest.strip_prefix('"') else { continue };
        let end = inner.find('"').unwrap_or(inner.len());
        let is_key = inner[end..].trim_start_matches('"').trim_start().starts_with(':');
        if !is_key {
            planted.push('"');
            planted.push_str(CANARY);
            rest = inner;
        }
    }
    planted + rest
}

#[test]
fn values_are_masked_in_every_format() {
    let texts: Vec<_> = files(&root().join("tests/fixtures"))
        .iter()
        .map(|path| planted(&String::from_utf8_lossy(&fs::read(path).unwrap())))
        .filter(|text| text.contains(CANARY))
        .collect();
    assert!(texts.len() > 100, "only {} texts have a canary", texts.len());
    let names: Vec<_> = (0..texts.len()).map(|number| format!("{number}.json")).collect();
    let planted: Vec<_> = names.iter().map(String::as_str).zip(texts.iter().map(String::as_bytes)).collect();
    let directory = directory(&planted);
    for kind in [&[][..], &["--as", "account-request"], &["--as", "prepared-data"]] {
        for format in FORMATS {
            let args = [&["lint", text(&directory), "--format", format], kind].concat();
            let run = kyx(&args);
            let output = run.stdout + &run.stderr;
            let line = output.lines().find(|line| line.contains(CANARY));
            assert_eq!(line, None, "{args:?}");
            assert!(output.contains("KYX"), "{args:?}");
        }
        let baseline = directory.with_extension("baseline");
        let args = [&["lint", text(&directory), "--write-baseline", text(&baseline)], kind].concat();
        assert_eq!(kyx(&args).status, 0, "{args:?}");
        let baseline = fs::read_to_string(&baseline).unwrap();
        assert!(baseline.contains("KYX") && !baseline.contains(CANARY), "{args:?}");
        let args = [&["lint", text(&directory), "--diff", "--unsafe-fixes"], kind].concat();
        let diff = kyx(&args).stdout;
        assert!(diff.contains("\n@@ ") && !diff.contains(CANARY), "{args:?}");
        let args = [&["lint", text(&directory), "--show-values"], kind].concat();
        assert!(kyx(&args).stdout.contains(CANARY), "{args:?}");
    }
}

#[test]
fn values_are_masked_in_invalid_json() {
    for text in [
        "{\"lastName\": Zanzibar}",
        "{\"lastName\": 'Zanzibar'}",
        "{\"lastName\": \u{201C}Zanzibar\u{201D}}",
        "{\"lastName\": \"Zanzibar\n}",
        "{\"lastName\": \"a, Zanzibar\\q\"}",
        "{\"lastName\" \"Zanzibar\" // Zanzibar\n}",
        "Zanzibar {\"lastName\": \"Zanzibar\"}",
        "{\"lastName\": \"x\"} Zanzibar",
        "{\"lastName\": /* Zanzibar */ \"x\",}",
    ] {
        for format in FORMATS {
            let run = kyx_with_stdin(&["lint", "-", "--format", format], text.as_bytes());
            assert_eq!(run.status, 1, "{text}");
            let output = run.stdout + &run.stderr;
            assert!(!output.contains(CANARY), "{format}: {text}\n{output}");
        }
    }
}

/// Each string of a response is replaced, one by one: no format of the linter, no summary and no reading shows it. Codes that
/// no document lists may be values, too.
#[test]
fn values_of_responses_are_masked_one_by_one() {
    for canary in [CANARY, "ZANZIBAR"] {
        let mut lines = String::new();
        for kind in [Kind::RetrievalResponse, Kind::StepsResponse, Kind::TokenResponse, Kind::TokenError] {
            let schema: Value = serde_json::from_str(kind.schema()).unwrap();
            let mut payload = with_every_field(&schema, &schema);
            if kind == Kind::RetrievalResponse {
                let decision = json!({"type": "x", "details": {"label": "x"}});
                payload["capabilities"]["newCheck"] = json!([{"decision": decision, "data": {"name": "x"}}]);
            }
            with_unknown_fields(&mut payload);
            planted_one_by_one(&payload, &json!(canary))
                .iter()
                .for_each(|it| lines.push_str(&format!("{it}\n")));
        }
        let payloads = lines.lines().count();
        assert!(payloads > 300, "{payloads}");
        let directory = directory(&[("responses.ndjson", lines.as_bytes())]);
        let path = directory.join("responses.ndjson");
        let lint = FORMATS.map(|format| vec!["lint", "--select", "KYX", "--format", format]);
        let others = [vec!["lint", "--summary"], vec!["read"], vec!["read", "--format", "json"]];
        for args in lint.into_iter().chain(others) {
            let run = kyx(&[&args[..], &[text(&path)]].concat());
            let output = run.stdout + &run.stderr;
            assert!(!output.is_empty(), "{args:?}");
            let line = output.lines().find(|line| line.contains(canary));
            assert_eq!(line, None, "{args:?}");
        }
        let shown = kyx(&["read", "--show-values", text(&path)]).stdout;
        assert!(shown.contains(canary));
    }
}

/// Where something else is expected, a payload may be named by mistake, one on a line of its own or damaged.
#[test]
fn payloads_are_not_repeated_by_what_expects_something_else() {
    for content in [
        format!(r#"{{"lastName": "{CANARY}", "{CANARY} 4711": ["{CANARY}", 1.0], "baseline": "{CANARY}"}}"#),
        format!("\"{CANARY}\""),
        format!("{CANARY}: {CANARY}\n"),
        format!(r#"{{"version": 1, "findings": [{{"path": 1, "{CANARY}": "{CANARY}"}}]}}"#),
        format!(r#"{{"$schema": "{CANARY}", "type": "{CANARY}", "required": "{CANARY}", "{CANARY}": []}}"#),
        format!("GIF89a {CANARY}"),
        format!(
            "%PDF-1.7\n1 0 obj <</Title ({CANARY}) /{CANARY} {CANARY}>>\ntrailer <</Root 1 0 R /{CANARY} 1>>\n"
        ),
        format!("\u{FFFD}PNG {CANARY}"),
    ] {
        let files = directory(&[
            ("other", content.as_bytes()),
            ("clean.json", CLEAN.as_bytes()),
            (".kyx.toml", content.as_bytes()),
        ]);
        let [other, clean] = ["other", "clean.json"].map(|name| files.join(name));
        let (other, clean) = (text(&other).to_owned(), text(&clean).to_owned());
        let upload = ["upload-check", &other, "--category", "ID", "--part", "FRONT", "--format"];
        let mut runs: Vec<Vec<&str>> = vec![
            vec!["lint", &clean, "--config", &other],
            vec!["lint", &clean],
            vec!["lint", &clean, "--no-config", "--baseline", &other],
            vec!["next", &other],
            vec!["next", &other, "--format", "json"],
            vec!["read", &other],
            vec!["read", &other, "--format", "json"],
            vec!["schema", "diff", &other, &other],
            vec!["schema", "diff", &clean, &other],
        ];
        runs.extend(FORMATS.map(|format| [&upload[..], &[format]].concat()));
        for args in runs {
            let run = kyx(&args);
            let output = run.stdout + &run.stderr;
            assert!(!output.contains("panicked"), "{args:?}: {output}");
            assert!(!output.contains(CANARY), "{args:?}, {content}: {output}");
        }
    }
}

/// The steps name the place of a token, and the URLs that a step needs.
#[test]
fn the_next_steps_show_no_token() {
    let account = "https://api.amer-1.jumio.ai/api/v1/accounts/11111111-1111-1111-1111-111111111111";
    let execution = format!("{account}/workflow-executions/22222222-2222-2222-2222-222222222222");
    let credential = "33333333-3333-3333-3333-333333333333";
    let parts = json!({"front": format!("{execution}/credentials/{credential}/parts/FRONT")});
    let api = json!({"token": CANARY, "parts": parts, "workflowExecution": execution});
    let credentials =
        json!([{"id": credential, "category": "ID", "allowedChannels": ["WEB", "API", "SDK"], "api": api}]);
    let response = json!({
        "timestamp": "2024-03-01T12:00:00.000Z",
        "account": {"id": "11111111-1111-1111-1111-111111111111"},
        "web": {"href": format!("https://x.web.amer-1.jumio.ai/web/v4/app?authorizationToken={CANARY}")},
        "sdk": {"token": CANARY},
        "workflowExecution": {"id": "22222222-2222-2222-2222-222222222222", "credentials": credentials},
    });
    let files = directory(&[("response.json", response.to_string().as_bytes())]);
    for format in ["human", "json"] {
        let run = kyx(&["next", text(&files.join("response.json")), "--format", format]);
        assert!(run.status == 0 && run.stdout.contains(&execution), "{}", run.stderr);
        assert!(!run.stdout.contains(CANARY), "{}", run.stdout);
    }
}
