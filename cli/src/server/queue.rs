//! What the worker has to do, in order.

use std::{
    collections::VecDeque,
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
};

use lsp_types::Uri;
use serde_json::Value;

use super::documents::Document;

/// One thing to do.
pub(super) enum Task {
    /// The settings of the editor have changed.
    Configure(Value),
    /// A configuration may have changed.
    Reload,
    /// A document is new or has changed.
    Check(Arc<Document>),
    /// A document was closed.
    Forget(Uri),
    Answer(Request),
}

/// A request about a version of a document.
pub(super) struct Request {
    pub(super) id: Value,
    pub(super) method: String,
    pub(super) params: Value,
    pub(super) document: Arc<Document>,
}

/// The tasks, in order.
#[derive(Default)]
pub(super) struct Queue {
    state: Mutex<State>,
    changed: Condvar,
}

#[derive(Default)]
struct State {
    tasks: VecDeque<Task>,
    is_closed: bool,
}

impl Queue {
    /// Adds a task. The check of an older version of a document is dropped.
    pub(super) fn push(&self, task: Task) {
        let mut state = self.lock();
        if let Task::Check(document) = &task {
            let is_older = |it: &Task| matches!(it, Task::Check(other) if other.uri == document.uri);
            state.tasks.retain(|it| !is_older(it));
        }
        state.tasks.push_back(task);
        self.changed.notify_one();
    }

    /// Removes a request that is waiting. Returns whether there was one.
    pub(super) fn cancel(&self, id: &Value) -> bool {
        let mut state = self.lock();
        let count = state.tasks.len();
        state.tasks.retain(|it| !matches!(it, Task::Answer(request) if request.id == *id));
        state.tasks.len() < count
    }

    /// The next task; `None` if the queue is closed. Waits for it.
    pub(super) fn next(&self) -> Option<Task> {
        let mut state = self.lock();
        loop {
            match state.tasks.pop_front() {
                None if !state.is_closed => {
                    state = self.changed.wait(state).unwrap_or_else(PoisonError::into_inner);
                }
                task => return task,
            }
        }
    }

    /// Lets the worker end after the tasks that are left, or drops these.
    pub(super) fn close(&self, drops_tasks: bool) {
        let mut state = self.lock();
        state.is_closed = true;
        if drops_tasks {
            state.tasks.clear();
        }
        self.changed.notify_one();
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
