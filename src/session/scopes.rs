//! The scopes of a run: which config and which lists hold for a file, each combination compiled once.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::policy;
use super::sources::{Named, Sources};
use super::{BaselineUse, Listener, Lookup, Rules, Scope, StandIn};
use crate::config::{self, Config, Effective, ListRef, lock};
use crate::document::ReadOptions;
use crate::matching::Engine;
use crate::waivers;
use crate::wordlist::load::{Loaded, digest};
use crate::wordlist::ruleset::Ruleset;

/// The scopes of a run.
#[derive(Debug)]
pub struct Scopes {
    rules: Arc<Rules>,
    sources: Sources,
    configs_count: bool,
    /// The config above each folder.
    nearest: BTreeMap<PathBuf, Option<PathBuf>>,
    stand_in: Option<StandIn>,
    /// By the config and its overrides; none is what holds without a config.
    made: BTreeMap<Option<config::Key>, Option<Arc<Scope>>>,
}

impl Scopes {
    /// None yet.
    #[must_use]
    pub fn new(rules: &Rules, listener: impl Listener + 'static) -> Self {
        Self {
            rules: Arc::new(rules.clone()),
            sources: Sources::new(listener),
            configs_count: true,
            nearest: BTreeMap::new(),
            stand_in: None,
            made: BTreeMap::new(),
        }
    }

    /// None yet, and configs do not count: the lists of the command line are held as they are.
    #[must_use]
    pub fn without_configs(rules: &Rules, listener: impl Listener + 'static) -> Self {
        Self {
            configs_count: false,
            ..Self::new(rules, listener)
        }
    }

    /// None yet, and one list is held in the place of another.
    #[must_use]
    pub fn with_stand_in(
        rules: &Rules,
        listener: impl Listener + 'static,
        stand_in: StandIn,
    ) -> Self {
        Self {
            stand_in: Some(stand_in),
            ..Self::new(rules, listener)
        }
    }

    /// What holds for `path`, the file of this run that is asked about.
    pub fn of(&mut self, path: &Path) -> Lookup {
        let found = self.config_path(path);
        let config = match &found {
            None => None,
            Some(file) => match self.sources.config(file) {
                Some(config) => Some(config),
                None => return Lookup::Broken(has_mistakes(&config::shown(file))),
            },
        };
        if self.is_own(path, config.as_deref()) {
            return Lookup::Own;
        }
        if config.as_ref().is_some_and(|config| config.excludes(path)) {
            return Lookup::Excluded;
        }
        let effective = config.as_ref().map(|config| config.for_path(path));
        let key = effective.as_ref().map(|effective| effective.key.clone());
        if !self.made.contains_key(&key) {
            let scope = self.scope(config.as_deref(), effective.as_ref());
            let scope = scope.map(Arc::new);
            self.sources.broken |= scope.is_none();
            self.made.insert(key.clone(), scope);
        }
        match self.made.get(&key) {
            Some(Some(scope)) => Lookup::Scope(Arc::clone(scope)),
            _ => Lookup::Broken("the lists for it cannot be used".to_owned()),
        }
    }

    /// The baseline that the config of `path` names.
    pub fn baseline_of(&mut self, path: &Path) -> Option<PathBuf> {
        let config = self.config_path(path)?;
        let config = self.sources.config(&config)?;
        config.baseline().map(|(path, ..)| path)
    }

    /// Whether a config or a list could not be used.
    #[must_use]
    pub fn broken(&self) -> bool {
        self.sources.broken
    }

    /// All that were made.
    #[must_use]
    pub fn in_force(&self) -> Vec<Arc<Scope>> {
        self.made.values().flatten().cloned().collect()
    }

    /// Whether a config or a list is another one on disk by now than when it was read, or another
    /// config is the nearest above one of `folders`.
    #[must_use]
    pub fn is_behind(&self, folders: &BTreeSet<&Path>) -> bool {
        self.sources.have_changed()
            || folders.iter().any(|folder| {
                let then = self.nearest.get(*folder);
                then.is_some_and(|then| *then != config::nearest(folder))
            })
    }

    fn config_path(&mut self, path: &Path) -> Option<PathBuf> {
        if !self.configs_count {
            return None;
        }
        if let Some(config) = &self.rules.config {
            return Some(config.clone());
        }
        let folder = if path.is_dir() {
            path
        } else {
            path.parent().unwrap_or(Path::new(""))
        };
        let find = || {
            config::nearest(if folder.as_os_str().is_empty() {
                Path::new(".")
            } else {
                folder
            })
        };
        self.nearest
            .entry(folder.to_owned())
            .or_insert_with(find)
            .clone()
    }

    fn scope(&mut self, config: Option<&Config>, effective: Option<&Effective>) -> Option<Scope> {
        let named = self.named(effective);
        if named.is_empty() && self.stand_in.is_none() {
            self.sources.listener.no_list();
            return None;
        }
        let loaded = self.loaded(named)?;
        let lists: Vec<&Loaded> = loaded.iter().map(Arc::as_ref).collect();
        let layers = effective.map_or(&[][..], |effective| effective.layers.as_slice());
        let set = Ruleset::build(&lists, layers);
        let set = self.sources.usable(set)?;
        let rules = Arc::clone(&self.rules);
        let of_other_files = || self.all_of(config?);
        let policy = policy::policy(&rules, &set, effective, of_other_files);
        let policy = self.sources.usable(policy)?;
        let waivers = match config {
            Some(config) => Some(self.sources.waivers(&config.path)?),
            None => None,
        };
        let baseline = match self.baseline_path(config) {
            Some((path, at)) => Some(self.sources.baseline(&path, at)?),
            None => None,
        };
        let options = self.options(effective);
        let fail_on = policy::fail_on(&self.rules, effective);
        let digest = {
            let lists = set.lists.iter();
            // What is said of a list's source names its path as given.
            let lists: Vec<_> = lists
                .map(|list| (&list.name, &list.path, &list.digest))
                .collect();
            let configs = config.into_iter().flat_map(Config::files);
            let configs: Vec<_> = configs.map(|file| (&file.name, &file.yaml)).collect();
            let layers = effective.map(|effective| &effective.key);
            let waived = waivers.as_ref().map(|waivers| &waivers.source.text);
            let settings = (&policy, &options, fail_on);
            let all = (lists, configs, layers, settings, waived, &baseline);
            digest(format!("{all:?}").as_bytes())
        };
        Some(Scope {
            engine: Arc::new(Engine::new(Arc::new(set))),
            policy,
            options,
            fail_on,
            waivers,
            baseline,
            digest,
        })
    }

    /// How files are read.
    fn options(&self, effective: Option<&Effective>) -> ReadOptions {
        let mut options = ReadOptions::default();
        if let Some(keys) = effective.and_then(|effective| effective.front_matter.clone()) {
            options.front_matter = keys;
        }
        if let Some(effective) = effective {
            options.office.limits = effective.limits.clone();
        }
        let of_config = effective.and_then(|effective| effective.include.as_ref());
        let include = Some(&self.rules.include).filter(|flags| !flags.is_empty());
        if let Some(include) = include.or(of_config) {
            options.office.include(include);
        }
        options
    }

    /// The baseline of this run, and where a config names it.
    fn baseline_path(&self, config: Option<&Config>) -> Option<(PathBuf, Option<Named>)> {
        match &self.rules.baseline {
            BaselineUse::Nothing => None,
            BaselineUse::File(path) => Some((path.clone(), None)),
            BaselineUse::Config => {
                let (path, file, at) = config?.baseline()?;
                Some((path, Some((Arc::clone(file), at))))
            }
        }
    }

    /// The lists of the command line, or else of the config.
    fn named(&self, effective: Option<&Effective>) -> Vec<ListRef> {
        if self.rules.lists.is_empty() {
            effective.map_or(Vec::new(), |effective| effective.wordlists.clone())
        } else {
            let lists = self.rules.lists.iter();
            lists.map(|list| ListRef::from_argument(list)).collect()
        }
    }

    /// The lists, all of them; every one is looked at before one that cannot be used ends it.
    fn loaded(&mut self, named: Vec<ListRef>) -> Option<Vec<Arc<Loaded>>> {
        let loaded: Vec<_> = named
            .into_iter()
            .map(|list| self.sources.list(list))
            .collect();
        let mut loaded: Vec<Arc<Loaded>> = loaded.into_iter().collect::<Option<_>>()?;
        if let Some(StandIn { list, of }) = &self.stand_in {
            let goes = |list: &Arc<Loaded>| of.contains(&list.list.name);
            let at = loaded.iter().position(goes);
            loaded.retain(|list| !goes(list));
            loaded.insert(at.unwrap_or(loaded.len()), Arc::clone(list));
        }
        Some(loaded)
    }

    /// The rules of every list that a config names for any file.
    fn all_of(&mut self, config: &Config) -> Option<Ruleset> {
        let loaded = self.loaded(config.all_lists())?;
        let lists: Vec<&Loaded> = loaded.iter().map(Arc::as_ref).collect();
        Ruleset::build(&lists, &[]).ok()
    }

    /// Whether `path` is a config, or a list that is named somewhere.
    fn is_own(&self, path: &Path, config: Option<&Config>) -> bool {
        let name = path.file_name();
        let own = [config::NAME, waivers::NAME, lock::NAME];
        if name.is_some_and(|name| own.iter().any(|own| name == *own)) {
            return true;
        }
        let of_config = config.map_or(Vec::new(), Config::all_lists);
        let flags = self.rules.lists.iter();
        let of_flags: Vec<_> = flags.map(|list| ListRef::from_argument(list)).collect();
        of_config
            .iter()
            .chain(&of_flags)
            .filter_map(ListRef::path)
            .chain(config.map(|config| config.path.as_path()))
            .any(|own| same_file(own, path))
    }
}

fn same_file(one: &Path, other: &Path) -> bool {
    // Names first: asking the system about every file of a run would cost more than checking some.
    one.file_name() == other.file_name()
        && fs::canonicalize(one)
            .is_ok_and(|one| fs::canonicalize(other).is_ok_and(|other| one == other))
}

fn has_mistakes(config: &str) -> String {
    format!("its config {config} has mistakes")
}
