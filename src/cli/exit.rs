//! The exit status, decided here and nowhere else.

use std::process::ExitCode;

use serde::{Deserialize, Serialize};

/// How a run ended. Ordered: what comes later outranks what comes before.
#[derive(
    Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
pub enum Exit {
    /// Nothing to complain of.
    #[default]
    Clean,
    /// Findings at or over the weight that fails a run.
    Findings,
    /// Something could not be done: a bad config or list, a missing path, a file that was not read.
    Trouble,
}

impl Exit {
    /// The more serious of the two.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        self.max(other)
    }

    /// `Findings` if there are any.
    #[must_use]
    pub fn found(any: bool) -> Self {
        if any { Self::Findings } else { Self::Clean }
    }

    /// `Trouble` if there is any.
    #[must_use]
    pub fn trouble(any: bool) -> Self {
        if any { Self::Trouble } else { Self::Clean }
    }

    /// The number that the shell sees.
    #[must_use]
    pub fn code(self) -> u8 {
        match self {
            Self::Clean => 0,
            Self::Findings => 1,
            Self::Trouble => 2,
        }
    }
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> Self {
        Self::from(exit.code())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn trouble_outranks_findings() {
        assert_eq!(
            Exit::found(true).and(Exit::trouble(true)).and(Exit::Clean),
            Exit::Trouble
        );
        assert_eq!(Exit::found(true).and(Exit::trouble(false)).code(), 1);
    }
}
