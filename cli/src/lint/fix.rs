//! `kyx lint --fix`, which rewrites each file as a whole or not at all, and `--diff`, which shows what would change.

use std::{
    fs::{File, Metadata},
    io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write},
    mem,
    ops::Range,
    path::{Path, PathBuf},
};

use kyx_schema::lint::{Fixed, same_length_text};
use tempfile::NamedTempFile;

use super::settings::Settings;
use crate::{
    input::{self, BUFFER_BYTES, FileVersion, Layout, Payload, Payloads, ReadOrWriteError},
    output::diff::{self, DiffText},
};

/// Fixes the payloads of a file, and returns the number of findings that were fixed. The new content goes to a temporary
/// file, which then replaces the original, so that the file is complete at any time.
pub(super) fn in_place(
    path: &Path,
    layout: Layout,
    mut fix: impl FnMut(&[u8]) -> Fixed,
) -> io::Result<usize> {
    let mut rewrite = Rewrite::of(path)?;
    let mut text = BufReader::with_capacity(BUFFER_BYTES, File::open(&rewrite.path)?);
    if input::is_compressed(text.fill_buf()?) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "the input is compressed"));
    }
    let mut count = 0;
    let mut replace = |payload: Payload<'_>| {
        let fixed = fix(payload.bytes);
        count += fixed.count;
        if fixed.count > 0 {
            let start = payload.origin.map_or(0, |place| place.offset);
            rewrite.replace(start as u64..(start + payload.bytes.len()) as u64, &fixed.bytes)?;
        }
        Ok(())
    };
    let payloads = Payloads::of(Box::new(text), layout)?;
    match payloads.each(&mut replace) {
        Ok(()) => rewrite.finish().map(|()| count),
        Err(ReadOrWriteError::Read(error) | ReadOrWriteError::Write(error)) => Err(error),
    }
}

/// A file that is being rewritten. Nothing is written until something changes.
struct Rewrite {
    /// The file itself, if the given path was a link to it.
    path: PathBuf,
    /// The source of the unchanged bytes. The payloads are read through another handle.
    original: File,
    metadata: Metadata,
    /// The number of bytes of the original that are already in the new file.
    copied: u64,
    new: Option<BufWriter<NamedTempFile>>,
}

impl Rewrite {
    fn of(path: &Path) -> io::Result<Self> {
        let path = path.canonicalize()?;
        let original = File::open(&path)?;
        let metadata = original.metadata()?;
        Ok(Self { path, original, metadata, copied: 0, new: None })
    }

    /// Replaces a range, which must come after all ranges replaced before.
    fn replace(&mut self, range: Range<u64>, bytes: &[u8]) -> io::Result<()> {
        if self.new.is_none() {
            self.new = Some(BufWriter::new(self.new_file()?));
        }
        self.copy_until(range.start)?;
        self.copied = range.end;
        self.new.iter_mut().try_for_each(|new| new.write_all(bytes))
    }

    fn copy_until(&mut self, end: u64) -> io::Result<()> {
        let Some(new) = &mut self.new else { return Ok(()) };
        self.original.seek(SeekFrom::Start(self.copied))?;
        io::copy(&mut (&self.original).take(end.saturating_sub(self.copied)), new)?;
        self.copied = end;
        Ok(())
    }

    /// Creates an empty file in the same directory, with the same permissions.
    fn new_file(&self) -> io::Result<NamedTempFile> {
        if !self.metadata.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "not a regular file"));
        }
        // Renaming ignores write permission, but a read-only file is meant to stay as it is.
        if self.metadata.permissions().readonly() {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the file is read-only"));
        }
        File::options().write(true).open(&self.path)?;
        let directory = self.path.parent().unwrap_or(Path::new("."));
        let new = NamedTempFile::with_prefix_in(".kyx-", directory)?;
        keep_owner(&self.metadata, new.as_file());
        new.as_file().set_permissions(self.metadata.permissions())?;
        Ok(new)
    }

    /// Replaces the original by the new file, if anything changed.
    fn finish(mut self) -> io::Result<()> {
        self.copy_until(u64::MAX)?;
        let Some(new) = self.new else { return Ok(()) };
        let new = new.into_inner().map_err(io::IntoInnerError::into_error)?;
        new.as_file().sync_all()?;
        FileVersion::of(&self.metadata).check_unchanged(&self.path)?;
        new.persist(&self.path)?;
        Ok(())
    }
}

/// Keeps the owner and group as far as permitted: only the superuser can give files away.
#[cfg(unix)]
fn keep_owner(metadata: &Metadata, new: &File) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let _ = fchown(new, Some(metadata.uid()), Some(metadata.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &Metadata, _: &File) {}

/// Writes what fixing the payloads of a file would change.
pub(super) fn diff(
    path: &Path,
    settings: &Settings,
    mut fix: impl FnMut(&[u8]) -> Fixed,
    out: &mut impl Write,
) -> Result<(), ReadOrWriteError> {
    let mut is_first = true;
    let mut show = |payload: Payload<'_>| {
        let fixed = fix(payload.bytes);
        if fixed.count == 0 {
            return Ok(());
        }
        if mem::take(&mut is_first) {
            writeln!(out, "--- {0}\n+++ {0}", path.display())?;
        }
        let diff_text = |mut bytes: Vec<u8>| {
            let visibility = settings.visibility(&bytes);
            bytes.extend(payload.ends_line.then_some(b'\n'));
            DiffText::new(same_length_text(&bytes).into_owned(), visibility)
        };
        let line = payload.origin.map_or(1, |place| place.line);
        diff::write(&diff_text(payload.bytes.to_vec()), &diff_text(fixed.bytes), line, out)
    };
    input::each_payload(path, &mut show)
}
