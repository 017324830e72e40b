//! No output shows a value of a payload, whatever a slip makes of it. The library's tests cover more slips, and fixes.

use std::{fmt::Write, fs};

use kyx_schema::Kind;

use crate::{
    slips::{PAYLOADS, canaries, edits},
    support::{FORMATS, directory, kyx, text},
};

/// One of so many edits is tried: a prime, so that each place and each slip has its turn.
const SAMPLE: usize = 31;

/// Edited payloads of a kind, one per line.
fn edited(kind: Kind) -> String {
    let payloads = PAYLOADS.iter().filter(|(of, _)| *of == kind);
    let edited = payloads.flat_map(|(_, payload)| edits(&payload.replace('\n', " ")));
    let lines = edited.filter(|line| !line.contains(['\n', '\r'])).step_by(SAMPLE);
    lines.fold(String::new(), |mut all, line| {
        writeln!(all, "{line}").unwrap();
        all
    })
}

/// Fails with the line of an output that contains a string of the payloads.
fn assert_masked(output: &str, payloads: &str, of: &str) {
    for canary in canaries(payloads).iter().filter(|canary| ("Qa"..="Qq").contains(&canary.as_str())) {
        let line = output.lines().find(|line| line.contains(canary.as_str()));
        assert_eq!(line, None, "{of} shows {canary}");
    }
}

#[test]
fn no_format_shows_a_value() {
    for kind in Kind::ALL {
        let payloads = edited(*kind);
        let directory = directory(&[("a.ndjson", payloads.as_bytes())]);
        let path = directory.join("a.ndjson");
        let formats = FORMATS.map(|format| vec!["--format", format, "--max-findings", "0"]);
        let baseline = directory.join("baseline");
        let args = ["lint", "--as", kind.name(), text(&path), "--write-baseline", text(&baseline)];
        assert_eq!(kyx(&args).status, 0);
        assert_masked(&fs::read_to_string(&baseline).unwrap(), &payloads, &format!("the baseline of {kind}"));
        let others = [vec!["--diff"], vec!["--diff", "--unsafe-fixes"], vec!["--summary"]];
        for options in formats.into_iter().chain(others) {
            let run = kyx(&[&["lint", "--as", kind.name(), text(&path)], &options[..]].concat());
            assert!(!run.stdout.is_empty() || options[0] == "--diff", "{kind} {options:?}: {}", run.stderr);
            assert_masked(&(run.stdout + &run.stderr), &payloads, &format!("{kind} {options:?}"));
        }
    }
}

#[test]
fn the_next_steps_show_no_value_of_what_cannot_be_read() {
    for line in edited(Kind::AccountResponse).lines().step_by(17) {
        let directory = directory(&[("a.json", line.as_bytes())]);
        let run = kyx(&["next", text(&directory.join("a.json"))]);
        if run.status != 0 {
            assert_masked(&run.stderr, line, "next");
        }
    }
}
