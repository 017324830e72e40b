//! Reads the markers of a JPEG, from the first to the end of the image. Decodes no pixel.

use std::io::{self, BufRead};

use super::{
    damage::Damage,
    image::{Image, read, read_each},
};

const MARK: u8 = 0xFF;

/// Data after the end of the image is not read: cameras append some.
pub(super) fn inspect(reader: &mut impl BufRead) -> io::Result<Image> {
    let mut image = Image::default();
    let result = read_markers(reader, &mut image);
    image.finished(result)
}

fn read_markers(reader: &mut impl BufRead, image: &mut Image) -> io::Result<Option<Damage>> {
    loop {
        match next_marker(reader)? {
            0xD9 => return Ok(None),
            // Stuffed bytes, and markers without a segment.
            0x00 | 0x01 | 0xD0..=0xD8 => {}
            marker => {
                let length = u16::from_be_bytes(read(reader)?);
                let Some(mut rest) = usize::from(length).checked_sub(2) else {
                    return Ok(Some(Damage::Damaged("it has a segment without a length")));
                };
                if is_frame(marker) && rest >= 5 {
                    let [_, h1, h0, w1, w0] = read(reader)?;
                    let (width, height) = (u16::from_be_bytes([w1, w0]), u16::from_be_bytes([h1, h0]));
                    image.pixels.get_or_insert((width.into(), height.into()));
                    rest -= 5;
                }
                read_each(reader, rest, |_| {})?;
            }
        }
    }
}

/// Skips the compressed pixels, and any bytes that do not belong here.
fn next_marker(reader: &mut impl BufRead) -> io::Result<u8> {
    reader.skip_until(MARK)?;
    loop {
        let [byte] = read(reader)?;
        if byte != MARK {
            return Ok(byte);
        }
    }
}

/// Whether a segment begins with the size of the image.
fn is_frame(marker: u8) -> bool {
    matches!(marker, 0xC0..=0xCF) && !matches!(marker, 0xC4 | 0xC8 | 0xCC)
}
