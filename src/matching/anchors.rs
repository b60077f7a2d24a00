//! What a phrase is found by: the rarest words that one of must be there.
//!
//! Looking for *access* would stop at every other line of some copy; looking for *enables* stops
//! where it matters. Rarity is guessed from length, from a short list of common words, and from the
//! phrases themselves: a word that a thousand of them share is tried a thousand times wherever it
//! stands.

use std::cell::RefCell;
use std::collections::HashMap;

use super::compile::{Literal, Node};
use crate::wordlist::ruleset::NameId;

/// A literal to look for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Anchor<'e> {
    /// Folded.
    pub(super) text: &'e str,
    /// Whether a word may go on after it.
    pub(super) is_prefix: bool,
}

/// The literals of one step of a phrase.
#[derive(Debug)]
pub(super) struct Anchors<'e> {
    /// Which step of the phrase, 0-based.
    pub(super) step: usize,
    /// One of these stands in every match.
    pub(super) literals: Vec<Anchor<'e>>,
}

/// Chooses anchors.
pub(super) struct Chooser<'e, N> {
    /// The spellings of a name.
    name: N,
    /// In how many places of phrases a literal stands.
    shared: HashMap<&'e str, u64>,
    /// The weights of names that were asked for: many phrases share the few names of their list.
    known: RefCell<HashMap<NameId, Option<u64>>>,
}

impl<'e, N: Fn(NameId) -> &'e [Vec<Node>]> Chooser<'e, N> {
    /// Looks over all `phrases`.
    pub(super) fn new(phrases: &'e [Vec<Node>], name: N) -> Self {
        let mut shared = HashMap::with_capacity(phrases.len());
        for literal in phrases.iter().flatten().filter_map(|node| match node {
            Node::Literal(literal) => Some(&*literal.text),
            _ => None,
        }) {
            *shared.entry(literal).or_insert(0) += 1;
        }
        Self {
            name,
            shared,
            known: RefCell::default(),
        }
    }

    /// The best literals to find `nodes` by; none if nothing in them is sure to be there.
    pub(super) fn choose(&self, nodes: &'e [Node]) -> Option<Anchors<'e>> {
        let (step, best) = self.best(nodes, 0)?;
        let mut literals = Vec::new();
        self.gather(best, 0, &mut literals);
        Some(Anchors { step, literals })
    }

    /// The step that is met least, and which it is.
    fn best(&self, nodes: &'e [Node], depth: usize) -> Option<(usize, &'e Node)> {
        let weighed = nodes.iter().enumerate();
        weighed
            .filter_map(|(step, node)| Some((self.weigh(node, depth)?, step, node)))
            .min_by_key(|(weight, ..)| *weight)
            .map(|(_, step, node)| (step, node))
    }

    /// How often a step is met; none if it need not be there.
    fn weigh(&self, node: &'e Node, depth: usize) -> Option<u64> {
        match node {
            Node::Literal(literal) | Node::Prefix(literal) => {
                let shared = self.shared.get(&*literal.text).copied().unwrap_or(1);
                Some(weight(&literal.text) * shared)
            }
            Node::Choice(choice) if !choice.optional => self.weigh_options(&choice.options, depth),
            Node::Name(id) if depth < 8 => {
                if let Some(known) = self.known.borrow().get(id) {
                    return *known;
                }
                let weight = self.weigh_options((self.name)(*id), depth + 1);
                self.known.borrow_mut().insert(*id, weight);
                weight
            }
            _ => None,
        }
    }

    fn weigh_options(&self, options: &'e [Vec<Node>], depth: usize) -> Option<u64> {
        let mut sum = 0;
        for option in options {
            let weights = option.iter().filter_map(|node| self.weigh(node, depth));
            sum += weights.min()?;
        }
        Some(sum)
    }

    /// Collects the literals of a step that has a weight.
    fn gather(&self, node: &'e Node, depth: usize, literals: &mut Vec<Anchor<'e>>) {
        let (options, depth) = match node {
            Node::Literal(literal) => {
                literals.push(anchor(literal, false));
                return;
            }
            Node::Prefix(literal) => {
                literals.push(anchor(literal, true));
                return;
            }
            Node::Choice(choice) => (choice.options.as_slice(), depth),
            Node::Name(id) => ((self.name)(*id), depth + 1),
            _ => return,
        };
        for option in options {
            if let Some((_, best)) = self.best(option, depth) {
                self.gather(best, depth, literals);
            }
        }
    }
}

fn anchor(literal: &Literal, is_prefix: bool) -> Anchor<'_> {
    Anchor {
        text: &literal.text,
        is_prefix,
    }
}

/// How often a word is met, roughly.
fn weight(text: &str) -> u64 {
    if is_common(text) {
        return 2000;
    }
    match text.chars().count() {
        0 | 1 => 1000,
        2 => 400,
        3 => 120,
        4 => 50,
        5 => 25,
        6 => 16,
        7 => 11,
        8 => 8,
        9 => 6,
        _ => 4,
    }
}

/// Whether it stands in nearly every text.
#[rustfmt::skip]
fn is_common(text: &str) -> bool {
    matches!(
        text,
        "a" | "about" | "access" | "account" | "all" | "also" | "an" | "and" | "any" | "are" | "as" | "at" | "be" |
        "been" | "but" | "by" | "can" | "code" | "create" | "data" | "do" | "each" | "example" | "file" | "first" |
        "following" | "for" | "from" | "function" | "get" | "has" | "have" | "how" | "i" | "if" | "in" | "into" |
        "is" | "it" | "its" | "just" | "know" | "let" | "like" | "make" | "may" | "more" | "most" | "name" |
        "need" | "new" | "no" | "not" | "number" | "of" | "on" | "one" | "only" | "or" | "other" | "our" | "out" |
        "over" | "people" | "program" | "project" | "run" | "same" | "see" | "set" | "should" | "so" | "some" |
        "such" | "text" | "than" | "that" | "the" | "their" | "them" | "then" | "there" | "these" | "they" |
        "this" | "time" | "to" | "two" | "type" | "up" | "use" | "used" | "user" | "using" | "value" | "want" |
        "was" | "way" | "we" | "what" | "when" | "where" | "which" | "who" | "will" | "with" | "work" | "would" |
        "you" | "your"
    )
}
