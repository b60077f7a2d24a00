//! What stands around an anchor in a long block.
//!
//! A page without paragraphs holds every word somewhere, so that the words of its block say nothing
//! of a place in it. Those of the place's own sentence do, which no phrase leaves. A long sentence is
//! read in parts, and a phrase that has fewer words than each of the parts beside an anchor's own lies
//! in the three of them.

use std::borrow::Cow;
use std::ops::Range;

use super::line::Line;
use super::needs::{DENSE, Needs, Pieces, Step};
use super::table::{Sighting, SmallHash, Table};
use super::words::is_word_char;
use crate::position::next_edge;

/// A block of more bytes of folded text than this is read in parts.
pub(super) const LONG: usize = 2_048;
/// Bytes of folded text in a part.
const PART: usize = 512;

/// A sentence of a block, or a part of a long one.
#[derive(Debug)]
pub(super) struct Part {
    /// Its bytes of the block's folded text.
    pub(super) at: Range<usize>,
    /// The anchors that begin in it and are words.
    pub(super) seen: Vec<Sighting>,
    pieces: Pieces,
    line: Line,
    /// Whether more than [`DENSE`] words begin in it: no match of so many passes over it.
    is_dense: bool,
    /// The first byte of its sentence.
    sentence: usize,
}

impl Part {
    /// The part of `text` that begins at byte `from` of a sentence, which is `sentence`; none at its end.
    pub(super) fn read<U: Copy>(
        text: &str,
        from: usize,
        sentence: &Range<usize>,
        table: &Table<U>,
    ) -> Option<Self> {
        if from >= sentence.end {
            return None;
        }
        let at = from..next_edge(text, from + PART).min(sentence.end);
        let mut part = Self {
            sentence: sentence.start,
            is_dense: words_after_space(&text[at.clone()]) > DENSE,
            seen: Vec::new(),
            pieces: Pieces::new(),
            line: Line::default(),
            at: at.clone(),
        };
        part.line.begin((at.start > 0, at.end < text.len()));
        let into = (&mut part.pieces, &mut part.line);
        table.scan(text, at, &mut part.seen, into);
        Some(part)
    }

    /// The pieces that begin in it.
    pub(super) const fn pieces(&self) -> &Pieces {
        &self.pieces
    }

    /// The same, in order.
    pub(super) const fn line(&self) -> &Line {
        &self.line
    }
}

/// How many words of `text` follow a space, which nothing but a word begins in: at most as many as
/// there are.
fn words_after_space(text: &str) -> usize {
    let mut letters = text.chars();
    let mut found = 0;
    while letters.any(|letter| letter == ' ') {
        found += usize::from(letters.clone().next().is_some_and(is_word_char));
    }
    found
}

/// What stands around an anchor.
#[derive(Debug)]
pub(super) struct Window<'l> {
    /// The pieces of its block, or of the parts beside its own.
    line: Cow<'l, Line>,
    /// The first byte of the anchor's sentence in the block's folded text.
    sentence: usize,
    around: Around,
}

#[derive(Debug)]
enum Around {
    /// The pieces of the whole block.
    Block(Pieces),
    /// Those of the anchor's sentence, or of the parts around it.
    Parts(Pieces),
    /// The words are too long to tell.
    Unknown,
}

impl<'l> Window<'l> {
    /// Around any anchor of a block with these pieces, which stand in this line.
    pub(super) const fn block(pieces: Pieces, line: &'l Line) -> Self {
        Self {
            line: Cow::Borrowed(line),
            sentence: 0,
            around: Around::Block(pieces),
        }
    }

    /// Around the anchors in `own`, which stands between these.
    pub(super) fn around(before: Option<&Part>, own: &Part, after: Option<&Part>) -> Self {
        let beside = before.into_iter().chain(after);
        let beside = beside.filter(|part| part.sentence == own.sentence);
        let around = if beside.clone().all(|part| part.is_dense) {
            let first = own.pieces.clone();
            Around::Parts(beside.fold(first, |all, part| all.with(&part.pieces)))
        } else {
            Around::Unknown
        };
        let mut parts = before.into_iter().chain([own]).chain(after);
        let line = parts.next().map(|first| first.line.clone());
        let line = parts.fold(line.unwrap_or_default(), |mut line, part| {
            line.extend(&part.line);
            line
        });
        Self {
            line: Cow::Owned(line),
            sentence: own.sentence,
            around,
        }
    }

    /// The pieces around an anchor, in order.
    pub(super) fn line(&self) -> &Line {
        &self.line
    }

    /// Whether one of these pieces may stand around any anchor in it, or there are none.
    pub(super) fn may_hold_one(&self, some: &[SmallHash]) -> bool {
        match &self.around {
            Around::Block(pieces) | Around::Parts(pieces) => {
                some.is_empty() || pieces.may_hold_one(some)
            }
            Around::Unknown => true,
        }
    }

    /// Whether a step of what is needed may stand around any anchor in it.
    pub(super) fn may_hold(&self, step: &Step, needs: &Needs) -> bool {
        match &self.around {
            Around::Block(pieces) => step.may_be_among(pieces),
            Around::Parts(pieces) => step.may_be_among(pieces) || !needs.stay_within_parts(),
            Around::Unknown => true,
        }
    }

    /// The first byte where a phrase may begin that does not go on over the end of a sentence.
    pub(super) const fn sentence(&self) -> usize {
        self.sentence
    }

    /// The first byte where a phrase that needs this may begin.
    pub(super) const fn first(&self, needs: &Needs) -> usize {
        if needs.may_end_sentence() {
            0
        } else {
            self.sentence
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_told_of_words_is_never_too_much() {
        assert_eq!(words_after_space("a b  c (tm) -d 人 \u{fffc}"), 4);
        assert_eq!(words_after_space("a.b.c"), 0);
    }
}
