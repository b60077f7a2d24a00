//! What a file writes twice: once for programs that know the new way (`mc:Choice`), once for the
//! others (`mc:Fallback`).
//!
//! The first alternative that says something is read, the others are not. Which names a choice
//! requires is not asked: a choice that is only a picture says nothing, and then its fallback is what
//! there is to read.

/// The alternatives that are open, the innermost last.
#[derive(Debug, Default)]
pub(super) struct Alternatives {
    open: Vec<State>,
}

#[derive(Debug, Default)]
struct State {
    /// Whether an alternative said something.
    taken: bool,
    /// How much had been said before the alternative that is open.
    before: usize,
}

impl Alternatives {
    /// `AlternateContent` begins.
    pub(super) fn open(&mut self) {
        self.open.push(State::default());
    }

    /// `AlternateContent` ends.
    pub(super) fn close(&mut self) {
        self.open.pop();
    }

    /// An alternative begins, after `said` things were found; returns whether it is read. One that
    /// stands nowhere is.
    pub(super) fn enter(&mut self, said: usize) -> bool {
        let Some(state) = self.open.last_mut() else {
            return true;
        };
        state.before = said;
        !state.taken
    }

    /// An alternative that is read ends.
    pub(super) fn leave(&mut self, said: usize) {
        if let Some(state) = self.open.last_mut() {
            state.taken |= said > state.before;
        }
    }
}
