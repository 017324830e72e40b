//! Compares what the library makes public with `tests/api/public-api.txt`, so that no change of it goes unnoticed.
//! `UPDATE_DOCS=1` writes the list.

use std::{env, error::Error, fs, path::Path, process::Command};

/// Without implementations that every type has, and those that are derived.
fn listed(json: &Path) -> Result<String, Box<dyn Error>> {
    let mut builder = public_api::Builder::from_rustdoc_json(json);
    builder = builder.omit_blanket_impls(true).omit_auto_trait_impls(true).omit_auto_derived_impls(true);
    Ok(builder.build()?.items().map(|item| format!("{item}\n")).collect())
}

/// The description of the library that rustdoc writes for programs. The version of the toolchain decides its format.
fn described(root: &Path) -> Result<std::path::PathBuf, Box<dyn Error>> {
    let target = root.join("target/api");
    let mut rustdoc = Command::new(env!("CARGO"));
    rustdoc.current_dir(root).env("RUSTC_BOOTSTRAP", "1").env("CARGO_TARGET_DIR", &target);
    rustdoc.args(["rustdoc", "--quiet", "--locked", "--package=kyx-schema", "--lib"]);
    rustdoc.args(["--features=upload,sample,schemars", "--", "-Zunstable-options", "--output-format=json"]);
    match rustdoc.status()?.success() {
        true => Ok(target.join("doc/kyx_schema.json")),
        false => Err("rustdoc failed".into()),
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let root = here.ancestors().nth(2).ok_or("no workspace")?;
    let (committed, now) = (here.join("public-api.txt"), listed(&described(root)?)?);
    if env::var_os("UPDATE_DOCS").is_some() {
        fs::write(&committed, &now)?;
    }
    let before = fs::read_to_string(&committed)?;
    let mut differences = 0;
    for line in before.lines().filter(|line| !now.lines().any(|it| it == *line)) {
        println!("- {line}");
        differences += 1;
    }
    for line in now.lines().filter(|line| !before.lines().any(|it| it == *line)) {
        println!("+ {line}");
        differences += 1;
    }
    match differences {
        0 => Ok(()),
        _ => Err("the public API changed; if that is meant: UPDATE_DOCS=1 cargo run -p kyx-api".into()),
    }
}
