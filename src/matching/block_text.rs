//! What stands where a phrase has got to in a block: a word, a mark, the end of a sentence.

use super::compile::{Before, Literal};
use super::fold::{Case, Folded, fold};
use super::sentence;
use super::separator::{is_separator_sign, separator, signs_after};
use super::state::State;
use super::words::{is_edge, is_word_char, next_word};

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

    /// Where `literal` stands next.
    pub(super) fn literal(&self, literal: &Literal, state: State) -> Option<(usize, usize)> {
        let text = self.folded;
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
    pub(super) fn word_start(&self, state: State) -> Option<usize> {
        let text = self.folded;
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
    fn stands_at(&self, literal: &Literal, at: usize, glued: bool) -> bool {
        if !self.spelt_so(literal, at) {
            return false;
        }
        let text = self.folded;
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

    /// Whether the letters at `at` are those of `literal`, capitals too where they count.
    pub(super) fn spelt_so(&self, literal: &Literal, at: usize) -> bool {
        let text = self.folded;
        if !text.as_bytes()[at..].starts_with(literal.text.as_bytes()) {
            return false;
        }
        literal.cased.as_ref().is_none_or(|cased| {
            let (start, end) = self.back(at, at + literal.text.len());
            *fold(&self.rendered[start..end], Case::Kept) == **cased
        })
    }

    /// Where `mark` stands next, as a sign or written in brackets.
    pub(super) fn mark(&self, mark: char, state: State) -> Option<(usize, usize)> {
        let text = self.folded;
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
        let before = self.folded[..at].chars().next_back();
        next > at && before.is_some_and(sentence::is_terminator) && self.crosses_sentence(at, next)
    }

    /// Whether no gap reads on from the word that ends at `at` to `next`: a semicolon parts two
    /// statements as a full stop does.
    pub(super) fn breaks_off(&self, at: usize, next: usize) -> bool {
        self.folded[at..next].contains(';') || self.crosses_sentence(at, next)
    }

    /// Whether a sentence ends between the word that ends at `at` and `next`.
    fn crosses_sentence(&self, at: usize, next: usize) -> bool {
        let text = self.folded;
        let from = text[..at].trim_end_matches(sentence::is_terminator).len();
        if !text[from..next].contains(sentence::is_terminator) {
            return false;
        }
        let (_, from) = self.back(from, from);
        let to = self.map.start(self.folded_start + next) - self.rendered_start;
        sentence::ends_between(self.rendered, from.min(to), to)
    }
}
