//! What the phrases of rules are found by, all of them together: a table of words, an automaton for
//! everything else.

use super::anchors::Chooser;
use super::automaton::{Automaton, Collector};
use super::found::found_by;
use super::library::Library;
use super::table::{self, Table};
use crate::wordlist::ahead::FoundBy;
use crate::wordlist::phrase::Edge;
use crate::wordlist::rarity;
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
    /// The expression may stand around it.
    Expression {
        phrase: PhraseId,
        /// What stands right before the anchor and right after it.
        edges: (Edge, Edge),
    },
}

impl Index {
    /// Finds for each of `phrases` what it is found by.
    pub(super) fn new(library: &Library, phrases: &[PhraseId]) -> Self {
        let stored = phrases.iter().map(|id| library.rules.found_by(*id));
        let stored: Vec<Option<FoundBy<'_>>> = stored.collect();
        let unknown = phrases.iter().zip(&stored);
        let unknown = unknown.filter(|(_, stored)| stored.is_none());
        let unknown: Vec<PhraseId> = unknown.map(|(id, _)| *id).collect();
        let chooser = Chooser::among(library, &unknown);
        let mut words = Vec::with_capacity(phrases.len());
        let mut others = Collector::new();
        let mut rarer = Vec::new();
        let mut everywhere = Vec::new();
        let mut ungated = Vec::new();
        for (&id, stored) in phrases.iter().zip(stored) {
            match stored.unwrap_or_else(|| found_by(library, id, &chooser)) {
                FoundBy::Whole(word) => words.push((word, Use::Whole(id))),
                FoundBy::Around { literals, .. } => {
                    for (text, is_prefix) in literals {
                        let head = table::head(text);
                        let part = |is_open| Use::Part {
                            phrase: id,
                            is_open,
                        };
                        if is_prefix || head.is_empty() {
                            others.add(text, part(is_prefix));
                        } else if head.len() < text.len()
                            && rarity::weight(text) < rarity::weight(head)
                        {
                            rarer.push((text, head, id));
                        } else {
                            words.push((head, part(head.len() < text.len())));
                        }
                    }
                }
                FoundBy::Expression(needs) => {
                    if needs.is_empty() {
                        ungated.push(id);
                    }
                    for (text, before, after) in needs {
                        let edges = (before, after);
                        let found = Use::Expression { phrase: id, edges };
                        if edges == (Edge::Apart, Edge::Apart) {
                            words.push((text, found));
                        } else {
                            others.add(text, found);
                        }
                    }
                }
                FoundBy::Anything => everywhere.push(id),
                // A name that is not there: an error of the list, and here found nowhere.
                FoundBy::Nothing => {}
            }
        }
        // *and/or* stands where few of the many *and*s do. But if nothing else is looked for beside words,
        // an automaton that reads the whole text costs more than they.
        let by_head = others.is_empty();
        for (text, head, phrase) in rarer {
            let part = |is_open| Use::Part { phrase, is_open };
            if by_head {
                words.push((head, part(true)));
            } else {
                others.add(text, part(false));
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
