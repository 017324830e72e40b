//! Output whose reader may stop early, such as `head`.

use std::io::{self, Write};

/// Discards what nobody reads any more, so that a run ends with the same status as if somebody did.
pub(crate) struct Pipe<W> {
    writer: W,
    is_closed: bool,
}

impl<W: Write> Pipe<W> {
    pub(crate) fn new(writer: W) -> Self {
        Self { writer, is_closed: false }
    }

    /// Whether the reader has stopped.
    pub(crate) fn is_closed(&self) -> bool {
        self.is_closed
    }

    fn unless_closed<T>(&mut self, closed: T, write: impl FnOnce(&mut W) -> io::Result<T>) -> io::Result<T> {
        if self.is_closed {
            return Ok(closed);
        }
        match write(&mut self.writer) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => {
                self.is_closed = true;
                Ok(closed)
            }
            Err(error) if error.kind() != io::ErrorKind::Interrupted => {
                Err(io::Error::new(error.kind(), format!("cannot write the output: {error}")))
            }
            result => result,
        }
    }
}

impl<W: Write> Write for Pipe<W> {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.unless_closed(bytes.len(), |writer| writer.write(bytes))
    }

    fn flush(&mut self) -> io::Result<()> {
        self.unless_closed((), W::flush)
    }
}
