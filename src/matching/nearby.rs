//! Looking for a single phrase in a single block, for conditions and rewrites.
//!
//! Most blocks are never asked about. One that is has its pieces put in order once, so that a phrase
//! whose anchors do not stand there costs a few comparisons; what was found is kept for the next
//! hit in the same block.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::Hit;
use super::anchors::{Anchor, Chooser};
use super::fold::{Case, Folded};
use super::library::Library;
use super::needs::Pieces;
use super::pass::place;
use super::table::{self, Hash};
use super::verify::{Verifier, settle};
use crate::document::Document;
use crate::wordlist::ruleset::PhraseId;

/// So many bytes of blocks are kept ready at a time, at least one block.
const KEPT: usize = 4 << 20;

/// Blocks that were asked about, and what was found in them.
#[derive(Debug, Default)]
pub(super) struct Nearby {
    blocks: HashMap<usize, Ready>,
    /// The bytes of those blocks.
    size: usize,
}

/// A block, made ready to be asked about.
#[derive(Debug)]
struct Ready {
    folded: Folded,
    /// Its pieces and where they begin, in order.
    pieces: Vec<(Hash, usize)>,
    /// The same, roughly.
    rough: Pieces,
    found: HashMap<PhraseId, Arc<[Hit]>>,
}

impl Nearby {
    /// The hits of `phrase` in block number `block` of `document`, in order; none if there are none.
    pub(super) fn find(
        &mut self,
        library: &Library,
        document: &Document,
        block: usize,
        phrase: PhraseId,
    ) -> Option<Arc<[Hit]>> {
        if !self.blocks.contains_key(&block) {
            let text = &document.text[document.blocks[block].text.range()];
            if self.size + text.len() > KEPT {
                self.blocks.clear();
                self.size = 0;
            }
            self.size += text.len();
            self.blocks.insert(block, Ready::new(text));
        }
        let ready = self.blocks.get_mut(&block)?;
        if let Some(found) = ready.found.get(&phrase) {
            return Some(Arc::clone(found));
        }
        let hits = ready.look_for(library, document, block, phrase);
        if hits.is_empty() {
            return None;
        }
        let hits: Arc<[Hit]> = hits.into();
        ready.found.insert(phrase, Arc::clone(&hits));
        Some(hits)
    }
}

impl Ready {
    fn new(text: &str) -> Self {
        let mut ready = Self {
            folded: Folded::default(),
            pieces: Vec::new(),
            rough: Pieces::new(),
            found: HashMap::new(),
        };
        ready.folded.refill(text, Case::Lower);
        table::pieces(&ready.folded.text, |at, hash| {
            ready.pieces.push((hash, at.start));
            ready.rough.add(hash);
        });
        ready.pieces.sort_unstable();
        ready
    }

    fn look_for(
        &self,
        library: &Library,
        document: &Document,
        block: usize,
        id: PhraseId,
    ) -> Vec<Hit> {
        let phrase = library.phrase(id);
        let own = &document.blocks[block];
        let here = place(document, own, block, &self.folded, own.text.start);
        let mut hits = Vec::new();
        let mut verifier = Verifier::new(library, here);
        if let Some(expression) = &phrase.expression {
            verifier.expression(id, expression, &mut hits);
        } else if phrase.nodes.is_empty() || !library.needs(id).are_met(&self.rough) {
            return hits;
        } else if let Some(anchors) = library.anchors(id, &Chooser::new(library)) {
            for anchor in &anchors.literals {
                for at in self.places(anchor) {
                    let found = verifier.anchored(at);
                    verifier.around(id, &found, anchor.is_prefix, &mut hits);
                }
            }
        } else {
            verifier.everywhere(id, &mut hits);
        }
        settle(&mut hits, library);
        hits
    }

    /// Where `anchor` stands, in bytes of the folded text.
    fn places(&self, anchor: &Anchor) -> Vec<Range<usize>> {
        let text = &self.folded.text;
        let range = |start: usize| start..start + anchor.text.len();
        let head = table::head(&anchor.text);
        if anchor.is_prefix || head.is_empty() {
            let mut found = Vec::new();
            let mut from = 0;
            // One may overlap another.
            while let Some(at) = text[from..].find(&*anchor.text) {
                found.push(range(from + at));
                from += at + text[from + at..].chars().next().map_or(1, char::len_utf8);
            }
            return found;
        }
        let hash = table::hash(head);
        let first = self.pieces.partition_point(|piece| piece.0 < hash);
        self.pieces[first..]
            .iter()
            .take_while(|piece| piece.0 == hash)
            .filter(|(_, start)| text[*start..].starts_with(&*anchor.text))
            .map(|(_, start)| range(*start))
            .collect()
    }
}
