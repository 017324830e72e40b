//! `.kyx.toml`: it is used, or the message tells a place in it, in one line.

#![no_main]

use std::path::Path;

use kyx_cli::fuzzing;
use libfuzzer_sys::fuzz_target;

fuzz_target!(|input: &str| {
    // The path of a file in the first line; the rest is the configuration.
    let (path, config) = input.split_once('\n').unwrap_or(("a.json", input));
    let Err(error) = fuzzing::entry_of(config, Path::new(path)) else { return };
    assert!(!error.contains(char::is_control), "{error:?}");
    let mut place = error.strip_prefix(".kyx.toml:").expect("the name").splitn(3, ':');
    let mut number =
        || place.next().and_then(|it| it.parse::<usize>().ok()).filter(|it| *it > 0).expect("a number");
    let (line, column) = (number(), number());
    let text = config.split('\n').nth(line - 1).expect("a line of the text");
    assert!(column <= text.chars().count() + 1, "{error}");
});
