//! Corpora for measuring `kyx`, and the types that its peers parse them into.

pub mod generate;
pub mod plain;
