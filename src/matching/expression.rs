//! Phrases that are regular expressions.
//!
//! They run on a block's folded text, and only on blocks in which a literal stands that the
//! expression needs, where such a literal can be told. Most runs meet few of them, so each is compiled
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
}

impl Expression {
    /// The expression `source`, which the parser of phrases has seen to be one and of which it says
    /// what it needs.
    pub(super) fn new(source: &str, needs: &[String], exact: bool) -> Self {
        let needs = needs.iter().map(|need| fold(need, Case::Lower));
        let mut needs: Vec<String> = needs.collect();
        // What folds to nothing stands everywhere.
        if needs.iter().any(String::is_empty) {
            needs.clear();
        }
        Self {
            source: source.to_owned(),
            regex: OnceLock::new(),
            exact,
            needs,
        }
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
