//! What holds for a file: the lists in force there, compiled once for all files that share them,
//! and what its config says beside.
//!
//! What is wrong with a config or a list is told once, when it is first needed; files for which it
//! would hold are then broken, and all others are worked on.

mod policy;
mod scopes;
mod sources;

use std::borrow::Cow;
use std::fmt;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::baseline::Baseline;
use crate::config::FailOn;
use crate::document::ReadOptions;
use crate::document::options::Include;
use crate::judge::Policy;
use crate::matching::Engine;
use crate::waivers::Waivers;
use crate::wordlist::load::Loaded;
use crate::wordlist::model::{Day, Severity};
use crate::wordlist::problem::Problem;

pub use scopes::Scopes;
pub use sources::written;

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
