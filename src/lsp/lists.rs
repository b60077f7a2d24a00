//! Where rules, names and sources are written, as places that an editor can open.
//!
//! A built-in list has no file, so one is laid down in the user's cache folder when a place in it is
//! first asked for; its name holds the list's digest, so that what was written there once stays true.

use std::collections::HashMap;
use std::env;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};

use serde_json::{Value, json};

use super::convert::{Places, Units};
use super::params::uri;
use crate::wordlist::load::{self, Origin};
use crate::wordlist::ruleset::{ListInfo, Rule, Ruleset};

/// Places in the lists in force; each list is looked at once.
#[derive(Debug)]
pub(super) struct Lists<'r> {
    rules: &'r Ruleset,
    units: Units,
    known: HashMap<usize, Option<(String, Places<'r>)>>,
    /// Where rules and their sources stand, by the ids of the rules: a page can have one finding ten thousand
    /// times.
    found: HashMap<String, Found>,
}

/// Where a rule stands and where its source does: locations of the protocol, as far as they are known.
pub(super) type Found = (Option<Value>, Option<Value>);

impl<'r> Lists<'r> {
    /// Of these rules.
    pub(super) fn new(rules: &'r Ruleset, units: Units) -> Self {
        Self {
            rules,
            units,
            known: HashMap::new(),
            found: HashMap::new(),
        }
    }

    /// The rule of this full id.
    pub(super) fn rule(&self, id: &str) -> Option<&'r Rule> {
        self.rules
            .rules
            .iter()
            .find(|rule| rule.id() == id)
            .map(|rule| &**rule)
    }

    /// Where the rule of this full id stands, and its source.
    pub(super) fn found(&mut self, id: &str) -> Found {
        if let Some(found) = self.found.get(id) {
            return found.clone();
        }
        let rule = self.rule(id);
        let own = rule.and_then(|rule| self.place_of(rule));
        let source = rule.and_then(|rule| self.source_of(rule));
        self.found
            .insert(id.to_owned(), (own.clone(), source.clone()));
        (own, source)
    }

    /// Where the rule stands: a location of the protocol.
    pub(super) fn place_of(&mut self, rule: &Rule) -> Option<Value> {
        let yaml = &self.rules.lists.get(rule.list)?.yaml;
        let start = yaml
            .split_inclusive('\n')
            .take(rule.line.saturating_sub(1))
            .map(str::len)
            .sum();
        self.line_at(rule.list, start)
    }

    /// Where the source of the rule stands, if it has a title that stands in the list.
    fn source_of(&mut self, rule: &Rule) -> Option<Value> {
        let yaml = &self.rules.lists.get(rule.list)?.yaml;
        let title = Some(rule.source.title.as_str()).filter(|title| !title.is_empty())?;
        let sources = if yaml.starts_with("sources:") {
            0
        } else {
            yaml.find("\nsources:")?
        };
        let at = sources + yaml.get(sources..)?.find(title)?;
        self.line_at(rule.list, at)
    }

    /// Where a name of this list, or of one before it, stands.
    pub(super) fn place_of_name(&mut self, name: &str) -> Option<Value> {
        (0..self.rules.lists.len()).rev().find_map(|index| {
            let list = self.rules.lists.get(index)?;
            let loaded = load::load(&list.yaml, Origin::BuiltIn(&list.name)).ok()?;
            let at = loaded.list.names.get(name)?.start;
            self.line_at(index, at)
        })
    }

    fn line_at(&mut self, index: usize, byte: usize) -> Option<Value> {
        let list = self.rules.lists.get(index)?;
        let units = self.units;
        let known = self.known.entry(index).or_insert_with(|| {
            let path = file_of(list)?;
            Some((uri(&path), Places::new(&list.yaml, units)))
        });
        let (uri, places) = known.as_ref()?;
        let rest = list.yaml.get(byte..)?;
        let end = byte + rest.find(['\r', '\n']).unwrap_or(rest.len());
        Some(json!({"uri": uri, "range": places.range(&(byte..end))}))
    }
}

/// The file of a list.
fn file_of(list: &ListInfo) -> Option<PathBuf> {
    if let Some(path) = &list.path {
        return Some(PathBuf::from(path));
    }
    let digest: String = list
        .digest
        .chars()
        .filter(char::is_ascii_hexdigit)
        .take(16)
        .collect();
    let folder = cache()?.join("copydesk").join("lists").join(digest);
    let path = folder.join(format!("{}.yaml", list.name));
    if !path.is_file() {
        lay_down(&folder, &path, &list.yaml).ok()?;
    }
    Some(path)
}

fn lay_down(folder: &Path, path: &Path, yaml: &str) -> std::io::Result<()> {
    fs::create_dir_all(folder)?;
    // Whole or not at all: another server may be at it.
    let mut file = tempfile::NamedTempFile::new_in(folder)?;
    file.write_all(yaml.as_bytes())?;
    file.persist(path)?;
    Ok(())
}

/// The folder for what can be made again.
fn cache() -> Option<PathBuf> {
    let set = |name: &str| {
        env::var_os(name)
            .map(PathBuf::from)
            .filter(|path| path.is_absolute())
    };
    set("XDG_CACHE_HOME")
        .or_else(|| set("LOCALAPPDATA"))
        .or_else(|| Some(set("HOME")?.join(".cache")))
}
