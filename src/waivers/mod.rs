//! `copydesk.waivers.yaml`: findings that somebody with the right to do so has let stand, each for
//! one rule, one file and its own words, with a reason and a last day.
//!
//! They stand in one file beside the config, not in the text, so that its owners can be named: it is
//! the only place where a locked rule can be let through. A waiver that no longer holds or is of no
//! use is reported ([`mod@faults`]), or it would hide tomorrow's finding unseen.

mod faults;
mod read;
#[cfg(test)]
mod tests;
mod write;

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

pub use faults::{Fault, Flaw, faults, finding, unreached};
pub use write::{WriteError, appended};

use crate::config;
use crate::discover::in_words;
use crate::document::source::Source;
use crate::finding::day::iso;
use crate::judge::{Candidate, SetAside, SetsAside, Wording};
use crate::wordlist::model::{At, Day};
use crate::wordlist::problem::{File, Problem};

/// The name of the file.
pub const NAME: &str = "copydesk.waivers.yaml";

/// What `kind` says of findings that a waiver sets aside.
pub const KIND: &str = "waiver";

/// One file of waivers.
#[derive(Debug, Clone)]
pub struct Waivers {
    /// Where it stands, absolute.
    pub path: PathBuf,
    /// Its text; empty if there is no such file.
    pub source: Arc<Source>,
    /// Its path as shown, and its text.
    pub file: Arc<File>,
    /// In the order of the file.
    pub entries: Vec<Arc<Waiver>>,
    /// The folder that paths start from, absolute.
    folder: PathBuf,
    /// Indices into `entries`, by path.
    by_path: BTreeMap<String, Vec<usize>>,
}

/// One waiver, with its places in the file.
#[derive(Debug, Clone)]
pub struct Waiver {
    /// The full id of the rule.
    pub rule: At<String>,
    /// The file that the words stand in, from the folder of the waivers, with `/`.
    pub path: At<String>,
    /// The words that may stay.
    pub text: At<String>,
    /// Why.
    pub reason: String,
    /// Who says so.
    pub by: String,
    /// Where that was decided.
    pub ticket: Option<String>,
    /// The last day on which it holds.
    pub until: At<Day>,
    /// `text`, to be looked for.
    wording: Wording,
}

/// A waiver that is to be written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    /// The full id of the rule.
    pub rule: String,
    /// See [`Waivers::path_of`].
    pub path: String,
    /// The words that may stay.
    pub text: String,
    /// Why.
    pub reason: String,
    /// Who says so.
    pub by: String,
    /// Where that was decided.
    pub ticket: Option<String>,
    /// The last day on which it holds.
    pub until: Day,
}

/// Where the waivers of the files stand for which the config at `config` holds.
#[must_use]
pub fn beside(config: &Path) -> PathBuf {
    config::absolute(config).with_file_name(NAME)
}

/// Reads the waivers at `path`; where there is no such file there are none.
///
/// # Errors
/// All problems of the file.
pub fn load(path: &Path) -> Result<Waivers, Vec<Problem>> {
    let failed = |reason: String| {
        let shown = config::shown(path);
        vec![Problem::plain(format!("{shown} cannot be read: {reason}"))]
    };
    let bytes = match fs::read(path) {
        Ok(bytes) => bytes,
        Err(error) if error.kind() == io::ErrorKind::NotFound => Vec::new(),
        Err(error) => return Err(failed(in_words(&error))),
    };
    let source = Source::decode(bytes).map_err(|unread| failed(unread.to_string()))?;
    understand(source, path)
}

/// Reads `source` as the waivers at `path`.
///
/// # Errors
/// All problems of the text.
pub fn understand(source: Source, path: &Path) -> Result<Waivers, Vec<Problem>> {
    let file = File::new(config::shown(path), &source.text);
    let entries: Vec<Arc<Waiver>> = read::read(&file)?.into_iter().map(Arc::new).collect();
    let mut by_path: BTreeMap<String, Vec<usize>> = BTreeMap::new();
    for (index, waiver) in entries.iter().enumerate() {
        let path = waiver.path.value.clone();
        by_path.entry(path).or_default().push(index);
    }
    let path = config::absolute(path);
    let folder = path.parent().map(Path::to_owned);
    Ok(Waivers {
        path,
        source: Arc::new(source),
        file,
        entries,
        folder: folder.unwrap_or_default(),
        by_path,
    })
}

impl Waivers {
    /// The name that the file `path` (as given, or absolute) has in these waivers.
    #[must_use]
    pub fn path_of(&self, path: &Path) -> String {
        let whole = config::absolute(path);
        let inside = whole.strip_prefix(&self.folder);
        let inside = inside.unwrap_or(&whole);
        inside.to_string_lossy().replace('\\', "/")
    }

    /// The waivers for the file `path` (as given, or absolute): indices into `entries`.
    #[must_use]
    pub fn of(&self, path: &Path) -> &[usize] {
        if self.by_path.is_empty() {
            return &[];
        }
        self.by_path
            .get(&self.path_of(path))
            .map_or(&[], Vec::as_slice)
    }

    /// What sets findings in `path` aside on the day `as_of`; none if nothing does.
    #[must_use]
    pub fn held(&self, path: &Path, as_of: Day) -> Option<Arc<dyn SetsAside>> {
        let of_path = self.of(path).iter().map(|&index| &self.entries[index]);
        let held: Vec<_> = of_path
            .filter(|waiver| as_of <= waiver.until.value)
            .cloned()
            .collect();
        if held.is_empty() {
            return None;
        }
        Some(Arc::new(Held(held)))
    }
}

impl Waiver {
    /// Why its words may stand, who says so and where that was decided.
    #[must_use]
    pub fn reason(&self) -> String {
        let ticket = self.ticket.as_ref();
        let ticket = ticket.map_or(String::new(), |ticket| format!(", {ticket}"));
        let until = iso(self.until.value);
        format!("{} ({}{ticket}, until {until})", self.reason, self.by)
    }
}

/// The waivers of one file that hold today.
#[derive(Debug)]
struct Held(Vec<Arc<Waiver>>);

impl SetsAside for Held {
    fn reason(&self, finding: &Candidate<'_>) -> Option<SetAside> {
        let mut of_rule = self
            .0
            .iter()
            .filter(|waiver| waiver.rule.value == finding.rule.id);
        let waiver =
            of_rule.find(|waiver| waiver.wording.covers(finding.document, finding.text))?;
        Some(SetAside {
            kind: KIND,
            reason: waiver.reason(),
            until: Some(waiver.until.value),
        })
    }
}
