//! Sends bodies to the server on loopback.

use std::{
    env, fs,
    io::{BufRead, BufReader, Read, Write},
    net::TcpStream,
    path::Path,
    process::{Child, Command, Stdio},
};

use serde_json::{Value, json};

const GOOD: &str = r#"{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 3}}"#;
const JSON: &str = "Content-Type: application/json";
/// The largest body that axum reads, in bytes.
const LIMIT: usize = 2 * 1024 * 1024;

/// The server; it is stopped with this value.
struct Server {
    process: Child,
    address: String,
}

impl Server {
    fn start() -> Self {
        let mut process =
            Command::new(env!("CARGO_BIN_EXE_kyx-axum")).stdout(Stdio::piped()).spawn().expect("it starts");
        let mut address = String::new();
        let output = process.stdout.take().expect("a pipe");
        BufReader::new(output).read_line(&mut address).expect("it prints its address");
        Self { process, address: address.trim().to_owned() }
    }

    fn send(&self, method: &str, header: &str, body: &[u8]) -> Answer {
        let mut connection = TcpStream::connect(&self.address).expect("it listens");
        let length = body.len();
        let head = format!(
            "{method} /accounts HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{header}\r\nContent-Length: {length}\r\n\r\n"
        );
        connection.write_all(&[head.as_bytes(), body].concat()).expect("it reads");
        let mut answer = String::new();
        connection.read_to_string(&mut answer).expect("it answers in UTF-8");
        let (head, body) = answer.split_once("\r\n\r\n").expect("a head and a body");
        let status = head.split(' ').nth(1).and_then(|it| it.parse().ok()).expect("a status");
        Answer { status, head: head.to_lowercase(), body: serde_json::from_str(body).expect("JSON") }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.process.kill().expect("it runs until the end");
        self.process.wait().expect("it ends");
    }
}

struct Answer {
    status: u16,
    head: String,
    body: Value,
}

impl Answer {
    /// The codes and pointers of the problem, which has this status and title.
    fn problem(&self, status: u16, title: &str) -> Vec<(&str, &str)> {
        assert!(self.head.contains("\r\ncontent-type: application/problem+json"), "{}", self.head);
        assert_eq!(
            (self.status, &self.body["status"], &self.body["title"]),
            (status, &json!(status), &json!(title))
        );
        let findings = self.body["findings"].as_array().expect("an array").iter();
        findings
            .map(|it| (it["code"].as_str().expect("a code"), it["pointer"].as_str().expect("a pointer")))
            .collect()
    }
}

#[test]
fn a_good_body_reaches_the_handler() {
    let server = Server::start();
    for header in [JSON, "content-type: Application/JSON; charset=utf-8"] {
        let answer = server.send("POST", header, GOOD.as_bytes());
        assert_eq!((answer.status, answer.body), (200, serde_json::from_str(GOOD).expect("JSON")));
    }
}

#[test]
fn a_bad_body_is_answered_with_every_finding_and_no_private_value() {
    let body = r#"{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 3}, "userReference": 4242,
        "callbackUrl": "http://canary.example", "canary": 1}"#;
    let answer = Server::start().send("POST", JSON, body.as_bytes());
    let found = answer.problem(422, "Unprocessable Entity");
    let expected = [
        ("KYX306", "/userConsent"),
        ("KYX101", "/userReference"),
        ("KYX227", "/callbackUrl"),
        ("KYX103", "/canary"),
    ];
    assert_eq!(found, expected);
    assert!(!answer.body.to_string().contains("canary.example"));
}

#[test]
fn the_method_tells_the_operation() {
    let server = Server::start();
    let reuses = r#"{"customerInternalReference": "order-4711", "workflowDefinition": {"key": 3, "credentials": [
        {"category": "ID", "id": "b701e6c5-b74c-434a-866a-ef1f084a4d80"}]}}"#;
    let created = server.send("POST", JSON, reuses.as_bytes());
    let consent = ("KYX306", "/userConsent");
    let reused = ("KYX406", "/workflowDefinition/credentials/0/id");
    assert_eq!(created.problem(422, "Unprocessable Entity"), [consent, reused]);
    let updated = server.send("PUT", JSON, reuses.as_bytes());
    assert_eq!(updated.problem(422, "Unprocessable Entity"), [consent]);
}

#[test]
fn whatever_is_no_payload_is_answered() {
    let server = Server::start();
    let problem = |header, body: &[u8], status, title| {
        let answer = server.send("POST", header, body);
        answer.problem(status, title).iter().map(|(code, _)| (*code).to_owned()).collect::<Vec<_>>()
    };
    let unreadable = |body: &[u8]| problem(JSON, body, 422, "Unprocessable Entity");
    assert_eq!(unreadable(b""), ["KYX001"]);
    assert_eq!(unreadable(b"[[[["), ["KYX101", "KYX001"]);
    assert_eq!(unreadable(b"{\"userReference\": \"\xff\"}"), ["KYX102", "KYX102", "KYX006"]);
    assert_eq!(unreadable(&vec![b'['; LIMIT]), ["KYX007"]);

    assert!(problem(JSON, &vec![b' '; LIMIT + 1], 413, "Payload Too Large").is_empty());
    for header in ["Content-Type: text/plain", "Content-Type: ", "Accept: application/json"] {
        assert!(problem(header, GOOD.as_bytes(), 415, "Unsupported Media Type").is_empty());
    }
}

/// `UPDATE_DOCS=1 cargo test -p kyx-axum` updates it.
#[test]
fn docs_rust_is_current() {
    let package = Path::new(env!("CARGO_MANIFEST_DIR"));
    let path = package.join("../../docs/rust.md");
    let page = fs::read_to_string(&path).expect("the page");
    let (before, rest) = page.split_once("\n```rust\n").expect("a program");
    let (_, after) = rest.split_once("\n```\n").expect("the end of the program");
    let program = fs::read_to_string(package.join("src/main.rs")).expect("the program");
    let current = format!("{before}\n```rust\n{}\n```\n{after}", program.trim_end());
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&path, &current).expect("the page is written");
    }
    let committed = fs::read_to_string(&path).expect("the page");
    assert!(committed == current, "docs/rust.md is out of date: run `UPDATE_DOCS=1 cargo test -p kyx-axum`");
}
