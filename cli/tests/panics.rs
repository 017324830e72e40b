//! A panic shows no value. A process of its own panics, because what is set up for panics is set up for the whole process.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

use std::{env, process::Command, thread};

const CANARY: &str = "Zanzibar";

/// A slice between two bytes of a character: the message of such a panic repeats the text.
fn panic_with_the_canary() {
    let text = format!("{CANARY} é");
    let end = text.len() - 1;
    _ = thread::spawn(move || text[..end].len()).join();
}

#[test]
fn a_panic_tells_its_place_and_nothing_else() {
    if let Some(hides) = env::var_os("PANICS_HERE") {
        if hides == "hidden" {
            assert_eq!(kyx_cli::run(["kyx", "rules"].map(Into::into)), 0);
        }
        panic_with_the_canary();
        return;
    }
    let stderr_of = |hides: &str| {
        let mut child = Command::new(env::current_exe().unwrap());
        child.args(["--exact", "a_panic_tells_its_place_and_nothing_else", "--nocapture"]);
        let child = child.env("PANICS_HERE", hides).output().unwrap();
        assert!(child.status.success());
        String::from_utf8(child.stderr).unwrap()
    };
    assert!(stderr_of("shown").contains(CANARY), "this panic proves nothing");
    let stderr = stderr_of("hidden");
    assert!(stderr.starts_with("kyx: internal error at ") && stderr.contains("panics.rs:"), "{stderr}");
    assert!(!stderr.contains(CANARY), "{stderr}");
}
