//! The pieces of a text one after another, so that one can look around an anchor.
//!
//! That the words of a phrase all stand in a block says little where the block is a long paragraph and
//! the words are everyday ones. But a phrase has so many words at most, and none of its own stands
//! farther from its anchor than that.

use std::cell::OnceCell;
use std::ops::Range;

use smallvec::SmallVec;

use super::needs::{Needs, Pieces, Side, Step};
use super::neighbours::{NextTo, is_mark};
use super::opening::Opening;
use super::table::{Hash, SmallHash};

/// Distances, in words, up to which the pieces beside an anchor are put together, each at most once.
const DISTANCES: [usize; 5] = [3, 5, 9, 18, 36];

/// One piece.
#[derive(Debug, Clone, Copy)]
struct Piece {
    hash: Hash,
    /// Where it begins in the block's folded text.
    start: usize,
    /// How many words have begun in the line so far for certain: after white space one always does.
    words: usize,
}

/// The pieces of a stretch of a block, in order.
#[derive(Debug, Default, Clone)]
pub(super) struct Line {
    pieces: Vec<Piece>,
    /// Whether its block may have pieces before the first and after the last.
    goes_on: (bool, bool),
}

impl Line {
    /// Empties it, for a stretch that has pieces of its block before and after it, or has none.
    pub(super) fn begin(&mut self, goes_on: (bool, bool)) {
        self.pieces.clear();
        self.goes_on = goes_on;
    }

    /// Adds the piece that begins at byte `start`; `is_apart` says that white space stands before it.
    pub(super) fn add(&mut self, hash: Hash, start: usize, is_apart: bool) {
        let words = self.pieces.last().map_or(0, |last| last.words);
        self.pieces.push(Piece {
            hash,
            start,
            words: words + usize::from(is_apart),
        });
    }

    /// Adds the pieces of `other`, which stands right after it.
    pub(super) fn extend(&mut self, other: &Self) {
        let words = self.pieces.last().map_or(0, |last| last.words);
        self.pieces.extend(other.pieces.iter().map(|piece| Piece {
            words: words + piece.words,
            ..*piece
        }));
        self.goes_on.1 = other.goes_on.1;
    }

    /// What stands for each of its pieces.
    pub(super) fn hashes(&self) -> impl Iterator<Item = Hash> {
        self.pieces.iter().map(|piece| piece.hash)
    }

    /// The number of the last of its pieces.
    pub(super) const fn last(&self) -> usize {
        self.pieces.len().saturating_sub(1)
    }

    /// The number of the first piece that begins at byte `at` or later.
    fn number(&self, at: usize) -> usize {
        self.pieces.partition_point(|piece| piece.start < at)
    }
}

/// The pieces beside an anchor.
#[derive(Debug)]
pub(super) struct Around<'l> {
    /// Those before it.
    before: &'l [Piece],
    /// Those after it.
    after: &'l [Piece],
    /// What begins where the anchor does, if that is a piece.
    own: Option<Piece>,
    /// Whether there may be more before and after those.
    goes_on: (bool, bool),
    near_before: [OnceCell<Near>; DISTANCES.len()],
    near_after: [OnceCell<Near>; DISTANCES.len()],
}

/// Pieces beside an anchor; all there can be where the line ends too soon to tell.
type Near = Pieces<8>;

impl<'l> Around<'l> {
    /// Beside piece number `own`, which is the anchor.
    pub(super) fn piece(line: &'l Line, own: usize) -> Self {
        Self {
            before: &line.pieces[..own],
            after: &line.pieces[own + 1..],
            own: line.pieces.get(own).copied(),
            goes_on: line.goes_on,
            near_before: Default::default(),
            near_after: Default::default(),
        }
    }

    /// Beside the anchor at these bytes of the block's folded text.
    pub(super) fn new(line: &'l Line, anchor: Range<usize>) -> Self {
        let first = line.number(anchor.start);
        let after = first + line.pieces[first..].partition_point(|piece| piece.start < anchor.end);
        let own = line.pieces.get(first);
        Self {
            before: &line.pieces[..first],
            after: &line.pieces[after..],
            own: own.filter(|own| own.start == anchor.start).copied(),
            goes_on: line.goes_on,
            near_before: Default::default(),
            near_after: Default::default(),
        }
    }

    /// Whether what is known of the pieces before the anchor and after it may be so.
    pub(super) fn may_be_between(&self, (before, after): &(Neighbours, Neighbours)) -> bool {
        before.may_be(self.before.iter().rev(), self.goes_on.0)
            && after.may_be(self.after.iter(), self.goes_on.1)
    }

    /// The pieces next to the anchor.
    pub(super) fn next_to(&self) -> NextTo {
        let before = self.before.last().map(|piece| piece.hash);
        let after = self.after.first().map(|piece| piece.hash);
        NextTo::new((before, after), self.goes_on)
    }

    /// Where a phrase of nothing but words in a row begins, if anywhere, that has so many words before this
    /// anchor; none if that cannot be told.
    pub(super) fn start_of_row(&self, words: usize) -> Option<usize> {
        let first = self.before.len().checked_sub(words)?;
        let before = &self.before[first..];
        let start = before.first().or(self.own.as_ref())?.start;
        let is_told = !before.iter().any(|piece| is_mark(piece.hash));
        is_told.then_some(start)
    }

    /// Whether all that a phrase needs beside this anchor may stand no farther from it than it must;
    /// `elsewhere` says it of a step that may stand far off.
    pub(super) fn may_hold(&self, needs: &Needs, elsewhere: impl Fn(&Step) -> bool) -> bool {
        let mut others = needs.steps().iter().filter(|step| step.side != Side::Own);
        others.all(|step| match self.near(step.side, step.within) {
            Some(near) => step.may_be_among(near),
            None => elsewhere(step),
        })
    }

    /// Whether one of these pieces, none of which stands farther from this anchor, may stand there.
    pub(super) fn may_hold_one(&self, pieces: &[SmallHash], (side, within): (Side, usize)) -> bool {
        let near = self.near(side, within);
        near.is_none_or(|near| near.may_hold_one(pieces))
    }

    /// The pieces at most so many words from the anchor; none if nobody has put so many together.
    fn near(&self, side: Side, words: usize) -> Option<&Near> {
        match side {
            Side::Before => self.near_before(words),
            Side::After => self.near_after(words),
            Side::Own => None,
        }
    }

    /// Where the pieces begin that can be the first of a phrase, of those with no more than `words` words
    /// from them to the anchor, the anchor's own among them; none if that cannot be told.
    pub(super) fn starts(&self, opening: &Opening, words: usize) -> Option<SmallVec<[usize; 8]>> {
        let (near, all) = within(words, self.before.iter().rev(), self.goes_on.0);
        if !opening.is_told() || !all {
            return None;
        }
        let near = self.own.iter().chain(near);
        let found = near.filter(|piece| opening.may_be(piece.hash));
        Some(found.map(|piece| piece.start).collect())
    }

    /// The pieces at most so many words before the anchor; none if nobody has put so many together.
    fn near_before(&self, words: usize) -> Option<&Near> {
        let (words, near) = of_distance(&self.near_before, words)?;
        Some(near.get_or_init(|| set(words, self.before.iter().rev(), self.goes_on.0)))
    }

    /// The pieces at most so many words after the anchor; none if nobody has put so many together.
    fn near_after(&self, words: usize) -> Option<&Near> {
        let (words, near) = of_distance(&self.near_after, words)?;
        Some(near.get_or_init(|| set(words, self.after.iter(), self.goes_on.1)))
    }
}

/// What is known of the pieces on one side of an anchor.
#[derive(Debug, Default)]
pub(super) struct Neighbours {
    /// The next is one of these, which are in order; none if that is not known.
    pub(super) words: Box<[Hash]>,
    /// There are at most so many.
    pub(super) most: Option<usize>,
}

impl Neighbours {
    /// Whether `pieces`, which lead away from the anchor, may be so where their block may go on after
    /// the last.
    fn may_be<'p>(
        &self,
        mut pieces: impl ExactSizeIterator<Item = &'p Piece>,
        goes_on: bool,
    ) -> bool {
        if self.most.is_some_and(|most| pieces.len() > most) {
            return false;
        }
        let may_be = |piece: &Piece| self.words.binary_search(&piece.hash).is_ok();
        self.words.is_empty() || pieces.next().map_or(goes_on, may_be)
    }
}

/// The set for a distance of at least so many words, and that distance.
fn of_distance<T>(sets: &[T; DISTANCES.len()], words: usize) -> Option<(usize, &T)> {
    let mut sets = DISTANCES.into_iter().zip(sets);
    sets.find(|(distance, _)| words <= *distance)
}

/// The set of the first of `pieces` that are no more than `words` words from an anchor.
fn set<'p>(words: usize, pieces: impl Away<'p>, goes_on: bool) -> Near {
    let (near, all) = within(words, pieces, goes_on);
    if !all {
        return Near::all();
    }
    let mut set = Near::new();
    near.for_each(|piece| set.add(piece.hash));
    set
}

/// The first of `pieces`, which lead away from an anchor, that are no more than `words` words from it;
/// and whether these are all, where its block may go on after the last.
fn within<'p>(
    words: usize,
    pieces: impl Away<'p>,
    goes_on: bool,
) -> (impl Iterator<Item = &'p Piece>, bool) {
    // Between the piece next to the anchor and another so many words begin, the nearer one's counted.
    let next = pieces.clone().next().map_or(0, |piece| piece.words);
    let is_near = move |piece: &&Piece| piece.words.abs_diff(next) <= words;
    let last = pieces.clone().next_back();
    let all = !goes_on || last.is_some_and(|last| !is_near(&last));
    (pieces.take_while(is_near), all)
}

/// Pieces from one that is next to an anchor on.
trait Away<'p>: DoubleEndedIterator<Item = &'p Piece> + Clone {}

impl<'p, I: DoubleEndedIterator<Item = &'p Piece> + Clone> Away<'p> for I {}
