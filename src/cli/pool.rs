//! The threads that files are worked on with, and what is said where one of them fails.

use std::num::NonZeroUsize;

use super::jobs::{Job, Task};
use super::tell::Failure;
use crate::document::Kind;

/// What is said of a file on which the program itself failed.
pub(super) const OUR_FAULT: &str =
    "copydesk failed on it, which is a mistake in copydesk: please report it";
/// The stack of a thread, in bytes.
const STACK: usize = 16 << 20;
/// Bytes of a page that cannot nest so deep that the stack of any thread is too small for it.
const SHALLOW: u64 = 64 << 10;

/// The threads that `jobs` are worked on with; none where the one that asks does it itself, since for
/// a single small page threads take longer to start than it takes to check.
pub(super) fn pool(
    threads: NonZeroUsize,
    jobs: &[Job],
) -> Result<Option<rayon::ThreadPool>, Failure> {
    if let [Job { task, .. }] = jobs
        && let Task::Read(_, kind, _) = task
        && is_shallow(*kind, task.length())
    {
        return Ok(None);
    }
    rayon::ThreadPoolBuilder::new()
        .num_threads(threads.get())
        // Pages nest as deep as their writers like, and a stack that runs out ends the whole run.
        .stack_size(STACK)
        .build()
        .map(Some)
        .map_err(|error| Failure::say(format!("no threads to work with: {error}")))
}

/// Whether a file of this kind and so many bytes is a page, not packed, that cannot nest deep.
fn is_shallow(kind: Kind, bytes: Option<u64>) -> bool {
    matches!(kind, Kind::Text(_)) && bytes.is_some_and(|bytes| bytes <= SHALLOW)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;
    use std::thread;

    use super::*;
    use crate::document::{Format, ReadOptions, open};
    use crate::matching::Engine;

    #[test]
    fn pages_of_few_bytes_are_shallow() {
        let page = Kind::Text(Format::Markdown);
        assert!(is_shallow(page, Some(SHALLOW)));
        assert!(!is_shallow(page, Some(SHALLOW + 1)));
        assert!(!is_shallow(page, None), "nobody knows how much will come");
    }

    #[test]
    fn shallow_pages_fit_the_smallest_stack() {
        // What systems give to a program at least.
        let stack = 1 << 20;
        for (format, opening) in [
            (Format::Markdown, ">"),
            (Format::Markdown, "["),
            (Format::Html, "<div>"),
            (Format::Mdx, "<A>"),
        ] {
            let length = usize::try_from(SHALLOW).unwrap();
            let page = opening.repeat(length / opening.len());
            let read = move || {
                let kind = Kind::Text(format);
                let document = open(kind, page.into_bytes(), &ReadOptions::default()).unwrap();
                Engine::new(Arc::default()).scan(&document).hits.len()
            };
            let thread = thread::Builder::new().stack_size(stack).spawn(read);
            assert_eq!(thread.unwrap().join().unwrap(), 0, "{opening}");
        }
    }
}
