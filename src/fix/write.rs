//! Putting a rewritten file in the place of the old one: all of it or nothing.

use std::fs;
use std::io::{self, Write};
use std::path::Path;

use tempfile::NamedTempFile;

/// Why a file was not written; it is as it was.
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    /// Somebody else wrote it in the meantime.
    #[error("it changed while it was being rewritten; run again")]
    Changed,
    /// It may not be written.
    #[error("it is read-only")]
    ReadOnly,
    /// The system would not do it.
    #[error("{0}")]
    Io(#[from] io::Error),
}

/// Writes `new` to the file at `path`, which held `old`. Permissions are kept; where `path` is a
/// link, the file that it leads to is written and the link stays.
pub fn replace(path: &Path, old: &[u8], new: &[u8]) -> Result<(), WriteError> {
    let target = fs::canonicalize(path)?;
    let fresh = laid_beside(&target, new)?;
    if fs::read(&target)? != old {
        return Err(WriteError::Changed);
    }
    fresh.persist(&target).map_err(|error| error.error)?;
    Ok(())
}

/// A file that holds `new`, beside `target`, to be put into its place: with its permissions, or, where
/// it is not there yet, readable for everybody, as a temporary file is not.
pub fn laid_beside(target: &Path, new: &[u8]) -> Result<NamedTempFile, WriteError> {
    let folder = target.parent().unwrap_or(Path::new("."));
    let mut fresh = tempfile::Builder::new()
        .prefix(".copydesk-")
        .tempfile_in(folder)?;
    fresh.write_all(new)?;
    match fs::metadata(target) {
        Ok(about) if about.permissions().readonly() => return Err(WriteError::ReadOnly),
        Ok(about) => fresh.as_file().set_permissions(about.permissions())?,
        Err(_) => readable(&fresh)?,
    }
    fresh.as_file().sync_all()?;
    Ok(fresh)
}

#[cfg(unix)]
fn readable(file: &NamedTempFile) -> io::Result<()> {
    use std::os::unix::fs::PermissionsExt;
    file.as_file()
        .set_permissions(fs::Permissions::from_mode(0o644))
}

#[cfg(not(unix))]
fn readable(_: &NamedTempFile) -> io::Result<()> {
    Ok(())
}

/// Writes `new` to the file at `path`, which may be there or not, with the permissions of `like`.
pub fn create(path: &Path, like: &Path, new: &[u8]) -> Result<(), WriteError> {
    let folder = path
        .parent()
        .filter(|folder| !folder.as_os_str().is_empty());
    let mut fresh = tempfile::Builder::new()
        .prefix(".copydesk-")
        .tempfile_in(folder.unwrap_or(Path::new(".")))?;
    fresh.write_all(new)?;
    fresh
        .as_file()
        .set_permissions(fs::metadata(like)?.permissions())?;
    fresh.as_file().sync_all()?;
    fresh.persist(path).map_err(|error| error.error)?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_replaced_whole_or_not_at_all() {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a b.md");
        fs::write(&file, "old").unwrap();
        replace(&file, b"old", b"new").unwrap();
        assert_eq!(fs::read(&file).unwrap(), b"new");
        assert!(matches!(
            replace(&file, b"old", b"newer"),
            Err(WriteError::Changed)
        ));
        let mut permissions = fs::metadata(&file).unwrap().permissions();
        permissions.set_readonly(true);
        fs::set_permissions(&file, permissions).unwrap();
        assert!(matches!(
            replace(&file, b"new", b"newer"),
            Err(WriteError::ReadOnly)
        ));
        assert_eq!(fs::read(&file).unwrap(), b"new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
    }

    #[cfg(unix)]
    #[test]
    fn a_link_stays_a_link_and_permissions_stay() {
        use std::os::unix::fs::{PermissionsExt, symlink};
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("real.md");
        let link = folder.path().join("link.md");
        fs::write(&file, "old").unwrap();
        fs::set_permissions(&file, fs::Permissions::from_mode(0o640)).unwrap();
        symlink("real.md", &link).unwrap();
        replace(&link, b"old", b"new").unwrap();
        assert!(fs::symlink_metadata(&link).unwrap().is_symlink());
        assert_eq!(fs::read(&file).unwrap(), b"new");
        assert_eq!(
            fs::metadata(&file).unwrap().permissions().mode() & 0o777,
            0o640
        );
    }
}
