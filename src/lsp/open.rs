//! A file that is open in an editor: its text at one version, what holds for it, and what was found.
//!
//! A version is never changed, only followed by another, so that workers read it while the next one
//! is being typed.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::AtomicBool;
use std::sync::{Arc, OnceLock};

use super::client::Client;
use super::convert::Places;
use super::params;
use crate::check;
use crate::config::lock::Lock;
use crate::document::source::Source;
use crate::document::{self, Document, Format};
use crate::finding::Finding;
use crate::session::Scope;
use crate::waivers;
use crate::wordlist::load::{self, Origin};
use crate::wordlist::problem::Problem;

/// The longest text that is checked while it is typed, in bytes: no page is longer, and a log that
/// was opened by accident must not keep the editor waiting.
pub(super) const LONGEST: usize = 8 * 1024 * 1024;

/// What a file is to the server.
#[derive(Debug, Clone)]
pub(super) enum Role {
    /// Copy, held against these lists.
    Copy(Format, Arc<Scope>),
    /// A list; with what holds for the files beside it.
    List(Option<Arc<Scope>>),
    /// A config; as above.
    Config(Option<Arc<Scope>>),
    /// A file of waivers.
    Waivers,
    /// What lists that were copied from elsewhere are held to.
    Lock,
    /// Nothing to say about it.
    Other,
}

/// One version of one open file.
#[derive(Debug)]
pub(super) struct Open {
    /// As the editor writes it.
    pub uri: String,
    /// Its path; for a file that was never saved, its name.
    pub path: PathBuf,
    /// The editor's number of this text.
    pub version: i64,
    /// The text, with its byte order mark if it has one.
    pub text: String,
    /// What it is.
    pub role: Role,
    /// The editor that it is open in.
    pub client: Client,
    /// What is wrong with lists and configs on disk, by path.
    pub problems: Arc<BTreeMap<PathBuf, Vec<Problem>>>,
    /// Whether another version has come since, so that nobody waits for this one's findings.
    pub replaced: AtomicBool,
    found: OnceLock<Vec<Finding>>,
}

impl Open {
    /// A version about which nothing is known yet.
    pub(super) fn new(
        uri: String,
        version: i64,
        text: String,
        role: Role,
        client: Client,
        problems: Arc<BTreeMap<PathBuf, Vec<Problem>>>,
    ) -> Self {
        Self {
            path: params::path(&uri),
            uri,
            version,
            text,
            role,
            client,
            problems,
            replaced: AtomicBool::new(false),
            found: OnceLock::new(),
        }
    }

    /// Its places.
    pub(super) fn places(&self) -> Places<'_> {
        Places::new(&self.text, self.client.units)
    }

    /// How many bytes of the text stand before the first byte of the decoded source.
    pub(super) fn before(&self) -> usize {
        self.text.len() - self.source().len()
    }

    /// Its text without a byte order mark.
    pub(super) fn source(&self) -> &str {
        self.text.strip_prefix('\u{feff}').unwrap_or(&self.text)
    }

    /// What `check` finds in it; worked out once.
    pub(super) fn findings(&self) -> &[Finding] {
        self.found
            .get_or_init(|| self.check(self.source().to_owned()))
    }

    /// Whether `comment` at byte `at` of the text lets the finding of this fingerprint stand, and
    /// adds no other.
    pub(super) fn silences(&self, at: usize, comment: &str, fingerprint: &str) -> bool {
        let mut text = self.source().to_owned();
        text.insert_str(at - self.before(), comment);
        let after = self.check(text);
        after.len() < self.findings().len()
            && after.iter().all(|found| found.fingerprint != fingerprint)
    }

    /// Whether it is copy that is too long to be checked while it is typed.
    pub(super) fn too_long(&self) -> bool {
        matches!(self.role, Role::Copy(..)) && self.text.len() > LONGEST
    }

    /// Its text as a document, if it is copy.
    pub(super) fn document(&self) -> Option<Document> {
        self.document_of(self.source().to_owned())
    }

    fn document_of(&self, source: String) -> Option<Document> {
        match &self.role {
            Role::Copy(format, scope) if source.len() <= LONGEST => Some(document::read(
                *format,
                Source::from_text(source),
                &scope.options,
            )),
            _ => None,
        }
    }

    fn check(&self, source: String) -> Vec<Finding> {
        let (Role::Copy(_, scope), Some(document)) = (&self.role, self.document_of(source)) else {
            return Vec::new();
        };
        check::check(&document, &scope.engine, &scope.policy_for(&self.path)).findings()
    }

    /// What is wrong with it, if it is a list or a config.
    pub(super) fn mistakes(&self) -> Vec<Problem> {
        match self.role {
            Role::List(_) => {
                let name = self.path.to_string_lossy();
                match load::load(&self.text, Origin::Path(&name)) {
                    Err(problems) => problems,
                    // What only the other lists can tell was found when it was last saved.
                    Ok(loaded) => {
                        let mut found = loaded.warnings;
                        found.extend(
                            self.known()
                                .filter(|known| !found.contains(known))
                                .cloned()
                                .collect::<Vec<_>>(),
                        );
                        found
                    }
                }
            }
            Role::Config(_) => match crate::config::understand(&self.text, &self.path) {
                Err(problems) => problems,
                Ok(()) => self.known().cloned().collect(),
            },
            Role::Waivers => {
                let source = Source::from_text(self.source().to_owned());
                match waivers::understand(source, &self.path) {
                    Err(problems) => problems,
                    Ok(_) => self.known().cloned().collect(),
                }
            }
            Role::Lock => match Lock::understand(&self.text, &self.path) {
                Err(problems) => problems,
                Ok(_) => self.known().cloned().collect(),
            },
            _ => Vec::new(),
        }
    }

    /// What was found in it on disk, as far as the text is still the same.
    fn known(&self) -> impl Iterator<Item = &Problem> {
        let all = self.problems.get(&self.path).into_iter().flatten();
        all.filter(|problem| {
            let file = problem.file.as_ref();
            file.is_some_and(|file| *file.yaml == *self.source())
        })
    }
}
