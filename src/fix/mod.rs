//! Rewriting files: from the rewrites of findings to bytes on disk or a patch.
//!
//! [`Fixer::fix`] makes every rewrite that may be made, reads the result again and checks it through
//! the same seam as everything else; [`mod@write`] puts it on disk and [`diff`] makes a patch of it.

pub mod diff;
mod place;
mod plan;
#[cfg(test)]
mod tests;
pub mod write;

pub use plan::{Applied, Fixed, Fixer, Left};
