//! Why a file cannot be read.

/// Why a file cannot be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Damage {
    /// Its end is missing.
    CutOff,
    /// The reason completes "a damaged PDF: …".
    Damaged(&'static str),
    NeedsPassword,
}
