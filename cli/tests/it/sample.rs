//! `kyx sample`: valid examples of payloads.

use std::fs;

use kyx_schema::Kind;

use crate::support::{directory, kyx, kyx_with_stdin, text};

const NOW: &str = "2025-06-01T12:00:00Z";

#[test]
fn each_kind_has_a_sample() {
    let sample = |kind: &Kind| {
        let run = kyx(&["sample", kind.name(), "--now", NOW]);
        assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{kind}");
        format!("{kind}\n{}", run.stdout)
    };
    insta::assert_snapshot!(Kind::ALL.iter().map(sample).collect::<Vec<_>>().join("\n"));
}

/// Without `--now`, samples are of today, and so are the rules.
#[test]
fn a_sample_lints_clean() {
    for (args, options) in [
        (&["account-request"][..], &["--operation", "create"][..]),
        (&["account-request", "--channel", "web", "--seed", "7"], &["--channel", "web"]),
        (&["account-request", "--workflow", "9"], &["--operation", "update"]),
        (&["account-request", "--workflow", "777"], &["--channel", "api"]),
        (&["prepared-data"], &[]),
    ] {
        let sample = kyx(&[&["sample"], args].concat()).stdout;
        let lint = [&["lint", "--no-config", "--deny-warnings"], options, &["-"]].concat();
        let run = kyx_with_stdin(&lint, sample.as_bytes());
        assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{sample}");
    }
}

#[test]
fn all_samples_are_written() {
    let out = directory(&[]).join("new/samples");
    let run = kyx(&["sample", "--all", "--out", text(&out), "--now", NOW]);
    assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (0, "", ""));
    let one = kyx(&["sample", "account-request", "--workflow", "9", "--channel", "sdk", "--now", NOW]);
    assert_eq!(fs::read_to_string(out.join("account-request-9.update.sdk.json")).unwrap(), one.stdout);
    let lint = kyx(&["lint", "--no-config", "--deny-warnings", "--now", NOW, text(&out)]);
    assert_eq!((lint.status, lint.stdout.as_str()), (0, ""));
    let count = fs::read_dir(&out).unwrap().count();
    assert!(lint.stderr.contains(&format!("{count} payloads, {count} clean")), "{}", lint.stderr);
}

#[test]
fn what_has_no_sample_is_an_error() {
    for (args, message) in [
        (&["account-request", "--workflow", "9", "--channel", "api"][..], "only SDK, WEB"),
        (&["account-request", "--workflow", "0"], "not a workflow key"),
        (&["account-request", "--now", "0001-01-01T00:00:00Z"], "the years 1970 to 9900"),
        (&["part-response", "--channel", "web"], "workflow 3 by WEB has no part-response"),
        (&["retrieval-response", "--workflow", "2", "--outcome", "screening-alert"], "workflow 32 does"),
        (&["retrieval-response", "--outcome", "screening"], "did you mean `screening-alert`"),
        (&["--all", "--out", "x", "--outcome", "passed"], "cannot be used"),
        (&["acount-request"], "account-request"),
        (&["account-request", "--seed", "one"], "not a whole number"),
        (&["account-request", "--out", "x"], "cannot be used"),
        (&["--all"], "--out"),
        (&["--all", "--out", "x", "--workflow", "3"], "cannot be used"),
        (&["--all", "--out", "Cargo.toml"], "Cargo.toml"),
        (&[], "<KIND>"),
    ] {
        let run = kyx(&[&["sample"], args].concat());
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{args:?}");
        assert!(run.stderr.contains(message), "{args:?}: {}", run.stderr);
    }
}
