//! Tests the command line through the binary.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

mod baseline;
mod bulk;
mod calls;
mod ci_formats;
mod compressed;
mod config;
mod docs_url;
mod faults;
mod files;
mod fix;
mod formats;
mod harm;
mod help;
mod ignore_findings;
mod input;
mod lint;
mod next;
mod output_file;
mod print;
mod privacy;
mod read;
mod redact;
mod sample;
mod schema_diff;
mod search;
mod server;
#[path = "../../../tests/it/slips.rs"]
mod slips;
mod streams;
mod suggestions;
mod summary;
mod support;
mod upload;
#[path = "../../../tests/it/whole.rs"]
mod whole;
mod workflows;
