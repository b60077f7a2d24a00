//! What conditions look at around a hit: its sentences, quotations, heading, row, section, notes.
//!
//! Everything is made when it is first asked for and kept while it is likely to be asked for again,
//! so that the cost follows the hits and not the document.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;
use std::rc::Rc;

use super::layout::{Layout, NOTE_MARKS};
use super::quoted::quoted;
use crate::document::{Block, Document};
use crate::matching::{Engine, Hit, Mixed, Scan, Sentences};
use crate::position::TextSpan;
use crate::position::reach::Reach;
use crate::wordlist::ruleset::{Ruleset, Term};

/// How many bytes a stretch may have for what was found in it to be forgotten again.
const NARROW: usize = 2_000;
/// How many narrow stretches are remembered at a time.
const REMEMBERED: usize = 4_096;

/// How many blocks are kept read: a hit asks about its own, the one that introduces it and the one
/// after it.
const TEXTURES: usize = 4;

/// One block, read closely.
#[derive(Debug)]
pub(super) struct Texture<'a> {
    /// The text of the document, and where the block lies in it.
    text: &'a str,
    block: TextSpan,
    sentences: OnceCell<Vec<TextSpan>>,
    quotations: OnceCell<Quotations>,
    /// The marks of notes that words carry, by mark, then by place.
    marks: OnceCell<Vec<(char, usize)>>,
}

/// The quotations of a block.
#[derive(Debug)]
struct Quotations {
    /// Ascending by start.
    spans: Vec<TextSpan>,
    /// How far they reach.
    reach: Reach,
}

/// Where a hit stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Place {
    /// Index of its block.
    pub(super) block: usize,
    /// Its words.
    pub(super) text: TextSpan,
}

impl Place {
    /// Where `hit` stands.
    pub(super) const fn of(hit: &Hit) -> Self {
        Self {
            block: hit.block(),
            text: hit.text(),
        }
    }
}

type Found = Rc<[TextSpan]>;

/// A document under judgement.
#[derive(Debug)]
pub(super) struct Context<'a> {
    pub(super) scan: &'a Scan<'a>,
    pub(super) document: &'a Document,
    pub(super) rules: &'a Ruleset,
    /// The blocks that were read closely, the last asked about last.
    textures: RefCell<Vec<(usize, Rc<Texture<'a>>)>>,
    /// Whether the document may have something anywhere.
    possible: RefCell<HashMap<Term, bool, Mixed>>,
    narrow: RefCell<HashMap<(Term, TextSpan), Found, Mixed>>,
    wide: RefCell<HashMap<(Term, TextSpan), Found, Mixed>>,
    /// What is found nearly everywhere.
    nothing: Found,
    /// Whether headers say *don't*: many hits stand under each.
    pub(super) forbidding: RefCell<HashMap<TextSpan, bool, Mixed>>,
    layout: OnceCell<Layout>,
}

impl<'a> Context<'a> {
    pub(super) fn new(scan: &'a Scan<'a>, engine: &'a Engine) -> Self {
        Self {
            scan,
            document: scan.document,
            rules: engine.rules(),
            textures: RefCell::default(),
            possible: RefCell::default(),
            narrow: RefCell::default(),
            wide: RefCell::default(),
            nothing: Found::default(),
            forbidding: RefCell::default(),
            layout: OnceCell::new(),
        }
    }

    pub(super) fn text(&self) -> &'a str {
        &self.document.text
    }

    pub(super) fn block(&self, index: usize) -> &'a Block {
        &self.document.blocks[index]
    }

    /// Tables, lists and notes of the document.
    pub(super) fn layout(&self) -> &Layout {
        self.layout.get_or_init(|| Layout::new(self.document))
    }

    pub(super) fn texture(&self, block: usize) -> Rc<Texture<'a>> {
        let mut kept = self.textures.borrow_mut();
        let known = kept.iter().rposition(|(known, _)| *known == block);
        let entry = match known {
            Some(at) if at + 1 == kept.len() => return Rc::clone(&kept[at].1),
            Some(at) => kept.remove(at),
            None => {
                if kept.len() == TEXTURES {
                    kept.remove(0);
                }
                let texture = Texture::new(self.text(), self.block(block).text);
                (block, Rc::new(texture))
            }
        };
        let texture = Rc::clone(&entry.1);
        kept.push(entry);
        texture
    }

    /// The sentence that the words stand in; from the first to the last if they stand in several.
    pub(super) fn sentence(&self, place: Place) -> TextSpan {
        let texture = self.texture(place.block);
        let first = texture.sentence_at(place.text.start);
        let last = texture.sentence_at(place.text.end.saturating_sub(1).max(place.text.start));
        match (
            texture.sentences().get(first),
            texture.sentences().get(last.max(first)),
        ) {
            (Some(first), Some(last)) => TextSpan::new(
                first.start.min(place.text.start),
                last.end.max(place.text.end),
            ),
            _ => self.block(place.block).text,
        }
    }

    /// Whether `term` may stand anywhere in the document.
    pub(super) fn is_possible(&self, term: Term) -> bool {
        let mut known = self.possible.borrow_mut();
        let possible = known.entry(term);
        *possible.or_insert_with(|| self.scan.may_find(term))
    }

    /// Where `term` stands in `within`, ascending.
    pub(super) fn find(&self, term: Term, within: TextSpan) -> Found {
        if !self.is_possible(term) {
            return Rc::clone(&self.nothing);
        }
        let kept = if within.len() > NARROW {
            &self.wide
        } else {
            &self.narrow
        };
        if let Some(found) = kept.borrow().get(&(term, within)) {
            return Rc::clone(found);
        }
        let mut spans: Vec<TextSpan> = match term {
            Term::Name(name) => self.scan.find_name(name, within),
            Term::Phrase(phrase) => {
                let hits = self.scan.find(phrase, within);
                hits.into_iter().map(|hit| hit.text()).collect()
            }
        };
        spans.sort_unstable_by_key(|span| (span.start, span.end));
        let found = if spans.is_empty() {
            Rc::clone(&self.nothing)
        } else {
            spans.into()
        };
        let mut kept = kept.borrow_mut();
        if within.len() <= NARROW && kept.len() >= REMEMBERED {
            kept.clear();
        }
        kept.insert((term, within), Rc::clone(&found));
        found
    }

    /// The place of `term` in `within` that is nearest to `around`.
    pub(super) fn nearest(
        &self,
        term: Term,
        within: TextSpan,
        around: TextSpan,
    ) -> Option<TextSpan> {
        let found = self.find(term, within);
        let after = found.partition_point(|span| span.start < around.start);
        let candidates = &found[after.saturating_sub(1)..found.len().min(after + 1)];
        candidates
            .iter()
            .copied()
            .min_by_key(|span| distance(*span, around))
    }
}

impl<'a> Texture<'a> {
    const fn new(text: &'a str, block: TextSpan) -> Self {
        Self {
            text,
            block,
            sentences: OnceCell::new(),
            quotations: OnceCell::new(),
            marks: OnceCell::new(),
        }
    }

    /// Its sentences, ascending; they cover it but for white space.
    pub(super) fn sentences(&self) -> &[TextSpan] {
        self.sentences.get_or_init(|| {
            let start = self.block.start;
            let sentences = Sentences::new(&self.text[self.block.range()]);
            let spans = sentences.spans().iter();
            spans
                .map(|span| TextSpan::new(start + span.start, start + span.end))
                .collect()
        })
    }

    fn quotations(&self) -> &Quotations {
        self.quotations.get_or_init(|| {
            let spans = quoted(self.text, self.block);
            Quotations {
                reach: Reach::new(spans.iter().map(|quote| quote.end)),
                spans,
            }
        })
    }

    /// Index of the sentence that holds byte `at`, or of the last one before it.
    pub(super) fn sentence_at(&self, at: usize) -> usize {
        self.sentences()
            .partition_point(|sentence| sentence.start <= at)
            .saturating_sub(1)
    }

    /// Whether a word in `stretch` carries `mark`.
    pub(super) fn carries(&self, mark: char, stretch: TextSpan) -> bool {
        let marks = self.marks.get_or_init(|| marks(self.text, self.block));
        let from = marks.partition_point(|found| *found < (mark, stretch.start));
        marks
            .get(from)
            .is_some_and(|&(found, at)| found == mark && at < stretch.end)
    }

    /// The innermost quotation that holds `words`, or the first that `words` hold.
    pub(super) fn quotation(&self, words: TextSpan) -> Option<TextSpan> {
        let Quotations { spans, reach } = self.quotations();
        let from = spans.partition_point(|quote| quote.start <= words.start);
        let around = reach.reaching(from, words.end).next().map(|at| spans[at]);
        around.or_else(|| {
            let inner = spans[from..].first().copied();
            inner.filter(|quote| words.contains(quote))
        })
    }

    /// The quotations that start in `within`, ascending.
    pub(super) fn quotations_in(&self, within: TextSpan) -> &[TextSpan] {
        let spans = &self.quotations().spans;
        let from = spans.partition_point(|quote| quote.start < within.start);
        let to = spans.partition_point(|quote| quote.start < within.end);
        &spans[from..to]
    }
}

/// The marks of notes in `block` that stand right after something.
fn marks(text: &str, block: TextSpan) -> Vec<(char, usize)> {
    let stretch = &text[block.range()];
    let mut found = Vec::new();
    // Most blocks are ASCII, as one of the marks is.
    let is_ascii = stretch.is_ascii();
    let marks = NOTE_MARKS.into_iter();
    for mark in marks.filter(|mark| !is_ascii || mark.is_ascii()) {
        let places = stretch.match_indices(mark).filter(|(at, _)| {
            let before = stretch[..*at].chars().next_back();
            before.is_some_and(|before| !before.is_whitespace())
        });
        found.extend(places.map(|(at, _)| (mark, block.start + at)));
    }
    found.sort_unstable();
    found
}

/// How many bytes lie between two spans; none if they touch or overlap.
fn distance(one: TextSpan, other: TextSpan) -> usize {
    one.start
        .saturating_sub(other.end)
        .max(other.start.saturating_sub(one.end))
}
