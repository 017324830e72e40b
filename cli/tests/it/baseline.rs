//! `--baseline` and `--write-baseline`: a team with old payloads starts with what is new.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::support::{BROKEN, CLEAN, FORMATS, Run, WARNED, command, directory, kyx, kyx_with_stdin, text};

fn lint(directory: &Path, args: &[&str]) -> Run {
    command().current_dir(directory).arg("lint").args(args).output().unwrap().into()
}

fn read(path: &Path) -> Value {
    serde_json::from_str(&fs::read_to_string(path).unwrap()).unwrap()
}

fn files() -> std::path::PathBuf {
    let lines = format!("{CLEAN}\n{BROKEN}\n{WARNED}\n{BROKEN}\n");
    directory(&[
        ("requests/a.json", BROKEN.as_bytes()),
        ("requests/clean.json", CLEAN.as_bytes()),
        ("requests/lines.ndjson", lines.as_bytes()),
        ("b.json", WARNED.as_bytes()),
        ("cut.json", b"{"),
    ])
}

#[test]
fn a_baseline_lists_findings_by_what_identifies_them() {
    let files = files();
    let run = lint(&files, &[".", "--write-baseline", "kyx-baseline.json"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""));
    let totals = "5 payloads, 1 clean: 0 errors, 0 warnings; 6 in the baseline\n";
    let totals = totals.replace("5 payloads, 1 clean", "8 payloads, 2 clean");
    assert_eq!(run.stderr, format!("kyx: wrote 6 findings to kyx-baseline.json\n{totals}"));
    insta::assert_snapshot!(fs::read_to_string(files.join("kyx-baseline.json")).unwrap());
    // Nothing is new, and the baseline itself is not searched.
    let run = lint(&files, &[".", "--baseline", "kyx-baseline.json", "--strict-kinds", "--deny-warnings"]);
    assert_eq!((run.status, run.stdout.as_str(), run.stderr), (0, "", totals.clone()));
    // It is the same from everywhere.
    let first = fs::read(files.join("kyx-baseline.json")).unwrap();
    let below = lint(&files.join("requests"), &["..", "--write-baseline", "../kyx-baseline.json", "-q"]);
    assert_eq!((below.status, below.stderr.as_str()), (0, ""));
    assert_eq!(fs::read(files.join("kyx-baseline.json")).unwrap(), first);
    let absolute = files.join("kyx-baseline.json");
    let run = kyx(&["lint", text(&files), "--baseline", text(&absolute)]);
    assert_eq!((run.status, run.stderr), (0, totals));
}

#[test]
fn a_baseline_elsewhere_has_paths_that_lead_to_the_files() {
    let files = files();
    let args = ["requests/a.json", "--write-baseline", "ci/new/baseline.json"];
    assert_eq!(lint(&files, &args).status, 0);
    assert_eq!(read(&files.join("ci/new/baseline.json"))["findings"][0]["path"], "../../requests/a.json");
    assert_eq!(lint(&files, &["requests/a.json", "--baseline", "ci/new/baseline.json"]).status, 0);
}

#[test]
fn baselines_conform_to_their_schema() {
    let schema = serde_json::from_str(&kyx(&["schema", "lint-baseline"]).stdout).unwrap();
    let validator = jsonschema::validator_for(&schema).unwrap();
    let files = files();
    let empty = directory(&[("a.json", CLEAN.as_bytes())]);
    for (directory, paths) in [
        (&files, &["."][..]),
        (&files, &[text(&crate::support::root().join("tests/fixtures"))]),
        (&empty, &["."]),
        (&empty, &["target", "--allow-empty"]),
    ] {
        fs::create_dir_all(directory.join("target")).unwrap();
        assert_eq!(
            lint(directory, &[paths, &["--write-baseline", "x.json"]].concat()).status,
            0,
            "{paths:?}"
        );
        let baseline = read(&directory.join("x.json"));
        assert!(validator.is_valid(&baseline), "{paths:?}: {baseline:#}");
        assert_eq!(lint(directory, &[paths, &["--baseline", "x.json"]].concat()).status, 0, "{paths:?}");
    }
}

#[test]
fn lines_may_move_and_only_what_is_new_is_reported() {
    let files = files();
    assert_eq!(lint(&files, &[".", "--write-baseline", "x.json"]).status, 0);
    fs::write(files.join("requests/a.json"), format!("\n\n{}", BROKEN.replace(": ", ":\n  "))).unwrap();
    let lines = format!("{BROKEN}\n{CLEAN}\n\n{CLEAN}\n{WARNED}\n{BROKEN}\n");
    fs::write(files.join("requests/lines.ndjson"), &lines).unwrap();
    let run = lint(&files, &[".", "--baseline", "x.json", "--deny-warnings"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, ""), "{}", run.stderr);

    // Another rule, another place and one more of the same are new.
    fs::write(files.join("requests/a.json"), BROKEN.replace("order-4711", "order<4711")).unwrap();
    fs::write(files.join("requests/lines.ndjson"), format!("{lines}{BROKEN}\n")).unwrap();
    fs::write(files.join("b.json"), BROKEN).unwrap();
    let run = lint(&files, &[".", "--baseline", "x.json", "--format", "concise"]);
    let found: Vec<_> = run.stdout.lines().map(|line| line.split(':').next().unwrap()).collect();
    assert_eq!((run.status, found), (1, vec!["b.json", "requests/a.json", "requests/lines.ndjson"]));
    assert!(run.stdout.contains("requests/lines.ndjson:7:"), "{}", run.stdout);
    assert!(run.stderr.contains("3 errors, 0 warnings; 5 in the baseline"), "{}", run.stderr);
}

#[test]
fn known_findings_that_are_gone_are_reported() {
    let files = files();
    assert_eq!(lint(&files, &[".", "--write-baseline", "x.json"]).status, 0);
    fs::write(files.join("requests/a.json"), CLEAN).unwrap();
    fs::write(files.join("requests/lines.ndjson"), format!("{BROKEN}\n{CLEAN}\n")).unwrap();
    fs::remove_file(files.join("cut.json")).unwrap();
    let run = lint(&files, &[".", "--baseline", "x.json"]);
    let gone = "kyx: x.json: 4 known findings gone: KYX001 at `` in cut.json, KYX219 at `/workflowDefinition/key` in \
                requests/a.json, KYX219 at `/workflowDefinition/key` in requests/lines.ndjson, …; to update the \
                baseline, lint the same files with `--write-baseline x.json`\n";
    assert_eq!(run.status, 0);
    assert!(run.stderr.starts_with(gone), "{}", run.stderr);
    assert!(!lint(&files, &[".", "--baseline", "x.json", "-q"]).stderr.contains("gone"));
    // Files that were not linted may still have theirs, unless they were deleted.
    let run = lint(&files, &["b.json", "--baseline", "x.json"]);
    assert!(
        run.stderr.starts_with("kyx: x.json: 1 known finding gone: KYX001 at `` in cut.json; "),
        "{}",
        run.stderr
    );
    assert_eq!(lint(&files, &[".", "--write-baseline", "x.json"]).status, 0);
    assert!(!lint(&files, &[".", "--baseline", "x.json"]).stderr.contains("gone"));
}

#[test]
fn a_baseline_works_with_every_format_summary_thread_and_input() {
    let lines = format!("{CLEAN}\n{BROKEN}\n{WARNED}\n").repeat(300);
    let new = format!("{lines}{BROKEN}\n");
    let files = directory(&[("a.ndjson", lines.as_bytes()), ("new.ndjson", new.as_bytes())]);
    assert_eq!(lint(&files, &["a.ndjson", "--write-baseline", "x.json", "--threads", "3"]).status, 0);
    let baseline = read(&files.join("x.json"));
    assert_eq!(baseline["findings"].as_array().unwrap().len(), 2);
    assert_eq!(baseline["findings"][0]["count"], 300);
    for format in FORMATS {
        for threads in ["1", "3"] {
            let args = ["a.ndjson", "--baseline", "x.json", "--format", format, "--threads", threads];
            let run = lint(&files, &args);
            assert_eq!(run.status, 0, "{format}");
            assert!(!run.stdout.contains("KYX"), "{format}: {}", run.stdout);
        }
    }
    fs::rename(files.join("new.ndjson"), files.join("a.ndjson")).unwrap();
    for format in FORMATS {
        let runs = ["1", "3"].map(|threads| {
            lint(&files, &["a.ndjson", "--baseline", "x.json", "--format", format, "--threads", threads])
        });
        assert_eq!((runs[0].status, runs[1].status), (1, 1), "{format}");
        assert!(runs[0].stdout == runs[1].stdout, "{format}");
        assert!(runs[0].stdout.contains("KYX219") && !runs[0].stdout.contains("KYX306"), "{format}");
    }
    let summary = lint(&files, &["a.ndjson", "--baseline", "x.json", "--summary", "--format", "json"]);
    let summary: Value = serde_json::from_str(&summary.stdout).unwrap();
    let totals = json!({"payloads": 901, "clean": 300, "errors": 1, "warnings": 0, "baseline": 600});
    assert_eq!(summary["summary"], totals);
    assert_eq!(summary["rules"], json!([{"code": "KYX219", "name": "invalid-workflow-key", "findings": 1}]));
    fs::write(files.join("a.ndjson"), &lines).unwrap();
    let summary = lint(&files, &["a.ndjson", "--baseline", "x.json", "--summary"]);
    assert!(summary.status == 0 && !summary.stdout.contains("files with findings"), "{}", summary.stdout);

    let path = files.join("stdin.json");
    let (write, compare) =
        (["lint", "-", "--write-baseline", text(&path)], ["lint", "-", "--baseline", text(&path)]);
    assert_eq!(kyx_with_stdin(&write, BROKEN.as_bytes()).status, 0);
    assert_eq!(read(&path)["findings"][0]["path"], "-");
    assert_eq!(kyx_with_stdin(&compare, BROKEN.as_bytes()).status, 0);
    assert_eq!(kyx_with_stdin(&compare, format!("{BROKEN}\n{BROKEN}").as_bytes()).status, 1);
    assert_eq!(kyx_with_stdin(&compare, b"{").status, 1);
}

#[test]
fn known_findings_are_fixed_and_then_gone() {
    let text = r#"{"nationality": "de", "dateOfBirth": "1972-02-30"}"#;
    let files = directory(&[("a.json", text.as_bytes())]);
    assert_eq!(lint(&files, &["a.json", "--write-baseline", "x.json"]).status, 0);
    let diff = lint(&files, &["a.json", "--baseline", "x.json", "--diff"]);
    assert!(
        diff.status == 1 && diff.stderr.contains("0 errors, 0 warnings; 1 in the baseline"),
        "{}",
        diff.stderr
    );
    let run = lint(&files, &["a.json", "--baseline", "x.json", "--fix"]);
    assert_eq!(run.status, 0, "{}", run.stdout);
    assert!(
        run.stderr.contains("x.json: 1 known finding gone: KYX206 at `/nationality` in a.json; "),
        "{}",
        run.stderr
    );
    let run = lint(&files, &["a.json", "--fix", "--write-baseline", "x.json"]);
    assert_eq!((run.status, read(&files.join("x.json"))["findings"].as_array().unwrap().len()), (0, 1));
}

#[test]
fn configurations_name_baselines() {
    let files = directory(&[
        ("one/.kyx.toml", b"baseline = 'known.json'"),
        ("one/below/a.json", BROKEN.as_bytes()),
        ("two/.kyx.toml", b"baseline = 'ci/known.json'"),
        ("two/a.json", WARNED.as_bytes()),
        ("two/ci/empty.txt", b""),
    ]);
    let run = lint(&files, &["one"]);
    assert_eq!(run.status, 2);
    assert!(
        run.stderr.contains("one/known.json: No such file") && run.stderr.contains("`--write-baseline`"),
        "{}",
        run.stderr
    );
    assert_eq!(lint(&files, &["one", "--write-baseline", "one/known.json"]).status, 0);
    assert_eq!(lint(&files, &["two", "--write-baseline", "two/ci/known.json"]).status, 0);
    let run = lint(&files, &["one", "two", "--deny-warnings", "--strict-kinds"]);
    assert_eq!(
        (run.status, run.stderr.as_str()),
        (0, "2 payloads, 0 clean: 0 errors, 0 warnings; 2 in the baseline\n")
    );
    assert_eq!(lint(&files, &["one", "--no-config"]).status, 1);
    // The command line takes precedence.
    assert_eq!(lint(&files, &["one", "--baseline", "two/ci/known.json"]).status, 1);
}

/// An incomplete baseline would hide nothing later, but an incomplete run has not seen all findings.
#[test]
fn a_failed_run_writes_no_baseline() {
    let files = files();
    let run = lint(&files, &[".", "no-such-file", "--write-baseline", "x.json"]);
    assert!(
        run.status == 2 && run.stderr.contains("kyx: x.json: not written, because the run failed"),
        "{}",
        run.stderr
    );
    assert!(!files.join("x.json").exists());
    let run = lint(&files, &[".", "--write-baseline", "requests"]);
    assert!(run.status == 2 && run.stderr.contains("kyx: requests: "), "{}", run.stderr);
    for args in [&["--baseline", "x"][..], &["--diff"]] {
        assert_eq!(lint(&files, &[&[".", "--write-baseline", "x.json"], args].concat()).status, 2);
    }
}

#[test]
fn what_is_no_baseline_is_refused_without_its_values() {
    let files = directory(&[("a.json", BROKEN.as_bytes())]);
    for (baseline, position) in [
        (r#"{"version": "Zanzibar"}"#, ":1:22: not a baseline; `--write-baseline` writes one\n"),
        (r#"{"Zanzibar": 1}"#, ":1:11: not a baseline; `--write-baseline` writes one\n"),
        ("Zanzibar", ":1:1: not a baseline; `--write-baseline` writes one\n"),
        (
            r#"{"version": 2, "findings": []}"#,
            ": a baseline of another version of kyx; `--write-baseline` writes one\n",
        ),
    ] {
        fs::write(files.join("x.json"), baseline).unwrap();
        let run = lint(&files, &["a.json", "--baseline", "x.json"]);
        assert_eq!((run.status, run.stderr), (2, format!("kyx: x.json{position}")), "{baseline}");
    }
    // Rules that no longer exist are gone.
    let old = r#"{"path": "a.json", "code": "KYX999", "kind": null, "pointer": "", "count": 1}"#;
    fs::write(files.join("x.json"), format!("{{\"version\": 1, \"findings\": [{old}]}}")).unwrap();
    let run = lint(&files, &["a.json", "--baseline", "x.json"]);
    assert!(run.status == 1 && run.stderr.contains("1 known finding gone: KYX999"), "{}", run.stderr);
}

/// A summary only counts, but what it counts is compared with the same baseline.
#[test]
fn a_summary_knows_the_same_findings() {
    let fixtures = crate::support::root().join("tests/fixtures");
    let files = directory(&[("x", b"")]);
    let written = [&[][..], &["--summary"], &["--format", "rdjson"]].map(|args| {
        let file = files.join("x");
        let lint = |option: &str| kyx(&[&["lint", text(&fixtures), option, text(&file)], args].concat());
        let (recorded, compared) = (lint("--write-baseline"), lint("--baseline"));
        assert_eq!((recorded.status, compared.status), (0, 0), "{args:?}: {}", compared.stderr);
        fs::read_to_string(file).unwrap()
    });
    assert!(written[0].contains("KYX219") && written.iter().all(|it| *it == written[0]));
}
