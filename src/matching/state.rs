//! Where a phrase has got to while it is followed.

use smallvec::SmallVec;

/// Nothing bound, nothing begun.
pub(super) const NONE: usize = usize::MAX;

/// Where a phrase has got to.
#[derive(Debug, Clone, Copy)]
pub(super) struct State {
    /// The end of the last word.
    pub(super) at: usize,
    /// Whether a gap came last, so that more than a separator may follow.
    pub(super) loose: bool,
    /// Whether nothing has been read yet.
    pub(super) fresh: bool,
    /// Where the words of the group begin that is being read.
    pub(super) begun: usize,
    /// The last slot bound.
    pub(super) parts: usize,
}

/// Where a phrase can have got to, the preferred first: nearly always one place.
pub(super) type States = SmallVec<[State; 2]>;

impl State {
    /// Before anything was read, at byte `at`.
    pub(super) const fn fresh(at: usize) -> Self {
        Self {
            at,
            loose: false,
            fresh: true,
            begun: NONE,
            parts: NONE,
        }
    }

    /// The state after words at `start..end`.
    pub(super) const fn past(self, start: usize, end: usize) -> Self {
        Self {
            at: end,
            loose: false,
            fresh: false,
            begun: if self.begun < start {
                self.begun
            } else {
                start
            },
            parts: self.parts,
        }
    }
}

/// Adds a state that was not yet reached; the first to reach a place is the preferred one.
pub(super) fn reach(states: &mut States, state: State) {
    let known = states.iter().any(|other| {
        other.at == state.at && other.loose == state.loose && other.fresh == state.fresh
    });
    if !known {
        states.push(state);
    }
}
