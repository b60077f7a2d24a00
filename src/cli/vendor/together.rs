//! Several files written together: all of them or none.
//!
//! All are laid down beside their places first, so that what is left to go wrong is a renaming; where
//! one of these fails, what was written before it is put back.

use std::fs;
use std::path::PathBuf;

use tempfile::NamedTempFile;

use crate::cli::tell::Failure;
use crate::discover::{in_words, shown};
use crate::fix::write::{WriteError, laid_beside};

/// A file to write.
#[derive(Debug)]
pub(super) struct Change {
    /// Where.
    pub path: PathBuf,
    /// What is there; none: nothing.
    pub old: Option<Vec<u8>>,
    /// What is to be there.
    pub new: Vec<u8>,
}

impl Change {
    /// Whether it would change anything.
    fn is_one(&self) -> bool {
        self.old.as_deref() != Some(&self.new)
    }

    /// The file itself, where `path` leads to it as a link.
    fn target(&self) -> PathBuf {
        fs::canonicalize(&self.path).unwrap_or_else(|_| self.path.clone())
    }

    fn lay_down(&self) -> Result<NamedTempFile, WriteError> {
        let target = self.target();
        if let Some(folder) = target.parent() {
            fs::create_dir_all(folder)?;
        }
        laid_beside(&target, &self.new)
    }

    fn put_back(&self) {
        // What is told is the failure that led here; there is no better place for another.
        let _ = match &self.old {
            Some(old) => fs::write(self.target(), old),
            None => fs::remove_file(&self.path),
        };
    }
}

/// Writes the files of `changes`, in their order.
pub(super) fn write(changes: &[Change]) -> Result<(), Failure> {
    let failed = |change: &Change, reason: &str| {
        Failure::say(format!(
            "{}: {reason}; nothing was written",
            shown(&change.path)
        ))
    };
    let changes: Vec<&Change> = changes.iter().filter(|change| change.is_one()).collect();
    let mut laid = Vec::with_capacity(changes.len());
    for change in &changes {
        let file = change.lay_down();
        laid.push(file.map_err(|error| failed(change, &error.to_string()))?);
    }
    for (at, (change, file)) in changes.iter().zip(laid).enumerate() {
        let there = fs::read(&change.path).ok();
        let written = if there == change.old {
            file.persist(change.target())
                .map_err(|error| in_words(&error.error))
        } else {
            Err("somebody else has changed it meanwhile".to_owned())
        };
        if let Err(reason) = written {
            for before in &changes[..at] {
                before.put_back();
            }
            return Err(failed(change, &reason));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn change(path: PathBuf, old: Option<&str>, new: &str) -> Change {
        Change {
            path,
            old: old.map(|old| old.as_bytes().to_vec()),
            new: new.as_bytes().to_vec(),
        }
    }

    #[test]
    fn all_are_written_or_none() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        fs::write(at("a"), "old").unwrap();
        fs::write(at("c"), "somebody else's").unwrap();
        let first = [
            change(at("a"), Some("old"), "new"),
            change(at("deep/er/b"), None, "new"),
            change(at("c"), Some("ours"), "new"),
        ];
        assert!(write(&first).is_err());
        assert_eq!(fs::read_to_string(at("a")).unwrap(), "old");
        assert_eq!(fs::read_to_string(at("c")).unwrap(), "somebody else's");
        assert_eq!(fs::read_dir(at("deep/er")).unwrap().count(), 0);
        write(&first[..2]).unwrap();
        assert_eq!(fs::read_to_string(at("a")).unwrap(), "new");
        assert_eq!(fs::read_to_string(at("deep/er/b")).unwrap(), "new");
        assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3);
    }
}
