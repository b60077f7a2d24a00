//! What is known of files from earlier runs, by what it depends on.
//!
//! An entry's name is the digest of everything that went into it, so an entry is never out of date: what
//! has changed has another name. Each is written whole or not at all and carries a checksum, so a run
//! that is killed, a full disk or a second run beside this one leave nothing that is believed and wrong.
//! A cache that cannot be read or written costs time, never a result.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::time::{Duration, SystemTime};

use sha2::{Digest, Sha256};

/// What an entry begins with; raised when its form changes.
const HEAD: &[u8] = b"copydesk cache 1\n";
/// Entries that nobody asked for in this time are removed.
const UNUSED: Duration = Duration::from_secs(30 * 24 * 60 * 60);
/// An entry that is used is marked as used once in this time.
const MARKED: Duration = Duration::from_secs(24 * 60 * 60);
/// Bytes of all entries; over it those that were not used for longest are removed.
const MOST: u64 = 1 << 30;
/// The name of an entry, in hex digits.
const NAME: usize = 64;
/// What the file is called that tells backup programs that this can be made again.
const TAG: (&str, &str) = (
    "CACHEDIR.TAG",
    "Signature: 8a477f597d28d172789f06886806bc55\n# Made by copydesk; it may be deleted.\n",
);
/// Nothing in it belongs into a repository, nor is it copy.
const IGNORE: (&str, &str) = (".gitignore", "*\n");

/// The name of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Key(String);

impl Key {
    /// Of everything that an entry depends on. The pieces do not run into one another: `["ab", "c"]` is
    /// not `["a", "bc"]`.
    #[must_use]
    pub fn of(pieces: &[&[u8]]) -> Self {
        let mut all = Sha256::new();
        for piece in pieces {
            all.update((piece.len() as u64).to_le_bytes());
            all.update(piece);
        }
        let hex = all.finalize().into_iter().map(|byte| format!("{byte:02x}"));
        Self(hex.collect())
    }
}

/// A folder of entries.
#[derive(Debug)]
pub struct Cache {
    folder: PathBuf,
}

impl Cache {
    /// The one in `folder`, which is made if it is not there, for its owner's eyes only: entries hold
    /// words of the files.
    pub fn open(folder: &Path) -> io::Result<Self> {
        let mut builder = fs::DirBuilder::new();
        builder.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.create(folder)?;
        for (name, text) in [TAG, IGNORE] {
            let path = folder.join(name);
            if !path.exists() {
                fs::write(path, text)?;
            }
        }
        Ok(Self {
            folder: folder.to_owned(),
        })
    }

    /// What was kept under `key`, if it is whole.
    #[must_use]
    pub fn get(&self, key: &Key) -> Option<Vec<u8>> {
        let path = self.path(key);
        let bytes = fs::read(&path).ok()?;
        let rest = bytes.strip_prefix(HEAD)?;
        let (sum, kept) = rest.split_at_checked(Sha256::output_size())?;
        if Sha256::digest(kept)[..] != *sum {
            return None;
        }
        mark_used(&path);
        Some(kept.to_vec())
    }

    /// Keeps `bytes` under `key`.
    pub fn put(&self, key: &Key, bytes: &[u8]) -> io::Result<()> {
        let path = self.path(key);
        let folder = path.parent().unwrap_or(&self.folder);
        fs::create_dir_all(folder)?;
        let mut fresh = tempfile::NamedTempFile::new_in(folder)?;
        fresh.write_all(HEAD)?;
        fresh.write_all(&Sha256::digest(bytes))?;
        fresh.write_all(bytes)?;
        fresh.persist(path)?;
        Ok(())
    }

    /// Removes what was not used for long, and what is too much.
    pub fn tidy(&self) {
        self.tidy_to(MOST, SystemTime::now());
    }

    fn tidy_to(&self, most: u64, now: SystemTime) {
        let mut entries = self.entries();
        // The least used first.
        entries.sort_unstable();
        let mut total: u64 = entries.iter().map(|(_, length, _)| length).sum();
        for (used, length, path) in entries {
            let unused = now.duration_since(used).is_ok_and(|time| time > UNUSED);
            if unused || total > most {
                // Another run may have done so first.
                let _ = fs::remove_file(path);
                total -= length;
            }
        }
    }

    /// When each file of the cache was used last, its bytes, and its path: entries, and what a run that
    /// was killed had begun to write. Whatever else stands in the folder is not ours.
    fn entries(&self) -> Vec<(SystemTime, u64, PathBuf)> {
        let folders = read(&self.folder).filter(|path| name(path).is_some_and(is_prefix));
        let files = folders.flat_map(|folder| read(&folder).collect::<Vec<_>>());
        let ours = |path: &PathBuf| {
            name(path).is_some_and(|name| name.starts_with(".tmp") || is_entry(name))
        };
        let about = |path: PathBuf| {
            let about = fs::symlink_metadata(&path).ok()?;
            about.is_file().then_some(())?;
            Some((about.modified().ok()?, about.len(), path))
        };
        files.filter(ours).filter_map(about).collect()
    }

    fn path(&self, key: &Key) -> PathBuf {
        let (folder, rest) = key.0.split_at(2);
        self.folder.join(folder).join(rest)
    }
}

fn mark_used(path: &Path) {
    let now = SystemTime::now();
    let used = fs::metadata(path).and_then(|about| about.modified());
    let long_ago = |used| now.duration_since(used).is_ok_and(|time| time > MARKED);
    if used.is_ok_and(long_ago) {
        // If it cannot be marked it is removed too early, and made again.
        let _ = File::options()
            .append(true)
            .open(path)
            .and_then(|file| file.set_modified(now));
    }
}

fn read(folder: &Path) -> impl Iterator<Item = PathBuf> {
    let entries = fs::read_dir(folder).into_iter().flatten();
    entries.filter_map(|entry| Some(entry.ok()?.path()))
}

fn name(path: &Path) -> Option<&str> {
    path.file_name()?.to_str()
}

fn is_hex(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_hexdigit())
}

fn is_prefix(name: &str) -> bool {
    name.len() == 2 && is_hex(name)
}

fn is_entry(name: &str) -> bool {
    name.len() == NAME - 2 && is_hex(name)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn cache() -> (tempfile::TempDir, Cache) {
        let folder = tempfile::tempdir().unwrap();
        let cache = Cache::open(&folder.path().join("deep/cache")).unwrap();
        (folder, cache)
    }

    #[test]
    fn what_was_kept_is_found_again_and_only_whole() {
        let (_folder, cache) = cache();
        let key = Key::of(&[b"ab", b"c"]);
        assert_ne!(key, Key::of(&[b"a", b"bc"]));
        assert_eq!(cache.get(&key), None);
        cache.put(&key, b"known").unwrap();
        cache.put(&key, b"known").unwrap();
        assert_eq!(cache.get(&key).as_deref(), Some(&b"known"[..]));
        let whole = fs::read(cache.path(&key)).unwrap();
        for end in 0..whole.len() {
            fs::write(cache.path(&key), &whole[..end]).unwrap();
            assert_eq!(cache.get(&key), None, "cut at {end}");
        }
        for at in 0..whole.len() {
            let mut bytes = whole.clone();
            bytes[at] ^= 1;
            fs::write(cache.path(&key), bytes).unwrap();
            assert_eq!(cache.get(&key), None, "a bit of byte {at}");
        }
        fs::write(cache.path(&key), &whole).unwrap();
        assert!(cache.get(&key).is_some());
    }

    #[test]
    fn it_is_tidied_by_age_and_by_size_and_touches_nothing_else() {
        let (_folder, cache) = cache();
        let keys: Vec<Key> = (0..4_u8).map(|at| Key::of(&[&[at]])).collect();
        let now = SystemTime::now();
        for (age, key) in (0..4_u32).zip(&keys) {
            cache.put(key, &[0; 100]).unwrap();
            let file = File::options().append(true).open(cache.path(key)).unwrap();
            file.set_modified(now - UNUSED / 3 * age).unwrap();
        }
        let foreign = cache.path(&keys[0]).with_file_name("letter.txt");
        fs::write(&foreign, "mine").unwrap();
        let begun = cache.path(&keys[0]).with_file_name(".tmpX");
        fs::write(&begun, "half").unwrap();
        let old = File::options().append(true).open(&begun).unwrap();
        old.set_modified(now - UNUSED * 2).unwrap();
        let left = || keys.iter().filter(|key| cache.path(key).exists()).count();
        cache.tidy_to(MOST, now + Duration::from_secs(1));
        assert_eq!((left(), begun.exists()), (3, false));
        cache.tidy_to(200, now);
        assert_eq!(left(), 1);
        assert!(cache.path(&keys[0]).exists() && foreign.exists());
    }
}
