//! Verifies one phrase at one place.
//!
//! A phrase is followed step by step with the set of places where it can have got to, in the order
//! of preference: fewest words in a gap, the longer alternative, the optional word where it is
//! there. Places reached twice are followed once, so the work is bounded by the length of the
//! phrase times the width of its gaps, whatever the text.

use std::ops::Range;

use smallvec::SmallVec;

use super::block_text::BlockText;
use super::compile::{Choice, ChoiceSlot, Node};
use super::library::{DEEPEST, Library};
use super::memo::{Asked, End, Memo};
use super::starts::{Start, starts_before};
use super::state::{NONE, State, States, reach};
use super::words::{is_edge, is_word_char, next_word, word_end};
use crate::wordlist::phrase::VerbForm;
use crate::wordlist::ruleset::{NameId, PhraseId};

/// What a slot is, while a phrase is followed.
#[derive(Debug, Clone, Copy)]
pub(super) enum Tag<'e> {
    Verb(usize, &'e [VerbForm]),
    Name(NameId),
    Group(usize),
    Gap,
}

/// A slot, bound; bytes of the block's folded text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Bound<'e> {
    pub(super) tag: Tag<'e>,
    pub(super) start: usize,
    pub(super) end: usize,
    before: usize,
}

/// Follows phrases through one block.
pub(super) struct Matcher<'e, 't> {
    pub(super) text: BlockText<'t>,
    library: &'e Library,
    bounds: Vec<Bound<'e>>,
    depth: usize,
    /// What names were found to be in the block.
    memo: Memo,
}

impl<'e, 't> Matcher<'e, 't> {
    /// With what is known of the block already.
    pub(super) const fn new(text: BlockText<'t>, library: &'e Library, memo: Memo) -> Self {
        Self {
            text,
            library,
            bounds: Vec::new(),
            depth: 0,
            memo,
        }
    }

    /// What is known of the block.
    pub(super) fn into_memo(self) -> Memo {
        self.memo
    }

    /// The end of the match of `nodes` that begins at `start`, if there is one.
    pub(super) fn run(&mut self, nodes: &'e [Node], start: usize) -> Option<(usize, usize)> {
        self.bounds.clear();
        let found = self.sequence(nodes, State::fresh(start));
        found.first().map(|state| (state.at, state.parts))
    }

    /// The slots that a match bound, in the order of the text.
    pub(super) fn parts(&self, mut last: usize) -> Vec<Bound<'e>> {
        let mut found = Vec::new();
        while let Some(bound) = self.bounds.get(last) {
            found.push(*bound);
            last = bound.before;
        }
        found.reverse();
        found.sort_by_key(|bound| (bound.start, std::cmp::Reverse(bound.end)));
        found
    }

    fn sequence(&mut self, mut nodes: &'e [Node], mut from: State) -> States {
        // Up to the first step that is no literal there is one place, and nothing to keep account of.
        while let [Node::Literal(literal), rest @ ..] = nodes {
            let Some((start, end)) = self.text.literal(literal, from) else {
                return States::new();
            };
            from = from.past(start, end);
            nodes = rest;
        }
        let mut current = States::from_iter([from]);
        for node in nodes {
            let mut next = States::new();
            for state in current {
                self.step(node, state, &mut next);
            }
            if next.is_empty() {
                return next;
            }
            current = next;
        }
        current
    }

    fn step(&mut self, node: &'e Node, state: State, next: &mut States) {
        match node {
            Node::Literal(literal) => {
                if let Some((start, end)) = self.text.literal(literal, state) {
                    reach(next, state.past(start, end));
                }
            }
            Node::Prefix(literal) => {
                let Some(start) = self.text.word_start(state) else {
                    return;
                };
                let text = self.text.folded;
                let begins = if literal.word_edges.0 {
                    begins_word(text, start)
                } else {
                    !text[..start].ends_with(is_word_char)
                };
                if begins && self.text.spelt_so(literal, start) {
                    let mut end = start + literal.text.len();
                    if !is_edge(self.text.folded, end) {
                        end = word_end(self.text.folded, end);
                    }
                    reach(next, state.past(start, end));
                }
            }
            Node::AnyWord | Node::Number => {
                let Some(start) = self.text.word_start(state) else {
                    return;
                };
                let text = self.text.folded;
                if !begins_word(text, start) {
                    return;
                }
                let end = word_end(text, start);
                if matches!(node, Node::AnyWord) || text[start..end].contains(char::is_numeric) {
                    reach(next, state.past(start, end));
                }
            }
            Node::Mark(mark) => {
                if let Some((start, end)) = self.text.mark(*mark, state) {
                    reach(next, state.past(start, end));
                }
            }
            Node::Gap(words) => self.gap(*words, state, next),
            Node::Choice(choice) => self.choice(choice, state, next),
            Node::Name(id) => self.name(*id, state, next),
        }
    }

    fn gap(&mut self, words: usize, state: State, next: &mut States) {
        let text = self.text.folded;
        reach(
            next,
            State {
                loose: true,
                ..state
            },
        );
        let mut first = NONE;
        let mut at = state.at;
        for _ in 0..words {
            let Some(start) = next_word(text, at) else {
                return;
            };
            if self.text.breaks_off(at, start) {
                return;
            }
            at = word_end(text, start);
            first = first.min(start);
            let parts = self.bind(Tag::Gap, first, at, state.parts);
            reach(
                next,
                State {
                    loose: true,
                    parts,
                    ..state.past(first, at)
                },
            );
        }
    }

    fn choice(&mut self, choice: &'e Choice, state: State, next: &mut States) {
        let inner = State {
            begun: NONE,
            ..state
        };
        let mut found: SmallVec<[(usize, States); 1]> = SmallVec::new();
        let opening = self.text.word_start(state);
        for index in choice.heads.at(self.text.folded, opening) {
            let ends = self.sequence(&choice.options[index], inner);
            if !ends.is_empty() {
                found.push((index, ends));
            }
        }
        found.sort_by_key(|(_, ends)| std::cmp::Reverse(ends[0].at));
        for (index, ends) in found {
            for end in ends {
                let parts = match &choice.slot {
                    ChoiceSlot::None => end.parts,
                    ChoiceSlot::Group(number) => self.bind_state(Tag::Group(*number), end),
                    ChoiceSlot::Verb(number, forms) => {
                        self.bind_state(Tag::Verb(*number, &forms[index]), end)
                    }
                };
                reach(
                    next,
                    State {
                        parts,
                        begun: state.begun.min(end.begun),
                        ..end
                    },
                );
            }
        }
        if choice.optional {
            let parts = match &choice.slot {
                ChoiceSlot::Group(number) => {
                    self.bind(Tag::Group(*number), state.at, state.at, state.parts)
                }
                _ => state.parts,
            };
            reach(next, State { parts, ..state });
        }
    }

    fn name(&mut self, id: NameId, state: State, next: &mut States) {
        if self.depth >= DEEPEST {
            return;
        }
        for number in self.ends_of(id, state) {
            let Some(end) = self.memo.end(number) else {
                return;
            };
            let parts = self.bind(Tag::Name(id), end.begun, end.at, state.parts);
            reach(
                next,
                State {
                    at: end.at,
                    loose: end.loose,
                    fresh: end.fresh,
                    begun: state.begun.min(end.begun),
                    parts,
                },
            );
        }
    }

    /// The numbers of the ends that a name has from `state` on, the preferred first.
    fn ends_of(&mut self, id: NameId, state: State) -> Range<usize> {
        let asked = self.asked(id, state);
        if let Some(known) = self.memo.ends(&asked) {
            return known;
        }
        self.depth += 1;
        let library = self.library;
        let inner = State {
            begun: NONE,
            ..state
        };
        let mut found: SmallVec<[States; 1]> = SmallVec::new();
        let mut before = None;
        let opening = self.text.word_start(state);
        let name = library.name(id);
        let spellings = &library.rules.name(id).spellings;
        for number in name.heads.at(self.text.folded, opening) {
            let spelling = library.phrase(spellings[name.spellings[number]]);
            let mut ends = self.sequence(&spelling.nodes, inner);
            ends.retain(|end| !self.is_taken_out(id, end.begun, end.at, &mut before));
            if !ends.is_empty() {
                found.push(ends);
            }
        }
        self.depth -= 1;
        found.sort_by_key(|ends| std::cmp::Reverse(ends[0].at));
        let ends = found.into_iter().flatten().map(|end| End {
            at: end.at,
            loose: end.loose,
            fresh: end.fresh,
            begun: end.begun,
        });
        self.memo.keep_ends(asked, ends)
    }

    /// Whether a longer spelling that is not the name covers `start..end`. `before` is kept from one
    /// spelling to the next: nearly all begin at the same place.
    fn is_taken_out(
        &mut self,
        name: NameId,
        start: usize,
        end: usize,
        before: &mut Option<(usize, Vec<Start>)>,
    ) -> bool {
        let library = self.library;
        let widths = &library.name(name).not;
        let Some(most) = widths.iter().copied().max() else {
            return false;
        };
        if before.as_ref().is_none_or(|(known, _)| *known != start) {
            let starts = starts_before(self.text.folded, start, 0, (0, most), true);
            *before = Some((start, starts));
        }
        let Some((_, starts)) = before else {
            return false;
        };
        let not = &library.rules.name(name).not;
        not.iter().zip(widths).any(|(phrase, most)| {
            let mut near = starts.iter().take_while(|from| from.words <= *most);
            near.any(|from| {
                let reached = self.reached(*phrase, from.at);
                reached >= end && reached - from.at > end - start
            })
        })
    }

    /// How far `phrase` reaches from byte `from` on; 0 if it does not begin there.
    fn reached(&mut self, phrase: PhraseId, from: usize) -> usize {
        let library = self.library;
        if !library.opening(phrase).may_be_at(self.text.folded, from) {
            return 0;
        }
        let fresh = State::fresh(from);
        let asked = self.asked(phrase, fresh);
        if let Some(known) = self.memo.reached(&asked) {
            return known;
        }
        let found = self.sequence(&library.phrase(phrase).nodes, fresh);
        let reached = found.iter().map(|state| state.at).max().unwrap_or(0);
        self.memo.keep_reached(asked, reached);
        reached
    }

    const fn asked<T>(&self, what: T, state: State) -> Asked<T>
    where
        T: Copy,
    {
        Asked {
            what,
            at: state.at,
            loose: state.loose,
            fresh: state.fresh,
            depth: self.depth,
        }
    }

    fn bind_state(&mut self, tag: Tag<'e>, state: State) -> usize {
        self.bind(tag, state.begun.min(state.at), state.at, state.parts)
    }

    fn bind(&mut self, tag: Tag<'e>, start: usize, end: usize, before: usize) -> usize {
        self.bounds.push(Bound {
            tag,
            start,
            end,
            before,
        });
        self.bounds.len() - 1
    }
}

fn begins_word(text: &str, at: usize) -> bool {
    text[at..].starts_with(is_word_char) && next_word(text, at) == Some(at)
}
