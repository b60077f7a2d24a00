//! What one pass found, and looking further in it.
//!
//! Conditions ask for a phrase or a name somewhere around a hit. All hits are kept in order, so an
//! answer costs a search in a sorted list and never another reading of the text.

use std::sync::{Arc, OnceLock};

use super::Hit;
use crate::document::Document;
use crate::position::TextSpan;
use crate::wordlist::ruleset::{NameId, PhraseId, Ruleset};

/// What one pass over a document found; keeps what conditions need to look further.
#[derive(Debug)]
pub struct Scan<'d> {
    /// The document.
    pub document: &'d Document,
    /// Hits of the phrases of rules (`phrases` and `when`), in the order of the text, then of the phrases.
    pub hits: Vec<Hit>,
    rules: Arc<Ruleset>,
    /// Hits of other phrases, by phrase, then in the order of the text.
    aside: Vec<Hit>,
    /// Indexes into `hits`, by phrase, then in the order of the text.
    by_phrase: OnceLock<Vec<usize>>,
}

impl<'d> Scan<'d> {
    /// Puts what a pass found in order; the same phrase at the same place counts once.
    pub(super) fn new(
        document: &'d Document,
        rules: Arc<Ruleset>,
        mut hits: Vec<Hit>,
        mut aside: Vec<Hit>,
    ) -> Self {
        hits.sort_by_key(|hit| (hit.text.start, hit.phrase, hit.text.end));
        hits.dedup_by_key(|hit| (hit.phrase, hit.text));
        aside.sort_by_key(|hit| (hit.phrase, hit.text.start, hit.text.end));
        aside.dedup_by_key(|hit| (hit.phrase, hit.text));
        Self {
            document,
            hits,
            rules,
            aside,
            by_phrase: OnceLock::new(),
        }
    }

    /// Every hit of one phrase (of a condition, a rewrite, or a rule) that lies in `within`.
    #[must_use]
    pub fn find(&self, phrase: PhraseId, within: TextSpan) -> Vec<Hit> {
        self.of(phrase, within.start)
            .take_while(|hit| hit.text.start < within.end)
            .filter(|hit| hit.text.end <= within.end)
            .cloned()
            .collect()
    }

    /// Every place in `within` where `name` is spelt, the longer spellings that are not it taken
    /// out; of spellings inside one another only the longest.
    #[must_use]
    pub fn find_name(&self, name: NameId, within: TextSpan) -> Vec<TextSpan> {
        let name = self.rules.name(name);
        let mut found: Vec<TextSpan> = Vec::new();
        for spelling in &name.spellings {
            found.extend(
                self.of(*spelling, within.start)
                    .take_while(|hit| hit.text.start < within.end)
                    .map(|hit| hit.text)
                    .filter(|text| text.end <= within.end && !self.is_taken_out(&name.not, *text)),
            );
        }
        found.sort_by_key(|text| (text.start, std::cmp::Reverse(text.end)));
        let mut reached = 0;
        found.retain(|text| {
            let longer = text.end > reached;
            reached = reached.max(text.end);
            longer
        });
        found
    }

    /// Whether one of the longer spellings `not` covers `text`.
    fn is_taken_out(&self, not: &[PhraseId], text: TextSpan) -> bool {
        // Nothing reaches over a block's edge, so the search begins at the block.
        let block = self.document.block_at(text.start);
        let from = block.map_or(0, |block| self.document.blocks[block].text.start);
        not.iter().any(|phrase| {
            self.of(*phrase, from)
                .take_while(|hit| hit.text.start <= text.start)
                .any(|hit| hit.text.contains(&text) && hit.text.len() > text.len())
        })
    }

    /// The hits of `phrase` that begin at byte `from` or after, in order.
    fn of(&self, phrase: PhraseId, from: usize) -> Box<dyn Iterator<Item = &Hit> + '_> {
        let key = |hit: &Hit| (hit.phrase, hit.text.start);
        let first = self.aside.partition_point(|hit| key(hit) < (phrase, from));
        if self
            .aside
            .get(first)
            .is_some_and(|hit| hit.phrase == phrase)
        {
            let aside = self.aside[first..].iter();
            return Box::new(aside.take_while(move |hit| hit.phrase == phrase));
        }
        let order = self.by_phrase.get_or_init(|| {
            let mut order: Vec<usize> = (0..self.hits.len()).collect();
            order.sort_by_key(|index| key(&self.hits[*index]));
            order
        });
        let first = order.partition_point(|index| key(&self.hits[*index]) < (phrase, from));
        let hits = order[first..].iter().map(|index| &self.hits[*index]);
        Box::new(hits.take_while(move |hit| hit.phrase == phrase))
    }
}
