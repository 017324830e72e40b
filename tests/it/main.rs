//! Tests of the library through its public interface.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

mod agreement;
mod canaries;
mod catalogue;
mod consent;
mod corpus;
mod defects;
mod dependencies;
mod examples;
mod families;
#[cfg(feature = "upload")]
mod files;
mod fix;
mod fixtures;
#[path = "../../bench/peers/src/generate.rs"]
#[allow(dead_code, unreachable_pub, reason = "a module of a crate that depends on this one")]
mod generate;
mod generator;
mod harm;
mod input;
mod kinds;
mod layers;
mod library;
mod lint;
mod lists;
mod matrix;
mod mutants;
mod openapi;
mod outcome;
mod outline;
mod patterns;
mod privacy;
mod redact;
mod response;
#[cfg(feature = "sample")]
mod sample;
mod samples;
mod scanner;
mod schema;
mod seeds;
mod slips;
mod support;
mod syntax;
mod tables;
#[cfg(feature = "upload")]
mod upload;
mod urls;
mod whole;
