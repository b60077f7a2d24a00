//! The parts of a block that were asked about, and what was found in them.
//!
//! A part has its pieces put in order once, so that a phrase whose anchors do not stand there costs a
//! few comparisons; what was found, or was not, is kept for the next hit in the same part.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::Hit;
use super::anchors::{Anchor, Chooser};
use super::library::Library;
use super::memo::Memo;
use super::needs::Pieces;
use super::table::{self, Hash, Mixed};
use super::verify::{Anchored, Place, Verifier, settle};
use crate::position::next_edge;
use crate::wordlist::ruleset::PhraseId;

/// A stretch of no more bytes than this, a sentence, is a part by itself.
const SHORT: usize = 512;
/// Bytes in one of the parts into which a block is cut for longer stretches.
const PART: usize = 4 * 1024;
/// What covers more of those than this is read through, and nothing of it is kept.
const NARROW: usize = 4;
/// So many parts of a block are kept ready at a time.
const KEPT: usize = 64;

/// Those of one block, by their first and last byte in its folded text.
#[derive(Debug, Default)]
pub(super) struct Parts {
    sentences: Kept,
    cuts: Kept,
    /// What names were found to be in the block.
    memo: Memo,
}

#[derive(Debug, Default)]
struct Kept(HashMap<(usize, usize), Part, Mixed>);

/// The pieces that begin in a part.
#[derive(Debug)]
struct Part {
    /// The pieces and where they begin in the block's folded text, in order.
    pieces: Vec<(Hash, usize)>,
    /// The same, roughly.
    rough: Pieces,
    /// The hits that are found by an anchor in this part; none where there are none.
    found: HashMap<PhraseId, Option<Arc<[Hit]>>, Mixed>,
}

impl Parts {
    /// The hits of `phrase` in the block `here` that lie in `stretch` of its folded text, and perhaps
    /// others, in order; none if there are none.
    pub(super) fn find(
        &mut self,
        library: &Library,
        here: Place<'_>,
        phrase: PhraseId,
        stretch: Range<usize>,
    ) -> Option<Arc<[Hit]>> {
        // A hit that lies in the stretch has its anchor there. But a longer one with the same end,
        // which may begin before, is the one that counts.
        let is_alone = !library.phrase(phrase).begins_optional;
        if is_alone && stretch.len() <= SHORT {
            let part = self.sentences.part(here.text.folded, &stretch);
            let may_hold = library.needs(phrase).are_met(&part.rough);
            let memo = &mut self.memo;
            return may_hold
                .then(|| part.find(library, here, phrase, (&stretch, stretch.start), memo))?;
        }
        let beside = usize::from(!is_alone);
        let last = here.text.folded.len().div_ceil(PART);
        let numbers = (stretch.start / PART).saturating_sub(beside)
            ..(stretch.end.div_ceil(PART) + beside).min(last);
        if numbers.len() > NARROW {
            return read_through(library, here, phrase, numbers, &mut self.memo);
        }
        let mut rough = Pieces::new();
        for number in numbers.clone() {
            let own = bytes(number..number + 1, here.text.folded);
            rough = rough.with(&self.cuts.part(here.text.folded, &own).rough);
        }
        if !library.needs(phrase).are_met(&rough) {
            return None;
        }
        let mut found: Vec<Arc<[Hit]>> = Vec::new();
        for number in numbers {
            let own = bytes(number..number + 1, here.text.folded);
            let part = self.cuts.part(here.text.folded, &own);
            found.extend(part.find(library, here, phrase, (&own, 0), &mut self.memo));
        }
        if found.len() < 2 {
            return found.pop();
        }
        let mut all: Vec<Hit> = found.iter().flat_map(|hits| hits.iter().cloned()).collect();
        settle(&mut all, library);
        Some(all.into())
    }
}

impl Kept {
    /// The part `own` of `text`, made ready if it is not.
    fn part(&mut self, text: &str, own: &Range<usize>) -> &mut Part {
        let key = (own.start, own.end);
        if self.0.len() >= KEPT && !self.0.contains_key(&key) {
            self.0.clear();
        }
        let part = self.0.entry(key);
        part.or_insert_with(|| Part::new(text, own.clone()))
    }
}

impl Part {
    fn new(text: &str, own: Range<usize>) -> Self {
        let mut part = Self {
            pieces: Vec::new(),
            rough: Pieces::new(),
            found: HashMap::default(),
        };
        table::pieces(text, own, |at, hash| {
            part.pieces.push((hash, at.start));
            part.rough.add(hash);
        });
        part.pieces.sort_unstable();
        part
    }

    /// The hits of `phrase` that are found by an anchor in this part, which is `own` of the block, and
    /// begin at byte `first` of it or later.
    fn find(
        &mut self,
        library: &Library,
        here: Place<'_>,
        phrase: PhraseId,
        (own, first): (&Range<usize>, usize),
        memo: &mut Memo,
    ) -> Option<Arc<[Hit]>> {
        if let Some(found) = self.found.get(&phrase) {
            return found.clone();
        }
        let stretch = (own.clone(), first);
        let hits = look_for(library, here, phrase, stretch, memo, |anchor| {
            self.places(here.text.folded, anchor, own.clone())
        });
        self.found.insert(phrase, hits.clone());
        hits
    }

    /// Where `anchor` begins in this part, which is `own` of `text`.
    fn places(&self, text: &str, anchor: &Anchor, own: Range<usize>) -> Vec<Range<usize>> {
        let Some(hash) = whole_piece(anchor) else {
            return searched(text, &anchor.text, own);
        };
        let first = self.pieces.partition_point(|piece| piece.0 < hash);
        self.pieces[first..]
            .iter()
            .take_while(|piece| piece.0 == hash)
            .filter(|(_, start)| text[*start..].starts_with(&*anchor.text))
            .map(|(_, start)| *start..start + anchor.text.len())
            .collect()
    }
}

/// The bytes of the parts with these `numbers` in `text`, from and up to the edges of characters.
fn bytes(numbers: Range<usize>, text: &str) -> Range<usize> {
    next_edge(text, numbers.start * PART)..next_edge(text, numbers.end * PART)
}

/// What stands for `anchor`, if it is a piece.
fn whole_piece(anchor: &Anchor) -> Option<Hash> {
    anchor.is_piece.then(|| table::hash(&anchor.text))
}

/// Where `anchor` begins in `stretch` of `text`, found by reading it through.
fn walked(text: &str, anchor: &Anchor, stretch: Range<usize>) -> Vec<Range<usize>> {
    let Some(wanted) = whole_piece(anchor) else {
        return searched(text, &anchor.text, stretch);
    };
    let mut found = Vec::new();
    table::pieces(text, stretch, |at, hash| {
        if hash == wanted && text[at.start..].starts_with(&*anchor.text) {
            found.push(at.start..at.start + anchor.text.len());
        }
    });
    found
}

/// Where `literal` begins in `stretch` of `text`; one may overlap another.
fn searched(text: &str, literal: &str, stretch: Range<usize>) -> Vec<Range<usize>> {
    let last = next_edge(text, stretch.end.saturating_add(literal.len()));
    let mut found = Vec::new();
    let mut from = stretch.start;
    while let Some(at) = text[from..last].find(literal).map(|at| from + at)
        && at < stretch.end
    {
        found.push(at..at + literal.len());
        from = at + text[at..].chars().next().map_or(1, char::len_utf8);
    }
    found
}

/// The hits of `phrase` that are found by an anchor in these parts of the block, without making
/// anything ready.
fn read_through(
    library: &Library,
    here: Place<'_>,
    phrase: PhraseId,
    numbers: Range<usize>,
    memo: &mut Memo,
) -> Option<Arc<[Hit]>> {
    let stretch = bytes(numbers, here.text.folded);
    let own = (stretch.clone(), 0);
    look_for(library, here, phrase, own, memo, |anchor| {
        walked(here.text.folded, anchor, stretch.clone())
    })
}

/// The hits of a phrase around those of its anchors that `places` says, from byte `first` of the
/// block's folded text on, or, if it has no anchors, those that begin in `stretch` of it; in order;
/// none if there are none.
fn look_for(
    library: &Library,
    here: Place<'_>,
    id: PhraseId,
    (stretch, first): (Range<usize>, usize),
    memo: &mut Memo,
    places: impl Fn(&Anchor) -> Vec<Range<usize>>,
) -> Option<Arc<[Hit]>> {
    let mut hits = Vec::new();
    let mut verifier = Verifier::new(library, here, std::mem::take(memo));
    if let Some(anchors) = library.anchors(id, &Chooser::new(library)) {
        for anchor in &anchors.literals {
            for at in places(anchor) {
                let found = Anchored::new(here.text.folded, at);
                verifier.around(id, &found, (first, None), anchor.is_open, &mut hits);
            }
        }
    } else {
        verifier.everywhere(id, stretch, &mut hits);
    }
    *memo = verifier.into_memo();
    settle(&mut hits, library);
    (!hits.is_empty()).then(|| hits.into())
}
