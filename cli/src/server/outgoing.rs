//! What goes to the client. A thread writes it, so that nobody waits for a client that does not read.

use std::{
    io::{BufWriter, Write},
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
        mpsc::{self, Receiver, RecvTimeoutError, Sender},
    },
    thread,
    time::Duration,
};

use serde_json::{Value, json};

use super::framing;

/// How long the end of the server waits for a client that does not read.
const PATIENCE: Duration = Duration::from_secs(2);

/// The codes of errors that the protocol defines.
#[derive(Clone, Copy)]
pub(super) enum ErrorCode {
    ParseError = -32700,
    InvalidRequest = -32600,
    MethodNotFound = -32601,
    InvalidParams = -32602,
    InternalError = -32603,
    ServerNotInitialized = -32002,
    RequestCancelled = -32800,
}

/// Sends messages.
#[derive(Clone)]
pub(super) struct Outgoing {
    messages: Sender<Value>,
    requests: Arc<AtomicU64>,
}

impl Outgoing {
    pub(super) fn answer(&self, id: &Value, result: &Value) {
        self.send(json!({"jsonrpc": "2.0", "id": id, "result": result}));
    }

    pub(super) fn fail(&self, id: &Value, code: ErrorCode, message: &str) {
        self.send(json!({"jsonrpc": "2.0", "id": id, "error": {"code": code as i32, "message": message}}));
    }

    pub(super) fn notify(&self, method: &str, params: &Value) {
        self.send(json!({"jsonrpc": "2.0", "method": method, "params": params}));
    }

    /// Asks the client. Its answer is not awaited.
    pub(super) fn request(&self, method: &str, params: &Value) {
        let id = self.requests.fetch_add(1, Ordering::Relaxed);
        self.send(json!({"jsonrpc": "2.0", "id": id, "method": method, "params": params}));
    }

    fn send(&self, message: Value) {
        // Without a writer, the client is gone.
        _ = self.messages.send(message);
    }
}

/// The thread that writes.
pub(super) struct Writer(Receiver<()>);

impl Writer {
    /// Waits until everything is written, but not forever.
    pub(super) fn finish(self) {
        match self.0.recv_timeout(PATIENCE) {
            Ok(()) | Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {}
        }
    }
}

/// Starts to write what is sent.
pub(super) fn open(output: impl Write + Send + 'static) -> (Outgoing, Writer) {
    let (messages, received) = mpsc::channel::<Value>();
    let (end, ended) = mpsc::channel();
    thread::spawn(move || {
        let mut output = BufWriter::new(output);
        // It ends when nobody can send any more, or the client no longer reads.
        _ = received.iter().try_for_each(|message| framing::write(&message, &mut output));
        _ = end.send(());
    });
    (Outgoing { messages, requests: Arc::default() }, Writer(ended))
}
