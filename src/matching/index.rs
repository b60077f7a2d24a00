//! What the phrases of rules are found by, all of them together: a table of words, an automaton for
//! everything else.

use super::anchors::Chooser;
use super::automaton::{Automaton, Collector};
use super::found::found_by;
use super::library::Library;
use super::needs::Side;
use super::neighbours::{Key, Wanted};
use super::table::{SmallHash, Table, Words};
use crate::wordlist::ahead::{self, FoundBy};
use crate::wordlist::phrase::Edge;
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
    /// The pieces of which phrases need one around their anchors, one phrase's after the other's: apart from
    /// all else that is known of phrases, since most uses of an everyday word are refused by them.
    pieces: Vec<SmallHash>,
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
        /// What the phrase needs right before and right after it.
        next_to: Wanted,
        /// What the phrase needs somewhere around it.
        around: OneOf,
        /// How many words the phrase has before it, if it is nothing but plain words in a row: then it is
        /// known where it begins.
        row: Option<u8>,
    },
    /// The expression may stand around it.
    Expression {
        phrase: PhraseId,
        /// What stands right before the anchor and right after it.
        edges: (Edge, Edge),
    },
}

/// Pieces of text of which one must stand near an anchor, as far as it is told.
#[derive(Debug, Clone, Copy)]
pub(super) struct OneOf {
    /// Where they are among those of [`Index::pieces`].
    first: u32,
    count: u8,
    /// On which side of the anchor.
    pub(super) side: Side,
    /// How many words there are at most from the anchor to the last of theirs.
    within: u8,
}

impl Use {
    /// What it is looked up by.
    fn key(&self) -> Key {
        match self {
            Self::Part { next_to, .. } => next_to.key(),
            Self::Whole(_) | Self::Expression { .. } => Key::ANY,
        }
    }
}

impl OneOf {
    /// Nothing.
    const NONE: Self = Self {
        first: 0,
        count: 0,
        side: Side::Own,
        within: 0,
    };

    /// How many words there are at most from the anchor to the last of theirs.
    pub(super) fn within(self) -> usize {
        self.within.into()
    }
}

impl Index {
    /// Finds for each of `phrases` what it is found by.
    pub(super) fn new(library: &Library, phrases: &[PhraseId]) -> Self {
        let told = phrases.iter().map(|id| library.rules.told(*id));
        let told: Vec<Option<&[u8]>> = told.collect();
        let unknown = phrases.iter().zip(&told);
        let unknown = unknown.filter(|(_, told)| told.is_none());
        let unknown: Vec<PhraseId> = unknown.map(|(id, _)| *id).collect();
        let chooser = Chooser::among(library, &unknown);
        let mut words = Words::new();
        let mut others = Collector::new();
        let mut everywhere = Vec::new();
        let mut ungated = Vec::new();
        let mut pieces = Vec::new();
        for (&id, told) in phrases.iter().zip(told) {
            let stored = told.and_then(FoundBy::of);
            match stored.unwrap_or_else(|| found_by(library, id, &chooser)) {
                FoundBy::Whole(word) => words.add(word, Use::Whole(id)),
                FoundBy::Around {
                    step,
                    is_row,
                    literals,
                    around,
                } => {
                    let row = u8::try_from(step).ok().filter(|_| is_row);
                    let around = around.map_or(OneOf::NONE, |around| kept(&around, &mut pieces));
                    for literal in literals.iter() {
                        let found = Use::Part {
                            phrase: id,
                            is_open: literal.is_open,
                            next_to: literal.beside.into(),
                            around,
                            row,
                        };
                        if literal.is_piece {
                            words.add(literal.text, found);
                        } else {
                            others.add(literal.text, found);
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
                            words.add(text, found);
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
        Self {
            table: words.build(Use::key),
            automaton: others.build(Use::key),
            everywhere,
            ungated,
            pieces,
        }
    }

    /// The pieces of which a phrase needs one.
    pub(super) fn pieces(&self, some: OneOf) -> &[SmallHash] {
        let first = some.first as usize;
        &self.pieces[first..first + usize::from(some.count)]
    }
}

/// Keeps the pieces of which a phrase needs one.
fn kept(around: &ahead::Around, all: &mut Vec<SmallHash>) -> OneOf {
    let count = u8::try_from(around.pieces.len());
    // Where they are more than can be numbered nothing is told: then more is tried, and as much found.
    let (Ok(first), Ok(count)) = (u32::try_from(all.len()), count) else {
        return OneOf::NONE;
    };
    all.extend(around.pieces.iter().map(|piece| SmallHash(*piece)));
    OneOf {
        first,
        count,
        side: if around.is_before {
            Side::Before
        } else {
            Side::After
        },
        within: u8::try_from(around.within).unwrap_or(u8::MAX),
    }
}
