//! What holds for a file: the lists in force there, compiled once for all files that share them,
//! and what its config says beside.
//!
//! What is wrong with a config or a list is told once, when it is first needed; files for which it
//! would hold are then broken, and all others are worked on.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::fmt;
use std::fs;
use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::SystemTime;

use crate::baseline::{Baseline, BaselineError};
use crate::config::values::{self, Dimension};
use crate::config::{self, Config, Effective, FailOn, ListRef, lock};
use crate::document::ReadOptions;
use crate::document::options::Include;
use crate::judge::Policy;
use crate::matching::Engine;
use crate::waivers::{self, Waivers};
use crate::wordlist::load::{Loaded, digest};
use crate::wordlist::model::{Day, Severity};
use crate::wordlist::problem::{File, Problem};
use crate::wordlist::ruleset::Ruleset;

/// Which rules are in force, as far as whoever started the run says.
#[derive(Debug, Clone)]
pub struct Rules {
    /// Lists by name or file, in place of the config's; empty: the config's.
    pub lists: Vec<String>,
    /// The config for all files; none: the nearest above each.
    pub config: Option<PathBuf>,
    /// Whose rules apply; none: what the config says.
    pub audience: Option<String>,
    /// See `audience`.
    pub channel: Option<String>,
    /// See `audience`.
    pub market: Option<String>,
    /// Texts that are copy beside those that always are; empty: what the config says.
    pub include: Vec<Include>,
    /// The findings that are set aside because they stood here before.
    pub baseline: BaselineUse,
    /// The day that dates are compared with.
    pub as_of: Day,
    /// From which weight on a finding fails the run; none: what the config says.
    pub fail_on: Option<FailOn>,
}

/// Which baseline a run uses.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub enum BaselineUse {
    /// The config's, if it names one.
    #[default]
    Config,
    /// This one.
    File(PathBuf),
    /// None, whatever the config says.
    Nothing,
}

/// Hears what is wrong with lists and configs, each thing once.
pub trait Listener: fmt::Debug + Send {
    /// These are wrong.
    fn problems(&self, problems: &[Problem]);
    /// Files are to be checked for which no list is named.
    fn no_list(&self);
}

/// Today, UTC.
#[must_use]
pub fn today() -> Day {
    let now = jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC);
    day(now.date())
}

/// This day.
#[must_use]
pub fn day(date: jiff::civil::Date) -> Day {
    Day {
        year: date.year(),
        month: date.month().unsigned_abs(),
        day: date.day().unsigned_abs(),
    }
}

/// Where a config names a file: the config and the bytes there.
type Named = (Arc<File>, Range<usize>);

/// What holds for some files.
#[derive(Debug)]
pub struct Scope {
    /// The rules, compiled.
    pub engine: Arc<Engine>,
    /// How they are applied.
    pub policy: Policy,
    /// How files are read.
    pub options: ReadOptions,
    /// From which weight on a finding fails the run; none: never.
    pub fail_on: Option<Severity>,
    /// The waivers beside their config, which may have no file yet; none: no config holds for them.
    pub waivers: Option<Arc<Waivers>>,
    /// The findings that stood here before.
    pub baseline: Option<Arc<Baseline>>,
    /// SHA-256, in hex, of all that the results of a file depend on beside the file itself: where it
    /// is the same, so are the results of the same bytes under the same path.
    pub digest: String,
}

impl Scope {
    /// Whether results depend on the path of a file: waivers and baselines are written for paths.
    #[must_use]
    pub fn looks_at_paths(&self) -> bool {
        let waivers = self.waivers.as_ref();
        self.baseline.is_some() || waivers.is_some_and(|waivers| !waivers.entries.is_empty())
    }

    /// How the rules are applied to the file `path`: with what is set aside in it.
    #[must_use]
    pub fn policy_for(&self, path: &Path) -> Cow<'_, Policy> {
        let waivers = self.waivers.as_ref();
        let waived = waivers.and_then(|waivers| waivers.held(path, self.policy.as_of));
        let baseline = self.baseline.as_ref();
        let stood = baseline.and_then(|baseline| baseline.held(path));
        if waived.is_none() && stood.is_none() {
            return Cow::Borrowed(&self.policy);
        }
        let mut policy = self.policy.clone();
        policy.set_aside.extend(waived.into_iter().chain(stood));
        Cow::Owned(policy)
    }
}

/// A list that is held in the place of another.
#[derive(Debug, Clone)]
pub struct StandIn {
    /// The list.
    pub list: Arc<Loaded>,
    /// Whose place it takes, by name; where none of these is in force, it comes last.
    pub of: Vec<String>,
}

/// What is known of a path.
#[derive(Debug, Clone)]
pub enum Lookup {
    /// It is checked so.
    Scope(Arc<Scope>),
    /// The config keeps it out.
    Excluded,
    /// It is a list or a config itself.
    Own,
    /// Its config or a list of it cannot be used.
    Broken(String),
}

/// The scopes of a run.
#[derive(Debug)]
pub struct Scopes {
    rules: Arc<Rules>,
    listener: Box<dyn Listener>,
    configs_count: bool,
    /// The config above each folder.
    nearest: BTreeMap<PathBuf, Option<PathBuf>>,
    configs: BTreeMap<PathBuf, Option<Arc<Config>>>,
    /// By path; none: it cannot be used.
    baselines: BTreeMap<PathBuf, Option<Arc<Baseline>>>,
    /// By the config that they stand beside; none: they cannot be used.
    waivers: BTreeMap<PathBuf, Option<Arc<Waivers>>>,
    lists: Vec<(ListRef, Option<Arc<Loaded>>)>,
    stand_in: Option<StandIn>,
    /// By the config and its overrides; none is what holds without a config.
    made: BTreeMap<Option<config::Key>, Option<Arc<Scope>>>,
    /// When the files of configs and lists had been written when they were read.
    read: BTreeMap<PathBuf, Option<(SystemTime, u64)>>,
    told: Vec<Problem>,
    broken: bool,
}

impl Scopes {
    /// None yet.
    #[must_use]
    pub fn new(rules: &Rules, listener: impl Listener + 'static) -> Self {
        Self {
            rules: Arc::new(rules.clone()),
            listener: Box::new(listener),
            configs_count: true,
            nearest: BTreeMap::new(),
            configs: BTreeMap::new(),
            baselines: BTreeMap::new(),
            waivers: BTreeMap::new(),
            lists: Vec::new(),
            stand_in: None,
            made: BTreeMap::new(),
            read: BTreeMap::new(),
            told: Vec::new(),
            broken: false,
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
            Some(file) => match self.config(file) {
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
            self.broken |= scope.is_none();
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
        let config = self.config(&config)?;
        config.baseline().map(|(path, ..)| path)
    }

    /// Whether a config or a list could not be used.
    #[must_use]
    pub fn broken(&self) -> bool {
        self.broken
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
        let changed = self.read.iter().any(|(path, then)| *then != written(path));
        changed
            || folders.iter().any(|folder| {
                let then = self.nearest.get(*folder);
                then.is_some_and(|then| *then != config::nearest(folder))
            })
    }

    fn remember(&mut self, path: &Path) {
        self.read.insert(path.to_owned(), written(path));
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

    fn config(&mut self, file: &Path) -> Option<Arc<Config>> {
        if let Some(known) = self.configs.get(file) {
            return known.clone();
        }
        self.remember(file);
        self.remember(&lock::beside(file));
        let config = match config::load(file) {
            Ok(config) => Some(Arc::new(config)),
            Err(problems) => {
                self.tell(&problems);
                None
            }
        };
        for file in config.iter().flat_map(|config| config.files()) {
            self.read
                .insert(PathBuf::from(&file.name), written(Path::new(&file.name)));
        }
        self.configs.insert(file.to_owned(), config.clone());
        config
    }

    fn scope(&mut self, config: Option<&Config>, effective: Option<&Effective>) -> Option<Scope> {
        let named = self.named(effective);
        if named.is_empty() && self.stand_in.is_none() {
            self.listener.no_list();
            return None;
        }
        let loaded = self.loaded(named)?;
        let lists: Vec<&Loaded> = loaded.iter().map(Arc::as_ref).collect();
        let layers = effective.map_or(&[][..], |effective| effective.layers.as_slice());
        let set = match Ruleset::build(&lists, layers) {
            Ok(set) => set,
            Err(problems) => {
                self.tell(&problems);
                return None;
            }
        };
        let policy = self.policy(&set, config, effective)?;
        let waivers = match config {
            Some(config) => Some(self.waivers(&config.path)?),
            None => None,
        };
        let baseline = match self.baseline_path(config) {
            Some((path, at)) => Some(self.baseline(&path, at)?),
            None => None,
        };
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
        let fail_on = self.fail_on(effective);
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

    fn baseline(&mut self, path: &Path, named: Option<Named>) -> Option<Arc<Baseline>> {
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
    fn waivers(&mut self, config: &Path) -> Option<Arc<Waivers>> {
        if let Some(known) = self.waivers.get(config) {
            return known.clone();
        }
        self.remember(&waivers::beside(config));
        let loaded = match waivers::load(&waivers::beside(config)) {
            Ok(waivers) => Some(Arc::new(waivers)),
            Err(problems) => {
                self.tell(&problems);
                None
            }
        };
        self.waivers.insert(config.to_owned(), loaded.clone());
        loaded
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

    fn list(&mut self, list: ListRef) -> Option<Arc<Loaded>> {
        if let Some((_, known)) = self.lists.iter().find(|(known, _)| known.is(&list)) {
            return known.clone();
        }
        if let Some(path) = list.path() {
            self.remember(path);
            for lock in lock::above(path) {
                self.remember(&lock);
            }
        }
        let loaded = match list.load() {
            Ok(loaded) => Some(Arc::new(loaded)),
            Err(problems) => {
                self.tell(&problems);
                None
            }
        };
        self.lists.push((list, loaded.clone()));
        loaded
    }

    /// The lists, all of them; every one is looked at before one that cannot be used ends it.
    fn loaded(&mut self, named: Vec<ListRef>) -> Option<Vec<Arc<Loaded>>> {
        let loaded: Vec<_> = named.into_iter().map(|list| self.list(list)).collect();
        let mut loaded: Vec<Arc<Loaded>> = loaded.into_iter().collect::<Option<_>>()?;
        if let Some(StandIn { list, of }) = &self.stand_in {
            let goes = |list: &Arc<Loaded>| of.contains(&list.list.name);
            let at = loaded.iter().position(goes);
            loaded.retain(|list| !goes(list));
            loaded.insert(at.unwrap_or(loaded.len()), Arc::clone(list));
        }
        Some(loaded)
    }

    fn policy(
        &mut self,
        set: &Ruleset,
        config: Option<&Config>,
        effective: Option<&Effective>,
    ) -> Option<Policy> {
        let mut policy = Policy::new(self.rules.as_of);
        let mut problems = Vec::new();
        for dimension in Dimension::ALL {
            let rules = Arc::clone(&self.rules);
            let (flag, value, target) = match dimension {
                Dimension::Audience => (
                    &rules.audience,
                    effective.and_then(|effective| effective.audience.as_ref()),
                    &mut policy.audience,
                ),
                Dimension::Channel => (
                    &rules.channel,
                    effective.and_then(|effective| effective.channel.as_ref()),
                    &mut policy.channel,
                ),
                Dimension::Market => (
                    &rules.market,
                    effective.and_then(|effective| effective.market.as_ref()),
                    &mut policy.market,
                ),
            };
            let unknown = |sets: &[&Ruleset]| match (flag, value) {
                (Some(flag), _) => values::unknown_word(dimension, flag, sets),
                (None, Some(value)) => values::unknown(dimension, value, sets),
                (None, None) => None,
            };
            *target = flag.clone().or_else(|| Some(value?.value.clone()));
            if let Some(problem) = unknown(&[set]) {
                // A list that is in force for other files of the config may know it.
                let others = config.and_then(|config| self.all_of(config));
                let known = others.is_some_and(|others| unknown(&[set, &others]).is_none());
                if !known {
                    problems.push(problem);
                }
            }
        }
        if problems.is_empty() {
            return Some(policy);
        }
        self.tell(&problems);
        None
    }

    /// The rules of every list that a config names for any file.
    fn all_of(&mut self, config: &Config) -> Option<Ruleset> {
        let loaded = self.loaded(config.all_lists())?;
        let lists: Vec<&Loaded> = loaded.iter().map(Arc::as_ref).collect();
        Ruleset::build(&lists, &[]).ok()
    }

    fn fail_on(&self, effective: Option<&Effective>) -> Option<Severity> {
        match self.rules.fail_on {
            Some(FailOn::From(severity)) => Some(severity),
            Some(FailOn::Never) => None,
            None => match effective.and_then(|effective| effective.fail_on) {
                Some(FailOn::From(severity)) => Some(severity),
                Some(FailOn::Never) => None,
                None => Some(Severity::Warning),
            },
        }
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

fn same_file(one: &Path, other: &Path) -> bool {
    // Names first: asking the system about every file of a run would cost more than checking some.
    one.file_name() == other.file_name()
        && fs::canonicalize(one)
            .is_ok_and(|one| fs::canonicalize(other).is_ok_and(|other| one == other))
}

fn has_mistakes(config: &str) -> String {
    format!("its config {config} has mistakes")
}
