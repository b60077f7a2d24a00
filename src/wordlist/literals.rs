//! What a `/…/` phrase needs: literals of which one stands in every match of it, and what stands beside
//! them.
//!
//! Told when a list is read, so that for built-in lists it is told when the tool is built.

use super::phrase::{Group, Literal, Needed};
use super::rarity;
use super::signs::Signs;
use gather::{groups, met};

mod beside;
mod edges;
mod gather;
mod spelt;
#[cfg(test)]
mod tests;

/// More literals than this are not looked for.
const MANY: usize = 256;
/// What is met oftener than this in a million words is not looked for.
const EVERYWHERE: u64 = 40_000;
/// The same for whole words.
const EVERYWHERE_AS_WORDS: u64 = 100_000;
/// What is met oftener than this, that of words within others counted, does not tell enough beside
/// another group to be asked about.
const TELLING: u64 = 100_000;
/// So many groups and so many sets of signs are asked about beside the first group.
const GROUPS: usize = 4;

/// What stands in every match of the expression `source`, in any case and without white space.
#[must_use]
pub fn needed(source: &str) -> Needed {
    let Ok(hir) = regex_syntax::Parser::new().parse(source) else {
        return Needed::default();
    };
    let mut groups = groups(&hir);
    for group in &mut groups {
        group.literals.sort();
        group.literals.dedup_by(|next, kept| kept.unite(next));
    }
    groups.sort_by_cached_key(|group| (met(group), !are_words(group), group.literals.clone()));
    let mut seen = Vec::new();
    groups.retain(|group| {
        let is_new = !seen.contains(&group.literals);
        seen.push(group.literals.clone());
        is_new
    });
    let first = groups.iter().position(is_looked_for);
    let mut found_by = first.map(|first| groups.remove(first));
    if let Some(group) = found_by.as_mut().filter(|group| !are_words(group)) {
        group.before.words.clear();
        group.after.words.clear();
    }
    groups.retain(|group| {
        met(group) <= TELLING && !found_by.as_ref().is_some_and(|first| is_in(group, first))
    });
    groups.truncate(GROUPS);
    let mut signs = Signs::needed(&hir);
    signs.truncate(GROUPS);
    Needed {
        found_by,
        also: groups,
        signs,
    }
}

fn are_words(group: &Group) -> bool {
    group.literals.iter().all(Literal::is_word)
}

/// Whether it is worth looking for one of the literals in every text.
fn is_looked_for(group: &Group) -> bool {
    let most = if are_words(group) {
        EVERYWHERE_AS_WORDS
    } else {
        EVERYWHERE
    };
    let literals = group.literals.iter();
    let weight: u64 = literals.map(|literal| rarity::weight(&literal.text)).sum();
    weight <= most && group.literals.len() <= MANY
}

/// Whether a literal of `group`, which are no words, stands in each literal of `first`.
fn is_in(group: &Group, first: &Group) -> bool {
    let parts = || group.literals.iter().map(|literal| literal.text.as_str());
    !are_words(group)
        && first
            .literals
            .iter()
            .all(|whole| parts().any(|part| whole.text.contains(part)))
}
