//! What the phrases of rules are found by, all of them together: a table of words, an automaton for
//! everything else.

use super::anchors::Chooser;
use super::automaton::{Automaton, Collector};
use super::compile::Node;
use super::library::Library;
use super::table::{self, Table};
use crate::wordlist::ruleset::PhraseId;

/// The anchors of some phrases.
#[derive(Debug)]
pub(super) struct Index {
    /// Anchors that are words.
    pub(super) table: Table<Use>,
    /// All other anchors, and the literals that expressions need.
    pub(super) automaton: Automaton<Use>,
    /// Phrases without any literal: tried at every word.
    pub(super) everywhere: Vec<PhraseId>,
    /// Regular expressions without any literal: run on every block.
    pub(super) ungated: Vec<PhraseId>,
}

/// What to do where an anchor stands.
#[derive(Debug, Clone, Copy)]
pub(super) enum Use {
    /// The anchor is the whole phrase, a plain word in any case.
    Whole(PhraseId),
    /// The phrase may stand around it.
    Part {
        phrase: PhraseId,
        /// Whether more of the word may follow the anchor.
        is_open: bool,
    },
    /// The expression must be run on the block.
    Expression(PhraseId),
}

impl Index {
    /// Finds for each of `phrases` what it is found by.
    pub(super) fn new(library: &Library, phrases: &[PhraseId]) -> Self {
        let chooser = Chooser::among(library, phrases);
        let mut words = Vec::with_capacity(phrases.len());
        let mut others = Collector::new();
        let mut everywhere = Vec::new();
        let mut ungated = Vec::new();
        for &id in phrases {
            let phrase = library.phrase(id);
            if let Some(expression) = &phrase.expression {
                if expression.needs.is_empty() {
                    ungated.push(id);
                }
                for literal in &expression.needs {
                    others.add(literal, Use::Expression(id));
                }
            } else if let Some(word) = whole_word(&phrase.nodes) {
                words.push((word, Use::Whole(id)));
            } else if phrase.nodes.is_empty() {
                // A name that is not there: an error of the list, and here found nowhere.
            } else if let Some(anchors) = library.anchors(id, &chooser) {
                for anchor in &anchors.literals {
                    let head = table::head(&anchor.text);
                    let part = |is_open| Use::Part {
                        phrase: id,
                        is_open,
                    };
                    if anchor.is_prefix || head.is_empty() {
                        others.add(&anchor.text, part(anchor.is_prefix));
                    } else {
                        words.push((head, part(head.len() < anchor.text.len())));
                    }
                }
            } else {
                everywhere.push(id);
            }
        }
        Self {
            table: Table::new(&words),
            automaton: others.build(),
            everywhere,
            ungated,
        }
    }
}

/// The word that is the whole phrase, if it is one that counts in any case.
fn whole_word(nodes: &[Node]) -> Option<&str> {
    match nodes {
        [Node::Literal(literal)]
            if literal.cased.is_none() && literal.text.bytes().all(table::is_piece_byte) =>
        {
            Some(&literal.text)
        }
        _ => None,
    }
}
