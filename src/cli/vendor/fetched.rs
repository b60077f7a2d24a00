//! A list as it stands elsewhere: fetched, read, and refused if it cannot be understood.

use std::fs;
use std::path::Path;

use super::address::InRepository;
use super::remote::{self, Kind};
use crate::cli::tell::Failure;
use crate::config;
use crate::config::lock::{self, Entry, Pin};
use crate::discover::in_words;
use crate::report::visible::visible;
use crate::wordlist::load::{self, Loaded, Origin};

/// A list as it stands elsewhere.
#[derive(Debug)]
pub(super) struct Fetched {
    /// Its bytes, lines ended by LF.
    pub bytes: Vec<u8>,
    /// What they say.
    pub loaded: Loaded,
    /// See [`Entry::from`].
    pub from: String,
    /// Where it stands, in a repository.
    pub pin: Option<Pin>,
    /// What its revision is.
    pub kind: Kind,
}

impl Fetched {
    /// Of a repository.
    pub(super) fn of_git(place: &InRepository) -> Result<Self, Failure> {
        let got = remote::get(place)?;
        let pin = Pin {
            rev: place.rev.clone(),
            commit: got.commit,
            path: place.path.clone(),
        };
        Self::read(
            &got.bytes,
            &place.path,
            place.url.clone(),
            Some(pin),
            got.kind,
        )
    }

    /// Of a file; `folder` is that of the lock.
    pub(super) fn of_file(path: &Path, folder: &Path) -> Result<Self, Failure> {
        let shown = config::shown(path);
        let failed =
            |reason: &str| Failure::say(format!("the list {shown} cannot be read: {reason}"));
        let about = fs::metadata(path).map_err(|error| failed(&in_words(&error)))?;
        if !about.is_file() {
            return Err(failed("it is no file"));
        }
        remote::too_large(&shown, about.len())?;
        let bytes = fs::read(path).map_err(|error| failed(&in_words(&error)))?;
        let from = relative(folder, &config::absolute(path));
        Self::read(&bytes, &shown, from, None, Kind::Branch)
    }

    fn read(
        bytes: &[u8],
        name: &str,
        from: String,
        pin: Option<Pin>,
        kind: Kind,
    ) -> Result<Self, Failure> {
        let bytes = lock::lf(bytes);
        let text = std::str::from_utf8(&bytes)
            .map_err(|_| Failure::say(format!("{name}: its text is not UTF-8")))?;
        let loaded = load::load(text, Origin::Path(name)).map_err(Failure::Problems)?;
        Ok(Self {
            bytes,
            loaded,
            from,
            pin,
            kind,
        })
    }

    /// The revision and the commit, for people: ` at v14 (9d1f0c2e)`.
    pub(super) fn at(&self) -> String {
        let pin = self.pin.as_ref();
        pin.map_or(String::new(), |pin| {
            format!(" at {} ({})", visible(&pin.rev), short(&pin.commit))
        })
    }

    /// The list of `entry` as it stands where it is from; at `rev`, if one is given. `folder` is that
    /// of the lock.
    pub(super) fn anew(entry: &Entry, rev: Option<&str>, folder: &Path) -> Result<Self, Failure> {
        match (&entry.pin, rev) {
            (Some(pin), rev) => {
                // The lock may have been written by anybody.
                let place = InRepository::new(&entry.from, rev.unwrap_or(&pin.rev), &pin.path);
                let wrong =
                    |wrong| Failure::say(visible(&format!("{}: {wrong}", entry.name)).into_owned());
                Self::of_git(&place.map_err(wrong)?)
            }
            (None, None) => Self::of_file(&folder.join(&entry.from), folder),
            (None, Some(_)) => Err(Failure::say(format!(
                "{} was copied from a file, {}, which has no revisions",
                entry.name, entry.from
            ))),
        }
    }

    /// What the lock says of it.
    pub(super) fn entry(&self, name: &str, copy: &str) -> Entry {
        Entry {
            name: name.to_owned(),
            from: self.from.clone(),
            pin: self.pin.clone(),
            copy: copy.to_owned(),
            digest: lock::digest(&self.bytes),
            at: 0..0,
        }
    }
}

/// The first letters of a commit's name.
pub(super) fn short(commit: &str) -> &str {
    commit.get(..8).unwrap_or(commit)
}

/// `path` from `folder`, both absolute, with `/`; what lies on another drive stays as it is.
fn relative(folder: &Path, path: &Path) -> String {
    let shared = folder
        .components()
        .zip(path.components())
        .take_while(|(one, other)| one == other);
    let shared = shared.count();
    if shared == 0 {
        return path.to_string_lossy().into_owned();
    }
    let up = folder.components().skip(shared).map(|_| "..".to_owned());
    let down = path.components().skip(shared);
    let down = down.map(|part| part.as_os_str().to_string_lossy().into_owned());
    up.chain(down).collect::<Vec<_>>().join("/")
}
