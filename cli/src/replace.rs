//! Gives a file new content, and keeps everything else about it: owner, group, permissions, extended attributes (access
//! control lists are some) and hard links.

use std::{
    fs::File,
    io::{self, Seek, Write},
    path::Path,
};

use crate::{
    display,
    temporary::{TemporaryFile, uninterrupted},
};

/// Replaces the content of a file. A rename does so at one stroke. If that would lose something, writes into the file
/// while a backup exists.
pub(crate) fn replace(path: &Path, original: &File, new: TemporaryFile) -> io::Result<()> {
    match is_equal_after_copy(original, new.as_file())? {
        true => new.persist(path),
        false => write_in_place(path, original, new.as_file()),
    }
}

fn write_in_place(path: &Path, mut original: &File, mut new: &File) -> io::Result<()> {
    let backup = TemporaryFile::new_in(path.parent().unwrap_or(Path::new(".")))?;
    original.rewind()?;
    io::copy(&mut original, &mut backup.as_file())?;
    backup.as_file().sync_all()?;
    new.rewind()?;
    let write = || -> io::Result<()> {
        let mut file = File::options().write(true).open(path)?;
        let length = io::copy(&mut new, &mut file)?;
        file.set_len(length)?;
        file.flush()?;
        file.sync_all()
    };
    uninterrupted(backup, write).map_err(|(error, backup)| {
        io::Error::new(error.kind(), format!("{error}; its old content is in {}", display::name(&backup)))
    })
}

/// Copies the metadata as far as permitted. Returns whether nothing would be lost with the original. The permissions come
/// last, because without the access control list they may permit more.
#[cfg(unix)]
fn is_equal_after_copy(original: &File, new: &File) -> io::Result<bool> {
    use std::{
        fs::Metadata,
        os::unix::fs::{MetadataExt, fchown},
    };
    let metadata = original.metadata()?;
    let owner = |metadata: &Metadata| (metadata.uid(), metadata.gid());
    if owner(&metadata) != owner(&new.metadata()?) {
        // Only the superuser can give files away.
        _ = fchown(new, Some(metadata.uid()), Some(metadata.gid()));
    }
    if metadata.nlink() > 1 || owner(&metadata) != owner(&new.metadata()?) || !copy_attributes(original, new)
    {
        return Ok(false);
    }
    new.set_permissions(metadata.permissions())?;
    Ok(new.metadata()?.mode() == metadata.mode() && attributes(original) == attributes(new))
}

#[cfg(not(unix))]
fn is_equal_after_copy(original: &File, new: &File) -> io::Result<bool> {
    new.set_permissions(original.metadata()?.permissions())?;
    Ok(true)
}

/// The extended attributes of a file; `None` if they cannot be read.
#[cfg(unix)]
fn attributes(file: &File) -> Option<std::collections::BTreeMap<std::ffi::OsString, Option<Vec<u8>>>> {
    use xattr::FileExt;
    let names = match file.list_xattr() {
        Ok(names) => names,
        Err(error) if error.kind() == io::ErrorKind::Unsupported => return Some([].into()),
        Err(_) => return None,
    };
    names.map(|name| file.get_xattr(&name).ok().map(|value| (name, value))).collect()
}

/// Makes the extended attributes of a file those of the original. Returns whether it did.
#[cfg(unix)]
fn copy_attributes(original: &File, new: &File) -> bool {
    use xattr::FileExt;
    let (Some(wanted), Some(present)) = (attributes(original), attributes(new)) else { return false };
    for name in present.keys().filter(|name| !wanted.contains_key(*name)) {
        _ = new.remove_xattr(name);
    }
    for (name, value) in wanted.iter().filter(|(name, value)| present.get(*name) != Some(value)) {
        _ = new.set_xattr(name, value.as_deref().unwrap_or_default());
    }
    attributes(new) == Some(wanted)
}
