//! What a phrase is found by: the rarest words that one of must be there.
//!
//! Looking for *access* would stop at every other line of some copy; looking for *enables* stops
//! where it matters. Rarity is guessed from length, from a short list of common words, and from the
//! phrases themselves: a word that a thousand of them share is tried a thousand times wherever it
//! stands.

use std::collections::HashMap;

use super::compile::Node;
use crate::wordlist::ruleset::NameId;

/// Words that stand in nearly every text, in the order of the alphabet.
#[rustfmt::skip]
const COMMON: &[&str] = &[
    "a", "about", "access", "account", "all", "also", "an", "and", "any", "are", "as", "at", "be", "been", "but", "by",
    "can", "code", "create", "data", "do", "each", "example", "file", "first", "following", "for", "from", "function",
    "get", "has", "have", "how", "i", "if", "in", "into", "is", "it", "its", "just", "know", "let", "like", "make",
    "may", "more", "most", "name", "need", "new", "no", "not", "number", "of", "on", "one", "only", "or", "other",
    "our", "out", "over", "people", "program", "project", "run", "same", "see", "set", "should", "so", "some", "such",
    "text", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "time", "to", "two",
    "type", "up", "use", "used", "user", "using", "value", "want", "was", "way", "we", "what", "when", "where",
    "which", "who", "will", "with", "work", "would", "you", "your",
];

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
    weight: u64,
}

/// Chooses anchors.
pub(super) struct Chooser<'e, N> {
    /// The spellings of a name.
    name: N,
    /// In how many places of phrases a literal stands.
    shared: HashMap<&'e str, u64>,
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
        Self { name, shared }
    }

    /// The best literals to find `nodes` by; none if nothing in them is sure to be there.
    pub(super) fn choose(&self, nodes: &'e [Node]) -> Option<Anchors<'e>> {
        let mut best: Option<Anchors<'e>> = None;
        for (step, node) in nodes.iter().enumerate() {
            let Some((literals, weight)) = self.of_node(node, 0) else {
                continue;
            };
            if best.as_ref().is_none_or(|best| weight < best.weight) {
                best = Some(Anchors {
                    step,
                    literals,
                    weight,
                });
            }
        }
        best
    }

    fn of_node(&self, node: &'e Node, depth: usize) -> Option<(Vec<Anchor<'e>>, u64)> {
        match node {
            Node::Literal(literal) => Some(self.of_literal(&literal.text, false)),
            Node::Prefix(literal) => Some(self.of_literal(&literal.text, true)),
            Node::Choice(choice) if !choice.optional => self.of_options(&choice.options, depth),
            Node::Name(id) if depth < 8 => self.of_options((self.name)(*id), depth + 1),
            _ => None,
        }
    }

    fn of_literal(&self, text: &'e str, is_prefix: bool) -> (Vec<Anchor<'e>>, u64) {
        let shared = self.shared.get(text).copied().unwrap_or(1);
        (vec![Anchor { text, is_prefix }], weight(text) * shared)
    }

    fn of_options(&self, options: &'e [Vec<Node>], depth: usize) -> Option<(Vec<Anchor<'e>>, u64)> {
        let mut all = Vec::new();
        let mut sum = 0;
        for option in options {
            let best = option
                .iter()
                .filter_map(|node| self.of_node(node, depth))
                .min_by_key(|(_, weight)| *weight)?;
            all.extend(best.0);
            sum += best.1;
        }
        Some((all, sum))
    }
}

/// How often a word is met, roughly.
fn weight(text: &str) -> u64 {
    if COMMON.binary_search(&text).is_ok() {
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_common_words_are_in_order() {
        assert!(COMMON.is_sorted());
    }
}
