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
