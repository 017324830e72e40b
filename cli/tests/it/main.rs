//! The command line, as a user types it.

#![allow(clippy::unwrap_used, missing_docs, reason = "tests")]

mod config;
mod fix;
mod formats;
mod lint;
mod others;
mod privacy;
mod support;
mod upload;
