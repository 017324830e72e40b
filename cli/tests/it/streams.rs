//! Exit status and output when nobody reads, or when nothing can be written or checked.

use std::{
    fs,
    io::{BufRead, BufReader, Read},
    process::Stdio,
};

use serde_json::Value;

use crate::support::{BROKEN, CLEAN, FORMATS, WARNED, command, directory, kyx, kyx_with_stdin, text};

/// The status of a run whose output is closed after the first line, and its standard error.
fn after_first_line(args: &[&str]) -> (Option<i32>, String) {
    let mut child = command().args(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    let mut stdout = BufReader::with_capacity(16, child.stdout.take().unwrap());
    stdout.read_line(&mut String::new()).unwrap();
    drop(stdout);
    let mut stderr = String::new();
    child.stderr.take().unwrap().read_to_string(&mut stderr).unwrap();
    (child.wait().unwrap().code(), stderr)
}

#[test]
fn a_closed_output_keeps_the_status_of_the_findings() {
    let late = format!("{WARNED}\n").repeat(5000) + BROKEN;
    let files = directory(&[
        ("errors.ndjson", format!("{BROKEN}\n").repeat(3000).as_bytes()),
        ("warnings.ndjson", format!("{WARNED}\n").repeat(3000).as_bytes()),
        ("late-error.ndjson", late.as_bytes()),
    ]);
    for format in FORMATS {
        for (name, status) in [("errors", 1), ("warnings", 0), ("late-error", 1)] {
            for threads in ["1", "2"] {
                let path = files.join(format!("{name}.ndjson"));
                let args = ["lint", text(&path), "--format", format, "--threads", threads];
                let (code, stderr) = after_first_line(&args);
                assert_eq!((code, stderr.as_str()), (Some(status), ""), "{format} {name} {threads}");
            }
        }
    }
    let diff = directory(&[("a.ndjson", "{\"nationality\": \"de\"}\n".repeat(3000).as_bytes())]);
    assert_eq!(after_first_line(&["lint", "--diff", text(&diff)]), (Some(1), String::new()));
    assert_eq!(after_first_line(&["rules", "--markdown"]), (Some(0), String::new()));
}

#[test]
fn a_closed_standard_error_changes_nothing() {
    let missing: Vec<_> = (1..3000).map(|number| number.to_string()).collect();
    let mut child = command();
    child.arg("lint").args(missing).stdout(Stdio::null()).stderr(Stdio::piped());
    let mut child = child.spawn().unwrap();
    let mut stderr = BufReader::with_capacity(16, child.stderr.take().unwrap());
    stderr.read_line(&mut String::new()).unwrap();
    drop(stderr);
    assert_eq!(child.wait().unwrap().code(), Some(2));
}

/// Writing to `/dev/full` fails as on a full disk.
#[cfg(target_os = "linux")]
#[test]
fn a_full_disk_below_an_output_is_no_panic() {
    let full = || fs::File::options().write(true).open("/dev/full").unwrap();
    let files = directory(&[
        ("broken.json", BROKEN.as_bytes()),
        ("clean.json", CLEAN.as_bytes()),
        ("a.schema.json", b"{}"),
        ("a.gif", b"GIF89a"),
    ]);
    let path = |name: &str| text(&files.join(name)).to_owned();
    let (broken, clean, schema, gif) =
        (path("broken.json"), path("clean.json"), path("a.schema.json"), path("a.gif"));
    for (args, status) in [
        (&["lint", &broken][..], 1),
        (&["lint", &clean], 0),
        (&["lint", "no-such-file.json"], 2),
        (&["lint"], 2),
        (&["next", &clean], 1),
        (&["next", "no-such-file.json"], 2),
        (&["upload-check", "--category", "ID", "--part", "FRONT", &gif], 1),
        (&["schema", "diff", &schema, &schema], 0),
        (&["schema", "diff", &schema, "no-such-file"], 2),
        (&["workflows", "4711"], 2),
    ] {
        let run = command().args(args).stdout(Stdio::null()).stderr(full()).status().unwrap();
        assert_eq!(run.code(), Some(status), "{args:?}");
    }
    for args in [&["lint", &broken][..], &["lint", &clean, "--format", "json"], &["rules"]] {
        let run = command().args(args).stdout(full()).output().unwrap();
        let stderr = String::from_utf8(run.stderr).unwrap();
        assert_eq!(run.status.code(), Some(2), "{args:?}");
        assert!(stderr.starts_with("kyx: cannot write the output: "), "{stderr}");
    }
}

#[test]
fn what_cannot_be_read_is_not_clean_whichever_rules_are_selected() {
    for (input, args) in [
        ("garbage", &["--select", "KYX3"][..]),
        ("garbage", &["--ignore", "KYX0"]),
        ("garbage", &["--ignore", "KYX001"]),
        ("{\"firstName\": \"Jane\",}", &["--select", "KYX3"]),
    ] {
        let run = kyx_with_stdin(&[&["lint", "-", "--format", "json"], args].concat(), input.as_bytes());
        let report: Value = serde_json::from_str(&run.stdout).unwrap();
        let summary = &report["summary"];
        assert_eq!((run.status, &summary["clean"], &summary["unreadable"]), (1, &0.into(), &1.into()));
        assert!(run.stderr.starts_with("kyx: not JSON: 1 payload; "), "{}", run.stderr);
        let run = kyx_with_stdin(&[&["lint", "-", "--diff"], args].concat(), input.as_bytes());
        assert_eq!(run.status, 1, "{input} {args:?}");
    }
    // An error that the reader recovers from can be accepted by its name.
    let run = kyx_with_stdin(&["lint", "-", "--ignore", "trailing-comma"], b"{\"firstName\": \"Jane\",}");
    assert_eq!((run.status, run.stderr.as_str()), (0, "1 payload, 1 clean: 0 errors, 0 warnings\n"));
}

#[test]
fn a_directory_without_payloads_is_an_error_unless_allowed() {
    let files = directory(&[("d/a.txt", b""), ("tools/package.json", b"{\"name\": \"x\"}")]);
    let directory = text(&files.join("d")).to_owned();
    let warning = format!("kyx: no .json, .ndjson or .jsonl file in {directory}\n");
    let run = kyx(&["lint", &directory, "-q"]);
    assert_eq!((run.status, run.stderr), (2, warning.clone()));
    let run = kyx(&["lint", &directory, "-q", "--allow-empty"]);
    assert_eq!((run.status, run.stderr), (0, warning));

    let tools = text(&files.join("tools")).to_owned();
    let run = kyx(&["lint", &tools]);
    assert!(run.status == 2 && run.stderr.contains("nothing was checked"), "{}", run.stderr);
    assert_eq!(kyx(&["lint", &tools, "--allow-empty"]).status, 0);
}

#[test]
fn standard_input_is_read_once() {
    let run = kyx_with_stdin(&["lint", "-", "-"], CLEAN.as_bytes());
    assert_eq!((run.status, run.stderr.as_str()), (2, "kyx: standard input can be read only once\n"));
}

#[test]
fn colors_are_forced_by_any_value_but_zero() {
    for (value, has_color) in [("1", true), ("0", false), ("", false)] {
        let mut command = command();
        command.env_remove("NO_COLOR").env("CLICOLOR_FORCE", value).stdin(Stdio::null());
        let output = command.args(["lint", "-"]).output().unwrap();
        assert_eq!(output.stdout.contains(&0x1B), has_color, "{value}");
    }
}
