//! Where payloads come from: files, directories and standard input; one per file or one per line; compressed or not.

mod chunks;
mod decompress;
mod encoding;
mod gzip;
mod layout;
mod open;
mod walk;

pub(crate) use chunks::{Chunk, Chunks, Payload, Payloads, ReadOrWriteError};
pub(crate) use decompress::{BUFFER_BYTES, is_compressed};
pub(crate) use layout::{EXTENSIONS, Layout, format};
pub(crate) use open::{FileVersion, OpenInput, each_payload};
pub(crate) use walk::{FoundFile, directory_of, files, is_same_file, is_stdin, size};
