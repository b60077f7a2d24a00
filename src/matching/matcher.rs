//! Verifies one phrase at one place.
//!
//! A phrase is followed step by step with the set of places where it can have got to, in the order
//! of preference: fewest words in a gap, the longer alternative, the optional word where it is
//! there. Places reached twice are followed once, so the work is bounded by the length of the
//! phrase times the width of its gaps, whatever the text.

use std::ops::Range;

use smallvec::SmallVec;

use super::compile::{Before, Choice, ChoiceSlot, Literal, Node};
use super::fold::{Case, Folded, fold};
use super::library::{DEEPEST, Library};
use super::memo::{Asked, End, Memo};
use super::sentence;
use super::words::{APART, is_edge, is_word_char, next_word, previous_word, word_end};
use crate::document::map::is_mark;
use crate::wordlist::phrase::VerbForm;
use crate::wordlist::ruleset::{NameId, PhraseId};

/// Nothing bound, nothing begun.
const NONE: usize = usize::MAX;
/// How far into punctuation a literal such as `#1` is looked for, in characters.
const SIGNS: usize = 32;

/// A block, folded, with its way back. Its offsets are bytes from the block's start.
#[derive(Debug, Clone, Copy)]
pub(super) struct BlockText<'t> {
    /// Its folded text.
    pub(super) folded: &'t str,
    /// Its rendered text.
    pub(super) rendered: &'t str,
    /// The way back from the folded text that this block is a part of.
    pub(super) map: &'t Folded,
    /// Where the block begins in that text.
    pub(super) folded_start: usize,
    /// Where it begins in what that text was made from.
    pub(super) rendered_start: usize,
}

impl BlockText<'_> {
    /// The rendered bytes of `start..end`, in the block.
    pub(super) fn back(&self, start: usize, end: usize) -> (usize, usize) {
        let last = self.map.end(self.folded_start + end) - self.rendered_start;
        if start == end {
            return (last, last);
        }
        let first = self.map.start(self.folded_start + start) - self.rendered_start;
        (first, last)
    }
}

/// Where a phrase has got to.
#[derive(Debug, Clone, Copy)]
struct State {
    /// The end of the last word.
    at: usize,
    /// Whether a gap came last, so that more than a separator may follow.
    loose: bool,
    /// Whether nothing has been read yet.
    fresh: bool,
    /// Where the words of the group begin that is being read.
    begun: usize,
    /// The last slot bound.
    parts: usize,
}

/// Where a phrase can have got to, the preferred first: nearly always one place.
type States = SmallVec<[State; 2]>;

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

/// What stands between two words.
#[derive(Debug, Clone, Copy, Default)]
struct Separator {
    end: usize,
    space: bool,
    dash: bool,
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
            let Some((start, end)) = self.literal(literal, from) else {
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
                if let Some((start, end)) = self.literal(literal, state) {
                    reach(next, state.past(start, end));
                }
            }
            Node::Prefix(literal) => {
                let Some(start) = self.word_start(state) else {
                    return;
                };
                let text = self.text.folded;
                let begins = if literal.word_edges.0 {
                    begins_word(text, start)
                } else {
                    !text[..start].ends_with(is_word_char)
                };
                if begins && self.spelt_so(literal, start) {
                    let mut end = start + literal.text.len();
                    if !is_edge(self.text.folded, end) {
                        end = word_end(self.text.folded, end);
                    }
                    reach(next, state.past(start, end));
                }
            }
            Node::AnyWord | Node::Number => {
                let Some(start) = self.word_start(state) else {
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
                if let Some((start, end)) = self.mark(*mark, state) {
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
            if self.breaks_off(at, start) {
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
        let opening = self.word_start(state);
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
        let opening = self.word_start(state);
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

    /// Where `literal` stands next.
    fn literal(&self, literal: &Literal, state: State) -> Option<(usize, usize)> {
        let text = self.text.folded;
        let fits = |at: usize| {
            self.stands_at(literal, at, !state.fresh && at == state.at)
                .then(|| (at, at + literal.text.len()))
        };
        if state.fresh {
            return fits(state.at);
        }
        if state.loose {
            if literal.word_edges.0 {
                return fits(self.word_start(state)?);
            }
            return signs_after(text, state.at)
                .take_while(|at| !self.breaks_off(state.at, *at))
                .find_map(fits);
        }
        let separator = separator(text, state.at);
        if self.ends_sentence_before(state.at, separator.end) {
            return None;
        }
        let own = literal.text.chars().next().is_some_and(is_separator_sign);
        if own {
            return signs_after(text, state.at)
                .take_while(|at| *at <= separator.end)
                .find_map(fits);
        }
        let wanted = literal.cased.is_none()
            || match literal.before {
                Before::Space => !separator.dash,
                Before::Hyphen => separator.dash && !separator.space,
            };
        wanted.then(|| fits(separator.end)).flatten()
    }

    /// Where the next word begins, if there is nothing but separators before it, or a gap.
    fn word_start(&self, state: State) -> Option<usize> {
        let text = self.text.folded;
        if state.fresh {
            return Some(state.at);
        }
        if state.loose {
            let start = next_word(text, state.at)?;
            return (!self.breaks_off(state.at, start)).then_some(start);
        }
        let end = separator(text, state.at).end;
        (!self.ends_sentence_before(state.at, end)).then_some(end)
    }

    /// Whether `literal` stands at `at` on the edges that it needs; `glued` says that what comes
    /// right before it belongs to the phrase.
    pub(super) fn stands_at(&self, literal: &Literal, at: usize, glued: bool) -> bool {
        if !self.spelt_so(literal, at) {
            return false;
        }
        let text = self.text.folded;
        let begins = if literal.word_edges.0 {
            is_edge(text, at)
        } else {
            glued || !text[..at].chars().next_back().is_some_and(is_word_char)
        };
        if !begins {
            return false;
        }
        let end = at + literal.text.len();
        if literal.word_edges.1 {
            return is_edge(text, end);
        }
        let last = literal.text.chars().next_back();
        let next = text[end..].chars().next();
        next.is_none() || !next.is_some_and(is_word_char) && next != last
    }

    fn spelt_so(&self, literal: &Literal, at: usize) -> bool {
        let text = self.text.folded;
        if !text.as_bytes()[at..].starts_with(literal.text.as_bytes()) {
            return false;
        }
        literal.cased.as_ref().is_none_or(|cased| {
            let (start, end) = self.text.back(at, at + literal.text.len());
            *fold(&self.text.rendered[start..end], Case::Kept) == **cased
        })
    }

    fn mark(&self, mark: char, state: State) -> Option<(usize, usize)> {
        let text = self.text.folded;
        let written = match mark {
            '™' => "(tm)",
            '®' => "(r)",
            '℠' => "(sm)",
            _ => "",
        };
        let end = separator(text, state.at).end;
        let last = if state.fresh { state.at } else { end };
        text[state.at..]
            .char_indices()
            .map(|(length, letter)| (state.at + length, letter))
            .take_while(|(at, _)| *at <= last)
            .find_map(|(at, letter)| {
                if letter == mark {
                    Some((at, at + letter.len_utf8()))
                } else if !written.is_empty() && text[at..].starts_with(written) {
                    Some((at, at + written.len()))
                } else {
                    None
                }
            })
    }

    /// Only a literal that itself ends in a full stop can end a sentence before a separator.
    fn ends_sentence_before(&self, at: usize, next: usize) -> bool {
        let before = self.text.folded[..at].chars().next_back();
        next > at && before.is_some_and(sentence::is_terminator) && self.crosses_sentence(at, next)
    }

    /// Whether no gap reads on from the word that ends at `at` to `next`: a semicolon parts two
    /// statements as a full stop does.
    fn breaks_off(&self, at: usize, next: usize) -> bool {
        self.text.folded[at..next].contains(';') || self.crosses_sentence(at, next)
    }

    /// Whether a sentence ends between the word that ends at `at` and `next`.
    fn crosses_sentence(&self, at: usize, next: usize) -> bool {
        let text = self.text.folded;
        let from = text[..at].trim_end_matches(sentence::is_terminator).len();
        if !text[from..next].contains(sentence::is_terminator) {
            return false;
        }
        let (_, from) = self.text.back(from, from);
        let to = self.text.map.start(self.text.folded_start + next) - self.text.rendered_start;
        sentence::ends_between(self.text.rendered, from.min(to), to)
    }
}

impl State {
    /// Before anything was read, at byte `at`.
    const fn fresh(at: usize) -> Self {
        Self {
            at,
            loose: false,
            fresh: true,
            begun: NONE,
            parts: NONE,
        }
    }

    /// The state after words at `start..end`.
    const fn past(self, start: usize, end: usize) -> Self {
        Self {
            at: end,
            loose: false,
            fresh: false,
            begun: if self.begun < start {
                self.begun
            } else {
                start
            },
            parts: self.parts,
        }
    }
}

/// Adds a state that was not yet reached; the first to reach a place is the preferred one.
fn reach(states: &mut States, state: State) {
    let known = states.iter().any(|other| {
        other.at == state.at && other.loose == state.loose && other.fresh == state.fresh
    });
    if !known {
        states.push(state);
    }
}

fn begins_word(text: &str, at: usize) -> bool {
    text[at..].starts_with(is_word_char) && next_word(text, at) == Some(at)
}

fn is_separator_sign(letter: char) -> bool {
    matches!(letter, '-' | '–' | '"' | '\'' | '*' | '(') || is_mark(letter)
}

/// The places from `at` up to the next word.
fn signs_after(text: &str, at: usize) -> impl Iterator<Item = usize> + '_ {
    let mut ended = false;
    text[at..]
        .char_indices()
        .take(SIGNS)
        .take_while(move |(_, letter)| !std::mem::replace(&mut ended, is_word_char(*letter)))
        .map(move |(length, _)| at + length)
}

/// What separates the word that ends at `at` from the next one: white space, one hyphen or en dash,
/// quotation marks, marks.
fn separator(text: &str, at: usize) -> Separator {
    let mut found = Separator {
        end: at,
        ..Separator::default()
    };
    // One space and a plain letter: nearly all of copy.
    if let [b' ', next, ..] = text.as_bytes()[at..]
        && next.is_ascii_alphanumeric()
    {
        found.end += 1;
        found.space = true;
        return found;
    }
    let mut rest = &text[at..];
    while let Some(letter) = rest.chars().next()
        && found.end - at <= APART
    {
        let mut length = letter.len_utf8();
        match letter {
            '-' | '–' if found.dash => break,
            '-' | '–' => found.dash = true,
            '"' | '\'' | '*' => {}
            '(' => match ["(tm)", "(r)", "(sm)"]
                .iter()
                .find(|mark| rest.starts_with(**mark))
            {
                Some(mark) => length = mark.len(),
                None => break,
            },
            _ if letter.is_whitespace() => found.space = true,
            _ if is_mark(letter) => {}
            _ => break,
        }
        found.end += length;
        rest = &rest[length..];
    }
    found
}

/// Where the word begins that is `count` words before `anchor`.
pub(super) fn words_before(text: &str, anchor: usize, count: usize) -> Option<usize> {
    (0..count).try_fold(anchor, |at, _| previous_word(text, at))
}

/// Where a phrase may begin that has its anchor further on.
#[derive(Debug, Clone, Copy)]
pub(super) struct Start {
    /// The byte of the folded text.
    pub(super) at: usize,
    /// How many words it must have before the anchor, at least.
    words: usize,
}

/// The places from `first` on where a phrase can begin that has `least` to `most` words before
/// `anchor`, the nearest first; with `signs` also at punctuation.
pub(super) fn starts_before(
    text: &str,
    anchor: usize,
    first: usize,
    (least, most): (usize, usize),
    signs: bool,
) -> Vec<Start> {
    let mut found = Vec::new();
    if least == 0 {
        found.push(Start {
            at: anchor,
            words: 0,
        });
    }
    let mut at = anchor;
    for words in 1.. {
        let previous = previous_word(text, at);
        if signs {
            let stretch = previous.map_or(0, |start| word_end(text, start));
            let places = text[stretch..at].char_indices().rev().take(SIGNS);
            let places = places.filter(|(_, letter)| !letter.is_whitespace());
            found.extend(places.map(|(place, _)| Start {
                at: stretch + place,
                words: words - 1,
            }));
        }
        let Some(start) = previous.filter(|start| *start >= first) else {
            break;
        };
        if words > most {
            break;
        }
        if words >= least {
            found.push(Start { at: start, words });
        }
        at = start;
    }
    found
}
