//! The lists that a config or the command line names, and how they are opened.

use std::ops::Range;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::{find, lock};
use crate::wordlist::builtin;
use crate::wordlist::load::{self, Loaded, Origin};
use crate::wordlist::problem::{File, Problem, did_you_mean, listed};

/// A list that somebody named.
#[derive(Debug, Clone)]
pub struct ListRef {
    /// As it was written.
    pub written: String,
    target: Target,
    place: Option<(Arc<File>, Range<usize>)>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
enum Target {
    BuiltIn,
    File(PathBuf),
}

impl ListRef {
    /// A list named on the command line; a path is from the current folder.
    #[must_use]
    pub fn from_argument(written: &str) -> Self {
        Self {
            written: written.to_owned(),
            target: target(written, Path::new("")),
            place: None,
        }
    }

    /// A list named in a config; a path is from the config's `folder`.
    #[must_use]
    pub fn from_config(written: &str, folder: &Path, file: &Arc<File>, at: Range<usize>) -> Self {
        Self {
            written: written.to_owned(),
            target: target(written, folder),
            place: Some((Arc::clone(file), at)),
        }
    }

    /// Whether both are the same list.
    #[must_use]
    pub fn is(&self, other: &Self) -> bool {
        match (&self.target, &other.target) {
            (Target::BuiltIn, Target::BuiltIn) => self.written == other.written,
            (Target::File(own), Target::File(others)) => {
                find::absolute(own) == find::absolute(others)
            }
            _ => false,
        }
    }

    /// The file that it is read from; none if it is built in.
    #[must_use]
    pub fn path(&self) -> Option<&Path> {
        match &self.target {
            Target::BuiltIn => None,
            Target::File(path) => Some(path),
        }
    }

    /// Opens and reads it; where it was copied from elsewhere, only what was copied is taken.
    ///
    /// # Errors
    /// All problems of the list, or that there is none, or that it is not what a lock says.
    pub fn load(&self) -> Result<Loaded, Vec<Problem>> {
        let path = match &self.target {
            Target::BuiltIn => {
                return match builtin::named(&self.written) {
                    Some(list) => list.load(),
                    None => Err(vec![self.unknown()]),
                };
            }
            Target::File(path) => path,
        };
        let bytes = std::fs::read(path).map_err(|error| {
            let gone = lock::objections(path, None);
            if gone.is_empty() {
                vec![self.unread(&error.to_string())]
            } else {
                gone
            }
        })?;
        let objections = lock::objections(path, Some(&bytes));
        if !objections.is_empty() {
            return Err(objections);
        }
        let text =
            String::from_utf8(bytes).map_err(|_| vec![self.unread("its text is not UTF-8")])?;
        load::load(&text, Origin::Path(&find::shown(path)))
    }

    fn unknown(&self) -> Problem {
        let known = || builtin::ALL.iter().map(|list| list.name);
        let meant = did_you_mean(&self.written, known());
        let problem = self.problem(format!("there is no built-in list “{}”", self.written));
        problem
            .label(meant.unwrap_or_else(|| "not known".to_owned()))
            .help(format!(
                "built in: {}; a list of your own is named by its file: {}.yaml",
                listed(known()),
                self.written
            ))
    }

    fn unread(&self, reason: &str) -> Problem {
        // The system's number of the error helps nobody.
        let reason = reason.split(" (os error").next().unwrap_or(reason);
        self.problem(format!("the list {} cannot be read", self.written))
            .label(reason.to_lowercase())
            .help("a path is from the folder of the config, or on the command line from where you are")
    }

    fn problem(&self, message: String) -> Problem {
        match &self.place {
            Some((file, at)) => Problem::error(file, at.clone(), message),
            None => Problem::plain(message),
        }
    }
}

fn target(written: &str, folder: &Path) -> Target {
    let ending = Path::new(written)
        .extension()
        .and_then(|ending| ending.to_str())
        .map(str::to_ascii_lowercase);
    let is_file =
        written.contains(['/', '\\']) || matches!(ending.as_deref(), Some("yaml" | "yml"));
    if is_file {
        Target::File(folder.join(written))
    } else {
        Target::BuiltIn
    }
}
