//! Phrases that are regular expressions.
//!
//! They run on a block's folded text, and only on blocks in which the literals stand that the
//! expression needs, where such literals can be told. Most runs meet few of them, so each is compiled
//! when it is first run.

use std::sync::OnceLock;

use regex::{Regex, RegexBuilder};

use super::fold::{Case, fold};

/// A regular expression.
#[derive(Debug)]
pub(super) struct Expression {
    source: String,
    /// What is looked for, once it was; none if it cannot be compiled.
    regex: OnceLock<Option<Regex>>,
    /// Whether capitals count.
    pub(super) exact: bool,
    /// One of these stands in the folded text of every match; empty if none can be told.
    pub(super) needs: Vec<String>,
    /// One of each of these as well.
    also: Vec<Vec<String>>,
}

impl Expression {
    /// The expression `source`, which the parser of phrases has seen to be one and of which it says
    /// what it needs, the rarest first.
    pub(super) fn new(source: &str, needs: &[Vec<String>], exact: bool) -> Self {
        let folded = |group: &Vec<String>| -> Vec<String> {
            let literals = group.iter().map(|literal| fold(literal, Case::Lower));
            literals.collect()
        };
        // What folds to nothing stands everywhere.
        let mut groups = needs
            .iter()
            .map(folded)
            .filter(|group| !group.iter().any(String::is_empty));
        Self {
            source: source.to_owned(),
            regex: OnceLock::new(),
            exact,
            needs: groups.next().unwrap_or_default(),
            also: groups.collect(),
        }
    }

    /// Whether all that it needs stands in `text`, a block's folded text.
    pub(super) fn may_be_in(&self, text: &str) -> bool {
        let stands = |literal: &String| text.contains(literal.as_str());
        (self.needs.is_empty() || self.needs.iter().any(stands))
            && self.also.iter().all(|group| group.iter().any(stands))
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
