//! One pass over a document for the phrases of all rules: fold, find anchors, verify.
//!
//! Blocks are folded some at a time, so that the folded text stays in the processor's cache and a
//! large file costs no second copy of itself.

use super::Hit;
use super::fold::{Case, Folded};
use super::index::{Index, Use};
use super::library::Library;
use super::matcher::BlockText;
use super::needs::Pieces;
use super::table::Sighting;
use super::verify::{Anchored, Place, Verifier, settle};
use crate::document::{Block, Document};
use crate::wordlist::ruleset::PhraseId;

/// How much rendered text is folded at a time, in bytes; a longer block is folded whole.
const WINDOW: usize = 64 * 1024;

/// The hits in `document` of the phrases that are indexed, in the order of the text, then of the
/// phrases.
pub(super) fn hits(library: &Library, index: &Index, document: &Document) -> Vec<Hit> {
    let mut pass = Pass {
        library,
        index,
        seen: Vec::new(),
        pieces: Pieces::new(),
        due: Vec::new(),
        hits: Vec::new(),
    };
    let mut folded = Folded::default();
    let mut rest = document.blocks.as_slice();
    while let Some(first) = rest.first() {
        let start = first.text.start;
        let more = rest[1..]
            .iter()
            .take_while(|block| block.text.end - start <= WINDOW);
        let (window, after) = rest.split_at(1 + more.count());
        let end = window.last().unwrap_or(first).text.end;
        folded.refill(&document.text[start..end], Case::Lower);
        for (block, at) in window.iter().zip(document.blocks.len() - rest.len()..) {
            pass.block(place(document, block, at, &folded, start));
        }
        rest = after;
    }
    settle(&mut pass.hits, library);
    pass.hits
}

/// Block number `at`, in a text that was folded from byte `base` of the document on.
pub(super) fn place<'t>(
    document: &'t Document,
    block: &Block,
    at: usize,
    folded: &'t Folded,
    base: usize,
) -> Place<'t> {
    let (from, to) = (block.text.start - base, block.text.end - base);
    let start = folded.folded(from);
    Place {
        block: at,
        text: BlockText {
            folded: &folded.text[start..folded.folded(to)],
            rendered: &document.text[block.text.range()],
            map: folded,
            folded_start: start,
            rendered_start: from,
        },
        start: block.text.start,
    }
}

struct Pass<'e> {
    library: &'e Library,
    index: &'e Index,
    /// The anchors of the block that are words.
    seen: Vec<Sighting>,
    /// All words of the block.
    pieces: Pieces,
    /// The expressions that must be run on the block.
    due: Vec<PhraseId>,
    hits: Vec<Hit>,
}

impl Pass<'_> {
    fn block(&mut self, here: Place<'_>) {
        let (library, index) = (self.library, self.index);
        let text = here.text.folded;
        self.seen.clear();
        self.pieces.clear();
        index.table.scan(text, &mut self.seen, &mut self.pieces);
        let mut verifier = Verifier::new(library, here);
        let seen = std::mem::take(&mut self.seen);
        for seen in &seen {
            let anchor = verifier.anchored(seen.at.clone());
            self.anchor(&mut verifier, &anchor, index.table.uses(seen));
        }
        self.seen = seen;
        index.automaton.scan(text, |start, end, uses| {
            let anchor = verifier.anchored(start..end);
            self.anchor(&mut verifier, &anchor, uses);
        });
        for phrase in &index.everywhere {
            verifier.everywhere(*phrase, &mut self.hits);
        }
        self.due.extend(&index.ungated);
        self.due.sort_unstable();
        self.due.dedup();
        for phrase in self.due.drain(..) {
            if let Some(expression) = &library.phrase(phrase).expression {
                verifier.expression(phrase, expression, &mut self.hits);
            }
        }
    }

    fn anchor(&mut self, verifier: &mut Verifier<'_, '_>, anchor: &Anchored, uses: &[Use]) {
        for what in uses {
            match *what {
                Use::Whole(phrase) => verifier.whole(phrase, anchor, &mut self.hits),
                Use::Part { phrase, is_open } => {
                    if self.library.needs(phrase).are_met(&self.pieces) {
                        verifier.around(phrase, anchor, is_open, &mut self.hits);
                    }
                }
                Use::Expression(phrase) => self.due.push(phrase),
            }
        }
    }
}
