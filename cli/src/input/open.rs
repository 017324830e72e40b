//! Opens files and standard input, and notices if a file changes while it is read.

use std::{
    fs::{File, Metadata},
    io::{self, Read},
    path::Path,
    time::SystemTime,
};

use super::{
    chunks::{Payload, Payloads, ReadOrWriteError},
    decompress,
    layout::{Layout, is_named_compressed},
    walk::is_stdin,
};

/// An open file or standard input.
pub(crate) struct OpenInput {
    reader: Box<dyn Read + Send>,
    pub(crate) layout: Layout,
    version: FileVersion,
    /// The number of bytes to read; `None` if it is unknown.
    pub(crate) length: Option<u64>,
}

impl OpenInput {
    pub(crate) fn new(path: &Path) -> io::Result<Self> {
        if is_stdin(path) {
            return Ok(Self::as_stdin(io::stdin()));
        }
        let file = File::open(path)?;
        let metadata = file.metadata()?;
        let length = metadata.is_file().then_some(metadata.len());
        if length == Some(0) && is_named_compressed(path) {
            return Err(io::Error::new(
                io::ErrorKind::InvalidData,
                "the compressed file is empty, so it was cut off",
            ));
        }
        let (layout, version) = (Layout::of(path), FileVersion::of(&metadata));
        Ok(Self { reader: Box::new(file), layout, version, length })
    }

    /// The same input, if its layout is known otherwise.
    pub(crate) fn with_layout(self, layout: Option<Layout>) -> Self {
        Self { layout: layout.unwrap_or(self.layout), ..self }
    }

    /// Reads standard input, or what replaces it.
    pub(crate) fn as_stdin(reader: impl Read + Send + 'static) -> Self {
        Self { reader: Box::new(reader), layout: Layout::Unknown, version: FileVersion(None), length: None }
    }

    /// Wraps the reader of the bytes before they are decompressed.
    pub(crate) fn map_reader<R: Read + Send + 'static>(
        self,
        wrap: impl FnOnce(Box<dyn Read + Send>) -> R,
    ) -> Self {
        Self { reader: Box::new(wrap(self.reader)), ..self }
    }

    /// The payloads, and the version of the file that they are read from.
    pub(crate) fn payloads(self) -> (io::Result<Payloads>, FileVersion) {
        let payloads = decompress::text(self.reader).and_then(|text| Payloads::of(text, self.layout));
        (payloads, self.version)
    }
}

/// Calls `act` with each payload of a file.
pub(crate) fn each_payload(
    path: &Path,
    layout: Option<Layout>,
    act: &mut impl FnMut(Payload<'_>) -> io::Result<()>,
) -> Result<(), ReadOrWriteError> {
    let (payloads, version) =
        OpenInput::new(path).map_err(ReadOrWriteError::Read)?.with_layout(layout).payloads();
    payloads.map_err(ReadOrWriteError::Read)?.each(act)?;
    version.check_unchanged(path).map_err(ReadOrWriteError::Read)
}

/// What tells a version of a file from others.
#[derive(PartialEq)]
struct Version {
    length: u64,
    modified: Option<SystemTime>,
    /// Of the file itself: another one under the same name may have the same length and time.
    identity: Option<(u64, u64)>,
}

#[cfg(unix)]
fn identity(metadata: &Metadata) -> Option<(u64, u64)> {
    use std::os::unix::fs::MetadataExt;
    Some((metadata.dev(), metadata.ino()))
}

#[cfg(not(unix))]
fn identity(_: &Metadata) -> Option<(u64, u64)> {
    None
}

/// The version of a file; `None` for pipes and devices.
#[derive(PartialEq)]
pub(crate) struct FileVersion(Option<Version>);

impl FileVersion {
    pub(crate) fn of(metadata: &Metadata) -> Self {
        Self(metadata.is_file().then(|| Version {
            length: metadata.len(),
            modified: metadata.modified().ok(),
            identity: identity(metadata),
        }))
    }

    /// # Errors
    /// The file changed or vanished since then, so that the bytes read may be a mix of two versions.
    pub(crate) fn check_unchanged(&self, path: &Path) -> io::Result<()> {
        if self.0.is_none() || *self == Self::of(&path.metadata()?) {
            return Ok(());
        }
        Err(io::Error::other("the file changed while it was read"))
    }
}
