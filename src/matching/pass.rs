//! One pass over a document for the phrases of all rules: fold, find anchors, verify.
//!
//! Blocks are folded some at a time, so that the folded text stays in the processor's cache and a
//! large file costs no second copy of itself.

use std::cell::LazyCell;
use std::ops::Range;

use super::Hit;
use super::block_text::BlockText;
use super::fold::{Case, Folded};
use super::gate::are_edges;
use super::index::{Index, Use};
use super::library::Library;
use super::line::{Around, Line};
use super::memo::Memo;
use super::needs::{DOCUMENT, Pieces};
use super::sentence::Sentences;
use super::table::Sighting;
use super::uses::UsesOf;
use super::verify::{Anchored, Place, Verifier, settle};
use super::window::{LONG, Part, Window};
use crate::document::{Block, Document};
use crate::wordlist::ruleset::PhraseId;

/// How much rendered text is folded at a time, in bytes; a longer block is folded whole.
const WINDOW: usize = 64 * 1024;

/// The hits in `document` of the phrases that are indexed, in the order of the text, then of the
/// phrases; and the pieces of its blocks.
pub(super) fn hits(
    library: &Library,
    index: &Index,
    document: &Document,
) -> (Vec<Hit>, Box<Pieces<DOCUMENT>>) {
    let mut pass = Pass {
        library,
        index,
        seen: Vec::new(),
        line: Line::default(),
        all: Box::new(Pieces::new()),
        due: Vec::new(),
        memo: Memo::default(),
        found: Vec::new(),
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
    (pass.hits, pass.all)
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

/// The sentences of a block, in bytes of its folded text, the white space after each included.
fn sentences(text: &BlockText<'_>) -> Vec<Range<usize>> {
    let found = Sentences::new(text.rendered);
    let starts = found.spans().iter().skip(1).map(|sentence| {
        let start = text.map.folded(text.rendered_start + sentence.start);
        start - text.folded_start
    });
    let edges = || starts.clone().filter(|start| *start > 0);
    let ends = edges().chain([text.folded.len()]);
    [0].into_iter()
        .chain(edges())
        .zip(ends)
        .map(|(from, to)| from..to)
        .collect()
}

struct Pass<'e> {
    library: &'e Library,
    index: &'e Index,
    /// The anchors of a block that are words.
    seen: Vec<Sighting>,
    /// The pieces of a block.
    line: Line,
    /// The pieces of the document, so far.
    all: Box<Pieces<DOCUMENT>>,
    /// The expressions that must be run on the block.
    due: Vec<PhraseId>,
    /// What names were found to be in the block.
    memo: Memo,
    /// The hits of a block.
    found: Vec<Hit>,
    hits: Vec<Hit>,
}

impl<'e> Pass<'e> {
    fn block(&mut self, here: Place<'_>) {
        let (library, index) = (self.library, self.index);
        let text = here.text.folded;
        let mut memo = std::mem::take(&mut self.memo);
        memo.clear();
        let mut verifier = Verifier::new(library, here, memo);
        let pieces = if text.len() > LONG {
            self.in_parts(&mut verifier, text)
        } else {
            self.whole(&mut verifier, text)
        };
        for phrase in &index.everywhere {
            verifier.everywhere(*phrase, 0..text.len(), &mut self.found);
        }
        self.due.extend(&index.ungated);
        self.due.sort_unstable();
        self.due.dedup();
        for phrase in self.due.drain(..) {
            if let Some(expression) = &library.phrase(phrase).expression {
                verifier.expression(phrase, expression, Some(&pieces), &mut self.found);
            }
        }
        self.memo = verifier.into_memo();
        // Blocks stand in the order of the text, so that what is in order in each is in order in all.
        settle(&mut self.found, library);
        self.hits.append(&mut self.found);
    }

    /// Looks around the anchors of a block, and says which pieces it has.
    fn whole(&mut self, verifier: &mut Verifier<'e, '_>, text: &str) -> Pieces {
        let index = self.index;
        let mut pieces = Pieces::new();
        let mut seen = std::mem::take(&mut self.seen);
        let mut line = std::mem::take(&mut self.line);
        seen.clear();
        line.begin((false, false));
        let into = (&mut pieces, &mut line);
        index.table.scan(text, 0..text.len(), &mut seen, into);
        line.hashes().for_each(|piece| self.all.add(piece));
        let window = Window::block(pieces.clone(), &line);
        for seen in &seen {
            let around = || Around::piece(&line, seen.number);
            let uses = index.table.uses(seen);
            self.anchor(verifier, &seen.at, uses, (&window, around));
        }
        index.automaton.scan(text, |start, end, uses| {
            let around = || Around::new(&line, start..end);
            self.anchor(verifier, &(start..end), uses, (&window, around));
        });
        (self.seen, self.line) = (seen, line);
        pieces
    }

    /// Looks around the anchors of a long block, part by part, and says which pieces it has.
    fn in_parts(&mut self, verifier: &mut Verifier<'e, '_>, text: &str) -> Pieces {
        let index = self.index;
        let mut pieces = Pieces::new();
        let mut others: Vec<(Range<usize>, UsesOf<'e, Use>)> = Vec::new();
        index
            .automaton
            .scan(text, |start, end, uses| others.push((start..end, uses)));
        others.sort_by_key(|(at, _)| at.start);
        let mut others = others.into_iter().peekable();
        let mut before: Option<Part> = None;
        let mut sentences = sentences(verifier.text()).into_iter().peekable();
        let mut read = |from: usize| {
            while sentences.next_if(|sentence| sentence.end <= from).is_some() {}
            Part::read(text, from, sentences.peek()?, &index.table)
        };
        let mut next = read(0);
        while let Some(own) = next {
            next = read(own.at.end);
            let window = Window::around(before.as_ref(), &own, next.as_ref());
            for seen in &own.seen {
                let around = || Around::new(window.line(), seen.at.clone());
                let uses = index.table.uses(seen);
                self.anchor(verifier, &seen.at, uses, (&window, around));
            }
            while let Some((at, uses)) = others.next_if(|(at, _)| at.start < own.at.end) {
                let around = || Around::new(window.line(), at.clone());
                self.anchor(verifier, &at, uses, (&window, around));
            }
            pieces = pieces.with(own.pieces());
            own.line().hashes().for_each(|piece| self.all.add(piece));
            before = Some(own);
        }
        pieces
    }

    /// Looks around an anchor at these bytes of the block's folded text, by what stands in its window
    /// and, if that is not enough, beside it.
    fn anchor<'l>(
        &mut self,
        verifier: &mut Verifier<'e, '_>,
        at: &Range<usize>,
        uses: UsesOf<'_, Use>,
        (window, around): (&Window<'_>, impl FnOnce() -> Around<'l>),
    ) {
        let here = *verifier.text();
        let anchor = LazyCell::new(|| Anchored::new(here.folded, at.clone()));
        let around = LazyCell::new(around);
        let beside = LazyCell::new(|| around.next_to());
        let usable = uses.usable(|| *beside).into_iter().flatten();
        usable.for_each(|what| match *what {
            Use::Whole(phrase) => verifier.whole(phrase, &anchor, &mut self.found),
            Use::Part {
                phrase,
                is_open,
                next_to,
                around: some,
                row,
            } => {
                let pieces = self.index.pieces(some);
                if !next_to.may_be(*beside)
                    || !window.may_hold_one(pieces)
                    || !around.may_hold_one(pieces, (some.side, some.within()))
                {
                    return;
                }
                if let Some(start) = row.and_then(|words| around.start_of_row(words.into())) {
                    if start >= window.sentence() {
                        verifier.row(phrase, &anchor, start, &mut self.found);
                    }
                    return;
                }
                let needs = self.library.needs(phrase);
                if around.may_hold(needs, |step| window.may_hold(step, needs)) {
                    let from = (window.first(needs), Some(&*around));
                    verifier.around(phrase, &anchor, from, is_open, &mut self.found);
                }
            }
            Use::Expression { phrase, edges } => {
                if are_edges(here.folded, (at.start, at.end), edges)
                    && let Some(expression) = &self.library.phrase(phrase).expression
                    && expression.gate.may_stand(&around)
                {
                    self.due.push(phrase);
                }
            }
        });
    }
}
