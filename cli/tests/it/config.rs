//! `.kyx.toml`: where it is found, what it sets, and how errors in it are reported.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::support::{BROKEN, CLEAN, Run, WARNED, command, directory, kyx, root, text};

fn run_in(directory: &Path, args: &[&str]) -> Run {
    command().args(args).current_dir(directory).output().unwrap().into()
}

/// The codes of all findings, in order.
fn codes(directory: &Path, args: &[&str]) -> Vec<String> {
    let run = run_in(directory, &[&["lint", "--format", "json"], args].concat());
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let payloads = report["payloads"].as_array().unwrap();
    let findings = payloads.iter().flat_map(|payload| payload["findings"].as_array().unwrap());
    findings.map(|finding| finding["code"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn only_the_nearest_configuration_applies() {
    let files = directory(&[
        (".kyx.toml", b"ignore = ['KYX219', 'consent-missing']"),
        ("a.json", BROKEN.as_bytes()),
        ("below/deep/a.json", BROKEN.as_bytes()),
        ("other/.kyx.toml", b"select = ['KYX2']"),
        ("other/deep/a.json", BROKEN.as_bytes()),
        ("other/deep/b.json", WARNED.as_bytes()),
    ]);
    let none: [&str; 0] = [];
    assert_eq!(codes(&files, &["a.json", "below"]), none);
    assert_eq!(codes(&files, &["."]), ["KYX219"]);
    assert_eq!(codes(&files.join("below"), &["deep/a.json", "../other/deep"]), ["KYX219"]);
    assert_eq!(codes(Path::new("/"), &[text(&files.join("a.json"))]), none);

    assert_eq!(codes(&files, &["a.json", "--no-config"]), ["KYX219"]);
    assert_eq!(codes(&files, &["a.json", "--config", "other/.kyx.toml"]), ["KYX219"]);
    assert_eq!(codes(&files, &["other", "--config", ".kyx.toml"]), none);
    assert_eq!(run_in(&files, &["lint", "a.json", "--config", "x", "--no-config"]).status, 2);
}

#[test]
fn the_command_line_takes_precedence() {
    let config = "channel = 'api'\nselect = ['KYX3']\ndeny-warnings = true\noperation = 'create'\n";
    let reuse = r#"{"customerInternalReference": "x", "workflowDefinition": {"key": 10113}}"#;
    let files = directory(&[
        (".kyx.toml", config.as_bytes()),
        ("warned.json", WARNED.as_bytes()),
        ("reuse.json", reuse.as_bytes()),
    ]);
    // A missing consent is an error for the API, and a warning otherwise.
    assert_eq!(run_in(&files, &["lint", "warned.json", "--no-config"]).status, 0);
    assert!(run_in(&files, &["lint", "warned.json"]).stdout.contains("error[KYX306]"));
    let web = run_in(&files, &["lint", "warned.json", "--channel", "web"]);
    assert!(web.stdout.contains("warning[KYX306]"), "{}", web.stdout);
    assert_eq!(web.status, 1, "warnings are denied");

    assert_eq!(codes(&files, &["reuse.json", "--select", "KYX406"]), ["KYX406"]);
    assert_eq!(codes(&files, &["reuse.json", "--select", "KYX406", "--operation", "update"]), [""; 0]);
}

#[test]
fn fixes_follow_the_configuration() {
    let trailing = CLEAN.replace("}}", "},}");
    let files = directory(&[
        ("fixed/a.json", trailing.as_bytes()),
        ("kept/.kyx.toml", b"ignore = ['trailing-comma']"),
        ("kept/a.json", trailing.as_bytes()),
    ]);
    assert!(run_in(&files, &["lint", "--diff", "."]).stdout.contains("fixed/a.json"));
    assert_eq!(run_in(&files, &["lint", "--fix", "."]).status, 0);
    assert_eq!(fs::read_to_string(files.join("fixed/a.json")).unwrap(), CLEAN);
    assert_eq!(fs::read_to_string(files.join("kept/a.json")).unwrap(), trailing);

    fs::write(files.join("kept/.kyx.toml"), "ignore = 1").unwrap();
    for mode in ["--fix", "--diff"] {
        let run = run_in(&files, &["lint", mode, "kept"]);
        assert!(run.status == 2 && run.stderr.contains(".kyx.toml:1:10: "), "{}", run.stderr);
    }
}

#[test]
fn globs_set_the_kind_of_files() {
    let config = "[[files]]\npath = 'data/*.json'\nas = 'prepared-data'\n\
                  [[files]]\npath = '**/*.json'\nas = 'account-request'\n";
    let files = directory(&[
        (".kyx.toml", config.as_bytes()),
        ("data/empty.json", b"{}"),
        ("data/below/empty.json", b"{}"),
    ]);
    let none: [&str; 0] = [];
    assert_eq!(codes(&files, &["data/empty.json"]), none);
    assert_eq!(codes(&files.join("data/below"), &["../empty.json"]), none);
    assert_eq!(codes(&files, &["data/below/empty.json"]), ["KYX102", "KYX102"]);
    assert_eq!(codes(&files, &["data/below/empty.json", "--as", "prepared-data"]), none);
}

/// The parser and the schema agree, and the parser reports the position.
#[test]
fn errors_are_reported_with_their_position() {
    let schema: Value = serde_json::from_str(&kyx(&["schema", "kyx-toml"]).stdout).unwrap();
    let validator = jsonschema::options().build(&schema).unwrap();
    for (toml, json, error) in [
        ("", json!({}), None),
        (
            "deny-warnings = true\nignore = ['KYX3', 'KYX201']",
            json!({"deny-warnings": true, "ignore": ["KYX3", "KYX201"]}),
            None,
        ),
        (
            "[[files]]\npath = '*'\nas = 'account-request'",
            json!({"files": [{"path": "*", "as": "account-request"}]}),
            None,
        ),
        ("# ä\nselekt = []", json!({"selekt": []}), Some("2:1: unknown field `selekt`, expected one of")),
        ("deny-warnings = 'yes'", json!({"deny-warnings": "yes"}), Some("1:17: invalid type: string")),
        ("channel = \"fax\"", json!({"channel": "fax"}), Some("1:11: `fax`: ")),
        ("ignore = 1", json!({"ignore": 1}), Some("1:10: invalid type: integer `1`, expected an array")),
        ("operation = 1", json!({"operation": 1}), Some("1:13: ")),
        (
            "ignore = [\n  'KYX201',\n  'KYX999',\n]",
            json!({"ignore": ["KYX201", "KYX999"]}),
            Some("1:10: `KYX999`: no such rule"),
        ),
        (
            "[[files]]\npath = 'a'\nas = 'letter'",
            json!({"files": [{"path": "a", "as": "letter"}]}),
            Some("3:6: `letter`: not a kind"),
        ),
        (
            "strict-kinds = true\n[[files]]\npath = 'a'",
            json!({"strict-kinds": true, "files": [{"path": "a"}]}),
            None,
        ),
        (
            "[[files]]\npath = 'a'\nignore-findings = [{ code = 'KYX2', pointer = '/x/*' }, { code = 'comment' }]",
            json!({"files": [{"path": "a", "ignore-findings": [{"code": "KYX2", "pointer": "/x/*"}, {"code": "comment"}]}]}),
            None,
        ),
        (
            "[[files]]\npath = 'a'\nignore-findings = [{ code = 'KYX204', pointer = 'x' }]",
            json!({"files": [{"path": "a", "ignore-findings": [{"code": "KYX204", "pointer": "x"}]}]}),
            Some("3:49: `x`: not a JSON Pointer"),
        ),
        (
            "[[files]]\npath = 'a'\nignore-findings = [{ pointer = '/x' }]",
            json!({"files": [{"path": "a", "ignore-findings": [{"pointer": "/x"}]}]}),
            Some("3:20: missing field `code`"),
        ),
        ("[[files]]\nas = 'status'", json!({"files": [{"as": "status"}]}), Some("1:1: missing field `path`")),
    ] {
        let files = directory(&[(".kyx.toml", toml.as_bytes()), ("a.json", CLEAN.as_bytes())]);
        let run = run_in(&files, &["lint", "a.json", "-q", "--format", "json"]);
        assert!(serde_json::from_str::<Value>(&run.stdout).is_ok(), "{}", run.stdout);
        assert_eq!(validator.is_valid(&json), error.is_none(), "{toml}");
        match error {
            None => assert_eq!((run.status, run.stderr.as_str()), (0, ""), "{toml}"),
            Some(error) => {
                let file = fs::canonicalize(files.join(".kyx.toml")).unwrap();
                let error = format!("kyx: {}:{error}", file.display());
                assert!(run.status == 2 && run.stderr.starts_with(&error), "{toml}\n{error}\n{}", run.stderr);
            }
        }
    }
    let files = directory(&[(".kyx.toml", b"channel = \"\\u001b\\u009b\""), ("a.json", b"{}")]);
    let run = run_in(&files, &["lint", "a.json"]);
    assert!(run.status == 2 && !run.stderr.contains(['\u{1b}', '\u{9b}']), "{:?}", run.stderr);
    let files = directory(&[(".kyx.toml", b"[[files]]\npath = '[a'\nas = 'status'"), ("a.json", b"{}")]);
    assert!(run_in(&files, &["lint", "a.json"]).stderr.contains(".kyx.toml:2:8: "));
    let run = run_in(&files, &["lint", "a.json", "--config", "no-such.toml"]);
    assert!(run.status == 2 && run.stderr.starts_with("kyx: no-such.toml: "), "{}", run.stderr);
}

#[test]
fn the_manual_shows_a_configuration() {
    let manual = fs::read_to_string(root().join("docs/cli.md")).unwrap();
    let shown = manual.split("```toml\n").find(|it| it.contains("[[files]]")).unwrap();
    let shown = shown.split("```").next().unwrap();
    let files = directory(&[(".kyx.toml", shown.as_bytes()), ("responses/a.json", b"{}")]);
    let run = run_in(&files, &["lint", "responses", "--format", "json"]);
    assert!(run.stdout.contains(r#""kind":"account-response""#), "{}{}", run.stdout, run.stderr);
}

#[test]
fn configurations_above_the_home_directory_or_of_a_repository_are_not_read() {
    let everything = b"ignore = ['KYX']";
    let files = directory(&[
        ("above/.kyx.toml", everything),
        ("above/home/work/a.json", BROKEN.as_bytes()),
        ("above/other/a.json", BROKEN.as_bytes()),
        ("repository/.kyx.toml", everything),
        ("repository/inner/.git/HEAD", b""),
        ("repository/inner/below/a.json", BROKEN.as_bytes()),
        ("repository/a.json", BROKEN.as_bytes()),
    ]);
    let home = files.join("above/home");
    let run = |path: &str| -> Run {
        let mut command = command();
        command.args(["lint", "-q", path]).current_dir(&files).env("HOME", &home).output().unwrap().into()
    };
    for path in ["above/home/work/a.json", "above/other/a.json"] {
        let run = run(path);
        assert_eq!(
            (run.status, run.stderr.matches("it is above your home directory").count()),
            (1, 1),
            "{path}"
        );
    }
    assert_eq!(run("repository/inner/below/a.json").status, 1);
    assert_eq!(run("repository/a.json").status, 0);
    fs::copy(files.join("repository/.kyx.toml"), home.join(".kyx.toml")).unwrap();
    assert_eq!(run("above/home/work/a.json").status, 0);
}

/// Only the superuser can make a file of others.
#[cfg(unix)]
#[test]
fn configurations_of_other_users_are_not_read() {
    use std::os::unix::fs::chown;

    let files = directory(&[(".kyx.toml", b"ignore = ['KYX']"), ("below/a.json", BROKEN.as_bytes())]);
    if chown(files.join(".kyx.toml"), Some(1234), None).is_err() {
        return;
    }
    let run = run_in(&files, &["lint", "-q", "below/a.json", "below"]);
    assert_eq!(run.status, 1);
    assert_eq!(run.stderr.matches("/.kyx.toml is not read: it belongs to another user").count(), 1);
    assert_eq!(run_in(&files, &["lint", "below", "--config", ".kyx.toml"]).status, 0);
    // The owner of the payloads may say how to lint them, such as in a container that runs as the superuser.
    chown(files.join("below"), Some(1234), None).unwrap();
    assert_eq!(run_in(&files, &["lint", "-q", "below/a.json"]).status, 0);
}
