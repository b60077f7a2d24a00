//! Which of many alternatives can begin with the word that stands at a place.
//!
//! A name has hundreds of spellings and a verb many forms; nearly all of them are refused by the first
//! piece of text, and one look-up does it for all.

use smallvec::SmallVec;

use super::compile::Node;
use super::table::{self, Hash};

/// The pieces that alternatives begin with.
#[derive(Debug, Clone, Default)]
pub(super) struct Heads {
    /// The pieces, ascending, each with the number of an alternative that begins with it.
    told: Box<[(Hash, usize)]>,
    /// The numbers of those that may begin with something else, ascending.
    others: Box<[usize]>,
}

impl Heads {
    /// Those of `options`.
    pub(super) fn of<'n>(options: impl Iterator<Item = &'n [Node]>) -> Self {
        let mut told = Vec::new();
        let mut others = Vec::new();
        for (number, option) in options.enumerate() {
            match option.first() {
                // A literal of signs may stand before the word, among the separators.
                Some(Node::Literal(literal)) if !table::head(&literal.text).is_empty() => {
                    told.push((table::hash(table::head(&literal.text)), number));
                }
                _ => others.push(number),
            }
        }
        told.sort_unstable();
        Self {
            told: told.into(),
            others: others.into(),
        }
    }

    /// The numbers of the alternatives that may begin where the next word does, at byte `opening` of
    /// `text`, ascending.
    pub(super) fn at(&self, text: &str, opening: Option<usize>) -> SmallVec<[usize; 8]> {
        let mut found: SmallVec<[usize; 8]> = SmallVec::from_slice(&self.others);
        if let Some(opening) = opening
            && !self.told.is_empty()
        {
            let here = table::hash_at(text, opening);
            let first = self.told.partition_point(|(piece, _)| *piece < here);
            let own = self.told[first..].iter();
            let own = own.take_while(|(piece, _)| *piece == here);
            found.extend(own.map(|(_, number)| *number));
            found.sort_unstable();
        }
        found
    }
}
