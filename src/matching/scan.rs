//! What one pass found, and looking further around it.
//!
//! Conditions ask for a phrase or a name somewhere around a hit. Those of rules are known from the
//! pass, in order, so that an answer costs a search in a sorted list; all others are looked for where
//! they are asked for, block by block.

use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::nearby::Nearby;
use super::needs::{DOCUMENT, Pieces};
use super::{Engine, Hit};
use crate::document::{Block, Document};
use crate::position::{TextSpan, next_edge};
use crate::wordlist::ruleset::{NameId, PhraseId, Term};

/// How many bytes a spelling that is not a name may have on each side of the name.
const LONGEST: usize = 2_000;

/// Names are looked for in so many bytes of a block at a time, or fewer: all spellings in one stretch
/// before the next, because what they share is remembered for a while only.
const STRETCH: usize = 12 * 1024;

/// What one pass over a document found; finds what conditions ask for.
#[derive(Debug)]
pub struct Scan<'a> {
    /// The document.
    pub document: &'a Document,
    /// Hits of the phrases of rules (`phrases` and `when`), in the order of the text, then of the phrases.
    pub hits: Vec<Hit>,
    engine: &'a Engine,
    /// The pieces of the document.
    pieces: Box<Pieces<DOCUMENT>>,
    /// Indexes into `hits`, by phrase, then in the order of the text.
    by_phrase: OnceLock<Vec<usize>>,
    nearby: Mutex<Nearby>,
}

impl<'a> Scan<'a> {
    pub(super) fn new(
        document: &'a Document,
        engine: &'a Engine,
        hits: Vec<Hit>,
        pieces: Box<Pieces<DOCUMENT>>,
    ) -> Self {
        Self {
            document,
            hits,
            engine,
            pieces,
            by_phrase: OnceLock::new(),
            nearby: Mutex::default(),
        }
    }

    /// Whether the document may have a hit of `term`: for most of what conditions ask for it has none
    /// of the words.
    #[must_use]
    pub fn may_find(&self, term: Term) -> bool {
        match term {
            Term::Phrase(phrase) => self.may_hold(phrase),
            Term::Name(name) => {
                let name = self.engine.rules().name(name);
                let mut spellings = name.spellings.iter();
                spellings.any(|spelling| self.may_hold(*spelling))
            }
        }
    }

    /// Whether the words that `phrase` needs may all stand in the document. An expression needs none
    /// that could be told here.
    fn may_hold(&self, phrase: PhraseId) -> bool {
        let needs = self.engine.library().needs(phrase);
        needs.are_met(&self.pieces)
    }

    /// Every hit of one phrase (of a condition, a rewrite, or a rule) that lies in `within`.
    #[must_use]
    pub fn find(&self, phrase: PhraseId, within: TextSpan) -> Vec<Hit> {
        let mut found = Vec::new();
        self.each(phrase, within, |hit| found.push(hit.clone()));
        found
    }

    /// Every place in `within` where `name` is spelt, the longer spellings that are not it taken
    /// out; of spellings inside one another only the longest.
    #[must_use]
    pub fn find_name(&self, name: NameId, within: TextSpan) -> Vec<TextSpan> {
        let name = self.engine.rules().name(name);
        // Of hundreds of spellings a document has one or two.
        let spellings = name.spellings.iter();
        let spellings = spellings.filter(|spelling| self.may_hold(**spelling));
        let spellings: Vec<PhraseId> = spellings.copied().collect();
        let mut found: Vec<TextSpan> = Vec::new();
        // Block by block, so that each is made ready once however many spellings there are.
        for (_, block) in self.blocks(within) {
            let start = block.text.start.max(within.start);
            let own = TextSpan::new(start, block.text.end.min(within.end).max(start));
            for stretch in stretches(&self.document.text, own) {
                for spelling in &spellings {
                    self.each_by(*spelling, stretch, own, |hit| {
                        if !self.is_taken_out(&name.not, hit) {
                            found.push(hit.text());
                        }
                    });
                }
            }
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

    /// Whether one of the longer spellings `not` covers `hit`.
    fn is_taken_out(&self, not: &[PhraseId], hit: &Hit) -> bool {
        // Nothing reaches over a block's edge.
        let block = self.document.blocks[hit.block()].text;
        let around = TextSpan::new(
            hit.text().start.saturating_sub(LONGEST).max(block.start),
            hit.text().end.saturating_add(LONGEST).min(block.end),
        );
        not.iter().any(|phrase| {
            let mut covered = false;
            self.each(*phrase, around, |other| {
                let longer = other.text().len() > hit.text().len();
                covered |= longer && other.text().contains(&hit.text());
            });
            covered
        })
    }

    /// Calls `found` with every hit of `phrase` that lies in `within`, in order.
    fn each(&self, phrase: PhraseId, within: TextSpan, found: impl FnMut(&Hit)) {
        self.each_by(phrase, within, within, found);
    }

    /// Calls `found` with the hits of `phrase` that lie in `within`, in order: all that share their
    /// anchor with `stretch`, which is `within` or one of [`stretches`] of it, and perhaps others.
    fn each_by(
        &self,
        phrase: PhraseId,
        stretch: TextSpan,
        within: TextSpan,
        mut found: impl FnMut(&Hit),
    ) {
        let mut found_inside = |hit: &Hit| {
            if hit.text().start >= within.start && hit.text().end <= within.end {
                found(hit);
            }
        };
        if self.engine.is_of_rule(phrase) {
            let key = |hit: &Hit| (hit.phrase, hit.text().start);
            let order = self.by_phrase.get_or_init(|| {
                let mut order: Vec<usize> = (0..self.hits.len()).collect();
                order.sort_by_key(|index| key(&self.hits[*index]));
                order
            });
            // These are known wherever they begin, so each belongs to the stretch where it does.
            let from = (phrase, stretch.start);
            let first = order.partition_point(|index| key(&self.hits[*index]) < from);
            let hits = order[first..].iter().map(|index| &self.hits[*index]);
            hits.take_while(|hit| hit.phrase == phrase && hit.text().start < stretch.end)
                .for_each(found_inside);
            return;
        }
        for (number, block) in self.blocks(stretch) {
            let start = block.text.start.max(stretch.start);
            let own = TextSpan::new(start, block.text.end.min(stretch.end).max(start));
            let Some(hits) = self.in_block(number, phrase, own) else {
                continue;
            };
            // Those of an expression are known of the whole block.
            let begins = if self.engine.library().phrase(phrase).expression.is_some() {
                own
            } else {
                within
            };
            let from = hits.partition_point(|hit| hit.text().start < begins.start);
            hits[from..]
                .iter()
                .take_while(|hit| hit.text().start < begins.end)
                .for_each(&mut found_inside);
        }
    }

    /// The blocks that share text with `within`, with their numbers.
    fn blocks(&self, within: TextSpan) -> impl Iterator<Item = (usize, &'a Block)> {
        let blocks = &self.document.blocks;
        let first = blocks.partition_point(|block| block.text.end <= within.start);
        let rest = blocks.iter().enumerate().skip(first);
        rest.take_while(move |(_, block)| block.text.start < within.end)
    }

    fn in_block(&self, block: usize, phrase: PhraseId, within: TextSpan) -> Option<Arc<[Hit]>> {
        // What is kept ready is whole even if a thread died that held it.
        let mut nearby = self.nearby.lock().unwrap_or_else(PoisonError::into_inner);
        nearby.find(self.engine.library(), self.document, block, phrase, within)
    }
}

/// `span` of `text`, cut into stretches of about [`STRETCH`] bytes; none is short if `span` is not.
fn stretches(text: &str, span: TextSpan) -> impl Iterator<Item = TextSpan> {
    let parts = span.len().div_ceil(STRETCH).max(1);
    let length = span.len() / parts;
    let edge = move |part: usize| match part {
        0 => span.start,
        part if part == parts => span.end,
        part => next_edge(text, span.start + part * length),
    };
    (0..parts).map(move |part| TextSpan::new(edge(part), edge(part + 1)))
}
