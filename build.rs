//! In a source checkout, exports the library's types and rules as `schemas/`, and generates code from these.
//!
//! Both are committed, so crates that depend on this one compile none of it: only this workspace turns on the feature
//! `export`.

use std::error::Error;

#[cfg(feature = "export")]
#[path = "build/export.rs"]
mod export;

/// The layers of the library that the export uses.
#[cfg(feature = "export")]
#[path = "src"]
#[allow(
    dead_code,
    unreachable_pub,
    unused_imports,
    reason = "written for the library; the export uses only a part of it"
)]
mod contract {
    pub(crate) mod at;
    pub(crate) mod block;
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
