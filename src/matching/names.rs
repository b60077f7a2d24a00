//! Names, made ready to be followed.
//!
//! A name has hundreds of spellings, and a page one or two of them. What each begins with is stored
//! when the tool is built, so that of a name of a built-in list only those are compiled that may stand
//! where the name is followed.

use serde::{Deserialize, Serialize};

use super::heads::Heads;
use super::library::Library;
use crate::wordlist::ruleset::NameId;

/// A name, made ready. Its phrases are numbered as the name lists them, so that it can be stored
/// whatever they are called in a stack.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct Spelt {
    /// Which of its spellings are no expressions, 0-based.
    pub(super) spellings: Box<[usize]>,
    /// What each of those begins with.
    pub(super) heads: Heads,
    /// The most words that each of the longer spellings which take a hit of it out can take up.
    pub(super) not: Box<[usize]>,
}

impl Spelt {
    /// How `name` is spelt: as it was stored, or else as it is compiled.
    pub(super) fn of(name: NameId, library: &Library) -> Self {
        Self::stored(name, library).unwrap_or_else(|| Self::compiled(name, library))
    }

    /// As it was stored when the tool was built; none if it was not, or does not hold any more.
    fn stored(name: NameId, library: &Library) -> Option<Self> {
        postcard::from_bytes(library.rules.spelt(name)?).ok()
    }

    /// As all of its spellings, compiled, tell it.
    fn compiled(name: NameId, library: &Library) -> Self {
        let own = library.rules.name(name);
        let spellings = own.spellings.iter().enumerate();
        let not = own.not.iter();
        Self {
            spellings: spellings
                .filter(|(_, id)| !library.phrase(**id).nodes.is_empty())
                .map(|(at, _)| at)
                .collect(),
            heads: Heads::of(library.spellings(name)),
            not: not
                .map(|id| library.width(&library.phrase(*id).nodes, 0).most)
                .collect(),
        }
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::wordlist::builtin;
    use crate::wordlist::load::Loaded;
    use crate::wordlist::model::VerbForms;
    use crate::wordlist::ruleset::Ruleset;

    /// All built-in lists, stacked.
    fn rules() -> Ruleset {
        let lists = builtin::ALL.iter().map(|list| list.load().unwrap());
        let lists: Vec<Loaded> = lists.collect();
        Ruleset::build(&lists.iter().collect::<Vec<_>>(), &[]).unwrap()
    }

    #[test]
    fn names_are_stored_as_they_are_compiled() {
        let library = Library::new(Arc::new(rules()));
        let all = 0..u32::try_from(library.rules.names.len()).unwrap();
        assert!(!all.is_empty());
        for name in all.map(NameId) {
            let stored = Spelt::stored(name, &library).unwrap();
            let compiled = Spelt::compiled(name, &library);
            assert_eq!(format!("{stored:?}"), format!("{compiled:?}"));
        }
    }

    #[test]
    fn no_spelling_is_compiled_to_know_what_names_begin_with() {
        let library = Library::new(Arc::new(rules()));
        for (name, own) in (0..).map(NameId).zip(&library.rules.names) {
            assert_eq!(library.name(name).not.len(), own.not.len());
            let mut phrases = own.spellings.iter().chain(&own.not);
            assert!(!phrases.any(|id| library.is_compiled(*id)), "{}", own.id);
        }
    }

    #[test]
    fn what_was_stored_of_names_holds_only_where_nothing_changed_that_it_depends_on() {
        let holds = |change: fn(&mut Ruleset)| {
            let mut rules = rules();
            change(&mut rules);
            rules.spelt(NameId(0)).is_some()
        };
        assert!(holds(|_| ()));
        assert!(!holds(|rules| rules.names_added = true));
        assert!(!holds(|rules| {
            rules.verbs.insert("roll".to_owned(), VerbForms::default());
        }));
    }
}
