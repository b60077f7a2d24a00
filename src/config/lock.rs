//! `copydesk.lock`: where lists that were copied from elsewhere are from, and what they said then.
//!
//! A copy is held to its digest whenever it is opened, by whatever command, so that a list that many
//! repositories share is the same in all of them: what a copy says is changed at its source. Nothing
//! here goes out; the copies are fetched by the command line alone.

mod read;
mod write;

use std::collections::BTreeSet;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::find;
use crate::wordlist::load;
use crate::wordlist::problem::{File, Problem};

pub use read::is_inside;

/// The name of a lock.
pub const NAME: &str = "copydesk.lock";

/// The folder that copies are put in, from that of the lock.
pub const FOLDER: &str = "wording/vendor";

/// What stands before a digest, and says which one it is.
const SHA256: &str = "sha256:";

/// A lock.
#[derive(Debug, Clone)]
pub struct Lock {
    /// Where it stands, absolute.
    pub path: PathBuf,
    /// Its text, and its path as shown.
    pub file: Arc<File>,
    /// In the order of their names.
    pub entries: Vec<Entry>,
}

/// One list.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// The repository that it is from; without `pin` the file, from the folder of the lock.
    pub from: String,
    /// Where it stands in the repository.
    pub pin: Option<Pin>,
    /// The copy, from the folder of the lock, with `/`.
    pub copy: String,
    /// SHA-256 of the copy, in hex; see [`digest`].
    pub digest: String,
    /// The bytes of the digest in the lock (0-based, the end exclusive); of a new entry, none.
    pub at: Range<usize>,
}

/// A place in a repository.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pin {
    /// The tag, branch or commit that was asked for.
    pub rev: String,
    /// The commit that this was, in hex.
    pub commit: String,
    /// The file, with `/`.
    pub path: String,
}

impl Lock {
    /// The one at `path`; where there is none, one without lists.
    ///
    /// # Errors
    /// All problems of the file.
    pub fn load(path: &Path) -> Result<Self, Vec<Problem>> {
        let shown = find::shown(path);
        let text = match fs::read_to_string(path) {
            Ok(text) => text,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => String::new(),
            Err(error) => {
                let reason = error.to_string();
                return Err(vec![Problem::plain(format!(
                    "{shown} cannot be read: {reason}"
                ))]);
            }
        };
        Self::understand(&text, path)
    }

    /// Reads `text` as the lock at `path`.
    ///
    /// # Errors
    /// All problems of the text.
    pub fn understand(text: &str, path: &Path) -> Result<Self, Vec<Problem>> {
        let file = File::new(find::shown(path), text);
        Ok(Self {
            path: find::absolute(path),
            entries: read::read(&file)?,
            file,
        })
    }

    /// The list of this name.
    #[must_use]
    pub fn named(&self, name: &str) -> Option<&Entry> {
        self.entries.iter().find(|entry| entry.name == name)
    }

    /// The folder that its paths start from, absolute.
    #[must_use]
    pub fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }

    /// Puts `entry` in the place of the one of its name, or among the others.
    pub fn put(&mut self, entry: Entry) {
        self.entries.retain(|known| known.name != entry.name);
        let at = self
            .entries
            .partition_point(|known| known.name < entry.name);
        self.entries.insert(at, entry);
    }

    /// Its text.
    #[must_use]
    pub fn text(&self) -> String {
        write::text(&self.entries)
    }
}

/// Where the lock of the config at `config` stands.
#[must_use]
pub fn beside(config: &Path) -> PathBuf {
    find::absolute(config).with_file_name(NAME)
}

/// The locks that have a say about the list at `path`: those in the folders above it, and above the
/// file that it leads to where it is a link.
#[must_use]
pub fn above(path: &Path) -> Vec<PathBuf> {
    let own = find::absolute(path);
    let real = fs::canonicalize(path).unwrap_or_else(|_| own.clone());
    let folders: BTreeSet<&Path> = own.ancestors().chain(real.ancestors()).skip(1).collect();
    let locks = folders.into_iter().map(|folder| folder.join(NAME));
    locks.filter(|lock| lock.is_file()).collect()
}

/// What locks have against the list at `path`: that its `bytes` are not those that were copied, or,
/// where there are none, that they are gone.
#[must_use]
pub fn objections(path: &Path, bytes: Option<&[u8]>) -> Vec<Problem> {
    let mut found = Vec::new();
    for lock in above(path) {
        match Lock::load(&lock) {
            Err(problems) => found.extend(problems),
            Ok(lock) => found.extend(
                lock.entries
                    .iter()
                    .filter(|entry| same(&lock.folder().join(&entry.copy), path))
                    .filter_map(|entry| objection(&lock, entry, bytes)),
            ),
        }
    }
    found
}

fn objection(lock: &Lock, entry: &Entry, bytes: Option<&[u8]>) -> Option<Problem> {
    let Entry { name, copy, .. } = entry;
    let problem = |message: String| Problem::error(&lock.file, entry.at.clone(), message);
    let Some(bytes) = bytes else {
        return Some(
            problem(format!("{copy} is not there"))
                .label("a copy with this digest was")
                .help(format!(
                    "take it from your history, or fetch it anew: copydesk wordlist update {name}"
                )),
        );
    };
    let own = digest(bytes);
    if own == entry.digest {
        return None;
    }
    Some(
        problem(format!("{copy} is not the list that was copied"))
            .label(format!("its own is {SHA256}{}…", &own[..8]))
            .help(format!(
                "take the copy from your history, or fetch it anew: copydesk wordlist update {name}. \
                 What is to be different here goes into a list of your own, after it"
            )),
    )
}

/// SHA-256 of a list with its lines ended by LF, in hex: git ends them as the machine does.
#[must_use]
pub fn digest(bytes: &[u8]) -> String {
    load::digest(&lf(bytes))
}

/// `bytes` with lines ended by LF.
#[must_use]
pub fn lf(bytes: &[u8]) -> Vec<u8> {
    let mut all = Vec::with_capacity(bytes.len());
    for (at, byte) in bytes.iter().enumerate() {
        if *byte != b'\r' || bytes.get(at + 1) != Some(&b'\n') {
            all.push(*byte);
        }
    }
    all
}

/// Whether both paths lead to one file, or would.
fn same(one: &Path, other: &Path) -> bool {
    match (fs::canonicalize(one), fs::canonicalize(other)) {
        (Ok(one), Ok(other)) => one == other,
        _ => find::absolute(one) == find::absolute(other),
    }
}

#[cfg(test)]
mod tests;
