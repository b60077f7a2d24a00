//! Rewriting files: from the rewrites of findings to bytes on disk or a patch.
//!
//! [`Fixer::fix`] makes every rewrite that may be made, reads the result again and checks it through
//! the same seam as everything else; [`mod@write`] puts it on disk and [`diff`] makes a patch of it.
//! In an office file the same rewrites go into the parts of a package (`office`).

pub mod diff;
#[cfg(feature = "office")]
pub mod office;
mod pick;
mod place;
mod plan;
mod regions;
#[cfg(test)]
mod tests;
mod trial;
pub mod write;

pub use plan::{Applied, Fixed, Fixer, Left, Refusal, Remake, text};
