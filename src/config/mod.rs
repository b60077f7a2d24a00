//! `copydesk.yaml`: the nearest above the file; which lists are in force and how. Beside it
//! `copydesk.lock`, which says of lists that were copied from elsewhere what they are ([`mod@lock`]).
//!
//! A config is found and read by [`find`], checked like a list (every mistake at its place, with
//! "did you mean"), and asked what holds for a path with [`Config::for_path`]. Files that share an
//! [`Key`] share their rules, so that these are compiled once.

pub mod edit;
mod find;
mod globs;
mod lists;
pub mod lock;
mod read;
#[cfg(test)]
mod tests;
pub mod values;

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use find::{NAME, absolute, load, nearest, shown, understand};
pub use lists::ListRef;

use crate::document::options::{Include, Limits};
use crate::wordlist::model::{At, Severity};
use crate::wordlist::problem::File;
use crate::wordlist::stack::Layer;
use globs::Globs;

/// A config, with those that it extends.
#[derive(Debug, Clone)]
pub struct Config {
    /// Its path as given or found.
    pub path: PathBuf,
    /// From the one extended first to the one that was asked for.
    parts: Vec<Part>,
}

/// One file of a config.
#[derive(Debug, Clone)]
struct Part {
    file: Arc<File>,
    /// The folder that its paths and patterns start from, absolute.
    folder: PathBuf,
    extends: Vec<At<String>>,
    exclude: Globs,
    baseline: Option<At<String>>,
    base: Settings,
    overrides: Vec<Override>,
}

/// What is different for some files.
#[derive(Debug, Clone)]
struct Override {
    files: Globs,
    settings: Settings,
}

/// What a config or an override says; what it does not say stays as it was.
#[derive(Debug, Clone, Default)]
struct Settings {
    wordlists: Option<Vec<ListRef>>,
    audience: Option<Value>,
    channel: Option<Value>,
    market: Option<Value>,
    fail_on: Option<FailOn>,
    front_matter: Option<Vec<String>>,
    include: Option<Vec<Include>>,
    limits: Vec<(&'static str, u64)>,
    layer: Option<Layer>,
}

/// A value with its place in a config.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Value {
    /// The value.
    pub value: String,
    /// The config.
    pub file: Arc<File>,
    /// Its bytes there: 0-based, the end exclusive.
    pub at: Range<usize>,
}

/// From which weight on a finding fails the run.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum FailOn {
    /// From this one on.
    From(Severity),
    /// None does.
    Never,
}

/// Tells files with the same settings from others: the config, and which of its overrides apply.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Key(PathBuf, Vec<usize>);

/// What holds for a path.
#[derive(Debug, Clone)]
pub struct Effective {
    /// Files with the same key have the same settings.
    pub key: Key,
    /// The lists in force, in their order.
    pub wordlists: Vec<ListRef>,
    /// The readers that the copy is for.
    pub audience: Option<Value>,
    /// The medium that it is in.
    pub channel: Option<Value>,
    /// The market that it is for.
    pub market: Option<Value>,
    /// From which weight on a finding fails the run; none: nothing is said.
    pub fail_on: Option<FailOn>,
    /// The front-matter keys whose text is copy; none: nothing is said.
    pub front_matter: Option<Vec<String>>,
    /// Texts that are copy beside those that always are; none: nothing is said.
    pub include: Option<Vec<Include>>,
    /// What a file may cost.
    pub limits: Limits,
    /// What is added to the lists.
    pub layers: Vec<Layer>,
}

impl Config {
    /// What holds for the file `path` (as given, or absolute).
    #[must_use]
    pub fn for_path(&self, path: &Path) -> Effective {
        let path = find::absolute(path);
        let mut effective = Effective {
            key: Key(self.path.clone(), Vec::new()),
            wordlists: Vec::new(),
            audience: None,
            channel: None,
            market: None,
            fail_on: None,
            front_matter: None,
            include: None,
            limits: Limits::default(),
            layers: Vec::new(),
        };
        // What a config says comes after what it extends, lists joined; what an override says
        // replaces both.
        for part in &self.parts {
            let before = std::mem::take(&mut effective.wordlists);
            effective.apply(&part.base);
            let own = std::mem::replace(&mut effective.wordlists, before);
            for list in own {
                if !effective.wordlists.iter().any(|known| known.is(&list)) {
                    effective.wordlists.push(list);
                }
            }
        }
        let overrides = self
            .parts
            .iter()
            .flat_map(|part| part.overrides.iter().map(move |over| (part, over)));
        for (index, (part, over)) in overrides.enumerate() {
            if over.files.matches(&part.folder, &path) {
                effective.key.1.push(index);
                effective.apply(&over.settings);
            }
        }
        effective
    }

    /// Whether the file `path` is left alone.
    #[must_use]
    pub fn excludes(&self, path: &Path) -> bool {
        let path = find::absolute(path);
        self.parts
            .iter()
            .any(|part| part.exclude.matches(&part.folder, &path))
    }

    /// The file of the findings that stood here before, and where it is named.
    #[must_use]
    pub fn baseline(&self) -> Option<(PathBuf, &Arc<File>, Range<usize>)> {
        let last = self.parts.iter().rev();
        let mut named = last.filter_map(|part| Some((part, part.baseline.as_ref()?)));
        let (part, name) = named.next()?;
        Some((part.folder.join(&name.value), &part.file, name.range()))
    }

    /// The files that it was read from: what it extends, and itself last.
    pub fn files(&self) -> impl Iterator<Item = &Arc<File>> {
        self.parts.iter().map(|part| &part.file)
    }

    /// Every list that it names for any file, each once.
    #[must_use]
    pub fn all_lists(&self) -> Vec<ListRef> {
        let mut all: Vec<ListRef> = Vec::new();
        for part in &self.parts {
            let settings = part.overrides.iter().map(|over| &over.settings);
            for settings in std::iter::once(&part.base).chain(settings) {
                for list in settings.wordlists.iter().flatten() {
                    if !all.iter().any(|known| known.is(list)) {
                        all.push(list.clone());
                    }
                }
            }
        }
        all
    }
}

impl Effective {
    fn apply(&mut self, settings: &Settings) {
        if let Some(lists) = &settings.wordlists {
            self.wordlists.clone_from(lists);
        }
        for (own, said) in [
            (&mut self.audience, &settings.audience),
            (&mut self.channel, &settings.channel),
            (&mut self.market, &settings.market),
        ] {
            if said.is_some() {
                own.clone_from(said);
            }
        }
        self.fail_on = settings.fail_on.or(self.fail_on);
        if settings.front_matter.is_some() {
            self.front_matter.clone_from(&settings.front_matter);
        }
        if settings.include.is_some() {
            self.include.clone_from(&settings.include);
        }
        for (name, value) in &settings.limits {
            self.limits.set(name, *value);
        }
        self.layers.extend(settings.layer.clone());
    }
}
