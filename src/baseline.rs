//! Findings of the day on which copydesk was taken up: they are set aside, so that only new ones are
//! reported, and can become fewer but not more.
//!
//! A finding is known by its fingerprint (rule, folded words, the words around them, occurrence),
//! so that neither an edit elsewhere on the page nor another wording of the rule's message brings it
//! back. The file has one finding a line, in order, so that two branches merge.

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use serde::{Deserialize, Serialize};

use crate::config;
use crate::discover::in_words;
use crate::judge::{Candidate, SetAside, SetsAside};

/// The name that is proposed for the file.
pub const NAME: &str = ".copydesk-baseline.json";

/// What `kind` says of findings that a baseline sets aside.
pub const KIND: &str = "baseline";

/// The version of the file that is read and written.
const VERSION: u32 = 1;

/// Findings by their fingerprints, each with the full id of its rule.
pub type Found = BTreeMap<String, String>;

/// A baseline.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Baseline {
    /// Where it stands, absolute.
    pub path: PathBuf,
    /// By the path of the file that they stand in, from the folder of the baseline, with `/`.
    files: BTreeMap<String, Arc<Found>>,
}

/// Why a baseline cannot be used.
#[derive(Debug, thiserror::Error)]
pub enum BaselineError {
    /// There is none.
    #[error("the baseline {0} is not there")]
    Missing(String),
    /// It cannot be read or written.
    #[error("{0}: {1}")]
    Io(String, String),
    /// It is not what `--write-baseline` writes.
    #[error("{0} is not a baseline: {1}")]
    Broken(String, String),
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    version: u32,
    findings: Vec<Line<String>>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Line<T> {
    path: T,
    rule: T,
    fingerprint: T,
}

impl Baseline {
    /// One at `path` that holds nothing.
    #[must_use]
    pub fn empty(path: &Path) -> Self {
        Self {
            path: config::absolute(path),
            files: BTreeMap::new(),
        }
    }

    /// Reads the one at `path`.
    pub fn load(path: &Path) -> Result<Self, BaselineError> {
        let shown = || config::shown(path);
        let text = std::fs::read(path).map_err(|error| match error.kind() {
            std::io::ErrorKind::NotFound => BaselineError::Missing(shown()),
            _ => BaselineError::Io(shown(), in_words(&error)),
        })?;
        let written: Written = serde_json::from_slice(&text)
            .map_err(|error| BaselineError::Broken(shown(), error.to_string()))?;
        if written.version != VERSION {
            let reason = format!("its version {} is not known", written.version);
            return Err(BaselineError::Broken(shown(), reason));
        }
        let mut files: BTreeMap<String, Found> = BTreeMap::new();
        for line in written.findings {
            let found = files.entry(line.path).or_default();
            found.insert(line.fingerprint, line.rule);
        }
        Ok(Self {
            path: config::absolute(path),
            files: files
                .into_iter()
                .map(|(path, found)| (path, Arc::new(found)))
                .collect(),
        })
    }

    /// What sets the findings in the file `path` (as given, or absolute) aside.
    #[must_use]
    pub fn held(&self, path: &Path) -> Option<Arc<dyn SetsAside>> {
        let found = self.files.get(&self.path_of(path))?;
        Some(Arc::new(Held(Arc::clone(found))))
    }

    /// How many findings it holds.
    #[must_use]
    pub fn len(&self) -> usize {
        self.files.values().map(|found| found.len()).sum()
    }

    /// Whether it holds none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// What it becomes when the files of `seen` (paths as given) hold these findings. Of files that
    /// were not looked at it keeps what it has, unless they are gone.
    #[must_use]
    pub fn after(&self, seen: &BTreeMap<String, Found>) -> Self {
        let mut files = self.files.clone();
        let folder = self.folder();
        files.retain(|path, _| folder.join(path).exists());
        for (path, found) in seen {
            let name = self.path_of(Path::new(path));
            if found.is_empty() {
                files.remove(&name);
            } else {
                files.insert(name, Arc::new(found.clone()));
            }
        }
        Self {
            path: self.path.clone(),
            files,
        }
    }

    /// Those of its findings that `other` holds too.
    #[must_use]
    pub fn within(&self, other: &Self) -> Self {
        let mut files = BTreeMap::new();
        for (path, found) in &self.files {
            let Some(known) = other.files.get(path) else {
                continue;
            };
            let mut found = Found::clone(found);
            found.retain(|fingerprint, _| known.contains_key(fingerprint));
            if !found.is_empty() {
                files.insert(path.clone(), Arc::new(found));
            }
        }
        Self {
            path: self.path.clone(),
            files,
        }
    }

    /// The findings of this one that `other` does not hold: path, rule, number of them.
    #[must_use]
    pub fn beyond(&self, other: &Self) -> Vec<(String, String, usize)> {
        let mut more: BTreeMap<(&str, &str), usize> = BTreeMap::new();
        let nothing = Found::new();
        for (path, found) in &self.files {
            let known = other.files.get(path).map_or(&nothing, Arc::as_ref);
            for (fingerprint, rule) in found.iter() {
                if !known.contains_key(fingerprint) {
                    *more.entry((path, rule)).or_default() += 1;
                }
            }
        }
        let own = |((path, rule), number): ((&str, &str), usize)| {
            (path.to_owned(), rule.to_owned(), number)
        };
        more.into_iter().map(own).collect()
    }

    /// Its file: JSON, one finding a line.
    #[must_use]
    pub fn text(&self) -> String {
        let mut lines = BTreeSet::new();
        for (path, found) in &self.files {
            for (fingerprint, rule) in found.iter() {
                lines.insert((path.as_str(), rule.as_str(), fingerprint.as_str()));
            }
        }
        let lines: Vec<String> = lines
            .into_iter()
            .map(|(path, rule, fingerprint)| {
                let line = Line {
                    path,
                    rule,
                    fingerprint,
                };
                // Three texts are always JSON.
                serde_json::to_string(&line).unwrap_or_default()
            })
            .collect();
        format!(
            "{{\"version\":{VERSION},\"findings\":[\n{}\n]}}\n",
            lines.join(",\n")
        )
    }

    /// Writes it, all or nothing.
    pub fn write(&self) -> Result<(), BaselineError> {
        let failed =
            |error: &std::io::Error| BaselineError::Io(config::shown(&self.path), in_words(error));
        let file = tempfile::Builder::new()
            .prefix(".copydesk-")
            .tempfile_in(self.folder())
            .map_err(|error| failed(&error))?;
        std::fs::write(file.path(), self.text()).map_err(|error| failed(&error))?;
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // A temporary file is for its owner alone; this one is for everybody who checks.
            let readable = std::fs::Permissions::from_mode(0o644);
            std::fs::set_permissions(file.path(), readable).map_err(|error| failed(&error))?;
        }
        file.persist(&self.path)
            .map(|_| ())
            .map_err(|error| failed(&error.error))
    }

    fn folder(&self) -> &Path {
        self.path.parent().unwrap_or(Path::new(""))
    }

    fn path_of(&self, path: &Path) -> String {
        let whole = config::absolute(path);
        let inside = whole.strip_prefix(self.folder()).unwrap_or(&whole);
        inside.to_string_lossy().replace('\\', "/")
    }
}

fn set_aside() -> SetAside {
    SetAside {
        kind: KIND,
        reason: "stood here before".to_owned(),
        until: None,
    }
}

/// What the baseline holds of one file.
#[derive(Debug)]
struct Held(Arc<Found>);

impl SetsAside for Held {
    fn reason(&self, finding: &Candidate<'_>) -> Option<SetAside> {
        self.0.contains_key(finding.fingerprint).then(set_aside)
    }
}

/// Takes down the findings of a run.
#[derive(Debug, Default)]
pub struct Recorder {
    seen: Mutex<BTreeMap<String, Found>>,
}

impl Recorder {
    /// What takes down the findings of the file `path`: asked last, it hears of all that nothing
    /// else sets aside. It sets aside those that `within` holds (all, if it is none).
    #[must_use]
    pub fn file(self: &Arc<Self>, path: &str, within: Option<&Baseline>) -> Arc<dyn SetsAside> {
        let mut seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.entry(path.to_owned()).or_default();
        Arc::new(Recording {
            recorder: Arc::clone(self),
            path: path.to_owned(),
            sets_aside: match within {
                None => Aside::All,
                Some(within) => within
                    .held(Path::new(path))
                    .map_or(Aside::Nothing, Aside::Held),
            },
        })
    }

    /// The findings by the path of their file as it was given.
    #[must_use]
    pub fn seen(&self) -> BTreeMap<String, Found> {
        let seen = self.seen.lock().unwrap_or_else(PoisonError::into_inner);
        seen.clone()
    }
}

#[derive(Debug)]
struct Recording {
    recorder: Arc<Recorder>,
    path: String,
    sets_aside: Aside,
}

/// What is set aside while findings are taken down.
#[derive(Debug)]
enum Aside {
    All,
    Nothing,
    Held(Arc<dyn SetsAside>),
}

impl SetsAside for Recording {
    fn reason(&self, finding: &Candidate<'_>) -> Option<SetAside> {
        let lock = &self.recorder.seen;
        let mut seen = lock.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(found) = seen.get_mut(&self.path) {
            let rule = finding.rule.id.clone();
            found.insert(finding.fingerprint.to_owned(), rule);
        }
        match &self.sets_aside {
            Aside::All => Some(set_aside()),
            Aside::Nothing => None,
            Aside::Held(held) => held.reason(finding),
        }
    }
}
