//! The threads that files are worked on with, and what is said where one of them fails.

use std::num::NonZeroUsize;

use super::tell::Failure;

/// What is said of a file on which the program itself failed.
pub(super) const OUR_FAULT: &str =
    "copydesk failed on it, which is a mistake in copydesk: please report it";
/// The stack of a thread, in bytes.
const STACK: usize = 16 << 20;

/// The threads that files are worked on with.
pub(super) fn pool(threads: NonZeroUsize) -> Result<rayon::ThreadPool, Failure> {
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads.get())
        // Pages nest as deep as their writers like, and a stack that runs out ends the whole run.
        .stack_size(STACK)
        .build()
        .map_err(|error| Failure::say(format!("no threads to work with: {error}")))
}
