//! Misspelled names and options that do not fit together: the message helps.

use crate::support::{BROKEN, CLEAN, command, directory, kyx, kyx_with_stdin, text};

#[test]
fn near_names_are_suggested() {
    for (args, expected) in [
        (&["lint", "-", "--select", "wrong-typ"][..], "did you mean `wrong-type`?"),
        (&["lint", "-", "--ignore", "trailing_coma"], "did you mean `trailing-comma`?"),
        (&["explain", "consent-expird"], "did you mean `consent-expired`?"),
        (&["lint", "-", "--as", "prepared_data"], "did you mean `prepared-data`?"),
        (&["schema", "account-requst"], "did you mean `account-request`?"),
    ] {
        let run = kyx_with_stdin(args, b"");
        assert!(run.status == 2 && run.stderr.contains(expected), "{args:?}: {}", run.stderr);
    }
    let run = kyx(&["explain", "abracadabra"]);
    assert!(run.status == 2 && !run.stderr.contains("did you mean"), "{}", run.stderr);

    for (toml, expected) in [
        ("chanel = 'api'", "1:1: unknown field `chanel`, expected one of "),
        ("chanel = 'api'", "; did you mean `channel`?"),
        ("ignore = ['trailing-coma']", "; did you mean `trailing-comma`?"),
        ("[[files]]\npth = 'a'", "; did you mean `path`?"),
    ] {
        let files = directory(&[(".kyx.toml", toml.as_bytes()), ("a.json", CLEAN.as_bytes())]);
        let run = kyx(&["lint", text(&files.join("a.json"))]);
        assert!(run.status == 2 && run.stderr.contains(expected), "{toml}: {}", run.stderr);
    }
}

#[test]
fn an_area_can_be_explained() {
    let run = kyx(&["explain", "KYX3"]);
    assert_eq!(run.status, 0);
    let listed: String =
        kyx(&["rules"]).stdout.split_inclusive('\n').filter(|it| it.starts_with("KYX3")).collect();
    assert!(listed.lines().count() > 1);
    assert_eq!(run.stdout, listed);
}

#[test]
fn options_that_have_no_effect_together_are_refused() {
    for (args, option) in [
        (&["lint", "a.json", "--diff", "--format", "json"][..], "--format"),
        (&["lint", "a.json", "--diff", "--max-findings", "3"], "--max-findings"),
        (&["lint", "a.json", "--summary", "--max-findings", "3"], "--max-findings"),
        (&["lint", "a.json", "--summary", "--show-values"], "--show-values"),
        (&["lint", "a.json", "--summary", "--diff"], "--diff"),
    ] {
        let run = kyx(args);
        assert_eq!(run.status, 2, "{args:?}");
        assert!(run.stderr.contains("cannot be used with") && run.stderr.contains(option), "{}", run.stderr);
    }
}

#[test]
fn messages_use_plain_words() {
    let files = directory(&[("a.json", BROKEN.as_bytes())]);
    let file = text(&files.join("a.json")).to_owned();
    for (args, expected) in [
        (&["workflows", "five"][..], "not a whole number"),
        (&["lint", "a.json", "--max-findings", "many"], "not a whole number"),
        (&["lint", "a.json", "--threads", "0"], "not a number from 1 to 256"),
        (&["schema", "--all", "--out", &file], &file),
        (&["man", "--out", &file], &file),
    ] {
        let run = kyx(args);
        assert!(run.status == 2 && run.stderr.contains(expected), "{args:?}: {}", run.stderr);
        for word in ["invalid digit", "non-zero type"] {
            assert!(!run.stderr.contains(word), "{args:?}: {}", run.stderr);
        }
    }
}

#[test]
fn standard_input_has_one_name() {
    for args in [&["next", "-"][..], &["lint", "-"]] {
        let run = kyx_with_stdin(args, b"{");
        let shown = run.stdout + &run.stderr;
        assert!(shown.contains("<stdin>") && !shown.contains(" -:"), "{args:?}: {shown}");
    }
    let run = kyx_with_stdin(&["lint", "-", "--diff"], b"{\"nationality\": \"de\"}");
    assert!(run.stdout.starts_with("--- <stdin>\n+++ <stdin>\n"), "{}", run.stdout);
    let run = kyx_with_stdin(&["next", "-"], b"");
    assert!(!run.stderr.contains("(; "), "{}", run.stderr);
    assert_eq!(command().args(["next", "no-such-file"]).output().unwrap().status.code(), Some(2));
}
