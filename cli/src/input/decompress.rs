//! Decompresses gzip and Zstandard, detected by their first bytes, in bounded memory.

use std::io::{self, BufRead, BufReader, Read};

use ruzstd::decoding::{
    BlockDecodingStrategy, FrameDecoder,
    errors::{FrameDecoderError, ReadFrameHeaderError},
};

use super::gzip::GzipDecoder;
use crate::os_error;

/// How much is read at once.
pub(crate) const BUFFER_BYTES: usize = 256 << 10;
/// The largest window of a Zstandard frame: enough for all levels except `--ultra` and `--long`.
const MAX_WINDOW: u64 = 8 << 20;

const GZIP: &[u8] = &[0x1F, 0x8B];
const ZSTANDARD: &[u8] = &[0x28, 0xB5, 0x2F, 0xFD];
/// The magic number of a skippable Zstandard frame, after its first byte, which is 0x50 to 0x5F.
const SKIPPABLE: &[u8] = &[0x2A, 0x4D, 0x18];
/// The length of the longest magic number.
const MAGIC_BYTES: usize = 4;

/// Whether a file that starts like this is compressed.
pub(crate) fn is_compressed(start: &[u8]) -> bool {
    start.starts_with(GZIP) || is_zstandard(start)
}

fn is_zstandard(start: &[u8]) -> bool {
    let is_skippable = |first: u8| first & 0xF0 == 0x50 && start[1..].starts_with(SKIPPABLE);
    start.starts_with(ZSTANDARD) || start.first().copied().is_some_and(is_skippable)
}

/// Decompresses the text if it is compressed. Compression within compression is not supported.
pub(crate) fn text(reader: impl Read + Send + 'static) -> io::Result<Box<dyn BufRead + Send>> {
    let mut reader = BufReader::with_capacity(BUFFER_BYTES, reader);
    let mut start = Vec::new();
    reader.by_ref().take(MAGIC_BYTES as u64).read_to_end(&mut start)?;
    let (is_gzip, is_zstandard) = (start.starts_with(GZIP), is_zstandard(&start));
    let whole = io::Cursor::new(start).chain(reader);
    Ok(match () {
        () if is_gzip => buffered(NamedDecoder("gzip", GzipDecoder::new(whole))),
        () if is_zstandard => buffered(NamedDecoder("Zstandard", ZstandardDecoder::new(whole))),
        () => Box::new(whole),
    })
}

fn buffered(reader: impl Read + Send + 'static) -> Box<dyn BufRead + Send> {
    Box::new(BufReader::with_capacity(BUFFER_BYTES, reader))
}

/// A decoder whose errors name its format.
struct NamedDecoder<R>(&'static str, R);

impl<R: Read> Read for NamedDecoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        let with_format = |error: io::Error| match error.kind() {
            io::ErrorKind::Interrupted => error,
            kind => io::Error::new(kind, format!("cannot read {} data: {error}", self.0)),
        };
        self.1.read(buffer).map_err(with_format)
    }
}

/// Decodes all frames, and skips those without data.
struct ZstandardDecoder<R> {
    source: R,
    frame: FrameDecoder,
}

impl<R: BufRead> ZstandardDecoder<R> {
    fn new(source: R) -> Self {
        let mut frame = FrameDecoder::new();
        frame.set_max_window_size(MAX_WINDOW);
        Self { source, frame }
    }

    /// Starts the next frame. Returns whether there is one.
    fn start_frame(&mut self) -> io::Result<bool> {
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
                let why = format!("its window needs {requested} MiB of memory, more than {max} MiB");
                Err(io::Error::other(why))
            }
            Err(error) => Err(plain(&error)),
        }
    }

    /// Compares the checksum, which the decoder reads but does not compare.
    fn check_frame(&self) -> io::Result<()> {
        let expected = self.frame.get_checksum_from_data();
        if expected.is_none() || expected == self.frame.get_calculated_checksum() {
            return Ok(());
        }
        Err(io::Error::new(io::ErrorKind::InvalidData, "wrong checksum"))
    }
}

/// The error in words of our own, unless it is one of the system.
fn plain(error: &FrameDecoderError) -> io::Error {
    let why = match error {
        FrameDecoderError::ReadFrameHeaderError(ReadFrameHeaderError::BadMagicNumber(_)) => {
            "other data follows it"
        }
        FrameDecoderError::DictNotProvided { .. } => "it needs a dictionary",
        _ => "it is damaged or cut off",
    };
    os_error::cause(error).unwrap_or_else(|| io::Error::new(io::ErrorKind::InvalidData, why))
}

impl<R: BufRead> Read for ZstandardDecoder<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        loop {
            if self.frame.can_collect() > 0 {
                return self.frame.read(buffer);
            }
            if self.frame.is_finished() {
                self.check_frame()?;
                if !self.start_frame()? {
                    return Ok(0);
                }
                continue;
            }
            let one_block = BlockDecodingStrategy::UptoBlocks(1);
            self.frame.decode_blocks(&mut self.source, one_block).map_err(|error| plain(&error))?;
        }
    }
}
