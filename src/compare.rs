//! What is different between two states of a list, in the words of its writers.
//!
//! Both are taken apart into things (rules, names, verbs, changes to other lists) and what each says
//! under each key; what is not said of both is the difference. Notes are the writers' own, and places
//! in the YAML mean nothing here.

mod says;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::wordlist::model::Wordlist;

/// What a thing says, by key.
type Says = BTreeMap<&'static str, Vec<String>>;

/// Things of one kind.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Difference {
    /// Those of the new list alone.
    pub added: Vec<Thing>,
    /// Those of both that do not say the same.
    pub changed: Vec<Thing>,
    /// Those of the old list alone.
    pub removed: Vec<Thing>,
}

/// A rule, a name, a verb, a change.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Thing {
    /// Its id in the list.
    pub id: String,
    /// What is different; of an added or removed one all that it says.
    pub changes: Vec<Change>,
}

/// What is different under one key.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Change {
    /// The key.
    pub key: &'static str,
    /// What only the old list says.
    pub removed: Vec<String>,
    /// What only the new one does.
    pub added: Vec<String>,
}

/// What is different between two lists.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Comparison {
    /// What is said of the list as a whole.
    pub list: Vec<Change>,
    /// Its rules.
    pub rules: Difference,
    /// Its names.
    pub names: Difference,
    /// Its sources.
    pub sources: Difference,
    /// Its verbs.
    pub verbs: Difference,
    /// What it changes about rules of other lists, by their full ids.
    pub overrides: Difference,
}

impl Comparison {
    /// From `old` to `new`.
    #[must_use]
    pub fn new(old: &Wordlist, new: &Wordlist) -> Self {
        Self {
            list: changes(&says::of_list(old), &says::of_list(new)),
            rules: difference(&says::rules(old), &says::rules(new)),
            names: difference(&says::names(old), &says::names(new)),
            sources: difference(&says::sources(old), &says::sources(new)),
            verbs: difference(&says::verbs(old), &says::verbs(new)),
            overrides: difference(&says::overrides(old), &says::overrides(new)),
        }
    }

    /// Whether both say the same.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        *self == Self::default()
    }
}

fn difference(old: &BTreeMap<String, Says>, new: &BTreeMap<String, Says>) -> Difference {
    let nothing = Says::new();
    let thing = |id: &String, old: &Says, new: &Says| Thing {
        id: id.clone(),
        changes: changes(old, new),
    };
    let only = |these: &BTreeMap<String, Says>, those: &BTreeMap<String, Says>| -> Vec<String> {
        let ids = these.keys().filter(|id| !those.contains_key(*id));
        ids.cloned().collect()
    };
    let added = only(new, old).into_iter();
    let removed = only(old, new).into_iter();
    let both = new
        .iter()
        .filter_map(|(id, new)| Some((id, old.get(id)?, new)));
    Difference {
        added: added.map(|id| thing(&id, &nothing, &new[&id])).collect(),
        changed: both
            .map(|(id, old, new)| thing(id, old, new))
            .filter(|thing| !thing.changes.is_empty())
            .collect(),
        removed: removed.map(|id| thing(&id, &old[&id], &nothing)).collect(),
    }
}

fn changes(old: &Says, new: &Says) -> Vec<Change> {
    let nothing = Vec::new();
    let keys: std::collections::BTreeSet<&'static str> =
        old.keys().chain(new.keys()).copied().collect();
    let change = |key: &'static str| {
        let old = old.get(key).unwrap_or(&nothing);
        let new = new.get(key).unwrap_or(&nothing);
        let only = |these: &[String], those: &[String]| -> Vec<String> {
            these
                .iter()
                .filter(|one| !those.contains(one))
                .cloned()
                .collect()
        };
        let (mut removed, mut added) = (only(old, new), only(new, old));
        if removed.is_empty() && added.is_empty() && old != new {
            // The same in another order, which counts: the first rewrite is the one that is offered.
            (removed, added) = (old.clone(), new.clone());
        }
        Change {
            key,
            removed,
            added,
        }
    };
    let all = keys.into_iter().map(change);
    let mut all: Vec<Change> = all
        .filter(|change| !change.removed.is_empty() || !change.added.is_empty())
        .collect();
    all.sort_by_key(|change| says::rank(change.key));
    all
}

#[cfg(test)]
mod tests;
