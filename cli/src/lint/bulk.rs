//! Lints NDJSON on several threads, in bounded memory. The output has the order of the input.
//!
//! Each worker cuts the next chunk of whole lines from the text, and tells the writer the channel that the batches of the
//! chunk will come from. One worker does so at a time, so that the writer learns of the chunks in their order. All channels
//! are bounded, so that no worker runs ahead of a slow output.

use std::{
    io,
    num::NonZeroUsize,
    panic,
    sync::{
        Arc, Mutex,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread::{self, JoinHandle},
};

use super::{
    batch::{self, Batch, OutputNeeds},
    settings::Settings,
    sink::{Sink, lock},
};
use crate::input::{Chunk, Chunks, ReadOrWriteError};

/// The number of batches of a chunk that may wait for the writer: all of a typical chunk, but not of a chunk full of
/// findings.
const WAITING_BATCHES: usize = 8;

/// The writer has stopped, so that nobody receives batches any more.
struct WriterStopped;

/// The text that the workers share.
struct Source {
    /// `None` when there is nothing left to do.
    chunks: Option<Chunks>,
    /// Tells the writer where the batches of the next chunk will come from, or why it cannot be read.
    order: SyncSender<io::Result<Receiver<Batch>>>,
}

impl Source {
    /// The next chunk and the channel for its batches.
    fn next(&mut self) -> Option<(Chunk, SyncSender<Batch>)> {
        let mut chunks = self.chunks.take()?;
        let next = chunks.next().transpose()?;
        let (sender, batches) = sync_channel(WAITING_BATCHES);
        let (chunk, message) = match next {
            Ok(chunk) => (Some(chunk), Ok(batches)),
            Err(error) => (None, Err(error)),
        };
        self.order.send(message).ok()?;
        let chunk = chunk?;
        self.chunks = Some(chunks);
        Some((chunk, sender))
    }
}

/// Lints the lines of a file and writes the findings.
pub(super) fn lint_lines(
    mut chunks: Chunks,
    settings: &Arc<Settings>,
    threads: NonZeroUsize,
    sink: &Mutex<Sink>,
) -> Result<(), ReadOrWriteError> {
    let needs = lock(sink).needs();
    let write = |batch: Batch| lock(sink).write(batch);
    if threads.get() == 1 {
        while let Some(chunk) = chunks.next().map_err(ReadOrWriteError::Read)? {
            batch::lint(chunk.payloads(), settings, needs, write).map_err(ReadOrWriteError::Write)?;
            // The next chunk may be a long time coming.
            lock(sink).flush().map_err(ReadOrWriteError::Write)?;
        }
        return Ok(());
    }
    let (order, ordered) = sync_channel(threads.get());
    let source = Arc::new(Mutex::new(Source { chunks: Some(chunks), order }));
    let worker = |_| {
        let (source, settings) = (Arc::clone(&source), Arc::clone(settings));
        spawn(move || work(&source, &settings, needs))
    };
    let workers = (0..threads.get()).map(worker).collect::<Result<Vec<_>, _>>()?;
    drop(source);
    // If the run ends early, the workers are not joined: one may be waiting for input that never comes.
    while let Some(batches) = receive(&ordered, sink)? {
        let batches = batches.map_err(ReadOrWriteError::Read)?;
        while let Some(batch) = receive(&batches, sink)? {
            write(batch).map_err(ReadOrWriteError::Write)?;
        }
    }
    workers.into_iter().for_each(join);
    Ok(())
}

fn spawn<T: Send + 'static>(
    work: impl FnOnce() -> T + Send + 'static,
) -> Result<JoinHandle<T>, ReadOrWriteError> {
    thread::Builder::new().spawn(work).map_err(ReadOrWriteError::Write)
}

fn join<T>(thread: JoinHandle<T>) -> T {
    thread.join().unwrap_or_else(|panic| panic::resume_unwind(panic))
}

/// Receives the next item. Flushes the output before it waits, so that findings are shown while the input is idle.
fn receive<T>(receiver: &Receiver<T>, sink: &Mutex<Sink>) -> Result<Option<T>, ReadOrWriteError> {
    if let Ok(item) = receiver.try_recv() {
        return Ok(Some(item));
    }
    lock(sink).flush().map_err(ReadOrWriteError::Write)?;
    Ok(receiver.recv().ok())
}

fn work(source: &Mutex<Source>, settings: &Settings, needs: OutputNeeds) {
    loop {
        let next = lock(source).next();
        let Some((chunk, batches)) = next else { return };
        let send = |batch| batches.send(batch).map_err(|_| WriterStopped);
        if batch::lint(chunk.payloads(), settings, needs, send).is_err() {
            return;
        }
    }
}
