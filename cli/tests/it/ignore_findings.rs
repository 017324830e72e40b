//! `ignore-findings` in `.kyx.toml`.

use std::{fs, path::Path};

use serde_json::Value;

use crate::support::{CLEAN, Run, command, directory};

/// A request with two IDs that are not UUIDs, at `/workflowDefinition/credentials/*/id`, and a key that is zero.
const OLD: &str = r#"{"customerInternalReference": "x", "workflowDefinition": {"key": 0, "credentials": [
    {"id": "1", "category": "ID"}, {"id": "2", "category": "SELFIE"}]}}"#;

fn lint(directory: &Path, args: &[&str]) -> Run {
    command().current_dir(directory).args(["lint"]).args(args).output().unwrap().into()
}

/// The codes and pointers of all findings.
fn found(directory: &Path, args: &[&str]) -> Vec<String> {
    let run = lint(directory, &[args, &["--format", "ndjson"]].concat());
    let findings = run.stdout.lines().map(|line| serde_json::from_str::<Value>(line).unwrap());
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    findings.map(|it| format!("{} {}", text(&it["code"]), text(&it["pointer"]))).collect()
}

fn with_config(ignored: &str) -> std::path::PathBuf {
    let config = format!("[[files]]\npath = 'old/*'\nignore-findings = [{ignored}]\n");
    directory(&[
        (".kyx.toml", config.as_bytes()),
        ("old/a.json", OLD.as_bytes()),
        ("new/a.json", OLD.as_bytes()),
        ("old/lines.ndjson", format!("{CLEAN}\n{}\n", OLD.replace('\n', "")).as_bytes()),
    ])
}

#[test]
fn findings_are_ignored_by_rule_and_pointer() {
    let ids = ["KYX204 /workflowDefinition/credentials/0/id", "KYX204 /workflowDefinition/credentials/1/id"];
    let key = "KYX219 /workflowDefinition/key";
    for (ignored, left) in [
        ("", vec![key, ids[0], ids[1]]),
        ("{ code = 'KYX204', pointer = '/workflowDefinition/credentials/*/id' }", vec![key]),
        ("{ code = 'invalid-uuid', pointer = '/workflowDefinition/credentials/1/id' }", vec![key, ids[0]]),
        ("{ code = 'KYX204' }", vec![key]),
        ("{ code = 'KYX2', pointer = '/*/key' }", vec![ids[0], ids[1]]),
        ("{ code = 'KYX2' }", vec![]),
        // A pattern is that of the whole pointer.
        ("{ code = 'KYX204', pointer = '/workflowDefinition/credentials/*' }", vec![key, ids[0], ids[1]]),
        ("{ code = 'KYX204', pointer = '/credentials/*/id' }", vec![key, ids[0], ids[1]]),
    ] {
        let files = with_config(ignored);
        for path in ["old/a.json", "old/lines.ndjson"] {
            let args = [path, "--select", "KYX2"];
            assert_eq!(found(&files, &args), left, "{ignored} {path}");
            assert_eq!(lint(&files, &args).status, i32::from(!left.is_empty()), "{ignored} {path}");
        }
        assert_eq!(found(&files, &["new", "--select", "KYX2"]).len(), 3, "{ignored}");
        assert_eq!(found(&files, &["old/a.json", "--select", "KYX2", "--no-config"]).len(), 3, "{ignored}");
    }
}

#[test]
fn unused_entries_are_reported_if_their_files_were_linted() {
    let files = with_config(
        "{ code = 'KYX204', pointer = '/credentials/*/id' }, { code = 'KYX3' }, { code = 'KYX219' }",
    );
    let config = fs::canonicalize(files.join(".kyx.toml")).unwrap();
    let note = |unused: &str| {
        format!(
            "kyx: {}: ignore-findings: no linted file of `old/*` has a finding of {unused}; if all of them were \
             linted, remove it\n",
            config.display()
        )
    };
    let both = note("KYX204 at `/credentials/*/id`") + &note("KYX3");
    for args in
        [&["."][..], &["old", "--threads", "2"], &["old/a.json", "--summary"], &["old", "--select", "KYX0"]]
    {
        let run = lint(&files, args);
        assert!(run.stderr.starts_with(&both) && !run.stderr.contains("KYX219"), "{args:?} {}", run.stderr);
        assert_eq!(lint(&files, &[args, &["-q"]].concat()).stderr, "");
    }
    assert!(!lint(&files, &["new"]).stderr.contains("ignore-findings"));
    let given = lint(&files, &["old", "--config", ".kyx.toml"]);
    assert!(given.stderr.starts_with("kyx: .kyx.toml: ignore-findings: no linted file"), "{}", given.stderr);
}

#[test]
fn ignored_findings_are_not_fixed() {
    let text = r#"{"nationality": "de", "address": {"country": "us"}}"#;
    let config =
        "[[files]]\npath = '*.json'\nignore-findings = [{ code = 'KYX206', pointer = '/nationality' }]";
    let files = directory(&[(".kyx.toml", config.as_bytes()), ("a.json", text.as_bytes())]);
    let diff = lint(&files, &["a.json", "--diff"]);
    assert_eq!(diff.stderr, "1 would be fixed; then 1 payload, 1 clean: 0 errors, 0 warnings\n");
    let run = lint(&files, &["a.json", "--fix"]);
    assert_eq!((run.status, run.stderr.as_str()), (0, "1 fixed; 1 payload, 1 clean: 0 errors, 0 warnings\n"));
    assert_eq!(fs::read_to_string(files.join("a.json")).unwrap(), text.replace("us", "USA"));
}

/// As with `--ignore`: a text that is not JSON is never clean, unless nothing hinders reading it.
#[test]
fn what_cannot_be_read_is_not_ignored() {
    let config = "[[files]]\npath = '*.json'\nignore-findings = [{ code = 'KYX0' }]";
    let comma = CLEAN.replace("}}", "},}");
    let files = directory(&[
        (".kyx.toml", config.as_bytes()),
        ("cut.json", b"{\"customerInternalReference\": \"x\", "),
        ("comma.json", comma.as_bytes()),
    ]);
    let run = lint(&files, &["cut.json"]);
    assert_eq!((run.status, run.stdout.contains("KYX0")), (1, false), "{}", run.stdout);
    assert!(run.stderr.contains("not JSON: 1 payload"), "{}", run.stderr);
    assert_eq!(lint(&files, &["comma.json"]).status, 0);
}
