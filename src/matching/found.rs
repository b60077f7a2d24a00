//! What the phrase of a rule is found by, from its steps.
//!
//! For the lists that a run reads it is told when they are compiled, for built-in ones when the tool
//! is built: then nothing of a phrase need be decoded or compiled before something of it is met.

use super::anchors::Chooser;
use super::compile::Node;
use super::library::Library;
use super::needs::{Side, Step};
use super::table;
use crate::wordlist::ahead::{Around, FoundBy, Literal};
use crate::wordlist::ruleset::{PhraseId, Ruleset};

/// The phrases that rules look for, ascending.
pub(super) fn phrases_of_rules(rules: &Ruleset) -> Vec<PhraseId> {
    let mut phrases: Vec<PhraseId> = rules.uses().all().iter().map(|used| used.phrase).collect();
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
            is_row: phrase.nodes.iter().all(|node| word(node).is_some()),
            literals: anchors.literals.iter().map(Literal::from).collect(),
            around: (!anchors.are_rare())
                .then(|| library.needs(id).rarest_around().map(around))
                .flatten(),
        },
        None => FoundBy::Anything,
    }
}

fn around(step: &Step) -> Around {
    Around {
        is_before: step.side == Side::Before,
        within: step.within,
        pieces: step.small().map(|piece| piece.0).collect(),
    }
}

/// The word that is the whole phrase, if it is one that counts in any case.
fn whole_word(nodes: &[Node]) -> Option<&str> {
    match nodes {
        [node] => word(node),
        _ => None,
    }
}

/// The word that `node` is, if it is one piece of text that counts in any case.
fn word(node: &Node) -> Option<&str> {
    match node {
        Node::Literal(literal)
            if literal.cased.is_none() && literal.text.bytes().all(table::is_piece_byte) =>
        {
            Some(&literal.text)
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::wordlist::load::{self, Origin};

    /// Each literal with what must stand beside it, then what must stand around them.
    type Found = (Vec<(String, (u16, u16))>, Option<Around>);

    /// What a phrase is found by if it is all that is looked for.
    fn found(phrase: &str) -> Found {
        let list = format!("forbid:\n  - \"{phrase}\"\n");
        let read = load::load(&list, Origin::Path("list.yaml")).unwrap();
        let library = Library::new(Arc::new(Ruleset::build(&[&read], &[]).unwrap()));
        let id = library.rules.rules[0].phrases[0];
        match found_by(&library, id, &Chooser::new(&library)) {
            FoundBy::Around {
                literals, around, ..
            } => {
                let literals = literals.iter();
                let literals = literals.map(|own| (own.text.to_owned(), own.beside));
                (literals.collect(), around)
            }
            other => panic!("{other:?}"),
        }
    }

    fn kept(piece: &str) -> u16 {
        table::hash(piece).small().0
    }

    #[test]
    fn everyday_words_are_found_where_the_rarest_other_word_is() {
        let (literals, around) = found("when you ~3 (here|there)");
        let words: Vec<&str> = literals.iter().map(|(text, _)| text.as_str()).collect();
        assert_eq!(words, ["here", "there"]);
        let expected = Around {
            is_before: true,
            within: 6,
            pieces: vec![kept("when")],
        };
        assert_eq!(around, Some(expected));
        assert_eq!(
            found("when you ~60 (here|there)").1,
            None,
            "it passes over parts"
        );
        assert_eq!(found("when you ~3 quetzals").1, None, "the anchor is rare");
    }

    #[test]
    fn the_words_of_an_alternative_are_found_beside_one_another() {
        let (literals, _) = found("(at once a|now) sold");
        let own = |text: &str, beside| (text.to_owned(), beside);
        assert_eq!(literals, [own("sold", (0, 0))]);
        let (literals, _) = found("(see once a|now)");
        let expected = [own("now", (0, 0)), own("once", (kept("see"), kept("a")))];
        assert_eq!(literals, expected);
    }
}
