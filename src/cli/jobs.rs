//! From the paths of a run to the files to work on, each with the lists and the policy that hold
//! for it. Everything that reads files (check, fix) starts from here.

use std::collections::BTreeMap;
use std::fs;
use std::io::{self, Read};
use std::path::Path;
use std::sync::Arc;

use super::plan::{Files, Rules};
use super::scope::{Lookup, Scope, Scopes};
use super::tell::Teller;
use super::timings::{Part, Timings};
use crate::discover::{self, File, Input};
use crate::document::source::Unread;
use crate::document::{self, Document, Kind, ReadOptions};

/// The files of a run.
#[derive(Debug)]
pub(super) struct Jobs {
    /// In the order of their paths.
    pub files: Vec<Job>,
    /// Files that are not copy, by the ending of their name.
    pub skipped: BTreeMap<String, usize>,
    /// How many files `exclude` kept out.
    pub excluded: usize,
    /// What else could not be done: each a sentence.
    pub troubles: Vec<String>,
    /// The scopes in force, each once; never empty unless `broken` or everything is excluded.
    pub scopes: Vec<Arc<Scope>>,
    /// A config or a list could not be used; it has been told why.
    pub broken: bool,
}

/// One file.
#[derive(Debug)]
pub(super) struct Job {
    /// Its path as given.
    pub shown: String,
    /// What to do.
    pub task: Task,
}

/// What is to be done with a file.
#[derive(Debug)]
pub(super) enum Task {
    /// Read it and work on it.
    Read(Input, Kind, Arc<Scope>),
    /// Say that it is not read.
    Leave(Unread),
}

impl Jobs {
    /// Finds the files and what holds for each.
    pub(super) fn new(files: &Files, rules: &Rules, teller: Teller) -> Self {
        Self::of(files, Scopes::new(rules, teller))
    }

    /// Finds the files, and asks `scopes` what holds for each.
    pub(super) fn of(files: &Files, mut scopes: Scopes) -> Self {
        for path in &files.paths {
            // A mistake in what holds here is told even if no file needs it.
            scopes.of(home(path, files.stdin_name.as_deref()));
        }
        let found = discover::discover(&files.paths, files.stdin_name.as_deref());
        let mut jobs = Self {
            files: Vec::with_capacity(found.files.len()),
            skipped: found.skipped,
            excluded: 0,
            troubles: found.troubles,
            scopes: Vec::new(),
            broken: false,
        };
        for file in found.files {
            jobs.add(file, &mut scopes);
        }
        jobs.broken = scopes.broken();
        jobs.scopes = scopes.in_force();
        jobs
    }

    fn add(&mut self, file: File, scopes: &mut Scopes) {
        let path = match &file.input {
            Input::Path(path) => path.as_path(),
            Input::Stdin(name) => name.as_deref().unwrap_or(Path::new("-")),
        };
        let task = match scopes.of(path) {
            Lookup::Excluded => {
                self.excluded += 1;
                return;
            }
            Lookup::Own => {
                let ending = path.extension().unwrap_or_default().to_string_lossy();
                *self.skipped.entry(ending.to_lowercase()).or_default() += 1;
                return;
            }
            Lookup::Broken(reason) => Task::Leave(Unread::Kind(reason)),
            Lookup::Scope(scope) => match file.kind {
                Ok(kind) => Task::Read(file.input, kind, scope),
                Err(unread) => Task::Leave(unread),
            },
        };
        self.files.push(Job {
            shown: file.shown,
            task,
        });
    }
}

/// The path whose config holds for what `path` names as a whole.
fn home<'p>(path: &'p Path, stdin_name: Option<&'p Path>) -> &'p Path {
    if path.as_os_str() == "-" {
        stdin_name.unwrap_or(Path::new("-"))
    } else {
        path
    }
}

impl Task {
    /// Bytes of the file on disk; of standard input and of what is not there nothing is known before.
    pub(super) fn length(&self) -> Option<u64> {
        match self {
            Self::Read(Input::Path(path), ..) => Some(fs::metadata(path).ok()?.len()),
            Self::Read(Input::Stdin(_), ..) | Self::Leave(_) => None,
        }
    }

    /// The bytes of the file, what it is, and what holds for it.
    pub(super) fn bytes(&self, timings: &Timings) -> Result<(Vec<u8>, Kind, &Scope), Unread> {
        match self {
            Self::Leave(unread) => Err(unread.clone()),
            Self::Read(input, kind, scope) => Ok((bytes(input, timings)?, *kind, scope)),
        }
    }

    /// The document, and what holds for it.
    pub(super) fn read(&self, timings: &Timings) -> Result<(Document, &Scope), Unread> {
        let (bytes, kind, scope) = self.bytes(timings)?;
        Ok((open(kind, bytes, scope, timings)?, scope))
    }
}

/// The bytes of a file.
fn bytes(input: &Input, timings: &Timings) -> Result<Vec<u8>, Unread> {
    let bytes = timings.time(Part::Reading, || raw(input))?;
    timings.read(bytes.len());
    Ok(bytes)
}

/// The document that they are.
pub(super) fn open(
    kind: Kind,
    bytes: Vec<u8>,
    scope: &Scope,
    timings: &Timings,
) -> Result<Document, Unread> {
    let open = || document::open(kind, bytes, &scope.options);
    timings.time(Part::Extracting, open)
}

fn raw(input: &Input) -> Result<Vec<u8>, Unread> {
    let read = match input {
        Input::Path(path) => fs::read(path),
        Input::Stdin(_) => {
            let mut bytes = Vec::new();
            let read = io::stdin().lock().read_to_end(&mut bytes);
            read.map(|_| bytes)
        }
    };
    read.map_err(|error| Unread::Io(discover::in_words(&error)))
}

/// The document at `path`, which somebody named.
pub(super) fn read_named(path: &Path, options: &ReadOptions) -> Result<Document, Unread> {
    let file = discover::named(path);
    let bytes = raw(&file.input)?;
    document::open(file.kind?, bytes, options)
}
