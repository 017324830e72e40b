//! Lints NDJSON on several threads, in bounded memory. The output has the order of the input.
//!
//! A reader cuts the text into chunks of whole lines. It sends each chunk to the next free worker, and the channel that
//! the batches of the chunk will come from to the writer, in the order of the chunks. All channels are bounded, so that
//! no thread runs ahead of a slow output.

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

/// A chunk, and the channel for its batches.
type Job = (Chunk, SyncSender<Batch>);

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
        }
        return Ok(());
    }
    let (jobs, queue) = sync_channel(threads.get());
    let (order, ordered) = sync_channel(threads.get());
    // If the run ends early, the threads are not joined: the reader may be waiting for input that never comes.
    let reader = spawn(move || distribute(chunks, &jobs, &order))?;
    let queue = Arc::new(Mutex::new(queue));
    let worker = |_| {
        let (queue, settings) = (Arc::clone(&queue), Arc::clone(settings));
        spawn(move || work(&queue, &settings, needs))
    };
    let workers = (0..threads.get()).map(worker).collect::<Result<Vec<_>, _>>()?;
    drop(queue);
    while let Some(batches) = receive(&ordered, sink)? {
        while let Some(batch) = receive(&batches, sink)? {
            write(batch).map_err(ReadOrWriteError::Write)?;
        }
    }
    workers.into_iter().for_each(join);
    join(reader).map_err(ReadOrWriteError::Read)
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

/// Reads all chunks, until the workers or the writer stop.
fn distribute(
    mut chunks: Chunks,
    jobs: &SyncSender<Job>,
    order: &SyncSender<Receiver<Batch>>,
) -> io::Result<()> {
    while let Some(chunk) = chunks.next()? {
        let (sender, batches) = sync_channel(WAITING_BATCHES);
        if order.send(batches).is_err() || jobs.send((chunk, sender)).is_err() {
            break;
        }
    }
    Ok(())
}

fn work(queue: &Mutex<Receiver<Job>>, settings: &Settings, needs: OutputNeeds) {
    loop {
        let job = lock(queue).recv();
        let Ok((chunk, batches)) = job else { return };
        let send = |batch| batches.send(batch).map_err(|_| WriterStopped);
        if batch::lint(chunk.payloads(), settings, needs, send).is_err() {
            return;
        }
    }
}
