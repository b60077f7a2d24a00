//! Which of many alternatives can begin with the word that stands at a place.
//!
//! A name has hundreds of spellings and a verb many forms; nearly all of them are refused by the first
//! piece of text, and one look-up does it for all.

use serde::{Deserialize, Serialize};

use super::compile::Node;
use super::table::{self, Hash};

/// The pieces that alternatives begin with.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
pub(super) struct Heads {
    /// The pieces, ascending, and the number of an alternative that begins with each.
    pieces: Box<[Hash]>,
    numbers: Box<[usize]>,
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
        let (pieces, numbers): (Vec<Hash>, Vec<usize>) = told.into_iter().unzip();
        Self {
            pieces: pieces.into(),
            numbers: numbers.into(),
            others: others.into(),
        }
    }

    /// The numbers of the alternatives that may begin where the next word does, at byte `opening` of
    /// `text`, ascending.
    pub(super) fn at(&self, text: &str, opening: Option<usize>) -> impl Iterator<Item = usize> {
        let own = opening.map_or(&[][..], |opening| self.told(text, opening));
        let (mut own, mut others) = (own.iter().peekable(), self.others.iter().peekable());
        std::iter::from_fn(move || {
            let is_own = match (own.peek(), others.peek()) {
                (Some(own), Some(other)) => own < other,
                (own, _) => own.is_some(),
            };
            if is_own { own.next() } else { others.next() }.copied()
        })
    }

    /// The numbers of those that begin with the word at byte `opening` of `text`.
    fn told(&self, text: &str, opening: usize) -> &[usize] {
        if self.pieces.is_empty() {
            return &[];
        }
        let here = table::hash_at(text, opening);
        let first = self.pieces.partition_point(|piece| *piece < here);
        let count = self.pieces[first..]
            .iter()
            .take_while(|piece| **piece == here);
        &self.numbers[first..first + count.count()]
    }
}

#[cfg(test)]
mod tests {
    use super::super::compile::{Before, Literal};
    use super::*;

    fn word(text: &str) -> Vec<Node> {
        vec![Node::Literal(Literal {
            text: text.into(),
            cased: None,
            before: Before::Space,
            word_edges: (true, true),
        })]
    }

    #[test]
    fn alternatives_that_may_begin_there_come_in_their_order() {
        let options = [
            word("b"),
            word("a"),
            vec![Node::AnyWord],
            word("b-c"),
            word("#1"),
        ];
        let heads = Heads::of(options.iter().map(Vec::as_slice));
        let at = |text: &str| -> Vec<usize> { heads.at(text, Some(0)).collect() };
        assert_eq!(at("b c"), [0, 2, 3, 4]);
        assert_eq!(at("a"), [1, 2, 4]);
        assert_eq!(at("bc"), [2, 4]);
        assert_eq!(heads.at("b", None).collect::<Vec<_>>(), [2, 4]);
    }
}
