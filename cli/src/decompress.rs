//! Compressed input, told by how it begins: gzip and Zstandard, in bounded memory whatever it expands to.

use std::io::{self, BufRead, BufReader, Read};

use flate2::bufread::MultiGzDecoder;
use ruzstd::decoding::{
    BlockDecodingStrategy, FrameDecoder,
    errors::{FrameDecoderError, ReadFrameHeaderError},
};

/// How much of a text is read at once.
pub(crate) const BUFFER: usize = 64 << 10;
/// How far back a Zstandard frame may refer: as far as it does at all levels but those of `--ultra` and `--long`.
const MOST_WINDOW: u64 = 8 << 20;

const GZIP: &[u8] = &[0x1F, 0x8B];
const ZSTANDARD: &[u8] = &[0x28, 0xB5, 0x2F, 0xFD];
/// What a frame may begin with that holds no data; the first byte is 0x50 to 0x5F.
const SKIPPED: &[u8] = &[0x2A, 0x4D, 0x18];
/// As many bytes as tell them apart.
const MAGIC: usize = 4;

/// Whether a text that begins like this is compressed.
pub(crate) fn is_compressed(start: &[u8]) -> bool {
    start.starts_with(GZIP) || is_zstandard(start)
}

fn is_zstandard(start: &[u8]) -> bool {
    let is_skipped = |first: u8| first & 0xF0 == 0x50 && start[1..].starts_with(SKIPPED);
    start.starts_with(ZSTANDARD) || start.first().copied().is_some_and(is_skipped)
}

/// The text of what may be compressed. What is compressed twice is not followed.
pub(crate) fn text(reader: impl Read + Send + 'static) -> io::Result<Box<dyn BufRead + Send>> {
    let mut reader = BufReader::with_capacity(BUFFER, reader);
    let mut start = Vec::new();
    reader.by_ref().take(MAGIC as u64).read_to_end(&mut start)?;
    let (is_gzip, is_zstandard) = (start.starts_with(GZIP), is_zstandard(&start));
    let whole = io::Cursor::new(start).chain(reader);
    Ok(match () {
        () if is_gzip => buffered(Named("gzip", MultiGzDecoder::new(whole))),
        () if is_zstandard => buffered(Named("Zstandard", Zstandard::new(whole))),
        () => Box::new(whole),
    })
}

fn buffered(reader: impl Read + Send + 'static) -> Box<dyn BufRead + Send> {
    Box::new(BufReader::with_capacity(BUFFER, reader))
}

/// A decoder whose errors say what it decodes.
struct Named<R>(&'static str, R);

impl<R: Read> Read for Named<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let named = |error: io::Error| match error.kind() {
            io::ErrorKind::Interrupted => error,
            kind => io::Error::new(kind, format!("the {} data cannot be read: {error}", self.0)),
        };
        self.1.read(buffer).map_err(named)
    }
}

/// Reads frame after frame; those that hold no data are skipped.
struct Zstandard<R> {
    source: R,
    frame: FrameDecoder,
}

impl<R: BufRead> Zstandard<R> {
    fn new(source: R) -> Self {
        let mut frame = FrameDecoder::new();
        frame.set_max_window_size(MOST_WINDOW);
        Self { source, frame }
    }

    /// Begins the next frame; says whether there is one.
    fn begin(&mut self) -> io::Result<bool> {
        if self.source.fill_buf()?.is_empty() {
            return Ok(false);
        }
        match self.frame.reset(&mut self.source) {
            Ok(()) => Ok(true),
            Err(FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::SkipFrame {
                length, ..
            })) => {
                let skipped = io::copy(&mut (&mut self.source).take(length.into()), &mut io::sink())?;
                if skipped == u64::from(length) { Ok(true) } else { Err(io::ErrorKind::UnexpectedEof.into()) }
            }
            Err(FrameDecoderError::WindowSizeTooBig { requested, max }) => {
                let [requested, max] = [requested, max].map(|bytes| bytes >> 20);
                let why = format!("its window takes {requested} MiB of memory, of which it may take {max}");
                Err(io::Error::other(why))
            }
            Err(error) => Err(io::Error::other(error)),
        }
    }

    /// The decoder reads the checksum, and does not compare it.
    fn assert_whole(&self) -> io::Result<()> {
        let written = self.frame.get_checksum_from_data();
        if written.is_none() || written == self.frame.get_calculated_checksum() {
            return Ok(());
        }
        Err(io::Error::new(io::ErrorKind::InvalidData, "the checksum is another"))
    }
}

impl<R: BufRead> Read for Zstandard<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.frame.can_collect() > 0 {
                return self.frame.read(buffer);
            }
            if self.frame.is_finished() {
                self.assert_whole()?;
                if !self.begin()? {
                    return Ok(0);
                }
                continue;
            }
            let one = BlockDecodingStrategy::UptoBlocks(1);
            self.frame.decode_blocks(&mut self.source, one).map_err(io::Error::other)?;
        }
    }
}
