//! Which parts of a text may be shown.

use std::ops::Range;

/// Which parts of a text may be shown, as sorted ranges of bytes. What neither list has was not understood, and may be
/// personal data or a token as well.
#[derive(Clone, Debug, Default)]
#[non_exhaustive]
pub struct Visibility {
    /// Keys, and values of closed lists that say nothing about a person.
    pub public: Vec<Range<usize>>,
    /// All other values.
    pub private: Vec<Range<usize>>,
}
