//! Ctrl-C: completes the output with the findings so far.

use std::{
    process,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use super::sink::{Sink, lock};
use crate::status::Status;

/// Makes Ctrl-C complete the output and exit; a second Ctrl-C exits at once.
pub(super) fn install_ctrl_c_handler(sink: &Arc<Mutex<Sink>>) {
    let sink = Arc::clone(sink);
    let is_exiting = AtomicBool::new(false);
    let exit_code = i32::from(Status::Interrupted.code());
    let handler = move || {
        if is_exiting.swap(true, Ordering::Relaxed) {
            process::exit(exit_code);
        }
        let sink = Arc::clone(&sink);
        // On a thread of its own, because a slow reader of the output may delay it.
        thread::spawn(move || {
            let mut sink = lock(&sink);
            // If nobody reads the output any more, there is nobody to tell.
            _ = sink.finish(Status::Interrupted);
            process::exit(exit_code);
        });
    };
    // Without the handler, Ctrl-C ends the run as it ends any program.
    _ = ctrlc::set_handler(handler);
}
