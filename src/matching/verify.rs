//! Whether a phrase stands where its anchor does, and what of the document it is then.

use std::borrow::Cow;
use std::cell::OnceCell;
use std::ops::Range;

use super::address;
use super::block_text::BlockText;
use super::expression::{Expression, Searched};
use super::fold::{Case, Folded};
use super::library::Library;
use super::line::Around;
use super::matcher::{Matcher, Tag};
use super::memo::Memo;
use super::needs::Pieces;
use super::starts::{starts_before, words_before};
use super::words::{is_edge, is_word_char};
use super::{Hit, Part, Slot};
use crate::position::TextSpan;
use crate::wordlist::ruleset::PhraseId;
use crate::wordlist::signs::Signs;

/// A block, folded.
#[derive(Debug, Clone, Copy)]
pub(super) struct Place<'t> {
    /// Index into the document's blocks.
    pub(super) block: usize,
    pub(super) text: BlockText<'t>,
    /// Where it begins in the document's rendered text.
    pub(super) start: usize,
}

/// Verifies phrases in one block.
pub(super) struct Verifier<'e, 't> {
    library: &'e Library,
    here: Place<'t>,
    matcher: Matcher<'e, 't>,
    /// The characters of the folded text, once an expression asked for some.
    signs: OnceCell<Signs>,
    /// The folded text with every white space a space, once an expression was run on it.
    spaced: OnceCell<Searched<'t>>,
    /// The same with its capitals, once an exact one was, and its way back; and that of a block of
    /// nothing but ASCII.
    cased: OnceCell<(Searched<'static>, Folded)>,
    ascii: OnceCell<Searched<'t>>,
}

/// An anchor in a block.
#[derive(Debug)]
pub(super) struct Anchored {
    /// Its bytes in the block's folded text.
    pub(super) at: Range<usize>,
    /// Whether it begins and ends at the edges of words, or at signs.
    begins: bool,
    ends: bool,
}

impl Anchored {
    /// The anchor at these bytes of a block's folded text.
    pub(super) fn new(text: &str, at: Range<usize>) -> Self {
        let first = text[at.start..].chars().next();
        let last = text[..at.end].chars().next_back();
        Self {
            begins: !first.is_some_and(is_word_char) || is_edge(text, at.start),
            ends: !last.is_some_and(is_word_char) || is_edge(text, at.end),
            at,
        }
    }
}

impl<'e, 't> Verifier<'e, 't> {
    /// With what is known of the block already.
    pub(super) const fn new(library: &'e Library, here: Place<'t>, memo: Memo) -> Self {
        Self {
            library,
            here,
            matcher: Matcher::new(here.text, library, memo),
            signs: OnceCell::new(),
            spaced: OnceCell::new(),
            cased: OnceCell::new(),
            ascii: OnceCell::new(),
        }
    }

    /// What is known of the block now.
    pub(super) fn into_memo(self) -> Memo {
        self.matcher.into_memo()
    }

    /// The block.
    pub(super) const fn text(&self) -> &BlockText<'t> {
        &self.here.text
    }

    /// Adds the hit of a phrase that is nothing but its anchor.
    pub(super) fn whole(&self, phrase: PhraseId, anchor: &Anchored, hits: &mut Vec<Hit>) {
        if anchor.begins && anchor.ends {
            hits.extend(self.hit(phrase, anchor.at.clone(), Vec::new));
        }
    }

    /// Adds the hit of a phrase that is nothing but words in a row, of which one is its anchor, if it begins
    /// at byte `start` of the block's folded text.
    pub(super) fn row(
        &mut self,
        phrase: PhraseId,
        anchor: &Anchored,
        start: usize,
        hits: &mut Vec<Hit>,
    ) {
        if anchor.begins && anchor.ends {
            hits.extend(self.hit_from(phrase, start));
        }
    }

    /// Adds the hits of a phrase around its anchor that begin at byte `first` of the block's folded
    /// text or later, by the pieces beside the anchor if they are known; `is_open` says that more of the
    /// anchor's word may follow.
    pub(super) fn around(
        &mut self,
        phrase: PhraseId,
        anchor: &Anchored,
        (first, around): (usize, Option<&Around<'_>>),
        is_open: bool,
        hits: &mut Vec<Hit>,
    ) {
        if !anchor.begins || !anchor.ends && !is_open {
            return;
        }
        let reach = self.library.reach(phrase);
        let (text, at) = (self.here.text.folded, anchor.at.start);
        let (least, most) = (reach.words.least, reach.words.most);
        let opening = self.library.opening(phrase);
        if let Some(starts) = around.and_then(|around| around.starts(opening, most)) {
            for start in starts.into_iter().filter(|start| *start >= first) {
                hits.extend(self.hit_from(phrase, start));
            }
            return;
        }
        if least == most && !reach.signs {
            if let Some(start) = words_before(text, at, most).filter(|start| *start >= first) {
                hits.extend(self.from(phrase, start));
            }
            return;
        }
        for start in starts_before(text, at, first, (least, most), reach.signs) {
            hits.extend(self.from(phrase, start.at));
        }
    }

    /// Adds the hits of a phrase wherever they begin in `stretch`, bytes of the block's folded text.
    pub(super) fn everywhere(
        &mut self,
        phrase: PhraseId,
        stretch: Range<usize>,
        hits: &mut Vec<Hit>,
    ) {
        let text = self.here.text.folded;
        for (at, letter) in text[stretch.clone()].char_indices() {
            let at = stretch.start + at;
            if letter.is_whitespace() || is_word_char(letter) && !is_edge(text, at) {
                continue;
            }
            hits.extend(self.from(phrase, at));
        }
    }

    /// Adds the matches of a regular expression in the block, of which these are the `pieces`.
    pub(super) fn expression(
        &self,
        phrase: PhraseId,
        expression: &Expression,
        pieces: Option<&Pieces>,
        hits: &mut Vec<Hit>,
    ) {
        let folded = self.here.text.folded;
        let signs = || *self.signs.get_or_init(|| Signs::of_text(folded));
        if !expression.gate.may_be_in(folded, pieces, signs) {
            return;
        }
        let mut keep = |start: usize, end: usize| {
            let text = TextSpan::new(start + self.here.start, end + self.here.start);
            hits.push(Hit::new(phrase, self.here.block, text, Vec::new()));
        };
        if expression.exact {
            let rendered = self.here.text.rendered;
            if rendered.is_ascii() {
                // It is its own folded text, its case kept.
                let ascii = self
                    .ascii
                    .get_or_init(|| Searched::new(with_spaces(rendered), true));
                expression.find(ascii, keep);
                return;
            }
            let (cased, back) = self.cased.get_or_init(|| {
                let mut cased = Folded::default();
                cased.refill(rendered, Case::Kept);
                let spaced = with_spaces(&cased.text).into_owned();
                (Searched::new(spaced.into(), true), cased)
            });
            expression.find(cased, |start, end| keep(back.start(start), back.end(end)));
        } else {
            let spaced = self
                .spaced
                .get_or_init(|| Searched::new(with_spaces(folded), false));
            expression.find(spaced, |start, end| {
                let (start, end) = self.here.text.back(start, end);
                keep(start, end);
            });
        }
    }

    /// The hit that begins at `start`, if what stands there can begin one.
    fn from(&mut self, phrase: PhraseId, start: usize) -> Option<Hit> {
        let opening = self.library.opening(phrase);
        let may_begin = opening.may_be_at(self.here.text.folded, start);
        may_begin.then(|| self.hit_from(phrase, start))?
    }

    /// The hit that begins at `start`.
    fn hit_from(&mut self, phrase: PhraseId, start: usize) -> Option<Hit> {
        let nodes = &self.library.phrase(phrase).nodes;
        let (end, last) = self.matcher.run(nodes, start)?;
        self.hit(phrase, start..end, || {
            let bounds = self.matcher.parts(last).into_iter();
            bounds
                .map(|bound| Part {
                    slot: match bound.tag {
                        Tag::Verb(number, forms) => Slot::Verb(number, forms.to_vec()),
                        Tag::Name(id) => Slot::Name(id),
                        Tag::Group(number) => Slot::Group(number),
                        Tag::Gap => Slot::Gap,
                    },
                    text: self.in_document(bound.start, bound.end),
                })
                .collect()
        })
    }

    fn hit(
        &self,
        phrase: PhraseId,
        at: Range<usize>,
        parts: impl FnOnce() -> Vec<Part>,
    ) -> Option<Hit> {
        let text = self.in_document(at.start, at.end);
        let own = (text.start - self.here.start, text.end - self.here.start);
        (!address::cuts_address(self.here.text.rendered, own.0, own.1))
            .then(|| Hit::new(phrase, self.here.block, text, parts()))
    }

    fn in_document(&self, start: usize, end: usize) -> TextSpan {
        let (start, end) = self.here.text.back(start, end);
        TextSpan::new(start + self.here.start, end + self.here.start)
    }
}

/// Puts hits in the order of the text, then of the phrases. The same phrase at the same place counts
/// once, and where a phrase may begin with a word that is optional, only the longer of two hits with
/// the same end does.
pub(super) fn settle(hits: &mut Vec<Hit>, library: &Library) {
    let optional = |hit: &Hit| library.phrase(hit.phrase).begins_optional;
    if hits.iter().any(optional) {
        hits.sort_by_key(|hit| (hit.phrase, hit.text().end, hit.text().start));
        let mut last = None;
        hits.retain(|hit| {
            let own = (hit.phrase, hit.text().end);
            !optional(hit) || last.replace(own) != Some(own)
        });
    }
    hits.sort_by_key(|hit| (hit.text().start, hit.phrase, hit.text().end));
    hits.dedup_by_key(|hit| (hit.phrase, hit.text()));
}

/// `text` with every white space a space, for expressions; byte for byte as long.
fn with_spaces(text: &str) -> Cow<'_, str> {
    // One sign after the other: a single one is looked for many bytes at a time.
    let signs = ['\n', '\t', '\r', '\u{C}'].into_iter();
    signs.fold(Cow::Borrowed(text), |text, sign| {
        if text.contains(sign) {
            Cow::Owned(text.replace(sign, " "))
        } else {
            text
        }
    })
}
