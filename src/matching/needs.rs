//! What must stand in a block before a phrase is worth verifying there.
//!
//! An anchor alone says little where it is an everyday word. So each phrase knows, of every step that
//! it cannot do without, which pieces of text begin it; and each block knows, roughly, which pieces
//! stand in it. Where nothing of a step stands in the block the phrase is not there either. What is met
//! least is asked for first.

use std::cmp::Ordering;

use serde::{Deserialize, Serialize};

use super::compile::Node;
use super::library::{DEEPEST, Library};
use super::sentence::is_terminator;
use super::table::{self, Hash, SmallHash};
use crate::wordlist::rarity;
use crate::wordlist::ruleset::NameId;

/// A part of a long block is dense where more words than these begin in it.
pub(super) const DENSE: usize = 48;
/// A step with more beginnings than this tells too little.
const MANY: usize = 64;

/// The pieces of text of which some stand in every match.
#[derive(Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Needs {
    /// The steps that it cannot do without, as far as they can be told; first the one that is met least.
    steps: Box<[Step]>,
    /// How many words a match has at most.
    words: usize,
    /// Whether a literal may itself end a sentence.
    ends_sentence: bool,
}

/// A step that a phrase cannot do without.
#[derive(Debug, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Step {
    /// On which side of the anchor it stands.
    pub(super) side: Side,
    /// How many words there are at most from the anchor to its end, those of both counted.
    pub(super) within: usize,
    /// The pieces of which one stands in every match of it.
    pieces: Box<[Hash]>,
}

impl Step {
    /// What is kept of its pieces where they are asked for first.
    pub(super) fn small(&self) -> impl Iterator<Item = SmallHash> {
        self.pieces.iter().map(|piece| piece.small())
    }

    /// Whether one of its pieces may be among `pieces`.
    pub(super) fn may_be_among<const WORDS: usize>(&self, pieces: &Pieces<WORDS>) -> bool {
        self.pieces.iter().any(|piece| pieces.may_hold(*piece))
    }
}

/// Where a step of a phrase stands, seen from the step that it is found by.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) enum Side {
    Before,
    /// It is that step, or the phrase is found by none.
    Own,
    After,
}

impl Needs {
    /// What `nodes` need, of which number `anchor` is the step that they are found by, if any is.
    pub(super) fn of(nodes: &[Node], anchor: Option<usize>, library: &Library) -> Self {
        let steps = nodes.iter().enumerate().filter_map(|(at, node)| {
            let told = told(node, library, 0)?;
            let own = anchor.unwrap_or(at);
            let step = Step {
                side: match at.cmp(&own) {
                    Ordering::Less => Side::Before,
                    Ordering::Equal => Side::Own,
                    Ordering::Greater => Side::After,
                },
                // The anchor may be any word of its step, so that the others count on both sides.
                within: library.width(&nodes[at.min(own)..=at.max(own)], 0).most,
                pieces: told.pieces.into_boxed_slice(),
            };
            Some((told.met, step))
        });
        let mut steps: Vec<(u64, Step)> = steps.collect();
        steps.sort_by_key(|(met, _)| *met);
        Self {
            steps: steps.into_iter().map(|(_, step)| step).collect(),
            words: library.width(nodes, 0).most,
            ends_sentence: nodes.iter().any(|node| ends_sentence(node, library, 0)),
        }
    }

    /// The steps that it cannot do without, as far as they can be told; first the one that is met least.
    pub(super) const fn steps(&self) -> &[Step] {
        &self.steps
    }

    /// Whether a match may go on over what ends a sentence elsewhere.
    pub(super) const fn may_end_sentence(&self) -> bool {
        self.ends_sentence
    }

    /// Whether no match passes over a part of a long block that is dense, or over the end of a sentence.
    pub(super) const fn stay_within_parts(&self) -> bool {
        self.words <= DENSE && !self.ends_sentence
    }

    /// The rarest step but the anchor's, if one of its pieces stands in the anchor's part of any block.
    pub(super) fn rarest_around(&self) -> Option<&Step> {
        let rarest = self.steps.iter().find(|step| step.side != Side::Own);
        rarest.filter(|_| self.stay_within_parts())
    }

    /// Whether all that is needed may be among `pieces`.
    pub(super) fn are_met<const WORDS: usize>(&self, pieces: &Pieces<WORDS>) -> bool {
        self.steps.iter().all(|step| step.may_be_among(pieces))
    }
}

/// Whether a literal of `node` holds what ends a sentence elsewhere: *Yahoo!*.
fn ends_sentence(node: &Node, library: &Library, depth: usize) -> bool {
    let any = |nodes: &[Node], depth| nodes.iter().any(|node| ends_sentence(node, library, depth));
    match node {
        Node::Literal(literal) | Node::Prefix(literal) => literal.text.contains(is_terminator),
        Node::Choice(choice) => choice.options.iter().any(|option| any(option, depth)),
        Node::Name(_) if depth >= DEEPEST => false,
        Node::Name(name) => library
            .spellings(*name)
            .any(|spelling| any(spelling, depth + 1)),
        Node::AnyWord | Node::Number | Node::Mark(_) | Node::Gap(_) => false,
    }
}

/// The pieces of which one stands in every match of something.
#[derive(Debug, Clone, Default)]
pub(super) struct Told {
    pieces: Vec<Hash>,
    /// How often one of them is met in a million words, roughly.
    met: u64,
}

/// The pieces of which one stands in every match of `node`; none if that cannot be told.
fn told(node: &Node, library: &Library, depth: usize) -> Option<Told> {
    match node {
        Node::Literal(literal) => {
            let head = table::head(&literal.text);
            (!head.is_empty()).then(|| Told {
                pieces: vec![table::hash(head)],
                met: rarity::weight(head),
            })
        }
        Node::Choice(choice) if !choice.optional => {
            let options = &mut choice.options.iter().map(Vec::as_slice);
            told_of_each(options, library, depth)
        }
        Node::Name(name) if depth < DEEPEST => library.told_of_name(*name, depth),
        _ => None,
    }
}

/// The pieces of which one stands in every match of a name.
pub(super) fn told_of_name(name: NameId, library: &Library, depth: usize) -> Option<Told> {
    told_of_each(&mut library.spellings(name), library, depth + 1)
}

/// The pieces of which one stands in every match of one of `options`: of each its rarest step's.
fn told_of_each(
    options: &mut dyn Iterator<Item = &[Node]>,
    library: &Library,
    depth: usize,
) -> Option<Told> {
    let mut all = Told::default();
    for option in options {
        let steps = option.iter().filter_map(|node| told(node, library, depth));
        let rarest = steps.min_by_key(|told| told.met)?;
        all.pieces.extend(rarest.pieces);
        all.met += rarest.met;
        if all.pieces.len() > MANY {
            return None;
        }
    }
    Some(all)
}

/// The pieces of a text, each by one bit of its hash, in so many machine words, a power of two.
#[derive(Debug, Clone)]
pub(super) struct Pieces<const WORDS: usize = BLOCK> {
    bits: [u64; WORDS],
}

/// Machine words for the pieces of a block.
const BLOCK: usize = 64;
/// Machine words for the pieces of a document.
pub(super) const DOCUMENT: usize = 512;

impl<const WORDS: usize> Pieces<WORDS> {
    /// None.
    pub(super) const fn new() -> Self {
        Self { bits: [0; WORDS] }
    }

    /// All there can be.
    pub(super) const fn all() -> Self {
        Self {
            bits: [u64::MAX; WORDS],
        }
    }

    /// Adds one.
    pub(super) fn add(&mut self, piece: Hash) {
        let bit = piece.bit(WORDS * 64);
        self.bits[bit / 64] |= 1 << (bit % 64);
    }

    /// These and those of `other`.
    pub(super) fn with(&self, other: &Self) -> Self {
        let mut all = Self { bits: self.bits };
        for (word, more) in all.bits.iter_mut().zip(&other.bits) {
            *word |= more;
        }
        all
    }

    /// Whether this piece may be one of them.
    pub(super) fn may_hold(&self, piece: Hash) -> bool {
        self.has(piece.bit(WORDS * 64))
    }

    /// Whether one of these pieces may be one of them.
    pub(super) fn may_hold_one(&self, pieces: &[SmallHash]) -> bool {
        let mut pieces = pieces.iter();
        pieces.any(|piece| self.has(piece.bit(WORDS * 64)))
    }

    const fn has(&self, bit: usize) -> bool {
        self.bits[bit / 64] >> (bit % 64) & 1 != 0
    }
}
