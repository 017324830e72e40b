//! Starts the server, and sends it good and bad bodies. The page shows the program as it is.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use std::{
    env, fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
};

use serde_json::{Value, json};

const GOOD: &str = r#"{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 2}}"#;

/// A server on a free port, which ends with the test.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start() -> Self {
        let mut command = Command::new(env!("CARGO_BIN_EXE_kyx-axum"));
        let mut process = command.arg("127.0.0.1:0").stdout(Stdio::piped()).spawn().unwrap();
        let mut address = String::new();
        BufReader::new(process.stdout.as_mut().unwrap()).read_line(&mut address).unwrap();
        Self { process, address: address.trim().to_owned() }
    }

    /// The head and the body of the answer to a request with this body.
    fn post(&self, body: &[u8]) -> (String, String) {
        let mut stream = TcpStream::connect(&self.address).unwrap();
        let head = format!(
            "POST /accounts HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: {}\r\n\r\n",
            body.len()
        );
        stream.write_all(head.as_bytes()).unwrap();
        // The server may refuse a large body before it has read it.
        _ = stream.write_all(body);
        let mut answer = Vec::new();
        _ = stream.read_to_end(&mut answer);
        let answer = String::from_utf8(answer).unwrap();
        let (head, body) = answer.split_once("\r\n\r\n").unwrap();
        (head.to_owned(), body.to_owned())
    }

    /// The codes and pointers of the findings of a refused body.
    fn findings(&self, body: &[u8]) -> Vec<(String, String)> {
        let (head, body) = self.post(body);
        assert!(head.starts_with("HTTP/1.1 422 "), "{head}");
        assert!(head.contains("content-type: application/problem+json"), "{head}");
        let problem: Value = serde_json::from_str(&body).unwrap();
        assert_eq!(problem["status"], 422);
        let text = |finding: &Value, key: &str| finding[key].as_str().unwrap().to_owned();
        let findings = problem["findings"].as_array().unwrap().iter();
        findings.map(|finding| (text(finding, "code"), text(finding, "pointer"))).collect()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        _ = self.process.kill();
        _ = self.process.wait();
    }
}

fn found(findings: &[(&str, &str)]) -> Vec<(String, String)> {
    findings.iter().map(|(code, pointer)| ((*code).to_owned(), (*pointer).to_owned())).collect()
}

#[test]
fn a_good_body_reaches_the_handler() {
    let (head, body) = Server::start().post(GOOD.as_bytes());
    assert!(head.starts_with("HTTP/1.1 200 "), "{head}");
    assert_eq!(serde_json::from_str::<Value>(&body).unwrap(), json!({"workflow": 2}));
}

#[test]
fn a_bad_body_is_answered_with_all_findings() {
    let server = Server::start();
    let body = GOOD.replace("order-4711", "").replace("{\"key\": 2}", "{\"key\": \"Zanzibar\", \"keys\": 2}");
    let expected = [
        ("KYX202", "/customerInternalReference"),
        ("KYX219", "/workflowDefinition/key"),
        ("KYX103", "/workflowDefinition/keys"),
    ];
    assert_eq!(server.findings(body.as_bytes()), found(&expected));
    let (_, answer) = server.post(body.as_bytes());
    assert!(!answer.contains("Zanzibar"), "{answer}");
}

#[test]
fn what_is_not_a_payload_is_refused() {
    let server = Server::start();
    for body in [b"".as_slice(), b"{", b"null", b"<html>", b"\xFF\xFE\x00", "[".repeat(100_000).as_bytes()] {
        assert!(!server.findings(body).is_empty());
    }
    let (head, _) = server.post(&b" ".repeat(3 << 20));
    assert!(head.starts_with("HTTP/1.1 413 "), "{head}");
    let (head, _) = server.post(GOOD.as_bytes());
    assert!(head.starts_with("HTTP/1.1 200 "), "it still answers: {head}");
}

/// `UPDATE_DOCS=1 cargo test -p kyx-axum` updates the page.
#[test]
fn the_page_shows_this_program() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let page = fs::read_to_string(root.join("docs/rust.md")).unwrap();
    let program = fs::read_to_string(root.join("tests/axum/src/main.rs")).unwrap();
    let start = page.find("```rust\n").unwrap() + "```rust\n".len();
    let end = start + page[start..].find("```").unwrap();
    if env::var_os("UPDATE_DOCS").is_some() {
        let page = format!("{}{program}{}", &page[..start], &page[end..]);
        return fs::write(root.join("docs/rust.md"), page).unwrap();
    }
    assert_eq!(&page[start..end], program);
}
