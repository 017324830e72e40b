//! The language server answers each request once, and says of a document that was changed what it says of one that was
//! opened with the same text. Whatever else it reads, what it writes are frames of the protocol.

#![no_main]

use std::{collections::BTreeMap, fmt::Write};

use kyx_cli::fuzzing;
use kyx_fuzz::{Editing, payload};
use libfuzzer_sys::{
    arbitrary::{Result, Unstructured},
    fuzz_target,
};
use serde_json::{Value, json};

const ENDINGS: [&str; 7] = ["json", "ndjson", "http", "md", "sh", "har", "bru"];
const METHODS: [&str; 6] = ["codeAction", "completion", "diagnostic", "documentSymbol", "hover", "inlayHint"];
const HEADERS: [&str; 4] =
    ["", "Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n", "\n", "\u{FEFF}:\n\r\n"];

fuzz_target!(|input: &[u8]| {
    let Some((choice, rest)) = input.split_first() else { return };
    if choice % 2 == 0 {
        messages(&served(rest));
        return;
    }
    let mut choices = Unstructured::new(rest);
    _ = session(&mut choices);
});

/// A session with one document, and another that is opened with the text that the first ends with.
fn session(choices: &mut Unstructured<'_>) -> Result<()> {
    let ending = choices.choose(&ENDINGS)?;
    let pulls: bool = choices.arbitrary()?;
    let header = choices.choose(&HEADERS)?;
    let seed = choices.arbitrary::<[u8; 8]>()?;
    let position = json!({"line": choices.int_in_range(0..=4)?, "character": choices.int_in_range(0..=80)?});
    let Editing { encoding, opened, changes, text } =
        Editing::new(payload(&seed).unwrap_or_default(), choices)?;
    let folders = ["file:///a/", "file:///b/"];
    let uris = folders.map(|folder| format!("{folder}payload.{ending}"));
    let moved = |answer: &Value| answer.to_string().replace(folders[0], folders[1]);
    let mut client = Client { input: String::new(), header, requests: 0 };

    let diagnostic = if pulls { json!({"diagnostic": {}}) } else { json!({}) };
    let capabilities = json!({"general": {"positionEncodings": [encoding]}, "textDocument": diagnostic});
    client.request("initialize", &json!({"capabilities": capabilities}));
    client.open(&uris[0], 0, &opened);
    let mut version = 0;
    for change in changes {
        version += 1;
        let document = json!({"uri": uris[0], "version": version});
        client.notify("didChange", &json!({"textDocument": document, "contentChanges": [change]}));
        let method = METHODS[version % METHODS.len()];
        client.ask(method, &uris[0], &position);
    }
    client.open(&uris[1], version, &text);
    let first = client.requests;
    for uri in &uris {
        METHODS.iter().for_each(|method| client.ask(method, uri, &position));
    }

    let mut answers = BTreeMap::new();
    let mut published = BTreeMap::new();
    for mut message in messages(&served(client.input.as_bytes())) {
        match message["id"].as_u64() {
            Some(id) => {
                let old = answers.insert(id, message);
                assert!(old.is_none(), "request {id} is answered twice");
            }
            None => drop(
                published
                    .insert(message["params"]["uri"].to_string(), message["params"]["diagnostics"].take()),
            ),
        }
    }
    assert!(answers.keys().copied().eq(1..=client.requests), "each request is answered");
    let count = METHODS.len() as u64;
    for id in first + 1..=first + count {
        let [mut changed, mut opened] = [id, id + count].map(|id| answers[&id].clone());
        assert!(changed.get("error").is_none_or(|error| error["code"] == -32602), "{changed}");
        for answer in [&mut changed, &mut opened] {
            answer["id"].take();
            answer["result"].as_object_mut().map(|result| result.remove("resultId"));
        }
        assert_eq!(moved(&changed), opened.to_string());
    }
    if !pulls {
        let [changed, opened] = uris.map(|uri| published.get(&json!(uri).to_string()));
        assert_eq!(changed.map(moved), opened.map(Value::to_string));
    }
    Ok(())
}

/// What a client sends.
struct Client {
    input: String,
    header: &'static str,
    requests: u64,
}

impl Client {
    fn send(&mut self, message: &Value) {
        let message = message.to_string();
        _ = write!(self.input, "{}content-length : {}\r\n\r\n{message}", self.header, message.len());
    }

    fn request(&mut self, method: &str, params: &Value) {
        self.requests += 1;
        self.send(&json!({"jsonrpc": "2.0", "id": self.requests, "method": method, "params": params}));
    }

    fn notify(&mut self, method: &str, params: &Value) {
        self.send(&json!({"jsonrpc": "2.0", "method": format!("textDocument/{method}"), "params": params}));
    }

    fn open(&mut self, uri: &str, version: usize, text: &str) {
        let document = json!({"uri": uri, "languageId": "json", "version": version, "text": text});
        self.notify("didOpen", &json!({"textDocument": document}));
    }

    fn ask(&mut self, method: &str, uri: &str, position: &Value) {
        let range = json!({"start": position, "end": position});
        let params = json!({
            "textDocument": {"uri": uri},
            "position": position,
            "range": range,
            "context": {"diagnostics": []},
        });
        self.request(&format!("textDocument/{method}"), &params);
    }
}

fn served(input: &[u8]) -> Vec<u8> {
    fuzzing::serve(input).expect("memory can be read")
}

/// The messages in what the server writes, which are all of it.
fn messages(mut output: &[u8]) -> Vec<Value> {
    let mut messages = Vec::new();
    while !output.is_empty() {
        let text = output.strip_prefix(b"Content-Length: ").expect("a header");
        let end = text.windows(4).position(|it| it == b"\r\n\r\n").expect("the end of the header");
        let length = std::str::from_utf8(&text[..end]).expect("a number");
        let (message, rest) = text[end + 4..].split_at(length.parse().expect("a number"));
        messages.push(serde_json::from_slice(message).expect("JSON"));
        output = rest;
    }
    messages
}
