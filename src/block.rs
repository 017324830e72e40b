//! Looks at 64 bytes at once: which of them belong to a class.

/// The number of bytes of a block.
pub(crate) const BLOCK: usize = 64;

/// The block of a text that starts at an offset, and zeros after the end of the text.
pub(crate) fn block_at(text: &[u8], offset: usize) -> [u8; BLOCK] {
    let rest = text.get(offset..).unwrap_or_default();
    rest.first_chunk().copied().unwrap_or_else(|| {
        let mut block = [0; BLOCK];
        block[..rest.len()].copy_from_slice(rest);
        block
    })
}

/// A bit for each byte of the class, the lowest one for the first byte.
pub(crate) fn bits(block: [u8; BLOCK], is_of_class: impl Fn(u8) -> bool) -> u64 {
    let flags = block.map(|byte| u8::from(is_of_class(byte)));
    let (words, _) = flags.as_chunks();
    // The highest byte of the product consists of the lowest bit of each byte.
    let bits = |word: &[u8; 8]| u64::from_le_bytes(*word).wrapping_mul(0x0102_0408_1020_4080) >> 56;
    words.iter().rev().fold(0, |all, word| all << 8 | bits(word))
}

/// A bit for each of eight bits in a row that are set: for the first of them.
pub(crate) fn runs_of_8(bits: u64) -> u64 {
    let two = bits & bits >> 1;
    let four = two & two >> 2;
    four & four >> 4
}

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

    #[inline(never)]
    fn load(&mut self, text: &[u8], index: usize) {
        let is_stop = |byte| matches!(byte, b'"' | b'\\' | ..b' ');
        self.bits = bits(block_at(text, index * BLOCK), is_stop);
        self.number = index + 1;
    }
}
