//! Looking for a single phrase in a stretch of a block, for conditions and rewrites.
//!
//! Most blocks are never asked about. One that is gets folded once, and of it only the parts that
//! are asked about are made ready (`parts`): a paragraph of a megabyte costs its hits and what
//! surrounds them, as a page of paragraphs does.

use std::collections::HashMap;
use std::sync::Arc;

use super::Hit;
use super::fold::{Case, Folded};
use super::library::Library;
use super::memo::Memo;
use super::needs::Pieces;
use super::parts::Parts;
use super::pass::place;
use super::table::{self, Mixed};
use super::verify::{Place, Verifier, settle};
use crate::document::Document;
use crate::position::TextSpan;
use crate::wordlist::ruleset::PhraseId;

/// So many bytes of blocks are kept ready at a time, and as many again of those asked about before;
/// at least one block of each.
const KEPT: usize = 1 << 20;
/// What a block weighs at least, in bytes: what is found in it takes room too.
const LEAST: usize = 2 << 10;

/// Blocks that were asked about, and what was found in them.
#[derive(Debug, Default)]
pub(super) struct Nearby {
    blocks: HashMap<usize, Ready, Mixed>,
    /// The bytes of those blocks.
    size: usize,
    /// Blocks that were asked about before those, and perhaps will be again: the heading over a
    /// block that is larger than all that is kept.
    before: HashMap<usize, Ready, Mixed>,
}

/// A block, made ready to be asked about.
#[derive(Debug)]
struct Ready {
    folded: Folded,
    /// What of it was asked about.
    parts: Parts,
    /// Of expressions, which are run on the whole block.
    expressions: HashMap<PhraseId, Arc<[Hit]>, Mixed>,
    /// The pieces of the block: nearly all that is asked for is refused by them, before it is compiled.
    pieces: Pieces,
}

impl Nearby {
    /// The hits of `phrase` in block number `block` of `document`, in order: all that lie in
    /// `within`, a stretch of the block, and perhaps others; none if there are none.
    pub(super) fn find(
        &mut self,
        library: &Library,
        document: &Document,
        block: usize,
        phrase: PhraseId,
        within: TextSpan,
    ) -> Option<Arc<[Hit]>> {
        let ready = self.ready(document, block)?;
        if !library.needs(phrase).are_met(&ready.pieces) {
            return None;
        }
        let own = &document.blocks[block];
        let start = own.text.start;
        let from = ready.folded.folded(within.start - start);
        let to = ready.folded.folded(within.end - start);
        let Ready {
            folded,
            parts,
            expressions,
            pieces,
        } = ready;
        let here = place(document, own, block, folded, start);
        let compiled = library.phrase(phrase);
        if compiled.expression.is_some() {
            let found = expressions
                .entry(phrase)
                .or_insert_with(|| expression(library, here, phrase, pieces).into());
            return Some(Arc::clone(found));
        }
        if compiled.nodes.is_empty() {
            return None;
        }
        parts.find(library, here, phrase, from..to)
    }

    /// The block, made ready if it is not.
    fn ready(&mut self, document: &Document, block: usize) -> Option<&mut Ready> {
        if !self.blocks.contains_key(&block) {
            let text = &document.text[document.blocks[block].text.range()];
            let ready = self.before.remove(&block);
            let ready = ready.unwrap_or_else(|| Ready::new(text));
            if self.size >= KEPT {
                self.before = std::mem::take(&mut self.blocks);
                self.size = 0;
            }
            self.size += text.len().max(LEAST);
            self.blocks.insert(block, ready);
        }
        self.blocks.get_mut(&block)
    }
}

impl Ready {
    fn new(text: &str) -> Self {
        let mut folded = Folded::default();
        folded.refill(text, Case::Lower);
        let mut pieces = Pieces::new();
        table::pieces(&folded.text, 0..folded.text.len(), |_, piece| {
            pieces.add(piece);
        });
        Self {
            folded,
            parts: Parts::default(),
            expressions: HashMap::default(),
            pieces,
        }
    }
}

/// The hits of a regular expression in a block, which has these `pieces`.
fn expression(library: &Library, here: Place<'_>, id: PhraseId, pieces: &Pieces) -> Vec<Hit> {
    let mut hits = Vec::new();
    if let Some(expression) = &library.phrase(id).expression {
        let verifier = Verifier::new(library, here, Memo::default());
        verifier.expression(id, expression, Some(pieces), &mut hits);
    }
    settle(&mut hits, library);
    hits
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::source::Source;
    use crate::document::{Format, ReadOptions, read};
    use crate::wordlist::builtin;
    use crate::wordlist::ruleset::Ruleset;

    #[test]
    fn what_a_block_has_no_words_of_is_not_compiled() {
        let list = builtin::ALL[0].load().unwrap();
        let library = Library::new(Arc::new(Ruleset::build(&[&list], &[]).unwrap()));
        let page = Source::from_text("xylophones".to_owned());
        let document = read(Format::Text, page, &ReadOptions::default());
        let none: Pieces = Pieces::new();
        let all = 0..u32::try_from(library.rules.phrases.len()).unwrap();
        let all = all.map(PhraseId);
        let of_words = all.filter(|id| !library.needs(*id).are_met(&none));
        let mut nearby = Nearby::default();
        let mut asked = 0;
        for id in of_words {
            let found = nearby.find(&library, &document, 0, id, document.blocks[0].text);
            assert!(found.is_none() && !library.is_compiled(id));
            asked += 1;
        }
        assert!(asked > 100);
    }
}
