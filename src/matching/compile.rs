//! Phrases, made ready to be looked for.
//!
//! Words are split at the hyphens that are separators and folded; verbs are spelt out in all their
//! forms; names become references, because many phrases share one.

use std::collections::{BTreeMap, HashMap};

use serde::{Deserialize, Serialize};

use super::fold::{Case, fold};
use super::heads::Heads;
use super::words::{self, is_word_char};
use crate::wordlist::model::VerbForms;
use crate::wordlist::phrase::{Body, Element, VerbForm};
use crate::wordlist::ruleset::{NameId, Pattern, Ruleset};
use crate::wordlist::verbs;

/// What an exact phrase wants between a word and the one before it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Before {
    /// White space.
    Space,
    /// A hyphen.
    Hyphen,
}

/// A word or another literal.
#[derive(Debug, Clone)]
pub(super) struct Literal {
    /// Folded.
    pub(super) text: Box<str>,
    /// With its capitals, for an exact phrase.
    pub(super) cased: Option<Box<str>>,
    /// What an exact phrase wants before it.
    pub(super) before: Before,
    /// Whether its first and last characters are those of words.
    pub(super) word_edges: (bool, bool),
}

/// One step of a phrase.
#[derive(Debug, Clone)]
pub(super) enum Node {
    Literal(Literal),
    /// Any word that begins so.
    Prefix(Literal),
    AnyWord,
    Number,
    Mark(char),
    /// Up to so many words.
    Gap(usize),
    Choice(Box<Choice>),
    Name(NameId),
}

/// Alternatives.
#[derive(Debug, Clone)]
pub(super) struct Choice {
    pub(super) options: Vec<Vec<Node>>,
    /// What each of them begins with.
    pub(super) heads: Heads,
    pub(super) optional: bool,
    pub(super) slot: ChoiceSlot,
}

impl Choice {
    fn node(options: Vec<Vec<Node>>, optional: bool, slot: ChoiceSlot) -> Node {
        Node::Choice(Box::new(Self {
            heads: Heads::of(options.iter().map(Vec::as_slice)),
            options,
            optional,
            slot,
        }))
    }
}

/// What alternatives are, to a rewrite.
#[derive(Debug, Clone)]
pub(super) enum ChoiceSlot {
    /// Nothing: `word?`, an ending.
    None,
    /// The group of this number.
    Group(usize),
    /// The verb of this number; the forms of each option.
    Verb(usize, Vec<Vec<VerbForm>>),
}

/// The spellings of a verb, and for each the forms that it may be.
type Spelt = (Vec<Vec<Node>>, Vec<Vec<VerbForm>>);

/// Verbs in all their spellings, each with the forms that it can be: many phrases share a verb.
#[derive(Debug, Default)]
pub(super) struct Verbs(HashMap<String, Spelt>);

/// What it takes to compile a phrase.
pub(super) struct Compiler<'r> {
    rules: &'r Ruleset,
    known: &'r mut Verbs,
    names: &'r BTreeMap<String, NameId>,
    exact: bool,
    verbs: usize,
}

/// The steps of `pattern`; none for a regular expression.
pub(super) fn compile(pattern: &Pattern, rules: &Ruleset, known: &mut Verbs) -> Option<Vec<Node>> {
    let Body::Words(elements) = &pattern.phrase.body else {
        return None;
    };
    let mut compiler = Compiler {
        rules,
        known,
        names: &pattern.names,
        exact: pattern.exact,
        verbs: 0,
    };
    Some(compiler.sequence(elements))
}

impl Compiler<'_> {
    fn sequence(&mut self, elements: &[Element]) -> Vec<Node> {
        let mut nodes = Vec::with_capacity(elements.len());
        let mut hyphen = false;
        for element in elements {
            let first = nodes.len();
            self.element(element, &mut nodes);
            if hyphen && let Some(Node::Literal(literal)) = nodes.get_mut(first) {
                literal.before = Before::Hyphen;
            }
            hyphen = matches!(element, Element::Word { text, .. } if text.len() > 1 && is_dash(text.chars().next_back()));
        }
        nodes
    }

    fn element(&mut self, element: &Element, nodes: &mut Vec<Node>) {
        match element {
            Element::Word { text, ending } => self.word(text, ending.as_deref(), nodes),
            Element::Prefix(text) => {
                self.word(text, None, nodes);
                if let Some(Node::Literal(literal)) = nodes.pop() {
                    nodes.push(Node::Prefix(literal));
                }
            }
            Element::Verb { base, .. } => nodes.push(self.verb(base)),
            Element::Gap(words) => nodes.push(Node::Gap(*words)),
            Element::Group {
                options,
                optional,
                number,
            } => {
                let options = options.iter().map(|option| self.sequence(option)).collect();
                let slot = number.map_or(ChoiceSlot::None, ChoiceSlot::Group);
                nodes.push(Choice::node(options, *optional, slot));
            }
            Element::AnyWord => nodes.push(Node::AnyWord),
            Element::Number => nodes.push(Node::Number),
            Element::Mark(mark) => nodes.push(Node::Mark(*mark)),
            Element::Name(name) => match self.names.get(name) {
                Some(id) => nodes.push(Node::Name(*id)),
                // An unresolved name is an error of the list; here it can only match nothing.
                None => nodes.push(Choice::node(Vec::new(), false, ChoiceSlot::None)),
            },
        }
    }

    fn verb(&mut self, base: &[String]) -> Node {
        let number = self.verbs;
        self.verbs += 1;
        let given = &self.rules.verbs;
        let known = self.known.0.entry(base.join(" "));
        let (options, forms) = known.or_insert_with_key(|written| {
            let given = given.get(written).or_else(|| given.get(base.first()?));
            spelt(base, given)
        });
        let slot = ChoiceSlot::Verb(number, forms.clone());
        Choice::node(options.clone(), false, slot)
    }

    fn word(&self, text: &str, ending: Option<&str>, nodes: &mut Vec<Node>) {
        let first = nodes.len();
        split(text, self.exact, nodes);
        let Some(ending) = ending else { return };
        // The ending belongs to the last part: `sub-model(s)`.
        let last = nodes.len().saturating_sub(1).max(first);
        let Some(Node::Literal(plain)) = nodes.get(last).cloned() else {
            return;
        };
        let mut longer = plain.clone();
        longer.text = format!("{}{}", plain.text, fold(ending, Case::Lower)).into();
        longer.cased = plain
            .cased
            .as_ref()
            .map(|cased| format!("{cased}{}", fold(ending, Case::Kept)).into());
        nodes.truncate(last);
        let options = vec![vec![Node::Literal(longer)], vec![Node::Literal(plain)]];
        nodes.push(Choice::node(options, false, ChoiceSlot::None));
    }
}

/// Every spelling of a verb, and the forms that each can be.
fn spelt(base: &[String], given: Option<&VerbForms>) -> (Vec<Vec<Node>>, Vec<Vec<VerbForm>>) {
    verbs::spellings(base, given)
        .into_iter()
        .map(|spelling| {
            let mut nodes = Vec::new();
            for word in &spelling.words {
                // A list writes verbs in their base form only, so their capitals cannot count.
                split(word, false, &mut nodes);
            }
            (nodes, spelling.forms)
        })
        .unzip()
}

const fn is_dash(letter: Option<char>) -> bool {
    matches!(letter, Some('-' | '–'))
}

/// The literals of one written word: *eco-friendly* is two with a hyphen between them.
fn split(text: &str, exact: bool, nodes: &mut Vec<Node>) {
    // Most words of most lists fold to themselves, their capitals aside.
    if !text.is_empty() && text.bytes().all(|byte| byte.is_ascii_alphanumeric()) {
        nodes.push(Node::Literal(Literal {
            text: text.to_ascii_lowercase().into(),
            cased: exact.then(|| text.into()),
            before: Before::Space,
            word_edges: (true, true),
        }));
        return;
    }
    let cased = fold(text, Case::Kept);
    let mut before = Before::Space;
    let parts: Vec<&str> = cased
        .split(['-', '–'])
        .filter(|part| !part.is_empty())
        .collect();
    if parts.is_empty() {
        nodes.extend(literal(&cased, exact, before));
    }
    for part in parts {
        nodes.extend(literal(part, exact, before));
        before = Before::Hyphen;
    }
}

fn literal(cased: &str, exact: bool, before: Before) -> Option<Node> {
    let text = fold(cased, Case::Lower);
    let first = text.chars().next()?;
    let last = text.chars().next_back()?;
    Some(Node::Literal(Literal {
        word_edges: (is_word_char(first), is_word_char(last)),
        text: text.into(),
        cased: exact.then(|| cased.into()),
        before,
    }))
}

/// The fewest and the most words that something can take up in a text.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Width {
    pub(super) least: usize,
    pub(super) most: usize,
}

impl Width {
    const fn then(self, other: Self) -> Self {
        Self {
            least: self.least + other.least,
            most: self.most.saturating_add(other.most),
        }
    }
}

/// How wide `nodes` are; `name` says it of names.
pub(super) fn width(nodes: &[Node], name: &impl Fn(NameId) -> Width) -> Width {
    nodes.iter().fold(Width::default(), |sum, node| {
        sum.then(match node {
            Node::Literal(literal) if is_plain(&literal.text) => Width { least: 1, most: 1 },
            // Punctuation may change what counts as a word around it, so the bounds are loose.
            Node::Literal(literal) | Node::Prefix(literal) => Width {
                least: 0,
                most: words::count(&literal.text) + 2,
            },
            Node::AnyWord | Node::Number => Width { least: 1, most: 1 },
            Node::Mark(_) => Width { least: 0, most: 1 },
            Node::Gap(words) => Width {
                least: 0,
                most: *words,
            },
            Node::Choice(choice) => {
                let widths = choice.options.iter().map(|option| width(option, name));
                let least = widths.clone().map(|one| one.least).min().unwrap_or(0);
                Width {
                    least: if choice.optional { 0 } else { least },
                    most: widths.map(|one| one.most).max().unwrap_or(0),
                }
            }
            Node::Name(id) => name(*id),
        })
    })
}

fn is_plain(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Whether a match of `nodes` can begin with something that is not a word.
pub(super) fn may_begin_with_sign(nodes: &[Node]) -> bool {
    for node in nodes {
        match node {
            Node::Literal(literal) | Node::Prefix(literal) => return !literal.word_edges.0,
            Node::AnyWord | Node::Number => return false,
            // Names are asked about rarely enough to be taken for anything.
            Node::Mark(_) | Node::Name(_) => return true,
            Node::Gap(_) => {}
            Node::Choice(choice) => {
                if choice
                    .options
                    .iter()
                    .any(|option| may_begin_with_sign(option))
                {
                    return true;
                }
                if !choice.optional {
                    return false;
                }
            }
        }
    }
    false
}

/// Whether the first word of `nodes` may be absent.
pub(super) fn begins_optional(nodes: &[Node]) -> bool {
    match nodes.first() {
        Some(Node::Choice(choice)) => {
            choice.optional || choice.options.iter().any(|option| begins_optional(option))
        }
        _ => false,
    }
}
