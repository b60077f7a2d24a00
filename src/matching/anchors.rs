//! What a phrase is found by: the rarest words that one of must be there.
//!
//! Looking for *access* would stop at every other line of some copy; looking for *enables* stops
//! where it matters. Rarity is told by what is known of everyday words, and by the phrases themselves: a
//! word that a thousand of them share is tried a thousand times wherever it stands.

use std::cell::RefCell;
use std::collections::HashMap;

use super::compile::{Literal, Node};
use super::library::{DEEPEST, Library};
use super::neighbours::Wanted;
use super::table;
use crate::wordlist::ahead;
use crate::wordlist::rarity;
use crate::wordlist::ruleset::{NameId, PhraseId};

/// What weighs no more than this is good enough to find a phrase by.
const RARE: u64 = 50;

/// A literal to look for.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Anchor {
    /// Folded.
    pub(super) text: Box<str>,
    /// Whether it is a piece of text from end to end, as it is cut where words are looked up.
    pub(super) is_piece: bool,
    /// Whether more of what the phrase has there may follow.
    pub(super) is_open: bool,
    /// What must stand beside it.
    pub(super) beside: Wanted,
}

impl Anchor {
    /// What `text`, or if it `is_prefix` the beginning of any word, is looked for by where this must stand
    /// `beside` it: by the piece that it begins with, if it does with one, since pieces are found fastest.
    pub(super) fn new(text: &str, is_prefix: bool, beside: Wanted) -> Self {
        let head = table::head(text);
        if is_prefix || head.is_empty() {
            return Self {
                text: text.into(),
                is_piece: false,
                is_open: is_prefix,
                beside,
            };
        }
        Self {
            text: head.into(),
            is_piece: true,
            is_open: head.len() < text.len(),
            beside: beside.beside_head(text),
        }
    }
}

impl From<ahead::Literal<'_>> for Anchor {
    fn from(stored: ahead::Literal<'_>) -> Self {
        Self {
            text: stored.text.into(),
            is_piece: stored.is_piece,
            is_open: stored.is_open,
            beside: stored.beside.into(),
        }
    }
}

impl<'a> From<&'a Anchor> for ahead::Literal<'a> {
    fn from(anchor: &'a Anchor) -> Self {
        Self {
            text: &anchor.text,
            is_piece: anchor.is_piece,
            is_open: anchor.is_open,
            beside: anchor.beside.into(),
        }
    }
}

/// The literals of one step of a phrase.
#[derive(Debug)]
pub(super) struct Anchors {
    /// Which step of the phrase, 0-based.
    pub(super) step: usize,
    /// One of these stands in every match.
    pub(super) literals: Vec<Anchor>,
}

impl Anchors {
    /// Whether they are met so seldom that little is asked for in vain.
    pub(super) fn are_rare(&self) -> bool {
        let literals = self.literals.iter();
        let met: u64 = literals.map(|anchor| rarity::weight(&anchor.text)).sum();
        met <= RARE
    }
}

/// Chooses anchors.
pub(super) struct Chooser<'l> {
    library: &'l Library,
    /// In how many places of phrases a literal stands.
    shared: HashMap<&'l str, u64>,
    /// The weights of names that were asked for: many phrases share the few names of their list.
    known: RefCell<HashMap<NameId, Option<u64>>>,
}

impl<'l> Chooser<'l> {
    /// Chooses for a phrase that is looked for by itself.
    pub(super) fn new(library: &'l Library) -> Self {
        Self {
            library,
            shared: HashMap::new(),
            known: RefCell::default(),
        }
    }

    /// Chooses for `phrases`, which are looked for together.
    pub(super) fn among(library: &'l Library, phrases: &[PhraseId]) -> Self {
        let mut chooser = Self::new(library);
        chooser.shared.reserve(phrases.len());
        let nodes = phrases.iter().flat_map(|id| &library.phrase(*id).nodes);
        for literal in nodes.filter_map(|node| match node {
            Node::Literal(literal) => Some(&*literal.text),
            _ => None,
        }) {
            *chooser.shared.entry(literal).or_insert(0) += 1;
        }
        chooser
    }

    /// The best literals to find `nodes` by; none if nothing in them is sure to be there.
    pub(super) fn choose(&self, nodes: &[Node]) -> Option<Anchors> {
        let step = self.best(nodes, 0)?;
        let mut literals = Vec::new();
        self.gather(nodes, step, 0, &mut literals);
        literals.sort_unstable();
        literals.dedup();
        Some(Anchors { step, literals })
    }

    /// The number of the step that is met least.
    fn best(&self, nodes: &[Node], depth: usize) -> Option<usize> {
        let lightest = |names: bool| {
            let steps = nodes.iter().enumerate();
            steps
                .filter(|(_, node)| matches!(node, Node::Name(_)) == names)
                .filter_map(|(step, node)| Some((self.weigh(node, depth)?, step)))
                .min_by_key(|(weight, _)| *weight)
        };
        // To weigh a name all its spellings must be compiled, which is not worth it for a rare word.
        let word = lightest(false);
        let rare = word.is_some_and(|(weight, _)| weight <= RARE);
        let name = if rare { None } else { lightest(true) };
        let both = word.into_iter().chain(name);
        both.min_by_key(|(weight, _)| *weight).map(|(_, step)| step)
    }

    /// How often a step is met; none if it need not be there.
    fn weigh(&self, node: &Node, depth: usize) -> Option<u64> {
        match node {
            Node::Literal(literal) | Node::Prefix(literal) => {
                let shared = self.shared.get(&*literal.text).copied().unwrap_or(1);
                Some(rarity::weight(&literal.text) * shared)
            }
            Node::Choice(choice) if !choice.optional => {
                let options = choice.options.iter().map(Vec::as_slice);
                self.weigh_options(options, depth)
            }
            Node::Name(id) if depth < DEEPEST => {
                if let Some(known) = self.known.borrow().get(id) {
                    return *known;
                }
                let weight = self.weigh_options(self.library.spellings(*id), depth + 1);
                self.known.borrow_mut().insert(*id, weight);
                weight
            }
            _ => None,
        }
    }

    fn weigh_options<'n>(
        &self,
        options: impl Iterator<Item = &'n [Node]>,
        depth: usize,
    ) -> Option<u64> {
        let mut sum = 0;
        for option in options {
            let weights = option.iter().filter_map(|node| self.weigh(node, depth));
            sum += weights.min()?;
        }
        Some(sum)
    }

    /// Collects the literals of step `step` of `nodes`, which has a weight.
    fn gather(&self, nodes: &[Node], step: usize, depth: usize, literals: &mut Vec<Anchor>) {
        let anchor = |literal: &Literal, is_prefix| {
            Anchor::new(&literal.text, is_prefix, Wanted::of(nodes, step))
        };
        let mut all = |options: &mut dyn Iterator<Item = &[Node]>, depth| {
            for option in options {
                if let Some(best) = self.best(option, depth) {
                    self.gather(option, best, depth, literals);
                }
            }
        };
        match &nodes[step] {
            Node::Literal(literal) => literals.push(anchor(literal, false)),
            Node::Prefix(literal) => literals.push(anchor(literal, true)),
            Node::Choice(choice) => all(&mut choice.options.iter().map(Vec::as_slice), depth),
            Node::Name(id) => all(&mut self.library.spellings(*id), depth + 1),
            Node::AnyWord | Node::Number | Node::Mark(_) | Node::Gap(_) => {}
        }
    }
}
