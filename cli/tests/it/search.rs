//! `kyx lint` on directories: which files the search finds.

use std::{fs, path::Path};

use serde_json::{Value, json};

use crate::support::{BROKEN, CLEAN, Run, command, directory, kyx, text};

const ACCOUNTS: &str = "https://account.amer-1.jumio.ai/api/v1/accounts";

fn lint(directory: &Path, args: &[&str]) -> Run {
    command().current_dir(directory).args(["lint", "--format", "json"]).args(args).output().unwrap().into()
}

/// The paths in a report.
fn paths(run: &Run) -> Vec<String> {
    let report: Value = serde_json::from_str(&run.stdout).unwrap();
    let payloads = report["payloads"].as_array().unwrap();
    payloads.iter().map(|payload| payload["path"].as_str().unwrap().to_owned()).collect()
}

#[test]
fn what_git_ignores_and_the_directories_of_other_tools_are_skipped() {
    let broken = BROKEN.as_bytes();
    let files = directory(&[
        ("a.json", broken),
        (".gitignore", b"/ignored\n*.local.json\n"),
        ("ignored/b.json", broken),
        ("c.local.json", broken),
        (".hidden/d.json", broken),
        (".git/e.json", broken),
        ("node_modules/x/f.json", broken),
        ("target/g.json", broken),
        ("below/target/h.json", broken),
        ("below/i.json", broken),
    ]);
    assert_eq!(paths(&lint(&files, &["."])), ["./a.json", "./below/i.json"]);
    assert_eq!(paths(&lint(&files.join("below"), &["."])), ["./i.json"]);
    // What the user names is linted.
    let named = ["c.local.json", "node_modules", "target", "ignored/b.json", ".hidden"];
    let found =
        ["c.local.json", "node_modules/x/f.json", "target/g.json", "ignored/b.json", ".hidden/d.json"];
    assert_eq!(paths(&lint(&files, &named)), found);
}

#[test]
fn json_of_no_known_kind_is_skipped_unless_named() {
    let near = br#"{"firstName": "A", "foo1": 1, "foo2": 2, "foo3": 1}"#;
    let tsconfig = b"// The compiler.\n{\"compilerOptions\": {},}";
    let files = directory(&[
        ("a.json", CLEAN.as_bytes()),
        ("near.json", near),
        ("package.json", br#"{"name": "x", "version": "1.0.0"}"#),
        ("tsconfig.json", tsconfig),
        ("broken.json", b"garbage"),
    ]);
    let run = lint(&files, &["."]);
    assert_eq!(paths(&run), ["./a.json", "./broken.json", "./near.json"]);
    let skipped = "kyx: skipped 2 files of no known kind: ./package.json, ./tsconfig.json; ";
    assert!(run.stderr.starts_with(skipped), "{}", run.stderr);
    assert_eq!(lint(&files, &[".", "-q"]).stderr, "");
    // Nor are they fixed.
    assert_eq!(lint(&files, &["--fix", "."]).status, 1);
    assert_eq!(fs::read(files.join("tsconfig.json")).unwrap(), tsconfig);
    let diff = command().current_dir(&files).args(["lint", "--diff", "."]).output().unwrap();
    assert_eq!(String::from_utf8(diff.stdout).unwrap(), "");

    let run = lint(&files, &["package.json"]);
    assert!(run.status == 1 && run.stdout.contains("KYX105"), "{}", run.stdout);
    assert_eq!(paths(&lint(&files, &[".", "--as", "prepared-data"])).len(), 5);
}

#[test]
fn json_of_no_known_kind_is_reported_if_all_must_be_payloads() {
    let files = directory(&[
        ("a.json", CLEAN.as_bytes()),
        ("package.json", br#"{"name": "x", "version": "1.0.0"}"#),
        ("strict/.kyx.toml", b"strict-kinds = true"),
        ("strict/package.json", br#"{"name": "x", "version": "1.0.0"}"#),
    ]);
    let run = lint(&files, &[".", "--strict-kinds"]);
    assert_eq!(run.stdout.matches("KYX105").count(), 2, "{}", run.stdout);
    assert_eq!((run.status, run.stderr.as_str()), (1, "3 payloads, 1 clean: 2 errors, 0 warnings\n"));
    let run = lint(&files, &["."]);
    assert_eq!(paths(&run), ["./a.json", "./strict/package.json"]);
    assert!(
        run.status == 1 && run.stderr.starts_with("kyx: skipped 1 file of no known kind: ./package.json")
    );
}

#[test]
fn files_of_requests_among_other_things_are_found_only_if_they_are_listed() {
    let curl = format!("curl -A tests --json '{BROKEN}' {ACCOUNTS}");
    let http = format!("POST {ACCOUNTS}\n\n{BROKEN}\n");
    let bruno = format!("post {{\n  url: {ACCOUNTS}\n}}\n\nbody:json {{\n  {BROKEN}\n}}\n");
    let markdown = format!("# Requests\n\n```json\n{BROKEN}\n```\n");
    let request = json!({"method": "POST", "url": ACCOUNTS, "headers": [], "postData": {"text": BROKEN}});
    let archive = json!({"log": {"version": "1.2", "entries": [{"request": request}]}}).to_string();
    let schema = "https://schema.getpostman.com/json/collection/v2.1.0/collection.json";
    let request = json!({"method": "POST", "url": ACCOUNTS, "body": {"mode": "raw", "raw": BROKEN}});
    let collection = json!({"info": {"schema": schema}, "item": [{"request": request}]}).to_string();
    let contents = [
        ("a.bru", &bruno),
        ("b.har", &archive),
        ("c.http", &http),
        ("d.md", &markdown),
        ("e.rest", &http),
        ("f.sh", &curl),
        ("g.postman_collection.json", &collection),
        ("h.POSTMAN_collection.JSON", &collection),
    ];
    let names = contents.map(|(name, _)| name);
    let mut contents: Vec<_> = contents.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    contents.push(("i.txt", BROKEN.as_bytes()));
    let files = directory(&contents);
    let run = lint(&files, &["."]);
    assert_eq!((run.status, paths(&run).len()), (2, 0));
    assert!(run.stderr.starts_with("kyx: no .json, .ndjson or .jsonl file in .\n"), "{}", run.stderr);
    // What the user names is linted.
    assert_eq!(paths(&lint(&files, &names)), names);

    fs::write(files.join(".kyx.toml"), "[[files]]\npath = '*.{bru,sh}'\n[[files]]\npath = '[g-i].*'")
        .unwrap();
    let run = lint(&files, &["."]);
    let listed = ["./a.bru", "./f.sh", "./g.postman_collection.json", "./h.POSTMAN_collection.JSON"];
    assert_eq!(paths(&run), listed);
    assert_eq!(run.stderr, "4 payloads, 0 clean: 4 errors, 0 warnings\n");
    assert_eq!(paths(&lint(&files, &[".", "--no-config"])).len(), 0);
}

#[cfg(unix)]
#[test]
fn links_are_followed_once() {
    use std::os::unix::fs::symlink;

    let broken = BROKEN.as_bytes();
    let files = directory(&[("bad.json", broken), ("other/b.json", broken), ("d/c.json", broken)]);
    symlink("../bad.json", files.join("d/x.json")).unwrap();
    symlink("../bad.json", files.join("d/y.json")).unwrap();
    symlink("../d", files.join("d/loop")).unwrap();
    symlink("../other", files.join("d/other")).unwrap();
    symlink("../other", files.join("d/other-too")).unwrap();
    symlink("missing", files.join("d/nowhere")).unwrap();
    symlink("itself", files.join("d/itself")).unwrap();
    let run = lint(&files, &["d"]);
    assert_eq!(paths(&run), ["d/c.json", "d/other/b.json", "d/x.json"]);
    assert_eq!((run.status, run.stderr.as_str()), (1, "3 payloads, 0 clean: 3 errors, 0 warnings\n"));

    symlink("missing", files.join("d/z.json")).unwrap();
    let run = kyx(&["lint", "-q", text(&files.join("d"))]);
    assert_eq!(run.status, 2);
    assert!(run.stderr.contains("/d/z.json: No such file"), "{}", run.stderr);
    assert!(run.stdout.contains("KYX219"), "{}", run.stdout);
}
