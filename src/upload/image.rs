//! The size of an image, and whether all of it is there. Reads once, forwards, through the reader's buffer.

use std::io::{self, BufRead, ErrorKind};

use super::damage::Damage;

/// What is known about an image.
#[derive(Default)]
pub(super) struct Image {
    /// The width and the height.
    pub(super) pixels: Option<(u64, u64)>,
    pub(super) damage: Option<Damage>,
}

impl Image {
    /// Completes an image whose last part has been read with this result. A missing end is a kind of damage.
    pub(super) fn finished(self, result: io::Result<Option<Damage>>) -> io::Result<Self> {
        let damage = match result {
            Ok(damage) => damage,
            Err(error) if error.kind() == ErrorKind::UnexpectedEof => Some(Damage::CutOff),
            Err(error) => return Err(error),
        };
        Ok(Self { damage, ..self })
    }
}

pub(super) fn read<const N: usize>(reader: &mut impl BufRead) -> io::Result<[u8; N]> {
    let mut bytes = [0; N];
    reader.read_exact(&mut bytes)?;
    Ok(bytes)
}

/// Passes this many bytes on, a buffer at a time.
pub(super) fn read_each(
    reader: &mut impl BufRead,
    mut length: usize,
    mut receive: impl FnMut(&[u8]),
) -> io::Result<()> {
    while length > 0 {
        let buffer = reader.fill_buf()?;
        if buffer.is_empty() {
            return Err(ErrorKind::UnexpectedEof.into());
        }
        let count = buffer.len().min(length);
        receive(&buffer[..count]);
        reader.consume(count);
        length -= count;
    }
    Ok(())
}
