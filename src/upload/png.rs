//! Reads the chunks of a PNG: their checksums, and the compressed pixels, which are unpacked and dropped.

use std::io::{self, BufRead};

use crc32fast::Hasher;
use flate2::{Decompress, FlushDecompress, Status};

use super::{
    damage::Damage,
    image::{Image, read, read_each},
};

const SIGNATURE_LENGTH: usize = 8;
const HEADER_LENGTH: usize = 13;
/// How many bytes of pixels are unpacked at most; more than any photo has.
const MOST_UNPACKED: u64 = 256 << 20;

/// Data after the end of the image is not read: cameras append some.
pub(super) fn inspect(reader: &mut impl BufRead) -> io::Result<Image> {
    let mut image = Image::default();
    let result = read_chunks(reader, &mut image);
    image.finished(result)
}

fn read_chunks(reader: &mut impl BufRead, image: &mut Image) -> io::Result<Option<Damage>> {
    read_each(reader, SIGNATURE_LENGTH, |_| {})?;
    let mut pixels = Pixels::new();
    loop {
        let length = u32::from_be_bytes(read(reader)?) as usize;
        let name: [u8; 4] = read(reader)?;
        let mut checksum = Hasher::new();
        checksum.update(&name);
        match &name {
            b"IHDR" if length == HEADER_LENGTH && image.pixels.is_none() => {
                let header: [u8; HEADER_LENGTH] = read(reader)?;
                checksum.update(&header);
                image.pixels = Some(size(header));
            }
            _ if image.pixels.is_none() => return Ok(None),
            _ => read_each(reader, length, |bytes| {
                checksum.update(bytes);
                if &name == b"IDAT" {
                    pixels.unpack(bytes);
                }
            })?,
        }
        if u32::from_be_bytes(read(reader)?) != checksum.finalize() {
            return Ok(Some(Damage::Damaged("a checksum does not match")));
        }
        if &name == b"IEND" {
            let is_damaged = pixels.state != State::Complete;
            return Ok(is_damaged.then_some(Damage::Damaged("its pixels cannot be unpacked")));
        }
    }
}

fn size([w3, w2, w1, w0, h3, h2, h1, h0, ..]: [u8; HEADER_LENGTH]) -> (u64, u64) {
    (u32::from_be_bytes([w3, w2, w1, w0]).into(), u32::from_be_bytes([h3, h2, h1, h0]).into())
}

#[derive(PartialEq)]
enum State {
    Incomplete,
    /// Or so large that the rest is taken for granted.
    Complete,
    Damaged,
}

/// The compressed pixels.
struct Pixels {
    decompress: Decompress,
    state: State,
}

impl Pixels {
    fn new() -> Self {
        Self { decompress: Decompress::new(true), state: State::Incomplete }
    }

    fn unpack(&mut self, mut bytes: &[u8]) {
        let mut unpacked = [0; 16 * 1024];
        while self.state == State::Incomplete {
            let before = (self.decompress.total_in(), self.decompress.total_out());
            let status = self.decompress.decompress(bytes, &mut unpacked, FlushDecompress::None);
            let consumed = self.decompress.total_in() - before.0;
            bytes = &bytes[usize::try_from(consumed).unwrap_or(bytes.len())..];
            match status {
                Ok(Status::StreamEnd) => self.state = State::Complete,
                Err(_) => self.state = State::Damaged,
                Ok(_) if self.decompress.total_out() >= MOST_UNPACKED => self.state = State::Complete,
                Ok(_) if before == (self.decompress.total_in(), self.decompress.total_out()) => return,
                Ok(_) => {}
            }
        }
    }
}
