//! The commands that print what is known.

use std::fs;

use serde_json::Value;

use crate::support::{directory, kyx, root, text};

#[test]
fn schemas_are_printed_and_written() {
    let run = kyx(&["schema"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, "account-request\nprepared-data\n"));
    let committed =
        |name: &str| fs::read_to_string(root().join(format!("schemas/{name}.schema.json"))).unwrap();
    for name in ["account-request", "prepared-data"] {
        let run = kyx(&["schema", name]);
        assert_eq!(run.stdout, committed(name));
        assert!(serde_json::from_str::<Value>(&run.stdout).is_ok());
    }
    let out = directory(&[]).join("new/schemas");
    assert_eq!(kyx(&["schema", "--all", "--out", text(&out)]).status, 0);
    assert_eq!(
        fs::read_to_string(out.join("prepared-data.schema.json")).unwrap(),
        committed("prepared-data")
    );
    assert_eq!(kyx(&["schema", "letter"]).status, 2);
    assert_eq!(kyx(&["schema", "--all"]).status, 2);
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
