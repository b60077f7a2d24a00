//! Phrases that are regular expressions.
//!
//! They run on a block's folded text, and only on blocks in which the literals stand that the
//! expression needs, where such literals can be told. Most runs meet few of them, so each is compiled
//! when it is first run.

use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};

use super::fold::{Case, fold};
use super::needs::Pieces;
use super::table::{self, Hash};
use crate::wordlist::phrase::Group;

/// A regular expression.
#[derive(Debug)]
pub(super) struct Expression {
    source: String,
    /// What is looked for, once it was; none if it cannot be compiled.
    regex: OnceLock<Option<Regex>>,
    /// Whether capitals count.
    pub(super) exact: bool,
    /// One of these stands in the folded text of every match; none if that cannot be told.
    pub(super) needs: Option<Group>,
    /// One of each of these as well.
    also: Vec<Vec<String>>,
    /// And, as a word, one of each of these.
    words: Vec<Box<[Hash]>>,
}

impl Expression {
    /// The expression `source`, which the parser of phrases has seen to be one and of which it says
    /// what it needs, the rarest first.
    pub(super) fn new(source: &str, needs: &[Group], exact: bool) -> Self {
        let folded = |group: &Group| Group {
            are_words: group.are_words,
            literals: group
                .literals
                .iter()
                .map(|literal| fold(literal, Case::Lower))
                .collect(),
        };
        // What folds to nothing stands everywhere.
        let groups = needs.iter().map(folded);
        let mut groups = groups.filter(|group| !group.literals.iter().any(String::is_empty));
        let first = groups.next();
        let (words, also): (Vec<Group>, Vec<Group>) = groups.partition(|group| group.are_words);
        let hashes = |group: Group| {
            group
                .literals
                .iter()
                .map(|word| table::hash(word))
                .collect()
        };
        Self {
            source: source.to_owned(),
            regex: OnceLock::new(),
            exact,
            needs: first,
            also: also.into_iter().map(|group| group.literals).collect(),
            words: words.into_iter().map(hashes).collect(),
        }
    }

    /// Whether all that it needs beside [`needs`](Self::needs) may stand in `text`, a block's folded
    /// text, which has these `pieces`.
    pub(super) fn may_be_in(&self, text: &str, pieces: Option<&Pieces>) -> bool {
        let may_hold = |pieces: &Pieces| {
            let mut words = self.words.iter();
            words.all(|group| group.iter().any(|word| pieces.may_hold(*word)))
        };
        pieces.is_none_or(may_hold)
            && self
                .also
                .iter()
                .all(|group| group.iter().any(|literal| text.contains(literal.as_str())))
    }

    /// Every match in `text`, in order; empty ones do not count. Bytes of `text`.
    pub(super) fn find<'t>(&'t self, text: &'t str) -> impl Iterator<Item = (usize, usize)> + 't {
        let regex = self.regex.get_or_init(|| {
            RegexBuilder::new(&self.source)
                .case_insensitive(!self.exact)
                .build()
                .ok()
        });
        regex
            .iter()
            .flat_map(|regex| regex.find_iter(text))
            .map(|found| (found.start(), found.end()))
            .filter(|(start, end)| start < end)
    }
}
