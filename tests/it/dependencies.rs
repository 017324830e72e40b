//! The direct dependencies are those that `docs/dependencies.md` reviews, and none requires a newer Rust.

use std::{
    collections::{BTreeMap, BTreeSet},
    env, fs,
    path::Path,
    process::Command,
};

use serde_json::Value;

/// The packages that are released.
const RELEASED: [&str; 4] = ["kyx-schema", "kyx-cli", "kyx-python", "kyx-wasm"];

fn metadata() -> Value {
    let args = ["metadata", "--format-version=1", "--locked", "--all-features"];
    let output =
        Command::new(env!("CARGO")).current_dir(env!("CARGO_MANIFEST_DIR")).args(args).output().unwrap();
    assert!(output.status.success(), "{}", String::from_utf8_lossy(&output.stderr));
    serde_json::from_slice(&output.stdout).unwrap()
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}

fn list(value: &Value) -> &[Value] {
    value.as_array().unwrap()
}

/// Whether it is needed by more than tests.
fn is_released(dependency: &Value) -> bool {
    dependency["kind"] != "dev"
}

#[test]
fn each_direct_dependency_is_reviewed() {
    let metadata = metadata();
    let packages = list(&metadata["packages"]).iter().filter(|it| RELEASED.contains(&text(&it["name"])));
    let dependencies = packages.flat_map(|it| list(&it["dependencies"])).filter(|it| is_released(it));
    let external = dependencies.filter(|it| it["source"].is_string());
    let used: BTreeSet<_> = external.map(|it| text(&it["name"]).to_owned()).collect();
    let page = Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/dependencies.md");
    let page = fs::read_to_string(page).unwrap();
    let rows = page.lines().filter_map(|line| line.strip_prefix("| `")?.split_once('`'));
    let reviewed: BTreeSet<_> = rows.map(|(name, _)| name.to_owned()).collect();
    assert_eq!(reviewed, used);
}

#[test]
fn no_dependency_requires_a_newer_rust() {
    let metadata = metadata();
    let packages: BTreeMap<_, _> =
        list(&metadata["packages"]).iter().map(|it| (text(&it["id"]), it)).collect();
    let nodes = list(&metadata["resolve"]["nodes"]).iter().map(|it| (text(&it["id"]), it));
    let nodes: BTreeMap<_, _> = nodes.collect();
    let is_own =
        |id: &&str| RELEASED.contains(&text(&packages[id]["name"])) && packages[id]["source"].is_null();
    let mut waiting: Vec<&str> = packages.keys().copied().filter(is_own).collect();
    assert_eq!(waiting.len(), RELEASED.len());
    let minor = |version: &str| version.split('.').nth(1).unwrap().parse::<u32>().unwrap();
    let own = minor(env!("CARGO_PKG_RUST_VERSION"));
    let mut seen = BTreeSet::new();
    while let Some(id) = waiting.pop() {
        if !seen.insert(id) {
            continue;
        }
        if let Some(version) = packages[id]["rust_version"].as_str() {
            assert!(minor(version) <= own, "{id} requires {version}");
        }
        let dependencies = list(&nodes[id]["deps"]).iter();
        let released = dependencies.filter(|it| list(&it["dep_kinds"]).iter().any(is_released));
        waiting.extend(released.map(|it| text(&it["pkg"])));
    }
    assert!(seen.len() > 100, "only {} packages", seen.len());
}
