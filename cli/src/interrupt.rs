//! Ctrl-C: the run ends with what was found until then.

use std::{
    process,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use crate::{Status, lint::Sink, lock};

/// From now on, Ctrl-C ends what is written as the end of the run would; a second one ends it at once.
pub(crate) fn ends(sink: &Arc<Mutex<Sink>>) {
    let sink = Arc::clone(sink);
    let is_ending = AtomicBool::new(false);
    let status = i32::from(Status::Interrupted.code());
    let handler = move || {
        if is_ending.swap(true, Ordering::Relaxed) {
            process::exit(status);
        }
        let sink = Arc::clone(&sink);
        // It may take its time, while whoever reads the output does.
        thread::spawn(move || {
            let mut sink = lock(&sink);
            // Where nobody reads it any more, there is nobody to tell.
            _ = sink.end(Status::Interrupted);
            process::exit(status);
        });
    };
    // Without a handler, Ctrl-C ends the run as that of any program.
    _ = ctrlc::set_handler(handler);
}
