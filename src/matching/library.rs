//! Phrases and names, each compiled when it is first needed.
//!
//! A run meets few of the phrases that its lists name: those of conditions are asked for only around
//! a hit, and names only where a phrase that speaks of them is followed. So each is made ready once,
//! by whoever needs it first.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use serde::{Deserialize, Serialize};

use super::anchors::{Anchor, Anchors, Chooser};
use super::compile::{self, Node, Verbs, Width};
use super::expression::Expression;
use super::names::Spelt;
use super::needs::{self, Needs, Told};
use super::neighbours::Wanted;
use super::opening::Opening;
use crate::wordlist::ahead::{FoundBy, Outline};
use crate::wordlist::phrase::Body;
use crate::wordlist::ruleset::{NameId, PhraseId, Ruleset};

/// How deep names may refer to names.
pub(super) const DEEPEST: usize = 8;

/// The phrases and names of a ruleset.
#[derive(Debug)]
pub(super) struct Library {
    pub(super) rules: Arc<Ruleset>,
    phrases: Vec<OnceLock<Box<Compiled>>>,
    /// What is known of each phrase before it is followed: apart, since most are refused by that before
    /// they are made ready.
    outlines: Vec<OnceLock<Box<Outlined>>>,
    names: Vec<OnceLock<Spelt>>,
    widths: Vec<OnceLock<Width>>,
    /// Of each name the pieces of which one stands in every match, if they can be told.
    pieces: Vec<OnceLock<Option<Told>>>,
    verbs: Mutex<Verbs>,
}

/// A phrase, made ready.
#[derive(Debug)]
pub(super) struct Compiled {
    /// Its steps; none for a regular expression.
    pub(super) nodes: Vec<Node>,
    /// The expression, if it is one: apart, since it is large and nearly no phrase is one.
    pub(super) expression: Option<Box<Expression>>,
    /// Whether its first word may be absent.
    pub(super) begins_optional: bool,
    found_by: OnceLock<Option<Anchors>>,
}

/// What is known of a phrase before it is followed, each told when it is first asked for.
#[derive(Debug)]
struct Outlined {
    /// What was stored of it when the tool was built: then it need not be made ready to tell.
    stored: Option<Outline<'static>>,
    needs: OnceLock<Needs>,
    reach: OnceLock<Reach>,
    opening: OnceLock<Opening>,
}

/// Where a phrase can begin, seen from its anchor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Reach {
    /// The fewest and the most words before the anchor.
    pub(super) words: Width,
    /// Whether it may begin at punctuation.
    pub(super) signs: bool,
}

impl Library {
    pub(super) fn new(rules: Arc<Ruleset>) -> Self {
        let mut phrases = Vec::new();
        phrases.resize_with(rules.phrases.len(), OnceLock::new);
        let mut outlines = Vec::new();
        outlines.resize_with(rules.phrases.len(), OnceLock::new);
        let mut names = Vec::new();
        names.resize_with(rules.names.len(), OnceLock::new);
        let mut widths = Vec::new();
        widths.resize_with(rules.names.len(), OnceLock::new);
        let mut pieces = Vec::new();
        pieces.resize_with(rules.names.len(), OnceLock::new);
        Self {
            rules,
            phrases,
            outlines,
            names,
            widths,
            pieces,
            verbs: Mutex::default(),
        }
    }

    /// The phrase of this id.
    pub(super) fn phrase(&self, id: PhraseId) -> &Compiled {
        self.phrases[id.0 as usize].get_or_init(|| {
            let pattern = self.rules.pattern(id);
            // What is known of verbs is whole whenever the lock is free: nothing panics in between.
            let mut verbs = self.verbs.lock().unwrap_or_else(PoisonError::into_inner);
            let nodes = compile::compile(pattern, &self.rules, &mut verbs).unwrap_or_default();
            Box::new(Compiled {
                begins_optional: compile::begins_optional(&nodes),
                nodes,
                expression: match &pattern.phrase.body {
                    Body::Regex(source) => Some(Box::new(Expression::new(
                        source,
                        &pattern.phrase,
                        pattern.exact,
                        self.rules.machines(id),
                    ))),
                    Body::Words(_) => None,
                },
                found_by: OnceLock::new(),
            })
        })
    }

    /// Whether the phrase was made ready.
    #[cfg(test)]
    pub(super) fn is_compiled(&self, id: PhraseId) -> bool {
        self.phrases[id.0 as usize].get().is_some()
    }

    /// The steps of each spelling of a name.
    pub(super) fn spellings(&self, name: NameId) -> impl Iterator<Item = &[Node]> {
        let spellings = &self.rules.name(name).spellings;
        let nodes = spellings.iter().map(|id| &*self.phrase(*id).nodes);
        nodes.filter(|nodes| !nodes.is_empty())
    }

    /// How a name is spelt.
    pub(super) fn name(&self, name: NameId) -> &Spelt {
        self.names[name.0 as usize].get_or_init(|| Spelt::of(name, self))
    }

    /// What the phrase is found by, as `chooser` chooses if nobody has chosen yet; none if nothing in
    /// it is sure to be there.
    pub(super) fn anchors(&self, id: PhraseId, chooser: &Chooser<'_>) -> Option<&Anchors> {
        let phrase = self.phrase(id);
        let found_by = phrase
            .found_by
            .get_or_init(|| match self.rules.found_by(id) {
                Some(FoundBy::Around { step, literals, .. }) => Some(Anchors {
                    step,
                    literals: literals.iter().map(Anchor::from).collect(),
                }),
                Some(FoundBy::Whole(word)) => Some(Anchors {
                    step: 0,
                    literals: vec![Anchor::new(word, false, Wanted::default())],
                }),
                _ => chooser.choose(&phrase.nodes),
            });
        found_by.as_ref()
    }

    fn outlined(&self, id: PhraseId) -> &Outlined {
        self.outlines[id.0 as usize].get_or_init(|| {
            Box::new(Outlined {
                stored: self.rules.outline(id),
                needs: OnceLock::new(),
                reach: OnceLock::new(),
                opening: OnceLock::new(),
            })
        })
    }

    /// Where the phrase can begin, seen from its anchors.
    pub(super) fn reach(&self, id: PhraseId) -> Reach {
        let outlined = self.outlined(id);
        *outlined.reach.get_or_init(|| {
            if let Some(stored) = outlined.stored.and_then(|stored| decoded(stored.reach)) {
                return stored;
            }
            let phrase = self.phrase(id);
            let step = self
                .anchors(id, &Chooser::new(self))
                .map_or(0, |anchors| anchors.step);
            let Some(node) = phrase.nodes.get(step) else {
                return Reach {
                    words: Width::default(),
                    signs: false,
                };
            };
            let before = self.width(&phrase.nodes[..step], 0);
            let single = matches!(node, Node::Literal(_) | Node::Prefix(_));
            // The anchor may be any word of its step but the first.
            let within = if single {
                0
            } else {
                self.width(std::slice::from_ref(node), 0).most.max(1) - 1
            };
            Reach {
                words: Width {
                    least: before.least,
                    most: before.most.saturating_add(within),
                },
                signs: (step > 0 || !single) && compile::may_begin_with_sign(&phrase.nodes),
            }
        })
    }

    /// The words of which the phrase needs some in its block.
    pub(super) fn needs(&self, id: PhraseId) -> &Needs {
        let outlined = self.outlined(id);
        outlined.needs.get_or_init(|| {
            let stored = outlined.stored.and_then(|stored| decoded(stored.needs));
            stored.unwrap_or_else(|| {
                let anchors = self.anchors(id, &Chooser::new(self));
                let step = anchors.map(|anchors| anchors.step);
                Needs::of(&self.phrase(id).nodes, step, self)
            })
        })
    }

    /// What the phrase can begin with.
    pub(super) fn opening(&self, id: PhraseId) -> &Opening {
        let outlined = self.outlined(id);
        outlined.opening.get_or_init(|| {
            let stored = outlined.stored.and_then(|stored| decoded(stored.opening));
            stored.unwrap_or_else(|| Opening::of(&self.phrase(id).nodes, self))
        })
    }

    /// The pieces of which one stands in every match of a name that is followed so deep; none if they
    /// cannot be told.
    pub(super) fn told_of_name(&self, name: NameId, depth: usize) -> Option<Told> {
        let told = || needs::told_of_name(name, self, depth);
        if depth > 0 {
            return told();
        }
        self.pieces[name.0 as usize].get_or_init(told).clone()
    }

    /// How wide `nodes` are; names in names count only so deep as they are followed.
    pub(super) fn width(&self, nodes: &[Node], depth: usize) -> Width {
        compile::width(nodes, &|name| {
            if depth >= DEEPEST {
                return Width::default();
            }
            let known = &self.widths[name.0 as usize];
            match known.get() {
                // Seen from the top, where the most is followed: no name is wider elsewhere.
                Some(known) => *known,
                None if depth > 0 => self.width_of_name(name, depth),
                None => *known.get_or_init(|| self.width_of_name(name, depth)),
            }
        })
    }

    fn width_of_name(&self, name: NameId, depth: usize) -> Width {
        let widths = self
            .spellings(name)
            .map(|nodes| self.width(nodes, depth + 1));
        let widths: Vec<Width> = widths.collect();
        let least = widths.iter().map(|width| width.least).min();
        let most = widths.iter().map(|width| width.most).max();
        Width {
            least: least.unwrap_or(0),
            most: most.unwrap_or(0),
        }
    }
}

/// A part of an [`Outline`]; none if this is not what its build script stored.
fn decoded<T: Deserialize<'static>>(part: &'static [u8]) -> Option<T> {
    postcard::from_bytes(part).ok()
}
