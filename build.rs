//! In a source checkout, exports what the library's types and rules say: `schemas/`, and the code generated from it.
//!
//! Both are committed, so whoever depends on the crate compiles none of this: the feature `export` is on in this workspace
//! alone.

use std::error::Error;

#[cfg(feature = "export")]
#[path = "build/export.rs"]
mod export;

/// The layers of the library that generated code builds on.
#[cfg(feature = "export")]
#[path = "src"]
#[allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "written for the library; the export uses a part of it"
)]
mod contract {
    pub(crate) mod context;
    pub(crate) mod defect;
    pub(crate) mod endpoint;
    pub(crate) mod kind;
    pub(crate) mod model;
    pub(crate) mod naming;
    pub(crate) mod response;
    pub(crate) mod rule;
    pub(crate) mod rules;
    pub(crate) mod tables;
    pub(crate) mod workflow;
}

#[cfg(feature = "export")]
use contract::*;

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo::rerun-if-changed=build.rs");
    #[cfg(feature = "export")]
    export::run()?;
    Ok(())
}
