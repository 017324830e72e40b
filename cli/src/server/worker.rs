//! The thread that lints documents and answers what the client asks about them.

use std::{
    collections::HashMap,
    panic::{self, AssertUnwindSafe},
    sync::Arc,
};

use lsp_types::{CodeActionParams, CompletionParams, HoverParams, InlayHintParams, Uri};
use serde::{Serialize, de::DeserializeOwned};
use serde_json::{Value, json};

use super::{
    actions,
    analysis::Analysis,
    completion,
    documents::Document,
    hints, hover,
    outgoing::{ErrorCode, Outgoing},
    position::Encoding,
    queue::{Queue, Request, Task},
    settings::Workspace,
    symbols,
};

/// The requests that it answers.
pub(super) const METHODS: [&str; 6] = [
    "textDocument/codeAction",
    "textDocument/completion",
    "textDocument/diagnostic",
    "textDocument/documentSymbol",
    "textDocument/hover",
    "textDocument/inlayHint",
];

/// What the client can do.
#[derive(Clone, Copy)]
pub(super) struct Client {
    pub(super) encoding: Encoding,
    /// Whether it places the cursor within what a completion inserts.
    pub(super) has_snippets: bool,
    /// Whether it asks for diagnostics, so that they are not sent unasked.
    pub(super) pulls: bool,
    /// Whether it asks again when told so.
    pub(super) refreshes: bool,
}

pub(super) struct Worker {
    outgoing: Outgoing,
    queue: Arc<Queue>,
    client: Client,
    settings: Value,
    workspace: Workspace,
    /// The newest analysis of each document, and its number among all analyses.
    analyses: HashMap<Uri, (usize, Arc<Analysis>)>,
    count: usize,
}

/// The parameters are not those of the method.
struct InvalidParams;

impl Worker {
    pub(super) fn new(outgoing: Outgoing, queue: Arc<Queue>, client: Client, settings: &Value) -> Self {
        let workspace = Workspace::new(settings);
        let settings = settings.clone();
        Self { outgoing, queue, client, settings, workspace, analyses: HashMap::new(), count: 0 }
    }

    /// Works until the queue is closed. A task that panics does not end it.
    pub(super) fn run(mut self) {
        while let Some(task) = self.queue.next() {
            let id = match &task {
                Task::Answer(request) => Some(request.id.clone()),
                _ => None,
            };
            let performed = panic::catch_unwind(AssertUnwindSafe(|| self.perform(task)));
            if let (Err(_), Some(id)) = (performed, id) {
                self.outgoing.fail(&id, ErrorCode::InternalError, "internal error");
            }
        }
    }

    fn perform(&mut self, task: Task) {
        match task {
            Task::Configure(settings) => {
                self.settings = settings;
                self.reload();
            }
            Task::Reload => self.reload(),
            Task::Check(document) if self.client.pulls => drop(self.analysis(&document)),
            Task::Check(document) => {
                let diagnostics = self.analysis(&document).1.diagnostics(self.client.encoding);
                self.publish(&document.uri, Some(document.version), &diagnostics);
            }
            Task::Forget(uri) => {
                self.analyses.remove(&uri);
                if !self.client.pulls {
                    self.publish(&uri, None, &[]);
                }
            }
            Task::Answer(request) => match self.answer(&request) {
                Ok(result) => self.outgoing.answer(&request.id, &result),
                Err(InvalidParams) => {
                    let message = "the parameters are not those of the method";
                    self.outgoing.fail(&request.id, ErrorCode::InvalidParams, message);
                }
            },
        }
    }

    fn reload(&mut self) {
        self.workspace = Workspace::new(&self.settings);
        self.analyses.clear();
        if self.client.pulls && self.client.refreshes {
            self.outgoing.request("workspace/diagnostic/refresh", &Value::Null);
        }
    }

    fn publish(&self, uri: &Uri, version: Option<i32>, diagnostics: &[lsp_types::Diagnostic]) {
        let params = json!({"uri": uri, "version": version, "diagnostics": diagnostics});
        self.outgoing.notify("textDocument/publishDiagnostics", &params);
    }

    /// The analysis of a version of a document, and its number.
    fn analysis(&mut self, document: &Arc<Document>) -> (usize, Arc<Analysis>) {
        if let Some((number, known)) = self.analyses.get(&document.uri)
            && Arc::ptr_eq(&known.document, document)
        {
            return (*number, Arc::clone(known));
        }
        let settings = self.workspace.settings(&document.path);
        let analysis = Arc::new(Analysis::of(Arc::clone(document), settings));
        self.count += 1;
        self.analyses.insert(document.uri.clone(), (self.count, Arc::clone(&analysis)));
        (self.count, analysis)
    }

    fn answer(&mut self, Request { method, params, document, .. }: &Request) -> Result<Value, InvalidParams> {
        let Client { encoding, has_snippets, .. } = self.client;
        let (number, analysis) = self.analysis(document);
        match method.as_str() {
            "textDocument/codeAction" => {
                let CodeActionParams { range, context, .. } = parsed(params)?;
                Ok(value(actions::actions(&analysis, range, context.only.as_deref(), encoding)))
            }
            "textDocument/completion" => {
                let CompletionParams { text_document_position: it, .. } = parsed(params)?;
                Ok(value(completion::items(&analysis, it.position, has_snippets, encoding)))
            }
            "textDocument/documentSymbol" => Ok(value(symbols::symbols(&analysis, encoding))),
            "textDocument/hover" => {
                let HoverParams { text_document_position_params: it, .. } = parsed(params)?;
                Ok(value(hover::hover(&analysis, it.position, encoding)))
            }
            "textDocument/inlayHint" => {
                let InlayHintParams { range, .. } = parsed(params)?;
                Ok(value(hints::hints(&analysis, range, encoding)))
            }
            _ => {
                let id = number.to_string();
                Ok(match params["previousResultId"].as_str() == Some(&id) {
                    true => json!({"kind": "unchanged", "resultId": id}),
                    false => json!({"kind": "full", "resultId": id, "items": analysis.diagnostics(encoding)}),
                })
            }
        }
    }
}

fn parsed<T: DeserializeOwned>(params: &Value) -> Result<T, InvalidParams> {
    T::deserialize(params).map_err(|_| InvalidParams)
}

fn value(result: impl Serialize) -> Value {
    serde_json::to_value(result).unwrap_or_default()
}
