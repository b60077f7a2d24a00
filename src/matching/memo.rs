//! What names were found to be at places of a block.
//!
//! Names hold names, and gaps stand before and after them, so that one place is come to on many ways:
//! in a row of names the ways are more than anyone could follow. What a name is at a place does not
//! depend on the way, though. So it is asked once, and known from then on.

use std::collections::HashMap;
use std::ops::Range;

use super::table::Mixed;
use crate::wordlist::ruleset::{NameId, PhraseId};

/// More answers than this are not kept. That is more than a few thousand words of nothing but names
/// need, and no more is read at a time; a block of megabytes asks anew where it has gone on.
const KEPT: usize = 1 << 17;

/// A question: what a name is at a place.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) struct Asked<T> {
    /// What is looked for.
    pub(super) what: T,
    /// From which byte of the block's folded text on.
    pub(super) at: usize,
    /// Whether other words may come first, because a gap did.
    pub(super) loose: bool,
    /// Whether nothing stands before it.
    pub(super) fresh: bool,
    /// In how many names it stands.
    pub(super) depth: usize,
}

/// One end of a name, in bytes of the block's folded text.
#[derive(Debug, Clone, Copy)]
pub(super) struct End {
    /// Where it is.
    pub(super) at: usize,
    /// Whether a gap came last.
    pub(super) loose: bool,
    /// Whether nothing has been read yet.
    pub(super) fresh: bool,
    /// Where the name begins.
    pub(super) begun: usize,
}

/// The answers of one block.
#[derive(Debug, Default)]
pub(super) struct Memo {
    names: HashMap<Asked<NameId>, Range<usize>, Mixed>,
    /// The ends of all names, those of each in the order of preference.
    ends: Vec<End>,
    /// How far an exception of a name reaches; 0 if it is not there.
    reached: HashMap<Asked<PhraseId>, usize, Mixed>,
}

impl Memo {
    /// Forgets everything, for the next block.
    pub(super) fn clear(&mut self) {
        self.names.clear();
        self.ends.clear();
        self.reached.clear();
    }

    /// The numbers of the ends of a name, if they are known.
    pub(super) fn ends(&self, asked: &Asked<NameId>) -> Option<Range<usize>> {
        self.names.get(asked).cloned()
    }

    /// The end of this number.
    pub(super) fn end(&self, number: usize) -> Option<End> {
        self.ends.get(number).copied()
    }

    /// Keeps the ends of a name and numbers them. The numbers hold until the next ones are kept.
    pub(super) fn keep_ends(
        &mut self,
        asked: Asked<NameId>,
        ends: impl Iterator<Item = End>,
    ) -> Range<usize> {
        if self.names.len() >= KEPT || self.ends.len() >= KEPT {
            self.names.clear();
            self.ends.clear();
        }
        let first = self.ends.len();
        self.ends.extend(ends);
        let numbers = first..self.ends.len();
        self.names.insert(asked, numbers.clone());
        numbers
    }

    /// How far the exception reaches, if that is known; 0 if it is not there.
    pub(super) fn reached(&self, asked: &Asked<PhraseId>) -> Option<usize> {
        self.reached.get(asked).copied()
    }

    /// Keeps how far the exception reaches; 0 if it is not there.
    pub(super) fn keep_reached(&mut self, asked: Asked<PhraseId>, reached: usize) {
        if self.reached.len() >= KEPT {
            self.reached.clear();
        }
        self.reached.insert(asked, reached);
    }
}
