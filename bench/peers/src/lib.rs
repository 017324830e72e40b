//! Corpora to measure `kyx` on, and what its peers read them into.

pub mod generate;
pub mod plain;
