//! Values that are the same for the same seed, and different for another: without state, so that each payload of a
//! scenario finds the same ones.

use uuid::{Builder, Uuid};

/// A source of values.
#[derive(Clone, Copy, Debug)]
pub(super) struct Values(u128);

impl Values {
    /// FNV-1a, whose initial value this is.
    const EMPTY: Self = Self(0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);
    const PRIME: u128 = 0x0100_0000_0000_0000_0000_013b;

    pub(super) fn new(seed: u64) -> Self {
        Self::EMPTY.with(&seed.to_le_bytes())
    }

    /// The source of values for something.
    pub(super) fn of(self, name: &str) -> Self {
        self.with(name.as_bytes()).with(&[0])
    }

    fn with(self, bytes: &[u8]) -> Self {
        let mix = |hash: u128, byte: &u8| (hash ^ u128::from(*byte)).wrapping_mul(Self::PRIME);
        Self(bytes.iter().fold(self.0, mix))
    }

    /// A random UUID: none of those in the documents.
    pub(super) fn uuid(self) -> Uuid {
        Builder::from_random_bytes(self.0.to_be_bytes()).into_uuid()
    }

    /// A number below `end`.
    pub(super) fn below(self, end: u32) -> u32 {
        // The upper bits depend on all bytes.
        (((self.0 >> 96) * u128::from(end)) >> 32) as u32
    }

    /// One of the options.
    pub(super) fn one<T: Copy, const N: usize>(self, options: [T; N]) -> T {
        options[self.below(N as u32) as usize]
    }
}
