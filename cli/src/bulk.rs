//! Payloads that stand one a line, linted by several threads in the order of the input and in bounded memory.
//!
//! A reader cuts the text into chunks of whole lines. Each goes to the next worker that is free, and the place where its
//! batches will come out goes to the writer, in the order of the chunks. All channels are bounded, so that nobody runs
//! ahead of a slow output.

use std::{
    io, mem,
    num::NonZeroUsize,
    panic,
    sync::{
        Arc, Mutex,
        mpsc::{Receiver, SyncSender, sync_channel},
    },
    thread::{self, JoinHandle},
};

use kyx_schema::{Kind, Place, Report, lint::Visibility};

use crate::{
    Status,
    config::Settings,
    input::{Chunk, Chunks, Payload, ReadOrWrite},
    lint::Sink,
    lock,
    tally::Tally,
};

/// How many findings make a batch, at least.
const FINDINGS: usize = 64;
/// How many batches of a chunk wait for their turn: all of a common chunk, and no more of one that is full of findings.
const BATCHES: usize = 8;

/// What is wanted of payloads besides findings.
#[derive(Clone, Copy)]
pub(crate) enum Wanted {
    Findings,
    /// The text that they are shown in.
    Text,
    /// Only what they come to.
    Counts,
}

/// What was found in some payloads.
#[derive(Default)]
pub(crate) struct Batch {
    pub(crate) found: Vec<Found>,
    pub(crate) tally: Tally,
    pub(crate) status: Status,
    findings: usize,
}

/// What was found in a payload.
pub(crate) struct Found {
    pub(crate) origin: Option<Place>,
    pub(crate) kind: Option<Kind>,
    pub(crate) report: Report,
    pub(crate) text: Option<(Vec<u8>, Visibility)>,
}

impl Batch {
    fn add(&mut self, payload: &Payload<'_>, settings: &Settings, wanted: Wanted) {
        let linted = settings.lint(payload.bytes);
        self.tally.summary.add(&linted.report);
        self.status = self.status.max(Status::of(&linted.report, settings.deny_warnings()));
        if let Wanted::Counts = wanted {
            self.tally.add_rules(linted.report.findings());
            self.tally.consents.add(linted.kind, payload.bytes, settings.now());
        } else if !linted.report.is_clean() || payload.line.is_none() {
            let is_text = matches!(wanted, Wanted::Text);
            self.findings += linted.report.findings().len();
            self.found.push(Found {
                origin: payload.line,
                kind: linted.kind,
                report: linted.report,
                text: is_text.then(|| (payload.bytes.to_vec(), linted.visibility)),
            });
        }
    }
}

/// Lints payloads, and hands on what was found batch by batch.
pub(crate) fn lint<'p, E>(
    payloads: impl IntoIterator<Item = Payload<'p>>,
    settings: &Settings,
    wanted: Wanted,
    mut take: impl FnMut(Batch) -> Result<(), E>,
) -> Result<(), E> {
    let mut batch = Batch::default();
    for payload in payloads {
        batch.add(&payload, settings, wanted);
        if batch.findings >= FINDINGS {
            take(mem::take(&mut batch))?;
        }
    }
    take(batch)
}

/// Nobody takes batches any more.
struct Ended;

/// A chunk, and where its batches go.
type Job = (Chunk, SyncSender<Batch>);

/// Lints the lines of a file by several threads, and writes what was found.
pub(crate) fn lint_lines(
    mut chunks: Chunks,
    settings: &Arc<Settings>,
    threads: NonZeroUsize,
    sink: &Mutex<Sink>,
) -> Result<(), ReadOrWrite> {
    let wanted = lock(sink).wanted();
    let write = |batch: Batch| lock(sink).write(&batch);
    if threads.get() == 1 {
        while let Some(chunk) = chunks.next().map_err(ReadOrWrite::Read)? {
            lint(chunk.payloads(), settings, wanted, write).map_err(ReadOrWrite::Write)?;
        }
        return Ok(());
    }
    let (jobs, queue) = sync_channel(threads.get());
    let (order, ordered) = sync_channel(threads.get());
    // They are left alone when the run ends early: one may wait for input that never comes.
    let reader = spawn(move || distribute(chunks, &jobs, &order))?;
    let queue = Arc::new(Mutex::new(queue));
    let worker = |_| {
        let (queue, settings) = (Arc::clone(&queue), Arc::clone(settings));
        spawn(move || work(&queue, &settings, wanted))
    };
    let workers = (0..threads.get()).map(worker).collect::<Result<Vec<_>, _>>()?;
    drop(queue);
    while let Some(batches) = next(&ordered, sink)? {
        while let Some(batch) = next(&batches, sink)? {
            write(batch).map_err(ReadOrWrite::Write)?;
        }
    }
    workers.into_iter().for_each(joined);
    joined(reader).map_err(ReadOrWrite::Read)
}

fn spawn<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<JoinHandle<T>, ReadOrWrite> {
    thread::Builder::new().spawn(work).map_err(ReadOrWrite::Write)
}

fn joined<T>(thread: JoinHandle<T>) -> T {
    thread.join().unwrap_or_else(|panic| panic::resume_unwind(panic))
}

/// What comes next, if anything does. What was written before is shown while there is nothing else to do.
fn next<T>(receiver: &Receiver<T>, sink: &Mutex<Sink>) -> Result<Option<T>, ReadOrWrite> {
    if let Ok(item) = receiver.try_recv() {
        return Ok(Some(item));
    }
    lock(sink).flush().map_err(ReadOrWrite::Write)?;
    Ok(receiver.recv().ok())
}

/// Reads chunk after chunk, as long as somebody takes them.
fn distribute(
    mut chunks: Chunks,
    jobs: &SyncSender<Job>,
    order: &SyncSender<Receiver<Batch>>,
) -> io::Result<()> {
    while let Some(chunk) = chunks.next()? {
        let (batches, taken) = sync_channel(BATCHES);
        if order.send(taken).is_err() || jobs.send((chunk, batches)).is_err() {
            break;
        }
    }
    Ok(())
}

fn work(queue: &Mutex<Receiver<Job>>, settings: &Settings, wanted: Wanted) {
    loop {
        let job = lock(queue).recv();
        let Ok((chunk, batches)) = job else { return };
        let hand_on = |batch| batches.send(batch).map_err(|_| Ended);
        if lint(chunk.payloads(), settings, wanted, hand_on).is_err() {
            return;
        }
    }
}
