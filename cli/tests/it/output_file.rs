//! `--output-file` and `--exit-zero`, which build servers need.

use std::fs;

use serde_json::Value;

use crate::support::{BROKEN, CLEAN, Run, WARNED, command, directory, kyx_with_stdin};

fn run_in(directory: &std::path::Path, args: &[&str]) -> Run {
    command().current_dir(directory).args(args).output().unwrap().into()
}

#[test]
fn findings_go_to_a_file_on_request() {
    let files =
        directory(&[("a.json", BROKEN.as_bytes()), ("b.json", CLEAN.as_bytes()), ("x.gif", b"GIF89a")]);
    let upload = ["upload-check", "x.gif", "--category", "ID", "--part", "FRONT"];
    for args in [&["lint", "."][..], &["lint", "a.json", "--summary"], &upload] {
        let args = [args, &["--format", "json"]].concat();
        let expected = run_in(&files, &args);
        // The file lies in the directory that is searched, and is not read; the second run replaces it.
        for _ in 0..2 {
            let run = run_in(&files, &[&args[..], &["--output-file", "report.json"]].concat());
            assert_eq!((run.status, run.stdout.as_str()), (1, ""), "{args:?}");
            assert_eq!(run.stderr, expected.stderr, "{args:?}");
            assert!(fs::read_to_string(files.join("report.json")).unwrap() == expected.stdout, "{args:?}");
        }
        fs::remove_file(files.join("report.json")).unwrap();
    }
}

#[test]
fn an_input_is_not_replaced_by_the_output() {
    let files = directory(&[("a.json", BROKEN.as_bytes())]);
    for (args, path) in [
        (&["lint", "a.json"][..], "./a.json"),
        (&["upload-check", "a.json", "--category", "ID", "--part", "FRONT"], "a.json"),
    ] {
        let run = run_in(&files, &[args, &["--output-file", path]].concat());
        let why = format!("kyx: {path}: is an input, so the output cannot replace it\n");
        assert_eq!((run.status, run.stderr), (2, why));
        assert_eq!(fs::read_to_string(files.join("a.json")).unwrap(), BROKEN);
    }
    let run = run_in(&files, &["lint", "a.json", "--output-file", "no-such-directory/a"]);
    assert!(
        run.status == 2 && run.stderr.starts_with("kyx: no-such-directory/a: No such file"),
        "{}",
        run.stderr
    );
    assert_eq!(run_in(&files, &["lint", "a.json", "--diff", "--output-file", "b"]).status, 2);
}

/// The fixed text goes to standard output, and the findings go to the file.
#[test]
fn standard_input_is_fixed_beside_an_output_file() {
    let files = directory(&[]);
    fs::create_dir_all(&files).unwrap();
    let report = files.join("report.json");
    let args = ["lint", "-", "--fix", "--format", "json", "--output-file", report.to_str().unwrap(), "-q"];
    let run = kyx_with_stdin(&args, br#"{"nationality": "de"}"#);
    assert_eq!((run.status, run.stdout.as_str(), run.stderr.as_str()), (0, r#"{"nationality": "DEU"}"#, ""));
    let report: Value = serde_json::from_str(&fs::read_to_string(report).unwrap()).unwrap();
    assert_eq!(report["summary"]["clean"], 1);
}

#[test]
fn findings_do_not_fail_a_run_with_exit_zero() {
    let files =
        directory(&[("a.json", BROKEN.as_bytes()), ("b.json", WARNED.as_bytes()), ("x.gif", b"GIF89a")]);
    let upload = ["upload-check", "x.gif", "--category", "ID", "--part", "FRONT"];
    for args in
        [&["lint", "."][..], &["lint", "b.json", "--deny-warnings"], &["lint", ".", "--summary"], &upload]
    {
        let (strict, lenient) = (run_in(&files, args), run_in(&files, &[args, &["--exit-zero"]].concat()));
        assert_eq!((strict.status, lenient.status), (1, 0), "{args:?}");
        assert_eq!((strict.stdout, strict.stderr), (lenient.stdout, lenient.stderr), "{args:?}");
    }
    let fixable = directory(&[("a.json", br#"{"nationality": "de"}"#)]);
    assert_eq!(run_in(&fixable, &["lint", "--diff", ".", "--exit-zero"]).status, 0);
    assert_eq!(kyx_with_stdin(&["lint", "-", "--exit-zero", "--ignore", "KYX0"], b"{").status, 0);
    let sarif = run_in(&files, &["lint", ".", "--exit-zero", "--format", "sarif"]);
    let sarif: Value = serde_json::from_str(&sarif.stdout).unwrap();
    assert_eq!(sarif["runs"][0]["invocations"][0]["exitCode"], 0);

    for args in [&["lint", "no-such-file"][..], &["lint", ".", "--select", "no-such-rule"]] {
        assert_eq!(run_in(&files, &[args, &["--exit-zero"]].concat()).status, 2, "{args:?}");
    }
}
