//! Decompresses gzip: all members, and the zero bytes that pad the file as on tapes.

use std::io::{self, BufRead, Read};

use flate2::bufread::GzDecoder;

/// Decompresses the members of a file, one after the other.
pub(super) struct GzipDecoder<R> {
    /// `None` after the last member.
    member: Option<GzDecoder<R>>,
}

impl<R: BufRead> GzipDecoder<R> {
    pub(super) fn new(source: R) -> Self {
        Self { member: Some(GzDecoder::new(source)) }
    }
}

impl<R: BufRead> Read for GzipDecoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        while let Some(member) = &mut self.member {
            let length = member.read(buffer)?;
            if length > 0 || buffer.is_empty() {
                return Ok(length);
            }
            let is_last = skip_zeros(member.get_mut())?;
            self.member = self.member.take().filter(|_| !is_last).map(|it| GzDecoder::new(it.into_inner()));
        }
        Ok(0)
    }
}

/// Skips zero bytes. Returns whether nothing follows them.
fn skip_zeros(source: &mut impl BufRead) -> io::Result<bool> {
    loop {
        let buffer = source.fill_buf()?;
        let zeros = buffer.iter().take_while(|byte| **byte == 0).count();
        let (is_end, is_other) = (buffer.is_empty(), zeros < buffer.len());
        source.consume(zeros);
        if is_end || is_other {
            return Ok(is_end);
        }
    }
}
