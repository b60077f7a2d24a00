//! What must stand in a block before an expression is run on it.
//!
//! To run an expression costs more than to read the block, and nearly all runs would find nothing. So it
//! is told of each what stands in every match (`literals`): what it is found by, what stands right
//! beside that, and what else the block must hold.

use super::fold::{Case, fold};
use super::line::{Around, Neighbours};
use super::needs::Pieces;
use super::table::{self, Hash};
use crate::wordlist::phrase::{Beside, Edge, Group, Literal, Needed};
use crate::wordlist::signs::Signs;

/// What an expression needs.
#[derive(Debug)]
pub(super) struct Gate {
    /// What it is found by; none if it is run on every block.
    pub(super) found_by: Vec<Literal>,
    /// What stands before one of those and after it.
    beside: (Neighbours, Neighbours),
    /// One of each of these stands in the block too.
    also: Vec<Vec<Need>>,
    /// And a character of each of these.
    signs: Vec<Signs>,
}

/// What a block may hold.
#[derive(Debug)]
enum Need {
    Word(Hash),
    Text(String),
}

impl Gate {
    pub(super) fn new(needed: &Needed) -> Self {
        let found_by = needed.found_by.as_ref().and_then(folded);
        let beside = |beside: &Beside| Neighbours {
            words: hashes(&beside.words),
            most: beside.most,
        };
        let also = needed.also.iter().filter_map(folded);
        Self {
            beside: needed
                .found_by
                .as_ref()
                .map_or_else(Default::default, |group| {
                    (beside(&group.before), beside(&group.after))
                }),
            found_by: found_by.unwrap_or_default(),
            also: also
                .map(|group| group.iter().map(Need::of).collect())
                .collect(),
            signs: needed.signs.clone(),
        }
    }

    /// Whether the expression may stand around one of those that it is found by, which stands there.
    pub(super) fn may_stand(&self, around: &Around<'_>) -> bool {
        around.may_be_between(&self.beside)
    }

    /// Whether all that it needs beside what it is found by may stand in `text`, a block's folded text,
    /// which has these `pieces`, if they are known, and these `signs`.
    pub(super) fn may_be_in(
        &self,
        text: &str,
        pieces: Option<&Pieces>,
        signs: impl FnOnce() -> Signs,
    ) -> bool {
        let mut also = self.also.iter();
        also.all(|group| group.iter().any(|need| need.may_be_in(text, pieces)))
            && (self.signs.is_empty() || {
                let own = signs();
                self.signs.iter().all(|signs| signs.may_meet(own))
            })
    }
}

impl Need {
    fn of(literal: &Literal) -> Self {
        if literal.is_word() {
            Self::Word(table::hash(&literal.text))
        } else {
            Self::Text(literal.text.clone())
        }
    }

    fn may_be_in(&self, text: &str, pieces: Option<&Pieces>) -> bool {
        match self {
            Self::Word(word) => pieces.is_none_or(|pieces| pieces.may_hold(*word)),
            Self::Text(literal) => text.contains(literal.as_str()),
        }
    }
}

/// The literals of a group as they stand in folded text; none if one folds to nothing, which stands
/// everywhere.
fn folded(group: &Group) -> Option<Vec<Literal>> {
    let literals = group.literals.iter().map(|literal| Literal {
        text: fold(&literal.text, Case::Lower),
        ..literal.clone()
    });
    let literals: Vec<Literal> = literals.collect();
    let all = literals.iter().all(|literal| !literal.text.is_empty());
    all.then_some(literals)
}

/// What stands for each of `words`, in order.
fn hashes(words: &[String]) -> Box<[Hash]> {
    let mut hashes: Vec<Hash> = words.iter().map(|word| table::hash(word)).collect();
    hashes.sort_unstable();
    hashes.into_boxed_slice()
}

/// Whether what stands before byte `at` of `text`, or after it, may be as `edge` says.
fn may_be(edge: Edge, byte: Option<u8>) -> bool {
    let is_of_word = byte.is_some_and(table::is_piece_byte);
    match edge {
        Edge::Apart => !is_of_word,
        Edge::Joined => is_of_word || byte.is_some_and(|byte| !byte.is_ascii()),
        Edge::Unknown => true,
    }
}

/// Whether what stands beside bytes `from..to` of `text` may be as `edges` say.
pub(super) fn are_edges(text: &str, (from, to): (usize, usize), edges: (Edge, Edge)) -> bool {
    let bytes = text.as_bytes();
    let before = from.checked_sub(1).map(|before| bytes[before]);
    may_be(edges.0, before) && may_be(edges.1, bytes.get(to).copied())
}

#[cfg(test)]
mod tests;
