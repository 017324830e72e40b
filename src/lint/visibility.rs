//! The parts of a text that may be displayed.

use std::ops::Range;

/// The parts of a text that may be displayed, as sorted byte ranges. Parts in neither list were not understood, and may
/// be personal data or tokens as well.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Visibility {
    /// Keys, and known values that reveal nothing about a person.
    pub public: Vec<Range<usize>>,
    /// All other values.
    pub private: Vec<Range<usize>>,
}
