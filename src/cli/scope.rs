//! What holds for a file: the lists in force there, compiled once for all files that share them,
//! and what its config says beside.

use std::path::Path;
use std::sync::Arc;

use super::plan::Rules;
use super::tell::{Failure, Teller};
use crate::document::ReadOptions;
use crate::judge::Policy;
use crate::matching::Engine;
use crate::wordlist::model::Severity;

/// What holds for some files.
#[derive(Debug)]
pub(super) struct Scope {
    /// The rules, compiled.
    pub engine: Arc<Engine>,
    /// How they are applied.
    pub policy: Policy,
    /// How files are read.
    pub options: ReadOptions,
    /// From which weight on a finding fails the run; none: never.
    pub fail_on: Option<Severity>,
}

/// What is known of a path.
#[derive(Debug)]
pub(super) enum Lookup {
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
pub(super) struct Scopes<'p> {
    rules: &'p Rules,
    teller: Teller,
}

impl<'p> Scopes<'p> {
    /// None yet.
    pub(super) fn new(rules: &'p Rules, teller: Teller) -> Self {
        Self { rules, teller }
    }

    /// Makes what holds for `path` as a whole, so that a mistake in it is told though no file needs it.
    pub(super) fn prepare(&mut self, path: &Path) -> Result<(), Failure> {
        self.of(path).map(drop)
    }

    /// What holds for `path`.
    pub(super) fn of(&mut self, _path: &Path) -> Result<Lookup, Failure> {
        Err(Failure::say("no lists yet"))
    }

    /// Whether a config or a list could not be used.
    pub(super) fn broken(&self) -> bool {
        false
    }

    /// All that were made.
    pub(super) fn in_force(&self) -> Vec<Arc<Scope>> {
        Vec::new()
    }
}
