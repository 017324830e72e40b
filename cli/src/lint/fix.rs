//! `kyx lint --fix`, which rewrites each file as a whole or not at all, and `--diff`, which shows what would change.

use std::{
    fs::{self, File, Metadata},
    io::{self, BufRead, BufReader, BufWriter, Read, Seek, SeekFrom, Write},
    iter, mem,
    ops::Range,
    path::{self, Path, PathBuf},
};

use kyx_schema::{
    Safety,
    input::Format,
    lint::{Fixed, Linted, LintedPart, same_length_text},
};

use super::settings::{Judged, Settings};
use crate::{
    display,
    input::{self, BUFFER_BYTES, FileVersion, Layout, Payload, Payloads, ReadOrWriteError},
    output::diff::{self, DiffText},
    replace::replace,
    temporary::TemporaryFile,
};

/// More links in a row than systems follow.
const MAX_LINKS: usize = 40;

/// Fixes the payloads of a file, and returns the number of findings that were fixed. The new content goes to a temporary
/// file, which then replaces the original, so that the file is complete at any time.
pub(super) fn in_place(
    path: &Path,
    layout: Layout,
    settings: &Settings,
    safety: Safety,
) -> io::Result<usize> {
    let mut rewrite = Rewrite::of(path)?;
    let mut text = BufReader::with_capacity(BUFFER_BYTES, File::open(&rewrite.path)?);
    if input::is_compressed(text.fill_buf()?) {
        return Err(io::Error::new(io::ErrorKind::InvalidInput, "the input is compressed"));
    }
    let mut count = 0;
    let mut replace = |payload: Payload<'_>| {
        let fixed = Change::of(&payload, settings, safety);
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

/// A payload, or a file with many, after its fixes that are at least this safe, and the number of findings that were fixed.
pub(crate) fn fixed(payload: &Payload<'_>, settings: &Settings, safety: Safety) -> (Vec<u8>, usize) {
    let change = Change::of(payload, settings, safety);
    (change.bytes, change.count)
}

/// What fixing a payload, or a file with many, leads to.
struct Change {
    bytes: Vec<u8>,
    count: usize,
    /// The format of a file with many payloads.
    format: Option<Format>,
    /// The result for a single payload.
    fixed: Option<Fixed>,
}

impl Change {
    fn of(payload: &Payload<'_>, settings: &Settings, safety: Safety) -> Self {
        let format = payload.origin.is_none().then(|| settings.format(payload.bytes)).flatten();
        match format {
            Some(format) => {
                let file = settings.fix_file(payload.bytes, format, safety);
                Self { bytes: file.bytes, count: file.count, format: Some(format), fixed: None }
            }
            None => {
                let fixed = settings.fix(payload.bytes, safety);
                Self { bytes: fixed.bytes.clone(), count: fixed.count, format: None, fixed: Some(fixed) }
            }
        }
    }

    /// What is left to report after it.
    fn left(&self, settings: &Settings) -> Vec<Judged> {
        match (&self.fixed, self.format) {
            (Some(fixed), _) => vec![Judged {
                kind: fixed.linted.kind,
                report: fixed.linted.report.clone(),
                verdict: settings.verdict_on_fixed(fixed),
            }],
            (None, Some(format)) => {
                let mut left = Vec::new();
                let mut keep = |part: LintedPart, verdict| {
                    let Linted { kind, report, .. } = part.linted;
                    left.push(Judged { kind, report, verdict });
                };
                settings.lint_file(&self.bytes, format, &mut keep);
                left
            }
            (None, None) => Vec::new(),
        }
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
    new: Option<BufWriter<FileWriter>>,
}

impl Rewrite {
    fn of(path: &Path) -> io::Result<Self> {
        let path = path.canonicalize()?;
        let original = open_alone(&path)?;
        let metadata = original.metadata()?;
        Ok(Self { path, original, metadata, copied: 0, new: None })
    }

    /// Replaces a range, which must come after all ranges replaced before.
    fn replace(&mut self, range: Range<u64>, bytes: &[u8]) -> io::Result<()> {
        if self.new.is_none() {
            self.new = Some(BufWriter::new(FileWriter(self.new_file()?)));
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

    /// Creates an empty file in the same directory.
    fn new_file(&self) -> io::Result<TemporaryFile> {
        // Renaming ignores write permission, but a read-only file is meant to stay as it is.
        if self.metadata.permissions().readonly() {
            return Err(io::Error::new(io::ErrorKind::PermissionDenied, "the file is read-only"));
        }
        File::options().write(true).open(&self.path)?;
        TemporaryFile::new_in(self.path.parent().unwrap_or(Path::new(".")))
    }

    /// Replaces the original by the new file, if anything changed.
    fn finish(mut self) -> io::Result<()> {
        self.copy_until(u64::MAX)?;
        let Some(mut new) = self.new else { return Ok(()) };
        new.flush()?;
        let new = new.into_parts().0.0;
        new.as_file().sync_all()?;
        FileVersion::of(&self.metadata).check_unchanged(&self.path)?;
        replace(&self.path, &self.original, new)
    }
}

/// Opens a file for one run at a time, so that two runs do not undo the fixes of each other.
#[cfg(unix)]
fn open_alone(path: &Path) -> io::Result<File> {
    use std::fs::TryLockError;

    let file = File::open(path)?;
    match file.try_lock() {
        Err(TryLockError::WouldBlock) => {
            Err(io::Error::new(io::ErrorKind::ResourceBusy, "another run is fixing it"))
        }
        // Not every file system has locks.
        Ok(()) | Err(TryLockError::Error(_)) => Ok(file),
    }
}

/// Elsewhere, a lock would also keep out the handle that reads the payloads.
#[cfg(not(unix))]
fn open_alone(path: &Path) -> io::Result<File> {
    File::open(path)
}

/// Writes to a temporary file.
struct FileWriter(TemporaryFile);

impl Write for FileWriter {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.0.as_file().write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.as_file().flush()
    }
}

/// Whether a path leads to a file that can be rewritten: a regular file, and not an open file of a process, such as
/// `/dev/stdin` or `<(...)`. Standard input and missing files are for others to handle.
pub(super) fn is_possible(path: &Path) -> bool {
    if input::is_stdin(path) || !path.exists() {
        return true;
    }
    let is_of_process = |path: &Path| {
        let directory = path.parent().and_then(|it| it.canonicalize().ok());
        directory.is_some_and(|directory| directory.starts_with("/proc"))
    };
    let target = |link: &PathBuf| Some(link.parent()?.join(fs::read_link(link).ok()?));
    let mut links = iter::successors(path::absolute(path).ok(), target).take(MAX_LINKS);
    path.metadata().is_ok_and(|it| it.is_file()) && !links.any(|link| is_of_process(&link))
}

/// Writes what fixing the payloads of a file would change.
pub(super) fn diff(
    path: &Path,
    settings: &Settings,
    safety: Safety,
    mut count: impl FnMut(usize, Vec<Judged>),
    out: &mut impl Write,
) -> Result<(), ReadOrWriteError> {
    let mut is_first = true;
    let mut show = |payload: Payload<'_>| {
        let fixed = Change::of(&payload, settings, safety);
        count(fixed.count, fixed.left(settings));
        if fixed.count == 0 {
            return Ok(());
        }
        if mem::take(&mut is_first) {
            writeln!(out, "--- {0}\n+++ {0}", display::name(path))?;
        }
        let diff_text = |mut bytes: Vec<u8>| {
            let visibility = settings.visibility(&bytes, fixed.format);
            bytes.extend(payload.ends_line.then_some(b'\n'));
            DiffText::new(same_length_text(&bytes).into_owned(), visibility)
        };
        let line = payload.origin.map_or(1, |place| place.line);
        diff::write(&diff_text(payload.bytes.to_vec()), &diff_text(fixed.bytes.clone()), line, out)
    };
    input::each_payload(path, settings.layout(), &mut show)
}
