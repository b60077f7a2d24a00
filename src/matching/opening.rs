//! What a phrase can begin with.
//!
//! An anchor in the middle of a phrase leaves several places where the phrase can begin, and an
//! everyday word many anchors. Nearly all of these places are refused by the first piece of text
//! there, before anything is followed.

use serde::{Deserialize, Serialize};

use super::compile::Node;
use super::library::{DEEPEST, Library};
use super::table::{self, Hash};

/// More beginnings than this are not kept.
const MANY: usize = 1_024;

/// The pieces of text that can begin a phrase, ascending; none if it can begin with something else.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Opening(Option<Box<[Hash]>>);

impl Opening {
    /// What `nodes` can begin with.
    pub(super) fn of(nodes: &[Node], library: &Library) -> Self {
        let mut found = Vec::new();
        let told = gather(nodes, library, 0, &mut found);
        found.sort_unstable();
        found.dedup();
        Self(told.then(|| found.into_boxed_slice()))
    }

    /// Whether it can be told.
    pub(super) const fn is_told(&self) -> bool {
        self.0.is_some()
    }

    /// Whether a match can begin with `piece`.
    pub(super) fn may_be(&self, piece: Hash) -> bool {
        let pieces = self.0.as_ref();
        pieces.is_none_or(|pieces| pieces.binary_search(&piece).is_ok())
    }

    /// Whether a match can begin at byte `start` of `text`, where no piece has begun before.
    pub(super) fn may_be_at(&self, text: &str, start: usize) -> bool {
        !self.is_told() || self.may_be(table::hash_at(text, start))
    }
}

/// Collects the pieces that can begin `nodes`; whether they all can be told.
fn gather(nodes: &[Node], library: &Library, depth: usize, found: &mut Vec<Hash>) -> bool {
    for node in nodes {
        if found.len() > MANY {
            return false;
        }
        match node {
            Node::Literal(literal) => {
                let head = table::head(&literal.text);
                found.push(table::hash(head));
                return !head.is_empty();
            }
            Node::Choice(choice) => {
                let mut options = choice.options.iter();
                if !options.all(|option| gather(option, library, depth, found)) {
                    return false;
                }
                if !choice.optional {
                    return true;
                }
            }
            Node::Name(name) => {
                let mut spellings = library.spellings(*name);
                return depth < DEEPEST
                    && spellings.all(|nodes| gather(nodes, library, depth + 1, found));
            }
            Node::Prefix(_) | Node::AnyWord | Node::Number | Node::Mark(_) | Node::Gap(_) => {
                return false;
            }
        }
    }
    // Nothing that must be there: it can begin anywhere.
    false
}
