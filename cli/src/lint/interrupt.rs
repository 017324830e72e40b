//! Ctrl-C and other signals to end: removes temporary files, and completes the output with the findings so far.

use std::{
    process,
    sync::{
        Arc, Mutex,
        atomic::{AtomicBool, Ordering},
    },
    thread,
};

use super::sink::{Sink, lock};
use crate::{status::Status, temporary};

/// Makes Ctrl-C, TERM and HUP complete the output and exit; a second signal exits at once.
pub(super) fn install_signal_handler(sink: &Arc<Mutex<Sink>>) {
    if ignores_hangup() {
        return;
    }
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
            temporary::remove_all();
            let mut sink = lock(&sink);
            // If nobody reads the output any more, there is nobody to tell.
            _ = sink.finish(Status::Interrupted);
            process::exit(exit_code);
        });
    };
    // Without the handler, Ctrl-C ends the run as it ends any program.
    _ = ctrlc::set_handler(handler);
}

/// Whether the program outlives its terminal, such as with `nohup`, which a handler would change.
fn ignores_hangup() -> bool {
    let status = std::fs::read_to_string("/proc/self/status").unwrap_or_default();
    let ignored = status.lines().find_map(|line| line.strip_prefix("SigIgn:"));
    ignored.and_then(|mask| u64::from_str_radix(mask.trim(), 16).ok()).is_some_and(|mask| mask & 1 == 1)
}
