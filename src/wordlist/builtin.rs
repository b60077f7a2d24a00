//! The lists that come with the tool: read when it was built, decoded only when one is named.

use std::sync::Arc;

use super::late::Late;
use super::load::{self, Loaded, Origin};
use super::problem::{File, Problem};
use super::ready::StoredList;

/// A built-in list.
#[derive(Debug)]
pub struct BuiltIn {
    /// Its name.
    pub name: &'static str,
    /// SHA-256 of its YAML, in hex.
    pub digest: &'static str,
    /// Its YAML.
    pub yaml: &'static str,
    list: &'static [u8],
    ready: &'static [u8],
}

/// All built-in lists, by name.
pub static ALL: &[BuiltIn] = include!(concat!(env!("OUT_DIR"), "/built_in_lists.rs"));

/// The built-in list of this name.
#[must_use]
pub fn named(name: &str) -> Option<&'static BuiltIn> {
    ALL.iter().find(|list| list.name == name)
}

impl BuiltIn {
    /// The list; most of it is decoded when it is first looked at.
    ///
    /// # Errors
    /// None for a tool that was built by its own build script; then the YAML is read again, with
    /// whatever is wrong with it.
    pub fn load(&self) -> Result<Loaded, Vec<Problem>> {
        match postcard::from_bytes(self.ready) {
            Ok(ready) => Ok(Loaded {
                list: Late::new(StoredList(self.list)),
                file: File::own(load::built_in(self.name), self.yaml),
                digest: self.digest.to_owned(),
                path: None,
                warnings: Vec::new(),
                ready: Some(Arc::new(ready)),
            }),
            Err(_) => load::load(self.yaml, Origin::BuiltIn(self.name)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wordlist::ruleset::{PhraseId, Ruleset};

    #[test]
    fn what_was_stored_is_what_the_yaml_says() {
        for list in ALL {
            let stored = list.load().unwrap();
            let read = load::load(list.yaml, Origin::BuiltIn(list.name)).unwrap();
            assert_eq!(format!("{:?}", stored.list), format!("{:?}", read.list));
            assert_eq!(stored.digest, read.digest);
        }
    }

    #[test]
    fn what_was_stored_stacks_as_what_is_parsed() {
        let stored: Vec<Loaded> = ALL.iter().map(|list| list.load().unwrap()).collect();
        let parsed = ALL
            .iter()
            .map(|list| load::load(list.yaml, Origin::BuiltIn(list.name)).unwrap());
        let parsed: Vec<Loaded> = parsed.collect();
        let build = |lists: &[Loaded]| {
            let lists: Vec<&Loaded> = lists.iter().collect();
            Ruleset::build(&lists, &[]).unwrap()
        };
        let (stored, parsed) = (build(&stored), build(&parsed));
        assert_eq!(format!("{:?}", stored.lists), format!("{:?}", parsed.lists));
        assert_eq!(format!("{:?}", stored.names), format!("{:?}", parsed.names));
        assert_eq!(stored.verbs, parsed.verbs);
        assert_eq!(stored.rules.len(), parsed.rules.len());
        for (stored, parsed) in stored.rules.iter().zip(&parsed.rules) {
            assert_eq!(format!("{stored:?}"), format!("{parsed:?}"));
        }
        assert_eq!(stored.phrases.len(), parsed.phrases.len());
        for (stored, parsed) in stored.phrases.iter().zip(&parsed.phrases) {
            assert_eq!(*stored.phrase, *parsed.phrase);
            assert_eq!((stored.exact, &stored.names), (parsed.exact, &parsed.names));
        }
        for list in 0..parsed.lists.len() {
            assert_eq!(stored.in_force(list), parsed.in_force(list));
        }
        let rules = |all: &Ruleset, id| {
            let uses = all.uses().of(id).iter();
            uses.map(|found| (found.rule, found.when))
                .collect::<Vec<_>>()
        };
        for at in 0..parsed.phrases.len() {
            let id = PhraseId(u32::try_from(at).unwrap());
            assert_eq!(rules(&stored, id), rules(&parsed, id));
        }
    }

    #[test]
    fn every_list_stacks_alone_and_with_the_others() {
        let loaded: Vec<Loaded> = ALL.iter().map(|list| list.load().unwrap()).collect();
        let said = |result: Result<Ruleset, Vec<Problem>>| match result {
            Ok(_) => String::new(),
            Err(problems) => {
                let said: Vec<String> = problems.iter().map(ToString::to_string).collect();
                said.join("\n")
            }
        };
        for list in &loaded {
            assert_eq!(said(Ruleset::build(&[list], &[])), "");
        }
        let all: Vec<&Loaded> = loaded.iter().collect();
        assert_eq!(said(Ruleset::build(&all, &[])), "");
    }
}
