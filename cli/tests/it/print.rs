//! The commands that print rules, schemas, completions and the manual.

use std::{collections::BTreeMap, env, fs, path::Path, process::Command};

use kyx_schema::rules;
use serde_json::Value;

use crate::support::{directory, kyx, root, text};

/// `UPDATE_DOCS=1 cargo test` updates `schemas/`.
#[test]
fn committed_schemas_are_current() {
    let schemas = root().join("schemas");
    if env::var_os("UPDATE_DOCS").is_some() {
        assert_eq!(kyx(&["schema", "--all", "--out", text(&schemas)]).status, 0);
    }
    let out = directory(&[]).join("new/schemas");
    assert_eq!(kyx(&["schema", "--all", "--out", text(&out)]).status, 0);
    let (written, committed) = (files(&out), files(&schemas));
    assert_eq!(written.keys().collect::<Vec<_>>(), committed.keys().collect::<Vec<_>>());
    for (path, text) in written {
        assert!(text == committed[&path], "{path} is out of date: run `UPDATE_DOCS=1 cargo test`");
    }
    assert_eq!(kyx(&["schema", "--all"]).status, 2);
}

/// The files in a directory and below, by their relative paths.
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
    assert!(kyx(&["schema", "letter"]).stderr.contains("expected one of account-request, prepared-data, "));
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
    assert!(
        run.stdout == rules::catalogue(),
        "`kyx rules --markdown` differs from the catalogue of the library"
    );
    insta::assert_snapshot!(kyx(&["explain", "kyx301"]).stdout);
    assert_eq!(kyx(&["explain", "consent-expired"]).stdout, kyx(&["explain", "KYX301"]).stdout);
    assert_eq!(kyx(&["explain", "KYX999"]).status, 2);
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
        "read",
        "redact",
        "sample",
        "schema",
        "schema-diff",
        "workflows",
        "server",
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
