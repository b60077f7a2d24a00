//! The files that rules come from: configs, lists, baselines, waivers. Each is read once in a run,
//! and what is wrong with it is told once, however many files it concerns.

use std::collections::BTreeMap;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use super::Listener;
use crate::baseline::{Baseline, BaselineError};
use crate::config::{self, Config, ListRef, lock};
use crate::waivers::{self, Waivers};
use crate::wordlist::load::Loaded;
use crate::wordlist::problem::{File, Problem};

/// Where a config names a file: the config and the bytes there.
pub(super) type Named = (Arc<File>, Range<usize>);

/// What was read so far.
#[derive(Debug)]
pub(super) struct Sources {
    pub(super) listener: Box<dyn Listener>,
    /// By path; none: it cannot be used.
    configs: BTreeMap<PathBuf, Option<Arc<Config>>>,
    /// By path; none: it cannot be used.
    baselines: BTreeMap<PathBuf, Option<Arc<Baseline>>>,
    /// By the config that they stand beside; none: they cannot be used.
    waivers: BTreeMap<PathBuf, Option<Arc<Waivers>>>,
    lists: Vec<(ListRef, Option<Arc<Loaded>>)>,
    /// When the files of configs and lists had been written when they were read.
    read: BTreeMap<PathBuf, Option<(SystemTime, u64)>>,
    told: Vec<Problem>,
    /// Whether one of them cannot be used.
    pub(super) broken: bool,
}

impl Sources {
    /// Nothing is read yet.
    pub(super) fn new(listener: impl Listener + 'static) -> Self {
        Self {
            listener: Box::new(listener),
            configs: BTreeMap::new(),
            baselines: BTreeMap::new(),
            waivers: BTreeMap::new(),
            lists: Vec::new(),
            read: BTreeMap::new(),
            told: Vec::new(),
            broken: false,
        }
    }

    /// Whether one of them is another one on disk by now than when it was read.
    pub(super) fn have_changed(&self) -> bool {
        self.read.iter().any(|(path, then)| *then != written(path))
    }

    fn remember(&mut self, path: &Path) {
        self.read.insert(path.to_owned(), written(path));
    }

    /// The config in `file`; none: it cannot be used.
    pub(super) fn config(&mut self, file: &Path) -> Option<Arc<Config>> {
        if let Some(known) = self.configs.get(file) {
            return known.clone();
        }
        self.remember(file);
        self.remember(&lock::beside(file));
        let config = self.usable(config::load(file)).map(Arc::new);
        for file in config.iter().flat_map(|config| config.files()) {
            self.read
                .insert(PathBuf::from(&file.name), written(Path::new(&file.name)));
        }
        self.configs.insert(file.to_owned(), config.clone());
        config
    }

    /// The baseline at `path`, which a config may name; none: it cannot be used.
    pub(super) fn baseline(&mut self, path: &Path, named: Option<Named>) -> Option<Arc<Baseline>> {
        if let Some(known) = self.baselines.get(path) {
            return known.clone();
        }
        let loaded = match Baseline::load(path) {
            Ok(baseline) => Some(Arc::new(baseline)),
            Err(error) => {
                let problem = match named {
                    Some((file, at)) => Problem::error(&file, at, error.to_string()),
                    None => Problem::plain(error.to_string()),
                };
                self.tell(&[problem.help(match error {
                    BaselineError::Missing(_) => {
                        "write it with copydesk check --write-baseline FILE"
                    }
                    _ => "take the last good one from your history, or write it anew",
                })]);
                None
            }
        };
        self.baselines.insert(path.to_owned(), loaded.clone());
        loaded
    }

    /// The waivers beside a config; none: they cannot be used.
    pub(super) fn waivers(&mut self, config: &Path) -> Option<Arc<Waivers>> {
        if let Some(known) = self.waivers.get(config) {
            return known.clone();
        }
        self.remember(&waivers::beside(config));
        let loaded = waivers::load(&waivers::beside(config));
        let loaded = self.usable(loaded).map(Arc::new);
        self.waivers.insert(config.to_owned(), loaded.clone());
        loaded
    }

    /// The list; none: it cannot be used.
    pub(super) fn list(&mut self, list: ListRef) -> Option<Arc<Loaded>> {
        if let Some((_, known)) = self.lists.iter().find(|(known, _)| known.is(&list)) {
            return known.clone();
        }
        if let Some(path) = list.path() {
            self.remember(path);
            for lock in lock::above(path) {
                self.remember(&lock);
            }
        }
        let loaded = self.usable(list.load()).map(Arc::new);
        self.lists.push((list, loaded.clone()));
        loaded
    }

    /// What was read, unless something is wrong with it, which is told.
    pub(super) fn usable<T>(&mut self, read: Result<T, Vec<Problem>>) -> Option<T> {
        match read {
            Ok(read) => Some(read),
            Err(problems) => {
                self.tell(&problems);
                None
            }
        }
    }

    /// Tells problems, each once however many files they concern.
    fn tell(&mut self, problems: &[Problem]) {
        self.broken = true;
        let new = problems
            .iter()
            .filter(|problem| !self.told.contains(problem));
        let new: Vec<Problem> = new.cloned().collect();
        self.listener.problems(&new);
        self.told.extend(new);
    }
}

/// When the file was last written, and its length in bytes; none if it is not there.
#[must_use]
pub fn written(path: &Path) -> Option<(SystemTime, u64)> {
    let about = fs::metadata(path).ok()?;
    Some((about.modified().ok()?, about.len()))
}
