//! Where payloads come from: files, directories and standard input; one per file or one per line; compressed or not.

mod chunks;
mod decompress;
mod open;
mod walk;

pub(crate) use chunks::{Chunk, Chunks, Payload, Payloads, ReadOrWriteError};
pub(crate) use decompress::{BUFFER_BYTES, is_compressed};
pub(crate) use open::{FileVersion, OpenInput, each_payload};
pub(crate) use walk::{Layout, files, is_stdin, size};
