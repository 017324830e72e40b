//! What is told of a panic: its place. Its message may repeat a value.

use std::panic;

use crate::stderr;

/// Makes each panic of the process write its place to standard error, and nothing else.
pub fn hide_panic_messages() {
    panic::set_hook(Box::new(|panic| {
        let place = panic.location().map(ToString::to_string).unwrap_or_default();
        stderr::message(format_args!("internal error at {place}; please report it"));
    }));
}
