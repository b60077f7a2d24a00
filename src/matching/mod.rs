//! Finding phrases in a document.
//!
//! [`Engine::new`] finds for each phrase of a ruleset its anchors, the rarest words that must be
//! there, and puts them into one table (words) and one automaton (everything else);
//! [`Engine::scan`] goes once through the folded text, and only where an anchor stands on word
//! edges is a phrase verified. What every hit of every phrase is, and that none is
//! lost, is proven against a naive matcher (`tests/oracle.rs`).

mod address;
mod anchors;
mod automaton;
mod compile;
mod expression;
mod fold;
mod matcher;
mod pass;
mod scan;
mod sentence;
mod table;
mod words;

use std::sync::Arc;

use crate::document::Document;
use crate::position::TextSpan;
use crate::wordlist::phrase::{Body, VerbForm};
use crate::wordlist::ruleset::{NameId, PhraseId, Ruleset};
use automaton::{Automaton, Collector};
use compile::{Node, Verbs, Width};
use expression::Expression;
use table::Table;

pub use scan::Scan;
pub use sentence::{Sentences, sentence_of};

/// A ruleset, compiled. Made once a run and shared between threads.
#[derive(Debug)]
pub struct Engine {
    rules: Arc<Ruleset>,
    phrases: Vec<Vec<Node>>,
    /// Whether a phrase is one of a rule (`phrases`, `when`) and not only of a condition or a name.
    of_rules: Vec<bool>,
    names: Vec<CompiledName>,
    expressions: Vec<(PhraseId, Expression)>,
    table: Table<Use>,
    automaton: Automaton<Use>,
    /// Whether the first word of a phrase may be absent.
    begins_optional: Vec<bool>,
    /// Phrases without any literal: tried at every word.
    everywhere: Vec<usize>,
    /// Regular expressions without any literal: run on every block.
    ungated: Vec<usize>,
}

/// A name, compiled.
#[derive(Debug, Default)]
struct CompiledName {
    spellings: Vec<Vec<Node>>,
    /// What is not the name, with the most words that it can take up.
    not: Vec<(Vec<Node>, usize)>,
}

/// What to do where an anchor stands.
#[derive(Debug, Clone, Copy)]
enum Use {
    /// The anchor is the whole phrase, a plain word in any case.
    Whole(usize),
    /// The phrase can begin `least` to `most` words before.
    Part {
        phrase: usize,
        least: usize,
        most: usize,
        signs: bool,
        /// Whether more of the word may follow the anchor.
        is_open: bool,
    },
    /// The expression of this index must be run on the block.
    Expression(usize),
}

/// A phrase found in a block.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hit {
    /// Which phrase.
    pub phrase: PhraseId,
    /// Index into [`Document::blocks`].
    pub block: usize,
    /// From the first byte of the first word to the last of the last, in the rendered text.
    pub text: TextSpan,
    /// What the slots of the phrase bound, in their order; empty for a phrase of plain words.
    pub parts: Vec<Part>,
}

/// What one slot of a phrase bound.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    /// The slot.
    pub slot: Slot,
    /// Its words in the rendered text; empty for an optional group that was absent.
    pub text: TextSpan,
}

/// The slots of a phrase.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Slot {
    /// The `n`th verb (0-based) in the form it was found in; several where the word is ambiguous
    /// (*enabled* is past and participle).
    Verb(usize, Vec<VerbForm>),
    /// A name.
    Name(NameId),
    /// The group of this number.
    Group(usize),
    /// A gap, with at least one word in it.
    Gap,
}

impl Engine {
    /// Compiles a ruleset.
    #[must_use]
    pub fn new(rules: Arc<Ruleset>) -> Self {
        let mut verbs = Verbs::default();
        let phrases: Vec<Vec<Node>> = rules
            .phrases
            .iter()
            .map(|pattern| compile::compile(pattern, &rules, &mut verbs).unwrap_or_default())
            .collect();
        let names = compile_names(&rules, &phrases);
        let expressions: Vec<(PhraseId, Expression)> = (0..)
            .zip(&rules.phrases)
            .filter_map(|(id, pattern)| match &pattern.phrase.body {
                Body::Regex(source) => Some((PhraseId(id), Expression::new(source, pattern.exact))),
                Body::Words(_) => None,
            })
            .collect();
        let mut everywhere = Vec::new();
        let mut ungated = Vec::new();
        let (table, automaton) = collect(
            &phrases,
            &names,
            &expressions,
            &mut everywhere,
            &mut ungated,
        );
        let mut of_rules = vec![false; phrases.len()];
        for id in rules
            .rules
            .iter()
            .flat_map(|rule| rule.phrases.iter().chain(&rule.when))
        {
            if let Some(flag) = of_rules.get_mut(id.0 as usize) {
                *flag = true;
            }
        }
        Self {
            rules,
            begins_optional: phrases
                .iter()
                .map(|nodes| compile::begins_optional(nodes))
                .collect(),
            phrases,
            of_rules,
            names,
            expressions,
            table,
            automaton,
            everywhere,
            ungated,
        }
    }

    /// The rules it was compiled from.
    #[must_use]
    pub fn rules(&self) -> &Ruleset {
        &self.rules
    }

    /// Finds the phrases of all rules in `document`, in one pass.
    #[must_use]
    pub fn scan<'d>(&self, document: &'d Document) -> Scan<'d> {
        pass::scan(self, document)
    }
}

fn compile_names(rules: &Ruleset, phrases: &[Vec<Node>]) -> Vec<CompiledName> {
    let words_of = |ids: &[PhraseId]| -> Vec<Vec<Node>> {
        ids.iter()
            .filter_map(|id| phrases.get(id.0 as usize))
            .filter(|nodes| !nodes.is_empty())
            .cloned()
            .collect()
    };
    let mut names: Vec<CompiledName> = rules
        .names
        .iter()
        .map(|name| CompiledName {
            spellings: words_of(&name.spellings),
            not: Vec::new(),
        })
        .collect();
    for (index, name) in rules.names.iter().enumerate() {
        let not = words_of(&name.not)
            .into_iter()
            .map(|nodes| {
                let most = compile::width(&nodes, &|id| name_width(&names, id, 0)).most;
                (nodes, most)
            })
            .collect();
        names[index].not = not;
    }
    names
}

/// How wide the spellings of a name are; names in names count only so deep as they are followed.
fn name_width(names: &[CompiledName], id: NameId, depth: usize) -> Width {
    let spellings = names.get(id.0 as usize).filter(|_| depth < 8);
    let widths = spellings
        .map(|name| name.spellings.as_slice())
        .unwrap_or_default()
        .iter()
        .map(|nodes| compile::width(nodes, &|id| name_width(names, id, depth + 1)));
    Width {
        least: widths.clone().map(|width| width.least).min().unwrap_or(0),
        most: widths.map(|width| width.most).max().unwrap_or(0),
    }
}

fn collect(
    phrases: &[Vec<Node>],
    names: &[CompiledName],
    expressions: &[(PhraseId, Expression)],
    everywhere: &mut Vec<usize>,
    ungated: &mut Vec<usize>,
) -> (Table<Use>, Automaton<Use>) {
    let spellings = |id: NameId| {
        names
            .get(id.0 as usize)
            .map(|name| name.spellings.as_slice())
            .unwrap_or_default()
    };
    let widths: Vec<Width> = (0..)
        .zip(names)
        .map(|(id, _)| name_width(names, NameId(id), 0))
        .collect();
    let width_of = |id: NameId| widths.get(id.0 as usize).copied().unwrap_or_default();
    let width = |nodes: &[Node]| compile::width(nodes, &width_of);
    let chooser = anchors::Chooser::new(phrases, spellings);
    let mut pieces = Vec::new();
    let mut collector = Collector::new();
    for (phrase, nodes) in phrases.iter().enumerate() {
        if let [Node::Literal(literal)] = nodes.as_slice()
            && literal.cased.is_none()
            && literal.text.bytes().all(table::is_piece_byte)
        {
            pieces.push((&*literal.text, Use::Whole(phrase)));
            continue;
        }
        if nodes.is_empty() {
            continue;
        }
        let Some(anchors) = chooser.choose(nodes) else {
            everywhere.push(phrase);
            continue;
        };
        let before = width(&nodes[..anchors.step]);
        let within = width(&nodes[anchors.step..=anchors.step]).most.max(1) - 1;
        let single = matches!(nodes[anchors.step], Node::Literal(_) | Node::Prefix(_));
        for anchor in &anchors.literals {
            let head = table::head(anchor.text);
            let what = |is_open| Use::Part {
                phrase,
                least: before.least,
                most: before.most + if single { 0 } else { within },
                signs: (anchors.step > 0 || !single) && compile::may_begin_with_sign(nodes),
                is_open,
            };
            if anchor.is_prefix || head.is_empty() {
                collector.add(anchor.text, what(anchor.is_prefix));
            } else {
                pieces.push((head, what(head.len() < anchor.text.len())));
            }
        }
    }
    for (index, (_, expression)) in expressions.iter().enumerate() {
        if expression.needs.is_empty() {
            ungated.push(index);
        }
        for literal in &expression.needs {
            collector.add(literal, Use::Expression(index));
        }
    }
    (Table::new(pieces), collector.build())
}

#[cfg(test)]
mod tests;
