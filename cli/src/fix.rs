//! `kyx lint --fix`: mends files, each as a whole or not at all; and `--diff`, which shows what would change.

use std::{
    fs::{File, Metadata},
    io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write},
    ops::Range,
    path::{Path, PathBuf},
};

use kyx_schema::lint::{Fixed, same_length_text};
use tempfile::NamedTempFile;

use crate::{
    config::Settings,
    decompress::{self, BUFFER},
    input::{self, Layout, Payload, Payloads, ReadOrWrite, Version},
    output::diff,
};

/// Mends the payloads of a file, and says how many findings that were. The file is written anew beside itself and then
/// takes its own place, so that it is whole at any time.
pub(crate) fn in_place(
    path: &Path,
    layout: Layout,
    mut mend: impl FnMut(&[u8]) -> Fixed,
) -> io::Result<usize> {
    let mut rewrite = Rewrite::of(path)?;
    let mut text = BufReader::with_capacity(BUFFER, File::open(&rewrite.path)?);
    if decompress::is_compressed(text.fill_buf()?) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "a compressed file is not mended"));
    }
    let mut count = 0;
    let mut replace = |payload: Payload<'_>| {
        let fixed = mend(payload.bytes);
        count += fixed.count;
        if fixed.count > 0 {
            let start = payload.line.map_or(0, |place| place.offset);
            rewrite.replace(start as u64..(start + payload.bytes.len()) as u64, &fixed.bytes)?;
        }
        Ok(())
    };
    let payloads = Payloads::of(Box::new(text), layout)?;
    match payloads.each(&mut replace) {
        Ok(()) => rewrite.finish().map(|()| count),
        Err(ReadOrWrite::Read(error) | ReadOrWrite::Write(error)) => Err(error),
    }
}

/// A file that is being written anew, as far as it changes.
struct Rewrite {
    /// Where it stands; not where a link to it does.
    path: PathBuf,
    /// To copy from; the payloads are read by another handle.
    original: File,
    metadata: Metadata,
    /// How much of the original is in the new file.
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

    /// Puts something else in the place of a stretch, which must lie behind all that was replaced before.
    fn replace(&mut self, stretch: Range<u64>, bytes: &[u8]) -> io::Result<()> {
        if self.new.is_none() {
            self.new = Some(BufWriter::new(self.beside()?));
        }
        self.copy_until(stretch.start)?;
        self.copied = stretch.end;
        self.new.iter_mut().try_for_each(|new| new.write_all(bytes))
    }

    fn copy_until(&mut self, end: u64) -> io::Result<()> {
        let Some(new) = &mut self.new else { return Ok(()) };
        self.original.seek(SeekFrom::Start(self.copied))?;
        io::copy(&mut (&self.original).take(end.saturating_sub(self.copied)), new)?;
        self.copied = end;
        Ok(())
    }

    /// An empty file in the same directory, with the same permissions.
    fn beside(&self) -> io::Result<NamedTempFile> {
        if !self.metadata.is_file() {
            return Err(io::Error::new(io::ErrorKind::InvalidInput, "only a regular file can be mended"));
        }
        // A rename would not ask for the right to write; whoever took it away meant something by it.
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

    /// Lets the new file take the place of the old one, if anything changed.
    fn finish(mut self) -> io::Result<()> {
        self.copy_until(u64::MAX)?;
        let Some(new) = self.new else { return Ok(()) };
        let new = new.into_inner().map_err(io::IntoInnerError::into_error)?;
        new.as_file().sync_all()?;
        Version::of(&self.metadata).assert_current(&self.path)?;
        new.persist(&self.path)?;
        Ok(())
    }
}

/// Only the superuser may give files away; others own what they may write, or a group lets them.
#[cfg(unix)]
fn keep_owner(metadata: &Metadata, new: &File) {
    use std::os::unix::fs::{MetadataExt, fchown};
    let _ = fchown(new, Some(metadata.uid()), Some(metadata.gid()));
}

#[cfg(not(unix))]
fn keep_owner(_: &Metadata, _: &File) {}

/// Writes what mending the payloads of a file would change.
pub(crate) fn diff(
    path: &Path,
    settings: &Settings,
    mut mend: impl FnMut(&[u8]) -> Fixed,
    out: &mut impl Write,
) -> Result<(), ReadOrWrite> {
    let mut is_first = true;
    let mut show = |payload: Payload<'_>| {
        let fixed = mend(payload.bytes);
        if fixed.count == 0 {
            return Ok(());
        }
        if std::mem::take(&mut is_first) {
            writeln!(out, "--- {0}\n+++ {0}", path.display())?;
        }
        let side = |mut bytes: Vec<u8>| {
            let visibility = settings.visibility(&bytes);
            bytes.extend(payload.ends_line.then_some(b'\n'));
            diff::Side { text: same_length_text(&bytes).into_owned(), visibility }
        };
        let line = payload.line.map_or(1, |place| place.line);
        diff::write(&side(payload.bytes.to_vec()), &side(fixed.bytes), line, out)
    };
    input::each_payload(path, &mut show)
}
