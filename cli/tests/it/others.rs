//! The commands that print what is known.

use std::{collections::BTreeMap, env, fs, path::Path, process::Command};

use serde_json::Value;

use crate::support::{directory, kyx, root, text};

/// `UPDATE_DOCS=1 cargo test` writes `schemas/` anew.
#[test]
fn schemas_are_written() {
    let schemas = root().join("schemas");
    if env::var_os("UPDATE_DOCS").is_some() {
        assert_eq!(kyx(&["schema", "--all", "--out", text(&schemas)]).status, 0);
    }
    let out = directory(&[]).join("new/schemas");
    assert_eq!(kyx(&["schema", "--all", "--out", text(&out)]).status, 0);
    let (written, committed) = (files(&out), files(&schemas));
    assert_eq!(written.keys().collect::<Vec<_>>(), committed.keys().collect::<Vec<_>>());
    for (path, text) in written {
        assert!(text == committed[&path], "{path}: run `UPDATE_DOCS=1 cargo test` to bring it up to date");
    }
    assert_eq!(kyx(&["schema", "--all"]).status, 2);
}

/// The files below a directory, by their paths in it.
fn files(directory: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    for entry in fs::read_dir(directory).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() {
            let below = self::files(&path);
            files.extend(below.into_iter().map(|(path, text)| (format!("{name}/{path}"), text)));
        } else {
            files.insert(name.to_owned(), fs::read_to_string(&path).unwrap());
        }
    }
    files
}

#[test]
fn schemas_are_printed_in_both_drafts() {
    let run = kyx(&["schema"]);
    insta::assert_snapshot!(run.stdout);
    for name in run.stdout.lines() {
        let printed = kyx(&["schema", name]).stdout;
        let document: Value = serde_json::from_str(&printed).unwrap();
        let older = kyx(&["schema", name, "--draft-07"]);
        if name == "openapi" {
            assert_eq!((document["openapi"].as_str(), older.status), (Some("3.1.0"), 2));
            continue;
        }
        let older: Value = serde_json::from_str(&older.stdout).unwrap();
        assert_eq!(document["$id"], format!("urn:kyx-schema:{name}:1"));
        assert_eq!(older["$id"], format!("urn:kyx-schema:{name}:1:draft-07"));
        assert_eq!(older["$schema"], "http://json-schema.org/draft-07/schema#");
    }
    for args in [&["schema", "letter"][..], &["schema", "openapi", "--draft-07"], &["schema", "--draft-07"]] {
        assert_eq!(kyx(args).status, 2, "{args:?}");
    }
    assert!(kyx(&["schema", "letter"]).stderr.contains("there are account-request, prepared-data, "));
}

#[test]
fn rules_are_listed_and_explained() {
    let run = kyx(&["rules"]);
    assert_eq!(run.status, 0);
    assert!(
        run.stdout.lines().any(|line| line.starts_with("KYX301 error   consent-expired ")),
        "{}",
        run.stdout
    );
    let run = kyx(&["rules", "--markdown"]);
    assert_eq!(run.stdout, fs::read_to_string(root().join("docs/rules.md")).unwrap());
    insta::assert_snapshot!(kyx(&["explain", "kyx301"]).stdout);
    assert_eq!(kyx(&["explain", "consent-expired"]).stdout, kyx(&["explain", "KYX301"]).stdout);
    assert_eq!(kyx(&["explain", "KYX999"]).status, 2);
}

/// Case 1 and case 2 of the platform's own documentation.
#[test]
fn next_says_what_the_document_says() {
    let response = |name: &str| format!("tests/fixtures/seeds/use-existing-credentials/{name}-response.json");
    let some = kyx(&["next", &response("03")]);
    insta::assert_snapshot!(some.stdout);
    let all = kyx(&["next", &response("04")]);
    assert_eq!(all.stdout, "ID exists already\nnothing to do: the workflow finalizes itself\n");
    assert_eq!((some.status, all.status), (0, 0));

    let json = kyx(&["next", "--format", "json", &response("03")]);
    let json: Value = serde_json::from_str(&json.stdout).unwrap();
    assert_eq!(json["uploads"][1]["classifier"], "BACK");
    assert_eq!(json["finalize"]["by"], "call");
}

#[test]
fn next_does_not_rely_on_what_is_wrong() {
    let run = kyx(&["next", "tests/fixtures/KYX701/invalid-credential.json"]);
    assert_eq!((run.status, run.stdout.as_str()), (1, ""));
    assert!(run.stderr.contains("KYX701"), "{}", run.stderr);
    assert_eq!(kyx(&["next", "examples/document-verification.json"]).status, 1);
    assert_eq!(kyx(&["next", "no-such-file.json"]).status, 2);
}

#[test]
fn what_is_new_is_shown_when_asked_for() {
    let path = "tests/fixtures/KYX703/invalid.json";
    assert_eq!(kyx(&["lint", path]).stdout, "");
    let run = kyx(&["lint", "--select", "KYX703", path]);
    assert!(run.stdout.starts_with("info[KYX703]: "), "{}", run.stdout);
    assert_eq!(run.status, 0);
}

#[test]
fn workflows_are_listed_and_shown() {
    insta::assert_snapshot!(kyx(&["workflows"]).stdout);
    insta::assert_snapshot!(
        [
            kyx(&["workflows", "5"]).stdout,
            kyx(&["workflows", "32"]).stdout,
            kyx(&["workflows", "10026"]).stdout
        ]
        .join("\n")
    );
    let run = kyx(&["workflows", "4711"]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("4711"), "{}", run.stderr);
}

#[test]
fn completions_are_a_script() {
    for (shell, has) in
        [("bash", "complete -F"), ("zsh", "#compdef kyx"), ("fish", "complete -c kyx"), ("powershell", "kyx")]
    {
        let run = kyx(&["completions", shell]);
        assert!(run.status == 0 && run.stdout.contains(has), "{}", run.stdout);
        assert!(run.stdout.contains("upload-check"), "{shell}");
    }
    let script = directory(&[("kyx.bash", kyx(&["completions", "bash"]).stdout.as_bytes())]).join("kyx.bash");
    let checked = Command::new("bash").arg("-n").arg(script).output().unwrap();
    assert!(checked.status.success(), "{checked:?}");
    assert_eq!(kyx(&["completions", "abacus"]).status, 2);
}

#[test]
fn the_manual_has_every_command() {
    let commands = [
        "lint",
        "explain",
        "rules",
        "upload-check",
        "next",
        "schema",
        "schema-diff",
        "workflows",
        "completions",
        "man",
    ];
    let manual = kyx(&["man"]).stdout;
    assert!(manual.contains(".TH kyx 1"), "{manual}");
    let directory = directory(&[]).join("man1");
    assert_eq!(kyx(&["man", "--out", text(&directory)]).status, 0);
    for command in commands {
        assert!(manual.contains(&format!(".TH kyx-{command} 1")), "{command}\n{manual}");
        let page = fs::read_to_string(directory.join(format!("kyx-{command}.1"))).unwrap();
        assert!(manual.contains(&page), "{page}");
    }
    assert_eq!(fs::read_dir(directory).unwrap().count(), commands.len() + 1);
}
