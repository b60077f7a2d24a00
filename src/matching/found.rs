//! What the phrase of a rule is found by, from its steps.
//!
//! For the lists that a run reads it is told when they are compiled, for built-in ones when the tool
//! is built: then nothing of a phrase need be decoded or compiled before something of it is met.

use super::anchors::Chooser;
use super::compile::Node;
use super::library::Library;
use super::table;
use crate::wordlist::ahead::FoundBy;
use crate::wordlist::ruleset::{PhraseId, Ruleset};

/// The phrases that rules look for, ascending.
pub(super) fn phrases_of_rules(rules: &Ruleset) -> Vec<PhraseId> {
    let mut phrases: Vec<PhraseId> = rules.all_uses().iter().map(|used| used.phrase).collect();
    phrases.dedup();
    phrases
}

/// What phrase `id` is found by.
pub(super) fn found_by<'l>(
    library: &'l Library,
    id: PhraseId,
    chooser: &Chooser<'_>,
) -> FoundBy<'l> {
    let phrase = library.phrase(id);
    if let Some(expression) = &phrase.expression {
        let literals = expression.gate.found_by.iter();
        let literals = literals.map(|literal| (&*literal.text, literal.before, literal.after));
        return FoundBy::Expression(literals.collect());
    }
    if let Some(word) = whole_word(&phrase.nodes) {
        return FoundBy::Whole(word);
    }
    if phrase.nodes.is_empty() {
        return FoundBy::Nothing;
    }
    match library.anchors(id, chooser) {
        Some(anchors) => FoundBy::Around {
            step: anchors.step,
            literals: anchors
                .literals
                .iter()
                .map(|anchor| (&*anchor.text, anchor.is_prefix))
                .collect(),
        },
        None => FoundBy::Anything,
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
