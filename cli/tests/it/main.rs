//! The command line, as a user types it.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

mod bulk;
mod compressed;
mod config;
mod fix;
mod formats;
mod lint;
mod others;
mod privacy;
mod schema_diff;
mod summary;
mod support;
mod upload;
