//! `kyx workflows`: the table of workflows for people and for programs.

use std::fs;

use kyx_schema::workflow::WORKFLOWS;
use serde_json::Value;

use crate::support::{kyx, root};

#[test]
fn workflows_are_listed() {
    insta::assert_snapshot!(kyx(&["workflows"]).stdout);
}

/// A person compares each with the documents before it is accepted.
#[test]
fn each_workflow_is_shown_whole() {
    let shown = WORKFLOWS.iter().map(|workflow| kyx(&["workflows", &workflow.key.to_string()]).stdout);
    insta::assert_snapshot!(shown.collect::<Vec<_>>().join("\n"));
}

#[test]
fn an_unknown_workflow_is_an_error() {
    for args in [&["workflows", "4711"][..], &["workflows", "4711", "--format", "json"]] {
        let run = kyx(args);
        assert_eq!((run.status, run.stdout.as_str()), (2, ""), "{args:?}");
        assert!(run.stderr.contains("4711"), "{}", run.stderr);
    }
    for args in [
        &["workflows", "two"][..],
        &["workflows", "--channel", "mail"],
        &["workflows", "--credential", "PASSPORT"],
        &["workflows", "2", "--channel", "api"],
    ] {
        assert_eq!(kyx(args).status, 2, "{args:?}");
    }
}

fn json(args: &[&str]) -> Value {
    let run = kyx(&[&["workflows", "--format", "json"], args].concat());
    assert_eq!(run.status, 0, "{}", run.stderr);
    serde_json::from_str(&run.stdout).unwrap()
}

fn keys(args: &[&str]) -> Vec<u64> {
    json(args).as_array().unwrap().iter().map(|it| it["key"].as_u64().unwrap()).collect()
}

#[test]
fn workflows_are_found_by_need() {
    assert_eq!(keys(&["--credential", "DOCUMENT"]), [10026]);
    assert_eq!(keys(&["--credential", "data", "--credential", "SELFIE"]), [10006]);
    let by_api = keys(&["--credential", "SELFIE", "--channel", "api"]);
    assert_eq!(by_api, [3, 5, 6, 20, 32, 10006, 10011, 10013, 10112, 10113, 10114, 10115]);
    let by_web = keys(&["--channel", "web"]);
    assert!(by_web.contains(&6), "the documents disagree");
    assert!(by_web.contains(&10026), "the documents name no channel");
    assert!(!by_web.contains(&20));
    assert_eq!(keys(&["--credential", "DOCUMENT", "--credential", "ID"]), [0; 0]);
    let run = kyx(&["workflows", "--credential", "DOCUMENT", "--credential", "ID"]);
    assert_eq!((run.status, run.stdout.as_str()), (0, "none of the documented workflows\n"));
}

#[test]
fn the_json_is_the_exported_table_and_matches_its_schema() {
    let read = |name: &str| -> Value {
        serde_json::from_slice(&fs::read(root().join("schemas").join(name)).unwrap()).unwrap()
    };
    let exported = read("workflows.json");
    assert_eq!(json(&[]), exported);
    assert_eq!(
        json(&["16"]),
        exported.as_array().unwrap().iter().find(|it| it["key"] == 16).unwrap().clone()
    );
    for schema in ["workflows.schema.json", "draft-07/workflows.schema.json"] {
        let validator = jsonschema::validator_for(&read(schema)).unwrap();
        assert!(validator.is_valid(&exported), "{schema}");
        let mut broken = exported.clone();
        broken[0]["key"] = "1".into();
        assert!(!validator.is_valid(&broken), "{schema}");
    }
}
