//! What holds for the files of the workspace, and what it was before the last list was broken.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use super::open::Role;
use crate::config;
use crate::document::{Format, Kind};
use crate::session::{BaselineUse, Listener, Lookup, Rules, Scope, Scopes, today};
use crate::waivers;
use crate::wordlist::problem::Problem;

/// Problems as they were heard.
#[derive(Debug, Clone, Default)]
struct Heard(Arc<Mutex<Vec<Problem>>>);

impl Listener for Heard {
    fn problems(&self, problems: &[Problem]) {
        if let Ok(mut heard) = self.0.lock() {
            heard.extend_from_slice(problems);
        }
    }

    // An editor is no place to be told that a folder has no config.
    fn no_list(&self) {}
}

/// The lists and configs of a workspace.
#[derive(Debug)]
pub(super) struct Workspace {
    now: Scopes,
    heard: Heard,
    /// The last that was whole.
    good: Option<Scopes>,
    /// What last held for a file, by its path: other folders may have been broken since.
    last: HashMap<PathBuf, Arc<Scope>>,
}

impl Workspace {
    /// Nothing is read yet.
    pub(super) fn new() -> Self {
        let (now, heard) = fresh();
        Self {
            now,
            heard,
            good: None,
            last: HashMap::new(),
        }
    }

    /// Reads everything again when it is next needed.
    pub(super) fn reload(&mut self) {
        let (now, heard) = fresh();
        let before = std::mem::replace(&mut self.now, now);
        self.heard = heard;
        if !before.broken() {
            self.good = Some(before);
        }
    }

    /// What the file at `path` is; `language` is what the editor calls it, `text` what it says.
    pub(super) fn role(&mut self, path: &Path, language: &str, text: &str) -> Role {
        let lookup = self.lookup(path);
        let is_yaml = path
            .extension()
            .is_some_and(|ending| ending == "yaml" || ending == "yml");
        if path.file_name().is_some_and(|name| name == config::NAME) {
            return Role::Config(self.beside(path));
        }
        if path.file_name().is_some_and(|name| name == waivers::NAME) {
            return Role::Waivers;
        }
        if path
            .file_name()
            .is_some_and(|name| name == config::lock::NAME)
        {
            return Role::Lock;
        }
        if is_yaml && (matches!(lookup, Lookup::Own) || looks_like_a_list(text)) {
            return Role::List(self.beside(path));
        }
        let format = match Kind::of_path(path) {
            Some(Kind::Text(format)) => Some(format),
            #[cfg(feature = "office")]
            Some(Kind::Office(_)) => None,
            #[cfg(feature = "legacy")]
            Some(Kind::Legacy(_)) => None,
            #[cfg(feature = "pdf")]
            Some(Kind::Pdf) => None,
            None => format_of(language),
        };
        match (lookup, format) {
            (Lookup::Scope(scope), Some(format)) => Role::Copy(format, scope),
            _ => Role::Other,
        }
    }

    fn lookup(&mut self, path: &Path) -> Lookup {
        let lookup = self.now.of(path);
        match &lookup {
            Lookup::Scope(scope) => {
                self.last.insert(path.to_owned(), Arc::clone(scope));
            }
            Lookup::Broken(_) => {
                if let Some(scope) = self.last.get(path) {
                    return Lookup::Scope(Arc::clone(scope));
                }
                if let Some(good) = &mut self.good {
                    return good.of(path);
                }
            }
            Lookup::Excluded | Lookup::Own => {}
        }
        lookup
    }

    /// What holds for a page in the folder of `path`.
    fn beside(&mut self, path: &Path) -> Option<Arc<Scope>> {
        match self.lookup(&path.with_file_name("page.md")) {
            Lookup::Scope(scope) => Some(scope),
            _ => None,
        }
    }

    /// Whether a list or a config is another one on disk by now; `folders` are those of open files.
    pub(super) fn is_behind(&self, folders: &BTreeSet<&Path>) -> bool {
        self.now.is_behind(folders)
    }

    /// What is wrong with lists and configs, by their absolute paths.
    pub(super) fn problems(&self) -> BTreeMap<PathBuf, Vec<Problem>> {
        let mut by_path: BTreeMap<PathBuf, Vec<Problem>> = BTreeMap::new();
        if let Ok(heard) = self.heard.0.lock() {
            for problem in heard.iter() {
                if let Some(file) = &problem.file {
                    let path = std::path::absolute(&file.name);
                    let path = path.unwrap_or_else(|_| file.name.clone().into());
                    by_path.entry(path).or_default().push(problem.clone());
                }
            }
        }
        by_path
    }
}

fn fresh() -> (Scopes, Heard) {
    let heard = Heard::default();
    let rules = Rules {
        baseline: BaselineUse::Config,
        lists: Vec::new(),
        config: None,
        audience: None,
        channel: None,
        market: None,
        include: Vec::new(),
        as_of: today(),
        fail_on: None,
    };
    (Scopes::new(&rules, heard.clone()), heard)
}

/// The format of a file whose name does not tell it.
fn format_of(language: &str) -> Option<Format> {
    match language {
        "markdown" => Some(Format::Markdown),
        "mdx" => Some(Format::Mdx),
        "html" => Some(Format::Html),
        "plaintext" => Some(Format::Text),
        _ => None,
    }
}

/// A list that no config names yet.
fn looks_like_a_list(text: &str) -> bool {
    text.lines().any(|line| {
        ["wordlist:", "forbid:", "approve:"]
            .iter()
            .any(|key| line.starts_with(key))
    })
}

/// Does `work` on what a worker may hold too, for as long as one file takes it.
pub(super) fn with<T>(workspace: &Mutex<Workspace>, work: impl FnOnce(&mut Workspace) -> T) -> T {
    // A worker that failed with it at hand left it whole: its parts are replaced, never half written.
    work(&mut workspace.lock().unwrap_or_else(PoisonError::into_inner))
}
