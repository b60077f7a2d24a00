//! The place that lists are copied to: a config, the lock beside it, and what may be written there.

use std::fs;
use std::path::{Path, PathBuf};

use super::fetched::Fetched;
use super::together::Change;
use crate::cli::tell::Failure;
use crate::config::edit::{self, EditError};
use crate::config::lock::{self, Entry, Lock};
use crate::config::{self, Config, ListRef};
use crate::wordlist::load::Loaded;
use crate::wordlist::problem::Problem;
use crate::wordlist::ruleset::Ruleset;

/// What is known of the place that lists are copied to.
pub(super) struct Home {
    /// The config; it may not be there yet.
    pub config: PathBuf,
    /// Its text.
    text: Option<String>,
    read: Option<Config>,
    /// The lock beside it; it may not be there yet either.
    pub lock: Lock,
    /// What the lock said before, if there is one.
    locked: Option<Vec<u8>>,
}

impl Home {
    /// Of `config`, or of the nearest, or else of one to come in this folder.
    pub(super) fn new(config: Option<PathBuf>) -> Result<Self, Failure> {
        let here = Path::new(".");
        let named = config.is_some();
        let config = config.or_else(|| config::nearest(here));
        let config = config.unwrap_or_else(|| here.join(config::NAME));
        let read = if named || config.is_file() {
            Some(config::load(&config).map_err(Failure::Problems)?)
        } else {
            None
        };
        let path = lock::beside(&config);
        Ok(Self {
            text: fs::read_to_string(&config).ok(),
            lock: Lock::load(&path).map_err(Failure::Problems)?,
            locked: fs::read(&path).ok(),
            read,
            config,
        })
    }

    /// Where the copy of an entry stands.
    pub(super) fn copy(&self, entry: &Entry) -> PathBuf {
        self.lock.folder().join(&entry.copy)
    }

    /// Refuses a list that cannot be in force beside the others of the config.
    pub(super) fn try_on(&self, new: &Loaded, entry: &Entry) -> Result<(), Failure> {
        let copy = ListRef::from_argument(&self.copy(entry).to_string_lossy());
        let config = self.read.as_ref();
        let others = config.map_or(Vec::new(), Config::all_lists);
        let mut lists = Vec::new();
        let mut is_in = false;
        for other in others {
            if other.is(&copy) {
                is_in = true;
                lists.push(new.clone());
            } else if let Ok(other) = other.load() {
                // What is wrong with the others is not this list's fault, and check tells it.
                lists.push(other);
            }
        }
        if !is_in {
            lists.push(new.clone());
        }
        let lists: Vec<&Loaded> = lists.iter().collect();
        let Err(problems) = Ruleset::build(&lists, &[]) else {
            return Ok(());
        };
        let own = |problem: &Problem| {
            let file = problem.file.as_ref();
            problem.is_error() && file == Some(&new.file)
        };
        let own: Vec<Problem> = problems.into_iter().filter(own).collect();
        if own.is_empty() {
            Ok(())
        } else {
            Err(Failure::Problems(own))
        }
    }

    /// What is to be written for `fetched` to be the list of `entry`, and the lock by then.
    pub(super) fn copying(
        &self,
        fetched: &Fetched,
        entry: Entry,
    ) -> Result<(Vec<Change>, Lock), Failure> {
        let copy = self.copy(&entry);
        self.no_links(&entry.copy)?;
        self.no_links(lock::NAME)?;
        let old = fs::read(&copy).ok();
        let known = self.lock.named(&entry.name);
        let is_ours = known.is_some_and(|known| known.copy == entry.copy);
        if old
            .as_ref()
            .is_some_and(|old| !is_ours && lock::lf(old) != fetched.bytes)
        {
            return Err(Failure::advise(
                &format!("{} is there already, and is no copy", config::shown(&copy)),
                "move it, if it is a list of your own",
            ));
        }
        let mut lock = self.lock.clone();
        lock.put(entry);
        let changes = vec![
            Change {
                path: copy,
                old,
                new: fetched.bytes.clone(),
            },
            Change {
                path: lock.path.clone(),
                old: self.locked.clone(),
                new: lock.text().into_bytes(),
            },
        ];
        Ok((changes, lock))
    }

    /// The lock was written.
    pub(super) fn took(&mut self, lock: Lock) {
        self.locked = Some(lock.text().into_bytes());
        self.lock = lock;
    }

    /// Refuses to write through a link, which may lead out of the repository.
    fn no_links(&self, inside: &str) -> Result<(), Failure> {
        let mut path = self.lock.folder().to_owned();
        for part in inside.split('/') {
            path.push(part);
            let about = fs::symlink_metadata(&path);
            if about.is_ok_and(|about| about.is_symlink()) {
                return Err(Failure::say(format!(
                    "{} is a link, and nothing is written through links here",
                    config::shown(&path)
                )));
            }
        }
        Ok(())
    }

    /// The config with the list at `copy` among those in force; none if it is there.
    pub(super) fn naming(&self, copy: &str) -> Result<Option<Change>, Failure> {
        let path = self.lock.folder().join(copy);
        let list = ListRef::from_argument(&path.to_string_lossy());
        let named = self.read.as_ref().map_or(Vec::new(), Config::all_lists);
        if named.iter().any(|named| named.is(&list)) {
            return Ok(None);
        }
        let text = self.text.clone().unwrap_or_default();
        let new = edit::with_list(&text, &self.config, copy).map_err(|error| match error {
            EditError::Problems(problems) => Failure::Problems(problems),
            EditError::Lost => Failure::advise(
                &format!("{}: {error}", config::shown(&self.config)),
                &format!("write {copy} into its wordlists, and run this again"),
            ),
        })?;
        Ok(Some(Change {
            path: self.config.clone(),
            old: self.text.clone().map(String::into_bytes),
            new: new.into_bytes(),
        }))
    }
}
