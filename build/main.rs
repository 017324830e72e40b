//! Exports what `src/model/`, `src/rules/` and `src/endpoint.rs` say to those who do not read Rust: JSON Schemas, an OpenAPI
//! document, and a page about them. They go to `OUT_DIR` always, and to `schemas/` in a source checkout.

use std::{env, error::Error, fs, path::Path};

/// The library, as far as the exports come from it.
macro_rules! modules {
    ($($(#[$attribute:meta])* $name:ident = $path:literal;)+) => {$(
        #[allow(dead_code, missing_docs, unreachable_pub, unused_imports, unused_macros, reason = "only the exports are used here")]
        $(#[$attribute])*
        #[path = $path]
        mod $name;
    )+};
}

modules! {
    #[macro_use]
    kind = "../src/kind.rs";
    check = "../src/check.rs";
    endpoint = "../src/endpoint.rs";
    model = "../src/model/mod.rs";
    rules = "../src/rules/mod.rs";
    workflow = "../src/workflow.rs";
}

mod field_code;
mod json_schema;
mod openapi;
mod readme;

/// Stands for what is written here.
mod fields {
    pub(crate) trait Holds {
        fn holds(&self) -> bool {
            false
        }
    }

    impl<T> Holds for T {}
}

/// Likewise.
mod subdivision {
    pub(crate) fn codes(_: &str) -> &'static [&'static str] {
        &[]
    }
}

use json_schema::Definitions;
use rust_iso3166::iso3166_2::{SUBDIVISION_COUNTRY_MAP, Subdivision};

#[allow(unused_imports, reason = "the modules name them as the library does")]
use {
    check::{Context, Finding, Safety},
    kind::Kind,
    model::*,
    rules::{Rule, Severity},
    workflow::{Channel, Operation},
};

/// A file to export: its path in `schemas/`, and its text.
struct Export {
    path: String,
    text: String,
}

impl Export {
    fn json(path: String, document: &impl serde::Serialize) -> serde_json::Result<Self> {
        Ok(Self { path, text: serde_json::to_string_pretty(document)? + "\n" })
    }
}

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build");
    for path in ["src/endpoint.rs", "src/kind.rs", "src/model", "src/rules", "src/workflow.rs"] {
        println!("cargo::rerun-if-changed={path}");
    }
    println!("cargo::rerun-if-changed=schemas");
    let definitions = json_schema::definitions()?;
    let field_code = field_code::code(&definitions)?;
    let exports = exports(definitions)?;
    let out_dir = env::var("OUT_DIR")?;
    let manifest_dir = env::var("CARGO_MANIFEST_DIR")?;
    let is_checkout = Path::new(&manifest_dir).join(".git").exists();
    for export in &exports {
        write(Path::new(&out_dir), export)?;
        if is_checkout {
            write(&Path::new(&manifest_dir).join("schemas"), export)?;
        }
    }
    fs::write(Path::new(&out_dir).join("schemas.rs"), embedded(&exports))?;
    fs::write(Path::new(&out_dir).join("subdivisions.rs"), subdivisions())?;
    Ok(fs::write(Path::new(&out_dir).join("fields.rs"), field_code)?)
}

/// The schema of each kind first, in the order of `Kind::ALL`.
fn exports(definitions: Definitions) -> Result<Vec<Export>, Box<dyn Error>> {
    let schemas = json_schema::schemas(&definitions)?;
    let mut exports = Vec::new();
    for (name, schema) in &schemas {
        exports.push(Export::json(format!("{name}.schema.json"), schema)?);
    }
    for (name, schema) in schemas {
        let schema = json_schema::in_draft_07(schema);
        exports.push(Export::json(format!("draft-07/{name}.schema.json"), &schema)?);
    }
    exports.push(Export { path: "README.md".to_owned(), text: readme::text(&definitions) });
    exports.push(Export::json("openapi.json".to_owned(), &openapi::document(definitions)?)?);
    Ok(exports)
}

/// Leaves alone what is current, so that nothing is built again for it.
fn write(directory: &Path, Export { path, text }: &Export) -> std::io::Result<()> {
    let path = directory.join(path);
    if fs::read_to_string(&path).is_ok_and(|current| current == *text) {
        return Ok(());
    }
    path.parent().map_or(Ok(()), fs::create_dir_all)?;
    fs::write(path, text)
}

/// What `src/schema.rs` includes.
fn embedded(exports: &[Export]) -> String {
    let file =
        |Export { path, .. }: &Export| format!("File {{ path: {path:?}, text: include_str!({path:?}) }},\n");
    format!("&[\n{}]", exports.iter().map(file).collect::<String>())
}

/// What `src/subdivision.rs` includes.
fn subdivisions() -> String {
    let codes = |country: &str| {
        let all = SUBDIVISION_COUNTRY_MAP.get(country).copied().unwrap_or_default();
        let code = |subdivision: &Subdivision| subdivision.code.split_once('-').map(|(_, code)| code);
        let mut codes: Vec<_> = all.iter().filter_map(code).collect();
        codes.sort_unstable();
        codes
    };
    let of_country = |(_, alpha2)| format!("({alpha2:?}, &{:?}),\n", codes(alpha2));
    format!("&[\n{}]", rules::WITH_STATES.map(of_country).concat())
}
