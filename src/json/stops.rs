//! Finds where a string may end, 64 bytes at a time.

use crate::block::{BLOCK, bits, block_at};

/// The bytes of a block of the text that may end a run of ordinary characters in a string.
#[derive(Default)]
pub(crate) struct Stops {
    /// The block, counted from 1.
    number: usize,
    /// A bit for each of its bytes.
    bits: u64,
}

impl Stops {
    /// The first quote, backslash or control character from an offset on; the end of the text counts as one.
    #[inline]
    pub(crate) fn next(&mut self, text: &[u8], from: usize) -> usize {
        let index = from / BLOCK;
        if self.number != index + 1 {
            self.load(text, index);
        }
        match self.bits & (u64::MAX << (from % BLOCK)) {
            0 => self.in_later_block(text, index + 1),
            bits => index * BLOCK + bits.trailing_zeros() as usize,
        }
    }

    fn in_later_block(&mut self, text: &[u8], mut index: usize) -> usize {
        self.load(text, index);
        while self.bits == 0 {
            index += 1;
            self.load(text, index);
        }
        index * BLOCK + self.bits.trailing_zeros() as usize
    }

    // Once per block, so that `next`, once per string, stays small enough to be inlined.
    #[inline(never)]
    fn load(&mut self, text: &[u8], index: usize) {
        let is_stop = |byte| matches!(byte, b'"' | b'\\' | ..b' ');
        self.bits = bits(block_at(text, index * BLOCK), is_stop);
        self.number = index + 1;
    }
}
