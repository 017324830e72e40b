//! `kyx server`: a language server, which shows findings in editors.
//!
//! One thread reads the messages of the client and keeps the documents; it never waits for the linter. Another lints the
//! newest version of each document and answers requests, in order. A third writes. No message that goes out repeats
//! a value of a document, except in the edits that the client asks for.

mod actions;
mod analysis;
mod completion;
mod documents;
mod framing;
mod hints;
mod hover;
mod ignore;
mod outgoing;
mod position;
mod queue;
mod settings;
mod symbols;
mod worker;

use std::{
    io::{self, BufRead, Write},
    panic::{self, AssertUnwindSafe},
    sync::Arc,
    thread,
};

use lsp_types::{
    DidChangeTextDocumentParams, DidCloseTextDocumentParams, DidOpenTextDocumentParams, PositionEncodingKind,
    Uri,
};
use serde::de::DeserializeOwned;
use serde_json::{Value, json};

use crate::{status::Status, stderr};
use documents::{Document, Documents};
use framing::Frame;
use outgoing::{ErrorCode, Outgoing};
use position::Encoding;
use queue::{Queue, Request, Task};
use worker::Worker;

/// Serves one client on standard input and output, until it says `exit` or its output ends.
pub(crate) fn run() -> io::Result<Status> {
    panic::set_hook(Box::new(|panic| {
        // What the panic says may repeat a value.
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        stderr::message(format_args!("internal error at {place}; the server goes on"));
    }));
    serve(&mut io::stdin().lock(), io::stdout())
}

/// Serves one client on these streams, until it says `exit` or its output ends.
pub(crate) fn serve(input: &mut impl BufRead, output: impl Write + Send + 'static) -> io::Result<Status> {
    let (outgoing, writer) = outgoing::open(output);
    let mut server = Server::new(outgoing);
    while server.phase != Phase::Ended {
        match framing::read(input)? {
            Some(Frame::Message(message)) => server.receive_safely(message),
            Some(Frame::Malformed(why)) => server.outgoing.fail(&Value::Null, ErrorCode::ParseError, why),
            None => break,
        }
    }
    let is_orderly = server.was_shut_down;
    server.end();
    writer.finish();
    Ok(if is_orderly { Status::Clean } else { Status::HasFindings })
}

/// The text of a document after changes, each of which is a version.
#[cfg(fuzzing)]
pub(crate) fn changed(
    text: &str,
    encoding: &str,
    changes: Vec<lsp_types::TextDocumentContentChangeEvent>,
) -> String {
    let encoding = Encoding::choose(&[PositionEncodingKind::from(encoding.to_owned())]);
    let mut documents = Documents::default();
    let uri: Uri = "untitled:document".parse().unwrap_or_else(|_| unreachable!("a URI"));
    let mut document = documents.open(Document::new(uri.clone(), 0, text.to_owned()));
    for (version, change) in (1..).zip(changes) {
        document = documents.change(&uri, version, vec![change], encoding).unwrap_or(document);
    }
    document.text.clone()
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Phase {
    Uninitialized,
    Running,
    ShutDown,
    Ended,
}

/// The side that receives messages.
struct Server {
    outgoing: Outgoing,
    queue: Arc<Queue>,
    worker: Option<thread::JoinHandle<()>>,
    documents: Documents,
    phase: Phase,
    was_shut_down: bool,
    encoding: Encoding,
    watches_files: bool,
}

impl Server {
    fn new(outgoing: Outgoing) -> Self {
        Self {
            outgoing,
            queue: Arc::default(),
            worker: None,
            documents: Documents::default(),
            phase: Phase::Uninitialized,
            was_shut_down: false,
            encoding: Encoding::Utf16,
            watches_files: false,
        }
    }

    fn receive_safely(&mut self, message: Value) {
        let id = message.get("id").cloned();
        let received = panic::catch_unwind(AssertUnwindSafe(|| self.receive(message)));
        if let (Err(_), Some(id)) = (received, id) {
            self.outgoing.fail(&id, ErrorCode::InternalError, "internal error");
        }
    }

    fn receive(&mut self, mut message: Value) {
        let id = message.get("id").cloned();
        let params = message.get_mut("params").map(Value::take).unwrap_or_default();
        match (message.get("method").and_then(Value::as_str), id) {
            (Some(method), Some(id @ (Value::String(_) | Value::Number(_)))) => {
                self.request(id, method, params);
            }
            (Some(method), None) => self.notification(method, params),
            // An answer to a request of the server.
            (None, Some(_)) if message.get("result").is_some() || message.get("error").is_some() => {}
            _ => self.outgoing.fail(&Value::Null, ErrorCode::InvalidRequest, "not a message of the protocol"),
        }
    }

    fn request(&mut self, id: Value, method: &str, params: Value) {
        match (self.phase, method) {
            (Phase::Uninitialized, "initialize") => self.initialize(&id, &params),
            (Phase::Uninitialized, _) => {
                self.outgoing.fail(&id, ErrorCode::ServerNotInitialized, "the server is not initialized");
            }
            (Phase::Running, "shutdown") => {
                (self.phase, self.was_shut_down) = (Phase::ShutDown, true);
                self.outgoing.answer(&id, &Value::Null);
            }
            (Phase::Running, _) if worker::METHODS.contains(&method) => {
                let uri = params["textDocument"]["uri"].as_str().and_then(|uri| uri.parse().ok());
                match uri.and_then(|uri: Uri| self.documents.get(&uri)).map(Arc::clone) {
                    Some(document) => {
                        self.queue.push(Task::Answer(Request {
                            id,
                            method: method.to_owned(),
                            params,
                            document,
                        }));
                    }
                    None => self.outgoing.fail(&id, ErrorCode::InvalidParams, "the document is not open"),
                }
            }
            (Phase::Running, "initialize") | (Phase::ShutDown | Phase::Ended, _) => {
                self.outgoing.fail(&id, ErrorCode::InvalidRequest, "the request comes at the wrong time");
            }
            (Phase::Running, _) => {
                self.outgoing.fail(&id, ErrorCode::MethodNotFound, "the server does not have this method");
            }
        }
    }

    fn initialize(&mut self, id: &Value, params: &Value) {
        let capabilities = &params["capabilities"];
        let offered = &capabilities["general"]["positionEncodings"];
        let offered: Vec<PositionEncodingKind> = serde_json::from_value(offered.clone()).unwrap_or_default();
        self.encoding = Encoding::choose(&offered);
        self.watches_files =
            capabilities["workspace"]["didChangeWatchedFiles"]["dynamicRegistration"] == json!(true);
        let documents = &capabilities["textDocument"];
        let worker = Worker::new(
            self.outgoing.clone(),
            Arc::clone(&self.queue),
            worker::Client {
                encoding: self.encoding,
                has_snippets: documents["completion"]["completionItem"]["snippetSupport"] == json!(true),
                pulls: documents["diagnostic"].is_object(),
                refreshes: capabilities["workspace"]["diagnostics"]["refreshSupport"] == json!(true),
            },
            &params["initializationOptions"],
        );
        let started = thread::Builder::new().spawn(move || worker.run());
        let Ok(started) = started else {
            return self.outgoing.fail(id, ErrorCode::InternalError, "cannot start a thread");
        };
        self.worker = Some(started);
        self.phase = Phase::Running;
        let capabilities = json!({
            "positionEncoding": self.encoding.kind(),
            "textDocumentSync": {"openClose": true, "change": 2, "save": {}},
            "diagnosticProvider": {"identifier": "kyx", "interFileDependencies": false, "workspaceDiagnostics": false},
            "codeActionProvider": {"codeActionKinds": ["quickfix", actions::FIX_ALL]},
            "hoverProvider": true,
            "completionProvider": {"triggerCharacters": ["\""]},
            "documentSymbolProvider": true,
            "inlayHintProvider": true,
        });
        let server = json!({"name": "kyx", "version": env!("CARGO_PKG_VERSION")});
        self.outgoing.answer(id, &json!({"capabilities": capabilities, "serverInfo": server}));
    }

    fn notification(&mut self, method: &str, params: Value) {
        match (self.phase, method) {
            (_, "exit") => self.phase = Phase::Ended,
            (Phase::Running, "initialized") if self.watches_files => self.watch_configurations(),
            (Phase::Running, "$/cancelRequest") if self.queue.cancel(&params["id"]) => {
                self.outgoing.fail(&params["id"], ErrorCode::RequestCancelled, "the request was cancelled");
            }
            (Phase::Running, "textDocument/didOpen") => self.open(params),
            (Phase::Running, "textDocument/didChange") => self.change(params),
            (Phase::Running, "textDocument/didClose") => self.close(params),
            (Phase::Running, "textDocument/didSave") => {
                let uri = params["textDocument"]["uri"].as_str();
                if uri.is_some_and(|uri| uri.ends_with("/.kyx.toml")) {
                    self.reload();
                }
            }
            (Phase::Running, "workspace/didChangeWatchedFiles") => self.reload(),
            (Phase::Running, "workspace/didChangeConfiguration") => {
                self.queue.push(Task::Configure(params["settings"]["kyx"].clone()));
                self.check_all();
            }
            _ => {}
        }
    }

    fn open(&mut self, params: Value) {
        let Some(DidOpenTextDocumentParams { text_document: it }) = parsed(params) else { return };
        let document = self.documents.open(Document::new(it.uri, it.version, it.text));
        self.queue.push(Task::Check(document));
    }

    fn change(&mut self, params: Value) {
        let Some(DidChangeTextDocumentParams { text_document: it, content_changes }) = parsed(params) else {
            return;
        };
        if let Some(document) = self.documents.change(&it.uri, it.version, content_changes, self.encoding) {
            self.queue.push(Task::Check(document));
        }
    }

    fn close(&mut self, params: Value) {
        let Some(DidCloseTextDocumentParams { text_document: it }) = parsed(params) else { return };
        if self.documents.close(&it.uri) {
            self.queue.push(Task::Forget(it.uri));
        }
    }

    /// Reads the configurations again.
    fn reload(&self) {
        self.queue.push(Task::Reload);
        self.check_all();
    }

    fn check_all(&self) {
        self.documents.all().for_each(|document| self.queue.push(Task::Check(Arc::clone(document))));
    }

    /// Asks the client to tell when a configuration changes.
    fn watch_configurations(&self) {
        let watcher = json!({"globPattern": "**/.kyx.toml"});
        let registration = json!({
            "id": "configurations",
            "method": "workspace/didChangeWatchedFiles",
            "registerOptions": {"watchers": [watcher]},
        });
        self.outgoing.request("client/registerCapability", &json!({"registrations": [registration]}));
    }

    /// Lets the worker finish, unless the client has said that it is over.
    fn end(self) {
        self.queue.close(self.phase == Phase::Ended);
        if let Some(worker) = self.worker {
            _ = worker.join();
        }
    }
}

/// Parameters; `None` if they are not those of the protocol, so that the notification is ignored.
fn parsed<T: DeserializeOwned>(params: Value) -> Option<T> {
    serde_json::from_value(params).ok()
}
