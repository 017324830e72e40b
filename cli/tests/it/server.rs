//! `kyx server`: what it sends for what it receives. `editors/test.sh` tries it with the clients of editors.

use std::{
    fs,
    path::{Path, PathBuf},
};

use proptest::prelude::*;
use serde_json::{Value, json};

use crate::support::{Run, directory, generated, kyx, kyx_with_stdin, root};

/// A session: the messages of a client, and what the server sends until both have ended.
struct Session(Vec<u8>);

impl Session {
    /// A client that is told the findings of each document, with columns in these units.
    fn with_columns_in(encoding: &str) -> Self {
        let capabilities = json!({"general": {"positionEncodings": [encoding]}});
        let mut session = Self(Vec::new());
        session.request(0, "initialize", json!({"capabilities": capabilities}));
        session.notify("initialized", json!({}));
        session
    }

    fn send(&mut self, message: &Value) {
        self.send_bytes(message.to_string().as_bytes());
    }

    fn send_bytes(&mut self, body: &[u8]) {
        self.0.extend(format!("Content-Length: {}\r\n\r\n", body.len()).bytes());
        self.0.extend(body);
    }

    fn request(&mut self, id: impl Into<Value>, method: &str, params: Value) {
        let mut message = json!({"jsonrpc": "2.0", "method": method});
        (message["id"], message["params"]) = (id.into(), params);
        self.send(&message);
    }

    fn notify(&mut self, method: &str, params: Value) {
        let mut message = json!({"jsonrpc": "2.0", "method": method});
        message["params"] = params;
        self.send(&message);
    }

    fn open(&mut self, uri: &str, text: &str) {
        let document = json!({"uri": uri, "languageId": "json", "version": 1, "text": text});
        self.notify("textDocument/didOpen", json!({"textDocument": document}));
    }

    /// Ends the session, and returns what the server sent.
    fn end(mut self) -> Vec<Value> {
        self.request("shutdown", "shutdown", Value::Null);
        self.notify("exit", Value::Null);
        let run = self.run();
        assert_eq!((run.status, run.stderr.as_str()), (0, ""));
        messages(&run.stdout)
    }

    fn run(&self) -> Run {
        kyx_with_stdin(&["server"], &self.0)
    }
}

fn messages(mut output: &str) -> Vec<Value> {
    let mut messages = Vec::new();
    while let Some(rest) = output.strip_prefix("Content-Length: ") {
        let (length, rest) = rest.split_once("\r\n\r\n").unwrap();
        let (body, rest) = rest.split_at(length.parse().unwrap());
        messages.push(serde_json::from_str(body).unwrap());
        output = rest;
    }
    assert_eq!(output, "");
    messages
}

fn answer<'m>(messages: &'m [Value], id: &Value) -> &'m Value {
    let mut answers = messages.iter().filter(|it| it["id"] == *id && it.get("method").is_none());
    let answer = answers.next().unwrap();
    assert_eq!(answers.next(), None, "{id}");
    answer
}

/// The findings that were told last about a document.
fn diagnostics<'m>(messages: &'m [Value], uri: &str) -> &'m Value {
    let of_document =
        |it: &&Value| it["method"] == "textDocument/publishDiagnostics" && it["params"]["uri"] == uri;
    &messages.iter().rfind(of_document).unwrap()["params"]["diagnostics"]
}

fn uri(path: &Path) -> String {
    format!("file://{}", path.display())
}

const TRAILING_COMMA: &str =
    r#"{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2,}}"#;

#[test]
fn a_session_ends_in_order() {
    let mut session = Session::with_columns_in("utf-8");
    session.open("file:///request.json", TRAILING_COMMA);
    let sent = session.end();
    assert_eq!(answer(&sent, &json!(0))["result"]["capabilities"]["positionEncoding"], "utf-8");
    assert_eq!(answer(&sent, &json!("shutdown"))["result"], Value::Null);
}

#[test]
fn an_end_without_a_shutdown_is_a_failure() {
    assert_eq!(kyx_with_stdin(&["server"], b"").status, 1);
    assert_eq!(kyx_with_stdin(&["server"], b"Content-Length: 10\r\n\r\n{").status, 1);
    let mut session = Session::with_columns_in("utf-8");
    session.open("file:///request.json", TRAILING_COMMA);
    let run = session.run();
    assert_eq!(run.status, 1);
    // What was asked for before the input ended is told.
    assert_eq!(diagnostics(&messages(&run.stdout), "file:///request.json")[0]["code"], "KYX004");
}

#[test]
fn the_findings_are_those_of_the_command_line() {
    let mut files = Vec::new();
    for directory in ["tests/fixtures", "tests/inputs", "examples"] {
        add_files(&root().join(directory), &mut files);
    }
    // The protocol has no documents in other encodings.
    files.retain(|file| fs::read_to_string(file).is_ok());
    let mut session = Session::with_columns_in("utf-16");
    for file in &files {
        session.open(&uri(file), &fs::read_to_string(file).unwrap());
    }
    let run = session.run(); // the queue is worked off when the input ends
    let sent = messages(&run.stdout);
    let mut count = 0;
    for file in &files {
        let text = fs::read_to_string(file).unwrap();
        let run = kyx(&["lint", file.to_str().unwrap(), "--format", "ndjson", "--max-findings", "0"]);
        let findings: Vec<Value> =
            run.stdout.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
        let told = |findings: &mut dyn Iterator<Item = &Value>| -> Vec<Value> {
            let place = |it: &Value, end: &str| {
                position(&text, it["range"][end]["offset"].as_u64().unwrap() as usize)
            };
            findings
                .map(|it| json!([it["code"], {"start": place(it, "start"), "end": place(it, "end")}]))
                .collect()
        };
        let shown = diagnostics(&sent, &uri(file)).as_array().unwrap();
        let shown: Vec<_> = shown.iter().map(|it| json!([it["code"], it["range"]])).collect();
        // Of payloads whose kind is unknown, an editor shows nothing; calls without a payload have findings.
        if shown != told(&mut findings.iter()) {
            let with_kind = told(&mut findings.iter().filter(|it| it["kind"].is_string()));
            assert_eq!(shown, with_kind, "{}", file.display());
        }
        count += shown.len();
    }
    assert!(count > 400, "{count}");
}

fn add_files(directory: &Path, files: &mut Vec<PathBuf>) {
    for path in fs::read_dir(directory).unwrap().map(|it| it.unwrap().path()) {
        if path.is_dir() { add_files(&path, files) } else { files.push(path) }
    }
}

/// The position of an offset in UTF-16.
fn position(text: &str, offset: usize) -> Value {
    let before = text[..offset].replace("\r\n", "\n").replace('\r', "\n");
    let (line, rest) = (before.matches('\n').count(), before.rsplit('\n').next().unwrap());
    json!({"line": line, "character": rest.encode_utf16().count()})
}

#[test]
fn what_is_not_of_the_protocol_does_not_end_the_server() {
    let hostile = [
        json!({"method": 7, "id": 1}),
        json!({"id": null, "method": "textDocument/hover", "params": {}}),
        json!({"id": {"a": 1}, "method": "textDocument/hover"}),
        json!([{"method": "initialize"}]),
        json!("text"),
        json!({}),
        json!({"jsonrpc": "2.0", "id": 99, "result": null}),
        json!({"method": "textDocument/didOpen"}),
        json!({"method": "textDocument/didOpen", "params": {"textDocument": {"uri": 1}}}),
        json!({"method": "textDocument/didChange", "params": {"textDocument": {"uri": "file:///closed.json", "version": 2}, "contentChanges": [{"text": ""}]}}),
        json!({"method": "textDocument/didClose", "params": {"textDocument": {"uri": "file:///closed.json"}}}),
        json!({"method": "textDocument/didClose", "params": {"textDocument": {"uri": "file:///closed.json"}}}),
        json!({"method": "$/cancelRequest", "params": {"id": "nothing"}}),
        json!({"method": "workspace/didChangeConfiguration", "params": 3}),
        json!({"method": "made/up", "params": []}),
    ];
    let mut session = Session::with_columns_in("utf-16");
    session.open("file:///request.json", TRAILING_COMMA);
    hostile.iter().for_each(|message| session.send(message));
    session.send_bytes(b"{\"id\": 1, ");
    session.send_bytes(b"\xFF\xFE");
    session.send_bytes(b"");
    session.0.extend(b"Content-Type: nothing\r\n\r\nContent-Length: many\r\n\r\nno header at all\n\n");
    session.request(
        "last",
        "textDocument/documentSymbol",
        json!({"textDocument": {"uri": "file:///request.json"}}),
    );
    let sent = session.run();
    assert_eq!(sent.stderr, "");
    let sent = messages(&sent.stdout);
    let symbols = answer(&sent, &json!("last"))["result"].as_array().unwrap();
    assert_eq!(symbols.len(), 2);
}

#[test]
fn requests_that_cannot_be_answered_say_why() {
    let document = json!({"textDocument": {"uri": "file:///request.json"}});
    let unknown =
        json!({"textDocument": {"uri": "file:///unknown.json"}, "position": {"line": 0, "character": 0}});
    let huge = json!({"textDocument": {"uri": "file:///request.json"}, "position": {"line": u32::MAX, "character": u32::MAX}});
    let mut session = Session::with_columns_in("utf-16");
    session.open("file:///request.json", TRAILING_COMMA);
    session.request(u64::MAX, "textDocument/made-up", json!({}));
    session.request("unknown", "textDocument/hover", unknown);
    session.request(-7, "textDocument/hover", document);
    session.request(1.5, "textDocument/hover", huge);
    session.request("twice", "initialize", json!({"capabilities": {}}));
    let sent = messages(&session.run().stdout);
    for (id, code) in
        [(json!(u64::MAX), -32601), (json!("unknown"), -32602), (json!(-7), -32602), (json!("twice"), -32600)]
    {
        assert_eq!(answer(&sent, &id)["error"]["code"], code, "{id}");
    }
    assert_eq!(answer(&sent, &json!(1.5)).get("error"), None);

    let mut early = Session(Vec::new());
    early.request(1, "textDocument/hover", json!({}));
    assert_eq!(answer(&messages(&early.run().stdout), &json!(1))["error"]["code"], -32002);
}

#[test]
fn the_json_of_other_tools_keeps_its_comments() {
    let whole = json!({"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}});
    let foreign = "{\n  // why\n  \"compilerOptions\": {\"strict\": true,},\n}";
    for (name, text) in [
        ("tsconfig.json", foreign.to_owned()),
        ("log.ndjson", "{\"level\": 1,}\n{\"level\": 2,}\n".to_owned()),
        ("guide.md", format!("```json\n{foreign}\n```\n\n```json\n{TRAILING_COMMA}\n```\n")),
    ] {
        let uri = format!("file:///{name}");
        let mut session = Session::with_columns_in("utf-16");
        session.open(&uri, &text);
        session.request(
            1,
            "textDocument/codeAction",
            json!({"textDocument": {"uri": uri}, "range": whole, "context": {"diagnostics": [], "only": ["source"]}}),
        );
        let sent = messages(&session.run().stdout);
        let actions = answer(&sent, &json!(1))["result"].as_array().unwrap();
        let edits: Vec<_> =
            actions.iter().flat_map(|it| it["edit"]["changes"][&uri].as_array().unwrap()).collect();
        // In the guide, only the comma of the payload goes.
        let expected = if name == "guide.md" { 1 } else { 0 };
        assert_eq!(edits.len(), expected, "{name}: {edits:?}");
        assert!(edits.iter().all(|edit| edit["newText"] == ""), "{name}: {edits:?}");
    }
}

#[test]
fn a_document_that_is_opened_again_is_not_unchanged() {
    let mut session = Session(Vec::new());
    session.request(0, "initialize", json!({"capabilities": {"textDocument": {"diagnostic": {}}}}));
    for (id, text) in [(1, TRAILING_COMMA.replace(",}", "}")), (2, TRAILING_COMMA.to_owned())] {
        session.open("file:///request.json", &text);
        let params = json!({"textDocument": {"uri": "file:///request.json"}, "previousResultId": "1"});
        session.request(id, "textDocument/diagnostic", params);
        session.notify("textDocument/didClose", json!({"textDocument": {"uri": "file:///request.json"}}));
    }
    let sent = messages(&session.run().stdout);
    assert_eq!(answer(&sent, &json!(1))["result"]["kind"], "unchanged");
    assert_eq!(answer(&sent, &json!(2))["result"]["items"][0]["code"], "KYX004");
}

#[test]
fn payloads_after_the_last_finding_that_is_shown_are_explained_and_fixed() {
    // 1,100 payloads with a finding each, one of another tool, and one with a trailing comma.
    let broken = TRAILING_COMMA.replace(",}", "}").replace("\"key\": 2", "\"key\": \"two\"");
    let foreign = "{\"level\": 1,}";
    let text = format!("{}{foreign}\n{TRAILING_COMMA}\n", format!("{broken}\n").repeat(1100));
    let uri = "file:///requests.ndjson";
    let mut session = Session::with_columns_in("utf-8");
    session.open(uri, &text);
    let document = json!({"uri": uri});
    for (id, line) in [(1, 1100), (2, 1101)] {
        let key = TRAILING_COMMA.find("workflowDefinition").unwrap();
        let position = json!({"line": line, "character": if id == 1 { 2 } else { key }});
        session.request(id, "textDocument/hover", json!({"textDocument": document, "position": position}));
    }
    let whole = json!({"start": {"line": 0, "character": 0}, "end": {"line": 2000, "character": 0}});
    let only = json!({"diagnostics": [], "only": ["source"]});
    let params = json!({"textDocument": document, "range": whole, "context": only});
    session.request(3, "textDocument/codeAction", params);
    let sent = messages(&session.run().stdout);
    assert_eq!(diagnostics(&sent, uri).as_array().unwrap().len(), 1000);
    assert_eq!(answer(&sent, &json!(1))["result"], Value::Null, "a payload of another tool");
    assert!(answer(&sent, &json!(2))["result"].is_object());
    let edits = &answer(&sent, &json!(3))["result"][0]["edit"]["changes"][uri];
    let lines: Vec<_> = edits.as_array().unwrap().iter().map(|it| &it["range"]["start"]["line"]).collect();
    assert_eq!(lines, [1101]);
}

#[test]
fn columns_of_long_lines_are_exact() {
    for padding in 0..4 {
        let text = TRAILING_COMMA.replace("order", &"\u{E9}\u{1F600}a".repeat(1000 + padding));
        let offset = text.find(",}").unwrap();
        let expected = [
            ("utf-8", json!({"line": 0, "character": offset})),
            ("utf-16", position(&text, offset)),
            ("utf-32", json!({"line": 0, "character": text[..offset].chars().count()})),
        ];
        for (encoding, start) in expected {
            let mut session = Session::with_columns_in(encoding);
            session.open("file:///request.json", &text);
            let sent = messages(&session.run().stdout);
            let found = diagnostics(&sent, "file:///request.json").as_array().unwrap();
            let comma = found.iter().find(|it| it["code"] == "KYX004").unwrap();
            assert_eq!(comma["range"]["start"], start, "{encoding}");
        }
    }
}

#[test]
fn half_a_character_is_followed_by_its_other_half() {
    let uri = "file:///request.json";
    let mut session = Session::with_columns_in("utf-16");
    session.open(uri, &TRAILING_COMMA.replace("order", "\u{1F600}"));
    // The editor replaces the second half of the character, and then the first.
    for (version, column, half) in [(2, 32, "\\udc00"), (3, 31, "\\uD83D")] {
        let place = |column: u32| json!({"line": 0, "character": column});
        let change = json!({"range": {"start": place(column), "end": place(column + 1)}, "text": "HALF"});
        let document = json!({"uri": uri, "version": version});
        let params = json!({"textDocument": document, "contentChanges": [change]});
        let message = json!({"method": "textDocument/didChange", "params": params}).to_string();
        session.send_bytes(message.replace("HALF", half).as_bytes());
    }
    let sent = messages(&session.run().stdout);
    let last = sent.iter().rfind(|it| it["params"]["uri"] == uri).unwrap();
    assert_eq!(last["params"]["version"], 3);
    assert_eq!(last["params"]["diagnostics"][0]["code"], "KYX004");
}

#[test]
fn a_diagnostic_says_what_it_depends_on_and_what_is_unnecessary_or_deprecated() {
    let request = "{\"customerInternalReference\": \"order-4711\",\n\
        \"workflowDefinition\": {\"key\": 2, \"credentials\": [{\"category\": \"ID\"}, {\"category\": \"SELFIE\"}]}}";
    let data =
        r#"{"address": {"line1": "12345 SW Address Ln", "line2": "Suite 707", "line3": "Building 3"}}"#;
    let block = format!("# Call\n\n```json\n{request}\n```\n");
    let mut session = Session::with_columns_in("utf-16");
    session.open("file:///request.json", request);
    session.open("file:///lines.ndjson", &format!("{{}}\n{}\n", request.replace('\n', " ")));
    session.open("file:///calls.md", &block);
    session.open("file:///data.json", data);
    let sent = messages(&session.run().stdout); // the queue is worked off when the input ends
    let of_key = |uri: &str, line: u32, character: u32| {
        let diagnostics = diagnostics(&sent, uri).as_array().unwrap();
        let found = diagnostics.iter().find(|it| it["code"] == "KYX411").unwrap();
        assert_eq!(found["tags"], json!([1]));
        let range = json!({
            "start": {"line": line, "character": character},
            "end": {"line": line, "character": character + 1},
        });
        let related = json!([{
            "location": {"uri": uri, "range": range},
            "message": "the finding depends on this value",
        }]);
        assert_eq!(found["relatedInformation"], related);
    };
    of_key("file:///request.json", 1, 30);
    of_key("file:///lines.ndjson", 1, 74);
    of_key("file:///calls.md", 4, 30);
    let older = &diagnostics(&sent, "file:///data.json")[0];
    assert_eq!((&older["code"], &older["tags"]), (&json!("KYX108"), &json!([2])));
    assert_eq!(older["relatedInformation"], Value::Null);
}

#[test]
fn no_message_repeats_a_value() {
    let canary = "Canary";
    let text = format!(
        r#"{{"customerInternalReference": "{canary}1", "userReference": "{canary}2 <", "workflowDefinition": {{"key": "{canary}3"}},
        "userConsent": {{"userIp": "{canary}4", "userLocation": {{"country": "{canary}5"}}}}, "callbackUrl": "{canary}6", "tokenLifetime": "{canary}7",}}"#
    );
    let mut session = Session::with_columns_in("utf-16");
    session.open("file:///request.json", &text);
    let place = json!({"uri": "file:///request.json"});
    for (id, method) in
        ["hover", "completion", "documentSymbol", "inlayHint", "made-up"].into_iter().enumerate()
    {
        for character in (0..text.len()).step_by(7) {
            let position = json!({"line": 0, "character": character});
            let range = json!({"start": {"line": 0, "character": 0}, "end": {"line": 9, "character": 0}});
            let params = json!({"textDocument": place, "position": position, "range": range});
            session.request((id * 1000 + character) as u64, &format!("textDocument/{method}"), params);
        }
    }
    let run = session.run();
    assert_eq!(run.stderr, "");
    assert!(run.stdout.contains("KYX"));
    assert!(!run.stdout.contains(canary), "{}", run.stdout);
}

/// Characters that editors count differently, and those that structure a payload.
const CHARS: &[char] =
    &['a', '1', '"', '{', '}', '[', ']', ':', ',', ' ', '\n', '\r', '\u{E9}', '\u{1F600}', '\u{301}'];

/// An edit of a text: where it starts and ends, in thousandths of the text, and what it inserts.
fn edits() -> impl Strategy<Value = Vec<(usize, usize, String)>> {
    let inserted = proptest::collection::vec(proptest::sample::select(CHARS), 0..6);
    let edit = (0..=1000_usize, 0..40_usize, inserted);
    proptest::collection::vec(
        edit.prop_map(|(start, length, inserted)| (start, length, inserted.into_iter().collect())),
        100,
    )
}

proptest! {
    // 100 sessions of 100 edits.
    #![proptest_config(generated(100))]

    /// A document that was edited has the findings and fields of a new one with the same text.
    #[test]
    fn the_text_of_the_server_is_that_of_the_client(edits in edits()) {
        let folder = directory(&[(".kyx.toml", b"[[files]]\npath = \"*.json\"\nas = \"account-request\"\n")]);
        let [edited, new] = ["edited.json", "new.json"].map(|name| uri(&folder.join(name)));
        let mut text: Vec<char> = TRAILING_COMMA.chars().collect();
        let mut session = Session::with_columns_in("utf-16");
        session.open(&edited, &text.iter().collect::<String>());
        for (version, edits) in (2..).zip(edits.chunks(3)) {
            let mut changes = Vec::new();
            for (start, length, inserted) in edits {
                // A position within CR LF is none of the protocol.
                let snap = |at: usize| at + usize::from(at > 0 && text.get(at - 1..=at) == Some(&['\r', '\n']));
                let start = snap(start * text.len() / 1001);
                let end = snap((start + length).min(text.len()));
                let place = |end: usize| {
                    let before: String = text[..end].iter().collect();
                    position(&before, before.len())
                };
                changes.push(json!({"range": {"start": place(start), "end": place(end)}, "text": inserted}));
                text.splice(start..end, inserted.chars());
            }
            let document = json!({"uri": edited, "version": version});
            session.notify("textDocument/didChange", json!({"textDocument": document, "contentChanges": changes}));
        }
        session.open(&new, &text.iter().collect::<String>());
        for uri in [&edited, &new] {
            session.request(uri.as_str(), "textDocument/documentSymbol", json!({"textDocument": {"uri": uri}}));
        }
        let sent = messages(&session.run().stdout);
        prop_assert_eq!(diagnostics(&sent, &edited), diagnostics(&sent, &new));
        let symbols = |uri: &str| &answer(&sent, &json!(uri))["result"];
        prop_assert_eq!(symbols(&edited), symbols(&new));
        fs::remove_dir_all(folder).unwrap();
    }
}
